"""Who may do what with the province's plan and its tasks. A plan that was issued is changed by nobody."""

from core import files
from plans.enums import PlanState
from plans.models import AnnualPlan
from units.enums import Role
from units.rights import rights_of


def can_make_plans(user, obj=None):
    """Import, create, clone: the standing body."""
    return rights_of(user).is_standing_body


def can_edit_plan(user, plan):
    return plan.state == PlanState.DRAFT and rights_of(user).is_standing_body


def can_issue_plan(user, plan):
    return rights_of(user).is_standing_body


def can_close_plan(user, plan):
    return rights_of(user).is_standing_body


def can_work_on_tasks(user, plan):
    """May this person move at least the tasks of the standing body in this plan? (Row by row: `can_work_on`.)"""
    return plan.state == PlanState.ISSUED and rights_of(user).is_standing_body


def can_work_on(user, task, lead_unit_ids=None):
    """Report progress, add evidence, take steps: the standing body; officer and head of a unit that leads the task.

    `lead_unit_ids`: ids of the task's lead units when the caller has them; otherwise they are read once per task.
    """
    if task.plan.state != PlanState.ISSUED:
        return False
    rights = rights_of(user)
    if rights.is_standing_body:
        return True
    if not rights.holds(Role.OFFICER, Role.HEAD):
        return False
    if lead_unit_ids is None:
        lead_unit_ids = task.__dict__.setdefault("_lead_unit_ids", set(task.lead_units.values_list("pk", flat=True)))
    return any(rights.holds_at(unit_id, Role.OFFICER, Role.HEAD) for unit_id in lead_unit_ids)


# Files and issued papers --------------------------------------------------------------------------------------------
@files.guard("plans.annualplan")
def may_read_papers(user, plan):
    """The issued paper is for everybody who may read the plan."""
    return AnnualPlan.objects.visible_to(user).filter(pk=plan.pk).exists()


@files.guard("plans.planreading")
def may_read_source(user, reading):
    """The document a plan was read from stays with those who make plans."""
    return can_make_plans(user)


@files.guard("plans.plantask")
def may_read_evidence(user, task):
    """Evidence is as open as the plan its task stands in."""
    return may_read_papers(user, task.plan)


@files.remover("plans.plantask")
def may_remove_evidence(user, task):
    return can_work_on(user, task)
