"""A covenant as a text: writing it, opening it for signing, the paper, who reads it and what is kept."""

import datetime
import io
import json

import pypdf
import pytest
from django.urls import reverse

from clusters.enums import CovenantState, TableState
from clusters.models import Change, Covenant, CovenantIndicator
from clusters.services import covenants as services
from clusters.services import score_tables as tables
from clusters.services import signing
from core.errors import Stale
from core.models import IssuedCopy, IssuedDocument, JournalEntry, Notice
from core.obligations import of_kind
from tests.clusters.signatures import AT, PASSWORD, khoi, refusal, sign_address, with_password
from tests.factories import covenants as pact

DAY = datetime.date
S = CovenantState


@pytest.fixture
def year(world):
    return khoi(world)


@pytest.fixture
def unprinted(monkeypatch):
    """Where the paper is not the point, it is not printed."""
    monkeypatch.setattr(signing, "issue_paper", lambda covenant, *, by, at: None)


# Opening --------------------------------------------------------------------------------------------------------------
def test_signing_opens_with_something_to_sign_and_a_table_without_stopping_findings(world, year):
    empty = pact.written(world, year, content="", indicators=[])
    assert refusal(lambda: services.open_signing(empty, by=world.hanh, at=AT)) == (
        "Giao ước chưa có nội dung hay chỉ tiêu nào."
    )

    covenant = pact.written(world, year)
    table = year.score_tables.get()
    type(table).objects.filter(pk=table.pk).update(share_b=None)
    assert refusal(lambda: services.open_signing(covenant, by=world.hanh, at=AT)).startswith(
        "Bảng điểm: Có 1 tiêu chí xếp loại A–D nhưng chưa ghi loại B"
    )
    tables.discard_table(year.score_tables.get(), by=world.hanh, at=AT)
    assert refusal(lambda: services.open_signing(pact.fresh(year), by=world.hanh, at=AT)) == (
        "Chưa có bảng tiêu chí chấm điểm. Hãy lập ở phần Bảng điểm."
    )


def test_while_it_is_signed_neither_text_nor_table_changes(world, year):
    covenant = pact.opened(world, year)
    table = covenant.table
    table.year = covenant.year

    assert (covenant.state, len(covenant.digest), covenant.table.state) == (S.SIGNING, 64, TableState.DRAFT)
    assert refusal(lambda: tables.add_group(table, symbol="X", name="x", by=world.hanh, at=AT)).startswith(
        "Giao ước đang ký kèm bảng điểm này."
    )
    assert refusal(lambda: pact.written(world, year)) == (
        "Giao ước đang ký nên không sửa được. Hãy đưa về soạn thảo trước."
    )


def test_opening_asks_the_heads_who_have_not_signed_until_the_day_of_the_covenant(world, year):
    covenant = pact.opened(world, year)
    pact.signed_by(covenant, world.syt, world.dung)

    duties = list(of_kind("clusters.covenant", on=AT.date()))

    assert [(d.title, d.due_on, d.people) for d in duties] == [
        ("Ký giao ước thi đua: Khối nội chính năm 2022", DAY(2022, 2, 15), (world.binh.pk,))
    ]
    told = Notice.objects.filter(key__startswith="clusters.covenant-open").order_by("person__username")
    assert [n.person.username for n in told] == ["binh", "dung", "hoa", "lan"]
    assert {n.subject for n in told} == {"Mời ký giao ước thi đua: Khối nội chính năm 2022"}


# The paper ------------------------------------------------------------------------------------------------------------
def test_the_signed_paper_names_everybody_and_carries_the_table(world, year, client_for):
    covenant = pact.opened(world, year)
    pact.signed_by(covenant, world.syt, world.dung)
    pact.signed_by(covenant, world.stp, world.binh, reason="Một đơn vị vắng")

    issued = IssuedDocument.objects.get()
    content = bytes(IssuedCopy.objects.get(document=issued, form="pdf").content)
    said = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    for words in (
        "GIAO ƯỚC THI ĐUA Năm 2022",
        "Chung sức xây dựng nông thôn mới 2 xã",
        "Thu ngân sách tỷ đồng 1.200",
        "SỞ Y TẾ GIÁM ĐỐC (Đã ký lúc",
        "Lê Tiến Dũng",
        "TUẦN GIÁO (Chưa ký)",
        "BẢNG TIÊU CHÍ CHẤM ĐIỂM KHỐI NỘI CHÍNH NĂM 2022",
        "Thang điểm là tham số mẫu, chưa kiểm chứng",
    ):
        assert words in said
    assert said.index("Lê Tiến Dũng") < said.index("TRƯỞNG KHỐI") < said.index("Trần Quốc Bình")
    assert client_for(world.hoa).get(issued.pdf_url).status_code == 200
    assert client_for(world.van).get(issued.pdf_url).status_code == 404


