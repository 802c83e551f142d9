"""Target registration: steps, who, what is typed, what is added up, the province's own, the paper."""

import io
import itertools

import docx
import openpyxl
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import obligations
from core.errors import Refused, Stale
from core.models import Transition
from core.search import search
from plans.enums import FilingState as S
from plans.models import TargetRegistration, TargetRound
from plans.queries import targets as queries
from plans.services import filings as steps
from plans.services import targets as services
from plans.services.filings import Clash
from plans.workflow.targets import TARGET_REGISTRATION
from tests.factories import targets as make
from tests.factories import units

WHO = {
    "start": {"lan"},
    "submit": {"lan"},
    "withdraw": {"lan"},
    "hand_back": {"binh"},
    "confirm": {"binh"},
    "return": {"hanh", "thang"},
    "accept": {"hanh", "thang"},
    "reopen": {"hanh", "thang"},
}
PROVINCE_WHO = {
    "start": {"hanh", "thang"},
    "submit": {"hanh", "thang"},
    "withdraw": {"hanh", "thang"},
    "hand_back": {"thang"},
    "confirm": {"thang"},
    "return": {"thang"},
    "accept": set(),
    "reopen": set(),
}
EVERY = [*itertools.product([str(s) for s in S], TARGET_REGISTRATION.steps)]
OTHER = "Danh hiệu riêng của Sở Y tế"
SECRET = "Danh hiệu riêng của Sở Tư pháp"
ONE_TITLE = {"object": "person", "quantity": 77, "note": ""}
INSIDE, RUNS, READS = {"lan", "binh"}, {"hanh", "thang"}, {"do", "ha"}
FOREIGN = {"hoa", "dung"}
NO_SCOPE = {"tuan", "van", "ke", "admin", "root", "stranger"}
EVERYBODY = sorted(INSIDE | RUNS | READS | FOREIGN | NO_SCOPE)


@pytest.fixture
def season(world):
    """Both departments hold much the same; Sở Tư pháp has filed, Sở Y tế drafts."""
    make.season(world)
    make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh, titles=[ONE_TITLE | {"name": SECRET}])
    make.draft(make.filing_of(world.syt), by=world.hoa, titles=[ONE_TITLE | {"name": OTHER, "quantity": 901}])
    return world


def of_province(world):
    return services.start_for_province(TargetRound.objects.get(), world.province, by=world.hanh, at=make.moment(1))


# Steps ---------------------------------------------------------------------------------------------------------------
def test_every_step_has_its_people():
    assert set(WHO) == set(PROVINCE_WHO) == set(TARGET_REGISTRATION.steps)


@pytest.mark.parametrize(("state", "action"), EVERY)
def test_a_step_is_open_to_its_people_in_its_states_only(world, state, action):
    make.season(world)
    made = make.in_state(make.filing_of(world.stp), state, by=world.lan, head=world.binh, staff=world.hanh)
    step = TARGET_REGISTRATION.steps[action]

    open_to = {name for name, person in world.people.items() if step in TARGET_REGISTRATION.open_to(person, made)}

    assert open_to == (WHO[action] if state in step.sources else set())


@pytest.mark.parametrize(("state", "action"), [(state, action) for state, action in EVERY if state != "accepted"])
def test_the_provinces_own_is_drafted_by_staff_and_confirmed_by_the_lead(world, state, action):
    make.season(world)
    made = make.in_state(of_province(world), state, by=world.hanh, head=world.thang, staff=world.thang)
    step = TARGET_REGISTRATION.steps[action]

    open_to = {name for name, person in world.people.items() if step in TARGET_REGISTRATION.open_to(person, made)}

    assert open_to == (PROVINCE_WHO[action] if state in step.sources else set())


def test_nothing_registered_is_nothing_to_submit(world):
    make.season(world)
    made = make.draft(make.filing_of(world.stp), by=world.lan, titles=(), goals=())

    with pytest.raises(Refused, match="Cần đăng ký ít nhất một danh hiệu hoặc một chỉ tiêu."):
        steps.submit(made, by=world.lan, at=make.moment(3))


def test_pressed_twice_the_second_confirmation_changes_nothing(world):
    make.season(world)
    made, same = make.awaiting(make.filing_of(world.stp), by=world.lan), make.filing_of(world.stp)
    steps.confirm(made, by=world.binh, at=make.moment(3))

    with pytest.raises(Stale):
        steps.confirm(same, by=world.binh, at=make.moment(4))

    assert Transition.objects.of(made).filter(action="confirm").count() == 1


def test_of_two_who_save_the_second_writes_nothing(world):
    make.season(world)
    first, second = make.filing_of(world.stp), make.filing_of(world.stp)
    make.draft(first, by=world.lan)

    with pytest.raises(Clash):
        make.draft(second, by=world.lan, titles=())

    assert make.filing_of(world.stp).titles.count() == 2


