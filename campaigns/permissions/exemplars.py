"""Who may do what with an exemplar. When it may be done is the workflow's business.

The unit finds and fosters: its officer and its head alike, and those of a unit above it. The head confirms nothing,
because nothing leaves the unit by that; recognising is the standing body's, on a paper that somebody else signed.
From recognition on, what the public may read (story, pictures, press) is the standing body's to change, so that nobody
alters a published page from below; the plan of fostering and spreading stays the unit's.
"""

from campaigns.enums import ExemplarState
from campaigns.models.campaigns import UNIT_ROLES
from units.rights import rights_of

EARLY = frozenset({ExemplarState.FOUND, ExemplarState.FOSTERED})


def can_find(user):
    """Write a newly found exemplar down."""
    rights = rights_of(user)
    return rights.is_standing_body or rights.holds(*UNIT_ROLES)


def can_judge(user, exemplar=None):
    """Recognise, spread, set back, publish, take back."""
    return rights_of(user).is_standing_body


def can_tend(user, exemplar):
    """Those who follow it up: its unit, the units above it, the standing body."""
    return can_judge(user) or _is_of_unit(user, exemplar)


def can_drop(user, exemplar):
    """The unit while it is still finding and fostering; the standing body always."""
    return can_judge(user) or (exemplar.state in EARLY and _is_of_unit(user, exemplar))


def can_edit(user, exemplar):
    """Change what others read: name, summary, story, pictures, press."""
    if exemplar.state == ExemplarState.DROPPED:
        return False
    return can_judge(user) or (exemplar.state in EARLY and _is_of_unit(user, exemplar))


def can_edit_fostering(user, exemplar):
    """Change who follows it and how it is fostered and spread."""
    return exemplar.state != ExemplarState.DROPPED and can_tend(user, exemplar)


def reads_whole(user, exemplar):
    """Also what is never published: the fostering plan, who follows, the history."""
    return rights_of(user).sees_all or _is_of_unit(user, exemplar)


def can_see_targets(user):
    """The numbers of a plan of several years beside what was reached in the whole province."""
    return rights_of(user).sees_all


def can_set_targets(user):
    return rights_of(user).is_standing_body


def _is_of_unit(user, exemplar):
    return any(exemplar.unit.path.startswith(path) for path in rights_of(user).paths(*UNIT_ROLES))
