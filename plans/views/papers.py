"""How a paper leaves as a file: content type and renderer by the ending of the address."""

from core import documents

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MANNERS = {
    "pdf": ("application/pdf", documents.render_pdf),
    "docx": (DOCX, documents.render_docx),
}