def test_units_owe_and_the_province_does_not(world):
    make.season(world)
    of_province(world)

    duties = obligations.of_kind("plans.target-registration", on=make.moment(8).date())

    assert [(d.unit, d.title) for d in duties] == [
        (world.stp, "Đăng ký thi đua năm 2022"),
        (world.syt, "Đăng ký thi đua năm 2022"),
    ]


def test_the_lead_owes_the_confirmation_of_the_provinces_own(world):
    make.season(world)
    make.awaiting(of_province(world), by=world.hanh)

    duties = obligations.of_kind("plans.target-registration-confirm", on=make.moment(8).date())

    assert [(d.title, d.people) for d in duties] == [
        ("Xác nhận đăng ký thi đua với Chính phủ năm 2022", (world.thang.pk,))
    ]


def test_the_provinces_own_is_begun_once(world):
    make.season(world)

    assert of_province(world) == of_province(world)
    assert TargetRegistration.objects.filter(government=True).count() == 1


# Who, leaks -----------------------------------------------------------------------------------------------------------
ONE = {
    "detail": INSIDE | RUNS | READS,
    "versions": INSIDE | RUNS | READS,
    "edit": {"lan"},
    "submit": {"lan"},
    "hand-back": {"binh"},
    "confirm": {"binh"},
    "return": RUNS,
    "accept": RUNS,
}


@pytest.mark.parametrize(("page", "name"), [*itertools.product(ONE, EVERYBODY)])
def test_pages_of_one_registration_open_to_their_people_only(season, client_for, page, name):
    made = make.filing_of(season.stp)
    answer = client_for(season.people[name]).get(reverse(f"plans:target-registration-{page}", args=[made.pk]))

    if name in FOREIGN | NO_SCOPE:
        assert answer.status_code == 404
    elif name not in ONE[page]:
        assert answer.status_code == 403
    else:
        assert answer.status_code in (200, 302)


WHOLE = {
    "board": INSIDE | FOREIGN | RUNS | READS,
    "export": INSIDE | FOREIGN | RUNS | READS,
    "remind": RUNS,
    "extend": RUNS,
    "open": RUNS,
    "rollup": RUNS | READS,
    "rollup-export": RUNS | READS,
    "province": RUNS | READS,
}


@pytest.mark.parametrize(("page", "name"), [*itertools.product(WHOLE, EVERYBODY)])
def test_pages_of_the_year_open_to_their_people_only(season, client_for, page, name):
    answer = client_for(season.people[name]).get(reverse(f"plans:target-round-{page}", args=[2022]))

    assert (answer.status_code == 200) == (name in WHOLE[page])
    assert answer.status_code in (200, 403, 404)


