"""Who takes part in a campaign, with which targets, and what came of it; always within what the person may read.

Only what was sent counts: a draft, and what is being corrected, is the unit's own and leaves by no number.
"""

import dataclasses
import decimal
from collections import defaultdict
from functools import cached_property

from campaigns.enums import HonourObject
from campaigns.models.campaigns import Campaign, CampaignIndicator
from campaigns.models.registrations import RegisteredTarget, Registration, RegistrationRound
from campaigns.models.results import CampaignReport, ReportCandidate, ReportedFigure, ResultRound
from campaigns.permissions.results import can_open_rounds
from campaigns.queries.figures import figure_words, indicators_of
from campaigns.queries.shares import Share, share_of
from plans.enums import FilingState as S
from plans.enums import IndicatorKind
from plans.models.filings import SENT
from plans.queries.filing_boards import list_url


def taking_part(campaign):
    """Ids of the units that were asked in any round of the campaign so far."""
    asked = (model.objects.filter(round__campaign=campaign) for model in (Registration, CampaignReport))
    return {unit_id for found in asked for unit_id in found.values_list("unit_id", flat=True)}


# Rounds --------------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True)
class RoundNumbers:
    """One round with the filings this person may know of: those that were sent, those that were not, and the late."""

    round: object
    sent: tuple
    unsent: tuple
    late: int
    rows: tuple  # IndicatorTargets or IndicatorResults, one per indicator

    @property
    def asked(self):
        return len(self.sent) + len(self.unsent)

    @property
    def parts(self):
        """For a stacked bar: (tone, number)."""
        return [("ok", len(self.sent)), ("none", len(self.unsent))]

    @property
    def words(self):
        return f"{len(self.sent)} trên {self.asked} đơn vị đã gửi"

    @cached_property
    def urls(self):
        return {
            "board": list_url(self.round, "tat-ca"),
            "sent": list_url(self.round, "da-gui"),
            "unsent": list_url(self.round, "chua-gui"),
            "late": list_url(self.round, "tre"),
        }


def _by_round(filings):
    found = defaultdict(list)
    for filing in filings:
        found[filing.round_id].append(filing)
    return found


def _numbers(collected, filings, on, rows):
    sent = tuple(filing for filing in filings if filing.state in SENT)
    unsent = tuple(filing for filing in filings if filing.state not in SENT)
    late = sum(1 for filing in filings if filing.days_late(on=on))
    return RoundNumbers(collected, sent, unsent, late, tuple(rows(sent)))


def _total(indicator, numbers):
    """The sum of what is known, or None where nothing is summed."""
    numbers = [number for number in numbers if number is not None]
    return sum(numbers, decimal.Decimal()) if indicator.is_summed and numbers else None


# What was registered -------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Target:
    """One unit's target for one indicator."""

    registration: Registration
    number: decimal.Decimal | None
    words: str
    note: str


@dataclasses.dataclass(frozen=True, slots=True)
class IndicatorTargets:
    """One indicator over all registrations that were sent. `total` is None where nothing is summed."""

    indicator: CampaignIndicator
    targets: tuple[Target, ...]
    missing: tuple[Registration, ...]
    total: decimal.Decimal | None

    @property
    def total_words(self):
        return figure_words(self.indicator.kind, self.total)

    @property
    def goal_words(self):
        """The campaign's own goal."""
        return figure_words(self.indicator.kind, self.indicator.target)


@dataclasses.dataclass(frozen=True, slots=True)
class Participation:
    """Rounds of registration, the newest year first. may_open: this person may open one more today."""

    campaign: Campaign
    may_open: bool
    rounds: tuple[RoundNumbers, ...]


def participation_of(campaign, user, on):
    """The rounds in which this person may know of a unit; the same number of queries for any number of units."""
    filings = list(Registration.objects.visible_to(user).of_units().filter(round__campaign=campaign).named().in_order())
    by_round = _by_round(filings)
    indicators = indicators_of(campaign) if filings else []
    given = _figures(RegisteredTarget, "registration", filings)

    def rows(sent):
        for indicator in indicators:
            found = [(one, given.get((one.pk, indicator.pk))) for one in sent]
            targets = tuple(
                Target(one, kept.number, figure_words(indicator.kind, kept.number, kept.text), kept.note)
                for one, kept in found
                if kept
            )
            missing = tuple(one for one, kept in found if not kept)
            yield IndicatorTargets(indicator, targets, missing, _total(indicator, [one.number for one in targets]))

    rounds = RegistrationRound.objects.filter(pk__in=by_round).select_related("campaign").order_by("-year", "pk")
    return Participation(
        campaign,
        _may_open(campaign, user),
        tuple(_numbers(one, by_round[one.pk], on, rows) for one in rounds),
    )


def _may_open(campaign, user):
    return campaign.is_running and can_open_rounds(user, campaign)


def _figures(model, owner, filings):
    """dict (filing id, indicator id) → figure, of the filings that were sent; notes without a figure are left out."""
    sent = [filing.pk for filing in filings if filing.state in SENT]
    found = model.objects.filter(**{f"{owner}__in": sent}) if sent else ()
    return {(getattr(one, f"{owner}_id"), one.indicator_id): one for one in found if one.number is not None or one.text}


