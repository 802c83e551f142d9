"""The virus scanner: what it finds, what waits for it."""

import pytest
from django.urls import reverse

from core import files
from core.models import JournalEntry, StoredFile
from core.models.files import Scan
from tests.core import uploads
from tests.core.uploads import AT, EICAR, fetch, infected, sentence, stored_bytes

pytestmark = pytest.mark.django_db


def test_without_a_scanner_files_say_so_and_stay_readable(keep):
    stored = keep()

    assert (stored.scan, stored.get_scan_display(), stored.is_open) == (Scan.UNSCANNED, "Chưa quét", True)
    assert files.rescan(at=AT) == (0, 0, 1)


def test_a_clean_upload_is_marked_scanned(keep, clamd):
    content = uploads.docx()

    stored = keep("a.docx", content)

    assert (stored.scan, stored.scanned_at, clamd) == (Scan.CLEAN, AT, [content])


def test_an_infected_upload_is_refused_and_never_written(keep, clamd):
    assert sentence(keep, "a.docx", infected()) == (
        f"Tệp “a.docx” có mã độc ({EICAR}) nên không nhận được. Hãy quét máy tính của bạn."
    )
    assert StoredFile.objects.count() == 0
    assert stored_bytes() == []


def test_a_silent_scanner_makes_the_file_wait_closed(keep, settings, tmp_path, world, client_for):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody.ctl")

    stored = keep()

    assert (stored.scan, stored.is_open) == (Scan.WAITING, False)
    assert sentence(files.open_bytes, stored) == (
        "Tệp “Kế hoạch 2022.docx” đang chờ quét mã độc. Hãy quay lại sau ít phút."
    )
    answer = fetch(client_for(world.lan), stored.get_absolute_url())
    assert answer.status_code == 409
    assert "đang chờ quét mã độc" in answer.content.decode()
    assert files.rescan(at=AT) == (0, 0, 1)


def test_waiting_and_unscanned_files_are_scanned_later(keep, clamd, settings, world, client_for):
    address, settings.CLAMD_SOCKET = settings.CLAMD_SOCKET, ""
    good, bad = keep("tốt.docx", uploads.docx()), keep("xấu.docx", infected())
    settings.CLAMD_SOCKET = address

    assert files.rescan(at=AT) == (1, 1, 0)
    assert files.rescan(at=AT) == (0, 0, 0)

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.scan, bad.scan, bad.scan_note) == (Scan.CLEAN, Scan.INFECTED, EICAR)
    lan = client_for(world.lan)
    assert fetch(lan, good.get_absolute_url()).status_code == 200
    for address in (bad.get_absolute_url(), reverse("core:file-preview", args=[bad.uuid])):
        answer = fetch(lan, address)
        assert answer.status_code == 409
        assert "Tệp “xấu.docx” có mã độc nên bị khóa, không tải được." in answer.content.decode()
    assert JournalEntry.objects.get(act="file.infected").subject_id == str(bad.pk)
