"""What people do with one unit's plan. Every act says who (`by`) and when (`at`), and is safe to press twice."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from core import files, journal
from core.errors import Refused, Stale
from core.models import Transition
from plans.enums import UnitPlanState as S
from plans.models.unit_plans import OWED, UnitPlan, UnitPlanComment, UnitPlanTask
from plans.notices import unit_plans as notices
from plans.permissions.unit_plans import can_comment, can_write
from plans.queries.unit_plans import snapshot
from plans.workflow.unit_plans import UNIT_PLAN

journal.name_acts(
    {
        "plans.unit-plan-submit": "Trình thủ trưởng kế hoạch đơn vị",
        "plans.unit-plan-withdraw": "Rút kế hoạch đơn vị về sửa",
        "plans.unit-plan-hand-back": "Thủ trưởng trả cán bộ sửa kế hoạch",
        "plans.unit-plan-confirm": "Xác nhận và nộp kế hoạch đơn vị",
        "plans.unit-plan-return": "Trả lại kế hoạch đơn vị",
        "plans.unit-plan-accept": "Tiếp nhận kế hoạch đơn vị",
        "plans.unit-plan-reopen": "Mở lại kế hoạch đơn vị",
    }
)
FIELDS = ("title", "number", "symbol", "signed_on", "body")
MAX_FILES = 20


class Clash(Stale):
    """Somebody saved this draft in between. Nothing was written; the page shows both values."""


def _writable(unit_plan, by):
    """Raise unless this person may change the draft now."""
    if not can_write(by, unit_plan):
        raise Refused("Chỉ cán bộ thi đua của đơn vị được soạn kế hoạch này.")
    if unit_plan.state not in OWED:
        raise Stale(
            f"Kế hoạch đang ở trạng thái “{unit_plan.get_state_display()}” nên không sửa được. Hãy tải lại trang."
        )


def _claim(unit_plan, *, version, by, at, **values):
    """Write the values if nobody saved since `version`; one winner, also in parallel."""
    changed = UnitPlan.objects.filter(pk=unit_plan.pk, version=version, state__in=OWED).update(
        version=F("version") + 1, officer=by, updated_at=at, **values
    )
    if not changed:
        raise Clash("Bản nháp này vừa được lưu ở nơi khác. So sánh hai bản rồi lưu lại.")
    for name, value in values.items():
        setattr(unit_plan, name, value)
    unit_plan.version, unit_plan.officer, unit_plan.updated_at = version + 1, by, at
    if unit_plan.state == S.MISSING:
        UNIT_PLAN.take(unit_plan, "start", by=by, at=at)


@transaction.atomic
def save_draft(unit_plan, *, version, values, tasks, by, at):
    """Save the whole draft: `values` holds the fields of FIELDS, `tasks` dicts quarter, text, lead, due_on in order.

    Raises Clash when the draft has moved past `version`; then nothing is written.
    """
    _writable(unit_plan, by)
    _claim(unit_plan, version=version, by=by, at=at, **{name: values[name] for name in FIELDS})
    unit_plan.tasks.all().delete()
    UnitPlanTask.objects.bulk_create(
        [UnitPlanTask(unit_plan=unit_plan, position=n, **task) for n, task in enumerate(tasks, 1)]
    )
    UnitPlan.history.bulk_history_create([unit_plan], update=True, default_user=by, default_date=at)


@transaction.atomic
def autosave(unit_plan, *, version, title, body, by, at):
    """Keep the long texts while they are being typed. Raises Clash like `save_draft`; writes nothing when unchanged."""
    _writable(unit_plan, by)
    if unit_plan.version != version:
        raise Clash("Bản nháp này vừa được lưu ở nơi khác. Bấm “Lưu nháp” để so sánh hai bản.")
    if (unit_plan.title, unit_plan.body) != (title, body):
        _claim(unit_plan, version=version, by=by, at=at, title=title, body=body)


@transaction.atomic
def attach_file(unit_plan, uploaded, *, by, at):
    """Add one file to the draft; raises Refused with a sentence when the file is not acceptable."""
    _writable(unit_plan, by)
    if len(unit_plan.attached()) >= MAX_FILES:
        raise Refused(f"Mỗi kế hoạch đính kèm tối đa {MAX_FILES} tệp. Hãy bỏ bớt tệp cũ.")
    stored = files.store(uploaded, owner=unit_plan, by=by, at=at)
    dropped = [uuid for uuid in unit_plan.dropped_files if uuid != str(stored.uuid)]  # the same bytes come back
    _claim(unit_plan, version=unit_plan.version, by=by, at=at, dropped_files=dropped)
    return stored


@transaction.atomic
def detach_file(unit_plan, stored, *, by, at):
    """Take a file out of the draft. One that was filed before stays stored, because that filing still shows it."""
    _writable(unit_plan, by)
    filed = Transition.objects.of(unit_plan).filter(action="confirm").values_list("evidence", flat=True)
    if any(str(stored.uuid) == kept["uuid"] for evidence in filed for kept in evidence["files"]):
        dropped = [*unit_plan.dropped_files, str(stored.uuid)]
        _claim(unit_plan, version=unit_plan.version, by=by, at=at, dropped_files=dropped)
    else:
        files.remove(stored, by=by, at=at)
        _claim(unit_plan, version=unit_plan.version, by=by, at=at)


# Steps ---------------------------------------------------------------------------------------------------------------
@transaction.atomic
def submit(unit_plan, *, by, at):
    """The officer passes the draft to the unit's head."""
    UNIT_PLAN.take(unit_plan, "submit", by=by, at=at)
    notices.submitted(unit_plan, by=by, at=at)
    journal.record("plans.unit-plan-submit", by=by, at=at, subject=unit_plan)


