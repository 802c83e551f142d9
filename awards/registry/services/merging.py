"""Two records that are one: merged with a reason, and taken apart again."""

from django.db import transaction

from awards.registry.enums import DecisionState
from awards.registry.models import Grant, Merge, Recipient
from awards.registry.permissions import can_keep
from awards.registry.services.decisions import remember
from awards.registry.services.recipients import NOT_YOURS, told
from core import journal
from core.errors import Refused, Stale
from core.text import clean

journal.name_acts(
    {
        "recipient.merge": "Gộp hai hồ sơ người, tập thể được khen",
        "recipient.unmerge": "Tách lại hồ sơ đã gộp",
    }
)


@transaction.atomic
def merge(kept, gone, *, reason, by, at):
    """Make `gone` part of `kept`: its grants move; what `gone` was known by stays on it and leads to `kept` from now on.

    Raises Refused for two kinds, for the same record, without a reason, or when both got the same award by one decision;
    Stale when one of them was merged in between.
    """
    if not can_keep(by):
        raise Refused(NOT_YOURS)
    if not reason.strip():
        raise Refused("Cần nêu lý do gộp.")
    if kept.pk == gone.pk or kept.kind != gone.kind:
        raise Refused("Chỉ gộp hai hồ sơ khác nhau của cùng một loại đối tượng.")
    pair = list(Recipient.objects.select_for_update().filter(pk__in=(kept.pk, gone.pk)).order_by("pk"))
    if len(pair) < 2 or any(one.merged_into_id for one in pair):
        raise Stale("Một trong hai hồ sơ vừa được gộp. Hãy tải lại trang.")
    kept, gone = sorted(pair, key=lambda one: one.pk != kept.pk)  # as they are now, not as the page read them
    if kept.body_id and gone.body_id or (kept.id_digest and gone.id_digest):
        raise Refused("Hai hồ sơ có số định danh hoặc đơn vị khác nhau: đây không phải một.")
    moving = list(Grant.objects.filter(recipient=gone).values_list("pk", "decision_id", "award"))
    held = set(Grant.objects.filter(recipient=kept).values_list("decision_id", "award"))
    if any((decision, award) in held for _, decision, award in moving):
        raise Refused("Cùng một quyết định đã khen cả hai hồ sơ cùng hình thức: đây không phải một.")
    won = Recipient.objects.filter(pk=gone.pk, merged_into=None).update(
        merged_into=kept, version=gone.version + 1, updated_at=at
    )
    if won != 1:
        raise Stale("Một trong hai hồ sơ vừa được gộp. Hãy tải lại trang.")
    Grant.objects.filter(recipient=gone).update(recipient=kept)
    made = Merge.objects.create(
        kept=kept, gone=gone, grants=[pk for pk, _, _ in moving], reason=clean(reason), by=by, at=at
    )
    _refresh(kept, at=at)
    journal.record("recipient.merge", by=by, at=at, **told(kept, gone=gone.pk, grants=len(moving)))
    return made


@transaction.atomic
def unmerge(trace, *, by, at):
    """Take a merge back: the grants that moved go home. Raises Stale when it was taken back already, Refused when `kept`
    itself was merged later: the later merge is taken back first."""
    if not can_keep(by):
        raise Refused(NOT_YOURS)
    kept = Recipient.objects.select_for_update().get(pk=trace.kept_id)
    if kept.merged_into_id:
        raise Refused("Hồ sơ giữ lại đã gộp vào hồ sơ khác. Hãy tách lần gộp sau trước.")
    if Merge.objects.filter(pk=trace.pk, undone_at=None).update(undone_at=at) != 1:
        raise Stale("Lần gộp này đã được tách lại.")
    Grant.objects.filter(pk__in=trace.grants, recipient=kept).update(recipient=trace.gone_id)
    Recipient.objects.filter(pk=trace.gone_id).update(merged_into=None, updated_at=at)
    _refresh(kept, at=at)
    journal.record("recipient.unmerge", by=by, at=at, **told(kept, gone=trace.gone_id))


def _refresh(one, *, at):
    """Title, workplace and unit are those of the newest line that is in the book."""
    entered = Grant.objects.filter(recipient=one).exclude(decision__state=DecisionState.DRAFT)
    remember(entered.select_related("decision").order_by("decision__decided_on", "pk"), at=at)
