"""Issuing: the paper is rendered once, and these bytes are the document from then on."""

import hashlib
import logging

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Max

from core import journal
from core.documents.pdf import render_pdf_counted
from core.documents.word import render_docx
from core.errors import Refused, Stale
from core.models import IssuedCopy, IssuedDocument

log = logging.getLogger(__name__)

journal.name_acts({"document.issue": "Phát hành văn bản", "document.tampered": "Văn bản lưu trữ bị thay đổi"})


@transaction.atomic
def issue(paper, *, subject, by, at):
    """Render the paper, keep PDF and DOCX with their hashes for `subject`, and return the `IssuedDocument`.

    Issuing again adds a row with the next `issue`; earlier copies stay as they were. Take the number first, in the
    same transaction. Raises Refused for a draft, Stale when somebody issues for the same record at this instant.
    """
    if paper.draft:
        raise Refused("Bản dự thảo chưa phát hành được. Hãy bỏ dấu “Dự thảo” trước.")
    pdf, pages = render_pdf_counted(paper)
    copies = {IssuedCopy.Form.PDF: pdf, IssuedCopy.Form.DOCX: render_docx(paper)}
    kind = ContentType.objects.get_for_model(subject)
    last = IssuedDocument.objects.filter(subject_type=kind, subject_id=subject.pk).aggregate(last=Max("issue"))["last"]
    try:
        with transaction.atomic():
            document = IssuedDocument.objects.create(
                subject_type=kind,
                subject_id=subject.pk,
                notation=paper.notation,
                title=paper.title_for_readers[:600],
                organ=paper.issuer_in_text[:200],
                dated_on=paper.date,
                signer_title=paper.signature.title[:100] if paper.signature else "",
                signer_name=paper.signature.name[:50] if paper.signature else "",
                pages=pages,
                issue=(last or 0) + 1,
                issued_by=by,
                issued_at=at,
            )
    except IntegrityError as clash:
        raise Stale("Văn bản này vừa được người khác phát hành. Hãy tải lại trang.") from clash
    hashes = {}
    for form, content in copies.items():
        hashes[form.value] = hashlib.sha256(content).hexdigest()
        IssuedCopy.objects.create(
            document=document, form=form, content=content, size=len(content), sha256=hashes[form.value]
        )
    journal.record("document.issue", by=by, at=at, subject=document, detail={"sha256": hashes, "issue": document.issue})
    return document


def issued_for(subject):
    """What was issued for the record, newest first."""
    return IssuedDocument.objects.of(subject)


def genuine_copy(document, form, *, by, at):
    """The bytes as they were issued. Raises Refused, and writes it into the journal, when they no longer match."""
    copy = document.copies.get(form=form)
    content = bytes(copy.content)
    if hashlib.sha256(content).hexdigest() != copy.sha256:
        log.error("issued document %s (%s) does not match its hash", document.pk, form)
        journal.record("document.tampered", by=by, at=at, subject=document, detail={"form": str(form)})
        raise Refused("Bản lưu của văn bản này không còn nguyên vẹn nên không tải được. Hãy báo quản trị hệ thống.")
    return content
