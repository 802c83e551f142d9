"""Who sees what. Hoa (Sở Y tế) always holds similar data of her own, and nothing of Sở Tư pháp's."""

import hashlib
import io
import re

import openpyxl
import pypdf
import pytest
from django.urls import reverse

from core import files
from plans.models import UnitPlan
from plans.queries import filing_boards as boards
from plans.queries import filings
from plans.queries import unit_plans as queries
from plans.services import filings as steps
from tests.factories import unit_plans as make
from tests.factories import units
from units.enums import Role

SECRET = "Chỉ tiêu riêng của Sở Tư pháp"
OTHER = "Chỉ tiêu riêng của Sở Y tế"


@pytest.fixture
def season(world):
    """Both departments have drafted much the same."""
    make.season(world)
    make.draft(make.plan_of(world.stp), by=world.lan, body=SECRET, title=f"Kế hoạch: {SECRET}")
    make.draft(make.plan_of(world.syt), by=world.hoa, body=OTHER, title=f"Kế hoạch: {OTHER}")
    return world


def send(world):
    """Sở Tư pháp files."""
    plan = make.plan_of(world.stp)
    steps.submit(plan, by=world.lan, at=make.moment(2))
    steps.confirm(plan, by=world.binh, at=make.moment(2))
    return plan


# Drafts are the unit's own -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["draft", "awaiting"])
@pytest.mark.parametrize("name", ["hanh", "thang", "do", "ha"])
def test_nobody_outside_reads_a_draft_on_any_exit(season, client_for, state, name):
    plan = make.plan_of(season.stp)
    if state == "awaiting":
        steps.submit(plan, by=season.lan, at=make.moment(2))
    client = client_for(season.people[name])
    detail = reverse("plans:unit-plan-detail", args=[plan.pk])
    pages = [detail, *(f"{detail}?tab={tab}" for tab in ("ho-so", "y-kien", "lich-su"))]
    pages += [reverse("plans:unit-plan-board", args=[2022]), reverse("plans:unit-plan-report-page", args=[2022])]

    texts = [client.get(page).content.decode() for page in pages]

    assert [SECRET in text for text in texts] == [False] * len(texts)
    assert ["Chờ thủ trưởng" in text for text in texts] == [False] * len(texts)
    assert "Nháp" in texts[0]


def test_the_unit_itself_reads_its_draft(season, client_for):
    plan = make.plan_of(season.stp)
    for person in (season.lan, season.binh):
        page = client_for(person).get(reverse("plans:unit-plan-detail", args=[plan.pk]))
        assert SECRET in page.content.decode()


def test_after_a_return_the_standing_body_reads_what_was_filed_not_what_is_being_changed(season, client_for):
    plan = send(season)
    steps.give_back(plan, reason="Thiếu chỉ tiêu", by=season.hanh, at=make.moment(3))
    make.draft(make.plan_of(season.stp), by=season.lan, body="Đang sửa dở", title="Bản mới")
    address = reverse("plans:unit-plan-detail", args=[plan.pk])

    outside = client_for(season.hanh).get(address).content.decode()
    inside = client_for(season.lan).get(address).content.decode()

    assert (SECRET in outside, "Đang sửa dở" in outside, "Bản mới" in outside) == (True, False, False)
    assert (SECRET in inside, "Đang sửa dở" in inside) == (False, True)


def test_history_outside_names_no_inner_step_and_no_inner_reason(season, client_for):
    plan = make.plan_of(season.stp)
    steps.submit(plan, by=season.lan, at=make.moment(2))
    steps.hand_back(plan, reason="Số liệu nội bộ sai", by=season.binh, at=make.moment(3))
    steps.submit(plan, by=season.lan, at=make.moment(4))
    steps.confirm(plan, by=season.binh, at=make.moment(4))

    assert [s.action for s in filings.steps_for(season.hanh, plan)] == ["confirm"]
    assert [s.action for s in filings.steps_for(season.lan, plan)] == [
        "confirm",
        "submit",
        "hand_back",
        "submit",
        "start",
    ]
    page = client_for(season.hanh).get(reverse("plans:unit-plan-detail", args=[plan.pk]) + "?tab=lich-su")
    assert "Số liệu nội bộ sai" not in page.content.decode()


# Another unit, with data of its own -----------------------------------------------------------------------------------------
def test_board_partial_count_and_numbers_hold_only_the_own_unit(season, client_for):
    send(season)
    hoa = client_for(season.hoa)
    address = reverse("plans:unit-plan-board", args=[2022]) + "?muc=tat-ca"

    page, partial = hoa.get(address), hoa.get(address, htmx=True)

    for answer in (page, partial):
        assert re.findall(
            r'<th scope="row"><a href="/ke-hoach/don-vi/ho-so/\d+/">(.+?)</a>', answer.content.decode()
        ) == ["Sở Y tế"]
        assert "Sở Tư pháp" not in answer.content.decode()
        assert "Đang xem <b>1</b> trên 1" in answer.content.decode()
    counts = boards.board_counts(queries.plans_of(2022, season.hoa), on=make.moment(8).date())
    assert (counts.count("tat-ca"), counts.count("nhap"), counts.count("da-gui")) == (1, 1, 0)
    assert boards.filings_by_day(queries.plans_of(2022, season.hoa)) == []


