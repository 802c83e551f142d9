"""The life of a filing: the unit drafts, its head confirms, whoever opened the round receives or returns."""

from core.findings import warning
from core.workflow import Step, Workflow
from plans.enums import FilingState as S
from plans.permissions.filings import can_accept, can_confirm, can_give_back, can_write


def late_findings(filing, *, on):
    """A warning when the last good day is over; filing stays allowed."""
    late = filing.days_late(on=on)
    return [warning("late", f"Gửi sau hạn {late} ngày; vẫn gửi được và được ghi là trễ.")] if late else []


def _in_province(label):
    """The province's own filing goes from staff to the lead of the standing body and no further."""
    return lambda filing: label if filing.of_standing_body else ""


def filing_workflow(guard):
    """The common table. `guard(filing, on=day)` says what the content still needs before it leaves the officer."""
    return Workflow(
        Step("start", "Bắt đầu soạn", {S.MISSING}, S.DRAFT, may=can_write, icon="pencil"),
        Step(
            "submit",
            "Trình thủ trưởng",
            {S.MISSING, S.DRAFT, S.RETURNED},
            S.AWAITING,
            may=can_write,
            guard=guard,
            icon="send",
            wording=_in_province("Trình lãnh đạo Ban"),
        ),
        Step("withdraw", "Rút về để sửa", {S.AWAITING}, S.DRAFT, may=can_write, icon="arrow-back-up"),
        Step(
            "hand_back",
            "Trả cán bộ sửa",
            {S.AWAITING},
            S.DRAFT,
            may=can_confirm,
            reason=True,
            icon="arrow-back-up",
            wording=_in_province("Trả chuyên viên sửa"),
        ),
        Step(
            "confirm",
            "Xác nhận và nộp",
            {S.AWAITING},
            S.FILED,
            may=can_confirm,
            guard=guard,
            icon="send",
            wording=_in_province("Xác nhận"),
        ),
        Step("return", "Trả lại", {S.FILED}, S.RETURNED, may=can_give_back, reason=True, icon="arrow-back-up"),
        Step("accept", "Tiếp nhận", {S.FILED}, S.ACCEPTED, may=can_accept, icon="circle-check"),
        Step("reopen", "Mở lại để sửa", {S.ACCEPTED}, S.RETURNED, may=can_accept, reason=True, icon="arrow-back-up"),
    )


# Steps that stay inside the unit: nobody outside learns of them, nor of their reasons.
INTERNAL = frozenset({"start", "submit", "withdraw", "hand_back"})
