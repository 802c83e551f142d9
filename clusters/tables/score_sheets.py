"""Columns of score sheets, the same titles in the export and in the import; what only informs is not read back."""

from clusters.enums import Stage
from clusters.queries.score_sheets import codes_of
from clusters.rules.entries import FIRST_REASON
from clusters.rules.scoring import rounded
from core.sheets import Column

MEMBER = Column("member", "Đơn vị", width=34)
COLUMNS = (
    Column("criterion", "Mã"),
    Column("name", "Tiêu chí", width=48),
    Column("maximum", "Tối đa", kind="number"),
    Column("measure", "Đơn vị tính"),
    Column("not_applicable", "Không áp dụng"),
    Column("plan", "Kế hoạch", kind="number"),
    Column("actual", "Thực hiện", kind="number"),
    Column("grade", "Xếp loại"),
    Column("points", "Điểm chấm", kind="number"),
    Column("times", "Số lần", kind="integer"),
    Column("reason", "Giải trình, lý do", width=40),
    Column("self", "Điểm tự chấm", kind="number"),
    Column("verified", "Điểm thẩm định", kind="number"),
    Column("assessed", "Điểm Ban TĐKT", kind="number"),
)
SUBTITLE = "Chỉ sửa các cột từ “Không áp dụng” đến “Giải trình, lý do”; giữ nguyên cột “Mã”."


def rows_of(sheet, scored, stages, *, member=""):
    """The lines of one sheet as rows. scored: `queries.score_sheets.Scored`; stages: those the sheet has come to."""
    last = stages[-1]
    scores, codes = scored.newest(last), codes_of(scored.criteria)
    counts = {stage: {line.criterion.pk: line for line in scored.count(stage).lines} for stage in stages}
    for criterion in scored.criteria:
        score, own = scores.get(criterion.pk), scored.scores[last].get(criterion.pk)
        row = {
            "member": member,
            "criterion": codes[criterion.pk],
            "name": criterion.name,
            "maximum": criterion.maximum,
            "measure": criterion.measure,
            "not_applicable": bool(score and not score.applies),
            "reason": own.reason if own and own.reason != FIRST_REASON else "",
        }
        row |= {
            name: getattr(score, name) if score else None for name in ("plan", "actual", "grade", "points", "times")
        }
        for stage in (Stage.SELF, Stage.VERIFIED, Stage.ASSESSED):
            line = counts.get(stage, {}).get(criterion.pk)
            known = line is not None and line.applies and line.points is not None
            row[str(stage)] = rounded(line.points + line.over) if known else None
        yield row
