"""What an uploaded spreadsheet really is, told by its content. Everything that is not plain data is refused here."""

import io
import re
import zipfile
import zlib

from django.conf import settings

from core.errors import Refused

MAX_PARTS = 2_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
SMALL_PART = 2 * 1024 * 1024
SAVE_AGAIN = "Hãy mở tệp bằng Excel và lưu lại dạng “Excel Workbook (.xlsx)”."

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DRAWN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def kind_of(content, name):
    """ "xlsx", "xls" or "csv", whatever the name says. Raises Refused with a sentence for everything else."""
    limit = settings.MAX_FILE_MB
    if not content or not content.strip(b"\x00 \t\r\n"):
        raise Refused("Tệp không có nội dung. Hãy chọn lại tệp.")
    if len(content) > limit * 1024 * 1024:
        raise Refused(f"Tệp lớn hơn {limit} MB. Hãy tách thành nhiều tệp nhỏ hơn.")
    if name.lower().endswith((".xlsm", ".xltm", ".xlam")):
        raise Refused(f"Tệp có macro nên không được nhận. {SAVE_AGAIN}")
    if content.startswith(ZIP):
        return _zip(content)
    if content.startswith(OLE):
        return _ole(content)
    return _text(content)


def _zip(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
            if any("vbaproject" in p.lower() or "macrosheets/" in p.lower() for p in parts):
                raise Refused(f"Tệp có macro nên không được nhận. {SAVE_AGAIN}")
            _workbook_only(archive, parts)
            _unpack_within_limits(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise Refused(f"Tệp bị hỏng, không đọc được. {SAVE_AGAIN}") from error
    return "xlsx"


def _parts(archive):
    infos = archive.infolist()
    names = [info.filename for info in infos]
    packed, unpacked = sum(i.compress_size for i in infos), sum(i.file_size for i in infos)
    bomb = (
        len(infos) > MAX_PARTS
        or len(set(names)) != len(names)
        or unpacked > MAX_UNPACKED
        or any(i.file_size > SMALL_PART and i.file_size > MAX_RATIO * max(i.compress_size, 1) for i in infos)
        or (unpacked > SMALL_PART and unpacked > MAX_RATIO * max(packed, 1))
    )
    if bomb:
        raise Refused("Tệp nén bất thường (giải nén ra quá lớn) nên không được nhận. Hãy kiểm tra lại tệp.")
    if any(info.flag_bits & 0x1 for info in infos):
        raise Refused("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")
    return names


def _workbook_only(archive, parts):
    if "xl/workbook.xml" not in parts:
        if "xl/workbook.bin" in parts or "content.xml" in parts:
            raise Refused(f"Chưa đọc được dạng bảng tính này. {SAVE_AGAIN}")
        if "word/document.xml" in parts:
            raise Refused("Đây là tệp Word, không phải bảng tính. Hãy chọn tệp Excel (.xlsx).")
        raise Refused("Tệp này không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls) hoặc CSV.")
    if b"macroEnabled" in archive.read("[Content_Types].xml") if "[Content_Types].xml" in parts else False:
        raise Refused(f"Tệp có macro nên không được nhận. {SAVE_AGAIN}")


def _unpack_within_limits(archive):
    """Unpack every part once: the checksum proves that its declared size is true; a document type is never needed."""
    for info in archive.infolist():
        with archive.open(info) as part:
            head = part.read(4096)
            if info.filename.endswith((".xml", ".rels", ".vml")) and _DOCTYPE.search(head):
                raise Refused("Tệp có phần khai báo lạ nên không được nhận. " + SAVE_AGAIN)
            while part.read(1 << 20):
                pass


def _ole(content):
    def holds(stream):
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise Refused("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")
    if holds("_VBA_PROJECT"):
        raise Refused(f"Tệp có macro nên không được nhận. {SAVE_AGAIN}")
    if holds("WordDocument"):
        raise Refused("Đây là tệp Word, không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls).")
    if not holds("Workbook") and not holds("Book"):
        raise Refused("Tệp này không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls) hoặc CSV.")
    return "xls"


def _text(content):
    head = content.removeprefix(b"\xef\xbb\xbf")[:4096].lstrip()
    lowered = head.lower()
    if lowered.startswith((b"<!doctype", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<script", b"<style")):
        raise Refused(f"Tệp này là trang web (HTML) mang tên bảng tính. {SAVE_AGAIN}")
    if lowered.startswith(b"<"):
        raise Refused(f"Tệp này là XML, chưa phải bảng tính Excel. {SAVE_AGAIN}")
    if content.startswith(_DRAWN):
        raise Refused("Tệp này không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls) hoặc CSV.")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:200]
    strange = sum(byte < 9 or 13 < byte < 32 for byte in content[:4096])
    if not wide and strange:
        raise Refused("Tệp này không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls) hoặc CSV.")
    return "csv"
