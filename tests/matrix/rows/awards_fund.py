"""The fund: readers of every unit, and officer, head, accountant of the unit; written by its accountant and the standing
body. The province's is kept at Sở Nội vụ, whose accountant is Kế."""

import uuid

from tests.matrix.people import READS, RUNS, STP, UNITS
from tests.matrix.row import Row, reads, writes

KE = frozenset({"ke"})
OWN = RUNS | READS | STP  # may know of the department's fund
PROVINCE = RUNS | READS | KE


def own(stage, side):
    return [stage.books[side.name].fund.pk]


def province(stage, side):
    return [stage.books["province"].fund.pk]


def _entry_of(key):
    def args(stage, side):
        book = stage.books[key or side.name]
        return [book.fund.pk, book.entry.pk]

    return args


def _entry(stage, side):
    return {
        "on": "01/02/2022", "purpose": "other", "amount": "1.500", "content": "Mua", "press": str(uuid.uuid4()),
    }  # fmt: skip


def _edited(stage, side):
    return {"budget": "1.000", "carried": "5", "note": "Sửa", "version": "0", "keeper": stage.world.snv.pk}


def _opened(stage, side):
    return {"budget": "1.000", "carried": "", "note": "", "keeper": stage.world.snv.pk}


def _reason(stage, side):
    return {"reason": "Nhầm"}


def _of_both(name, get=None, post=None):
    """The department's, which it only reads, and the province's, which Kế keeps. get, post: (opens, more)."""
    rows = []
    for note, args, sees, keeps in (("", own, OWN, RUNS), ("province", province, PROVINCE, RUNS | KE)):
        who = {"reads": sees, "keeps": keeps}
        rows.append(
            Row(
                f"awards:fund-{name}",
                reads(who[get], sees) if get else None,
                writes(keeps, sees, send=post) if post else None,
                args=args,
                two_sided=not note,
                note=note,
            )
        )
    return rows


ROWS = [
    Row("awards:fund-list", reads(RUNS | READS | UNITS | KE), note="each with those they may see"),
    Row(
        "awards:fund-open",
        reads(RUNS | KE),
        writes(RUNS | KE, send=_opened),
        query=lambda stage, side: f"?unit={stage.world.snv.pk}&year=2022",
    ),
    *_of_both("detail", "reads"),
    *_of_both("export", "reads"),
    *_of_both("print", "reads"),
    *_of_both("edit", "keeps", _edited),
    *_of_both("entry-add", "keeps", _entry),
    Row("awards:fund-entry-strike", reads(RUNS, OWN), writes(RUNS, OWN, send=_reason), _entry_of(""), two_sided=True),
    Row(
        "awards:fund-entry-strike",
        reads(RUNS | KE, PROVINCE),
        writes(RUNS | KE, PROVINCE, send=_reason),
        _entry_of("province"),
        note="province",
    ),
]
