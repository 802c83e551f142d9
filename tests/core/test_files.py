"""Stored files: what is let in, what is kept, who gets it, what is proved."""

import datetime
import errno
import hashlib
import os
import socket
import struct
import threading
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse

from core import files
from core.errors import Refused
from core.files import contents, keeping
from core.models import JournalEntry, StoredFile
from core.models.files import Scan
from tests.core import uploads
from tests.core.uploads import upload

AT = datetime.datetime(2022, 3, 8, 2, 0, tzinfo=datetime.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(world, unit_guard):
    """`keep(name, content)`: Lan hands a file in for Sở Tư pháp."""

    def store(name="Kế hoạch 2022.docx", content=None, **changes):
        said = {"owner": world.stp, "by": world.lan, "at": AT, **changes}
        return files.store(upload(name, uploads.docx() if content is None else content), **said)

    return store


def sentence(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return str(refusal.value)


def fetch(client, address):
    """The answer with its bytes in `body`; a streamed answer is read to its end, which closes the file."""
    answer = client.get(address)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def stored_bytes():
    """What lies in the private storage."""
    return list(keeping._stored_paths())


# What is let in ------------------------------------------------------------------------------------------------------
GOOD = [
    ("a.docx", uploads.docx(), "docx"),
    ("a.xlsx", uploads.xlsx(), "xlsx"),
    ("a.pdf", uploads.pdf(), "pdf"),
    ("chi-in.pdf", uploads.pdf(owner="khoa-in"), "pdf"),
    ("a.png", uploads.picture("PNG"), "png"),
    ("a.jpeg", uploads.picture("JPEG"), "jpg"),
    ("A.JPG", uploads.picture("JPEG"), "jpg"),
    ("a.odt", uploads.odt(), "odt"),
    ("a.doc", uploads.compound("Root Entry", "WordDocument"), "doc"),
    ("a.xls", uploads.compound("Root Entry", "Workbook"), "xls"),
    ("a.csv", "TT;Nhiệm vụ\n1,Sơ kết\n".encode(), "csv"),
    (
        "mau.docx",
        uploads.with_part(
            uploads.docx(), "word/_rels/settings.xml.rels", uploads.TEMPLATE_LINK % b"file:///C:/x/Normal.dotm"
        ),
        "docx",
    ),
]


@pytest.mark.parametrize(("name", "content", "kind"), GOOD, ids=[g[0] for g in GOOD])
def test_office_files_and_pictures_are_kept(keep, name, content, kind):
    stored = keep(name, content)

    assert (stored.name, stored.content_type) == (name, contents.CONTENT_TYPES[kind])
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    with files.open_bytes(stored) as kept:
        assert kept.read() == content


RENAMED = [
    ("so-lieu.xlsx", uploads.compound("Root Entry", "Workbook"), "so-lieu.xls", "xls"),
    ("bao-cao.doc", uploads.docx(), "bao-cao.docx", "docx"),
    ("anh.png", uploads.picture("JPEG"), "anh.jpg", "jpg"),
]


@pytest.mark.parametrize(("name", "content", "kept", "kind"), RENAMED, ids=[r[0] for r in RENAMED])
def test_a_mix_up_within_a_family_is_mended(keep, name, content, kept, kind):
    stored = keep(name, content)

    assert (stored.name, stored.content_type) == (kept, contents.CONTENT_TYPES[kind])


ALLOWED = ".csv, .doc, .docx, .jpg, .ods, .odt, .pdf, .png, .pptx, .xls, .xlsx"
BAD = [
    ("empty", "a.docx", b"", "Tệp “a.docx” rỗng. Hãy kiểm tra lại rồi tải lên."),
    ("ending", "a.exe", b"MZ", f"Không nhận tệp “a.exe”. Chỉ nhận các loại: {ALLOWED}."),
    ("docm", "a.docm", uploads.docx(), f"Không nhận tệp “a.docm”. Chỉ nhận các loại: {ALLOWED}."),
    ("no-ending", "a", uploads.pdf(), f"Không nhận tệp “a”. Chỉ nhận các loại: {ALLOWED}."),
    ("zip", "a.zip", uploads.zipped({"a": b"b"}), f"Không nhận tệp “a.zip”. Chỉ nhận các loại: {ALLOWED}."),
    ("svg", "a.svg", b"<svg/>", f"Không nhận tệp “a.svg”. Chỉ nhận các loại: {ALLOWED}."),
    ("exe-as-pdf", "a.pdf", b"MZ\x90\0" + bytes(200), contents.PROGRAM),
    ("script-as-pdf", "a.pdf", b"#!/bin/sh\nrm x\n%PDF-1.4", contents.PROGRAM),
    ("html-as-docx", "a.docx", b"\xef\xbb\xbf <!DOCTYPE html><html></html>", contents.WEB_PAGE),
    ("html-as-xls", "a.xls", b"<html xmlns:x='urn:excel'><table></table></html>", contents.WEB_PAGE),
    ("html16-as-doc", "a.doc", "<html>".encode("utf-16"), contents.WEB_PAGE),
    ("svg-as-png", "a.png", b"<?xml version='1.0'?><svg onload='x()'/>", contents.WEB_PAGE),
    ("mhtml-as-doc", "a.doc", b"MIME-Version: 1.0\n\n<html></html>", contents.WEB_PAGE),
    ("html-as-csv", "a.csv", b"<script>x</script>,1\n", contents.WEB_PAGE),
    ("vba", "a.docx", uploads.with_part(uploads.docx(), "word/vbaProject.bin"), contents.MACROS),
    ("vba-upper", "a.xlsx", uploads.with_part(uploads.xlsx(), "xl/VBAPROJECT.BIN"), contents.MACROS),
    ("xl4", "a.xlsx", uploads.with_part(uploads.xlsx(), "xl/macrosheets/sheet1.xml"), contents.MACROS),
    ("activex", "a.docx", uploads.with_part(uploads.docx(), "word/activeX/activeX1.bin"), contents.MACROS),
    ("basic", "a.odt", uploads.with_part(uploads.odt(), "Basic/script-lc.xml"), contents.MACROS),
    ("docm-renamed", "a.docx", uploads.macro_types(uploads.docx()), contents.MACROS),
    ("template", "a.docx", uploads.with_part(uploads.docx(), "word/_rels/settings.xml.rels", uploads.TEMPLATE_LINK % b"https://x.test/a.dotm"), contents.MACROS),
    ("old-vba", "a.doc", uploads.compound("Root Entry", "WordDocument", "_VBA_PROJECT"), contents.MACROS),
    ("locked-office", "a.docx", uploads.compound("Root Entry", "EncryptedPackage"), contents.LOCKED),
    ("locked-pdf", "a.pdf", uploads.pdf(password="mat-khau"), contents.LOCKED),
    ("bomb", "a.docx", uploads.bomb(), contents.BOMB),
    ("parts", "a.xlsx", uploads.zipped({f"xl/{n}": b"" for n in range(contents.MAX_PARTS + 1)}), contents.BOMB),
    ("broken-zip", "a.docx", uploads.docx()[:-40], contents.BROKEN),
    ("other-zip", "a.docx", uploads.zipped({"readme.txt": b"x"}), contents.BROKEN),
    ("broken-pdf", "a.pdf", b"%PDF-1.4\nnothing", contents.BROKEN),
    ("broken-picture", "a.png", uploads.picture("PNG")[:40], contents.BROKEN),
    ("noise", "a.doc", bytes(range(1, 200)), contents.BROKEN),
    ("js-pdf", "a.pdf", uploads.pdf(javascript="app.alert(1)"), "Tệp PDF “{name}” có chứa mã tự chạy nên không nhận được. Hãy in lại thành PDF rồi tải lên."),
    ("launch-pdf", "a.pdf", uploads.pdf(action="/Launch"), "Tệp PDF “{name}” có chứa mã tự chạy nên không nhận được. Hãy in lại thành PDF rồi tải lên."),
    ("huge-picture", "a.png", uploads.huge_picture(), "Ảnh “{name}” quá lớn. Hãy thu nhỏ ảnh rồi tải lên."),
    ("pdf-as-docx", "a.docx", uploads.pdf(), "Tệp “{name}” mang đuôi .docx nhưng nội dung là PDF. Hãy kiểm tra lại rồi tải lên."),
    ("docx-as-xlsx", "a.xlsx", uploads.docx(), "Tệp “{name}” mang đuôi .xlsx nhưng nội dung là Word. Hãy kiểm tra lại rồi tải lên."),
    ("csv-not-utf8", "a.csv", "Số;Tên".encode("utf-16-le")[:-1] + b"\xff", "Tệp “{name}” không mở được, có thể đã hỏng. Hãy mở lại trên máy, lưu lại rồi tải lên."),
    ("csv-latin", "a.csv", b"a,b\nt\xea,1\n", "Tệp “{name}” không phải CSV mã UTF-8. Hãy lưu lại dạng “CSV UTF-8” rồi tải lên."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "said"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_what_is_wrong_or_dangerous_is_refused_with_a_sentence(keep, name, content, said):
    assert sentence(keep, name, content) == said.replace("{name}", name)

    assert StoredFile.objects.count() == 0
    assert stored_bytes() == []


def test_sixty_megabytes_get_a_sentence(keep):
    assert sentence(keep, "phim.pdf", b"%PDF-" + bytes(60 * 1024 * 1024)) == (
        "Tệp “phim.pdf” nặng 60,0 MB, quá mức 25 MB. Hãy giảm dung lượng hoặc tách thành nhiều tệp."
    )
    assert stored_bytes() == []


def test_plain_text_is_taken_only_where_it_is_asked_for(keep):
    text = "Căn cứ Luật Thi đua, Khen thưởng".encode()

    assert sentence(keep, "a.txt", text) == f"Không nhận tệp “a.txt”. Chỉ nhận các loại: {ALLOWED}."
    assert keep("a.txt", text, allow=files.TEXTS).content_type == "text/plain; charset=utf-8"


def test_a_form_may_take_fewer_kinds(keep):
    assert sentence(keep, "a.pdf", uploads.pdf(), allow=files.SHEETS) == (
        "Không nhận tệp “a.pdf”. Chỉ nhận các loại: .csv, .ods, .xls, .xlsx."
    )


NAMES = [
    ("C:\\Users\\Lan\\Kế hoạch.docx", "Kế hoạch.docx"),
    ("../../etc/passwd.pdf", "passwd.pdf"),
    ("ke\u0302\u0301 hoa\u0323ch.docx", "kế hoạch.docx"),
    ("xcod.\u202efdp.docx", "xcod.fdp.docx"),
    ('a<b>:"c|d?*.pdf', "a_b___c_d__.pdf"),
    ("a\x00b\r\nc.pdf", "a b c.pdf"),
    (".docx", "tep.docx"),
    ("x" * 300 + ".docx", "x" * 115 + ".docx"),
]


@pytest.mark.parametrize(("given", "kept"), NAMES, ids=range(len(NAMES)))
def test_names_are_cleaned(given, kept):
    assert contents.clean_name(given) == kept


# Keeping -------------------------------------------------------------------------------------------------------------
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


# The scanner ---------------------------------------------------------------------------------------------------------
EICAR = "Win.Test.EICAR_HDB-1"


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


def infected():
    return uploads.with_part(uploads.docx(), "word/virus.bin")


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


# Giving out ----------------------------------------------------------------------------------------------------------
def test_a_reader_saves_the_file_and_never_opens_it_in_our_pages(keep, world, client_for):
    content = uploads.docx()
    stored = keep("Kế hoạch 2022.docx", content)

    answer = fetch(client_for(world.binh), stored.get_absolute_url())

    assert answer.body == content
    assert answer["Content-Type"] == contents.CONTENT_TYPES["docx"]
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%202022.docx"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert int(answer["Content-Length"]) == len(content)


def test_another_units_file_is_404_by_every_address_and_the_try_is_logged(keep, world, client_for):
    stored = keep()
    own = keep("a.docx", uploads.docx("của Sở Y tế"), owner=world.syt, by=world.hoa)
    hoa = client_for(world.hoa)

    assert fetch(hoa, own.get_absolute_url()).status_code == 200
    tries = [
        fetch(hoa, stored.get_absolute_url()),
        fetch(hoa, reverse("core:file-preview", args=[stored.uuid])),
        fetch(hoa, reverse("core:file-remove", args=[stored.uuid])),
        hoa.post(reverse("core:file-remove", args=[stored.uuid])),
    ]
    assert [answer.status_code for answer in tries] == [404] * 4
    logged = JournalEntry.objects.filter(act="file.refused")
    assert list(logged.values_list("by", "subject_id")) == [(world.hoa.pk, str(stored.pk))] * 4
    assert StoredFile.objects.kept().filter(pk=stored.pk).exists()


@pytest.mark.parametrize("person", ["root", "stranger", "admin"])
def test_people_without_a_post_there_get_404(keep, world, client_for, person):
    assert fetch(client_for(getattr(world, person)), keep().get_absolute_url()).status_code == 404


def test_a_stranger_is_sent_to_sign_in(keep, client):
    answer = client.get(keep().get_absolute_url())

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("units:sign-in"))


def test_a_record_without_a_guard_gives_nothing(keep, world, client_for):
    stored = keep(owner=world.lan)

    assert fetch(client_for(world.lan), stored.get_absolute_url()).status_code == 404


def test_a_removed_file_is_gone(keep, world, client_for):
    stored = keep()
    files.remove(stored, by=world.lan, at=AT)

    assert fetch(client_for(world.lan), stored.get_absolute_url()).status_code == 404


def test_a_file_missing_from_the_storage_gets_a_sentence(keep, world, client_for):
    stored = keep()
    default_storage.delete(stored.path)

    answer = fetch(client_for(world.lan), stored.get_absolute_url())

    assert answer.status_code == 409
    assert "Không tìm thấy tệp “Kế hoạch 2022.docx” trong kho." in answer.content.decode()


PREVIEWS = [
    ("a.pdf", uploads.pdf(), 200),
    ("a.png", uploads.picture("PNG"), 200),
    ("a.docx", uploads.docx(), 404),
    ("a.csv", b"a,b\n1,2\n", 404),
]


@pytest.mark.parametrize(("name", "content", "status"), PREVIEWS)
def test_only_pdf_and_pictures_are_shown(keep, world, client_for, name, content, status):
    answer = fetch(client_for(world.lan), reverse("core:file-preview", args=[keep(name, content).uuid]))

    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Disposition"].startswith("inline;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        policy = answer["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "script-src" not in policy
        assert ("sandbox" in policy) == name.endswith("png")


def test_nginx_sends_the_bytes_when_it_stands_in_front(keep, world, client_for):
    stored = keep()

    with override_settings(X_ACCEL_PREFIX="/private/"):
        answer = fetch(client_for(world.lan), stored.get_absolute_url())
        outside = fetch(client_for(world.hoa), stored.get_absolute_url())

    assert (answer["X-Accel-Redirect"], answer.content) == (f"/private/{stored.path}", b"")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert outside.status_code == 404
    assert "X-Accel-Redirect" not in outside


def test_downloads_of_restricted_records_are_written_down(keep, world, client_for, unit_guard):
    stored = keep()
    fetch(client_for(world.lan), stored.get_absolute_url())
    assert JournalEntry.objects.filter(act="file.download").count() == 0

    unit_guard(restricted=True)
    fetch(client_for(world.lan), stored.get_absolute_url())

    entry = JournalEntry.objects.get(act="file.download")
    assert (entry.by, entry.subject_id) == (world.lan, str(stored.pk))


# Removing through the page -------------------------------------------------------------------------------------------
def test_the_officer_is_asked_and_then_the_file_goes(keep, world, client_for):
    stored, lan = keep(), client_for(world.lan)
    address = reverse("core:file-remove", args=[stored.uuid])

    asked = fetch(lan, address)
    assert "Xóa tệp “Kế hoạch 2022.docx”?" in asked.content.decode()
    assert StoredFile.objects.kept().count() == 1
    answer = lan.post(address)

    assert (answer.status_code, answer["Location"]) == (302, world.stp.get_absolute_url())
    assert StoredFile.objects.kept().count() == 0


def test_who_may_read_but_not_remove_gets_404(keep, world, client_for):
    stored, binh = keep(), client_for(world.binh)

    assert fetch(binh, stored.get_absolute_url()).status_code == 200
    assert binh.post(reverse("core:file-remove", args=[stored.uuid])).status_code == 404
    assert StoredFile.objects.kept().count() == 1


# The list ------------------------------------------------------------------------------------------------------------
def test_the_list_shows_name_size_person_state_and_what_may_be_done(keep, world):
    from django.template.loader import render_to_string  # noqa: PLC0415  only this proof draws the component by itself

    stored = keep("Kế hoạch <b>.pdf", uploads.pdf())

    officer = render_to_string("components/files.html", files.listing(world.stp, world.lan))
    head = render_to_string("components/files.html", files.listing(world.stp, world.binh))
    nothing = render_to_string("components/files.html", files.listing(world.syt, world.hoa))

    assert "Kế hoạch _b_.pdf" in officer
    assert world.lan.full_name in officer
    assert "Chưa quét" in officer
    assert stored.get_absolute_url() in officer
    assert reverse("core:file-preview", args=[stored.uuid]) in head
    assert reverse("core:file-remove", args=[stored.uuid]) in officer
    assert reverse("core:file-remove", args=[stored.uuid]) not in head
    assert "Chưa có tệp nào." in nothing


# Proving -------------------------------------------------------------------------------------------------------------
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
