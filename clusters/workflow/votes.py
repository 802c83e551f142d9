"""The life of a peer vote: open, counted or cancelled."""

from clusters.enums import VoteState as S
from clusters.permissions.votes import can_close, counts_itself
from core.findings import blocker
from core.workflow import Step, Workflow

FEWEST = 3  # ballots below which a count would tell who chose what


def secrecy_findings(vote, *, on):
    """A count of fewer ballots would show who chose what."""
    cast = vote.voters.filter(has_voted=True).count()
    if cast >= FEWEST:
        return []
    return [blocker("few", f"Mới có {cast} phiếu. Cần ít nhất {FEWEST} phiếu mới kiểm được để giữ bí mật.")]


def completing_findings(vote, *, on):
    """Everybody who may vote has."""
    waiting = vote.voters.filter(has_voted=False, membership__left_on__isnull=True).exists()
    found = [blocker("waiting", "Còn đơn vị chưa bỏ phiếu.")] if waiting else []
    return [*found, *secrecy_findings(vote, on=on)]


PEER_VOTE = Workflow(
    Step(
        "complete", "Kiểm phiếu khi đã đủ phiếu", {S.OPEN}, S.COUNTED, may=counts_itself, guard=completing_findings,
        icon="circle-check",
    ),
    Step(
        "count", "Kết thúc và kiểm phiếu", {S.OPEN}, S.COUNTED, may=can_close, guard=secrecy_findings, reason=True,
        icon="checklist",
    ),
    Step("cancel", "Hủy đợt bỏ phiếu", {S.OPEN}, S.CANCELLED, may=can_close, reason=True, icon="ban"),
)  # fmt: skip
