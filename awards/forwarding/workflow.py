"""The life of a letter: typed in, sent; opened again to mend what was mistyped while nothing is answered."""

from awards.forwarding.enums import ForwardingState as S
from awards.forwarding.enums import Outcome
from awards.forwarding.permissions import can_keep
from awards.registry.workflow import line_findings
from core.findings import blocker
from core.workflow import Step, Workflow


def sending_findings(forwarding, *, on):
    """What stops a letter from being sent, and what the law of its day would look at twice."""
    found = []
    lines = list(forwarding.lines.order_by("position", "pk"))
    if not lines:
        found.append(blocker("lines", "Tờ trình chưa có đề nghị nào. Hãy nhập danh sách trước."))
    if forwarding.dated > on:
        found.append(blocker("future", f"Ngày tờ trình {forwarding.dated:%d/%m/%Y} chưa đến. Hãy kiểm tra lại ngày."))
    return found + [finding for line in lines for finding in line_findings(line, forwarding.dated)]


def reopening_findings(forwarding, *, on):
    """A letter with an answer stands as it was sent."""
    answered = forwarding.lines.exclude(outcome=Outcome.WAITING).count()
    if not answered:
        return []
    return [blocker("answered", f"Đã ghi kết quả của {answered} đề nghị, không mở lại được. Hãy xóa kết quả trước.")]


FORWARDING = Workflow(
    Step("send", "Ghi đã trình", {S.DRAFT}, S.SENT, may=can_keep, guard=sending_findings, icon="send"),
    Step(
        "reopen",
        "Mở lại để sửa",
        {S.SENT},
        S.DRAFT,
        may=can_keep,
        guard=reopening_findings,
        reason=True,
        icon="arrow-back-up",
    ),
)
