"""The book of awards: which lines fit a filter, how many there are of each sort, what was given before."""

from django.db.models import Count, Q

from awards.law.enums import Level, RecipientKind
from awards.law.rules import catalogue
from awards.registry.enums import DecisionState, GrantState
from awards.registry.models import Grant
from core.text import fold
from units.models import Unit

IN_STATE = {
    GrantState.DRAFT: Q(decision__state=DecisionState.DRAFT),
    GrantState.STANDING: Q(decision__state=DecisionState.ENTERED, revoked_on=None),
    GrantState.REVOKED: Q(revoked_on__isnull=False) & ~Q(decision__state=DecisionState.DRAFT),
    GrantState.ANNULLED: Q(decision__state=DecisionState.REVOKED, revoked_on=None),
}
BOOK = ~Q(decision__state=DecisionState.DRAFT)  # what is still being typed in is not in the book


def found(user, wanted):
    """Visible lines that fit year, award, level, cause, unit (with what lies under it), figure of a summary form and words."""
    rows = Grant.objects.visible_to(user)
    if wanted.get("year"):
        rows = rows.filter(decision__decided_on__year=wanted["year"])
    if wanted.get("award"):
        rows = rows.filter(award=wanted["award"])
    if wanted.get("level"):
        rows = rows.filter(award__in=codes(wanted["level"]))
    if wanted.get("cause"):
        rows = rows.filter(cause=wanted["cause"])
    if wanted.get("unit"):
        rows = rows.filter(of_unit(wanted["unit"]))
    if wanted.get("figure"):
        rows = rows.filter(wanted["figure"].q())
    return rows.search(wanted.get("words", ""))


def of_unit(unit):
    """Lines of a unit and of what lies under it, asked by ids: an index finds those among many lines."""
    return Q(unit__in=Unit.objects.within([unit.path]).values("pk"))


def listed(user, wanted):
    """The lines of the chosen kind and state (without one: the whole book, not the drafts), the newest decision first."""
    rows = found(user, wanted).filter(IN_STATE[wanted["state"]] if wanted.get("state") else BOOK)
    if wanted.get("kind"):
        rows = rows.filter(kind=wanted["kind"])
    return rows.select_related("decision", "unit").in_order()


class ByDecision:
    """Lines in the order of the book, sliced by finding the decisions of the slice first: nothing long is sorted."""

    ordered = True

    def __init__(self, rows):
        self.rows = rows

    def __len__(self):
        return self.rows.count()

    def __getitem__(self, part):
        counted = self.rows.select_related(None).order_by("-decision__decided_on", "-decision_id")
        before, skipped, wanted = 0, 0, []
        for pk, _, n in counted.values_list("decision", "decision__decided_on").annotate(n=Count("pk")):
            if before + n > part.start:
                skipped = skipped if wanted else before
                wanted.append(pk)
            before += n
            if before >= part.stop:
                break
        rows = self.rows.filter(decision__in=wanted)
        return list(rows[part.start - skipped : part.stop - skipped]) if wanted else []


def codes(level):
    return [one.code for one in catalogue().values() if one.level == Level(level)]


def numbers(user, wanted):
    """(dict state → n within the chosen kind, dict kind → n within the chosen state), one statement for both.

    The state "" is the whole book. Each number is the length of the list its chip opens.
    """
    rows = found(user, wanted).order_by().values_list("kind", "decision__state")
    states = dict.fromkeys(["", *GrantState], 0)
    kinds = dict.fromkeys(RecipientKind, 0)
    for kind, of_decision, every, revoked in rows.annotate(n=Count("pk"), gone=Count("revoked_on")):
        for state, n in _by_state(of_decision, every, revoked).items():
            in_states = [state] if state == GrantState.DRAFT else ["", state]
            if wanted.get("kind") in (None, "", kind):
                for one in in_states:
                    states[one] += n
            if (wanted.get("state") or "") in in_states:
                kinds[kind] += n
    return states, kinds


def _by_state(of_decision, every, revoked):
    if of_decision == DecisionState.DRAFT:
        return {GrantState.DRAFT: every}
    rest = GrantState.STANDING if of_decision == DecisionState.ENTERED else GrantState.ANNULLED
    return {GrantState.REVOKED: revoked, rest: every - revoked}


def repeats(user, recipient, award, *, decision, period=""):
    """Lines of other decisions that give this recipient this award and still count.

    A title given every year comes again each year, so for it only the same year or the same period is a repeat.
    """
    rows = Grant.objects.visible_to(user).filter(recipient=recipient, award=award.code, revoked_on=None)
    rows = rows.exclude(decision=decision).exclude(decision__state=DecisionState.REVOKED)
    earlier = list(rows.select_related("decision").in_order())
    if not award.is_yearly:
        return earlier
    return [one for one in earlier if _same_year(one, period, decision.decided_on)]


def _same_year(line, period, day):
    """The same achievement period where both lines name one, else decisions of the same year."""
    if line.period and period:
        return fold(line.period) == fold(period)
    return line.decision.decided_on.year == day.year
