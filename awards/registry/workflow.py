"""The life of a decision in the book: typed in, entered, annulled as a whole; opened again to mend what was mistyped."""

from awards.law.enums import RecipientKind
from awards.law.rules import find, rule_set
from awards.registry.enums import DecisionState as S
from awards.registry.permissions import can_keep
from core.findings import blocker, warning
from core.workflow import Step, Workflow


def entering_findings(decision, *, on):
    """What stops a decision from being entered, and what deserves a second look."""
    found = []
    grants = sorted(decision.grants.all(), key=lambda grant: (grant.position, grant.pk))
    if not grants:
        found.append(blocker("grants", "Quyết định chưa có dòng khen thưởng nào. Hãy nhập danh sách trước."))
    if decision.decided_on > on:
        found.append(blocker("future", f"Ngày ký {decision.decided_on:%d/%m/%Y} chưa đến. Hãy kiểm tra lại ngày."))
    found += [
        warning("unit", f"{grant.name}: chưa gắn đơn vị, cán bộ của đơn vị sẽ không thấy dòng này.")
        for grant in grants
        if grant.unit_id is None
    ]
    return found + [finding for grant in grants for finding in line_findings(grant, decision.decided_on)]


def line_findings(grant, decided_on):
    """Warnings on one line: an award the law of that day does not know, or not for this kind of recipient."""
    award, rules = find(grant.award), rule_set(decided_on)
    if not award.decider(rules):
        yield warning(
            "award", f"{grant.name}: “{award.name}” không có trong danh mục áp dụng ngày {decided_on:%d/%m/%Y}."
        )
    if grant.kind not in award.subjects:
        noun = RecipientKind(grant.kind).label.lower()
        yield warning("subject", f"{grant.name}: “{award.name}” không dành cho {noun} ({award.article}).")


DECISION = Workflow(
    Step("enter", "Vào sổ", {S.DRAFT}, S.ENTERED, may=can_keep, guard=entering_findings, icon="rubber-stamp"),
    Step("reopen", "Mở lại để sửa", {S.ENTERED}, S.DRAFT, may=can_keep, reason=True, icon="arrow-back-up"),
    Step("annul", "Ghi hủy bỏ quyết định", {S.ENTERED}, S.REVOKED, may=can_keep, reason=True, icon="x"),
)
