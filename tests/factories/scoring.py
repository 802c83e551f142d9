"""A small frozen score table, and sheets with scores, written straight to the tables where a test is about what follows.

Base 300: I.1 more is better 60 (rewards over plan), I.2 less is better 60, I.3 graded 60; II.1 direct 80; III.1 direct 40,
given by the standing body. Bonus 5, penalty 5 each time, penalty 20 that bars from suy tôn.
"""

from decimal import Decimal

from clusters.enums import CriterionKind as K
from clusters.enums import Scorer, SheetState, Stage, TableState, TieRule
from clusters.models import Criterion, CriterionGroup, LineScore, ScoreLine, ScoreSheet, ScoreTable
from tests.factories import clusters as make

GROUPS = (
    ("I", "Kinh tế - xã hội"),
    ("II", "Chấp hành chủ trương, pháp luật"),
    ("III", "Công tác thi đua, khen thưởng"),
    ("T", "Điểm thưởng"),
    ("P", "Điểm trừ"),
)
# key, group, kind, maximum, name, more
CRITERIA = (
    ("I.1", "I", K.HIGHER, 60, "Thu ngân sách", {"measure": "tỷ đồng", "rewards_over": True}),
    ("I.2", "I", K.LOWER, 60, "Tỷ lệ hộ nghèo", {"measure": "%"}),
    ("I.3", "I", K.GRADED, 60, "Quốc phòng, an ninh", {}),
    ("II.1", "II", K.DIRECT, 80, "Chấp hành pháp luật", {}),
    ("III.1", "III", K.DIRECT, 40, "Phong trào thi đua", {"scorer": Scorer.STANDING}),
    ("T.1", "T", K.BONUS, 5, "Sáng tạo, hiệu quả", {}),
    ("P.1", "P", K.PENALTY, 5, "Lãnh đạo vắng mặt", {"measure": "lần"}),
    ("P.2", "P", K.PENALTY, 20, "Lãnh đạo bị cảnh cáo", {"measure": "lần", "bars": True}),
)
FULL = {
    "I.1": {"plan": 100, "actual": 100},
    "I.2": {"plan": 30, "actual": 30},
    "I.3": {"grade": "A"},
    "II.1": {"points": 80},
    "III.1": {"points": 40},
}


def table(year, *, state=TableState.FROZEN, number=1, **values):
    """A table of the year with groups and criteria; frozen unless told otherwise."""
    values = {"share_b": Decimal(80), "share_c": Decimal(50), "share_d": Decimal(0)} | values
    values = {"tie_rules": [TieRule.PENALTIES, TieRule.VOTES], "title": f"Bảng tiêu chí chấm điểm {year}"} | values
    made = ScoreTable.objects.create(
        year=year,
        number=number,
        state=state,
        frozen_at=make.NOW if state == TableState.FROZEN else None,
        updated_at=make.NOW,
        **values,
    )
    groups = {
        symbol: CriterionGroup.objects.create(table=made, position=place, symbol=symbol, name=name)
        for place, (symbol, name) in enumerate(GROUPS, 1)
    }
    for place, (key, symbol, kind, maximum, name, more) in enumerate(CRITERIA, 1):
        Criterion.objects.create(
            group=groups[symbol], position=place, number=key.split(".")[1], name=name, kind=kind,
            maximum=Decimal(maximum), **more,
        )  # fmt: skip
    return made


def criterion(table, key):
    """The criterion “I.2” of a table."""
    symbol, number = key.split(".")
    return Criterion.objects.get(group__table=table, group__symbol=symbol, number=number)


def sheet(membership, table, scores=None, *, state=SheetState.FINAL, stage=Stage.SELF, by=None, **totals):
    """A sheet in a state with the scores of one stage: dict key → fields of LineScore. Totals stay as given."""
    made = ScoreSheet.objects.create(
        year=table.year, membership=membership, table=table, state=state, updated_at=make.NOW, **totals
    )
    scores = FULL if scores is None else scores
    for one in Criterion.objects.filter(group__table=table).select_related("group").order_by("pk"):
        line = ScoreLine.objects.create(sheet=made, criterion=one)
        values = scores.get(f"{one.group.symbol}.{one.number}")
        if values is not None:
            LineScore.objects.create(line=line, stage=stage, by=by, at=make.NOW, **values)
    return made


def score(sheet, key, stage, *, reason="Đối chiếu minh chứng", by=None, **values):
    """One more score of a later stage on one line."""
    symbol, number = key.split(".")
    line = sheet.lines.get(criterion__group__symbol=symbol, criterion__number=number)
    return LineScore.objects.create(line=line, stage=stage, reason=reason, by=by, at=make.NOW, **values)
