"""Files as people hand them in: good ones, and each kind of bad one, made on the spot."""

import datetime
import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from core.errors import Refused
from core.files import keeping

AT = datetime.datetime(2022, 3, 8, 2, 0, tzinfo=datetime.UTC)
EICAR = "Win.Test.EICAR_HDB-1"


def upload(name, content):
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def docx(text="Kế hoạch công tác thi đua, khen thưởng năm 2022"):
    document, buffer = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(buffer)
    return buffer.getvalue()


def xlsx(text="Nhiệm vụ"):
    book, buffer = Workbook(), io.BytesIO()
    book.active["A1"] = text
    book.save(buffer)
    return buffer.getvalue()


def pdf(*, password="", owner="", action=None, javascript=""):
    writer, buffer = PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(200, 200)
    if javascript:
        script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(javascript)}
        names = ArrayObject([TextStringObject("go"), DictionaryObject(script)])
        tree = DictionaryObject({NameObject("/Names"): names})
        writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): tree})
    if action:
        page[NameObject("/AA")] = DictionaryObject(
            {
                NameObject("/O"): DictionaryObject(
                    {NameObject("/S"): NameObject(action), NameObject("/F"): TextStringObject("calc.exe")}
                )
            }
        )
    if password or owner:
        writer.encrypt(password, owner or None, algorithm="RC4-128")
    writer.write(buffer)
    return buffer.getvalue()


def picture(form, size=(4, 3)):
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, form)
    return buffer.getvalue()


def odt():
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": b"<office/>",
            "META-INF/manifest.xml": b"",
        }
    )


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_part(content, name, data=b"x"):
    """An office file with one more part."""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def macro_types(content):
    """A .docm as it is when renamed .docx: only the declared type tells."""
    source, buffer = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.namelist():
            data = source.read(part)
            if part == "[Content_Types].xml":
                data = data.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")
            archive.writestr(part, data)
    return buffer.getvalue()


def compound(*entries):
    """An old Office file as far as anybody looks: the signature and the names of its directory."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + b"".join(entry.encode("utf-16-le").ljust(128, b"\0") for entry in entries)
    )


def huge_picture():
    """A PNG of 40,000 × 40,000 points in a few bytes."""
    content = bytearray(picture("PNG"))
    content[16:24] = struct.pack("!II", 40_000, 40_000)
    content[29:33] = struct.pack("!I", zlib.crc32(content[12:29]))
    return bytes(content)


def bomb():
    """A .docx whose picture unpacks to 60 MB of zeros."""
    return with_part(docx(), "word/media/image1.png", bytes(60 * 1024 * 1024))


TEMPLATE_LINK = (
    b'<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'attachedTemplate" Target="%s" TargetMode="External"/></Relationships>'
)


def infected():
    return with_part(docx(), "word/virus.bin")


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
