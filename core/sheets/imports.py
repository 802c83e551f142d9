"""From upload to written rows: keep the file with its preview, apply it once, forget it after a day."""

import hashlib

from django.db import transaction

from core import journal
from core.errors import Refused, Stale
from core.models.imports import LIFE, ImportDraft
from core.sheets.books import read_book
from core.sheets.previews import ImportPreview, digest, preview
from core.sheets.tables import find_in_book
from core.workflow import Step, Workflow

S = ImportDraft.State
MAX_ROWS = 20_000

journal.name_acts({"core.sheet-imported": "Nhập dữ liệu từ bảng tính"})


def _is_own(user, draft):
    return draft.by_id == user.pk


IMPORT = Workflow(
    Step(action="apply", label="Nhập dữ liệu", sources={S.PENDING}, target=S.APPLIED, may=_is_own, icon="check"),
    Step(action="discard", label="Bỏ tệp này", sources={S.PENDING}, target=S.DISCARDED, may=_is_own, icon="x"),
)


def kind_of(resource, scope=""):
    """What a draft belongs to; a draft of one page cannot be confirmed on another."""
    return f"{resource._meta.model._meta.label_lower}:{type(resource).__name__}:{scope}"[:120]


def look_at(resource, content, name):
    """Read the file and examine its rows; (table, preview). Raises Refused with a sentence."""
    table = find_in_book(read_book(content, name), resource.columns)
    if not table.rows:
        raise Refused(f"Trang “{table.sheet_name}” chỉ có dòng tiêu đề (dòng {table.header_row}), chưa có dữ liệu.")
    if len(table.rows) > MAX_ROWS:
        raise Refused(f"Tệp có {len(table.rows)} dòng; mỗi lần chỉ nhập tối đa {MAX_ROWS} dòng. Hãy tách tệp.")
    return table, preview(resource, table)


@transaction.atomic
def start_import(resource, content, name, *, by, at, scope=""):
    """Keep an uploaded file together with the preview of it. Drafts older than a day are forgotten on the way."""
    _, found = look_at(resource, content, name)
    packed = found.packed()
    forget_old(at=at)
    return ImportDraft.objects.create(
        kind=kind_of(resource, scope),
        name=name[-255:],
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


@transaction.atomic
def apply_import(draft, resource, *, by, at):
    """Write what the preview showed, all rows or none, and return the counts. A second call is refused, not repeated.

    Raises Refused when the draft is a day old, its bytes are not those that were previewed or a row is in error, and
    Stale when the data have changed since, so that the same file would now do something else.
    """
    IMPORT.take(draft, "apply", by=by, at=at)
    if at >= draft.expires_at:
        raise Refused("Tệp đã tải lên quá một ngày. Hãy tải lên lại.")
    content = bytes(draft.content)
    if hashlib.sha256(content).hexdigest() != draft.sha256:
        raise Refused("Tệp lưu tạm không còn như khi xem trước. Hãy tải lên lại.")
    table, found = look_at(resource, content, draft.name)
    if digest(found.packed()) != draft.preview_sha256:
        raise Stale("Dữ liệu đã thay đổi từ khi bạn xem trước. Hãy xem lại trước khi nhập.")
    if found.counts["error"]:
        raise Refused("Tệp còn dòng lỗi nên chưa nhập dòng nào. Hãy sửa rồi tải lên lại.")
    resource.apply(table, by=by, at=at)
    ImportDraft.objects.filter(pk=draft.pk).update(content=b"", preview=b"", updated_at=at)
    counts = found.counts
    journal.record(
        "core.sheet-imported",
        by=by,
        at=at,
        subject=draft,
        detail={"kind": draft.kind, "file": draft.name, "sha256": draft.sha256, "counts": counts},
    )
    return counts


@transaction.atomic
def look_again(draft, resource, *, at):
    """Preview the kept file anew, after the data under it have changed."""
    _, found = look_at(resource, bytes(draft.content), draft.name)
    packed = found.packed()
    fresh = {"preview": packed, "preview_sha256": digest(packed), "counts": found.counts, "updated_at": at}
    ImportDraft.objects.filter(pk=draft.pk, state=S.PENDING).update(**fresh)
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
    """Delete the drafts that were uploaded a day ago or earlier; returns how many. Safe to repeat."""
    deleted, _ = ImportDraft.objects.filter(at__lte=at - LIFE).delete()
    return deleted
