"""Who may do what with a unit's plan. When it may be done is the workflow's business."""

from core import files
from plans.enums import UnitPlanState as S
from plans.models.unit_plans import UNIT_ROLES, UnitPlan
from units.enums import Role
from units.rights import rights_of


def can_write(user, unit_plan):
    """The unit's own officer drafts and submits; nobody writes in another unit's name."""
    return rights_of(user).holds_at(unit_plan.unit_id, Role.OFFICER)


def can_confirm(user, unit_plan):
    """The unit's own head confirms what leaves the unit, or hands it back."""
    return rights_of(user).holds_at(unit_plan.unit_id, Role.HEAD)


def can_review(user, unit_plan=None):
    """Staff and lead of the standing body receive, return, reopen, extend and remind."""
    return rights_of(user).is_standing_body


def is_inside(user, unit_plan):
    """Officer or head of exactly this unit: they read the draft. Everybody else reads what was last filed."""
    return rights_of(user).holds_at(unit_plan.unit_id, *UNIT_ROLES)


def can_comment(user, unit_plan):
    """The unit and the standing body talk to each other; leaders and the auditor read along."""
    return is_inside(user, unit_plan) or can_review(user)


def can_see_board(user):
    """Everybody in scope of a unit plan; the board holds only what `visible_to` gives, a district its communes."""
    rights = rights_of(user)
    return rights.sees_all or rights.holds(*UNIT_ROLES)


def can_report(user):
    """The summary report speaks of every unit."""
    return rights_of(user).sees_all


@files.guard("plans.unitplanround")
def may_read_report(user, collected):
    """The issued summary speaks of every unit, so it is for those who read every unit's work."""
    return can_report(user)


# Outside the unit, files are open where nothing new can have been added since the plan left it, and during a
# correction, whose page lists only the files of the last filing.
_FILES_OPEN = frozenset({S.FILED, S.ACCEPTED, S.RETURNED})


@files.guard("plans.unitplan")
def may_read_files(user, unit_plan):
    """A draft's files are the unit's own; another unit reads none."""
    if is_inside(user, unit_plan):
        return True
    return unit_plan.state in _FILES_OPEN and UnitPlan.objects.visible_to(user).filter(pk=unit_plan.pk).exists()
