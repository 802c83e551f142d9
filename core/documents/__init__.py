"""Official papers by Nghị định 30/2020/NĐ-CP: one `Paper`, two files of the same words.

    paper = Paper(organ="ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN", number="102", symbol="KH-UBND", …)
    render_pdf(paper), render_docx(paper)                   # to look at
    issue(paper, subject=plan, by=user, at=now)             # to keep: bytes and hash, never rendered again

Start reading at `paper.py` (what a paper says), then `layout.py` (millimetres and points of the decree).
"""

from core.documents.issuing import genuine_copy, issue, issued_for
from core.documents.numbering import is_free, next_number, take_number
from core.documents.paper import (
    Annex,
    Group,
    Heading,
    ListItem,
    Paper,
    Paragraph,
    Signature,
    Table,
    Urgency,
    letter,
    notation,
)
from core.documents.pdf import render_pdf
from core.documents.word import render_docx

__all__ = [
    "Annex",
    "Group",
    "Heading",
    "ListItem",
    "Paper",
    "Paragraph",
    "Signature",
    "Table",
    "Urgency",
    "genuine_copy",
    "is_free",
    "issue",
    "issued_for",
    "letter",
    "next_number",
    "notation",
    "render_docx",
    "render_pdf",
    "take_number",
]
