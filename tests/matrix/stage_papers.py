"""Of each department's cluster a planned session with its roll and a draft outline, both with a mark inside; and the
cluster between provinces, with the first department in it and one form filled in."""

import datetime
from decimal import Decimal

from clusters.queries.sessions import seats_of, sessions
from clusters.services import papers as paper_services
from clusters.services import sessions as services
from clusters.services.summaries import save_summary
from tests.factories import clusters as make

MARKS = {"stp": "PHIÊN-STP-7701", "syt": "PHIÊN-SYT-7702"}


def build(stage):
    for key, side in stage.sides.items():
        year, mark = side.cluster, MARKS[key]
        planned = services.plan_session(
            year, kind="mid_year", held_on=datetime.date(2022, 3, 7), place="Hội trường", by=side.officer, at=make.NOW
        )
        roll = {
            m.pk: {"present": True, "people": mark, "absent_because": ""}
            for m in seats_of(sessions().get(pk=planned.pk))
        }
        services.save_session(
            planned, version=0, content=mark, resolutions=mark, attendance=roll, by=side.officer, at=make.NOW
        )
        side.session = planned
        side.paper = paper_services.start_paper(
            year, kind="plan", title=f"Kế hoạch {mark}", content=mark, by=side.officer, at=make.NOW
        )
    world = stage.world
    stage.between = make.running(
        world, "Cụm các tỉnh", world.province, world.stp, level="inter", kind="cluster", head=world.province
    )
    save_summary(
        stage.between, "03", version=0, cells={"flag": {"c3": Decimal(4)}}, by=world.hanh, at=make.NOW
    )  # fmt: skip


def forbidden(name):
    """The marks of sessions and drafts this person may not read: of the other department, and all for a council member."""
    own = {"stp": {"lan", "binh"}, "syt": {"hoa", "dung"}}
    return {mark for key, mark in MARKS.items() if name not in {"hanh", "thang", "do", "ha"} | own[key]}
