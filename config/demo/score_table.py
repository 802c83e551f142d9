"""A score table for khối of departments, 1,000 points: made up for the demonstration, like every amount in it."""

import hashlib
from decimal import Decimal

from clusters.enums import CriterionKind as K
from clusters.enums import FactKind, Scorer, TieRule

SOURCE = ""  # no rule is known: pages show the amounts as not verified
PARAMETERS = {
    "share_b": Decimal(80),
    "share_c": Decimal(60),
    "share_d": Decimal(0),
    "bonus_cap": Decimal(30),
    "tie_rules": [TieRule.PENALTIES, TieRule.GROUP_1, TieRule.VOTES],
    "vote_needed": 50,
}


def _line(number, name, kind, maximum, measure="", **more):
    return {"number": str(number), "name": name, "kind": kind, "maximum": Decimal(maximum), "measure": measure, **more}


GROUPS = (
    ("I", "Thực hiện nhiệm vụ chuyên môn", (
        _line(1, "Nhiệm vụ UBND tỉnh giao hoàn thành đúng hạn", K.HIGHER, 120, "%"),
        _line(2, "Hồ sơ thủ tục hành chính giải quyết đúng hạn", K.HIGHER, 100, "%", rewards_over=True),
        _line(3, "Giải ngân vốn được giao", K.HIGHER, 80, "%", rewards_over=True),
        _line(4, "Hồ sơ trễ hạn còn tồn cuối năm", K.LOWER, 60, "hồ sơ"),
        _line(5, "Cải cách hành chính, chuyển đổi số", K.GRADED, 100),
        _line(6, "Quốc phòng, an ninh; phòng, chống dịch", K.GRADED, 80),
        _line(7, "Sáng kiến, mô hình mới được áp dụng", K.DIRECT, 60),
    )),
    ("II", "Chấp hành chủ trương của Đảng, pháp luật của Nhà nước; xây dựng Đảng", (
        _line(1, "Tổ chức đảng hoàn thành tốt nhiệm vụ trở lên", K.HIGHER, 80, "%"),
        _line(2, "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", K.GRADED, 60),
        _line(3, "Tiếp công dân, giải quyết khiếu nại, tố cáo", K.DIRECT, 60),
    )),
    ("III", "Công tác thi đua, khen thưởng", (
        _line(1, "Ban hành kế hoạch thi đua, khen thưởng đúng hạn", K.DIRECT, 40, scorer=Scorer.STANDING,
              fact=FactKind.UNIT_PLAN),
        _line(2, "Tổ chức phong trào thi đua", K.GRADED, 60, scorer=Scorer.STANDING, fact=FactKind.CAMPAIGNS),
        _line(3, "Điển hình tiên tiến được giới thiệu", K.HIGHER, 40, "gương", rewards_over=True,
              scorer=Scorer.STANDING, fact=FactKind.EXEMPLARS),
        _line(4, "Hồ sơ khen thưởng không bị trả lại", K.HIGHER, 60, "%", scorer=Scorer.STANDING),
    )),
    ("T", "Điểm thưởng", (
        _line(1, "Sáng tạo, hiệu quả nổi bật", K.BONUS, 5),
        _line(2, "Thực hiện tốt quy định về thi đua, khen thưởng", K.BONUS, 5, scorer=Scorer.STANDING),
    )),
    ("P", "Điểm trừ", (
        _line(1, "Lãnh đạo vắng hoạt động của khối", K.PENALTY, 5, "lần"),
        _line(2, "Báo cáo chậm từ 10 đến dưới 15 ngày", K.PENALTY, 10, "lần", fact=FactKind.REPORTS),
        _line(3, "Lãnh đạo bị cảnh cáo trở lên", K.PENALTY, 20, "lần", bars=True),
    )),
)  # fmt: skip
PLANS = {"I.1": 100, "I.2": 98, "I.3": 95, "I.4": 12, "II.1": 90, "III.3": 2, "III.4": 100}


def entry(key, criterion, unit):
    """What a unit says of a criterion: the same in every installation, different between units and criteria."""
    drawn = hashlib.sha256(f"{unit.code}:{criterion.name}".encode()).digest()
    less = drawn[0] % 9
    if key in PLANS:
        plan = PLANS[key]
        actual = {
            "I.1": 100 - less * Decimal("0.5"),
            "I.2": 100 - less * Decimal("0.4"),
            "I.3": 99 - less * Decimal("1.5"),
            "I.4": 9 + less,
            "II.1": 96 - less,
            "III.3": 1 + less % 3,
            "III.4": 100 - less * 2,
        }[key]
        return {"plan": Decimal(plan), "actual": Decimal(actual)}
    if criterion.kind == K.GRADED:
        return {"grade": "AABAABBAC"[less]}
    if criterion.kind == K.PENALTY:
        return {"times": 1 if drawn[1] % {"P.1": 8, "P.2": 12, "P.3": 40}[key] == 0 else 0}
    if criterion.kind == K.BONUS:
        return {"points": Decimal(5 if less < 2 else 3 if less < 4 else 0)}
    return {"points": criterion.maximum - less * 2}