def test_export_has_exactly_the_rows_of_the_screen_and_no_draft_number(season, client_for):
    send(season)
    address = reverse("plans:unit-plan-export", args=[2022]) + "?muc=tat-ca"

    def rows(person):
        book = openpyxl.load_workbook(io.BytesIO(client_for(person).get(address).content))
        return [[cell.value for cell in row] for row in book.active.iter_rows()]

    ours, theirs = rows(season.hanh), rows(season.hoa)
    table = [row for row in ours if row[1] in ("Sở Tư pháp", "Sở Y tế")]
    assert [(row[1], row[3], row[4]) for row in table] == [
        ("Sở Tư pháp", "Đã nộp", "15/KH-STP"),
        ("Sở Y tế", "Nháp", None),
    ]
    assert [row[1] for row in theirs if row[1] in ("Sở Tư pháp", "Sở Y tế")] == ["Sở Y tế"]


def test_report_names_no_draft_and_is_closed_to_units(season, client_for):
    send(season)
    content = client_for(season.hanh).get(reverse("plans:unit-plan-report", args=[2022, "pdf"])).content
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)

    assert OTHER not in " ".join(text.split())
    assert client_for(season.hoa).get(reverse("plans:unit-plan-report", args=[2022, "pdf"])).status_code == 403


def test_a_file_of_a_draft_is_read_by_the_unit_alone_and_by_the_standing_body_once_filed(season, client_for):
    plan = make.plan_of(season.stp)
    stored = steps.attach_file(plan, make.word_file(), by=season.lan, at=make.moment(2))
    address = reverse("core:file-download", args=[stored.uuid])

    def readers():
        answers = {name: client_for(person).get(address) for name, person in season.people.items()}
        for answer in answers.values():
            b"".join(answer)
        assert {answer.status_code for answer in answers.values()} == {200, 404}
        return {name for name, answer in answers.items() if answer.status_code == 200}

    assert readers() == {"lan", "binh"}
    send(season)
    assert readers() == {"lan", "binh", "hanh", "thang", "do", "ha"}


def test_a_district_reads_its_communes_filed_plans_but_not_their_drafts(world, client_for):
    make.season(world, world.commune, world.stp)
    above, own = units.person("chau", "Lường Văn Châu"), units.person("sinh", "Lò Văn Sinh")
    units.post(above, world.tuangiao, Role.OFFICER)
    for role in (Role.OFFICER, Role.HEAD):
        units.post(own, world.commune, role)
    plan = make.draft(make.plan_of(world.commune), by=own, body=SECRET)

    assert [p.unit_id for p in UnitPlan.objects.visible_to(above)] == [world.commune.pk]
    assert filings.content_for(above, plan) is None
    steps.submit(plan, by=own, at=make.moment(2))
    steps.confirm(plan, by=own, at=make.moment(2))
    assert filings.content_for(above, plan).body == SECRET
    page = client_for(above).get(reverse("plans:unit-plan-edit", args=[plan.pk]))
    assert page.status_code == 403


def test_removed_files_of_a_filed_version_stay_with_that_version(season):
    plan = make.plan_of(season.stp)
    stored = steps.attach_file(plan, make.word_file(text="Bản một"), by=season.lan, at=make.moment(2))
    send(season)
    plan = make.plan_of(season.stp)
    steps.give_back(plan, reason="Thiếu", by=season.hanh, at=make.moment(3))
    steps.detach_file(plan, stored, by=season.lan, at=make.moment(4))
    new = steps.attach_file(plan, make.word_file("ban-hai.docx", "Bản hai"), by=season.lan, at=make.moment(4))

    assert [f.uuid for f in filings.content_for(season.lan, plan).files] == [str(new.uuid)]
    assert [f.uuid for f in filings.content_for(season.hanh, plan).files] == [str(stored.uuid)]
    with files.open_bytes(stored) as kept:
        assert hashlib.sha256(kept.read()).hexdigest() == stored.sha256


@pytest.mark.parametrize("step", ["return", "accept", "reopen"])
def test_a_step_that_is_not_open_does_not_tell_that_the_draft_waits_for_the_head(season, client_for, step):
    plan = make.plan_of(season.stp)
    steps.submit(plan, by=season.lan, at=make.moment(2))
    address = reverse(f"plans:unit-plan-{step}", args=[plan.pk])

    for answer in (client_for(season.hanh).get(address), client_for(season.hanh).post(address, {"reason": "Lý do"})):
        assert answer.context["problem"] == (
            "Đơn vị chưa gửi. Bản nháp là việc riêng của đơn vị; nội dung hiện ra khi thủ trưởng đã xác nhận."
        )
        assert "Chờ thủ trưởng" not in answer.content.decode()
    assert make.plan_of(season.stp).state == "awaiting"


def test_a_step_on_a_received_plan_says_why_not(season, client_for):
    plan = send(season)
    steps.accept(plan, by=season.hanh, at=make.moment(3))

    answer = client_for(season.hanh).get(reverse("plans:unit-plan-return", args=[plan.pk]))

    assert answer.context["problem"] == (
        "Không thể “Trả lại” khi kế hoạch ở trạng thái “Đã tiếp nhận”. Hãy tải lại trang."
    )
