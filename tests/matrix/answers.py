"""The words of an answer, whatever its form: page, spreadsheet, PDF, Word file, calendar."""

import functools
import html
import io
import zipfile
from urllib.parse import unquote

import pypdf


def words(response):
    """Everything a person could read in the answer, its headers included; the answer is read to its end."""
    content = response.getvalue() if response.streaming else response.content
    kind = response.get("Content-Type", "")
    said = " ".join(unquote(value) for _, value in response.items())
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
        return said + html.unescape(" ".join(parts))
    if content[:5] == b"%PDF-":
        return said + printed(content)
    text = content.decode("utf-8", "ignore")
    return said + (text.replace("\r\n ", "") if kind.startswith("text/calendar") else html.unescape(text))


@functools.cache
def printed(content):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
