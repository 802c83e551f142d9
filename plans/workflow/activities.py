"""The life of an activity: planned, announced to the units, held, closed with its result."""

from core.findings import blocker, info, warning
from core.workflow import Step, Workflow
from plans.enums import ActivityKind
from plans.enums import ActivityState as S
from plans.permissions.activities import can_run


def announcing_findings(activity, *, on):
    """What the units must be able to read in the announcement."""
    found = []
    if not activity.place.strip():
        found.append(blocker("place", "Cần ghi địa điểm."))
    if not activity.concerned.exists():
        found.append(blocker("units", "Cần chọn ít nhất một đơn vị tham gia."))
    if activity.ends_on < on:
        found.append(blocker("past", f"Hoạt động đã kết thúc ngày {activity.ends_on:%d/%m/%Y}. Hãy sửa lại thời gian."))
    if not activity.plan_document.strip():
        found.append(warning("plan-document", "Chưa ghi số, ký hiệu văn bản kế hoạch."))
    if activity.kind == ActivityKind.INSPECTION and not activity.team.exists():
        found.append(warning("team", "Chưa ghi thành viên đoàn kiểm tra."))
    return found


def holding_findings(activity, *, on):
    if activity.starts_on > on:
        return [blocker("early", f"Hoạt động bắt đầu ngày {activity.starts_on:%d/%m/%Y}, chưa thể ghi là đã tổ chức.")]
    return [info("held", "Đã đến ngày tổ chức.")]


def closing_findings(activity, *, on):
    """A closed activity has something to show: a text, a document, or a file."""
    found = []
    if not (activity.result.strip() or activity.result_document.strip() or activity.has_files()):
        found.append(blocker("result", "Cần ghi kết quả, văn bản kết quả hoặc đính kèm tệp kết quả."))
    if activity.kind == ActivityKind.INSPECTION:
        silent = [str(row.unit.label) for row in activity.concerned.select_related("unit") if not row.result.strip()]
        if silent:
            found.append(warning("conclusions", "Chưa ghi kết luận đối với: " + "; ".join(silent) + "."))
    return found


ACTIVITY = Workflow(
    Step(
        "announce",
        "Thông báo tới đơn vị",
        {S.PLANNED},
        S.ANNOUNCED,
        may=can_run,
        guard=announcing_findings,
        icon="send",
    ),
    Step("hold", "Ghi đã tổ chức", {S.ANNOUNCED}, S.HELD, may=can_run, guard=holding_findings, icon="circle-check"),
    Step("close", "Chốt kết quả", {S.HELD}, S.CLOSED, may=can_run, guard=closing_findings, icon="circle-check"),
    Step("cancel", "Không tổ chức", {S.PLANNED, S.ANNOUNCED}, S.CANCELLED, may=can_run, reason=True, icon="x"),
    Step("reopen", "Mở lại", {S.CLOSED}, S.HELD, may=can_run, reason=True, icon="arrow-back-up"),
)
