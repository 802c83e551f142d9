"""Pictures and press links of an exemplar: the pages of those who may change its story."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from campaigns.forms.exemplars import LinkForm, PictureFormSet, PlaceFormSet
from campaigns.permissions.exemplars import can_edit
from campaigns.services import exemplars as services
from campaigns.services import pictures
from campaigns.views.exemplars import visible
from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted, posted_files
from plans.forms.steps import EmptyForm


def _editable(request, pk):
    exemplar = visible(request, pk)
    if not can_edit(request.user, exemplar):
        raise PermissionDenied
    return exemplar


# Pictures ----------------------------------------------------------------------------------------------------------------
def exemplar_pictures(request, pk):
    """The pictures that are there, and room for some more. What can be kept is kept; what cannot is told by row."""
    exemplar = _editable(request, pk)
    rows = PictureFormSet(posted(request), posted_files(request), prefix="anh")
    if request.method != "POST":
        return page(request, "campaigns/exemplar_pictures.html", _pictures_context(exemplar, rows, list(rows)))
    rows.is_valid()
    added, left = 0, []
    for row in rows:
        if not row.is_valid():
            left.append(row)
        elif row.cleaned_data.get("file"):
            try:
                pictures.add_picture(
                    exemplar,
                    row.cleaned_data["file"],
                    caption=row.cleaned_data["caption"],
                    by=request.user,
                    at=clock.now(),
                )
                added += 1
            except Refused as refusal:
                row.add_error("file", str(refusal))
                left.append(row)
    if not left and added:
        return done(request, "campaigns:exemplar-pictures", f"Đã thêm {added} ảnh.", pk)
    context = _pictures_context(visible(request, pk), rows, left or list(rows))
    return invalid(request, "campaigns/exemplar_pictures.html", {**context, "added": added, "none": not left})


def _pictures_context(exemplar, rows, shown, places=None):
    kept = list(exemplar.pictures.all())
    if places is None:
        initial = [{"picture": p.pk, "place": p.position, "caption": p.caption} for p in kept]
        places = PlaceFormSet(initial=initial, prefix="cho")
    return {
        "exemplar": exemplar,
        "rows": rows,
        "shown": shown,
        "places": places,
        "pairs": list(zip(kept, places, strict=False)),
        "added": 0,
        "none": False,
        "most": pictures.MAX_PICTURES,
    }


@require_POST
def exemplar_pictures_arrange(request, pk):
    exemplar = _editable(request, pk)
    kept = list(exemplar.pictures.all())
    places = PlaceFormSet(posted(request), initial=[{"picture": p.pk, "place": p.position} for p in kept], prefix="cho")
    rows = PictureFormSet(prefix="anh")
    if not places.is_valid():
        context = _pictures_context(exemplar, rows, list(rows), places)
        return invalid(request, "campaigns/exemplar_pictures.html", context)
    told = {row["picture"]: (row["place"], row["caption"]) for row in places.cleaned_data if row}
    pictures.arrange_pictures(exemplar, told, by=request.user, at=clock.now())
    return done(request, "campaigns:exemplar-pictures", "Đã lưu chú thích và thứ tự.", pk)


def exemplar_picture_remove(request, pk, picture):
    exemplar = _editable(request, pk)
    found = exemplar.pictures.filter(pk=picture).first()
    if found is None:
        return done(request, "campaigns:exemplar-pictures", "Ảnh này đã được xóa.", pk)
    form = EmptyForm(posted(request))
    if form.is_valid():
        pictures.remove_picture(found, by=request.user, at=clock.now())
        return done(request, "campaigns:exemplar-pictures", "Đã xóa ảnh.", pk)
    return page(
        request, "campaigns/exemplar_picture_remove.html", {"exemplar": exemplar, "picture": found, "form": form}
    )


# Press -------------------------------------------------------------------------------------------------------------------
def exemplar_link_add(request, pk):
    exemplar = _editable(request, pk)
    form = LinkForm(posted(request))
    if form.is_valid():
        try:
            services.add_link(exemplar, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("url", str(refusal))
        else:
            return done(request, exemplar, "Đã thêm bài báo.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "campaigns/exemplar_link.html", {"exemplar": exemplar, "form": form})


@require_POST
def exemplar_link_remove(request, pk, link):
    exemplar = _editable(request, pk)
    found = get_object_or_404(exemplar.links, pk=link)
    services.remove_link(found, by=request.user, at=clock.now())
    return done(request, exemplar, "Đã bỏ bài báo.")
