"""Báo cáo tổng hợp: the PDF and the DOCX say exactly what the data say."""

import datetime
import io

import docx
import pypdf
import pytest
from django.urls import reverse

from core.documents import render_docx, render_pdf
from core.models import IssuedDocument
from plans.documents import unit_plans as papers
from plans.queries import unit_plans as queries
from plans.services import filings as steps
from tests.factories import unit_plans as make
from tests.factories import units
from units.enums import Role

TODAY = datetime.date(2022, 3, 16)


@pytest.fixture
def season(world):
    """One filed in time, one late, one returned, one silent."""
    collected = make.season(world, world.stp, world.syt, world.tuangiao, world.commune)
    make.accepted(make.plan_of(world.stp), by=world.lan, head=world.binh, staff=world.hanh)
    make.filed(
        make.plan_of(world.syt),
        by=world.hoa,
        head=world.dung,
        at=make.moment(16),
        body="Chăm sóc sức khỏe nhân dân",
        number="7",
        symbol="KH-SYT",
        tasks=make.TASKS[:1],
    )
    return collected


def paper(world, collected, **words):
    facts = queries.report_facts(2022, world.hanh, on=TODAY)
    opening = papers.opening_sentence(collected, on=TODAY)
    return papers.summary_report(collected, facts, opening=opening, remarks=papers.closing_remarks(facts), **words)


def words_of_pdf(content):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def words_of_docx(content):
    document, found = docx.Document(io.BytesIO(content)), []
    for element in document.element.body.iter():
        if element.tag.endswith("}t"):
            found.append(element.text or "")
        elif element.tag.endswith(("}p", "}tc")):
            found.append(" ")
    return " ".join("".join(found).split())


def squeezed(text):
    """Without blanks: a line break inside a table cell is no difference."""
    return "".join(text.split())


def test_the_numbers_sentence(world, season):
    facts = queries.report_facts(2022, world.hanh, on=TODAY)

    assert papers.numbers_sentence(facts) == (
        "Tổng số 4 đơn vị phải gửi kế hoạch; đã gửi 2 đơn vị (50%), trong đó đúng hạn 1, trễ hạn 1; đã tiếp nhận 1, "
        "đang kiểm tra 1. Chưa gửi xong 2 đơn vị, trong đó trả lại để sửa 0, đang soạn 0, chưa nộp 2."
    )


def test_the_opening_cites_the_plan_and_the_day(world, season):
    assert papers.opening_sentence(season, on=TODAY) == (
        "Thực hiện mục IV.5 Kế hoạch số 102/KH-UBND ngày 14 tháng 01 năm 2022 của Ủy ban nhân dân tỉnh Điện Biên, "
        "Sở Nội vụ tổng hợp tình hình các cơ quan, đơn vị, địa phương xây dựng và gửi kế hoạch công tác thi đua, khen "
        "thưởng năm 2022 (hạn gửi trước ngày 15/3/2022), tính đến ngày 16/3/2022, như sau:"
    )


def test_tables_hold_every_unit_with_who_when_late_and_what(world, season):
    made = paper(world, season)
    kinds = made.blocks[3]
    sent, unsent = made.annexes

    assert list(kinds.rows) == [
        ("Sở, ban, ngành", "2", "2", "1", "1", "0"),
        ("UBND huyện, thị xã, thành phố", "1", "0", "0", "0", "1"),
        ("UBND xã, phường, thị trấn", "1", "0", "0", "0", "1"),
        ("Cộng", "4", "2", "1", "1", "2"),
    ]
    assert [row for row in sent.blocks[0].rows if isinstance(row, tuple)] == [
        (
            "1",
            "Sở Tư pháp",
            "15/KH-STP, 25/02/2022",
            "01/03/2022",
            "Đúng hạn",
            "Mục đích Phát động phong trào thi đua yêu nước. Ký giao ước thi đua trong tháng 3 (2 nhiệm vụ)",
        ),
        (
            "2",
            "Sở Y tế",
            "7/KH-SYT, 25/02/2022",
            "16/03/2022",
            "Trễ 2 ngày",
            "Chăm sóc sức khỏe nhân dân (1 nhiệm vụ)",
        ),
    ]
    assert [row for row in unsent.blocks[0].rows if isinstance(row, tuple)] == [
        ("1", "UBND huyện Tuần Giáo", "Chưa nộp, trễ 2 ngày", "14/03/2022"),
        ("2", "UBND xã Quài Cang", "Chưa nộp, trễ 2 ngày", "14/03/2022"),
    ]


