"""The life of a unit's plan: the unit drafts, its head confirms, the standing body receives or returns."""

from core.findings import blocker, info, warning
from core.workflow import Step, Workflow
from plans.enums import UnitPlanState as S
from plans.permissions.unit_plans import can_confirm, can_review, can_write


def filing_findings(unit_plan, *, on):
    """What a plan needs before it leaves the officer's hands. A file may stand for the text and for the tasks."""
    has_file, has_tasks = bool(unit_plan.attached()), unit_plan.tasks.exists()
    has_text = bool(unit_plan.body.strip())
    found = []
    if has_text or has_file:
        found.append(info("content", "Có nội dung hoặc tệp kế hoạch."))
    else:
        found.append(blocker("content", "Cần nhập nội dung chính hoặc đính kèm tệp kế hoạch."))
    if has_tasks or has_file:
        found.append(info("tasks", "Có nhiệm vụ hoặc tệp kế hoạch."))
    else:
        found.append(blocker("tasks", "Cần ít nhất một nhiệm vụ, hoặc đính kèm tệp kế hoạch."))
    if not unit_plan.title.strip():
        found.append(blocker("title", "Cần nhập trích yếu của kế hoạch."))
    if not unit_plan.number or not unit_plan.signed_on:
        found.append(warning("number", "Chưa ghi số, ký hiệu hoặc ngày ban hành của kế hoạch."))
    if late := unit_plan.days_late(on=on):
        found.append(warning("late", f"Gửi sau hạn {late} ngày; vẫn gửi được và được ghi là trễ."))
    return found


UNIT_PLAN = Workflow(
    Step("start", "Bắt đầu soạn", {S.MISSING}, S.DRAFT, may=can_write, icon="pencil"),
    Step(
        "submit",
        "Trình thủ trưởng",
        {S.MISSING, S.DRAFT, S.RETURNED},
        S.AWAITING,
        may=can_write,
        guard=filing_findings,
        icon="send",
    ),
    Step("withdraw", "Rút về để sửa", {S.AWAITING}, S.DRAFT, may=can_write, icon="arrow-back-up"),
    Step("hand_back", "Trả cán bộ sửa", {S.AWAITING}, S.DRAFT, may=can_confirm, reason=True, icon="arrow-back-up"),
    Step(
        "confirm",
        "Xác nhận và nộp",
        {S.AWAITING},
        S.FILED,
        may=can_confirm,
        guard=filing_findings,
        icon="send",
    ),
    Step("return", "Trả lại", {S.FILED}, S.RETURNED, may=can_review, reason=True, icon="arrow-back-up"),
    Step("accept", "Tiếp nhận", {S.FILED}, S.ACCEPTED, may=can_review, icon="circle-check"),
    Step("reopen", "Mở lại để sửa", {S.ACCEPTED}, S.RETURNED, may=can_review, reason=True, icon="arrow-back-up"),
)
# Steps that stay inside the unit: nobody outside learns of them, nor of their reasons.
INTERNAL = frozenset({"start", "submit", "withdraw", "hand_back"})
