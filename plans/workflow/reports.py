"""The life of a unit's report is that of every filing; what it needs before it leaves the officer is its own."""

from core.findings import blocker, info
from plans.workflow.filings import filing_workflow, late_findings

NAMED = 5  # so many missing indicators are named, the others counted


def filing_findings(report, *, on):
    """Required indicators answered, no part larger than its whole, words or a file."""
    indicators = list(report.round.indicators.order_by("position", "pk"))
    values = {value.indicator_id: value for value in report.values.answered()}
    missing = [i for i in indicators if i.required and i.pk not in values]
    found = []
    if missing:
        names = "; ".join(f"{i.position}. {i.label}" for i in missing[:NAMED])
        more = f" và {len(missing) - NAMED} chỉ tiêu khác" if len(missing) > NAMED else ""
        found.append(blocker("indicators", f"Còn {len(missing)} chỉ tiêu chưa có số liệu: {names}{more}."))
    elif indicators:
        found.append(info("indicators", "Đã điền đủ các chỉ tiêu bắt buộc."))
    found += part_findings(indicators, {pk: value.number for pk, value in values.items()})
    if any(text.strip() for text in report.sections) or report.attached():
        found.append(info("words", "Có lời văn hoặc tệp báo cáo."))
    else:
        found.append(blocker("words", "Cần viết ít nhất một mục của đề cương, hoặc đính kèm tệp báo cáo."))
    return found + late_findings(report, on=on)


def part_findings(indicators, numbers):
    """A blocker for each part larger than its whole. `numbers`: dict indicator id → number or None."""
    by_position = {i.position: i for i in indicators}
    found = []
    for indicator in indicators:
        whole = by_position.get(indicator.part_of)
        part, total = numbers.get(indicator.pk), numbers.get(whole.pk) if whole else None
        if part is not None and total is not None and part > total:
            found.append(
                blocker(
                    f"part-{indicator.position}",
                    f"Chỉ tiêu {indicator.position} ({indicator.label}) lớn hơn chỉ tiêu {whole.position} "
                    f"({whole.label}) mà nó là một phần.",
                )
            )
    return found


UNIT_REPORT = filing_workflow(filing_findings)
