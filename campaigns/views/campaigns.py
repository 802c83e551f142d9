"""Campaigns: the list, one campaign with its tabs, writing it, its steps."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from campaigns.enums import CampaignKind, CampaignMethod, Launcher, Standing, SummaryKind
from campaigns.forms.campaigns import CampaignDraft, CampaignFilter, TabForm
from campaigns.models import Campaign
from campaigns.obligations.campaigns import AHEAD
from campaigns.permissions.campaigns import can_create, can_edit, can_export, can_prepare, can_run
from campaigns.queries import campaigns as queries
from campaigns.queries.figures import figure_words
from campaigns.queries.participation import participation_of, results_of
from campaigns.rules import durations, facts_of
from campaigns.services import campaigns as services
from campaigns.tables import campaigns as table
from campaigns.workflow.campaigns import BACK, CAMPAIGN, INTERNAL
from core import clock, files, journal
from core.errors import Refused
from core.findings import Level
from core.http import done, invalid, page, posted, posted_files
from core.models import IssuedDocument
from core.sheets.pages import sheet_attachment
from core.text import fold
from plans.forms.activities import ReasonForm
from plans.forms.steps import UploadForm
from plans.models import PlanTask
from plans.permissions.filings import can_see_board
from plans.services.filings import Clash
from units.enums import Role
from units.models import Unit
from units.rights import rights_of

PER_PAGE = 50
QUESTIONS = {
    "hand-up": "Gửi dự thảo này cho thủ trưởng? Trong lúc chờ, bạn muốn sửa thì rút về trước.",
    "take-back": "Rút dự thảo về để sửa?",
    "hand-back": "Trả dự thảo cho cán bộ sửa? Lý do chỉ đơn vị đọc được.",
    "launch": "Phát động phong trào này? {whom} được thông báo ngay.",
    "unlaunch": "Thu hồi việc phát động? {whom} được thông báo kèm lý do.",
    "review": "Chốt sơ kết? Nội dung sơ kết không sửa được nữa, trừ khi mở lại.",
    "close": "Chốt tổng kết? Phong trào và danh sách tiêu biểu không sửa được nữa, trừ khi mở lại.",
}


# The list ------------------------------------------------------------------------------------------------------------
def _filtered(request):
    """(filter form, what it wants, all matching campaigns whatever their state)."""
    form = CampaignFilter(request.GET)
    wanted = form.wanted()
    found = queries.filtered(
        request.user, year=wanted["nam"] or None, words=fold(wanted["q"]),
        **{name: wanted[name] for name in ("kind", "method", "launcher")},
    )  # fmt: skip
    return form, wanted, found


@require_GET
def campaign_list(request):
    form, wanted, found = _filtered(request)
    section, on = wanted["muc"] or "dang-chay", clock.today()
    numbers = queries.counts(found)
    paged = Paginator(queries.listed(found, section), PER_PAGE).get_page(wanted["page"] or 1)
    line = queries.line_of(paged.object_list, on=on)
    context = {
        "form": form,
        "section": section,
        "sections": [(key, label, numbers[key.replace("-", "_")]) for key, (label, _) in queries.SECTIONS.items()],
        "year_choices": queries.years(request.user, on=on),
        "paged": paged,
        "line": line,
        "rows": [(campaign, queries.bar_of(campaign, line)) for campaign in paged.object_list],
        "narrowed": any(wanted[name] for name in ("kind", "method", "launcher", "nam", "q")),
        "follows": can_see_board(request.user),
        "may_run": rights_of(request.user).is_standing_body,
        "may_draft": rights_of(request.user).holds(Role.OFFICER, Role.HEAD),
    }
    return page(request, "campaigns/campaign_list.html", context, partial="rows")


@require_GET
def campaign_export(request):
    """The rows of the list as it stands: same section, same filters, same scope."""
    if not can_export(request.user):
        raise PermissionDenied
    _, wanted, found = _filtered(request)
    section = wanted["muc"] or "dang-chay"
    rows = list(queries.listed(found, section))
    detail = {"section": section, "rows": len(rows)}
    journal.record("campaigns.export", by=request.user, at=clock.now(), detail=detail)
    title = f"Phong trào thi đua, {queries.SECTIONS[section][0].lower()}"
    return sheet_attachment(title, table.COLUMNS, (table.row(campaign) for campaign in rows))


# One campaign --------------------------------------------------------------------------------------------------------
def visible(request, pk):
    """The campaign within what the person may see: 404 without."""
    return get_object_or_404(queries.of(Campaign.objects.visible_to(request.user)), pk=pk)


def allowed(request, pk, can):
    """The same, and 403 when this page is not for them."""
    campaign = visible(request, pk)
    if not can(request.user, campaign):
        raise PermissionDenied
    return campaign


@require_GET
def campaign_detail(request, pk):
    campaign, tab = visible(request, pk), TabForm(request.GET).chosen()
    return page(request, "campaigns/campaign_detail.html", _detail(request, campaign, tab))


def _detail(request, campaign, tab, **more):
    user, on = request.user, clock.today()
    prepares = can_prepare(user, campaign)
    forward, back, lacking = _open_steps(user, campaign, on)
    context = {
        "campaign": campaign,
        "tab": tab,
        "tab_list": _tabs(campaign, tab),
        "steps": forward,
        "back_steps": back,
        "checks": lacking,
        "next_summary": _next_summary(campaign, prepares, on),
        "prepares": prepares,
        "edits": can_edit(user, campaign),
        "task": queries.task_of(campaign, user),
        "parent": campaign.parent if campaign.parent_id and _sees(user, campaign.parent_id) else None,
        "unverified": Standing.UNVERIFIED in (campaign.name_standing, campaign.launch_standing),
        "durations": durations(facts_of(campaign), on=on),
    }
    return context | TAB_CONTEXTS[tab](user, campaign, on) | more


def _sees(user, pk):
    return Campaign.objects.visible_to(user).filter(pk=pk).exists()


def _tabs(campaign, tab):
    labels = {
        "noi-dung": "Nội dung",
        "tham-gia": "Tham gia",
        "ket-qua": "Kết quả",
        "tieu-bieu": "Tiêu biểu",
        "van-ban": "Văn bản",
        "lich-su": "Lịch sử",
    }
    if not campaign.is_published:  # nobody registers for a draft or reports on it
        labels = {key: label for key, label in labels.items() if key not in ("tham-gia", "ket-qua")}
    address = campaign.get_absolute_url()
    return [{"label": label, "url": f"{address}?tab={key}", "current": key == tab} for key, label in labels.items()]


def _content(user, campaign, on):
    return {
        "indicators": [
            (each, figure_words(each.kind, each.target)) for each in campaign.indicators.order_by("position", "pk")
        ],
        "children": list(queries.children_of(campaign, user)),
    }


def _participation(user, campaign, on):
    return {"participation": participation_of(campaign, user, on)}


def _results(user, campaign, on):
    return {"results": results_of(campaign, user, on)}


def _honours(user, campaign, on):
    return {"honours": queries.honours_of(campaign, user)}


def _papers(user, campaign, on):
    """Summaries (drafts only for those who write them), what was issued, files."""
    prepares = can_prepare(user, campaign)
    summaries = campaign.summaries.order_by("concluded_at", "pk")
    if not prepares:
        summaries = summaries.exclude(concluded_at=None)
    summaries = list(summaries)
    papers = queries.papers_of(summaries)
    return {
        "issued": IssuedDocument.objects.of(campaign),
        "summaries": [(summary, papers[summary.pk]) for summary in summaries],
        "upload": UploadForm(),
        **files.listing(campaign, user),
    }


def _past(user, campaign, on):
    return {"transitions": queries.steps_of(campaign, user)}


TAB_CONTEXTS = {
    "noi-dung": _content,
    "tham-gia": _participation,
    "ket-qua": _results,
    "tieu-bieu": _honours,
    "van-ban": _papers,
    "lich-su": _past,
}


def _open_steps(user, campaign, on):
    """(steps forward, steps back, what is lacking for the way forward). Summing up is offered once it was written."""
    steps = CAMPAIGN.open_to(user, campaign)
    if not steps:
        return [], [], []
    drafted = set(campaign.summaries.filter(concluded_at=None).values_list("kind", flat=True))
    wanted = {"review": SummaryKind.INTERIM, "close": SummaryKind.FINAL}
    forward = [
        step
        for step in steps
        if step.action in INTERNAL
        or (step.action not in BACK and (step.action not in wanted or wanted[step.action] in drafted))
    ]
    back = [step for step in steps if step not in forward]
    asked = [step for step in forward if step.action != "hand-up"] or forward  # who may launch needs no second list
    lacking = [f for step in asked for f in step.guard(campaign, on=on) if f.level > Level.INFO]
    return forward, [step for step in back if step.action in BACK], lacking


def _next_summary(campaign, prepares, on):
    """(address part, words) of the summary that is due next, or None while none is near."""
    if not (prepares and campaign.is_running):
        return None
    if campaign.review_due_on:
        return "so-ket", "Viết sơ kết"
    if campaign.ends_on and campaign.ends_on <= on + AHEAD:
        return "tong-ket", "Viết tổng kết"
    return None


# Writing -------------------------------------------------------------------------------------------------------------
def _choices(user, own_units, record=None):
    """What the form offers: the campaigns one may answer, the tasks of the plan, the units whose own it may be."""
    parents = Campaign.objects.visible_to(user).running().filter(unit=None).in_order()
    if record is not None and record.pk:
        parents = parents.exclude(pk=record.pk) | Campaign.objects.filter(pk=record.parent_id)
    tasks = PlanTask.objects.visible_to(user).select_related("plan").order_by("-plan__year", "position", "pk")
    return {"own_units": own_units, "parents": parents, "tasks": tasks}


def _own_units(user):
    ids = rights_of(user).unit_ids(Role.OFFICER, Role.HEAD)
    return Unit.objects.filter(pk__in=ids).in_order()


BEGUN = {
    "purpose": "Thi đua thiết thực, gắn với nhiệm vụ được giao; khơi dậy tinh thần sáng tạo của tập thể, cá nhân.\n"
    "Bình xét công khai, dân chủ, đúng người, đúng việc; kịp thời biểu dương, nhân rộng điển hình tiên tiến.",
    "subjects": "Các cơ quan, đơn vị, địa phương, tập thể và cá nhân trong tỉnh.",
    "organisation": "- Các cơ quan, đơn vị, địa phương căn cứ nội dung trên phát động, đăng ký thi đua và báo cáo kết quả "
    "theo từng kỳ.\n- Sở Nội vụ (Ban Thi đua - Khen thưởng) hướng dẫn, theo dõi, tổng hợp, tham mưu sơ kết, tổng kết và "
    "khen thưởng.",
}
BEGUN_OWN = {
    "subjects": "Các tập thể và cá nhân thuộc đơn vị.",
    "organisation": "- Các phòng, đơn vị trực thuộc đăng ký và tổ chức thực hiện.\n- Cán bộ thi đua theo dõi, tổng hợp kết "
    "quả, tham mưu sơ kết, tổng kết và khen thưởng.",
}


def campaign_create(request):
    """A campaign the province runs."""
    if not rights_of(request.user).is_standing_body:
        raise PermissionDenied
    record = Campaign(kind=CampaignKind.MOVEMENT, method=CampaignMethod.REGULAR, launcher=Launcher.PROVINCE, **BEGUN)
    return _create(request, record, own_units=None)


def campaign_create_own(request):
    """A unit's own campaign, or one by which it answers another (hưởng ứng)."""
    if not rights_of(request.user).holds(Role.OFFICER, Role.HEAD) or not can_create(request.user):
        raise PermissionDenied
    own = _own_units(request.user)
    record = Campaign(method=CampaignMethod.REGULAR, unit=own[0], **(BEGUN | BEGUN_OWN))
    return _create(request, record, own_units=own)


