"""Target registration: steps, who, what is typed, what is added up, the province's own, the paper."""

import io
import itertools

import openpyxl
import pytest
from django.urls import reverse

from core import obligations
from core.errors import Refused, Stale
from core.models import Transition
from plans.enums import FilingState as S
from plans.models import TargetRegistration, TargetRound
from plans.queries import targets as queries
from plans.services import filings as steps
from plans.services import targets as services
from plans.workflow.targets import TARGET_REGISTRATION
from tests.factories import targets as make
from tests.plans.filings import FOREIGN, INSIDE, NO_SCOPE, paper_text

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
SECRET = "Danh hiệu riêng của Sở Tư pháp"
ONE_TITLE = {"object": "person", "quantity": 77, "note": ""}


@pytest.fixture
def season(world):
    """Both departments hold much the same; Sở Tư pháp has filed, Sở Y tế drafts."""
    make.season(world)
    make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh, titles=[ONE_TITLE | {"name": SECRET}])
    make.draft(make.filing_of(world.syt), by=world.hoa)
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


# Who ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(INSIDE | FOREIGN | NO_SCOPE))
def test_the_provinces_own_is_not_for_units(season, client_for, name):
    made = make.draft(of_province(season), by=season.hanh)
    client = client_for(season.people[name])

    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(reverse("plans:target-registration-paper", args=[made.pk, "pdf"])).status_code == 404


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
    text = paper_text(answer.content)

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
    text = paper_text(answer.content)

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
