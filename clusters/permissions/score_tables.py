"""Who may read, write, freeze and revise the score table of a cluster's year."""

from clusters.enums import CovenantState, TableState
from clusters.permissions.clusters import can_prepare, can_run
from units.rights import rights_of


def reads_drafts(user, year):
    """Those who write tables and covenant of the year, and readers of every unit's work."""
    return rights_of(user).sees_all or can_prepare(user, year)


def can_read_table(user, table):
    """Of whoever may open the year: a frozen table, and the draft that the members are asked to sign."""
    return table.is_frozen or reads_drafts(user, table.year) or is_being_signed(table)


def covenant_of(year):
    """The covenant of the year, or None."""
    return getattr(year, "covenant", None)


def is_being_signed(table):
    covenant = covenant_of(table.year)
    return covenant is not None and covenant.state == CovenantState.SIGNING and covenant.table_id == table.pk


def can_start_table(user, year):
    return can_prepare(user, year)


def can_write_table(user, table):
    """Change a draft; a new version of a frozen one is for the standing body alone. A closed year changes no more."""
    if table.state != TableState.DRAFT or not can_prepare(user, table.year):
        return False
    return not table.revised_because or can_run(user)


def can_freeze(user, table):
    """Also, when the signing is concluded, whoever concludes it: the members have signed with this table."""
    if not can_prepare(user, table.year):
        return False
    return not table.revised_because or can_run(user) or is_being_signed(table)


def can_revise(user, table):
    """Only the standing body opens a frozen table again."""
    return table.year.is_open and can_run(user)
