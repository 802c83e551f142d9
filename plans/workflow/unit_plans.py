"""The life of a unit's plan is that of every filing; what it needs before it leaves the officer is its own."""

from core.findings import blocker, info, warning
from plans.workflow.filings import filing_workflow, late_findings


def filing_findings(unit_plan, *, on):
    """What a plan needs before it leaves the officer's hands. A file may stand for the text and for the tasks."""
    has_file, has_tasks = bool(unit_plan.attached()), unit_plan.tasks.exists()
    has_text = bool(unit_plan.body.strip())
    found = []
    if has_text or has_file:
        found.append(info("content", "Có nội dung hoặc tệp kế hoạch."))
    else:
        found.append(blocker("content", "Cần nhập nội dung chính hoặc đính kèm tệp kế hoạch."))
    if has_tasks or has_file:
        found.append(info("tasks", "Có nhiệm vụ hoặc tệp kế hoạch."))
    else:
        found.append(blocker("tasks", "Cần ít nhất một nhiệm vụ, hoặc đính kèm tệp kế hoạch."))
    if not unit_plan.title.strip():
        found.append(blocker("title", "Cần nhập trích yếu của kế hoạch."))
    if not unit_plan.number or not unit_plan.signed_on:
        found.append(warning("number", "Chưa ghi số, ký hiệu hoặc ngày ban hành của kế hoạch."))
    return found + late_findings(unit_plan, on=on)


UNIT_PLAN = filing_workflow(filing_findings)