# What came of it -----------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Result:
    """One unit's result for one indicator, beside the target it registered for the year of the period."""

    report: CampaignReport
    number: decimal.Decimal | None
    words: str
    note: str
    target: decimal.Decimal | None
    target_words: str
    share: Share


@dataclasses.dataclass(frozen=True, slots=True)
class IndicatorResults:
    """One indicator over all reports that were sent.

    actual: the sum of all results; registered: the sum of all targets registered for the year, also of units that have
    not reported. share compares only units of which both are known: `both` of them. Sums are None where nothing is
    summed; then `reached` of `both` units reached their own target.
    """

    indicator: CampaignIndicator
    results: tuple[Result, ...]
    missing: tuple[CampaignReport, ...]
    actual: decimal.Decimal | None
    registered: decimal.Decimal | None
    share: Share
    both: int
    reached: int

    @property
    def actual_words(self):
        return figure_words(self.indicator.kind, self.actual)

    @property
    def registered_words(self):
        return figure_words(self.indicator.kind, self.registered)

    @property
    def goal_words(self):
        """The campaign's own goal."""
        return figure_words(self.indicator.kind, self.indicator.target)

    @property
    def is_text(self):
        return self.indicator.kind == IndicatorKind.TEXT

    @property
    def bar(self):
        """For a stacked bar of 100."""
        return [("ok" if self.share.reached else "wait", self.share.width)]

    @property
    def bar_words(self):
        return f"{self.share.label} mức đăng ký"


@dataclasses.dataclass(frozen=True, slots=True)
class Results:
    """Rounds of reports, the newest period first. may_open: this person may open one more today."""

    campaign: Campaign
    may_open: bool
    rounds: tuple[RoundNumbers, ...]


def results_of(campaign, user, on):
    """The rounds in which this person may know of a unit; the same number of queries for any number of units."""
    filings = list(
        CampaignReport.objects.visible_to(user).of_units().filter(round__campaign=campaign).named().in_order()
    )
    by_round = _by_round(filings)
    indicators = indicators_of(campaign) if filings else []
    given = _figures(ReportedFigure, "report", filings)
    registered = _registered(campaign, user) if filings else {}
    rounds = ResultRound.objects.filter(pk__in=by_round).select_related("campaign").order_by("-period_to", "pk")
    return Results(
        campaign,
        _may_open(campaign, user),
        tuple(
            _numbers(
                one,
                by_round[one.pk],
                on,
                lambda sent, year=one.year: [
                    _results(indicator, sent, given, registered.get(year, {}).get(indicator.pk, {}))
                    for indicator in indicators
                ],
            )
            for one in rounds
        ),
    )


def _registered(campaign, user):
    """dict year → indicator id → unit id → number, of the registrations that were sent."""
    sent = Registration.objects.visible_to(user).of_units().in_states(SENT).filter(round__campaign=campaign)
    targets = RegisteredTarget.objects.filter(registration__in=sent, number__isnull=False)
    found = defaultdict(lambda: defaultdict(dict))
    for year, indicator, unit, number in targets.values_list(
        "registration__round__year", "indicator_id", "registration__unit_id", "number"
    ):
        found[year][indicator][unit] = number
    return found


def _results(indicator, sent, given, targets):
    """targets: dict unit id → number registered for this indicator."""
    results, missing = [], []
    for report in sent:
        kept = given.get((report.pk, indicator.pk))
        if kept is None:
            missing.append(report)
            continue
        target = targets.get(report.unit_id)
        results.append(
            Result(
                report,
                kept.number,
                figure_words(indicator.kind, kept.number, kept.text),
                kept.note,
                target,
                figure_words(indicator.kind, target),
                share_of(target, kept.number, indicator.direction),
            )
        )
    both = [one for one in results if one.target is not None and one.number is not None]
    return IndicatorResults(
        indicator,
        tuple(results),
        tuple(missing),
        _total(indicator, [one.number for one in results]),
        _total(indicator, targets.values()),
        _share(indicator, results, both),
        len(both),
        sum(bool(one.share.reached) for one in both),
    )


def _share(indicator, results, both):
    """Of the sums over the units of which target and result are known."""
    if not both:
        return Share(None, None, "chưa có mức đăng ký để so" if results else "chưa có kết quả")
    if not indicator.is_summed:
        return Share(None, None, "không cộng")
    target, actual = (sum(numbers) for numbers in zip(*((one.target, one.number) for one in both), strict=True))
    return share_of(target, actual, indicator.direction)


# Whom units propose --------------------------------------------------------------------------------------------------
def candidates_of(campaign, user):
    """Collectives, then persons, of the reports that were received; with unit and round, the newest period first."""
    received = (
        CampaignReport.objects.visible_to(user).of_units().in_states({S.ACCEPTED}).filter(round__campaign=campaign)
    )
    found = ReportCandidate.objects.filter(report__in=received).select_related(
        "report__unit", "report__round__campaign"
    )
    order = {HonourObject.COLLECTIVE: 0, HonourObject.PERSON: 1}
    return sorted(
        found.order_by(
            "-report__round__period_to", "report__unit__position", "report__unit__sort_key", "position", "pk"
        ),
        key=lambda one: order[one.object],
    )
