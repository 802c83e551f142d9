"""Fixtures of the machinery's proofs."""

import socket
import struct
import threading

import pytest

from core import files
from core.files import guards
from core.sheets.imports import start_import
from tests.core import uploads
from tests.core.duties import desk
from tests.core.importing import xlsx
from tests.core.unit_sheet import UnitsByCode
from tests.core.uploads import AT, EICAR, upload
from units.rights import rights_of

__all__ = ["desk"]


@pytest.fixture
def unit_guard(monkeypatch):
    """Files and documents of a unit are read by who holds a post there, and removed by its officer.

    Call it with `restricted=True` to have downloads written into the journal.
    """
    monkeypatch.setattr(guards, "_READERS", {})
    monkeypatch.setattr(guards, "_REMOVERS", {})
    monkeypatch.setattr(guards, "_RESTRICTED", set())

    def set_up(*, restricted=False):
        guards.guard("units.unit", restricted=restricted)(lambda user, unit: unit.pk in rights_of(user).unit_ids())
        guards.remover("units.unit")(lambda user, unit: rights_of(user).holds_at(unit.pk, "officer"))

    set_up()
    return set_up


@pytest.fixture
def keep(world, unit_guard):
    """`keep(name, content)`: Lan hands a file in for Sở Tư pháp."""

    def store(name="Kế hoạch 2022.docx", content=None, **changes):
        said = {"owner": world.stp, "by": world.lan, "at": AT, **changes}
        return files.store(upload(name, uploads.docx() if content is None else content), **said)

    return store


@pytest.fixture
def clamd(settings, tmp_path):
    """A daemon that speaks ClamAV's INSTREAM; it finds a virus in whatever holds `virus`."""
    address, virus = tmp_path / "clamd.ctl", b"word/virus.bin"
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    door.bind(str(address))
    door.listen(8)
    received = []

    def exactly(line, count):
        data = b""
        while len(data) < count:
            data += line.recv(count - len(data))
        return data

    def serve():
        while True:
            try:
                line, _ = door.accept()
            except OSError:
                return
            with line:
                assert exactly(line, 10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!I", exactly(line, 4))[0]:
                    content += exactly(line, size)
                received.append(content)
                line.sendall(b"stream: " + (f"{EICAR} FOUND".encode() if virus in content else b"OK") + b"\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    settings.CLAMD_SOCKET = str(address)
    yield received
    door.shutdown(socket.SHUT_RDWR)
    door.close()
    thread.join(timeout=5)


@pytest.fixture
def start(world):
    def start(*rows, by=world.hanh, at=AT, name="đơn vị.xlsx", **options):
        return start_import(UnitsByCode(), xlsx(*rows, **options), name, by=by, at=at)

    return start
