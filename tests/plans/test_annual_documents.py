"""The plan printed back: every task, lead and coordinator of the data stands in the PDF and in the Word file."""

import io
import re

import docx
import pytest
from pypdf import PdfReader

from core.documents import render_docx, render_pdf
from plans import reading
from plans.documents.annual import plan_paper, task_table
from tests.plans import samples
from tests.plans.annual import draft_plan, issued_plan


def _squeezed(text):
    return re.sub(r"\s+", "", text)


def _pdf_text(content):
    return _squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def _word_table(content):
    document = docx.Document(io.BytesIO(content))
    table = next(t for t in document.tables if t.rows[0].cells[0].text.strip() == "Số TT")
    return [tuple(cell.text.strip() for cell in row.cells) for row in table.rows]


def _word_text(content):
    document = docx.Document(io.BytesIO(content))
    parts = [p.text for p in document.paragraphs]
    parts += [c.text for t in document.tables for row in t.rows for c in row.cells]
    return _squeezed("".join(parts))


def test_word_table_equals_the_data(world):
    plan = draft_plan(world)
    rows = [row for row in _word_table(render_docx(plan_paper(plan)))[1:] if len(set(row)) > 1]

    assert rows == [(t.ordinal, t.text, t.lead, t.coordinators) for t in plan.tasks.all()]


def test_word_file_reads_back_to_the_same_tasks(world):
    plan = draft_plan(world)
    again = reading.read(render_docx(plan_paper(plan)), "in-lai.docx")

    assert again.counts == (9, 6, 6, 4, 2)
    assert [(t.quarter, t.ordinal, t.text, t.lead, t.coordinators) for t in again.tasks] == [
        (t.quarter, t.ordinal, t.text, t.lead, t.coordinators) for t in plan.tasks.all()
    ]
    assert [(d.section, d.due_date, d.before) for d in again.duties] == [
        (d.section, d.due_date, d.before) for d in plan.duties.all()
    ]


@pytest.mark.parametrize("render, text_of", [(render_pdf, _pdf_text), (render_docx, _word_text)], ids=["pdf", "docx"])
def test_every_task_header_and_distribution_is_printed(world, render, text_of):
    plan = draft_plan(world)
    text = text_of(render(plan_paper(plan)))
    head = re.sub("SốTTNhiệmvụcụthểĐơnvịchủtrìthammưuĐơnvịphốihợp", "", text)

    for task in plan.tasks.all():
        assert _squeezed(task.text) in head, task.text
        assert _squeezed(task.lead) in head
        assert _squeezed(task.coordinators) in head, task.coordinators
    for words in (
        "Số: 102/KH-UBND",
        "Điện Biên, ngày 14 tháng 01 năm 2022",
        "Công tác thi đua, khen thưởng năm 2022",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lê Thành Đô",
        "trước ngày 15/3/2022",
    ):
        assert _squeezed(words) in text
    for entry in plan.distribution:
        assert _squeezed(f"- {entry.rstrip(';')}") in text


def test_printed_rows_stand_under_their_quarters(world):
    table = task_table(draft_plan(world))

    groups = [(i, row.text) for i, row in enumerate(table.rows) if hasattr(row, "text")]
    assert groups == [
        (0, "I. Nhiệm vụ thực hiện trong quý I"),
        (10, "II. Nhiệm vụ thực hiện trong quý II"),
        (17, "III. Nhiệm vụ thực hiện trong quý III"),
        (24, "IV. Nhiệm vụ thực hiện trong quý IV"),
        (29, "V. Nhiệm vụ thực hiện thường xuyên trong năm 2022"),
    ]


def test_a_deputy_signs_with_both_lines(world):
    plan = draft_plan(world)
    plan.signer_title = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"

    assert plan_paper(plan).signature.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_draft_says_so_and_the_issued_paper_does_not(world):
    plan = draft_plan(world)
    assert plan_paper(plan).draft is True
    assert plan_paper(plan, draft=False).draft is False


def test_issued_paper_is_handed_out_as_it_was(world, client_for):
    plan = issued_plan(world, whole=True)
    client = client_for(world.lan)
    first = client.get(f"/ke-hoach/nam/{plan.year}/van-ban.docx").content
    plan.tasks.update(text="Sửa lén")

    assert client.get(f"/ke-hoach/nam/{plan.year}/van-ban.docx").content == first
    assert len(_word_table(first)) == 1 + 5 + len(samples.seed().tasks)
