"""Who may do what with a filing. When it may be done is the workflow's business.

Who receives is the round's word: the standing body, or the unit that opened it for those below (`receiver_id`). The
province's own filing (`of_standing_body`) is drafted by the standing body and confirmed by its lead; nobody in the
province receives it.
"""

from core.models import Transition
from plans.enums import FilingState as S
from plans.models.filings import SENT, UNIT_ROLES
from units.enums import Role
from units.rights import rights_of


def can_write(user, filing):
    """The unit's own officer drafts and submits; nobody writes in another unit's name."""
    rights = rights_of(user)
    return rights.is_standing_body if filing.of_standing_body else rights.holds_at(filing.unit_id, Role.OFFICER)


def can_confirm(user, filing):
    """The unit's own head confirms what leaves the unit, or hands it back."""
    rights = rights_of(user)
    return rights.holds(Role.LEAD) if filing.of_standing_body else rights.holds_at(filing.unit_id, Role.HEAD)


def can_ask(user, collected):
    """Add units to a round and move its deadline: staff and lead of the standing body; in a unit's own, its head."""
    return rights_of(user).runs(collected.receiver_id)


def can_review(user, collected=None):
    """Receive, return, reopen and remind in a round: the standing body; in a unit's own, its officer and head.

    Without a round: in those of the province.
    """
    return rights_of(user).prepares(collected.receiver_id if collected else None)


def can_give_back(user, filing):
    """Return for correction: whoever receives it, the lead the province's own."""
    return rights_of(user).holds(Role.LEAD) if filing.of_standing_body else can_review(user, filing.round)


def can_accept(user, filing):
    return not filing.of_standing_body and can_review(user, filing.round)


def is_inside(user, filing):
    """Officer or head of exactly this unit: they read the draft. Everybody else reads what was last filed."""
    rights = rights_of(user)
    return rights.is_standing_body if filing.of_standing_body else rights.holds_at(filing.unit_id, *UNIT_ROLES)


def can_comment(user, filing):
    """The unit and whoever receives talk to each other; everybody else in scope reads along."""
    return is_inside(user, filing) or can_review(user, filing.round)


def can_see_board(user):
    """Everybody in scope of a filing; the board holds only what `visible_to` gives, a district its communes."""
    rights = rights_of(user)
    return rights.sees_all or rights.holds(*UNIT_ROLES)


def can_report(user, collected=None):
    """Summaries speak of every unit, in any round."""
    return rights_of(user).sees_all


# Outside the unit, files are open where nothing new can have been added since the filing left it, and during a
# correction, whose page lists only the files of the last filing.
_FILES_OPEN = frozenset({S.FILED, S.ACCEPTED, S.RETURNED})


def may_read_files(user, filing):
    """A draft's files are the unit's own; another unit reads none."""
    if is_inside(user, filing):
        return True
    return filing.state in _FILES_OPEN and type(filing).objects.visible_to(user).filter(pk=filing.pk).exists()


def may_read_file(user, filing, stored):
    """During a correction, outside the unit only what was filed; a file added since then is a draft like the text."""
    if is_inside(user, filing) or filing.state in SENT:
        return True
    filed = Transition.objects.of(filing).filter(action="confirm").values_list("evidence", flat=True)
    return any(str(stored.uuid) == kept["uuid"] for evidence in filed for kept in evidence["files"])
