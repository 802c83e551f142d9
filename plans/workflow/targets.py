"""The life of a registration is that of every filing; what it needs before it leaves the officer is its own."""

from core.findings import blocker, info
from plans.workflow.filings import filing_workflow, late_findings


def filing_findings(registration, *, on):
    """At least one title or one target."""
    if registration.titles.exists() or registration.goals.exists():
        found = [info("lines", "Có danh hiệu hoặc chỉ tiêu đăng ký.")]
    else:
        found = [blocker("lines", "Cần đăng ký ít nhất một danh hiệu hoặc một chỉ tiêu.")]
    return found + late_findings(registration, on=on)


TARGET_REGISTRATION = filing_workflow(filing_findings)
