"""The virus scanner: ClamAV's daemon, spoken to over its socket, when CLAMD_SOCKET names one.

`CLAMD_SOCKET=/run/clamav/clamd.ctl`, or `host:port`. Nothing set: there is no scanner, and files say “Chưa quét”.
"""

import dataclasses
import socket
import struct

from django.conf import settings

CHUNK = 128 * 1024
TIMEOUT = 60  # seconds for one file


class ScannerDown(Exception):
    """The scanner is configured but did not answer: the file waits."""


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    clean: bool
    note: str  # name of what was found


def is_configured():
    return bool(settings.CLAMD_SOCKET)


def scan(content):
    """The scanner's verdict on a file open for reading. Raises ScannerDown."""
    content.seek(0)
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            while chunk := content.read(CHUNK):
                line.sendall(struct.pack("!I", len(chunk)) + chunk)
            line.sendall(struct.pack("!I", 0))
            answer = _answer(line)
    except OSError as fault:
        raise ScannerDown(str(fault)) from fault
    if answer.endswith(" OK"):
        return Verdict(True, "")
    if answer.endswith(" FOUND"):
        return Verdict(False, answer.removeprefix("stream: ").removesuffix(" FOUND")[:200])
    raise ScannerDown(answer or "no answer")


def _connected():
    address = settings.CLAMD_SOCKET
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit():
        return socket.create_connection((host, int(port)), timeout=TIMEOUT)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(TIMEOUT)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _answer(line):
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096:
        part = line.recv(4096)
        if not part:
            break
        said += part
    return said.rstrip(b"\0").decode("utf-8", errors="replace").strip()
