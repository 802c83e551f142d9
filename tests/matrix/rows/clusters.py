"""Clusters: the standing body runs them, members and followers read their own, everybody with a post knows the names."""

from tests.matrix.people import ALL, READS, RUNS, STP, SYT
from tests.matrix.row import Row, reads, writes

SEES = RUNS | READS | STP | {"tuan"}  # the first department's cluster, which the council member follows
SEES_OTHER = RUNS | READS | SYT
SEES_ALL = RUNS | READS


def year(stage, side):
    return [side.cluster.pk]


def other(stage, side):
    return [stage.sides["syt"].cluster.pk]


def _new(stage, side):
    return {"name": "Khối mới", "kind": "bloc", "level": "province", "year": 2022}


def _days(stage, side):
    return {"version": side.cluster.version, "covenant": "20/02/2022", "basis": "Quyết định của tỉnh"}


def _roles(stage, side):
    return {"version": side.cluster.version}


def _member(stage, side):
    return {"unit": stage.free_unit.pk, "joined_on": "01/03/2022"}


def _leaves(stage, side):
    return {"left_on": "01/03/2022", "reason": "Chuyển khối"}


def _done(stage, side):
    return {"done_on": "11/02/2022"}


def _milestone(stage, side):
    return [side.cluster.pk, "covenant"]


ROWS = [
    Row("clusters:cluster-list", reads(ALL)),
    Row("clusters:cluster-export", reads(ALL)),
    Row("clusters:cluster-create", reads(RUNS), writes(RUNS, send=_new)),
    Row("clusters:cluster-open", reads(RUNS), writes(RUNS, status=302,
        send=lambda s, side: {"clusters": [s.closed_cluster.pk]}), args=lambda s, side: [2022]),
    Row("clusters:cluster-tasks", reads(RUNS), writes(RUNS, send=lambda s, side: {"province_covenant": side.task.pk}),
        args=lambda s, side: [2022]),
    Row("clusters:cluster-import", reads(RUNS), writes(RUNS, status=422), args=lambda s, side: [2022]),
    Row("clusters:cluster-detail", reads(SEES, SEES), args=year),
    Row("clusters:cluster-detail", reads(SEES_OTHER, SEES_OTHER), args=other, note="the other department's"),
    Row("clusters:cluster-detail", reads(SEES_ALL, SEES_ALL), args=lambda s, side: [s.prepared_cluster.pk],
        note="being prepared"),
    Row("clusters:cluster-edit", reads(RUNS, SEES), writes(RUNS, SEES, send=_days), args=year),
    Row("clusters:cluster-step", reads(RUNS, SEES), writes(RUNS, SEES), args=lambda s, side: [side.cluster.pk, "close"]),
    Row("clusters:cluster-milestone", reads(RUNS | STP, SEES), writes(RUNS | STP, SEES, send=_done), args=_milestone),
    Row("clusters:cluster-milestone", reads(RUNS | SYT, SEES_OTHER), writes(RUNS | SYT, SEES_OTHER, send=_done),
        args=lambda s, side: [s.sides["syt"].cluster.pk, "covenant"], note="the other department's"),
    Row("clusters:cluster-milestone", reads((), SEES_ALL), writes((), SEES_ALL, send=_done),
        args=lambda s, side: [s.closed_cluster.pk, "covenant"], note="closed"),
    Row("clusters:cluster-members", reads(RUNS, SEES), writes(RUNS, SEES, send=_roles), args=year),
    Row("clusters:cluster-member-add", reads(RUNS, SEES), writes(RUNS, SEES, send=_member), args=year),
    Row("clusters:cluster-member-leave", reads(RUNS, SEES), writes(RUNS, SEES, send=_leaves),
        args=lambda s, side: [side.cluster.pk, side.cluster_member.pk]),
    Row("clusters:cluster-followers", reads(RUNS, SEES), writes(RUNS, SEES, status=422), args=year),
    Row("clusters:cluster-follower-remove", post=writes(RUNS, SEES),
        args=lambda s, side: [side.cluster.pk, s.follower.pk]),
]  # fmt: skip
