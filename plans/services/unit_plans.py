"""The draft of a unit's plan. Its steps, files and comments are those of every filing (`services.filings`)."""

from django.db import transaction

from plans.models.unit_plans import UnitPlan, UnitPlanTask
from plans.queries.unit_plans import UNIT_PLANS
from plans.services.filings import Clash, check_writable, claim, name_acts

name_acts(UNIT_PLANS)
FIELDS = ("title", "number", "symbol", "signed_on", "body")


@transaction.atomic
def save_draft(unit_plan, *, version, values, tasks, by, at):
    """Save the whole draft: `values` holds the fields of FIELDS, `tasks` dicts quarter, text, lead, due_on in order.

    Raises Clash when the draft has moved past `version`; then nothing is written.
    """
    check_writable(unit_plan, by)
    claim(unit_plan, version=version, by=by, at=at, **{name: values[name] for name in FIELDS})
    unit_plan.tasks.all().delete()
    UnitPlanTask.objects.bulk_create(
        [UnitPlanTask(unit_plan=unit_plan, position=n, **task) for n, task in enumerate(tasks, 1)]
    )
    UnitPlan.history.bulk_history_create([unit_plan], update=True, default_user=by, default_date=at)


@transaction.atomic
def autosave(unit_plan, *, version, title, body, by, at):
    """Keep the long texts while they are being typed. Raises Clash like `save_draft`; writes nothing when unchanged."""
    check_writable(unit_plan, by)
    if unit_plan.version != version:
        raise Clash("Bản nháp này vừa được lưu ở nơi khác. Bấm “Lưu nháp” để so sánh hai bản.")
    if (unit_plan.title, unit_plan.body) != (title, body):
        claim(unit_plan, version=version, by=by, at=at, title=title, body=body)