def _create(request, record, own_units):
    draft = CampaignDraft(record, posted(request), choices=_choices(request.user, own_units))

    def write(values):
        return services.create_campaign(by=request.user, at=clock.now(), **values)

    return _write(request, draft, write)


def campaign_edit(request, pk):
    campaign = allowed(request, pk, can_edit)
    own_units = _own_units(request.user) if campaign.unit_id else None
    choices = _choices(request.user, own_units, campaign)
    draft = CampaignDraft(campaign, posted(request), choices=choices)

    def write(values):
        return services.edit_campaign(
            visible(request, pk), version=draft.version or 0, by=request.user, at=clock.now(), **values
        )

    try:
        return _write(request, draft, write, campaign=campaign)
    except Clash as clash:
        return _answer_clash(request, draft.over(visible(request, pk)), str(clash))


def _write(request, draft, write, **context):
    template = "campaigns/campaign_form.html"
    if request.method != "POST" or draft.longer:
        return page(request, template, _form_page(draft, **context))
    if draft.is_valid():
        try:
            campaign = write(draft.values())
        except Clash:
            raise  # the caller knows both versions
        except Refused as refusal:
            draft.form.add_error(None, str(refusal))
        else:
            return done(request, campaign, "Đã lưu phong trào.")
    return invalid(request, template, _form_page(draft, show_errors=True, **context))


