"""From upload to written rows: keep the file with its preview, apply it once, forget it after a day.

    PENDING ──apply──────────────────────────────> APPLIED      a short file, in the request
    PENDING ──begin──> APPLYING ──finish──> APPLIED             a long one, by a worker: `run_waiting`
                           └─────refuse──> REFUSED ──(as PENDING: look again, then apply, begin or discard)

Both ways write all rows in one transaction that begins with the step to APPLIED, so of two who try exactly one writes.
The database says what waits for a worker: a lost message or a killed worker loses nothing, beat asks every minute. Who
has no sign of life (`progress`) is taken up again, at most `MOST_ATTEMPTS` times.
"""

import hashlib
import logging

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from core import journal
from core.errors import Refused, Stale
from core.models.imports import LIFE, WAITING, ImportDraft
from core.models.notices import Delivery
from core.notices import notify, register_kind
from core.sheets import progress
from core.sheets.books import read_book
from core.sheets.fields import shown_number
from core.sheets.previews import ImportPreview, digest, preview
from core.sheets.resources import silent
from core.sheets.tables import find_in_book
from core.workflow import Step, Workflow

log = logging.getLogger(__name__)

S = ImportDraft.State
MAX_ROWS = 20_000
# A row costs 5 to 40 ms (a unit, an account with its slowly hashed password): so many are written in one or two seconds,
# and nobody should look longer than that at a page that says nothing.
ROWS_IN_REQUEST = 50
MOST_ATTEMPTS = 3  # then a person is told; a file on which workers die would otherwise stop all other work
FAULT = "Phần mềm gặp lỗi khi nhập tệp này; chưa nhập dòng nào. Hãy báo người quản trị, hoặc tách tệp rồi thử lại."
BROKEN_OFF = f"Đã thử {MOST_ATTEMPTS} lần mà máy đều dừng giữa chừng; chưa nhập dòng nào. Hãy tách tệp rồi thử lại."
NOTICE = "core.import"

journal.name_acts({"core.sheet-imported": "Nhập dữ liệu từ bảng tính"})
register_kind(NOTICE, "Kết quả nhập tệp Excel", default=Delivery.PRODUCT)


def _is_own(user, draft):
    return draft.by_id == user.pk


IMPORT = Workflow(
    Step(action="apply", label="Nhập dữ liệu", sources=WAITING, target=S.APPLIED, may=_is_own, icon="check"),
    Step(action="begin", label="Nhập trong nền", sources=WAITING, target=S.APPLYING, may=_is_own, icon="check"),
    Step(action="finish", label="Nhập xong", sources={S.APPLYING}, target=S.APPLIED, may=_is_own, icon="check"),
    Step(
        action="refuse", label="Dừng nhập", sources={S.APPLYING}, target=S.REFUSED, may=_is_own, reason=True, icon="x"
    ),
    Step(action="discard", label="Bỏ tệp này", sources=WAITING, target=S.DISCARDED, may=_is_own, icon="x"),
)
_SHEETS = {}  # name of the class -> class


def register_sheet(sheet):
    """Class decorator: a worker, which has no page, can make the resource of a draft again (`SheetResource.opened`)."""
    _SHEETS[sheet.__name__] = sheet
    return sheet


def resource_of(draft):
    """The resource of a draft on the day of its last step, for the person whose draft it is."""
    _, name, scope = draft.kind.split(":", 2)
    return _SHEETS[name].opened(by=draft.by, on=timezone.localdate(draft.updated_at), scope=scope)


def kind_of(resource, scope=""):
    """What a draft belongs to; a draft of one page cannot be confirmed on another."""
    return f"{resource._meta.model._meta.label_lower}:{type(resource).__name__}:{scope}"[:120]


def is_long(draft):
    """Whether a worker applies it."""
    return draft.counts["all"] > ROWS_IN_REQUEST


