"""A session of a cluster: prepared, then concluded with its minutes; reopened only by the standing body."""

from clusters.enums import ClusterYearState, MilestoneKind, SessionKind
from clusters.enums import SessionState as S
from clusters.permissions.sessions import can_conclude, can_reopen
from clusters.queries.sessions import attendance_of
from core.findings import blocker, info, warning
from core.workflow import Step, Workflow

MILESTONES = {SessionKind.MID_YEAR: MilestoneKind.MID_YEAR, SessionKind.YEAR_END: MilestoneKind.YEAR_END}


def concluding_findings(session, *, on):
    """What minutes need: a day that came, somebody present. What looks odd is said and does not stop."""
    found = [*_about_the_day(session, on), *_about_attendance(session)]
    if not session.content.strip():
        found.append(warning("content", "Chưa ghi nội dung, diễn biến."))
    if not session.resolutions.strip():
        found.append(warning("resolutions", "Chưa ghi kết luận."))
    blank = [words for name, words in (("chair", "chủ trì"), ("secretary", "thư ký")) if not getattr(session, name)]
    if blank:
        found.append(warning("people", f"Chưa ghi {' và '.join(blank)}."))
    return found


def _about_the_day(session, on):
    year, day = session.year, session.held_on
    if year.state == ClusterYearState.PLANNED:
        return [blocker("year", f"{year} chưa hoạt động. Hãy đưa vào hoạt động trước.")]
    if day is None:
        return [blocker("day", "Chưa ghi ngày họp.")]
    if day > on:
        return [blocker("day", f"Ngày họp {day:%d/%m/%Y} chưa đến.")]
    if not year.year - 1 <= day.year <= year.year + 1:
        return [blocker("day", f"Ngày họp {day:%d/%m/%Y} không thuộc năm hoạt động {year.year}.")]
    found = []
    if session.starts_at and session.ends_at and session.ends_at <= session.starts_at:
        found.append(blocker("time", "Giờ kết thúc phải sau giờ bắt đầu."))
    kind = MILESTONES.get(session.kind)
    milestone = next((m for m in year.milestones.all() if m.kind == kind), None)
    if milestone and milestone.done_on and milestone.done_on != day:
        found.append(
            warning(
                "milestone",
                f"Mốc {str(milestone).lower()} đã ghi thực hiện ngày {milestone.done_on:%d/%m/%Y}, khác ngày họp; mốc giữ "
                "nguyên. Nếu mốc sai, hãy sửa ở trang năm hoạt động.",
            )
        )
    elif milestone and not milestone.done_on:
        found.append(info("milestone", f"Sẽ ghi mốc {str(milestone).lower()} đã thực hiện ngày {day:%d/%m/%Y}."))
    return found


def _about_attendance(session):
    rows = attendance_of(session)
    present = [row for row in rows if row.present]
    if not present:
        return [blocker("present", "Chưa có thành viên nào được ghi có mặt. Hãy điểm danh trước.")]
    found = []
    if 2 * len(present) < len(rows):
        found.append(warning("half", f"Có mặt {len(present)}/{len(rows)} thành viên, chưa được một nửa."))
    if unknown := [str(row.name) for row in rows if not row.recorded]:
        found.append(warning("roll", f"Chưa điểm danh: {'; '.join(unknown)}; biên bản ghi là vắng."))
    if silent := [str(row.name) for row in rows if row.recorded and not row.present and not row.because]:
        found.append(warning("because", f"Vắng chưa ghi lý do: {'; '.join(silent)}."))
    return found


SESSION = Workflow(
    Step(
        "conclude",
        "Chốt biên bản",
        {S.PLANNED},
        S.CONCLUDED,
        may=can_conclude,
        guard=concluding_findings,
        icon="circle-check",
    ),
    Step("reopen", "Mở lại biên bản", {S.CONCLUDED}, S.PLANNED, may=can_reopen, reason=True, icon="arrow-back-up"),
)
