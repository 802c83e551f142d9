"""Two clusters of 2022, one for each department's side, with a mark inside that only their own readers may see."""

import datetime

from clusters.services import clusters as services
from clusters.services import members as member_services
from tests.factories import clusters as make
from tests.factories import units as make_units

MARKS = {"stp": "CỤM-STP-4417", "syt": "CỤM-SYT-4418"}
DRAFT = "DỰ-THẢO-8804"  # the mark of everything nobody outside the standing body knows yet


def build(stage):
    """Each side heads its own cluster beside two other members; the council member follows the first one only."""
    world = stage.world
    others = [make_units.unit(name, parent=world.province) for name in ("Sở Xây dựng", "Sở Công Thương", "Sở Ngoại vụ")]
    for place, (key, side) in enumerate(stage.sides.items()):
        year = make.running(world, f"Khối số {place + 1}", side.unit, others[place], head=side.unit)
        milestone = make.milestone_of(year, "covenant")
        services.record_milestone(
            milestone,
            done_on=datetime.date(2022, 2, 10),
            place=MARKS[key],
            paper="Bản giao ước",
            by=world.hanh,
            at=make.NOW,
        )
        side.cluster, side.cluster_member = year, make.membership_of(year, others[place])
    make.followed(world, stage.sides["stp"].cluster, world.tuan)
    stage.follower = stage.sides["stp"].cluster.followers.get()
    stage.prepared_cluster = make.planned(world, f"Khối {DRAFT}", world.snv, others[2])
    stage.closed_cluster = make.running(world, "Khối năm trước", world.snv, others[2], year=2021)
    services.take_year_step(stage.closed_cluster, "close", by=world.hanh, at=make.NOW)
    stage.free_unit = make_units.unit("Sở Tài chính", parent=world.province)
    member_services.outside_unit("Tỉnh Lai Châu")


def forbidden(name):
    """The marks of clusters this person may not read."""
    reads_all = {"hanh", "thang", "do", "ha"}
    own = {"stp": {"lan", "binh", "tuan"}, "syt": {"hoa", "dung"}}
    return {mark for key, mark in MARKS.items() if name not in reads_all | own[key]}