def look_at(resource, content, name):
    """Read the file and examine its rows; (table, preview). Raises Refused with a sentence."""
    resource.file = name
    table = find_in_book(read_book(content, name), resource.columns)
    if not table.rows:
        raise Refused(f"Trang “{table.sheet_name}” chỉ có dòng tiêu đề (dòng {table.header_row}), chưa có dữ liệu.")
    if len(table.rows) > MAX_ROWS:
        raise Refused(f"Tệp có {len(table.rows)} dòng; mỗi lần chỉ nhập tối đa {MAX_ROWS} dòng. Hãy tách tệp.")
    return table, preview(resource, table)


@transaction.atomic
def start_import(resource, content, name, *, by, at, scope="", address=""):
    """Keep an uploaded file together with the preview of it. Drafts older than a day are forgotten on the way."""
    _, found = look_at(resource, content, name)
    packed = found.packed()
    forget_old(at=at)
    return ImportDraft.objects.create(
        kind=kind_of(resource, scope),
        name=name[-255:],
        address=address,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        preview=packed,
        preview_sha256=digest(packed),
        counts=found.counts,
        by=by,
        at=at,
        updated_at=at,
    )


def preview_of(draft):
    """The preview as it was shown."""
    return ImportPreview.unpacked(bytes(draft.preview))


def apply_import(draft, resource, *, by, at):
    """Write what the preview showed, all rows or none, and return the counts. A second call is refused, not repeated.

    Raises Refused when the draft is a day old, its bytes are not those that were previewed or a row is in error, and
    Stale when the data have changed since, so that the same file would now do something else.
    """
    _refuse_old(draft, at=at)
    if draft.is_waiting and draft.by_id == by.pk:
        _prepare(draft, resource)
    return _write(draft, resource, "apply", by=by, at=at)


@transaction.atomic
def begin_import(draft, *, by, at):
    """Hand a long file to a worker. Pressing twice is Stale; the caller asks for `run_waiting` after the commit."""
    IMPORT.take(draft, "begin", by=by, at=at)
    _refuse_old(draft, at=at)
    _refuse_errors(draft.counts)
    ImportDraft.objects.filter(pk=draft.pk).update(attempts=0, refusal="")


def run_waiting(*, at):
    """Apply every import that waits for a worker, the oldest first, and return how many were finished or refused.

    Safe to run by many workers at once and as often as liked. An unexpected failure is told to the person and rises.
    """
    waiting = ImportDraft.objects.filter(state=S.APPLYING).select_related("by").order_by("updated_at", "pk")
    return sum(run_import(draft, at=at) for draft in waiting)


def run_import(draft, *, at):
    """Apply one import that was begun; True when it came to an end, False when somebody else is at it."""
    if not progress.claim(draft):
        return False
    ours = ImportDraft.objects.filter(pk=draft.pk, state=S.APPLYING, attempts=draft.attempts)
    if ours.update(attempts=F("attempts") + 1) != 1:
        return False
    if draft.attempts >= MOST_ATTEMPTS:
        return _refuse(draft, BROKEN_OFF, at=at)
    try:
        resource = resource_of(draft)
        _prepare(draft, resource)
        _write(draft, resource, "finish", by=draft.by, at=at)
    except Refused as refusal:
        return _refuse(draft, str(refusal), at=at, look=isinstance(refusal, Stale))
    except OperationalError:  # the database was busy or away: the next round tries again
        progress.forget(draft)
        raise
    except Exception:
        _refuse(draft, FAULT, at=at)
        raise
    progress.forget(draft)
    return True


def _refuse_old(draft, *, at):
    if at >= draft.expires_at:
        raise Refused("Tệp đã tải lên quá một ngày. Hãy tải lên lại.")


def _refuse_errors(counts):
    if counts["error"]:
        raise Refused("Tệp còn dòng lỗi nên chưa nhập dòng nào. Hãy sửa rồi tải lên lại.")


def _prepare(draft, resource):
    """What takes long and writes nothing, before the transaction that makes other writers wait."""
    new = [row.number for row in preview_of(draft).rows if row.outcome == "new"]
    resource.tell = _teller(draft, resource.preparing, len(new), draft.state == S.APPLYING)
    resource.prepare(new, secret=draft.secret)


def _teller(draft, doing, rows, watched):
    return progress.teller(draft, doing, rows) if watched else silent


