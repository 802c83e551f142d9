"""Writing a filing of any kind: typed, kept while it is typed, two people at once. Nothing typed is lost."""

import html

import pytest
from django.urls import reverse

from core.errors import Refused
from plans.enums import FilingState as S
from plans.services import filings as steps
from tests.factories import units
from tests.plans.filings import CAMPAIGN_REGISTRATION, CAMPAIGN_REPORT, PLAN, REGISTRATION, REPORT, SAMPLES
from units.enums import Role


@pytest.fixture(params=SAMPLES, ids=str)
def sample(request):
    return request.param


@pytest.fixture
def filing(world, sample):
    sample.make.season(world)
    return sample.of(world.stp)


@pytest.fixture
def second(world):
    """A second officer of Sở Tư pháp."""
    person = units.person("cuc", "Trần Thị Cúc")
    units.post(person, world.stp, Role.OFFICER)
    return person


def edit(sample, filing):
    return sample.kind.url("edit", filing.pk)


def autosave(client, sample, filing, text="Đang gõ dở", **changes):
    return client.post(sample.kind.url("autosave", filing.pk), sample.send(filing, text, **changes), htmx=True)


# Typing --------------------------------------------------------------------------------------------------------------
NUMBERS = "Số quá lớn hoặc có quá bốn chữ số thập phân."
LINE = "danh-hieu-0-"
BAD = [
    (
        PLAN,
        {"signed_on": "31/02/2022"},
        "signed_on",
        "Ngày không có trong lịch hoặc viết sai. Hãy viết ngày/tháng/năm, ví dụ 05/03/2022.",
    ),
    (PLAN, {"number": "15"}, "symbol", "Đã ghi số thì ghi cả ký hiệu, ví dụ KH-STP."),
    (
        PLAN,
        {"title": "Đang viết dở", "body": "x" * 60_001},
        "body",
        "Nội dung dài 60001 ký tự, nhiều nhất là 60000. Hãy rút gọn hoặc đính kèm tệp.",
    ),
    (
        PLAN,
        {"tasks-0-text": "", "tasks-0-lead": "Văn phòng"},
        "tasks-0-text",
        "Hãy ghi nội dung nhiệm vụ, hoặc đánh dấu bỏ dòng này.",
    ),
    (REPORT, {"v1": "-1"}, "v1", "Chỉ tiêu này không thể là số âm."),
    (REPORT, {"v1": "2,5"}, "v1", "Chỉ tiêu này là số nguyên. Hãy ghi số không có phần thập phân."),
    (REPORT, {"v1": "ba"}, "v1", "Không đọc được số “ba”. Hãy ghi như 1.490.000 hoặc 65,2."),
    (REPORT, {"v3": "100,1"}, "v3", "Tỷ lệ từ 0 đến 100. Hãy ghi như 65,2."),
    (REPORT, {"v3": "-0,5"}, "v3", "Chỉ tiêu này không thể là số âm."),
    (REPORT, {"v4": "-3"}, "v4", "Chỉ tiêu này không thể là số âm."),
    (REPORT, {"v4": "9" * 20}, "v4", NUMBERS),
    (REPORT, {"v4": "1,23456"}, "v4", NUMBERS),
    (REGISTRATION, {LINE + "quantity": "ba"}, LINE + "quantity", "Số lượng là số nguyên, ví dụ 3."),
    (REGISTRATION, {LINE + "quantity": "0"}, LINE + "quantity", "Số lượng từ 1 trở lên."),
    (REGISTRATION, {LINE + "quantity": "-2"}, LINE + "quantity", "Số lượng từ 1 trở lên."),
    (REGISTRATION, {LINE + "quantity": ""}, LINE + "quantity", "Hãy ghi số lượng."),
    (REGISTRATION, {LINE + "object": ""}, LINE + "object", "Chọn tập thể hoặc cá nhân."),
    (REGISTRATION, {LINE + "name": ""}, LINE + "name", "Hãy ghi tên danh hiệu, hoặc đánh dấu bỏ dòng này."),
    (REGISTRATION, {"chi-tieu-0-value": ""}, "chi-tieu-0-value", "Hãy ghi mức đăng ký."),
    (REGISTRATION, {"number": "5"}, "symbol", "Đã ghi số thì ghi cả ký hiệu, ví dụ ĐK-STP."),
    (CAMPAIGN_REGISTRATION, {"v1": "-1"}, "v1", "Chỉ tiêu này không thể là số âm."),
    (CAMPAIGN_REGISTRATION, {"v1": "2,5"}, "v1", "Chỉ tiêu này là số nguyên. Hãy ghi số không có phần thập phân."),
    (CAMPAIGN_REGISTRATION, {"v2": "5 tỷ"}, "v2", "Không đọc được số “5 tỷ”. Hãy ghi như 1.490.000 hoặc 65,2."),
    (CAMPAIGN_REGISTRATION, {"v3": "100,1"}, "v3", "Tỷ lệ từ 0 đến 100. Hãy ghi như 65,2."),
    (CAMPAIGN_REPORT, {"v5": "-3"}, "v5", "Chỉ tiêu này không thể là số âm."),
    (CAMPAIGN_REPORT, {"v2": "9" * 20}, "v2", NUMBERS),
    (CAMPAIGN_REPORT, {"ca-nhan-0-name": ""}, "ca-nhan-0-name", "Hãy ghi tên, hoặc đánh dấu bỏ dòng này."),
    (CAMPAIGN_REPORT, {"tap-the-0-name": "Phòng A"}, "tap-the-0-achievement", "Hãy ghi tóm tắt thành tích."),
]


