"""For each side three clusters between provinces that its department heads: sheets begun, a sheet to assess, none yet.

The explanations carry a mark: what is still being scored inside a department is for its own people only.
"""

import dataclasses

from clusters.enums import SheetState
from clusters.models import ClusterYear, ScoreSheet
from clusters.services import members
from tests.factories import clusters as make
from tests.factories import scoring
from units.models import Unit

INSIDE = {"stp": "TỰ-CHẤM-STP-5501", "syt": "TỰ-CHẤM-SYT-5502"}
SENT = {"stp": "PHIẾU-STP-5503", "syt": "PHIẾU-SYT-5504"}
ENTERED = "GHI-THAY-5505"  # of a member from outside: the standing body enters it


@dataclasses.dataclass
class Sheets:
    begun: ClusterYear
    own: ScoreSheet  # of the department in `begun`, still inside
    other: ScoreSheet  # of the other department in `begun`, to be verified
    judged: ClusterYear
    assessing: ScoreSheet  # of the department in `judged`
    outside: ScoreSheet  # of a member from outside in `judged`, being entered
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

        lai_chau, _ = members.add_member(
            judged, body=members.outside_unit("Tỉnh Lai Châu"), joined_on=make.FIRST, by=stage.world.hanh, at=make.NOW
        )

        def sheet(year, member, state, mark, tables=tables):
            scores = scoring.FULL | {"I.1": {"plan": 100, "actual": 100, "reason": mark}}
            member = make.membership_of(year, member) if isinstance(member, Unit) else member
            return scoring.sheet(member, tables[year.pk], scores, state=state)

        stage.sheets[key] = Sheets(
            begun,
            sheet(begun, side.unit, SheetState.SELF, INSIDE[key]),
            sheet(begun, other, SheetState.VERIFYING, "Gửi để thẩm định"),
            judged,
            sheet(judged, side.unit, SheetState.ASSESSING, SENT[key]),
            sheet(judged, lai_chau, SheetState.SELF, ENTERED),
            bare,
        )


def forbidden(name):
    """Who works inside a department reads what is inside; what was sent, also those who read every unit's work."""
    own = {"stp": {"lan", "binh"}, "syt": {"hoa", "dung"}}
    reads_all = {"hanh", "thang", "do", "ha"}
    hidden = {mark for key, mark in INSIDE.items() if name not in own[key]}
    hidden |= set() if name in {"hanh", "thang"} else {ENTERED}
    return hidden | {mark for key, mark in SENT.items() if name not in own[key] | reads_all}