def _form_page(draft, **more):
    return {
        "campaign": None,
        "own": bool(draft.choices["own_units"]),
        "form": draft.form,
        "rows": draft.rows["indicators"],
        "show_errors": False,
        "draft": f"phong-trao-{draft.record.pk or 'moi'}",
        "clash": (),
        "clash_text": "",
        **more,
    }


def _answer_clash(request, draft, said):
    """The page again: mine in the fields, both values side by side where they differ, the new version beneath."""
    campaign, differing = draft.record, draft.differing()
    if not differing:
        return done(request, campaign, "Đã lưu phong trào.")
    last = queries.last_edit(campaign)
    more = {"clash": differing, "clash_text": said, "who": last.by_name if last else "Người khác"}
    return invalid(request, "campaigns/campaign_form.html", _form_page(draft, campaign=campaign, **more))


# Steps and files -----------------------------------------------------------------------------------------------------
def campaign_step(request, pk, action):
    """A page of its own asks for confirmation (and the reason where the step wants one); POST takes the step."""
    campaign = allowed(request, pk, CAMPAIGN.steps[action].may if action in INTERNAL else can_run)
    step = next((s for s in CAMPAIGN.open_to(request.user, campaign) if s.action == action), None)
    if step is None:
        if action not in CAMPAIGN.steps:
            raise Http404
        return done(request, campaign, f"Phong trào đang “{campaign.get_state_display()}”, không cần làm lại bước này.")
    form = ReasonForm(posted(request)) if step.reason else None
    whom = "Đơn vị và các đơn vị trực thuộc" if campaign.unit_id else "Các đơn vị"
    context = {
        "campaign": campaign,
        "step": step,
        "form": form,
        "refusal": "",
        "question": QUESTIONS.get(action, "Thực hiện bước này?").format(whom=whom),
        "findings": [f for f in step.guard(campaign, on=clock.today()) if f.level > Level.INFO],
    }
    context["stopped"] = any(finding.stops for finding in context["findings"])
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        try:
            services.take_campaign_step(campaign, action, by=request.user, at=clock.now(), reason=reason)
        except Refused as refusal:
            context |= {"refusal": str(refusal), "campaign": visible(request, pk)}
        else:
            return done(request, campaign, f"Đã thực hiện: {step.label.lower()}.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "campaigns/campaign_step.html", context)


@require_POST
def campaign_file(request, pk):
    campaign = allowed(request, pk, can_prepare)
    form = UploadForm(posted(request), posted_files(request))
    if form.is_valid():
        try:
            files.store(form.cleaned_data["file"], owner=campaign, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return done(request, f"{campaign.get_absolute_url()}?tab=van-ban", "Đã tải tệp lên.")
    return invalid(request, "campaigns/campaign_detail.html", _detail(request, campaign, "van-ban", upload=form))
