"""The province's report gathers the units' words once; what comes later is added at the ends, nothing typed is lost."""

import pytest
from django.urls import reverse

from plans.forms.gathered import GatheredField
from plans.models import ReportRound
from plans.services import filings as steps
from tests.factories import reports as make

STP, SYT = "**Sở Tư pháp:** Tư pháp đã chỉ đạo", "**Sở Y tế:** Y tế đã chỉ đạo"


@pytest.fixture
def season(world):
    """Sở Tư pháp has filed, Sở Y tế not yet."""
    make.season(world)
    make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh, words="Tư pháp đã chỉ đạo")
    return world


def the_round():
    return ReportRound.objects.get()


def address():
    return reverse("plans:report-round-report", args=[the_round().pk])


def syt_files(world):
    make.filed(make.filing_of(world.syt), by=world.hoa, head=world.dung, words="Y tế đã chỉ đạo")


def shown(client):
    """What the page's form holds, as a browser would send it."""
    form = client.get(address()).context["form"]
    return {field.name: field.value() or "" for field in form} | {
        "gathered_version": GatheredField().prepare_value(form["gathered_version"].value())
    }


def sections():
    return the_round().summary["sections"]


def said(response):
    return [str(message) for message in response.context["messages"]]


def offered(client):
    return [(one.report.unit.label, one.again) for one in client.get(address()).context["later"]]


def test_as_long_as_nothing_is_kept_the_page_is_gathered_anew(season, client_for):
    client = client_for(season.hanh)
    assert (shown(client)["section_0"], offered(client)) == (STP, [])

    syt_files(season)

    assert (shown(client)["section_0"], offered(client)) == (f"{STP}\n{SYT}", [])


def test_a_unit_that_files_later_is_added_and_every_word_of_staff_stays(season, client_for):
    client = client_for(season.hanh)
    client.post(address(), shown(client) | {"section_0": "Đã biên tập", "section_1": "Viết tay", "press": "keep"})
    syt_files(season)
    assert offered(client) == [("Sở Y tế", False)]
    typed = shown(client) | {"section_0": "Đã biên tập\nđang gõ dở", "opening": "Mở đầu riêng", "press": "gather"}

    answer = client.post(address(), typed, follow=True)

    assert said(answer) == ["Đã lưu dự thảo, thêm nội dung của 1 đơn vị vào cuối các mục."]
    assert sections() == [f"Đã biên tập\nđang gõ dở\n{SYT}", "Viết tay"]
    assert the_round().summary["opening"] == "Mở đầu riêng"
    assert offered(client) == []


def test_a_unit_whose_text_came_while_the_page_lay_open_is_not_forgotten(season, client_for):
    """The page shows one unit; another files; only then the page is kept."""
    client = client_for(season.hanh)
    page = shown(client)
    syt_files(season)

    client.post(address(), page | {"press": "keep"})

    assert sections()[0] == STP
    assert offered(client) == [("Sở Y tế", False)]


def test_what_a_unit_sends_again_stands_beside_what_it_had_sent(season, client_for):
    client = client_for(season.hanh)
    client.post(address(), shown(client) | {"section_0": f"{STP} (biên tập)", "press": "keep"})
    report = make.filing_of(season.stp)
    steps.give_back(report, reason="Thiếu", by=season.hanh, at=make.moment(4))
    assert offered(client) == []
    make.filed(report, by=season.lan, head=season.binh, words="Tư pháp viết lại", at=make.moment(5))
    assert offered(client) == [("Sở Tư pháp", True)]

    client.post(address(), shown(client) | {"press": "gather"})

    assert sections()[0] == f"{STP} (biên tập)\n**Sở Tư pháp (bản gửi lại):** Tư pháp viết lại"
    assert offered(client) == []


def test_the_same_words_sent_again_are_not_offered(season, client_for):
    client = client_for(season.hanh)
    client.post(address(), shown(client) | {"press": "keep"})
    report = make.filing_of(season.stp)
    steps.give_back(report, reason="Sai số liệu", by=season.hanh, at=make.moment(4))
    make.filed(report, by=season.lan, head=season.binh, words="Tư pháp đã chỉ đạo", at=make.moment(5))

    assert offered(client) == []


def test_pressed_twice_nothing_is_added_twice(season, client_for):
    client = client_for(season.hanh)
    client.post(address(), shown(client) | {"press": "keep"})
    syt_files(season)
    page = shown(client) | {"press": "gather"}
    client.post(address(), page)

    second = client.post(address(), page)

    assert second.status_code == 422
    assert sections()[0] == f"{STP}\n{SYT}"
    assert said(client.post(address(), shown(client) | {"press": "gather"}, follow=True)) == [
        "Đã lưu dự thảo. Không có đơn vị nào gửi nội dung mới."
    ]
    assert sections()[0] == f"{STP}\n{SYT}"


def test_when_a_colleague_kept_other_words_both_are_shown_and_nothing_is_written(season, client_for):
    hanh, thang = client_for(season.hanh), client_for(season.thang)
    hanh.post(address(), shown(hanh) | {"press": "keep"})
    mine = shown(hanh)
    thang.post(address(), shown(thang) | {"section_0": "Của Thắng", "press": "keep"})
    syt_files(season)

    answer = hanh.post(address(), mine | {"section_0": "Của Hạnh", "press": "gather"})

    assert answer.status_code == 422
    assert [(d.before, d.after) for d in answer.context["differences"]] == [("Của Thắng", "Của Hạnh")]
    assert sections()[0] == "Của Thắng"


def test_a_wrong_day_keeps_everything_typed_on_the_page(season, client_for):
    client = client_for(season.hanh)
    client.post(address(), shown(client) | {"press": "keep"})
    syt_files(season)

    answer = client.post(address(), shown(client) | {"dated_on": "31/02/2022", "section_0": "Gõ dở", "press": "gather"})

    assert (answer.status_code, answer.context["form"]["section_0"].value()) == (422, "Gõ dở")
    assert sections()[0] == STP


@pytest.mark.parametrize("name", ["do", "ha"])
def test_readers_see_who_came_later_and_do_not_gather(season, client_for, name):
    client = client_for(season.people[name])
    hanh = client_for(season.hanh)
    hanh.post(address(), shown(hanh) | {"press": "keep"})
    syt_files(season)

    assert offered(client) == [("Sở Y tế", False)]
    assert 'value="gather"' not in client.get(address()).content.decode()
    assert 'value="gather"' in hanh.get(address()).content.decode()
    assert client.post(address(), shown(client) | {"press": "gather"}).status_code == 403
    assert sections()[0] == STP


def test_the_words_of_drafts_are_never_offered(season, client_for):
    client = client_for(season.hanh)
    client.post(address(), shown(client) | {"press": "keep"})
    make.draft(make.filing_of(season.syt), by=season.hoa, words="Chỉ là nháp")

    assert offered(client) == []
    make_returned = make.filing_of(season.syt)
    steps.submit(make_returned, by=season.hoa, at=make.moment(3))
    assert offered(client) == []


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("", {}),
        ("12:0123456789abcdef 15:fedcba9876543210", {12: "0123456789abcdef", 15: "fedcba9876543210"}),
        ("12:0123456789abcdef x:1 <script> 9:short", {12: "0123456789abcdef"}),
    ],
)
def test_what_comes_along_hidden_is_read_and_the_rest_left_out(sent, read):
    field = GatheredField()

    assert field.clean(sent) == read
    assert field.clean(field.prepare_value(read)) == read