@pytest.mark.parametrize(
    ("render", "read"), [(render_pdf, words_of_pdf), (render_docx, words_of_docx)], ids=["pdf", "docx"]
)
def test_both_files_carry_every_cell(world, season, render, read):
    made = paper(world, season, number="12", dated_on=TODAY, signer_name="Lê Thị Kim")
    tables = [made.blocks[3], *(annex.blocks[0] for annex in made.annexes)]
    cells = [cell for table in tables for row in table.rows if isinstance(row, tuple) for cell in row]
    facts = queries.report_facts(2022, world.hanh, on=TODAY)
    wanted = [*cells, papers.numbers_sentence(facts), "BÁO CÁO", "Số: 12/BC-SNV", "GIÁM ĐỐC", "Lê Thị Kim"]
    wanted.append("Điện Biên, ngày 16 tháng 3 năm 2022")

    text = squeezed(read(render(made)))

    assert [cell for cell in wanted if squeezed(cell) not in text] == []


@pytest.mark.parametrize(
    ("part", "whole", "words"), [(58, 80, "72,5%"), (1, 3, "33,3%"), (2, 3, "66,7%"), (0, 0, "0%"), (3, 3, "100%")]
)
def test_shares_are_rounded_once_to_a_tenth(part, whole, words):
    assert papers.share(part, whole) == words


def test_words_of_a_draft_never_enter(world, season):
    make.draft(make.plan_of(world.tuangiao), by=_officer(world), body="Bí mật của huyện", title="Bí mật")
    made = paper(world, season)

    assert "Bí mật" not in repr(made)


def _officer(world):
    person = units.person("chau", "Lường Văn Châu")
    units.post(person, world.tuangiao, Role.OFFICER)
    return person


def content_of(answer):
    return b"".join(answer) if answer.streaming else answer.content


def test_issuing_keeps_the_bytes_and_a_later_filing_changes_nothing(world, season, client_for):
    address = reverse("plans:unit-plan-report-page", args=[2022])
    client = client_for(world.hanh)
    words = {
        "number": "12",
        "symbol": "BC-SNV",
        "dated_on": "16/03/2022",
        "opening": "Sở Nội vụ báo cáo như sau:",
        "remarks": "- Đề nghị đôn đốc",
        "on_behalf": "KT. GIÁM ĐỐC",
        "signer_title": "PHÓ GIÁM ĐỐC",
        "signer_name": "Lê Thị Kim",
        "press": "issue",
    }

    client.post(address, words)
    issued = IssuedDocument.objects.get()
    kept = content_of(client.get(issued.pdf_url))
    steps.accept(make.plan_of(world.syt), by=world.hanh, at=make.moment(17))
    again = content_of(client.get(issued.pdf_url))

    assert (issued.notation, issued.issued_by) == ("12/BC-SNV", world.hanh)
    assert kept == again
    text = squeezed(words_of_pdf(kept))
    assert [
        w for w in ("Sở Nội vụ báo cáo như sau:", "Đề nghị đôn đốc", "KT. GIÁM ĐỐC") if squeezed(w) not in text
    ] == []
    assert [client_for(world.people[n]).get(issued.pdf_url).status_code for n in ("lan", "hoa", "tuan", "admin")] == [
        404
    ] * 4
    assert client_for(world.ha).post(address, words).status_code == 403
    assert IssuedDocument.objects.count() == 1


def test_a_bad_date_is_told_and_the_words_stay(world, season, client_for):
    address = reverse("plans:unit-plan-report-page", args=[2022])
    words = {"opening": "Mở đầu riêng", "dated_on": "31/02/2022", "press": "pdf"}

    page = client_for(world.hanh).post(address, words)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["dated_on"]
    assert page.context["form"]["opening"].value() == "Mở đầu riêng"
