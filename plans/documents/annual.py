"""The province's plan as an official paper by NĐ 30/2020: its table is made from the tasks, row by row."""

from django.conf import settings

from core.documents.paper import Group, Heading, Paper, Paragraph, Signature, Table
from core.text import clean
from core.words import roman

COLUMNS = ("Số TT", "Nhiệm vụ cụ thể", "Đơn vị chủ trì tham mưu", "Đơn vị phối hợp")
WIDTHS = (9, 51, 20, 24)


def group_title(quarter, year):
    if quarter:
        return f"{roman(quarter)}. Nhiệm vụ thực hiện trong quý {roman(quarter)}"
    return f"V. Nhiệm vụ thực hiện thường xuyên trong năm {year}"


def plan_paper(plan, *, draft=None):
    """The paper of a plan; `draft` prints DỰ THẢO, by default while the plan is not issued. One query for the tasks."""
    first, *rest = [line for line in plan.signer_title.splitlines() if line.strip()] or [""]
    on_behalf, title = (first, rest[0]) if rest else ("", first)
    return Paper(
        organ=f"ỦY BAN NHÂN DÂN TỈNH {settings.PROVINCE.upper()}",
        number=plan.number,
        symbol=plan.symbol,
        place=plan.place or settings.PROVINCE,
        date=plan.signed_on,
        kind="KẾ HOẠCH",
        subject=plan.subject,
        bases=[_basis(text) for text in plan.legal_bases],
        blocks=_blocks(plan),
        signature=Signature(authority=plan.authority, on_behalf=on_behalf, title=title, name=plan.signer_name),
        distribution=plan.distribution,
        draft=plan.state == "draft" if draft is None else draft,
    )


def _basis(text):
    return text if text.startswith("Căn cứ") else f"Căn cứ {text}"


def _blocks(plan):
    blocks, placed = [], False
    for block in plan.body:
        if block["kind"] == "tasks":
            blocks.append(task_table(plan))
            placed = True
        elif block["kind"] == "heading":
            blocks.append(Heading(block["text"], block["level"]))
        else:
            blocks.append(Paragraph(block["text"]))
    if not placed:
        blocks.append(task_table(plan))
    return blocks


def task_table(plan):
    """The four columns under a row for each quarter, as the document prints them; quarters without tasks are left out."""
    rows, current = [], object()
    for task in plan.tasks.order_by("position", "pk"):
        if task.quarter != current:
            current = task.quarter
            rows.append(Group(group_title(task.quarter, plan.year)))
        rows.append((task.ordinal, clean(task.text), clean(task.lead), clean(task.coordinators)))
    return Table(COLUMNS, rows, widths=WIDTHS, aligns=("center", "left", "left", "left"))