def _text(answer):
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code != 200:
        return ""
    if kind == "application/pdf":
        pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    if "wordprocessing" in kind:
        document = docx.Document(io.BytesIO(answer.content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if "spreadsheet" in kind:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        return "\n".join(" ".join(str(cell.value) for cell in row) for row in sheet.iter_rows())
    return answer.content.decode()


def exits_of(client, made):
    """Everything a person can fetch about the year and one registration, as text."""
    addresses = [reverse("plans:target-list")]
    addresses += [reverse(f"plans:target-round-{page}", args=[2022]) + "?muc=tat-ca" for page in WHOLE]
    addresses += [made.get_absolute_url() + f"?tab={tab}" for tab in ("noi-dung", "ho-so", "y-kien", "lich-su")]
    addresses += [reverse("plans:target-registration-paper", args=[made.pk, form]) for form in ("pdf", "docx")]
    return {address: _text(client.get(address)) for address in addresses}


@pytest.mark.parametrize("name", sorted(RUNS | READS))
def test_a_draft_leaves_by_no_exit(season, client_for, name):
    exits = exits_of(client_for(season.people[name]), make.filing_of(season.syt))

    assert [address for address, text in exits.items() if OTHER in text or "901" in text] == []


@pytest.mark.parametrize("name", sorted(FOREIGN))
def test_another_unit_reads_nothing_of_what_was_filed(season, client_for, name):
    exits = exits_of(client_for(season.people[name]), make.filing_of(season.stp))

    assert [address for address, text in exits.items() if SECRET in text or "Sở Tư pháp" in text] == []


@pytest.mark.parametrize("name", sorted(INSIDE | FOREIGN | NO_SCOPE))
def test_the_provinces_own_is_not_for_units(season, client_for, name):
    made = make.draft(of_province(season), by=season.hanh)
    client = client_for(season.people[name])

    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(reverse("plans:target-registration-paper", args=[made.pk, "pdf"])).status_code == 404


def test_search_finds_the_own_registration_only(season):
    def titles(person, words):
        return [hit.title for found in search(person, words, limit=5) for hit in found.hits if "Đăng ký" in hit.title]

    assert titles(season.hoa, "dang ky so") == ["Đăng ký thi đua năm 2022, Sở Y tế"]
    assert titles(season.hoa, "tu phap") == []
    assert titles(season.hanh, "danh hieu rieng") == []


# Typing --------------------------------------------------------------------------------------------------------------
def data_of(made, **changes):
    found = {"version": made.version, "press": "save"}
    for prefix in ("danh-hieu", "chi-tieu"):
        found |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    found |= {
        "danh-hieu-0-name": "Chiến sĩ thi đua cơ sở",
        "danh-hieu-0-object": "person",
        "danh-hieu-0-quantity": "3",
        "chi-tieu-0-content": "Giảm nghèo",
        "chi-tieu-0-value": "4,5",
    }
    return found | changes


def test_the_officer_saves_and_sends(world, client_for):
    make.season(world)
    made = make.filing_of(world.stp)

    def press(person, page, data=None):
        return client_for(person).post(reverse(f"plans:target-registration-{page}", args=[made.pk]), data or {})

    assert press(world.lan, "edit", data_of(made, press="submit")).status_code == 302
    for person, page in ((world.lan, "submit"), (world.binh, "confirm"), (world.hanh, "accept")):
        assert press(person, page).status_code == 302
    kept = make.filing_of(world.stp)
    assert kept.state == S.ACCEPTED
    assert list(kept.titles.values_list("name", "object", "quantity")) == [("Chiến sĩ thi đua cơ sở", "person", 3)]
    assert list(kept.goals.values_list("content", "value")) == [("Giảm nghèo", "4,5")]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"danh-hieu-0-quantity": "ba"}, "Số lượng là số nguyên, ví dụ 3."),
        ({"danh-hieu-0-quantity": "0"}, "Số lượng từ 1 trở lên."),
        ({"danh-hieu-0-quantity": "-2"}, "Số lượng từ 1 trở lên."),
        ({"danh-hieu-0-quantity": ""}, "Hãy ghi số lượng."),
        ({"danh-hieu-0-object": ""}, "Chọn tập thể hoặc cá nhân."),
        ({"danh-hieu-0-name": ""}, "Hãy ghi tên danh hiệu, hoặc đánh dấu bỏ dòng này."),
        ({"chi-tieu-0-value": ""}, "Hãy ghi mức đăng ký."),
        ({"number": "5"}, "Đã ghi số thì ghi cả ký hiệu, ví dụ ĐK-STP."),
    ],
)
def test_a_bad_line_gets_one_sentence_and_nothing_typed_is_lost(world, client_for, changes, sentence):
    make.season(world)
    made = make.filing_of(world.stp)
    data = data_of(made, **{"danh-hieu-0-note": "Đang gõ dở"} | changes)

    answer = client_for(world.lan).post(reverse("plans:target-registration-edit", args=[made.pk]), data)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Đang gõ dở" in answer.content.decode()
    assert not made.titles.exists()


@pytest.mark.parametrize(("press", "prefix"), [("title", "titles"), ("goal", "goals")])
def test_one_row_more_loses_nothing(world, client_for, press, prefix):
    make.season(world)
    made = make.filing_of(world.stp)

    page = client_for(world.lan).post(
        reverse("plans:target-registration-edit", args=[made.pk]), data_of(made, press=press)
    )

    assert page.status_code == 200
    assert page.context[prefix].total_form_count() == 2
    assert "Giảm nghèo" in page.content.decode()


def test_a_clash_shows_both_values_and_keeps_the_chosen_one(world, client_for):
    make.season(world)
    made = make.draft(make.filing_of(world.stp), by=world.lan)
    client, address = client_for(world.lan), reverse("plans:target-registration-edit", args=[made.pk])
    data = data_of(made, version="0")

    page = client.post(address, data)

    assert page.status_code == 422
    assert [row["name"] for row in page.context["clash"]] == ["titles", "goals"]
    again = data | {"version": page.context["form"]["version"].value(), "keep_titles": "theirs"}
    assert client.post(address, again).status_code == 302
    assert make.filing_of(world.stp).titles.count() == 2
    assert list(make.filing_of(world.stp).goals.values_list("content", flat=True)) == ["Giảm nghèo"]


