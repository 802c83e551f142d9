"""What the standing body does with activities."""

from django.db import transaction

from core import journal
from core.errors import Refused, Stale
from core.text import fold
from plans.enums import ActivityState
from plans.models.activities import PUBLISHED, Activity, ActivityMember, ActivityUnit
from plans.notices import activities as notices
from plans.permissions.activities import can_run
from plans.workflow.activities import ACTIVITY

journal.name_acts(
    {
        "activity.announce": "Thông báo hoạt động",
        "activity.hold": "Ghi hoạt động đã tổ chức",
        "activity.close": "Chốt kết quả hoạt động",
        "activity.cancel": "Không tổ chức hoạt động",
        "activity.reopen": "Mở lại hoạt động",
        "activity.export": "Xuất danh sách hoạt động",
    }
)

WHEN_AND_WHERE = ("starts_on", "ends_on", "starts_at", "place")
PLANNED_FIELDS = ("kind", "task", "title", *WHEN_AND_WHERE, "chair", "content", "plan_document", "result_due_on")
RESULT_FIELDS = ("participants", "result", "result_document")


@transaction.atomic
def create_activity(*, by, at, units=(), team=(), **fields):
    """A planned activity with its units and its team (dicts: name, title, duty, user).

    Raises Refused when the person does not run activities.
    """
    _must_run(by)
    activity = Activity(created_by=by, updated_at=at, **fields)
    activity.folded = _folded(activity)
    activity.save(force_insert=True)
    _set_units(activity, units)
    _set_team(activity, team)
    return activity


@transaction.atomic
def update_activity(activity, *, version, by, at, units, team, **fields):
    """Write the plan of an activity. When an announced one changes its time or place, those concerned are told.

    `version` is the one the person's page was made from. Raises Stale when somebody saved in between, Refused when
    the activity is over or the person does not run activities; nothing is written then.
    """
    _must_run(by)
    if activity.state not in (ActivityState.PLANNED, ActivityState.ANNOUNCED, ActivityState.HELD):
        raise Refused(f"Hoạt động “{activity.get_state_display().lower()}”, không sửa được kế hoạch nữa.")
    before = {name: getattr(activity, name) for name in WHEN_AND_WHERE}
    _write(activity, version, at, {name: fields[name] for name in PLANNED_FIELDS})
    _set_units(activity, units)
    _set_team(activity, team)
    if activity.state in PUBLISHED and any(before[name] != getattr(activity, name) for name in WHEN_AND_WHERE):
        notices.tell_moved(activity, at=at)
    return activity


@transaction.atomic
def record_result(activity, *, version, by, at, conclusions, **fields):
    """Write what came out: the common result, and for each unit (dict unit id → (day, text)) its own conclusion.

    Raises Stale and Refused like `update_activity`.
    """
    _must_run(by)
    if activity.state not in (ActivityState.ANNOUNCED, ActivityState.HELD):
        raise Refused("Chỉ ghi kết quả khi hoạt động đã thông báo hoặc đã tổ chức.")
    _write(activity, version, at, {name: fields[name] for name in RESULT_FIELDS})
    for row in activity.concerned.all():
        if row.unit_id in conclusions:
            day, text = conclusions[row.unit_id]
            ActivityUnit.objects.filter(pk=row.pk).update(on=day, result=text)
    return activity


@transaction.atomic
def take_activity_step(activity, action, *, by, at, reason=""):
    """Announce, hold, close, cancel or reopen. Raises Refused or Stale like `Workflow.take`."""
    was_announced = activity.announced_at is not None
    transition = ACTIVITY.take(activity, action, by=by, at=at, reason=reason)
    if action == "announce":
        Activity.objects.filter(pk=activity.pk).update(announced_at=at)
        activity.announced_at = at
        notices.tell_announced(activity, at=at)
    if action == "cancel" and was_announced:
        notices.tell_cancelled(activity, reason=reason, at=at)
    journal.record(f"activity.{action}", by=by, at=at, subject=activity)  # the reason stays in the history
    return transition


def _must_run(by):
    if not can_run(by):
        raise Refused("Chỉ Ban Thi đua - Khen thưởng lập và sửa hoạt động của tỉnh.")


def _folded(activity):
    return fold(f"{activity.title} {activity.place} {activity.plan_document} {activity.result_document}")


def _write(activity, version, at, values):
    """Save the values if nobody saved since `version`, and carry them to the object."""
    for name, value in values.items():
        setattr(activity, name, value)
    won = Activity.objects.filter(pk=activity.pk, version=version).update(
        version=version + 1, updated_at=at, folded=_folded(activity), **values
    )
    if won != 1:
        raise Stale(
            "Người khác vừa lưu hoạt động này. Nội dung bạn nhập còn nguyên bên dưới; hãy đối chiếu rồi lưu lại."
        )
    activity.version, activity.updated_at = version + 1, at


def _set_units(activity, units):
    """Exactly these units; the day and conclusion of one that stays are kept."""
    wanted = {unit.pk for unit in units}
    activity.concerned.exclude(unit_id__in=wanted).delete()
    present = set(activity.concerned.values_list("unit_id", flat=True))
    ActivityUnit.objects.bulk_create(
        ActivityUnit(activity=activity, unit_id=unit_id) for unit_id in sorted(wanted - present)
    )


def _set_team(activity, rows):
    activity.team.all().delete()
    ActivityMember.objects.bulk_create(
        ActivityMember(activity=activity, position=position, **row) for position, row in enumerate(rows, start=1)
    )
