"""The life of the province's plan (nháp → đã ban hành → đã tổng kết) and of each task."""

from core.findings import blocker, warning
from core.workflow import Step, Workflow
from plans.enums import PlanState as P
from plans.enums import TaskState as T
from plans.permissions.annual import can_close_plan, can_issue_plan, can_work_on

NUMBERED = "Nghị định 30/2020/NĐ-CP, Phụ lục I"


def issue_findings(plan, *, on):
    """What a plan still lacks before it is issued: number, date, subject, signer, and a lead for every task."""
    findings = []
    for value, code, message in (
        (plan.number, "plan-number", "Chưa có số văn bản."),
        (plan.signed_on, "plan-date", "Chưa có ngày ký."),
        (plan.subject, "plan-subject", "Chưa có trích yếu."),
        (plan.signer_name, "plan-signer", "Chưa có người ký."),
        (plan.signer_title, "plan-signer-title", "Chưa có chức vụ người ký."),
    ):
        if not value:
            findings.append(blocker(code, message, NUMBERED))
    if plan.signed_on and plan.signed_on > on:
        findings.append(blocker("plan-date", f"Ngày ký {plan.signed_on:%d/%m/%Y} ở sau hôm nay.", NUMBERED))
    tasks = list(plan.tasks.all())
    if not tasks:
        findings.append(blocker("plan-tasks", "Kế hoạch chưa có nhiệm vụ nào."))
    if leaderless := [task for task in tasks if not task.lead.strip()]:
        names = ", ".join(task.number if task.ordinal else f"“{task.short}”" for task in leaderless[:5])
        findings.append(blocker("task-lead", f"{len(leaderless)} nhiệm vụ chưa có đơn vị chủ trì: {names}."))
    if undated := [task for task in tasks if task.quarter and not task.due_on]:
        findings.append(warning("task-due", f"{len(undated)} nhiệm vụ chưa có hạn."))
    if not plan.distribution:
        findings.append(warning("plan-distribution", "Chưa có nơi nhận.", NUMBERED))
    if not plan.legal_bases:
        findings.append(warning("plan-bases", "Chưa có căn cứ ban hành.", NUMBERED))
    return findings


def close_findings(plan, *, on):
    """A plan is closed when no dated task is left open."""
    left = plan.tasks.unfinished().exclude(quarter=None).count()
    if left:
        return [blocker("tasks-open", f"Còn {left} nhiệm vụ chưa xong. Hãy hoàn thành hoặc ghi rõ không thực hiện.")]
    return []


PLAN = Workflow(
    Step("issue", "Ban hành", {P.DRAFT}, P.ISSUED, can_issue_plan, guard=issue_findings, icon="send"),
    Step("close", "Tổng kết", {P.ISSUED}, P.CLOSED, can_close_plan, guard=close_findings, icon="archive"),
)

TASK = Workflow(
    Step("start", "Bắt đầu làm", {T.WAITING}, T.DOING, can_work_on, icon="progress"),
    Step("finish", "Hoàn thành", {T.WAITING, T.DOING}, T.DONE, can_work_on, icon="circle-check"),
    Step("drop", "Không thực hiện", {T.WAITING, T.DOING}, T.DROPPED, can_work_on, reason=True, icon="x"),
    Step("reopen", "Mở lại", {T.DONE, T.DROPPED}, T.DOING, can_work_on, reason=True, icon="arrow-back-up"),
)
