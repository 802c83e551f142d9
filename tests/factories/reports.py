"""A report round, and reports in every state, reached through the services as people reach them."""

import datetime
from decimal import Decimal

from plans.models import AnnualPlan, UnitReport
from plans.services import filings as steps
from plans.services import report_rounds as rounds
from tests.factories import unit_plans as plans

INDICATORS = (
    {"group": "Phong trào", "label": "Số phong trào", "measure": "phong trào", "compared": True},
    {"group": "Phong trào", "label": "Trong đó theo chuyên đề", "measure": "phong trào", "part_of": 1},
    {"label": "Tỷ lệ đăng ký", "measure": "%", "kind": "percent", "roll_up": "none"},
    {"label": "Tiền thưởng", "measure": "triệu đồng", "kind": "decimal", "required": False},
    {"label": "Mô hình nổi bật", "kind": "text", "roll_up": "none", "required": False},
)
OUTLINE = "Công tác chỉ đạo\nKết quả phong trào"
moment = plans.moment


def annual_plan(year=2022):
    return AnnualPlan.objects.filter(year=year).first() or plans.annual_plan(year)[0]


def prepared(world, *, year=2022, indicators=INDICATORS, **values):
    """A mid-year round no unit knows of yet."""
    values = {
        "kind": "mid_year",
        "title": f"Báo cáo sơ kết 6 tháng {year}",
        "task": None,
        "period_from": datetime.date(year, 1, 1),
        "period_to": datetime.date(year, 6, 30),
        "opens_on": datetime.date(year, 3, 1),
        "due_date": datetime.date(year, 3, 15),
        "before": True,
        "outline": OUTLINE,
    } | values
    return rounds.create_round(
        annual_plan(year), indicators=list(indicators), by=world.hanh, at=moment(1, year=year), **values
    )


def season(world, *units, year=2022, **values):
    """The round opened for these units (Sở Tư pháp and Sở Y tế when none is named)."""
    collected = prepared(world, year=year, **values)
    rounds.open_round(collected, list(units) or [world.stp, world.syt], by=world.hanh, at=moment(1, year=year))
    return collected


def filing_of(unit, year=2022):
    return UnitReport.objects.select_related("unit", "round").get(unit=unit, round__year=year)


def draft(
    report, *, by, at=None, numbers=(7, 2, "65.2", "12.5"), text="Mô hình dân vận khéo", words="Đã chỉ đạo kịp thời"
):
    """Saved by the officer."""
    indicators = list(report.round.indicators.order_by("position"))
    rows = [
        {"indicator_id": indicator.pk, "number": Decimal(str(number)), "text": "", "note": ""}
        for indicator, number in zip(indicators[:4], numbers, strict=True)
        if number is not None
    ]
    rows.append({"indicator_id": indicators[4].pk, "number": None, "text": text, "note": ""})
    values = {"sections": [words, ""], "values": rows}
    steps.save_draft(report, version=report.version, values=values, by=by, at=at or moment(2))
    return report


def awaiting(report, *, by, at=None, **values):
    draft(report, by=by, at=at, **values)
    steps.submit(report, by=by, at=at or moment(2))
    return report


def filed(report, *, by, head, at=None, **values):
    awaiting(report, by=by, at=at, **values)
    steps.confirm(report, by=head, at=at or moment(2))
    return report


def in_state(report, state, *, by, head, staff):
    """The report in one of the six states."""
    walks = {
        "missing": lambda: report,
        "draft": lambda: draft(report, by=by),
        "awaiting": lambda: awaiting(report, by=by),
        "filed": lambda: filed(report, by=by, head=head),
        "returned": lambda: _answered(filed(report, by=by, head=head), steps.give_back, staff, reason="Thiếu số liệu"),
        "accepted": lambda: _answered(filed(report, by=by, head=head), steps.accept, staff),
    }
    return walks[state]()


def _answered(report, act, staff, **how):
    act(report, by=staff, at=moment(3), **how)
    return report
