"""Where the words of a PDF stand: millimetres from the upper left corner, points, font."""

import dataclasses
import functools
import io

from pypdf import PdfReader

from core.documents.lines import width

MM = 25.4 / 72


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """One line of text as drawn. x: left edge, mm. y: baseline, mm from the top. size: pt. right: mm, unstretched."""

    text: str
    x: float
    y: float
    size: float
    font: str

    @property
    def bold(self):
        return "Bold" in self.font

    @property
    def italic(self):
        return "Italic" in self.font

    @property
    def right(self):
        return self.x + width(self.text.rstrip(), self.size, bold=self.bold)

    @property
    def middle(self):
        return (self.x + self.right) / 2


@functools.lru_cache(maxsize=20)
def opened(content):
    """The PDF, parsed once."""
    return PdfReader(io.BytesIO(content))


@functools.lru_cache(maxsize=200)
def runs(content, page):
    """The runs of one page (from 0), in drawing order; parts of one line drawn separately stay apart."""
    sheet = opened(content).pages[page]
    found, height = [], float(sheet.mediabox.height)

    def visit(text, cm, tm, font, size):
        if not text.strip():
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        found.append(
            Run(text.strip("\n"), x * MM, (height - y) * MM, size * abs(cm[0]), font["/BaseFont"].split("+")[1])
        )

    sheet.extract_text(visitor_text=visit)
    return found


def page_count(content):
    return len(opened(content).pages)


def find(content, page, start):
    """The one run of the page that begins with these words."""
    (run,) = [run for run in runs(content, page) if run.text.startswith(start)]
    return run


def compact(text):
    """The text without any white space: line breaks differ between the forms, words may not."""
    return "".join(text.split())
