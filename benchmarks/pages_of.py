"""The pages that are measured: every list and every detail page, as the person who lives in it."""

from django.urls import reverse

from benchmarks.urls import TRIVIAL
from clusters.models import ScoreLine, ScoreSheet
from core.models import Notice
from plans.models import AnnualPlan, PlanTask, ReportRound, TargetRegistration, UnitPlan, UnitReport
from units.enums import Role
from units.models import Appointment, Unit, User

BASELINE = "không làm gì"


def counted():
    models = (
        Unit,
        User,
        Appointment,
        AnnualPlan,
        PlanTask,
        UnitPlan,
        UnitReport,
        TargetRegistration,
        Notice,
        ScoreSheet,
        ScoreLine,
    )
    return ", ".join(f"{model.objects.count()} {model._meta.model_name}" for model in models)


def pages(clients, campaign, cluster):
    """List of (name, client, path)."""
    staff, officer, admin = clients[Role.STAFF], clients[Role.OFFICER], clients[Role.ADMIN]
    plan = UnitPlan.objects.filter(round__year=2022, state="accepted").first()
    own = UnitPlan.objects.filter(
        round__year=2022, unit__appointments__user__pk=officer.session["_auth_user_id"]
    ).first()
    reports = ReportRound.objects.get()
    report = UnitReport.objects.filter(state="filed").first()
    own_report = UnitReport.objects.get(round=reports, unit=own.unit)
    registration = TargetRegistration.objects.filter(state="filed").first()
    sheets = ScoreSheet.objects.filter(year=cluster).order_by("pk")
    sheet, open_sheet = sheets.first(), ScoreSheet.objects.get(state="assessing")
    last_place = f"{reverse('clusters:ranking-detail', args=[cluster.pk])}?don-vi={sheets.last().membership_id}"
    task = PlanTask.objects.filter(plan__year=2022).first()
    unit = Unit.objects.filter(code="SNV").get()
    person = User.objects.order_by("pk")[10]
    return [
        (BASELINE, staff, TRIVIAL),
        ("bàn làm việc (chuyên viên)", staff, reverse("home")),
        ("bàn làm việc (cán bộ đơn vị)", officer, reverse("home")),
        ("mọi việc", staff, reverse("duty-list")),
        ("các kế hoạch năm", staff, reverse("plans:plan-list")),
        ("kế hoạch năm", staff, reverse("plans:plan-detail", args=[2022])),
        ("nhiệm vụ", staff, reverse("plans:task-detail", args=[task.pk])),
        ("bảng kế hoạch đơn vị", staff, reverse("plans:unit-plan-board", args=[2022])),
        ("một kế hoạch đơn vị", staff, reverse("plans:unit-plan-detail", args=[plan.pk])),
        ("kế hoạch của tôi", officer, reverse("plans:unit-plan-detail", args=[own.pk])),
        ("soạn kế hoạch", officer, reverse("plans:unit-plan-edit", args=[own.pk])),
        ("các đợt báo cáo", staff, reverse("plans:report-round-list")),
        ("bảng báo cáo đơn vị", staff, reverse("plans:report-round-board", args=[reports.pk])),
        ("tổng hợp báo cáo", staff, reverse("plans:report-round-rollup", args=[reports.pk])),
        ("báo cáo của tỉnh", staff, reverse("plans:report-round-report", args=[reports.pk])),
        ("một báo cáo đơn vị", staff, reverse("plans:unit-report-detail", args=[report.pk])),
        ("báo cáo của tôi", officer, reverse("plans:unit-report-detail", args=[own_report.pk])),
        ("bảng đăng ký thi đua", staff, reverse("plans:target-round-board", args=[2022])),
        ("tổng hợp đăng ký", staff, reverse("plans:target-round-rollup", args=[2022])),
        ("một bản đăng ký", staff, reverse("plans:target-registration-detail", args=[registration.pk])),
        ("hoạt động", staff, reverse("plans:activity-list")),
        ("phong trào", staff, reverse("campaigns:campaign-list")),
        ("một phong trào", staff, reverse("campaigns:campaign-detail", args=[campaign.pk])),
        ("phong trào, tham gia", staff, reverse("campaigns:campaign-detail", args=[campaign.pk]) + "?tab=tham-gia"),
        ("phong trào, kết quả", staff, reverse("campaigns:campaign-detail", args=[campaign.pk]) + "?tab=ket-qua"),
        ("điển hình tiên tiến", staff, reverse("campaigns:exemplar-list")),
        ("cụm, khối", staff, reverse("clusters:cluster-list") + "?nam=2022"),
        ("một khối", staff, reverse("clusters:cluster-detail", args=[cluster.pk])),
        ("bảng điểm, 40 tiêu chí", staff, reverse("clusters:table-of-year", args=[cluster.pk])),
        ("phiếu chấm của khối", staff, reverse("clusters:sheet-list", args=[cluster.pk])),
        ("một phiếu chấm", staff, reverse("clusters:sheet-detail", args=[sheet.pk])),
        ("chấm một phiếu", staff, reverse("clusters:sheet-edit", args=[open_sheet.pk])),
        ("xếp hạng, 14 đơn vị", staff, reverse("clusters:ranking-detail", args=[cluster.pk])),
        ("vì sao đơn vị cuối", staff, last_place),
        ("đơn vị", staff, reverse("units:unit-list")),
        ("cây đơn vị", staff, reverse("units:unit-tree")),
        ("một đơn vị", staff, reverse("units:unit-detail", args=[unit.pk])),
        ("người và tài khoản", admin, reverse("units:user-list")),
        ("một tài khoản", admin, reverse("units:user-detail", args=[person.pk])),
        ("thông báo", staff, reverse("core:notice-list")),
        ("thư đã gửi", staff, reverse("core:delivery-list")),
        ("lịch nhắc", staff, reverse("core:reminder-rules")),
        ("sắp gửi", staff, reverse("core:reminder-preview")),
        ("nhật ký", clients[Role.AUDITOR], reverse("core:journal-list")),
        ("tìm kiếm", staff, reverse("core:search") + "?q=dien+bien"),
    ]
