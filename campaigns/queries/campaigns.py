"""Reads of campaigns: the list with its counts and its years, one campaign as a person may see it."""

import dataclasses
import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q

from campaigns.enums import CampaignState
from campaigns.models import Campaign, CampaignSummary
from campaigns.models.campaigns import RUNNING
from campaigns.models.campaigns import WRITING as DRAFTS
from campaigns.permissions.campaigns import can_prepare, can_read_preparation
from campaigns.workflow.campaigns import BACK, INTERNAL
from core.models import IssuedDocument, JournalEntry, Transition
from core.pictures import number
from plans.models import PlanTask

SECTIONS = {
    "dang-chay": ("Đang diễn ra", Q(state__in=RUNNING)),
    "da-tong-ket": ("Đã tổng kết", Q(state=CampaignState.CLOSED)),
    "nhap": ("Nháp", Q(state__in=DRAFTS)),
}
COLUMNS = (
    "label",
    "measure",
    "kind",
    "direction",
    "target",
    "roll_up",
)  # of an indicator, as forms and services know it
WRITING = ("campaigns.create", "campaigns.edit", "campaigns.honours")
WIDTH, BEFORE, AFTER = 240.0, 4, 5  # of the drawing; years shown before and after the current one at most


def filtered(user, *, kind="", method="", launcher="", year=None, words=""):
    """The visible campaigns that match; `words` is already folded."""
    found = Campaign.objects.visible_to(user)
    for name, value in (("kind", kind), ("method", method), ("launcher", launcher)):
        if value:
            found = found.filter(**{name: value})
    if year:
        found = found.in_year(year)
    return found.search(words)


def listed(found, section):
    return found.filter(SECTIONS[section][1]).select_related("unit").in_order()


def counts(found):
    """dict section → number of rows, in one query."""
    return found.aggregate(**{key.replace("-", "_"): Count("pk", filter=of) for key, (_, of) in SECTIONS.items()})


def years(user, *, on):
    """The years some visible campaign touches as far as its days say, newest first; this year always."""
    known = Campaign.objects.visible_to(user)
    first = known.exclude(starts_on=None).order_by("starts_on").values_list("starts_on", flat=True).first()
    last = known.exclude(ends_on=None).order_by("-ends_on").values_list("ends_on", flat=True).first()
    begin = min(first.year if first else on.year, on.year)
    end = max(last.year if last else on.year, on.year)
    return list(range(end, begin - 1, -1))


def of(campaigns):
    """With everything the page of one campaign names."""
    return campaigns.select_related("unit", "parent", "created_by")


def children_of(campaign, user):
    """The campaigns that answer this one (hưởng ứng), as far as the person may see them."""
    return Campaign.objects.visible_to(user).filter(parent=campaign).select_related("unit").in_order()


def indicators_of(campaign):
    """The indicators as dicts, as forms and services take them."""
    return list(campaign.indicators.order_by("position", "pk").values("pk", *COLUMNS))


def honours_of(campaign, user):
    """Whom it names as best, in order; before the closing a proposal, for those who prepare it only."""
    if campaign.state != CampaignState.CLOSED and not can_read_preparation(user, campaign):
        return []
    return list(campaign.honours.select_related("unit").order_by("position", "pk"))


def steps_of(campaign, user):
    """The steps it took; those taken back, with their reasons, for those who prepare it only."""
    steps = Transition.objects.of(campaign)
    if not can_prepare(user, campaign):
        steps = steps.exclude(action__in=INTERNAL)
    return steps if can_read_preparation(user, campaign) else steps.exclude(action__in=BACK)


def task_of(campaign, user):
    """The task of the plan it fulfils, where the person may know of that plan; else None."""
    return PlanTask.objects.visible_to(user).filter(pk=campaign.task_id).select_related("plan").first()


def papers_of(summaries):
    """dict summary id → its issued papers, newest first; one query for all."""
    found = {summary.pk: [] for summary in summaries}
    kind = ContentType.objects.get_for_model(CampaignSummary)
    issued = IssuedDocument.objects.filter(subject_type=kind, subject_id__in=list(found))
    for paper in issued.order_by("-issued_at", "-pk"):
        found[paper.subject_id].append(paper)
    return found


def last_edit(campaign):
    """The journal's last word on who wrote it, or None."""
    written = JournalEntry.objects.filter(
        subject_type="campaigns.campaign", subject_id=str(campaign.pk), act__in=WRITING
    )
    return written.order_by("-number").first()


# Periods as bars -----------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """One period on the common line of years; figures for SVG. An end that is not known, or outside, stays open."""

    x: str
    width: str
    open_start: bool
    open_end: bool
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """The years above the bars: (x, year) for each tick, today, and how wide a year is."""

    ticks: tuple
    now: str
    first: int
    last: int


def line_of(rows, *, on):
    """The years the rows need, at most a few around today."""
    starts = [row.starts_on.year for row in rows if row.starts_on]
    ends = [row.ends_on.year for row in rows if row.ends_on]
    first = max(min([*starts, on.year]), on.year - BEFORE)
    last = min(max([*ends, on.year]), on.year + AFTER)
    ticks = tuple((number(_x(datetime.date(year, 1, 1), first, last)), year) for year in range(first, last + 1))
    return Line(ticks, number(_x(on, first, last)), first, last)


def bar_of(campaign, line):
    """The bar of one campaign, or None when neither of its days is known."""
    if campaign.starts_on is None and campaign.ends_on is None:
        return None
    left, right = datetime.date(line.first, 1, 1), datetime.date(line.last, 12, 31)
    starts, ends = campaign.starts_on or left, campaign.ends_on or right
    x, end = _x(starts, line.first, line.last), _x(ends + datetime.timedelta(days=1), line.first, line.last)
    return Bar(
        number(x),
        number(max(end - x, 2)),
        campaign.starts_on is None or starts < left,
        campaign.ends_on is None or ends > right,
        campaign.period,
    )


def _x(day, first, last):
    start, stop = datetime.date(first, 1, 1), datetime.date(last + 1, 1, 1)
    return min(max((day - start).days / (stop - start).days, 0), 1) * WIDTH
