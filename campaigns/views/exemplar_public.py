"""What everybody reads without an account: published exemplars and their pictures. Nothing here looks at who asks,
but for a picture of a story that is not public.

Search engines may find the stories, for to be followed is their purpose and the people agreed (V.1 of Kế hoạch
102/KH-UBND); they may keep no copy, and no picture, so that a story taken back is gone. A demonstration is not to be
found at all. For the same reason nothing may be kept by a cache without asking again.
"""

import logging

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from campaigns.forms.exemplars import PublicPageForm
from campaigns.models import Exemplar, ExemplarPicture
from campaigns.queries.exemplars import public_story, published_list, with_everything
from core.http import page
from core.views.files import PICTURE_POLICY

log = logging.getLogger(__name__)

STORIES = 24
SIZES = {"lon": "image", "nho": "small"}
ROBOTS = "noarchive, noimageindex"
FRESH = "no-cache"  # may be kept, but asked again each time: what is taken back is gone at once


@login_not_required
@require_safe
def exemplar_public_list(request):
    form = PublicPageForm(request.GET)
    wanted = form.cleaned_data.get("page") if form.is_valid() else 1
    rows = Paginator(published_list(), STORIES).get_page(wanted)
    stories = [public_story(exemplar) for exemplar in rows]
    return _public(request, "campaigns/public_list.html", {"stories": stories, "rows": rows})


@login_not_required
@require_safe
def exemplar_public(request, slug):
    exemplar = get_object_or_404(with_everything(Exemplar.objects.published()), slug=slug)
    return _public(request, "campaigns/public_story.html", {"story": public_story(exemplar, whole=True)})


def _public(request, template, context):
    response = page(request, template, {**context, "robots": ROBOTS})
    response["Cache-Control"] = FRESH
    return response


@login_not_required
@require_safe
def exemplar_picture(request, uuid, size):
    """The bytes we made, shown in the page: to everybody while the story is public, else to those who see the exemplar."""
    if size not in SIZES:
        raise Http404
    picture = get_object_or_404(ExemplarPicture.objects.select_related("exemplar"), uuid=uuid)
    public = picture.exemplar.published_at is not None
    if not public and not Exemplar.objects.visible_to(request.user).filter(pk=picture.exemplar_id).exists():
        if request.user.is_authenticated:
            log.warning("user %s tried to read picture %s", request.user.pk, picture.pk)
        raise Http404
    etag = f'"{picture.sha256[:32]}-{size}"'
    response = get_conditional_response(request, etag=etag) or _bytes(getattr(picture, SIZES[size]).name)
    response["ETag"] = etag
    response["Content-Disposition"] = f'inline; filename="anh-{picture.position}.jpg"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = PICTURE_POLICY
    response["Cache-Control"] = FRESH if public else "private, no-store"
    response["X-Robots-Tag"] = "noimageindex"
    return response


def _bytes(path):
    """The bytes, or the header by which nginx sends them itself."""
    if settings.X_ACCEL_PREFIX and isinstance(default_storage._wrapped, FileSystemStorage):
        return HttpResponse(content_type="image/jpeg", headers={"X-Accel-Redirect": f"{settings.X_ACCEL_PREFIX}{path}"})
    try:
        return FileResponse(default_storage.open(path), content_type="image/jpeg")
    except FileNotFoundError as fault:
        log.error("picture %s is missing from the storage", path)
        raise Http404 from fault
