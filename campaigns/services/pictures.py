"""Pictures of an exemplar: add, caption and order, remove. Bytes go first and the row follows, as with files."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Max

from campaigns.models import Exemplar, ExemplarPicture
from campaigns.permissions.exemplars import can_edit
from campaigns.services.remaking import remake
from core import journal
from core.errors import Refused
from core.text import clean

MAX_PICTURES = 12
FAR = 10_000  # where positions wait while they change places

journal.name_acts(
    {
        "exemplar.picture-add": "Thêm ảnh điển hình",
        "exemplar.picture-edit": "Sửa chú thích, thứ tự ảnh điển hình",
        "exemplar.picture-remove": "Xóa ảnh điển hình",
    }
)


def add_picture(exemplar, uploaded, *, caption, by, at):
    """Make the picture anew (`remaking.py`) and put it behind the others.

    Raises Refused without a caption, for a picture that is already there, for the thirteenth, and for what `remake`
    refuses. A double click adds one picture.
    """
    _must_edit(exemplar, by)
    if not clean(caption):
        raise Refused("Cần ghi chú thích cho ảnh.")
    remade = remake(uploaded)
    picture = ExemplarPicture(
        exemplar=exemplar,
        width=remade.width,
        height=remade.height,
        sha256=remade.sha256,
        caption=clean(caption),
        by=by,
        at=at,
    )
    try:
        with transaction.atomic():
            Exemplar.objects.select_for_update().get(pk=exemplar.pk)  # one at a time per exemplar
            _refuse_repeat(exemplar, remade.sha256)
            last = exemplar.pictures.aggregate(last=Max("position"))["last"] or 0
            picture.position = last + 1
            picture.image.save("", ContentFile(remade.content), save=False)
            picture.small.save("", ContentFile(remade.small), save=False)
            picture.save(force_insert=True)
            _touch(exemplar, at)
            journal.record("exemplar.picture-add", by=by, at=at, subject=exemplar, detail={"sha256": remade.sha256})
    except BaseException:
        _delete_bytes(picture)
        raise
    return picture


@transaction.atomic
def arrange_pictures(exemplar, rows, *, by, at):
    """Captions and order. rows: dict picture id → (place, caption); the lowest place comes first, equal ones as before.

    Pictures that were removed meanwhile are passed over; those not named stay behind the others. Raises Refused
    without a caption.
    """
    _must_edit(exemplar, by)
    Exemplar.objects.select_for_update().get(pk=exemplar.pk)
    if not all(clean(caption) for _, caption in rows.values()):
        raise Refused("Cần ghi chú thích cho ảnh.")
    pictures = sorted(exemplar.pictures.all(), key=lambda picture: (rows.get(picture.pk, (FAR,))[0], picture.position))
    exemplar.pictures.update(position=F("position") + FAR)
    for position, picture in enumerate(pictures, start=1):
        picture.position = position
        picture.caption = clean(rows[picture.pk][1]) if picture.pk in rows else picture.caption
        picture.save(update_fields=["position", "caption"])
    _touch(exemplar, at)
    journal.record("exemplar.picture-edit", by=by, at=at, subject=exemplar)


@transaction.atomic
def remove_picture(picture, *, by, at):
    """Take the picture off; its bytes go after commit. Removing it twice does nothing more."""
    exemplar = picture.exemplar
    _must_edit(exemplar, by)
    removed, _ = ExemplarPicture.objects.filter(pk=picture.pk).delete()
    if not removed:
        return
    transaction.on_commit(lambda: _delete_bytes(picture), robust=True)
    _touch(exemplar, at)
    journal.record("exemplar.picture-remove", by=by, at=at, subject=exemplar, detail={"sha256": picture.sha256})


def _refuse_repeat(exemplar, sha256):
    if same := exemplar.pictures.filter(sha256=sha256).first():
        raise Refused(f"Ảnh này đã có, với chú thích “{same.caption}”.")
    if exemplar.pictures.count() >= MAX_PICTURES:
        raise Refused(f"Mỗi điển hình có nhiều nhất {MAX_PICTURES} ảnh. Hãy xóa bớt ảnh rồi thêm.")


def _must_edit(exemplar, by):
    if not can_edit(by, exemplar):
        raise Refused("Bạn không sửa được ảnh của điển hình này. Hãy liên hệ Ban Thi đua - Khen thưởng.")


def _touch(exemplar, at):
    Exemplar.objects.filter(pk=exemplar.pk).update(updated_at=at)


def _delete_bytes(picture):
    for kept in (picture.image, picture.small):
        if kept.name:
            default_storage.delete(kept.name)
