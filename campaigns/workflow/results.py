"""The life of a report is that of every filing; what it needs before it leaves the officer is its own."""

from campaigns.enums import RoundKind
from campaigns.models.results import HEADINGS
from campaigns.workflow.registrations import named
from core.findings import blocker, info, warning
from plans.workflow.filings import filing_workflow, late_findings


def filing_findings(report, *, on):
    """Words or a file; what a missing figure means is said, and allowed. A missing figure is never taken for 0."""
    indicators = list(report.round.campaign.indicators.order_by("position", "pk"))
    answered = {one.indicator_id for one in report.figures.all() if one.number is not None or one.text}
    texts = [*report.sections, *[""] * len(HEADINGS)]
    if any(text.strip() for text in texts) or report.attached():
        found = [info("words", "Có lời văn hoặc tệp báo cáo.")]
    else:
        found = [blocker("words", "Cần viết ít nhất một mục, hoặc đính kèm tệp báo cáo.")]
    if missing := [one for one in indicators if one.pk not in answered]:
        found.append(
            warning(
                "figures",
                f"Chưa có kết quả: {named(missing)}. Bảng tổng hợp ghi đơn vị chưa báo cáo chỉ tiêu này, không tính là 0.",
            )
        )
    elif indicators:
        found.append(info("figures", "Đã điền kết quả mọi chỉ tiêu."))
    empty = [heading for heading, text in zip(HEADINGS, texts, strict=False) if not text.strip()]
    if report.round.kind != RoundKind.PERIOD and empty and len(empty) < len(HEADINGS):
        found.append(warning("headings", f"Chưa viết mục: {'; '.join(empty)}."))
    return found + late_findings(report, on=on)


CAMPAIGN_REPORT = filing_workflow(filing_findings)
