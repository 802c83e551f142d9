"""A plan's content in the shape the reader gives, so that import, edit form, clash page and clone compare like with like."""

import dataclasses

from plans.reading import Block, DraftDuty, DraftTask, PlanDraft, PlanHeader

HEADER_LABELS = {
    "year": "Năm",
    "number": "Số",
    "symbol": "Ký hiệu",
    "place": "Địa danh",
    "signed_on": "Ngày ký",
    "subject": "Trích yếu",
    "authority": "Quyền hạn ký",
    "signer_title": "Chức vụ người ký",
    "signer_name": "Người ký",
    "legal_bases": "Căn cứ",
    "distribution": "Nơi nhận",
}
TASK_LABELS = {
    "quarter": "Quý",
    "ordinal": "Số thứ tự",
    "text": "Nội dung",
    "lead": "Chủ trì",
    "coordinators": "Phối hợp",
    "due_on": "Hạn",
    "expected": "Văn bản dự kiến",
}

DUTY_LABELS = {"section": "Mục", "text": "Nội dung", "addressees": "Đơn vị phải thực hiện"}


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """One value that two versions of a plan hold differently; both as people read them."""

    label: str
    before: str
    after: str


def content_of(plan):
    """The plan's header, body, tasks and duties. Three queries."""
    header = PlanHeader(
        **{name: getattr(plan, name) for name in HEADER_LABELS if name != "year"}, kind="KẾ HOẠCH", year=plan.year
    )
    tasks = [
        DraftTask(
            quarter=task.quarter,
            ordinal=task.ordinal,
            text=task.text,
            lead=task.lead,
            coordinators=task.coordinators,
            expected=list(task.expected),
            due_on=task.due_on,
            pk=task.pk,
        )
        for task in plan.tasks.order_by("position", "pk")
    ]
    duties = [
        DraftDuty(duty.section, duty.text, duty.addressees, duty.due_date, duty.before)
        for duty in plan.duties.order_by("pk")
    ]
    return PlanDraft(header, [Block(**block) for block in plan.body], tasks, duties, [])


def differences(before, after):
    """What differs between two contents, header first, then body, tasks and duties; empty when nothing does.

    Tasks are paired by row when both sides come from the same plan, otherwise by place in their quarter. A missing
    date counts as equal to the quarter's default, because saving fills it in.
    """
    found = []
    for name, label in HEADER_LABELS.items():
        old, new = getattr(before.header, name), getattr(after.header, name)
        if name == "symbol":
            new = new or "KH-UBND"
        if old != new:
            found.append(Difference(label, _said(old), _said(new)))
    old_body, new_body = _body(before), _body(after)
    if old_body != new_body:
        found.extend(_line_differences("Nội dung", old_body, new_body))
    found.extend(_task_differences(before, after))
    old_duties, new_duties = [_duty(d) for d in before.duties], [_duty(d) for d in after.duties]
    if sorted(old_duties) != sorted(new_duties):
        found.extend(_line_differences("Việc có hạn", old_duties, new_duties))
    return found


def _body(content):
    return [block.text if block.kind != "tasks" else "[Bảng nhiệm vụ]" for block in content.blocks]


def _duty(duty):
    wording = f"{'trước' if duty.before else 'chậm nhất'} {duty.due_date:%d/%m/%Y}"
    return f"{duty.section} · {duty.text} · {duty.addressees} · {wording}"


def _line_differences(label, old, new):
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    if not gone and not come:
        return [Difference(label, "Thứ tự cũ", "Thứ tự mới")]
    size = max(len(gone), len(come))
    gone, come = gone + [""] * (size - len(gone)), come + [""] * (size - len(come))
    return [Difference(label, *pair) for pair in zip(gone, come, strict=True)]


def _task_differences(before, after):
    old_rows, new_rows = _keyed(before), _keyed(after)
    by_pk = {task.pk: task for task in before.tasks if task.pk}
    found, seen = [], set()
    for key, new in new_rows.items():
        old = by_pk.get(new.pk) if new.pk else old_rows.get(key)
        name = _task_name(new)
        if old is None:
            found.append(Difference(f"Nhiệm vụ {name}", "", f"{new.text} · {new.lead} · {new.coordinators}"))
            continue
        seen.add(id(old))
        for field, label in TASK_LABELS.items():
            a, b = getattr(old, field), getattr(new, field)
            if field == "due_on" and (b is None or a == b):
                if b is None and a is not None and not _is_default(a, new.quarter):
                    found.append(Difference(f"Nhiệm vụ {name}: {label}", _said(a), "cuối quý"))
                continue
            if a != b:
                found.append(Difference(f"Nhiệm vụ {name}: {label}", _said(a), _said(b)))
    for old in before.tasks:
        if id(old) not in seen:
            found.append(Difference(f"Nhiệm vụ {_task_name(old)}", f"{old.text} · {old.lead}", "(bỏ)"))
    return found


def _is_default(day, quarter):
    if not quarter:
        return False
    return day.month == quarter * 3 and day.day in (30, 31)


def _keyed(content):
    counts, rows = {}, {}
    for task in content.tasks:
        counts[task.quarter] = counts.get(task.quarter, 0) + 1
        rows[task.quarter, counts[task.quarter]] = task
    return rows


def _task_name(task):
    quarter = {1: "I", 2: "II", 3: "III", 4: "IV"}.get(task.quarter, "TX")
    return f"{quarter}.{task.ordinal}" if task.ordinal else f"quý {quarter}" if task.quarter else "thường xuyên"


def _said(value):
    if value is None or value == "":
        return "(trống)"
    if isinstance(value, list):
        return "; ".join(value) or "(trống)"
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    return str(value)
