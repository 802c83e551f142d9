"""Recipients: found by what is known of them, made when they are new, merged when two records are one."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from awards.registry.enums import DecisionState
from awards.registry.models import Recipient
from awards.registry.permissions import can_keep
from awards.registry.queries.identity import Facts, Known, name_key
from core import journal
from core.errors import Refused, Stale
from core.text import fold

journal.name_acts(
    {
        "recipient.create": "Lập hồ sơ người, tập thể được khen",
        "recipient.edit": "Sửa hồ sơ người, tập thể được khen",
        "recipient.forget-numbers": "Bỏ dấu nhận biết số định danh sau khi thay khóa bí mật",
    }
)
FIELDS = ("kind", "name", "gender", "born_on", "birth_year", "title", "workplace", "unit", "body", "is_enterprise")
KNOWN_BY = ("kind", "name", "unit", "workplace", "born_on", "birth_year", "body")
NOT_YOURS = "Chỉ Ban Thi đua - Khen thưởng giữ sổ khen thưởng."
TWICE = "Số định danh này đã thuộc về hồ sơ khác. Hãy mở hồ sơ đó, hoặc kiểm tra lại số."


def id_digest(number):
    """The keyed hash by which an ID number is recognised; None for no number. The number is kept nowhere.

    The key is SECRET_KEY: see `forget_id_numbers` for when it is replaced.
    """
    figures = "".join(filter(str.isdigit, number or ""))
    return salted_hmac("awards.recipient", figures, algorithm="sha256").hexdigest() if figures else None


def set_keys(recipient):
    """Search and order: a person by given name, others as written."""
    recipient.folded = fold(" ".join((recipient.name, recipient.title, recipient.workplace)))[:1000]
    recipient.sort_key = name_key(recipient.kind, recipient.name)


@transaction.atomic
def create_recipient(*, by, at, id_number="", **fields):
    """A new record. Raises Refused for others than the standing body, and for an ID number that is somebody's already."""
    if not can_keep(by):
        raise Refused(NOT_YOURS)
    recipient = Recipient(updated_at=at, id_digest=id_digest(id_number), **fields)
    set_keys(recipient)
    try:
        with transaction.atomic():
            recipient.save(force_insert=True)
    except IntegrityError as twice:
        raise Refused(_twice(recipient)) from twice
    journal.record("recipient.create", by=by, at=at, detail={"recipient": recipient.pk})  # see `told`
    return recipient


@transaction.atomic
def update_recipient(recipient, *, version, by, at, id_number=None, **fields):
    """Write some of FIELDS; `id_number` None leaves it, "" removes it. Raises Stale when somebody saved in between."""
    if not can_keep(by):
        raise Refused(NOT_YOURS)
    for name, value in fields.items():
        setattr(recipient, name, value)
    set_keys(recipient)
    values = {**fields, "folded": recipient.folded, "sort_key": recipient.sort_key}
    if id_number is not None:
        values["id_digest"] = recipient.id_digest = id_digest(id_number)
    try:
        with transaction.atomic():
            rows = Recipient.objects.filter(pk=recipient.pk, version=version, merged_into=None)
            won = rows.update(version=version + 1, updated_at=at, **values)
    except IntegrityError as twice:
        raise Refused(_twice(recipient)) from twice
    if won != 1:
        raise Stale("Người khác vừa sửa hồ sơ này. Nội dung bạn nhập còn nguyên; hãy đối chiếu rồi lưu lại.")
    recipient.version, recipient.updated_at = version + 1, at
    journal.record("recipient.edit", by=by, at=at, **told(recipient, fields=sorted(fields)))
    return recipient


@transaction.atomic
def forget_id_numbers(*, at):
    """Forget every digest, once SECRET_KEY is another: the old ones match no number any more. Returns how many there were."""
    known = Recipient.objects.exclude(id_digest=None)
    count = known.update(id_digest=None, version=F("version") + 1, updated_at=at)
    journal.record("recipient.forget-numbers", by=None, at=at, detail={"recipients": count})
    return count


def told(recipient, **detail):
    """What the journal says of a recipient: the name only once it is in the book, for others than us read the journal."""
    if recipient.grants.exclude(decision__state=DecisionState.DRAFT).exists():
        return {"subject": recipient, "detail": detail}
    return {"detail": {"recipient": recipient.pk, **detail}}


def _twice(recipient):
    """Which of the two things that are one record's alone was taken already."""
    others = Recipient.objects.exclude(pk=recipient.pk)
    if recipient.body_id and others.filter(body=recipient.body_id).exists():
        return "Đơn vị này đã có hồ sơ trong sổ khen thưởng. Hãy mở hồ sơ đó."
    return TWICE


def same_as(**known):
    """Records that may be the one of these `Facts`: [] when it is new, several when nothing tells them apart."""
    facts = Facts(**known)
    return Known([facts]).same_as(facts)


def alike(fields, id_number=""):
    """Records that may be the one these fields of a new record would make."""
    known = {key: fields[key] for key in KNOWN_BY if fields.get(key)}
    return same_as(**known, digest=id_digest(id_number))


@transaction.atomic
def find_or_create(*, by, at, id_number="", **fields):
    """The one record these facts mean, made when there is none. Two that fit equally are not guessed between: a new one is
    made, and the page of duplicates shows them."""
    found = alike(fields, id_number)
    if len(found) == 1:
        return found[0]
    return create_recipient(by=by, at=at, id_number=id_number, **fields)
