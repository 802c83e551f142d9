"""What people do with a campaign: write it, launch it, sum it up, name the best, take steps back."""

from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from campaigns.enums import CampaignScope, Launcher, SummaryKind
from campaigns.models import (
    Campaign,
    CampaignHonour,
    CampaignIndicator,
    CampaignSummary,
    RegisteredTarget,
    ReportedFigure,
)
from campaigns.notices import campaigns as notices
from campaigns.permissions.campaigns import can_create, can_edit, can_prepare
from campaigns.workflow.campaigns import CAMPAIGN, INTERNAL
from core import journal
from core.errors import Refused, Stale
from core.text import fold, sort_key
from plans.services.filings import Clash

journal.name_acts(
    {
        "campaigns.create": "Lập phong trào",
        "campaigns.edit": "Sửa phong trào",
        "campaigns.launch": "Phát động phong trào",
        "campaigns.unlaunch": "Thu hồi phát động phong trào",
        "campaigns.review": "Chốt sơ kết phong trào",
        "campaigns.unreview": "Mở lại sơ kết phong trào",
        "campaigns.close": "Chốt tổng kết phong trào",
        "campaigns.reopen": "Mở lại phong trào",
        "campaigns.reopen-reviewed": "Mở lại phong trào đã sơ kết",
        "campaigns.honours": "Chọn tập thể, cá nhân tiêu biểu",
        "campaigns.export": "Xuất danh sách phong trào",
    }
)
SCOPE_ORDER = {CampaignScope.PROVINCE: 0, CampaignScope.NATION: 1, CampaignScope.UNIT: 2}


def scope_of(launcher):
    """How far a campaign reaches follows from who launched it."""
    own = {Launcher.UNIT: CampaignScope.UNIT, Launcher.PROVINCE: CampaignScope.PROVINCE}
    return own.get(launcher, CampaignScope.NATION)


def keys_of(campaign):
    """The columns lists search and sort by."""
    others = " ".join(each["name"] for each in campaign.other_names)
    words = f"{campaign.name} {others} {campaign.launched_by} {campaign.launch_paper}"
    return {
        "folded": fold(words)[:900],
        "sort_key": sort_key(campaign.name)[:400],
        "scope_order": SCOPE_ORDER[campaign.scope],
    }


@transaction.atomic
def create_campaign(*, indicators=(), by, at, **fields):
    """A draft with its indicators (dicts in order). With `unit` it is that unit's own, else the province's to run.

    Raises Refused when the person may not write campaigns of that unit, or of the province.
    """
    unit = fields.get("unit")
    if unit is not None:
        fields |= {"launcher": Launcher.UNIT, "launched_by": unit.organ}
    campaign = Campaign(created_by=by, updated_at=at, scope=scope_of(fields["launcher"]), **fields)
    if not (can_create(by) and can_prepare(by, campaign)):
        raise Refused("Bạn chỉ lập được phong trào của đơn vị mình.")
    for name, value in keys_of(campaign).items():
        setattr(campaign, name, value)
    campaign.save(force_insert=True)
    _write_indicators(campaign, indicators)
    _note("campaigns.create", campaign, by=by, at=at)
    return campaign


@transaction.atomic
def edit_campaign(campaign, *, version, indicators, by, at, **fields):
    """Write what the campaign says. Indicators that units already answered keep their rows.

    `version` is the one the person's page was made from. Raises Clash when somebody saved in between, Refused when it is
    closed, when the person may not, when an indicator in use would go or change its kind, or when another unit would
    receive what was asked already; nothing is written then.
    """
    if not can_edit(by, campaign):
        raise Refused(f"Phong trào “{campaign.get_state_display().lower()}” nên bạn không sửa được nội dung nữa.")
    if fields.get("unit", campaign.unit) != campaign.unit and _has_rounds(campaign):
        raise Refused("Đã mở đợt đăng ký hoặc báo cáo nên không đổi đơn vị phát động nữa.")
    for name, value in fields.items():
        setattr(campaign, name, value)
    if fields.get("unit") is not None:
        campaign.launched_by = fields["launched_by"] = campaign.unit.organ
    if "launcher" in fields:
        campaign.scope = fields["scope"] = scope_of(campaign.launcher)
    fields |= keys_of(campaign)
    _claim(campaign, version, at=at, **fields)
    _write_indicators(campaign, indicators)
    _note("campaigns.edit", campaign, by=by, at=at)
    return campaign


