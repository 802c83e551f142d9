"""What is kept of a file, once, and what is left when something fails; what the check of the storage finds."""

import datetime
import errno
import os
import threading
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from core import files
from core.models import JournalEntry, StoredFile
from tests.core import uploads
from tests.core.uploads import AT, fetch, sentence, stored_bytes

pytestmark = pytest.mark.django_db


def test_bytes_lie_under_a_random_name_outside_every_address(keep, client_for, world, settings):
    stored = keep()

    assert stored_bytes() == [stored.path]
    assert "docx" not in stored.path
    assert not settings.MEDIA_ROOT.is_relative_to(settings.STATIC_ROOT)
    lan = client_for(world.lan)
    for prefix in ("/static/", "/media/", "/files/", "/", "/tep/"):
        assert fetch(lan, f"{prefix}{stored.path}").status_code == 404


def test_the_same_bytes_are_kept_once_for_one_record(keep, world):
    first = keep("Kế hoạch.docx", uploads.docx("một"))
    again = keep("Bản sao.docx", first_bytes(first))
    elsewhere = keep("Kế hoạch.docx", first_bytes(first), owner=world.syt, by=world.hoa)

    assert (first.already, again.already, elsewhere.already) == (False, True, False)
    assert again == first
    assert list(files.of(world.stp)) == [first]
    assert len(stored_bytes()) == 2


def first_bytes(stored):
    with files.open_bytes(stored) as kept:
        return kept.read()


@pytest.mark.django_db(transaction=True)
def test_a_double_click_keeps_one_file(keep, world):
    content, start, rows, lock = uploads.docx(), threading.Barrier(4), [], threading.Lock()

    def work():
        try:
            start.wait()
            stored = keep("a.docx", content)
            with lock:
                rows.append(stored.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(rows) == 4
    assert len(set(rows)) == 1
    assert StoredFile.objects.count() == 1
    assert len(stored_bytes()) == 1


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "Máy chủ đã hết chỗ nên chưa lưu được tệp “a.docx”. Hãy báo quản trị hệ thống rồi thử lại."),
        (errno.EDQUOT, "Máy chủ đã hết chỗ nên chưa lưu được tệp “a.docx”. Hãy báo quản trị hệ thống rồi thử lại."),
        (
            errno.EROFS,
            "Chưa ghi được tệp “a.docx” vào kho. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo quản trị hệ thống.",
        ),
    ],
)
def test_a_full_disk_gets_a_sentence_and_leaves_nothing(keep, monkeypatch, number, said):
    fdopen = os.fdopen

    class FullDisk:
        def __init__(self, descriptor, mode):
            self.file = fdopen(descriptor, mode)

        def write(self, data):
            self.file.write(data[:10])
            raise OSError(number, os.strerror(number))

        def close(self):
            self.file.close()

    monkeypatch.setattr("django.core.files.storage.filesystem.os.fdopen", FullDisk)
    assert sentence(keep, "a.docx") == said
    monkeypatch.undo()

    assert StoredFile.objects.count() == 0
    assert stored_bytes() == []


def test_bytes_of_a_failed_act_are_swept_after_a_day(keep):
    kept = keep()
    with pytest.raises(RuntimeError), transaction.atomic():
        lost = keep("khác.docx", uploads.docx("khác"))
        raise RuntimeError("the act failed after the file was written")
    written = default_storage.get_modified_time(lost.path)

    assert files.sweep(at=written + datetime.timedelta(hours=23)) == 0
    assert files.sweep(at=written + datetime.timedelta(hours=25)) == 1
    assert stored_bytes() == [kept.path]


def test_removing_keeps_the_trace_and_deletes_the_bytes(keep, world):
    stored = keep()

    files.remove(stored, by=world.lan, at=AT)
    files.remove(stored, by=world.binh, at=AT)

    stored.refresh_from_db()
    assert (stored.removed_by, stored.removed_at) == (world.lan, AT)
    assert list(files.of(world.stp)) == []
    assert stored_bytes() == []
    assert JournalEntry.objects.filter(act="file.remove").count() == 1
    assert keep().pk != stored.pk


def test_a_removal_that_fails_keeps_the_bytes(keep, world):
    stored = keep()

    with pytest.raises(RuntimeError), transaction.atomic():
        files.remove(stored, by=world.lan, at=AT)
        raise RuntimeError("something after it failed")

    assert stored_bytes() == [stored.path]
    assert list(files.of(world.stp)) == [stored]


def test_the_list_takes_the_same_queries_for_one_and_for_many(keep, world, django_assert_num_queries):
    keep("1.docx", uploads.docx("1"))
    with django_assert_num_queries(1):
        assert [str(f.uploaded_by) for f in files.of(world.stp)] == [world.lan.full_name]
    for n in range(2, 12):
        keep(f"{n}.docx", uploads.docx(str(n)))
    with django_assert_num_queries(1):
        assert [str(f.uploaded_by) for f in files.of(world.stp)] == [world.lan.full_name] * 11


def test_the_command_finds_changed_and_missing_files(keep, capsys):
    good, changed, missing = (keep(f"{n}.docx", uploads.docx(str(n))) for n in range(3))
    call_command("files_verify")
    assert capsys.readouterr().out == "Đã kiểm tra 3 tệp, 0 tệp có lỗi.\n"

    with Path(default_storage.path(changed.path)).open("ab") as file:
        file.write(b"!")
    default_storage.delete(missing.path)

    with pytest.raises(CommandError, match="Kho tệp không nguyên vẹn."):
        call_command("files_verify")

    told = capsys.readouterr()
    assert told.out == "Đã kiểm tra 3 tệp, 2 tệp có lỗi.\n"
    assert told.err == (f"{changed.uuid} 1.docx: nội dung đã bị thay đổi\n{missing.uuid} 2.docx: mất trong kho\n")
    assert str(good.uuid) not in told.err


def test_the_command_scans_and_sweeps_too(keep, clamd, settings, capsys):
    address, settings.CLAMD_SOCKET = settings.CLAMD_SOCKET, ""
    keep("tốt.docx", uploads.docx())
    settings.CLAMD_SOCKET = address

    call_command("files_verify", "--rescan", "--sweep")

    assert capsys.readouterr().out == (
        "Đã quét: 1 tệp sạch, 0 tệp có mã độc, 0 tệp chưa quét.\nĐã xóa 0 tệp thừa.\nĐã kiểm tra 1 tệp, 0 tệp có lỗi.\n"
    )
