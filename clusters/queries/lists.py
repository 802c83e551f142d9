"""The list of clusters of a year as a person may see it, and one cluster with all its page shows."""

import dataclasses

from django.db.models import Count, Prefetch, Q

from clusters.enums import ClusterLevel, ClusterYearState, MemberRole, MilestoneKind
from clusters.models import Change, ClusterYear, Follower, Membership, Milestone
from clusters.queries.members import rows, with_units
from clusters.queries.own import own_sheets, published_among
from core.models import Transition

STAYING = Q(memberships__left_on__isnull=True)
GROUPS = (
    ("lien-tinh", "Cụm giữa các tỉnh"),
    ("cum", "Cụm thi đua của tỉnh"),
    ("khoi", "Khối thi đua của tỉnh"),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Card:
    """One cluster in the list: who leads, how many, where its year stands."""

    year: ClusterYear
    head: object
    deputies: tuple
    member_count: int
    signed_on: object  # the day of the covenant, or None
    sheets: tuple  # score sheets of the members the reader speaks for
    is_ranked: bool  # the ranking is published


def _group_of(cluster):
    if cluster.level == ClusterLevel.INTER:
        return "lien-tinh"
    return "cum" if cluster.noun == "cụm" else "khoi"


def years_known(user):
    """The years that have clusters this person may know of, newest first."""
    known = ClusterYear.objects.named_to(user).order_by("-year").values_list("year", flat=True)
    return list(known.distinct())


def listed(user, *, year, on, words=""):
    """(groups of cards, names): the clusters whose page is open to the person, and the bare names of the others.

    `words` is already folded. The same number of queries whatever the number of clusters.
    """
    named = ClusterYear.objects.named_to(user).for_year(year).search(words).select_related("cluster").in_order()
    visible = set(ClusterYear.objects.visible_to(user).for_year(year).values_list("pk", flat=True))
    leading = with_units().staying().exclude(role=MemberRole.MEMBER)
    cards = named.filter(pk__in=visible).annotate(member_count=Count("memberships", filter=STAYING))
    cards = cards.prefetch_related(Prefetch("memberships", leading, to_attr="leading"), "milestones")
    cards = list(cards)
    names = {row.membership.pk: row for row in rows([m for c in cards for m in c.leading], on=on)}
    sheets, ranked = own_sheets(user, cards), published_among(cards)
    groups = {key: [] for key, _ in GROUPS}
    for one in cards:
        groups[_group_of(one.cluster)].append(_card(one, names, tuple(sheets[one.pk]), one.pk in ranked))
    others = [one.cluster for one in named if one.pk not in visible]
    return [{"key": key, "label": label, "cards": groups[key]} for key, label in GROUPS if groups[key]], others


def _card(year, names, sheets, is_ranked):
    leading = sorted(year.leading, key=lambda m: m.deputy_place or 0)
    head = next((names[m.pk] for m in leading if m.role == MemberRole.HEAD), None)
    deputies = tuple(names[m.pk] for m in leading if m.role == MemberRole.DEPUTY)
    signed_on = next((m.done_on for m in year.milestones.all() if m.kind == MilestoneKind.COVENANT), None)
    return Card(year, head, deputies, year.member_count, signed_on, sheets, is_ranked)


def counts(groups):
    """What the sentence above the list says: clusters, members of the province's own, running, without a head."""
    cards = [card for group in groups for card in group["cards"]]
    return {
        "clusters": len(cards),
        "members": sum(card.member_count for card in cards if not card.year.cluster.is_inter),
        "running": sum(card.year.state == ClusterYearState.RUNNING for card in cards),
        "headless": sum(card.head is None and card.year.is_open for card in cards),
    }


def whole(found):
    """Years with everything their page reads."""
    return found.select_related("cluster").prefetch_related(
        Prefetch("memberships", with_units()),
        Prefetch("milestones", Milestone.objects.order_by("pk")),
        Prefetch("followers", Follower.objects.select_related("user").order_by("user__sort_key", "pk")),
    )


def milestones_of(year):
    return sorted(year.milestones.all(), key=lambda milestone: milestone.order)


def history_of(year):
    """Steps and changes of the year together, newest first; each has label, reason, by and at."""
    steps = list(Transition.objects.of(year))
    changes = list(Change.objects.filter(year=year).select_related("by").order_by("-at", "-pk"))
    return sorted([*changes, *steps], key=lambda line: line.at, reverse=True)


def last_leaders(year):
    """Head and deputies of the year before, for whoever records the new ones."""
    before = Membership.objects.staying().filter(year__cluster=year.cluster, calendar_year=year.year - 1)
    leading = before.exclude(role=MemberRole.MEMBER).select_related("unit", "outside", "year__cluster")
    return sorted(leading.in_order(), key=lambda m: (m.role != MemberRole.HEAD, m.deputy_place or 0))
