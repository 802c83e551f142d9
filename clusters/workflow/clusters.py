"""The life of a cluster's year: prepared, running, closed."""

from clusters.enums import ClusterYearState as S
from clusters.enums import MemberRole, MilestoneKind, VoteState
from clusters.models import PeerVote
from clusters.permissions.clusters import can_run
from core.findings import blocker, warning
from core.workflow import Step, Workflow


def starting_findings(year, *, on):
    """A year without members is none; without a head it can begin, but nobody is reminded of its days."""
    staying = list(year.memberships.staying())
    if not staying:
        return [blocker("members", "Chưa có thành viên nào. Hãy thêm đơn vị thành viên trước.")]
    found = []
    if len(staying) == 1:
        found.append(warning("one", "Mới có một thành viên, chưa so sánh được."))
    if not any(member.role == MemberRole.HEAD for member in staying):
        head = "Cụm trưởng" if year.cluster.noun == "cụm" else "Trưởng khối"
        what = "các mốc do Ban Thi đua - Khen thưởng theo dõi" if year.basis else "chưa ai được nhắc các mốc trong năm"
        found.append(warning("head", f"Chưa ghi {head}; {what}."))
    return found


def closing_findings(year, *, on):
    """What a closed year should have had; a box of ballots is not left in it. The day of self-scoring is no event: the sheets say how far it is."""
    found = []
    if PeerVote.objects.filter(year=year, state=VoteState.OPEN).exists():
        found.append(blocker("vote", "Đang bỏ phiếu suy tôn. Hãy kiểm phiếu hoặc hủy đợt bỏ phiếu trước."))
    kept = [m for m in year.milestones.all() if m.kind != MilestoneKind.SELF_SCORE]
    open_ones = sorted((m for m in kept if m.done_on is None), key=lambda m: m.order)
    if open_ones:
        said = "; ".join(str(m).lower() for m in open_ones)
        found.append(warning("milestones", f"Chưa ghi ngày thực hiện: {said}."))
    return found


CLUSTER_YEAR = Workflow(
    Step(
        "start", "Đưa vào hoạt động", {S.PLANNED}, S.RUNNING, may=can_run, guard=starting_findings, icon="circle-check"
    ),
    Step("close", "Ghi đã tổng kết", {S.RUNNING}, S.CLOSED, may=can_run, guard=closing_findings, icon="archive"),
    Step("reopen", "Mở lại", {S.CLOSED}, S.RUNNING, may=can_run, reason=True, icon="arrow-back-up"),
)
