"""Score tables: a draft for those who write it and readers of every unit's work, a frozen one for whoever opens the year."""

from tests.matrix.people import READS, RUNS, STP, SYT
from tests.matrix.row import Row, reads, writes

MEMBERS = RUNS | READS | STP | SYT  # both departments are members of these clusters
WRITES = RUNS | STP
DRAFT = WRITES | READS


def pact(stage, side):
    return stage.pacts[side.name]


def _table(stage, side):
    return [pact(stage, side).table.pk]


def _frozen(stage, side):
    return [pact(stage, side).frozen.pk]


def _group(stage, side):
    return [pact(stage, side).table.pk, pact(stage, side).group.pk]


def _criterion(stage, side):
    return [pact(stage, side).table.pk, pact(stage, side).criterion.pk]


def _way(args):
    return lambda stage, side: [*args(stage, side), "len"]


def _new_criterion(stage, side):
    values = {"group": pact(stage, side).group.pk, "name": "Tiêu chí mới", "kind": "direct", "scorer": "member"}
    return values | {"maximum": "10", "seen": "khác"}


ROWS = [
    Row("clusters:table-of-year", reads(MEMBERS, MEMBERS), args=lambda s, side: [pact(s, side).writing.pk]),
    Row("clusters:table-of-year", reads(MEMBERS, MEMBERS), args=lambda s, side: [pact(s, side).signing.pk],
        note="being signed"),
    Row("clusters:table-start", post=writes(WRITES, MEMBERS, send=lambda s, side: {"how": "model"}),
        args=lambda s, side: [pact(s, side).bare.pk]),
    Row("clusters:table-detail", reads(DRAFT, DRAFT), args=_table, two_sided=True),
    Row("clusters:table-detail", reads(MEMBERS, MEMBERS), args=_frozen, note="frozen"),
    Row("clusters:table-parameters", reads(WRITES, DRAFT), writes(WRITES, DRAFT, status=422), args=_table),
    Row("clusters:table-maxima", reads(WRITES, DRAFT), writes(WRITES, DRAFT, status=422), args=_table),
    Row("clusters:table-freeze", reads(WRITES, DRAFT), writes(WRITES, DRAFT, status=422), args=_table),
    Row("clusters:table-revise", reads(RUNS, MEMBERS), writes(RUNS, MEMBERS, send=lambda s, side: {"reason": "Sai"}),
        args=_frozen),
    Row("clusters:table-discard", reads(WRITES, DRAFT), writes(WRITES, DRAFT), args=_table),
    Row("clusters:table-export", reads(DRAFT, DRAFT), args=_table, two_sided=True),
    Row("clusters:table-import", reads(WRITES, DRAFT), writes(WRITES, DRAFT, status=422), args=_table),
    Row("clusters:group-create", reads(WRITES, DRAFT),
        writes(WRITES, DRAFT, send=lambda s, side: {"symbol": "IV", "name": "Khác"}), args=_table),
    Row("clusters:group-edit", reads(WRITES, DRAFT), writes(WRITES, DRAFT, status=422), args=_group),
    Row("clusters:group-remove", reads(WRITES, DRAFT), writes(WRITES, DRAFT), args=_group),
    Row("clusters:group-move", post=writes(WRITES, DRAFT), args=_way(_group)),
    Row("clusters:criterion-create", reads(WRITES, DRAFT), writes(WRITES, DRAFT, send=_new_criterion), args=_table),
    Row("clusters:criterion-edit", reads(WRITES, DRAFT), writes(WRITES, DRAFT, status=422, send=_new_criterion),
        args=_criterion),
    Row("clusters:criterion-remove", reads(WRITES, DRAFT), writes(WRITES, DRAFT), args=_criterion),
    Row("clusters:criterion-move", post=writes(WRITES, DRAFT), args=_way(_criterion)),
]  # fmt: skip
