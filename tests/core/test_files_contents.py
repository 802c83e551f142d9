"""What is let in as a file, under which name."""

import hashlib

import pytest

from core import files
from core.files import contents
from core.models import StoredFile
from tests.core import uploads
from tests.core.uploads import sentence, stored_bytes

pytestmark = pytest.mark.django_db


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
