"""What a file really is. Its name is only a claim: the content must open with its own library and carry no code."""

import csv
import io
import re
import warnings
import zipfile
import zlib
from pathlib import PurePosixPath

import filetype
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from core.errors import Refused

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "csv": "text/csv",
    "txt": "text/plain; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
}
DOCUMENTS = frozenset({"pdf", "docx", "doc", "odt"})
SHEETS = frozenset({"xlsx", "xls", "ods", "csv"})
IMAGES = frozenset({"png", "jpg"})
TEXTS = frozenset({"txt"})  # plain text is taken only where it is asked for
OFFICE = DOCUMENTS | SHEETS | IMAGES | {"pptx"}

SAME = {"jpeg": "jpg"}
FAMILIES = ({"doc", "docx", "odt"}, {"xls", "xlsx", "ods"}, {"png", "jpg"})  # a wrong ending among these is mended
NAMES = {"pdf": "PDF", "doc": "Word", "docx": "Word", "xls": "Excel", "xlsx": "Excel", "csv": "CSV", "txt": "văn bản thuần", "pptx": "PowerPoint",
         "odt": "ODT", "ods": "ODS", "png": "ảnh PNG", "jpg": "ảnh JPG"}  # fmt: skip

MAX_PARTS = 5_000
MAX_UNPACKED = 250 * 1024 * 1024
FREE_UNPACKED = 20 * 1024 * 1024  # below this, any ratio is harmless
MAX_RATIO = 100
MAX_PIXELS = 100_000_000
MAX_NAME = 120

MACROS = "Tệp “{name}” có chứa mã macro nên không nhận được. Hãy lưu lại dạng không macro (.docx, .xlsx) rồi tải lên."
LOCKED = "Tệp “{name}” có mật khẩu nên không mở được. Hãy bỏ mật khẩu rồi tải lên lại."
BROKEN = "Tệp “{name}” không mở được, có thể đã hỏng. Hãy mở lại trên máy, lưu lại rồi tải lên."
BOMB = "Tệp “{name}” nén bất thường nên không nhận được. Hãy lưu lại tệp bằng Word hoặc Excel rồi tải lên."
WEB_PAGE = (
    "Tệp “{name}” thực ra là trang web (HTML) chứ không phải tài liệu. "
    "Hãy mở tệp, chọn “Lưu thành” Word, Excel hoặc PDF rồi tải lên."
)
PROGRAM = "Tệp “{name}” là chương trình chạy được, không nhận được."


def inspect(content, name, allow=OFFICE):
    """(name as kept, content type) of what was handed in; content: a file open for reading and seeking.

    The ending must be allowed and agree with the content; a mix-up within one family (an .xls named .xlsx) is mended
    in the kept name. Raises Refused with a sentence.
    """
    name = clean_name(name)
    claimed = _ending(name)
    if claimed not in allow:
        endings = ", ".join(f".{ending}" for ending in sorted(allow))
        raise Refused(f"Không nhận tệp “{name}”. Chỉ nhận các loại: {endings}.")
    found = _kind(content, name, claimed)
    if found is None:
        raise Refused(BROKEN.format(name=name))
    if found != claimed:
        if found not in allow or not any({found, claimed} <= family for family in FAMILIES):
            raise Refused(
                f"Tệp “{name}” mang đuôi .{claimed} nhưng nội dung là {NAMES[found]}. Hãy kiểm tra lại rồi tải lên."
            )
        name = f"{name[: name.rindex('.')]}.{found}"
    return name, CONTENT_TYPES[found]


# Names ---------------------------------------------------------------------------------------------------------------
def clean_name(name):
    """The name without path, control and direction marks, at most MAX_NAME characters, its ending kept."""
    from core.text import clean  # noqa: PLC0415  text imports nothing of ours, but loads its tables

    name = clean(PurePosixPath(str(name).replace("\\", "/")).name)
    name = "".join("_" if char in '<>:"|?*' else char for char in name if char.isprintable())
    name = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", name).strip().rstrip(".")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    stem = stem.strip(" .") or "tep"
    return f"{stem[: MAX_NAME - len(ending) - 1].rstrip()}{dot}{ending}"


def _ending(name):
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    return SAME.get(ending, ending)


# Contents ------------------------------------------------------------------------------------------------------------
def _kind(content, name, claimed):
    """The true ending, or None for what opens with nothing we know. Raises Refused for what is dangerous."""
    content.seek(0)
    start = content.read(8192)
    if start.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")):
        raise Refused(PROGRAM.format(name=name))
    if _looks_like_web(start):
        raise Refused(WEB_PAGE.format(name=name))
    if start.startswith(b"PK"):
        return _zipped(content, name)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(content, name)
    if b"%PDF-" in start[:1024]:
        return _pdf(content, name)
    guessed = filetype.guess(start)
    if guessed and guessed.extension in IMAGES:
        return _picture(content, name)
    if claimed == "csv" and not guessed:
        return _csv(content, name)
    if claimed == "txt" and not guessed:
        return _text(content, name)
    return None


def _looks_like_web(start):
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n\x00").lower()
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = start.decode("utf-16", errors="ignore").lstrip().lower().encode()
    marks = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<body", b"<head")
    return text.startswith(marks) or (
        text.startswith((b"<?xml", b"<!--", b"mime-version")) and any(m in text for m in marks)
    )