def _has_rounds(campaign):
    return campaign.registration_rounds.exists() or campaign.result_rounds.exists()


def _note(act, campaign, *, by, at):
    """Into the journal, which has readers outside the unit: a unit's draft stays out of it until it is launched."""
    if campaign.unit_id is None or campaign.is_published:
        journal.record(act, by=by, at=at, subject=campaign)


def _claim(campaign, version, *, at, **fields):
    """Of two writers exactly one goes on; the other hears of it."""
    same = Campaign.objects.filter(pk=campaign.pk, version=version, state=campaign.state)
    if same.update(version=F("version") + 1, updated_at=at, **fields) != 1:
        raise Clash("Phong trào này vừa được người khác lưu. So sánh hai bản rồi lưu lại.")
    campaign.version, campaign.updated_at = version + 1, at


def _write_indicators(campaign, rows):
    kept = {each.pk: each for each in campaign.indicators.all()}
    going = set(kept) - {row.get("pk") for row in rows}
    try:
        CampaignIndicator.objects.filter(pk__in=going).delete()
    except ProtectedError as used:
        names = "; ".join(kept[pk].label for pk in sorted(going))
        raise Refused(f"Đơn vị đã đăng ký hoặc báo cáo theo chỉ tiêu: {names}. Không bỏ được chỉ tiêu này.") from used
    for pk in set(kept) - going:  # positions are unique: step aside, then take the new places
        CampaignIndicator.objects.filter(pk=pk).update(position=10_000 + kept[pk].position)
    for position, row in enumerate(rows, 1):
        values = {name: value for name, value in row.items() if name != "pk"} | {"position": position}
        indicator = kept.get(row.get("pk"))
        if indicator is None:
            CampaignIndicator.objects.create(campaign=campaign, **values)
            continue
        if indicator.kind != values["kind"] and _in_use(indicator):
            raise Refused(f"Đơn vị đã ghi số liệu theo chỉ tiêu “{indicator.label}” nên không đổi được loại.")
        CampaignIndicator.objects.filter(pk=indicator.pk).update(**values)


def _in_use(indicator):
    return any(model.objects.filter(indicator=indicator).exists() for model in (RegisteredTarget, ReportedFigure))


# Summing up ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def save_summary(campaign, kind, *, version, by, at, **fields):
    """Keep the words of a sơ kết or tổng kết that is being written; there is one such draft of each kind.

    Raises Refused when the campaign does not run or the person may not; Clash when somebody saved since `version`.
    """
    if not campaign.is_running:
        raise Refused("Chỉ viết sơ kết, tổng kết khi phong trào đang diễn ra.")
    if not can_prepare(by, campaign):
        raise Refused("Bạn không viết được sơ kết, tổng kết của phong trào này.")
    clash = Clash("Nội dung này vừa được người khác lưu. So sánh hai bản rồi lưu lại.")
    summary = campaign.summaries.filter(kind=kind, concluded_at=None).first()
    if summary is None:
        try:
            with transaction.atomic():
                return CampaignSummary.objects.create(campaign=campaign, kind=kind, version=1, updated_at=at, **fields)
        except IntegrityError as faster:
            raise clash from faster
    if (
        CampaignSummary.objects.filter(pk=summary.pk, version=version).update(
            version=F("version") + 1, updated_at=at, **fields
        )
        != 1
    ):
        raise clash
    summary.refresh_from_db()
    return summary


