"""What a paper may fetch while it is drawn: our fonts and data, nothing else."""

import base64

import pytest
import weasyprint
from weasyprint.urls import FatalURLFetchingError

from core.documents import Paragraph, Signature, Table, render_pdf
from core.documents.pdf import SCHEME, markup, own_fetcher
from tests.core import papers
from tests.core.pdf_words import runs

REFUSED = [
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "http://127.0.0.1/x.png",
    "https://example.org/x.png",
    "ftp://127.0.0.1/x",
    f"{SCHEME}:../../config/settings.py",
    f"{SCHEME}:/etc/passwd",
    f"{SCHEME}:LiberationSerif-Regular.ttf/../OFL.txt",
    f"{SCHEME}:OFL.txt",
    f"{SCHEME}:",
    "core/data/fonts/LiberationSerif-Regular.ttf",
]


@pytest.mark.parametrize("url", REFUSED)
def test_everything_foreign_is_refused(url):
    with pytest.raises(ValueError, match="disallowed protocol|no such font|Not an absolute URI"):
        own_fetcher().fetch(url)


def test_our_fonts_and_data_are_given():
    font = own_fetcher().fetch(f"{SCHEME}:LiberationSerif-BoldItalic.ttf").read()
    data = own_fetcher().fetch("data:text/plain;base64," + base64.b64encode(b"abc").decode()).read()

    assert font[:4] == b"\x00\x01\x00\x00"
    assert data == b"abc"


@pytest.mark.parametrize("url", ["file:///etc/hostname", "http://127.0.0.1:9/x.png"])
def test_a_page_naming_a_foreign_picture_is_not_drawn_at_all(url):
    page = weasyprint.HTML(string=f'<img src="{url}" alt="">', url_fetcher=own_fetcher())

    with pytest.raises(FatalURLFetchingError, match="Error fetching"):
        page.write_pdf()


HOSTILE = '<img src="file:///etc/passwd"> & "x" <script>alert(1)</script> {{ 7|add:1 }}'


def test_words_are_never_taken_for_markup():
    paper = papers.plan(
        subject=HOSTILE,
        bases=[HOSTILE],
        blocks=[Paragraph(HOSTILE), Table((HOSTILE,), [(HOSTILE,)])],
        signature=Signature(name=HOSTILE),
        distribution=[HOSTILE],
        annexes=[],
    )

    assert "<script" not in markup(paper)
    assert "<img" not in markup(paper)
    text = "".join(run.text for run in runs(render_pdf(paper), 0))
    assert "<script>alert(1)</script>" in text
    assert "{{ 7|add:1 }}" in text