def _zipped(content, name):
    try:
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, name, size=_size(content))
            names = {entry.filename.lower().replace("\\", "/") for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused(LOCKED.format(name=name))
            _refuse_macros(archive, names, name)
            if "mimetype" in names:
                return _open_document(archive, name)
            if "[content_types].xml" not in names:
                return None
            for part, ending in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
                mains = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
                if mains[ending] in names and any(n.startswith(part) for n in names):
                    archive.read(_real_name(entries, mains[ending]))
                    return ending
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        UnicodeDecodeError,
        OSError,
        KeyError,
    ) as fault:
        raise Refused(BROKEN.format(name=name)) from fault
    return None


def _refuse_bomb(entries, name, *, size):
    """Refuse too many parts, too much when unpacked, or packed too tightly."""
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MAX_PARTS
        or unpacked > MAX_UNPACKED
        or (unpacked > FREE_UNPACKED and unpacked > MAX_RATIO * max(size, 1))
    ):
        raise Refused(BOMB.format(name=name))


def _refuse_macros(archive, names, name):
    """VBA projects, Excel 4 macro sheets, ActiveX, Basic of LibreOffice, and templates fetched from elsewhere."""
    marks = ("vbaproject.bin", "vbadata.xml", "/macrosheets/", "/activex/", "customui/")
    if any(mark in part for part in names for mark in marks) or any(
        n.startswith(("basic/", "scripts/")) for n in names
    ):
        raise Refused(MACROS.format(name=name))
    entries = archive.infolist()
    if "[content_types].xml" in names:
        types = archive.read(_real_name(entries, "[content_types].xml")).lower()
        if b"macroenabled" in types or b"vbaproject" in types:
            raise Refused(MACROS.format(name=name))
    for part in names:
        if part.endswith("settings.xml.rels"):
            links = archive.read(_real_name(entries, part)).lower()
            if b"attachedtemplate" in links and re.search(rb'target="(https?:|ftp:|\\\\|file:/*\\\\)', links):
                raise Refused(MACROS.format(name=name))


def _real_name(entries, lowered):
    return next(e.filename for e in entries if e.filename.lower().replace("\\", "/") == lowered)


def _open_document(archive, name):
    said = archive.read("mimetype").decode("ascii", errors="replace").strip()
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused(LOCKED.format(name=name))
    return next((ending for ending in ("odt", "ods") if CONTENT_TYPES[ending] == said), None)


def _compound(content, name):
    """Old Word and Excel: directory entries are UTF-16 names, so a search finds them wherever the sectors lie."""
    content.seek(0)
    data = content.read()
    if _entry("EncryptedPackage") in data:
        raise Refused(LOCKED.format(name=name))
    if any(_entry(macro) in data for macro in ("_VBA_PROJECT", "Macros", "VBA\0")):
        raise Refused(MACROS.format(name=name))
    if _entry("WordDocument") in data:
        return "doc"
    if _entry("Workbook") in data or _entry("Book\0") in data:
        return "xls"
    return None


def _entry(text):
    return text.encode("utf-16-le")


def _pdf(content, name):
    """Opens, has pages, and starts nothing by itself. An owner's lock on printing is accepted, a password is not."""
    content.seek(0)
    try:
        reader = PdfReader(content)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(LOCKED.format(name=name))
        if not len(reader.pages):
            raise Refused(BROKEN.format(name=name))
        if _acts_by_itself(reader):
            raise Refused(f"Tệp PDF “{name}” có chứa mã tự chạy nên không nhận được. Hãy in lại thành PDF rồi tải lên.")
    except DependencyError as fault:
        raise Refused(LOCKED.format(name=name)) from fault
    except Refused:
        raise
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError) as fault:
        raise Refused(BROKEN.format(name=name)) from fault
    return "pdf"


def _acts_by_itself(reader):
    """Scripts or programs started on opening the file or one of its pages."""
    root = reader.trailer["/Root"].get_object()
    names = root.get("/Names")
    if names is not None and "/JavaScript" in names.get_object():
        return True
    actions = [root.get("/OpenAction"), root.get("/AA")]
    actions += [page.get("/AA") for page in reader.pages]
    return any(_is_code(action) for action in actions if action is not None)


def _is_code(action, depth=0):
    action = action.get_object()
    if not hasattr(action, "values") or depth > 4:
        return False
    if action.get("/S") in ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm"):
        return True
    return any(_is_code(part, depth + 1) for part in action.values() if hasattr(part, "get_object"))


def _picture(content, name):
    content.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(content, formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise Refused(f"Ảnh “{name}” quá lớn. Hãy thu nhỏ ảnh rồi tải lên.")
                # MPO: a JPEG with a second picture behind it, as many telephones make
                ending = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg"}[picture.format]
                picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Refused(f"Ảnh “{name}” quá lớn. Hãy thu nhỏ ảnh rồi tải lên.") from fault
    except Refused:
        raise
    except (OSError, SyntaxError, ValueError, KeyError) as fault:
        raise Refused(BROKEN.format(name=name)) from fault
    return ending


def _text(content, name):
    """Plain text in Unicode, without control characters."""
    content.seek(0)
    raw = content.read()
    try:
        text = raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"Tệp “{name}” không theo mã Unicode (UTF-8). Hãy lưu lại với mã UTF-8.") from None
    return None if re.search(r"[\x00-\x08\x0e-\x1f]", text) else "txt"


def _csv(content, name):
    content.seek(0)
    data = content.read()
    if b"\x00" in data:
        return None
    try:
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
        return "csv" if any(len(row) > 1 for row in rows) else None
    except (UnicodeDecodeError, csv.Error) as fault:
        raise Refused(f"Tệp “{name}” không phải CSV mã UTF-8. Hãy lưu lại dạng “CSV UTF-8” rồi tải lên.") from fault


def _size(content):
    content.seek(0, io.SEEK_END)
    size = content.tell()
    content.seek(0)
    return size
