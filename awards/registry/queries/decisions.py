"""Decisions for lists and pages, as far as a reader may see them."""

from django.db.models import Case, Count, IntegerField, Value, When

from awards.law.enums import RecipientKind
from awards.registry.enums import DecisionState
from awards.registry.models import Decision, Grant, GrantChange
from awards.registry.permissions import reads_all

ANNEX = (RecipientKind.COLLECTIVE, RecipientKind.INDIVIDUAL, RecipientKind.HOUSEHOLD)  # as the list of a decision goes


def found(user, wanted):
    """Visible decisions that fit year, level and words; `wanted` may lack any of them."""
    rows = Decision.objects.visible_to(user)
    if wanted.get("year"):
        rows = rows.filter(decided_on__year=wanted["year"])
    if wanted.get("level"):
        rows = rows.filter(level=wanted["level"])
    return rows.search(wanted.get("words", ""))


def listed(user, wanted):
    """The same in the chosen state, the newest first."""
    rows = found(user, wanted)
    if wanted.get("state"):
        rows = rows.filter(state=wanted["state"])
    return rows.in_order()


def numbers(user, wanted):
    """dict DecisionState → how many fit, whatever state is chosen."""
    counted = dict(found(user, wanted).order_by().values_list("state").annotate(n=Count("pk")))
    return {state: counted.get(state, 0) for state in DecisionState}


def years(user):
    """Years of the visible decisions, the newest first."""
    return [day.year for day in Decision.objects.visible_to(user).dates("decided_on", "year", order="DESC")]


def twin(user, head, *, but=None):
    """The visible decision that has the same number, symbol, day and decider already; None where one of them is unsaid."""
    same = {name: head.get(name) for name in ("number", "symbol", "decided_on", "decider")}
    if not all(same.values()):
        return None
    return Decision.objects.visible_to(user).filter(**same).exclude(pk=but).first()


def line_counts(user, decisions):
    """dict decision id → number of lines this reader may see."""
    rows = Grant.objects.visible_to(user).filter(decision__in=[one.pk for one in decisions])
    return dict(rows.order_by().values_list("decision").annotate(n=Count("pk")))


def lines(user, decision):
    """The visible lines as the annex has them: collectives, individuals, households, each as numbered."""
    place = Case(*(When(kind=kind, then=Value(n)) for n, kind in enumerate(ANNEX)), output_field=IntegerField())
    rows = Grant.objects.visible_to(user).filter(decision=decision).select_related("recipient", "unit", "decision")
    return rows.annotate(place=place).order_by("place", "position", "pk")


def kinds(user, decision):
    """dict RecipientKind → number of visible lines, in the order of the annex, only those that occur."""
    rows = Grant.objects.visible_to(user).filter(decision=decision).order_by()
    counted = dict(rows.values_list("kind").annotate(n=Count("pk")))
    return {kind: counted[kind] for kind in ANNEX if kind in counted}


def changes(user, decision):
    """Corrections and revocations: of the whole decision, and of the lines this reader may see."""
    rows = GrantChange.objects.filter(decision=decision).select_related("grant", "by").order_by("-at", "-pk")
    if reads_all(user):
        return list(rows)
    mine = Grant.objects.visible_to(user).filter(decision=decision)
    return list(rows.filter(grant=None) | rows.filter(grant__in=mine))