# Who reads, what is kept ----------------------------------------------------------------------------------------------
def test_a_draft_is_no_business_of_the_members_until_signing(world, year, client_for):
    pact.written(world, year, content="CHƯA-CÔNG-BỐ")
    table = year.score_tables.get()
    address = reverse("clusters:covenant-detail", args=[year.pk])

    def reads(person):
        client = client_for(person)
        return "CHƯA-CÔNG-BỐ" in client.get(address).content.decode(), client.get(table.get_absolute_url()).status_code

    assert [reads(p) for p in (world.lan, world.hanh, world.ha)] == [(True, 200)] * 3
    assert [reads(p) for p in (world.hoa, world.dung)] == [(False, 404)] * 2
    assert client_for(world.hoa).get(reverse("clusters:covenant-edit", args=[year.pk])).status_code == 404
    services.open_signing(pact.fresh(year), by=world.hanh, at=AT)
    assert [reads(p) for p in (world.hoa, world.dung)] == [(True, 200)] * 2


def test_no_password_stays_in_journal_history_or_messages(world, year, client_for):
    covenant = pact.opened(world, year)
    with_password(world.dung)
    client = client_for(world.lan)
    address = sign_address(covenant, world.syt, "clusters:covenant-ceremony-sign")

    answer = client.post(
        address, {"digest": covenant.digest, "username": "dung", "password": PASSWORD}, follow=True
    ).content.decode()

    kept = json.dumps(list(JournalEntry.objects.order_by("number").values_list("act", "subject_name", "detail")))
    kept += json.dumps(list(Change.objects.order_by("pk").values_list("label", "reason")))
    kept += json.dumps(list(Notice.objects.order_by("pk").values_list("subject", "body")))
    assert "Sở Y tế đã ký." in answer
    assert PASSWORD not in answer + kept + json.dumps(dict(client.session), default=str)


# Writing --------------------------------------------------------------------------------------------------------------
def written_form(**changes):
    rows = {
        f"{prefix}-{name}": value
        for prefix in ("phong-trao", "chi-tieu")
        for name, value in (
            ("TOTAL_FORMS", "1"),
            ("INITIAL_FORMS", "0"),
            ("MIN_NUM_FORMS", "0"),
            ("MAX_NUM_FORMS", "80"),
        )
    }
    return rows | {"version": "0", "content": "Nội dung một", "place": "", "ceremony_on": "", "press": "save"} | changes


def test_one_row_more_keeps_what_is_typed_and_rows_without_a_name_are_told(world, year, client_for):
    address = reverse("clusters:covenant-edit", args=[year.pk])
    client = client_for(world.lan)

    more = client.post(address, written_form(press="chi-tieu", **{"chi-tieu-0-content": "Thu ngân sách"}))
    assert (more.status_code, 'value="Thu ngân sách"' in more.content.decode()) == (200, True)
    assert 'name="chi-tieu-1-content"' in more.content.decode()
    wrong = client.post(address, written_form(**{"chi-tieu-0-target": "100", "phong-trao-0-goal": "2 xã"}))
    assert wrong.status_code == 422
    assert "Hãy ghi nội dung chỉ tiêu, hoặc đánh dấu bỏ dòng này." in wrong.content.decode()
    assert "Hãy chọn hoặc ghi tên phong trào, hoặc đánh dấu bỏ dòng này." in wrong.content.decode()
    assert Covenant.objects.count() == 0
    assert client.post(address, written_form(**{"chi-tieu-0-content": "Thu ngân sách"})).status_code == 302
    assert list(CovenantIndicator.objects.values_list("content", flat=True)) == ["Thu ngân sách"]


def test_two_who_write_at_once_see_both_texts_and_choose(world, year, client_for):
    address = reverse("clusters:covenant-edit", args=[year.pk])
    client = client_for(world.lan)
    client_for(world.hanh).post(address, written_form(content="Bản của Hạnh"))

    clash = client.post(address, written_form(content="Bản của Lan"))

    assert clash.status_code == 422
    assert clash.context["clash"] == [
        {"name": "content", "label": "Nội dung giao ước", "mine": "Bản của Lan", "theirs": "Bản của Hạnh"}
    ]
    assert clash.context["who"] == "Lò Thị Minh Hạnh"
    chosen = written_form(content="Bản của Lan", version="1", keep_content="mine")
    assert client.post(address, chosen).status_code == 302
    assert client.post(address, chosen).status_code == 302  # the same press once more
    assert Covenant.objects.get().content == "Bản của Lan"


def test_a_stale_save_by_the_service_writes_nothing(world, year):
    pact.written(world, year)
    with pytest.raises(Stale):
        services.save_covenant(
            year,
            version=0,
            content="Khác",
            place="",
            ceremony_on=None,
            campaigns=[],
            indicators=[],
            by=world.lan,
            at=AT,
        )
    assert Covenant.objects.get().content == "Thi đua hoàn thành nhiệm vụ năm."
