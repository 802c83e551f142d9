"""For each side three clusters between provinces that its department heads: sheets begun, a sheet to assess, none yet.

The explanations carry a mark: what is still being scored inside a department is for its own people only.
"""

import dataclasses

from clusters.enums import SheetState
from clusters.models import ClusterYear, ScoreSheet
from tests.factories import clusters as make
from tests.factories import scoring

INSIDE = {"stp": "TỰ-CHẤM-STP-5501", "syt": "TỰ-CHẤM-SYT-5502"}
SENT = {"stp": "PHIẾU-STP-5503", "syt": "PHIẾU-SYT-5504"}


@dataclasses.dataclass
class Sheets:
    begun: ClusterYear
    own: ScoreSheet  # of the department in `begun`, still inside
    other: ScoreSheet  # of the other department in `begun`, to be verified
    judged: ClusterYear
    assessing: ScoreSheet  # of the department in `judged`
    bare: ClusterYear  # with a frozen table and no sheet


def build(stage):
    stage.sheets = {}
    for key, side in stage.sides.items():
        other = next(one.unit for name, one in stage.sides.items() if name != key)
        begun, judged, bare = (
            make.running(stage.world, f"Cụm {word} {key}", side.unit, other, head=side.unit, level="inter")
            for word in ("tự chấm", "đã gửi", "chưa mở")
        )
        tables = {year.pk: scoring.table(year) for year in (begun, judged, bare)}

        def sheet(year, unit, state, mark, tables=tables):
            scores = scoring.FULL | {"I.1": {"plan": 100, "actual": 100, "reason": mark}}
            return scoring.sheet(make.membership_of(year, unit), tables[year.pk], scores, state=state)

        stage.sheets[key] = Sheets(
            begun,
            sheet(begun, side.unit, SheetState.SELF, INSIDE[key]),
            sheet(begun, other, SheetState.VERIFYING, "Gửi để thẩm định"),
            judged,
            sheet(judged, side.unit, SheetState.ASSESSING, SENT[key]),
            bare,
        )


def forbidden(name):
    """Who works inside a department reads what is inside; what was sent, also those who read every unit's work."""
    own = {"stp": {"lan", "binh"}, "syt": {"hoa", "dung"}}
    reads_all = {"hanh", "thang", "do", "ha"}
    hidden = {mark for key, mark in INSIDE.items() if name not in own[key]}
    return hidden | {mark for key, mark in SENT.items() if name not in own[key] | reads_all}
