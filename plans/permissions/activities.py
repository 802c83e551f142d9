"""Who may do what with an activity. When it may be done is the workflow's business."""

from core import files
from plans.enums import ActivityKind, ActivityState
from plans.models.activities import UNIT_ROLES
from units.rights import rights_of


def can_run(user, activity=None):
    """Staff and lead of the standing body plan, announce, hold and close."""
    return rights_of(user).is_standing_body


def in_team(user, activity):
    return any(member.user_id == user.pk for member in activity.team.all())


def reads_whole(user, activity):
    """Every unit's conclusion and every file: those who read every unit's work, and the team itself."""
    return rights_of(user).sees_all or in_team(user, activity)


@files.guard("plans.activity", restricted=True)
def can_read_files(user, activity):
    """Before the announcement, and for inspections, only the readers of the whole; else the units concerned too."""
    if reads_whole(user, activity):
        return True
    if activity.kind == ActivityKind.INSPECTION or activity.state == ActivityState.PLANNED:
        return False
    return type(activity).objects.visible_to(user).filter(pk=activity.pk).exists()


@files.remover("plans.activity")
def can_remove_files(user, activity):
    """Until the result is closed; after that the files are the record."""
    return can_run(user) and activity.state not in (ActivityState.CLOSED, ActivityState.CANCELLED)


def own_rows(user, concerned):
    """Of the rows of units, those at or under the person's own units."""
    paths = rights_of(user).paths(*UNIT_ROLES)
    return [row for row in concerned if any(row.unit.path.startswith(path) for path in paths)]
