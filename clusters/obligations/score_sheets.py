"""Score sheets not yet sent, and sheets that wait for those who verify or assess.

A sheet is owed by the day of self-scoring; verifying and assessing by the day of the tổng kết. No day, no duty.
"""

from collections import defaultdict

from django.urls import reverse

from clusters.enums import ClusterYearState, MilestoneKind, SheetState
from clusters.models import Membership, Milestone, ScoreSheet
from clusters.models.score_sheets import INSIDE
from clusters.queries.verifiers import acting_people, verifiers_among
from core.obligations import Duty, provides
from units.enums import Role
from units.queries import standing_body_ids


def _waiting(states, kind):
    """(sheets in these states of running years where the day of the kind is set, dict year id → that milestone)."""
    days = Milestone.objects.filter(kind=kind, due_date__isnull=False, year__state=ClusterYearState.RUNNING)
    found = ScoreSheet.objects.filter(state__in=states, year__in=days.values("year")).whole()
    found = list(found.order_by("year_id", "membership__seat", "pk"))
    if not found:
        return [], {}
    wanted = {sheet.year_id for sheet in found}
    return found, {milestone.year_id: milestone for milestone in days.filter(year__in=wanted).order_by("pk")}


@provides("clusters.self-score", "Phiếu tự chấm điểm của đơn vị", discreet=True)
def sheets_owed(*, on, person=None):
    """Sheets still with their members: the officer scores, the head confirms. Who left owes none any more.

    The title does not tell which of the two it waits for, nor does the preview whom it reminds: that stays inside the member.
    """
    found, days = _waiting(INSIDE, MilestoneKind.SELF_SCORE)
    found = [sheet for sheet in found if sheet.membership.left_on is None and not sheet.is_from_outside]
    if not found:
        return
    acting = acting_people([sheet.membership for sheet in found], on=on)
    standing = tuple(standing_body_ids(on))
    person_id = getattr(person, "pk", person)
    for sheet in found:
        own, milestone = acting[sheet.membership_id], days[sheet.year_id]
        officers, heads = own[Role.OFFICER], own[Role.HEAD]
        people = tuple(heads if sheet.state == SheetState.CONFIRMING else officers or heads)
        if person_id is not None and person_id not in people:
            continue
        yield Duty(
            key=f"clusters.self-score:{sheet.pk}",
            kind="clusters.self-score",
            title=f"Phiếu tự chấm điểm: {sheet.year}",
            due_on=milestone.deadline.last_day,
            before=milestone.before,
            people=people,
            heads=tuple(heads),
            leads=standing,
            url=sheet.get_absolute_url(),
            board=_board(sheet.year),
            unit=sheet.membership.unit,
        )


@provides("clusters.enter-sheets", "Ghi phiếu của đơn vị ngoài tỉnh", delivery="daily")
def sheets_to_enter(*, on, person=None):
    """One for every cluster in a year where sheets of members from outside still have no scores, for the standing body."""
    found, days = _waiting({SheetState.SELF}, MilestoneKind.SELF_SCORE)
    found = [sheet for sheet in found if sheet.membership.left_on is None and sheet.is_from_outside]
    standing = standing_body_ids(on) if found else []
    people = {sheet.year: standing for sheet in found}
    yield from _aggregated("clusters.enter-sheets", "Ghi điểm tự chấm của đơn vị ngoài tỉnh", people, days, person)


def _board(year):
    return reverse("clusters:sheet-list", args=[year.pk])


@provides("clusters.verify-sheets", "Thẩm định phiếu chấm điểm", delivery="daily")
def sheets_to_verify(*, on, person=None):
    """One for every cluster in a year where sheets wait, for those who may verify at least one of them."""
    found, days = _waiting({SheetState.VERIFYING}, MilestoneKind.YEAR_END)
    if not found:
        return
    members = defaultdict(list)
    for one in Membership.objects.filter(year__in=days).select_related("unit").order_by("pk"):
        members[one.year_id].append(one)
    acting = acting_people([one for group in members.values() for one in group], on=on)
    standing, people = standing_body_ids(on), defaultdict(set)
    for sheet in found:
        people[sheet.year] |= set(verifiers_among(sheet.membership, members[sheet.year_id], acting, standing))
    yield from _aggregated("clusters.verify-sheets", "Thẩm định phiếu chấm điểm", people, days, person)


@provides("clusters.assess-sheets", "Chấm phiếu của cụm, khối", delivery="daily")
def sheets_to_assess(*, on, person=None):
    """One for every cluster in a year where verified sheets wait for the standing body."""
    found, days = _waiting({SheetState.ASSESSING}, MilestoneKind.YEAR_END)
    standing = standing_body_ids(on) if found else []
    people = {sheet.year: standing for sheet in found}
    yield from _aggregated("clusters.assess-sheets", "Chấm và chốt phiếu", people, days, person)


def _aggregated(kind, title, people, days, person):
    person_id = getattr(person, "pk", person)
    for year, acting in people.items():
        if person_id is not None and person_id not in acting:
            continue
        milestone = days[year.pk]
        yield Duty(
            key=f"{kind}:{year.pk}",
            kind=kind,
            title=f"{title}: {year}",
            due_on=milestone.deadline.last_day,
            before=milestone.before,
            people=tuple(sorted(acting)),
            url=_board(year),
            board=_board(year),
        )