@transaction.atomic
def name_honours(campaign, *, version, rows, by, at):
    """The best collectives and persons, in order: dicts object, name, title, unit, achievement, source.

    Raises Refused before the launch, after the closing, or for somebody named twice; Stale when the campaign was saved
    since `version`.
    """
    if not (campaign.is_running and can_prepare(by, campaign)):
        raise Refused("Chỉ chọn tập thể, cá nhân tiêu biểu khi phong trào đang diễn ra.")
    _claim(campaign, version, at=at)
    campaign.honours.all().delete()
    try:
        with transaction.atomic():
            CampaignHonour.objects.bulk_create(
                CampaignHonour(campaign=campaign, position=position, **row) for position, row in enumerate(rows, 1)
            )
    except IntegrityError as twice:
        raise Refused("Có tập thể hoặc cá nhân ghi hai lần trong danh sách. Hãy bỏ bớt một dòng.") from twice
    journal.record("campaigns.honours", by=by, at=at, subject=campaign, detail={"rows": len(rows)})


# Steps -----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def take_campaign_step(campaign, action, *, by, at, reason=""):
    """Hand to the head, launch, conclude a sơ kết, close, or take one of these back; Refused or Stale like `Workflow.take`.

    Launching tells the units; the day of the launch is the one written before, else today. Concluding a summary gives the
    campaign its day, and the summary stays as it is; taking the step back opens it again.
    """
    if action == "close":
        _set_days(campaign, closed_on=_drafted(campaign, SummaryKind.FINAL))
    transition = CAMPAIGN.take(campaign, action, by=by, at=at, reason=reason)
    if action == "launch":
        if campaign.launched_on is None:
            _set_days(campaign, launched_on=timezone.localdate(at))
        notices.tell_launched(campaign, at=at)
    elif action == "review":
        _conclude(campaign, SummaryKind.INTERIM, at=at)
        _set_days(campaign, reviewed_on=_last_review(campaign), review_due_on=None)
    elif action == "close":
        _conclude(campaign, SummaryKind.FINAL, at=at)
        notices.tell_closed(campaign, at=at)
    elif action == "unreview":
        _open_again(campaign, SummaryKind.INTERIM, at=at)
        _set_days(campaign, reviewed_on=_last_review(campaign))
    elif action in ("reopen", "reopen-reviewed"):
        _open_again(campaign, SummaryKind.FINAL, at=at)
        _set_days(campaign, closed_on=None)
    elif action == "unlaunch":
        notices.tell_withdrawn(campaign, reason=reason, at=at)
    elif action == "hand-up":
        notices.tell_handed_up(campaign, by=by, at=at)
    elif action == "hand-back":
        notices.tell_handed_back(campaign, reason=reason, by=by, at=at)
    if action in INTERNAL:
        return transition
    journal.record(f"campaigns.{action}", by=by, at=at, subject=campaign)  # the reason stays in the history
    return transition


def _set_days(campaign, **days):
    Campaign.objects.filter(pk=campaign.pk).update(**days)
    for name, value in days.items():
        setattr(campaign, name, value)


def _drafted(campaign, kind):
    return campaign.summaries.filter(kind=kind, concluded_at=None).values_list("held_on", flat=True).first()


def _conclude(campaign, kind, *, at):
    if campaign.summaries.filter(kind=kind, concluded_at=None).update(concluded_at=at) != 1:
        raise Stale("Nội dung vừa được người khác chốt. Hãy tải lại trang.")


def _open_again(campaign, kind, *, at):
    """The last concluded summary becomes the draft; one begun meanwhile must be concluded first."""
    last = campaign.summaries.filter(kind=kind).exclude(concluded_at=None).order_by("-concluded_at", "-pk").first()
    if last is None:
        return
    if campaign.summaries.filter(kind=kind, concluded_at=None).exists():
        raise Refused("Đang có một bản sơ kết khác chưa chốt. Hãy chốt bản đó trước.")
    CampaignSummary.objects.filter(pk=last.pk).update(concluded_at=None, version=F("version") + 1, updated_at=at)


def _last_review(campaign):
    concluded = campaign.summaries.filter(kind=SummaryKind.INTERIM).exclude(concluded_at=None)
    return concluded.order_by("-held_on").values_list("held_on", flat=True).first()