def errors_of(context):
    """dict field → its sentences, from the form and from every row."""
    forms = [context["form"], *(row for _, rows in context["tables"] for row in rows)]
    return {form.add_prefix(name): list(found) for form in forms for name, found in form.errors.items()}


@pytest.mark.parametrize(
    ("sample", "changes", "field", "sentence"), BAD, ids=[f"{case[0]}-{n}" for n, case in enumerate(BAD)]
)
def test_bad_input_gets_one_sentence_and_nothing_typed_is_lost(world, client_for, sample, changes, field, sentence):
    sample.make.season(world)
    filing = sample.of(world.stp)
    data = sample.send(filing, "Đang viết dở", **changes)

    page = client_for(world.lan).post(edit(sample, filing), data)

    assert page.status_code == 422
    assert errors_of(page.context) == {sample.name(filing, field): [sentence]}
    words = html.unescape(page.content.decode())
    assert [typed for typed in (sentence, "Đang viết dở", *changes.values()) if typed not in words] == []
    assert sample.of(world.stp).state == S.MISSING


@pytest.mark.parametrize(
    ("sample", "press", "table"),
    [
        (PLAN, "row", "tasks"),
        (REGISTRATION, "title", "titles"),
        (REGISTRATION, "goal", "goals"),
        (CAMPAIGN_REPORT, "collective", "collectives"),
        (CAMPAIGN_REPORT, "person", "persons"),
    ],
    ids=str,
)
def test_a_row_more_saves_nothing_and_loses_nothing(world, client_for, sample, press, table):
    sample.make.season(world)
    filing = sample.of(world.stp)
    unclear = sample.unclear[0]

    page = client_for(world.lan).post(edit(sample, filing), sample.send(filing, "Đang gõ", press=press, **unclear))

    assert page.status_code == 200
    assert page.context[table].total_form_count() == 2
    assert [typed in page.content.decode() for typed in ("Đang gõ", *unclear.values())] == [True, True]
    assert sample.of(world.stp).state == S.MISSING


def test_a_filing_goes_from_the_officers_page_to_the_received_one(world, sample, filing, client_for):
    def press(person, page, data=None):
        return client_for(person).post(sample.kind.url(page, filing.pk), data or {})

    saved = press(world.lan, "edit", sample.send(filing, "Nội dung", press="submit"))
    assert saved.headers["Location"] == sample.kind.url("submit", filing.pk)
    for person, page in ((world.lan, "submit"), (world.binh, "confirm"), (world.hanh, "accept")):
        assert press(person, page).status_code == 302
    assert (sample.of(world.stp).state, sample.text(sample.of(world.stp))) == (S.ACCEPTED, "Nội dung")
    assert press(world.hanh, "accept").status_code == 302
    closed = press(world.lan, "edit", sample.send(filing, "Khác"))
    assert closed.headers["Location"] == filing.get_absolute_url()
    assert (sample.of(world.stp).version, sample.text(sample.of(world.stp))) == (1, "Nội dung")


@pytest.mark.parametrize("name", ["hoa", "binh", "hanh", "admin", "root"])
def test_nobody_else_writes(world, sample, filing, client_for, name):
    client = client_for(world.people[name])
    expected = 403 if name in ("binh", "hanh") else 404

    assert client.post(edit(sample, filing), sample.send(filing)).status_code == expected
    assert autosave(client, sample, filing).status_code == expected
    with pytest.raises(Refused, match=f"Chỉ cán bộ thi đua của đơn vị được soạn {filing.noun} này."):
        sample.save(filing, "Khác", by=world.people[name])
    assert sample.of(world.stp).state == S.MISSING


# Two people, one draft -------------------------------------------------------------------------------------------------
@pytest.fixture
def hers(world, sample, filing, client_for):
    """What the second officer typed over a draft that Lan has changed since."""
    client_for(world.lan).post(edit(sample, filing), sample.send(filing, "Bản chung"))
    data = sample.send(sample.of(world.stp), "Bản của Cúc")
    sample.save(sample.of(world.stp), "Bản của Lan", by=world.lan)
    return data


def test_a_clash_shows_both_values_and_writes_nothing(world, sample, filing, hers, second, client_for):
    page = client_for(second).post(edit(sample, filing), hers)

    assert page.status_code == 422
    mine, theirs = sample.shown("Bản của Cúc"), sample.shown("Bản của Lan")
    assert page.context["clash"] == [{"name": sample.part, "label": sample.label, "mine": mine, "theirs": theirs}]
    assert page.context["form"]["version"].value() == "2"
    words = page.content.decode()
    assert [text in words for text in (mine, theirs, f"{world.lan} lưu lúc")] == [True] * 3
    assert sample.text(sample.of(world.stp)) == "Bản của Lan"


