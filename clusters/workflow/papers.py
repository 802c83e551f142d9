"""A paper of a cluster: drafted, issued; the standing body opens it again, and the next issue stands beside the first."""

from clusters.enums import ClusterYearState
from clusters.enums import PaperState as S
from clusters.permissions.papers import can_issue, can_reopen
from core.findings import blocker
from core.workflow import Step, Workflow


def issuing_findings(paper, *, on):
    """An empty paper, or one of a year nobody knows yet, is not issued."""
    found = []
    if paper.year.state == ClusterYearState.PLANNED:
        found.append(blocker("year", f"{paper.year} chưa hoạt động nên chưa phát hành được văn bản."))
    if not paper.content.strip():
        found.append(blocker("content", "Văn bản chưa có nội dung."))
    return found


PAPER = Workflow(
    Step("issue", "Phát hành", {S.DRAFT}, S.ISSUED, may=can_issue, guard=issuing_findings, icon="rubber-stamp"),
    Step("reopen", "Mở lại để sửa", {S.ISSUED}, S.DRAFT, may=can_reopen, reason=True, icon="arrow-back-up"),
)