@transaction.atomic
def withdraw(unit_plan, *, by, at):
    """The officer takes the draft back before the head has confirmed it."""
    UNIT_PLAN.take(unit_plan, "withdraw", by=by, at=at)
    journal.record("plans.unit-plan-withdraw", by=by, at=at, subject=unit_plan)


@transaction.atomic
def hand_back(unit_plan, *, reason, by, at):
    """The head gives the draft back to the officer, with a reason that stays inside the unit."""
    UNIT_PLAN.take(unit_plan, "hand_back", by=by, at=at, reason=reason)
    notices.handed_back(unit_plan, reason=reason, by=by, at=at)
    journal.record("plans.unit-plan-hand-back", by=by, at=at, subject=unit_plan)


@transaction.atomic
def confirm(unit_plan, *, by, at):
    """The head confirms and files. The first filing decides whether it was on time; each keeps what was filed.

    Filing after the deadline is allowed and marked late.
    """
    UnitPlan.objects.filter(pk=unit_plan.pk, state=S.AWAITING).update(
        first_filed_at=Coalesce("first_filed_at", at), filed_at=at, confirmed_by=by
    )
    unit_plan.first_filed_at = unit_plan.first_filed_at or at
    UNIT_PLAN.take(unit_plan, "confirm", by=by, at=at, evidence=snapshot(unit_plan, at=at))
    unit_plan.filed_at, unit_plan.confirmed_by = at, by
    notices.filed(unit_plan, by=by, at=at)
    journal.record("plans.unit-plan-confirm", by=by, at=at, subject=unit_plan)


@transaction.atomic
def return_plan(unit_plan, *, reason, by, at):
    """The standing body returns the plan for correction, with a reason."""
    _give_back(unit_plan, "return", reason=reason, by=by, at=at)


@transaction.atomic
def reopen(unit_plan, *, reason, by, at):
    """The standing body opens a received plan again for correction, with a reason."""
    _give_back(unit_plan, "reopen", reason=reason, by=by, at=at)


def _give_back(unit_plan, action, *, reason, by, at):
    UNIT_PLAN.take(unit_plan, action, by=by, at=at, reason=reason)
    UnitPlan.objects.filter(pk=unit_plan.pk).update(
        returned_reason=reason.strip(), returned_count=F("returned_count") + 1, accepted_at=None, updated_at=at
    )
    unit_plan.returned_reason, unit_plan.accepted_at = reason.strip(), None
    unit_plan.returned_count += 1
    notices.returned(unit_plan, reason=reason.strip(), by=by, at=at)
    journal.record(f"plans.unit-plan-{action}", by=by, at=at, subject=unit_plan, detail={"reason": reason.strip()})


@transaction.atomic
def accept(unit_plan, *, by, at):
    """The standing body receives the plan."""
    UNIT_PLAN.take(unit_plan, "accept", by=by, at=at)
    UnitPlan.objects.filter(pk=unit_plan.pk).update(accepted_at=at, updated_at=at)
    unit_plan.accepted_at = at
    notices.accepted(unit_plan, by=by, at=at)
    journal.record("plans.unit-plan-accept", by=by, at=at, subject=unit_plan)


@transaction.atomic
def comment(unit_plan, *, text, by, at):
    """Say something about the plan to the other side."""
    if not can_comment(by, unit_plan):
        raise Refused("Bạn chỉ được đọc kế hoạch này.")
    said = UnitPlanComment.objects.create(unit_plan=unit_plan, text=text, by=by, at=at)
    notices.commented(unit_plan, said, by=by, at=at)
    return said