@transaction.atomic
def _write(draft, resource, step, *, by, at):
    watched = draft.state == S.APPLYING
    IMPORT.take(draft, step, by=by, at=at)
    content = bytes(draft.content)
    if hashlib.sha256(content).hexdigest() != draft.sha256:
        raise Refused("Tệp lưu tạm không còn như khi xem trước. Hãy tải lên lại.")
    resource.tell = _teller(draft, "Đã kiểm tra lại", draft.counts["all"], watched)
    table, found = look_at(resource, content, draft.name)
    if digest(found.packed()) != draft.preview_sha256:
        raise Stale("Dữ liệu đã thay đổi từ khi bạn xem trước. Hãy xem lại trước khi nhập.")
    _refuse_errors(found.counts)
    with journal.held():
        resource.tell = _teller(draft, "Đã ghi", draft.counts["all"], watched)
        resource.apply(table, by=by, at=at)
        counts = found.counts
        ImportDraft.objects.filter(pk=draft.pk).update(
            content=b"", preview=b"", refusal="", result=resource.result, updated_at=at
        )
        journal.record(
            "core.sheet-imported",
            by=by,
            at=at,
            subject=draft,
            detail={"kind": draft.kind, "file": draft.name, "sha256": draft.sha256, "counts": counts},
        )
    if step == "finish":
        _notify(draft, f"Đã nhập xong tệp “{draft.name}”", said(resource.what, counts), at=at)
    return counts


def _refuse(draft, reason, *, at, look=False):
    """Give the draft back to the person with the reason; nothing of it is lost. False when it had moved on."""
    draft.refresh_from_db()
    try:
        with transaction.atomic():
            IMPORT.take(draft, "refuse", by=draft.by, at=at, reason=reason)
            ImportDraft.objects.filter(pk=draft.pk).update(refusal=reason)
            draft.refusal = reason
            _notify(draft, f"Chưa nhập được tệp “{draft.name}”", reason, at=at)
            if look:
                look_again(draft, resource_of(draft), at=at)
    except Stale:
        return False
    progress.forget(draft)
    return True


def _notify(draft, subject, body, *, at):
    key = f"{NOTICE}:{draft.key}:{at:%Y%m%d%H%M%S%f}"
    notify(key=key, people=[draft.by_id], kind=NOTICE, subject=subject, body=body, url=draft.url, at=at)


def said(what, counts):
    """What an import did, as one sentence; `what` is the resource's noun."""
    new, changed, same = (shown_number(counts[outcome]) for outcome in ("new", "changed", "same"))
    parts = [f"thêm {new} {what}"] if counts["new"] else []
    parts += [f"cập nhật {changed} {what}"] if counts["changed"] else []
    text = ", ".join(parts) or "không có gì thay đổi"
    unchanged = f"; {same} dòng không đổi" if counts["same"] else ""
    return f"Đã nhập tệp: {text}{unchanged}."


@transaction.atomic
def burn_secret(draft):
    """Use up what may be shown once; True for the first who asks."""
    return ImportDraft.objects.filter(pk=draft.pk).exclude(secret="").update(secret="") == 1


@transaction.atomic
def look_again(draft, resource, *, at):
    """Preview the kept file anew, after the data under it have changed."""
    _, found = look_at(resource, bytes(draft.content), draft.name)
    packed = found.packed()
    fresh = {"preview": packed, "preview_sha256": digest(packed), "counts": found.counts, "updated_at": at}
    ImportDraft.objects.filter(pk=draft.pk, state__in=WAITING).update(**fresh)
    for name, value in fresh.items():
        setattr(draft, name, value)
    return found


@transaction.atomic
def discard_import(draft, *, by, at):
    """Drop a draft and its bytes."""
    IMPORT.take(draft, "discard", by=by, at=at)
    ImportDraft.objects.filter(pk=draft.pk).update(content=b"", preview=b"", updated_at=at)


@transaction.atomic
def forget_old(*, at):
    """Delete the drafts to which nothing happened for a day, except those a worker has; returns how many. Safe to repeat."""
    deleted, _ = ImportDraft.objects.filter(updated_at__lte=at - LIFE).exclude(state=S.APPLYING).delete()
    return deleted
