"""Giving out stored files and issued documents: scope first (404 for what is not yours), bytes last."""

import logging
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, files, journal
from core.documents import genuine_copy
from core.errors import Refused
from core.files import keeping
from core.forms.files import RemoveFileForm
from core.http import attachment, done, invalid, page, posted
from core.models import IssuedCopy, IssuedDocument, StoredFile

log = logging.getLogger(__name__)

# A picture is shown without any right; browsers refuse to draw a PDF in a sandbox, so a PDF gets no right but to be drawn.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox"
PDF_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
WORD = files.contents.CONTENT_TYPES["docx"]


@require_safe
def file_download(request, uuid):
    """Save the file. Never shown by the browser, whatever it is."""
    return _given(request, _readable(request, uuid), inline=False)


@require_safe
def file_preview(request, uuid):
    """Look at a PDF or a picture in the browser; anything else is not there."""
    stored = _readable(request, uuid)
    if stored.is_open and not stored.can_preview:
        raise Http404
    return _given(request, stored, inline=True)


@require_http_methods(["GET", "POST"])
def file_remove(request, uuid):
    """Ask, then take the file from its record."""
    stored = _readable(request, uuid)
    if not files.may_remove(request.user, stored.owner):
        raise Http404
    back = stored.owner.get_absolute_url()
    form = RemoveFileForm(posted(request))
    if form.is_valid():
        files.remove(stored, by=request.user, at=clock.now())
        return done(request, back, f"Đã xóa tệp “{stored.name}”.")
    answer = invalid if form.is_bound else page
    return answer(request, "core/file_remove.html", {"file": stored, "form": form, "back": back})


@require_safe
def document_download(request, uuid, form):
    """An issued document as it was issued: the stored bytes, checked against their hash."""
    if form not in IssuedCopy.Form:
        raise Http404
    document = get_object_or_404(IssuedDocument, uuid=uuid)
    subject = document.subject
    if not files.may_read(request.user, subject):
        _log_refusal(request, document)
        raise Http404
    try:
        content = genuine_copy(document, form, by=request.user, at=clock.now())
    except Refused as refusal:
        return _blocked(request, document.title, str(refusal), subject)
    if files.is_restricted(subject):
        journal.record("document.download", by=request.user, at=clock.now(), subject=document, detail={"form": form})
    name = files.contents.clean_name(f"{document.notation.replace('/', '-') or 'van-ban'}.{form}")
    return attachment(content, name=name, content_type="application/pdf" if form == IssuedCopy.Form.PDF else WORD)


def _readable(request, uuid):
    """The kept file, if this person may read it; a try at another's file is logged and looks like no file."""
    stored = get_object_or_404(StoredFile.objects.kept().select_related("uploaded_by"), uuid=uuid)
    if not files.may_read_file(request.user, stored):
        _log_refusal(request, stored)
        raise Http404
    return stored


def _log_refusal(request, subject):
    log.warning("user %s tried to read %s %s", request.user.pk, subject._meta.label_lower, subject.pk)
    journal.record("file.refused", by=request.user, at=clock.now(), subject=subject)


def _given(request, stored, *, inline):
    try:
        response = _response(stored)
    except Refused as refusal:
        return _blocked(request, stored.name, str(refusal), stored.owner)
    if files.is_restricted(stored.owner):
        journal.record("file.download", by=request.user, at=clock.now(), subject=stored)
    response["Content-Type"] = stored.content_type
    way = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(stored.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = PDF_POLICY if stored.content_type == "application/pdf" else PICTURE_POLICY
    return response


def _response(stored):
    """The bytes, or the header by which nginx sends them itself. Raises Refused."""
    if settings.X_ACCEL_PREFIX and isinstance(default_storage._wrapped, FileSystemStorage):
        keeping.refuse_closed(stored)
        return HttpResponse(headers={"X-Accel-Redirect": f"{settings.X_ACCEL_PREFIX}{quote(stored.path)}"})
    return FileResponse(files.open_bytes(stored))


def _blocked(request, name, sentence, owner):
    back = owner.get_absolute_url() if hasattr(owner, "get_absolute_url") else ""
    return page(
        request,
        "core/file_blocked.html",
        {"name": name, "sentence": sentence, "owner": owner, "back": back},
        status=409,
    )
