"""A fund of each department, kept there, and the province's, kept at Sở Nội vụ; a mark in every book."""

import dataclasses
import datetime
import uuid

from awards.fund import services
from awards.fund.models import Fund, FundEntry
from tests.factories.unit_plans import moment

NOW = moment(8)
MARKS = {"stp": "QUỸ-STP-8801", "syt": "QUỸ-SYT-8802"}
PROVINCE = "QUỸ-TỈNH-8800"


@dataclasses.dataclass
class Book:
    fund: Fund
    entry: FundEntry
    struck: FundEntry


def build(stage):
    """Put `books` (dict side → Book, and "province") on the stage."""
    world, by = stage.world, stage.world.hanh
    stage.books = {
        name: _book(side.unit, side.unit, MARKS[name], by) for name, side in stage.sides.items()
    }  # fmt: skip
    stage.books["province"] = _book(world.province, world.snv, PROVINCE, by)


def _book(unit, keeper, mark, by):
    fund = services.open_fund(unit=unit, keeper=keeper, year=2022, carried=5, note=mark, by=by, at=NOW)
    entry, struck = (
        services.add_entry(
            fund, press=uuid.uuid4(), on=datetime.date(2022, 2, 1), purpose="other", amount=7, content=f"{word} {mark}",
            paper=mark, by=by, at=NOW,
        )
        for word in ("Mua", "Nhầm")
    )  # fmt: skip
    return Book(fund, entry, services.strike_entry(struck, reason=mark, by=by, at=NOW))


def forbidden(name):
    """The marks of the books this person may not open."""
    own = {"stp": {"lan", "binh"}, "syt": {"hoa", "dung"}}
    reads_all = {"hanh", "thang", "do", "ha"}
    marks = {mark for key, mark in MARKS.items() if name not in reads_all | own[key]}
    return marks if name in reads_all | {"ke"} else marks | {PROVINCE}
