"""The life of a registration is that of every filing; what it needs before it leaves the officer is its own."""

from core.findings import blocker, info, warning
from plans.workflow.filings import filing_workflow, late_findings

NAMED = 5  # so many indicators are named, the others counted


def named(indicators):
    """“1. Số xã; 2. Số hộ và 3 chỉ tiêu khác”."""
    names = "; ".join(f"{indicator.position}. {indicator.label}" for indicator in indicators[:NAMED])
    return f"{names} và {len(indicators) - NAMED} chỉ tiêu khác" if len(indicators) > NAMED else names


def filing_findings(registration, *, on):
    """Something is registered; what a missing target or a target of 0 means is said, and allowed."""
    indicators = list(registration.round.campaign.indicators.order_by("position", "pk"))
    given = {one.indicator_id: one for one in registration.targets.all() if one.number is not None or one.text}
    if given or registration.measures.strip() or registration.attached():
        found = [info("content", "Có mức đăng ký, nội dung hoặc tệp kèm theo.")]
    else:
        found = [blocker("content", "Cần ghi ít nhất một mức đăng ký, hoặc nội dung, biện pháp, hoặc đính kèm tệp.")]
    if missing := [one for one in indicators if one.pk not in given]:
        found.append(
            warning("targets", f"Chưa đăng ký mức: {named(missing)}. Kết quả về sau không so được với mức đăng ký.")
        )
    if none := [one for one in indicators if one.pk in given and given[one.pk].number == 0]:
        found.append(
            warning("zero", f"Đăng ký mức 0: {named(none)}. Mức 0 thì không tính được tỷ lệ hoàn thành; hãy xem lại.")
        )
    return found + late_findings(registration, on=on)


REGISTRATION = filing_workflow(filing_findings)
