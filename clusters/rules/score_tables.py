"""What a score table sums to, and what stands in the way of freezing it. Pure: it reads groups with their criteria."""

import dataclasses
from decimal import Decimal

from clusters.enums import CriterionKind, TieRule
from core.findings import blocker, info, warning
from core.sheets.fields import shown_number

MODEL_BASE = 1000


@dataclasses.dataclass(frozen=True, slots=True)
class Sums:
    """Points of the base by group (dict group pk → Decimal) and in all; bonus and penalties stand outside the base."""

    groups: dict
    base: Decimal


def sums(groups):
    """The maxima of the base. groups: with their `criteria` fetched."""
    by_group = {
        group.pk: sum((c.maximum for c in group.criteria.all() if not c.is_extra), Decimal(0)) for group in groups
    }
    return Sums(by_group, sum(by_group.values(), Decimal(0)))


def table_findings(table, groups):
    """Findings before freezing: what stops it, what is worth a look, what is only told."""
    criteria = [criterion for group in groups for criterion in group.criteria.all()]
    base = [criterion for criterion in criteria if not criterion.is_extra]
    if not base:
        return [blocker("empty", "Bảng chưa có tiêu chí nào. Hãy thêm tiêu chí trước khi chốt.")]
    found = [*_shares(table, base)]
    for group in groups:
        if not group.criteria.all():
            found.append(warning("group", f"Nhóm “{group.name}” chưa có tiêu chí."))
    if not table.tie_rules:
        found.append(warning("ties", "Chưa có cách xét khi bằng điểm. Các đơn vị bằng điểm sẽ cùng một hạng."))
    total = sum((criterion.maximum for criterion in base), Decimal(0))
    if total != MODEL_BASE:
        found.append(info("sum", f"Tổng điểm tối đa là {shown_number(tidy(total))}; bảng mẫu là 1.000."))
    return found


def _shares(table, base):
    graded = sum(criterion.kind == CriterionKind.GRADED for criterion in base)
    shares = {"B": table.share_b, "C": table.share_c, "D": table.share_d}
    if missing := [grade for grade, share in shares.items() if share is None and graded]:
        yield blocker(
            "shares",
            f"Có {graded} tiêu chí xếp loại A–D nhưng chưa ghi loại {', '.join(missing)} bằng bao nhiêu % điểm tối đa. "
            "Hãy ghi ở phần Cách tính.",
        )
    given = [("A", Decimal(100)), *((grade, share) for grade, share in shares.items() if share is not None)]
    for (upper, above), (lower, below) in zip(given, given[1:], strict=False):
        if below > above:
            yield blocker(
                "order",
                f"Loại {lower} ({tidy(below)}%) đang cao hơn loại {upper} ({tidy(above)}%). Loại thấp phải ít điểm hơn hoặc bằng.",
            )


def tidy(number):
    """60.00 as 60 and 2.50 as 2.5: a Decimal without idle zeros, never in powers of ten."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def shown(number):
    """60.00 as 60, 1000 as 1.000, 2.50 as 2,5."""
    return shown_number(tidy(number))


def parameters(table):
    """[(label, words or "")] of the parameters, as the page and the annex tell them."""

    def points(value, unit):
        return "" if value is None else f"{shown_number(tidy(value))}{unit}"

    shares = [("B", table.share_b), ("C", table.share_c), ("D", table.share_d)]
    given = "; ".join(f"loại {grade} {points(share, '%')}" for grade, share in shares if share is not None)
    over = (
        f"mỗi 1% vượt thưởng {points(table.over_per_percent, '%')} điểm tối đa của tiêu chí, "
        f"nhiều nhất {points(table.over_most, '%')} một tiêu chí, tất cả nhiều nhất {points(table.over_cap, ' điểm')}"
    )
    return [
        ("Loại A–D", f"loại A 100%; {given} điểm tối đa" if given else ""),
        ("Vượt kế hoạch", over),
        (
            "Tổng mọi điểm thưởng",
            f"nhiều nhất {points(table.bonus_cap, ' điểm')}" if table.bonus_cap is not None else "",
        ),
        ("Bằng điểm thì xét", ", rồi ".join(TieRule(rule).label for rule in table.tie_rules)),
        ("Suy tôn cần", f"{table.vote_needed}% số phiếu" if table.vote_needed else ""),
        ("Chấm chéo", "các thành viên chấm chéo" if table.cross_scoring else "không"),
    ]
