"""What the product itself knows of members and offers beside a criterion: plans and reports on time or late, results of
closed campaigns, exemplars, what earlier years of clusters gave.

    @offers(FactKind.REPORTS)
    def reports(user, unit_ids, year, *, on): ...      # dict unit id → [Fact]

Several providers may serve one kind, upper floors among them; their facts stand in the order of registration. Each starts
from what the reader may see (`visible_to`), in a fixed number of queries for all members at once. A fact is an offer: nobody's
score changes by it.
"""

import dataclasses
from collections import defaultdict

from django.utils import timezone

from campaigns.enums import ExemplarState
from campaigns.models import Campaign, Exemplar
from campaigns.queries.honours import honours_for_awards
from clusters.enums import FactKind, RankingState
from clusters.models import ClusterYear, Proposal, RankingRow
from core.words import short_date
from plans.models import UnitPlan, UnitReport

PROVIDERS = {}  # kind -> functions
YEARS_BACK = 3
NAMED = 3
# Days late → how the draft guide of Hưng Yên 2021 cuts them (our notes, 3.3); the table of the year decides.
BANDS = ((15, "từ 15 ngày trở lên"), (10, "10 đến dưới 15 ngày"), (5, "5 đến dưới 10 ngày"))


@dataclasses.dataclass(frozen=True, slots=True)
class Fact:
    """One sentence, and the page that shows it; `url` may be empty."""

    text: str
    url: str = ""


def offers(kind):
    """Register a provider of one kind."""

    def register(find):
        PROVIDERS.setdefault(kind, []).append(find)
        return find

    return register


def facts_for(user, unit_ids, year, kinds, *, on):
    """dict kind → dict unit id → [Fact] this reader may know; kinds without a provider have none."""
    unit_ids = sorted({pk for pk in unit_ids if pk})
    found = {}
    for kind in sorted(set(kinds) & set(PROVIDERS)):
        found[kind] = defaultdict(list)
        for find in PROVIDERS[kind]:
            for unit, facts in find(user, unit_ids, year, on=on).items():
                found[kind][unit].extend(facts)
    return found


def band_of(days):
    """The band of days late, or nothing below the first."""
    return next((words for least, words in BANDS if days >= least), "")


@offers(FactKind.UNIT_PLAN)
def unit_plans(user, unit_ids, year, *, on):
    found = UnitPlan.objects.visible_to(user).filter(unit__in=unit_ids, round__year=year).named()
    return _filed(found.order_by("unit_id", "pk"), on)


@offers(FactKind.REPORTS)
def reports(user, unit_ids, year, *, on):
    found = UnitReport.objects.visible_to(user).filter(
        unit__in=unit_ids, round__year=year, round__opened_at__isnull=False
    )
    return _filed(found.named().order_by("unit_id", "due_on", "pk"), on, bands=True)


def _filed(filings, on, *, bands=False):
    """One sentence for each; a filing inside its unit is simply not sent, whatever its state there."""
    facts = defaultdict(list)
    for filing in filings:
        late = filing.days_late(on=on)
        what = f"{filing.what[0].upper()}{filing.what[1:]}"
        if filing.first_filed_at:
            day = timezone.localdate(filing.first_filed_at)
            early = (filing.due_on - day).days
            when = f"trễ {late} ngày" if late else f"trước hạn {early} ngày" if early else "đúng ngày hạn"
            text = f"{what}: gửi ngày {short_date(day)}, {when}"
        elif late:
            text = f"{what}: chưa gửi, đã trễ {late} ngày"
        else:
            text = f"{what}: chưa gửi, còn hạn đến hết ngày {short_date(filing.due_on)}"
        if bands and (band := band_of(late)):
            text += f" (thuộc mức chậm {band})"
        facts[filing.unit_id].append(Fact(f"{text}.", filing.get_absolute_url()))
    return facts


@offers(FactKind.CAMPAIGNS)
def campaigns(user, unit_ids, year, *, on):
    """Whom campaigns closed in the year named as best."""
    visible = Campaign.objects.visible_to(user).values("pk")
    facts = defaultdict(list)
    for honour in honours_for_awards(year).filter(unit__in=unit_ids, campaign__in=visible):
        text = f"Tiêu biểu của phong trào “{honour.campaign.name}”: {honour.name}."
        facts[honour.unit_id].append(Fact(text, honour.campaign.get_absolute_url()))
    return facts


@offers(FactKind.EXEMPLARS)
def exemplars(user, unit_ids, year, *, on):
    """Those recognised in the year and not given up since."""
    found = Exemplar.objects.visible_to(user).filter(unit__in=unit_ids, recognised_on__year=year)
    names = defaultdict(list)
    for one in found.exclude(state=ExemplarState.DROPPED).order_by("recognised_on", "pk"):
        names[one.unit_id].append(one)
    return {
        unit: [
            Fact(
                f"{len(ones)} điển hình được công nhận: {_some([one.name for one in ones])}.",
                ones[0].get_absolute_url() if len(ones) == 1 else "",
            )
        ]
        for unit, ones in names.items()
    }


def _some(names):
    return ", ".join(names[:NAMED]) + (f" và {len(names) - NAMED} điển hình khác" if len(names) > NAMED else "")


@offers(FactKind.AWARDS)
def awards(user, unit_ids, year, *, on):
    """Places and proposals in the published rankings of the years just before."""
    opened = ClusterYear.objects.visible_to(user).filter(year__lt=year, year__gte=year - YEARS_BACK)
    mine = {"ranking__state": RankingState.PUBLISHED, "ranking__year__in": opened.values("pk")}
    mine["membership__unit__in"] = unit_ids
    proposed = dict(Proposal.objects.filter(**mine).order_by("pk").values_list("membership", "kind"))
    facts = defaultdict(list)
    rows = RankingRow.objects.filter(**mine).select_related("ranking__year__cluster", "membership")
    for row in rows.order_by("-ranking__year__year", "pk"):
        kind = proposed.get(row.membership_id)
        given = f", được đề nghị {Proposal(kind=kind).get_kind_display()}" if kind else ""
        text = f"{row.ranking.year}: hạng {row.place}{given}."
        facts[row.membership.unit_id].append(Fact(text, row.ranking.get_absolute_url()))
    return facts
