"""Peer vote, cross-scoring, ranking: heads vote, the standing body publishes, members see what was published."""

from clusters.models import Membership
from tests.matrix.people import READS, RUNS, STP, SYT
from tests.matrix.row import Row, reads, writes

MEMBERS = RUNS | READS | STP | SYT  # both departments are members; the first one heads these clusters
HOLDS = RUNS | STP
PREVIEWS = RUNS | READS | STP
HEADS = {"binh", "dung"}


def of(name):
    return lambda stage, side: [getattr(stage.polls, name).pk]


def _open(stage, side):
    return {"seats": 2, "due_on": "20/03/2022"}


def _reason(stage, side):
    return {"reason": "Nhầm"}


def _no_points(stage, side):
    members = Membership.objects.filter(year=of("scored")(stage, side)[0]).order_by("pk")
    return {f"points_{pk}": "nhiều" for pk in members.values_list("pk", flat=True)}


ROWS = [
    Row("clusters:vote-of-year", reads(MEMBERS, MEMBERS), args=of("voting")),
    Row("clusters:vote-open", reads(HOLDS, MEMBERS, status=302), writes(HOLDS, MEMBERS, send=_open), args=of("voting"),
        note="one is open"),
    Row("clusters:vote-open", reads(HOLDS, MEMBERS), writes(HOLDS, MEMBERS, send=_open), args=of("scored")),
    Row("clusters:vote-detail", reads(MEMBERS, MEMBERS), args=of("vote")),
    Row("clusters:vote-cast", reads(HEADS, MEMBERS), writes(HEADS, MEMBERS, send=lambda s, side: {"step": "cast"}),
        args=of("vote")),
    Row("clusters:vote-count", reads(HOLDS, MEMBERS), writes(HOLDS, MEMBERS, send=_reason, status=422),
        args=of("vote"), note="too few ballots"),
    Row("clusters:vote-cancel", reads(HOLDS, MEMBERS), writes(HOLDS, MEMBERS, send=_reason), args=of("vote")),
    Row("clusters:cross-edit", reads(STP | SYT, MEMBERS), writes(STP | SYT, MEMBERS, send=_no_points, status=422),
        args=of("scored")),
    Row("clusters:cross-overview", reads(RUNS | READS, MEMBERS), args=of("scored")),
    Row("clusters:ranking-detail", reads(MEMBERS, MEMBERS), args=of("scored")),
    Row("clusters:ranking-detail", reads(MEMBERS, MEMBERS), args=of("published"), note="published"),
    Row("clusters:ranking-export", reads(PREVIEWS, MEMBERS), args=of("scored")),
    Row("clusters:ranking-export", reads(MEMBERS, MEMBERS), args=of("published"), note="published"),
    Row("clusters:ranking-paper", reads(PREVIEWS, MEMBERS), args=of("scored")),
    Row("clusters:ranking-paper", reads(MEMBERS, MEMBERS), args=of("published"), note="published"),
    Row("clusters:ranking-proposals", reads(HOLDS, MEMBERS), writes(HOLDS, MEMBERS), args=of("scored")),
    Row("clusters:ranking-publish", reads(RUNS, MEMBERS),
        writes(RUNS, MEMBERS, send=lambda s, side: {"word": "xong"}, status=422), args=of("scored"), note="wrong word"),
    Row("clusters:ranking-reopen", reads(RUNS, MEMBERS), writes(RUNS, MEMBERS, send=_reason), args=of("published")),
]  # fmt: skip
