"""Who may do what with a score sheet, and who reads its evidence. When it may be done is the workflow's business."""

from clusters.enums import ClusterYearState, SheetState, Stage, TableState
from clusters.models import ScoreSheet
from clusters.models.clusters import UNIT_ROLES, acting_units
from clusters.permissions.clusters import can_run, leads, leads_or_deputises, speaks_for
from clusters.queries.verifiers import verifier_ids
from core import clock, files
from units.enums import Role
from units.rights import rights_of

# The stage that is written while the sheet is in a state; in every other state nobody writes.
STAGE_OF = {
    SheetState.SELF: Stage.SELF,
    SheetState.VERIFYING: Stage.VERIFIED,
    SheetState.ASSESSING: Stage.ASSESSED,
}


def can_open_sheets(user, year):
    """Begin scoring, and set the day the sheets are due: the standing body and the head's people, in a running year."""
    return year.state == ClusterYearState.RUNNING and (can_run(user) or leads(user, year))


def has_frozen_table(year):
    return any(table.state == TableState.FROZEN for table in year.score_tables.all())


def is_inside(user, sheet):
    """Officer or head of the member, or of the unit that succeeded it."""
    return speaks_for(user, sheet.membership)


def can_enter_for(user, sheet):
    """A member from outside has no accounts here: the standing body enters its scores from its paper and sends the sheet."""
    return sheet.year.is_open and sheet.is_from_outside and rights_of(user).is_standing_body


def can_submit(user, sheet):
    """The member's own officer passes the sheet to the head."""
    return sheet.year.is_open and speaks_for(user, sheet.membership, Role.OFFICER)


def can_score(user, sheet):
    """Write the self-scores: the member's own officer; the standing body for a member from outside."""
    return can_submit(user, sheet) or can_enter_for(user, sheet)


def can_confirm(user, sheet):
    """The member's own head sends the sheet out, or hands it back."""
    return sheet.year.is_open and speaks_for(user, sheet.membership, Role.HEAD)


def can_verify(user, sheet):
    """People of the cluster's head and deputies, never of the member itself; the standing body where there are none.

    So the head's own sheet is verified by a deputy, a deputy's by the head or the other deputy.
    """
    return sheet.year.is_open and not is_inside(user, sheet) and user.pk in verifier_ids(sheet, on=clock.today())


def can_assess(user, sheet):
    """Staff and lead of the standing body, unless they also speak for the member."""
    return sheet.year.is_open and rights_of(user).is_standing_body and not is_inside(user, sheet)


_WRITERS = {Stage.SELF: can_score, Stage.VERIFIED: can_verify, Stage.ASSESSED: can_assess}


def stage_to_write(user, sheet):
    """The stage this person may write now, or None."""
    stage = STAGE_OF.get(sheet.state)
    return stage if stage is not None and _WRITERS[stage](user, sheet) else None


def writable_among(user, sheets):
    """Those of the sheets for which `stage_to_write` gives a stage; the same few queries whatever their number."""
    officer, own = acting_units(user, Role.OFFICER), acting_units(user, *UNIT_ROLES)
    standing, today = rights_of(user).is_standing_body, clock.today()

    def may(sheet):
        unit = sheet.membership.unit_id
        if not sheet.year.is_open:
            return False
        if sheet.state == SheetState.VERIFYING:
            return unit not in own and user.pk in verifier_ids(sheet, on=today)
        if sheet.state == SheetState.ASSESSING:
            return standing and unit not in own
        return sheet.state == SheetState.SELF and (standing if sheet.is_from_outside else unit in officer)

    return [sheet for sheet in sheets if may(sheet)]


def writes_at_some_stage(user, sheet):
    """This person's turn comes, or came, at some stage of the sheet."""
    return any(may_write(user, sheet) for may_write in _WRITERS.values())


def can_see_board(user, year):
    """How far every sheet of the year is: readers of every unit's work, head and deputies."""
    return rights_of(user).sees_all or leads_or_deputises(user, year)


def can_read_reasons(user, sheet):
    """Why a sheet went back: its own people and those who verify or assess; other members not even once it is public."""
    return is_inside(user, sheet) or can_see_board(user, sheet.year)


def can_read_sheet(user, sheet):
    return ScoreSheet.objects.visible_to(user).filter(pk=sheet.pk).exists()


@files.guard("clusters.scoreline")
def may_read_evidence(user, line):
    """Exactly as the sheet."""
    return can_read_sheet(user, line.sheet)


@files.guard("clusters.scoresheet")
def may_read_paper(user, sheet):
    """The paper a member from outside was entered from: as the sheet."""
    return can_read_sheet(user, sheet)


@files.remover("clusters.scoresheet")
def may_remove_paper(user, sheet):
    """A wrong one, before the sheet is sent, or when it came back: published, everybody of the cluster reads it."""
    return sheet.state == SheetState.SELF and can_enter_for(user, sheet)


@files.remover("clusters.scoreline")
def may_remove_evidence(user, line):
    """While the sheet is the unit's to edit."""
    return line.sheet.state == SheetState.SELF and can_score(user, line.sheet)