# The roll-up, the paper ----------------------------------------------------------------------------------------------
def test_the_roll_up_equals_a_hand_count(world):
    make.season(world, world.stp, world.syt, world.tuangiao)
    make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh)
    typed_otherwise = {"name": "chiến sĩ thi đua  cơ sở", "object": "person", "quantity": 4, "note": ""}
    make.filed(make.filing_of(world.syt), by=world.hoa, head=world.dung, titles=[typed_otherwise])
    of_province(world)

    facts = queries.round_facts(TargetRound.objects.get(), world.hanh)

    assert [(title.name, len(title.shares), title.total) for title in facts.titles] == [
        ("Tập thể lao động xuất sắc", 1, 2),
        ("Chiến sĩ thi đua cơ sở", 2, 9),
    ]
    assert [one.unit for one in facts.unsent] == [world.tuangiao]
    assert [(one.unit, goal.value) for one, goal in facts.goals] == [(world.stp, "4,5"), (world.syt, "4,5")]


def test_the_export_holds_every_share_and_the_totals(world, client_for):
    make.season(world)
    make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh)

    answer = client_for(world.hanh).get(reverse("plans:target-round-rollup-export", args=[2022]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if row[0].value in ("Danh hiệu", "Chỉ tiêu")]

    assert [(row[1], row[3], row[4]) for row in rows] == [
        ("Tập thể lao động xuất sắc", "Sở Tư pháp", 2),
        ("Tập thể lao động xuất sắc", "Cộng 1 đơn vị", 2),
        ("Chiến sĩ thi đua cơ sở", "Sở Tư pháp", 5),
        ("Chiến sĩ thi đua cơ sở", "Cộng 1 đơn vị", 5),
        ("Giảm tỷ lệ hộ nghèo", "Sở Tư pháp", None),
    ]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_provinces_paper_says_what_the_data_say(world, client_for, form):
    make.season(world)
    made = make.filed(of_province(world), by=world.hanh, head=world.thang)

    answer = client_for(world.do).get(reverse("plans:target-registration-paper", args=[made.pk, form]))
    text = " ".join(_text(answer).split())

    for words in (
        "BẢN ĐĂNG KÝ",
        "Danh hiệu và chỉ tiêu thi đua năm 2022",
        "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
        "Tập thể lao động xuất sắc",
        "Giảm tỷ lệ hộ nghèo",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ):
        assert words in text


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_units_paper_is_headed_by_the_unit(season, client_for, form):
    made = make.filing_of(season.stp)

    answer = client_for(season.lan).get(reverse("plans:target-registration-paper", args=[made.pk, form]))
    text = " ".join(_text(answer).split())

    assert [words in text for words in ("SỞ TƯ PHÁP", SECRET, "77", "THỦ TRƯỞNG ĐƠN VỊ")] == [True] * 4


def test_staff_open_the_year_and_begin_the_provinces_own(world, client_for):
    make.annual_plan()
    client = client_for(world.hanh)
    data = {"opens_on": "01/02/2022", "due_date": "15/03/2022", "before": "on", "kinds": ["so-nganh"]}

    assert client.post(reverse("plans:target-round-open", args=[2022]), data).status_code == 302
    collected = TargetRound.objects.get()
    assert collected.deadline.last_day == make.moment(14).date()
    assert client.post(reverse("plans:target-round-province-start", args=[2022])).status_code == 302
    assert client.get(reverse("plans:target-round-province", args=[2022])).status_code == 302
    board = client.get(reverse("plans:target-round-board", args=[2022]) + "?muc=tat-ca")
    assert board.context["total"] == collected.registrations.filter(government=False).count()
    assert client.post(reverse("plans:target-round-open", args=[2022]), {"kinds": ["huyen"]}).status_code == 302
    assert collected.registrations.filter(unit=world.tuangiao).exists()


def test_a_year_that_ends_before_it_begins_is_refused(world, client_for):
    make.annual_plan()
    data = {"opens_on": "01/04/2022", "due_date": "15/03/2022", "kinds": ["so-nganh"]}

    answer = client_for(world.hanh).post(reverse("plans:target-round-open", args=[2022]), data)

    assert answer.status_code == 422
    assert "Hạn gửi phải sau ngày bắt đầu nhận đăng ký." in answer.content.decode()
    assert not TargetRound.objects.exists()


@pytest.mark.parametrize("page", ["board", "export", "rollup", "rollup-export", "remind"])
def test_the_same_number_of_queries_for_three_and_twelve_units(world, client_for, page):
    made = units.staffed(world.province, 12)
    make.season(world, *(unit for unit, _, _ in made[:3]))
    client, address = client_for(world.hanh), reverse(f"plans:target-round-{page}", args=[2022])

    def cost(count):
        make.season(world, *(unit for unit, _, _ in made[:count]))
        for unit, officer, head in made[: count - 1]:
            registration = make.filing_of(unit)
            if registration.state == "missing":
                make.filed(registration, by=officer, head=head)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    assert cost(3) == cost(12)
