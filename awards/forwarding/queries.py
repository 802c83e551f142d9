"""Reads of letters to the State level: counts, the list, one letter, answers found in the book, search."""

from django.db.models import Count, Q
from django.urls import reverse

from awards.forwarding.enums import ForwardingState, Outcome
from awards.forwarding.models import Forwarded, Forwarding
from awards.law.enums import Level
from awards.law.rules import find
from awards.registry.models import Grant, Recipient
from awards.registry.queries.figures import KEYS, Alike, cells_of, links_of
from clusters.enums import SummaryCode
from clusters.queries.supplies import Supply, supplies
from core.search import Hit, every_word, searches


# For other rooms --------------------------------------------------------------------------------------------------------
def counted(year):
    """[Alike] over the lines of sent letters dated in that calendar year, whatever the answer; one query.

    Province-wide: only for those who read every unit's work.
    """
    lines = Forwarded.objects.filter(forwarding__state=ForwardingState.SENT, forwarding__dated__year=year)
    rows = lines.order_by().values(*KEYS).annotate(count=Count("pk")).order_by(*KEYS)
    return [Alike(**row) for row in rows]


@supplies(SummaryCode.F01)
def submitted_to_the_state(year):
    """Columns 3 and 4 of Biểu 01: what was submitted in letters dated in the year, whatever the answer."""
    cells = cells_of("01", counted(year), submitted=True)
    place = f"{reverse('awards:forwarding-list')}?year={year}"
    note = "Cột 3, 4 tính theo ngày tờ trình, không kể kết quả."
    return Supply(cells, links_of("01", place, submitted=True), [note])


# The list ---------------------------------------------------------------------------------------------------------------
def years_of(user):
    """Calendar years in which letters this person may see are dated, the newest first."""
    days = Forwarding.objects.visible_to(user).dates("dated", "year", order="DESC")
    return [day.year for day in days]


def _letters(user, wanted):
    letters = Forwarding.objects.visible_to(user)
    if wanted.get("year"):
        letters = letters.in_year(wanted["year"])
    return letters.search(wanted.get("words", ""))


def _lines(user, wanted):
    """Lines of sent letters; the words are looked for in the line and in its letter."""
    lines = Forwarded.objects.filter(forwarding__in=Forwarding.objects.visible_to(user).sent())
    if wanted.get("year"):
        lines = lines.filter(forwarding__dated__year=wanted["year"])
    if wanted.get("figure"):
        lines = lines.filter(wanted["figure"].q())
    return lines.filter(every_word(wanted.get("words", ""), "folded", "forwarding__folded"))


def numbers(user, wanted):
    """(letters, drafts among them, dict outcome → lines of sent letters): what the chips of the list say."""
    states = dict(_letters(user, wanted).order_by().values_list("state").annotate(count=Count("pk")))
    lines = _lines(user, wanted).order_by().values_list("outcome").annotate(count=Count("pk"))
    found = dict(lines)
    outcomes = {outcome: found.get(outcome, 0) for outcome in Outcome}
    return sum(states.values()), states.get(ForwardingState.DRAFT, 0), outcomes


def letters_listed(user, wanted, *, drafts=False):
    """Letters with `line_count` and `waiting_count`, the newest first; only drafts when asked."""
    letters = _letters(user, wanted)
    if drafts:
        letters = letters.filter(state=ForwardingState.DRAFT)
    waiting = Count("lines", filter=Q(lines__outcome=Outcome.WAITING))
    return letters.annotate(line_count=Count("lines"), waiting_count=waiting).in_order()


def lines_listed(user, wanted):
    """Lines of sent letters with this outcome, or all: what waits longest first, answers by the newest."""
    lines = _lines(user, wanted).select_related("forwarding", "unit", "grant__decision")
    if wanted["outcome"]:
        lines = lines.filter(outcome=wanted["outcome"])
    order = "-answered_on" if wanted["outcome"] not in ("", Outcome.WAITING) else "forwarding__dated"
    return lines.order_by(order, "forwarding_id", "position", "pk")


# One letter -------------------------------------------------------------------------------------------------------------
def lines_of(forwarding):
    """Its lines in order with everything the page shows of them."""
    lines = forwarding.lines.select_related("recipient__merged_into", "unit", "grant__decision").order_by(
        "position", "pk"
    )
    found = list(lines)
    for line in found:
        line.forwarding = forwarding
    return found


def answers_in_book(lines):
    """dict line pk → [Grant] that may be its answer, in three words: entered, State level, not older than the letter.

    A grant answers a line of the same recipient (or of the record it was merged into) and the same award; one that is the
    answer of another line already is left out. One query whatever the number of lines.
    """
    found = {line.pk: [] for line in lines}
    open_lines = [
        line for line in lines if line.grant_id is None and line.outcome in (Outcome.WAITING, Outcome.GRANTED)
    ]
    if not open_lines:
        return found
    grants = (
        Grant.objects.standing()
        .filter(
            decision__level=Level.STATE,
            recipient__in={line.alive_id for line in open_lines},
            award__in={line.award for line in open_lines},
            forwarded=None,
        )
        .select_related("decision")
        .in_order()
    )
    by_key = {}
    for grant in grants:
        by_key.setdefault((grant.recipient_id, grant.award), []).append(grant)
    for line in open_lines:
        fitting = by_key.get((line.alive_id, line.award), ())
        found[line.pk] = [grant for grant in fitting if grant.decision.decided_on >= line.forwarding.dated]
    return found


def certain_answers(lines):
    """[(line, Grant)]: lines with exactly one answer in the book that no other line could claim as well."""
    found = answers_in_book(lines)
    claims = {}
    for grants in found.values():
        for grant in grants:
            claims[grant.pk] = claims.get(grant.pk, 0) + 1
    single = ((line, found[line.pk][0]) for line in lines if len(found[line.pk]) == 1)
    return [(line, grant) for line, grant in single if claims[grant.pk] == 1]


def recipients_found(folded, *, limit=20):
    """Living records with every word, for choosing; only for those who keep the book."""
    return list(Recipient.objects.alive().search(folded).select_related("unit").in_order()[:limit]) if folded else []


# Search -----------------------------------------------------------------------------------------------------------------
@searches("Trình cấp Nhà nước", "send")
def forwardings(user, folded, limit):
    """Letters, then lines, of those who may open the page."""
    letters = Forwarding.objects.visible_to(user)
    direct = letters.filter(every_word(folded))
    lines = Forwarded.objects.filter(every_word(folded), forwarding__in=letters).select_related("forwarding")
    hits = [Hit(str(one), one.get_absolute_url(), one.subject) for one in direct.in_order()[:limit]]
    for line in lines.order_by("-forwarding__dated", "position", "pk")[: limit - len(hits)]:
        hits.append(Hit(line.name, line.get_absolute_url(), f"{find(line.award).label}, {line.forwarding}"))
    return hits