@pytest.mark.parametrize(("keep", "kept"), [("mine", "Bản của Cúc"), ("theirs", "Bản của Lan")])
def test_after_a_clash_the_chosen_value_is_kept(world, sample, filing, hers, second, client_for, keep, kept):
    answer = client_for(second).post(edit(sample, filing), hers | {"version": "2", f"keep_{sample.part}": keep})

    assert answer.status_code == 302
    assert (sample.of(world.stp).version, sample.text(sample.of(world.stp))) == (3, kept)


def test_nothing_is_saved_on_its_own_before_a_clash_is_settled(sample, filing, hers, second, client_for):
    """Otherwise a choice of “Bản đang lưu” would find one's own text there."""
    client, address = client_for(second), sample.kind.url("autosave", filing.pk)

    assert f'hx-post="{address}"' in client.get(edit(sample, filing)).content.decode()
    assert address not in client.post(edit(sample, filing), hers).content.decode()


def test_one_press_sent_twice_is_saved_once(world, sample, filing, client_for):
    client, data = client_for(world.lan), sample.send(filing, "Một lần")

    assert [client.post(edit(sample, filing), data).status_code for _ in range(2)] == [302, 302]
    assert sample.of(world.stp).version == 1


def test_of_two_who_save_the_second_writes_nothing(world, sample, filing):
    other = sample.of(world.stp)
    sample.save(filing, "Bản của Lan", by=world.lan)

    with pytest.raises(steps.Clash):
        sample.save(other, "Bản khác", by=world.lan)

    assert sample.text(sample.of(world.stp)) == "Bản của Lan"


# Kept while it is typed ------------------------------------------------------------------------------------------------
def test_autosave_keeps_the_text_and_hands_out_the_next_version(world, sample, filing, client_for):
    line = autosave(client_for(world.lan), sample, filing).content.decode()

    kept = sample.of(world.stp)
    assert (kept.state, sample.text(kept), kept.version, kept.officer) == (S.DRAFT, "Đang gõ dở", 1, world.lan)
    assert "Đã lưu nháp lúc" in line
    assert '<input type="hidden" name="version" value="1" id="id_version">' in line
    assert "Đang gõ dở" in client_for(world.lan).get(edit(sample, filing)).content.decode()


def test_autosave_twice_with_the_same_text_writes_once(world, sample, filing, client_for):
    autosave(client_for(world.lan), sample, filing)
    autosave(client_for(world.lan), sample, sample.of(world.stp))

    assert sample.of(world.stp).version == 1


def test_autosave_leaves_what_makes_no_sense_yet_and_says_so(world, sample, filing, client_for):
    changes, label, kept = sample.unclear

    line = autosave(client_for(world.lan), sample, filing, **changes).content.decode()

    assert f"trừ phần chưa đúng: {label}<" in line
    assert sample.text(sample.of(world.stp)) == "Đang gõ dở"
    assert kept(sample.of(world.stp)) is None


def test_autosave_of_an_older_page_leaves_what_the_page_does_not_send(world, sample, filing, client_for):
    sample.save(filing, "Đã lưu", by=world.lan)

    client_for(world.lan).post(sample.kind.url("autosave", filing.pk), {"version": filing.version}, htmx=True)

    assert (sample.text(sample.of(world.stp)), sample.of(world.stp).version) == ("Đã lưu", 1)


def test_autosave_without_a_version_saves_nothing_and_says_so(world, sample, filing, client_for):
    line = autosave(client_for(world.lan), sample, filing, version="").content.decode()

    assert "Trang đã cũ nên chưa lưu được. Hãy bấm “Lưu nháp”." in line
    assert sample.of(world.stp).state == S.MISSING


def test_autosave_never_overwrites_somebody_elses_text(world, sample, filing, second, client_for):
    sample.save(sample.of(world.stp), "Bản của Lan", by=world.lan)

    line = autosave(client_for(second), sample, filing).content.decode()

    assert "Bản nháp này vừa được lưu ở nơi khác. Bấm “Lưu nháp” để so sánh hai bản." in line
    assert sample.text(sample.of(world.stp)) == "Bản của Lan"


def test_autosave_of_what_was_sent_meanwhile_says_so(world, sample, filing, client_for):
    sample.make.awaiting(filing, by=world.lan)
    before = sample.text(sample.of(world.stp))

    line = autosave(client_for(world.lan), sample, filing).content.decode()

    assert "đang ở trạng thái “Chờ thủ trưởng” nên không sửa được. Hãy tải lại trang." in line
    assert sample.text(sample.of(world.stp)) == before


def test_a_lost_session_sends_the_window_to_sign_in_and_keeps_the_saved_text(world, sample, filing, client, client_for):
    autosave(client_for(world.lan), sample, filing)

    answer = autosave(client, sample, sample.of(world.stp), "Sau khi mất phiên")

    assert answer.headers["HX-Redirect"].startswith(reverse("units:sign-in"))
    assert sample.text(sample.of(world.stp)) == "Đang gõ dở"
