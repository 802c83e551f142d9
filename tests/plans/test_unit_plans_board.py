"""The board: every number is the length of the list it opens; nothing grows with the number of units."""

import datetime
import re

import pytest
from django.urls import reverse

from core.models import JournalEntry, Notice, Transition
from plans.enums import FilingState as S
from plans.models import UnitPlan
from plans.queries import filing_boards as boards
from plans.queries import unit_plans as queries
from plans.services import filing_rounds as whole
from plans.services import filings as steps
from plans.services import unit_plan_rounds as rounds
from tests.factories import unit_plans as make
from tests.factories import units
from units.enums import Role, UnitKind

TODAY = datetime.date(2022, 3, 8)


def staffed(world, number, kind=UnitKind.DEPARTMENT):
    """Units with an officer and a head each: list of (unit, officer, head)."""
    made = []
    for n in range(number):
        unit = units.unit(f"Đơn vị {kind} {n}", parent=world.province, kind=kind)
        people = [units.person(f"{role}-{unit.pk}", f"Lò Văn {unit.pk}") for role in ("officer", "head")]
        for person, role in zip(people, (Role.OFFICER, Role.HEAD), strict=True):
            units.post(person, unit, role)
        made.append((unit, *people))
    return made


@pytest.fixture
def board(world):
    """Nine units of three kinds, one or two in every state, one late."""
    people = [
        *staffed(world, 4),
        *staffed(world, 3, UnitKind.DISTRICT),
        *staffed(world, 1, UnitKind.ARMED_FORCES),
        *staffed(world, 1, UnitKind.JUSTICE),
    ]
    collected = make.season(world, *(unit for unit, _, _ in people))
    states = ["accepted", "filed", "returned", "missing", "accepted", "draft", "awaiting", "filed", "missing"]
    for (unit, officer, head), state in zip(people, states, strict=True):
        make.in_state(make.plan_of(unit), state, by=officer, head=head, staff=world.hanh)
    return collected


def list_length(client, url):
    page = client.get(url.split("#")[0])
    return page.context["rows"].paginator.count


def test_numbers_by_state_and_kind(world, board):
    counts = boards.board_counts(queries.plans_of(2022, world.hanh), on=TODAY)

    assert counts.all.counts == {
        "tat-ca": 9,
        "chua-gui": 5,
        "da-nop": 2,
        "tiep-nhan": 2,
        "da-gui": 4,
        "tra-lai": 1,
        "nhap": 2,
        "chua-nop": 2,
        "tre": 0,
    }
    assert [(row.label, row.total, row.sent) for row in counts.rows] == [
        ("Sở, ban, ngành", 4, 2),
        ("Lực lượng vũ trang, nội chính", 2, 1),
        ("UBND huyện, thị xã, thành phố", 3, 1),
    ]


def test_every_number_of_the_page_opens_a_list_of_that_length(world, board, client_for):
    client = client_for(world.hanh)
    page = client.get(board.get_absolute_url())
    context = page.context
    numbers = [(row["count"], row["url"]) for row in context["states"]]
    numbers += [(chip["count"], chip["url"]) for chip in context["chips"]]
    numbers += [(context["sent"], context["sent_url"])]
    for line in context["table"]:
        numbers += [*line["cells"], (line["row"].sent, line["sent_url"]), (line["row"].total, line["url"])]

    found = [(number, url) for number, url in numbers if list_length(client, url) != number]

    assert found == []
    assert len(numbers) == 38
    shown = re.findall(r'href="([^"]+don-vi/2022/\?[^"]+)">(\d+)<', page.content.decode())
    assert [(u, n) for u, n in shown if list_length(client, u.replace("&amp;", "&")) != int(n)] == []
    assert len(shown) > 10


def test_late_is_counted_as_it_is_listed(world, board, client_for):
    plan = UnitPlan.objects.filter(state=S.AWAITING).select_related("unit", "round").get()
    head = plan.unit.appointments.get(role=Role.HEAD).user
    steps.confirm(plan, by=head, at=make.moment(15, 0, 0))
    on = datetime.date(2022, 3, 16)

    counts = boards.board_counts(queries.plans_of(2022, world.hanh), on=on)
    listed = list(boards.listed(queries.plans_of(2022, world.hanh), on=on, key="tre"))

    # returned in time stays on time; two missing and one draft are overdue; one was filed on 15/3
    assert counts.count("tre") == 4
    assert sorted(p.days_late(on=on) for p in listed) == [1, 2, 2, 2]
    assert {p.pk for p in listed} == {p.pk for p in UnitPlan.objects.select_related("round") if p.days_late(on=on)}


def test_the_list_is_found_without_diacritics_by_unit_and_by_person(world, client_for):
    make.season(world)
    client, address = client_for(world.hanh), reverse("plans:unit-plan-board", args=[2022])

    def names(words):
        page = client.get(address, {"muc": "tat-ca", "q": words})
        return [row.filing.unit.name for row in page.context["rows"].object_list]

    assert names("tu phap") == ["Sở Tư pháp"]
    assert names("TƯ PHÁP") == ["Sở Tư pháp"]
    assert names("pham thi lan") == ["Sở Tư pháp"]
    assert names("vu thi hoa") == ["Sở Y tế"]
    assert names("không có") == []


def test_unknown_filters_fall_back(world, client_for):
    make.season(world)
    page = client_for(world.hanh).get(reverse("plans:unit-plan-board", args=[2022]) + "?muc=x&loai=y&page=abc")

    assert (page.context["key"], page.context["group"]) == ("chua-gui", "")
    assert page.status_code == 200


def test_the_fragment_is_the_same_list_as_on_the_page(world, board, client_for):
    client, address = client_for(world.hanh), board.get_absolute_url() + "?muc=tat-ca"
    whole = client.get(address).content.decode()
    part = client.get(address, htmx=True).content.decode()

    assert part.strip() in whole
    assert part.strip().startswith("<section")


def test_the_curve_counts_what_is_sent_and_last_year_is_laid_beside_it(world):
    people = staffed(world, 3)
    for year in (2021, 2022):
        make.season(world, *(unit for unit, _, _ in people), year=year)
    for day, (unit, officer, head) in zip((1, 10, 14), people, strict=True):
        at = make.moment(day, year=2021)
        make.filed(make.plan_of(unit, 2021), by=officer, head=head, at=at)
    unit, officer, head = people[0]
    make.filed(make.plan_of(unit), by=officer, head=head, at=make.moment(5))

    assert boards.filings_by_day(queries.plans_of(2022, world.hanh)) == [(datetime.date(2022, 3, 5), 1)]
    last = boards.filings_by_day(queries.plans_of(2021, world.hanh))
    assert last == [(datetime.date(2021, 3, day), n) for n, day in enumerate((1, 10, 14), 1)]
    assert [boards.filed_until(last, datetime.date(2021, 3, day)) for day in (1, 9, 10, 31)] == [1, 1, 2, 3]


def test_how_many_a_day_are_still_needed():
    days = {"on": TODAY, "last_day": datetime.date(2022, 3, 14)}

    assert boards.needed_per_day(80, 59, **days) == 3.0
    assert boards.needed_per_day(80, 80, **days) is None
    assert boards.needed_per_day(80, 59, on=datetime.date(2022, 3, 15), last_day=days["last_day"]) is None


def test_opening_twice_adds_only_new_units(world):
    collected = make.season(world)
    again = rounds.open_round(
        collected.plan,
        collected.duty,
        [world.stp, world.syt, world.tuangiao],
        by=world.hanh,
        at=make.moment(20, month=1),
    )

    assert again == collected
    assert sorted(again.unit_plans.values_list("unit_id", flat=True)) == sorted(
        [world.stp.pk, world.syt.pk, world.tuangiao.pk]
    )


def test_the_round_opens_by_its_page(world, client_for):
    plan, _ = make.annual_plan()
    address = reverse("plans:unit-plan-open", args=[2022])
    client = client_for(world.hanh)

    assert client.get(reverse("plans:unit-plan-board", args=[2022])).context["can_open"] is True
    client.post(address, {"kinds": ["so-nganh", "huyen"]})

    owing = UnitPlan.objects.order_by("pk").values_list("unit__name", flat=True)
    assert sorted(owing) == sorted(
        ["Sở Nội vụ", "Ban Thi đua - Khen thưởng", "Sở Tư pháp", "Sở Y tế", "UBND huyện Tuần Giáo"]
    )
    assert set(UnitPlan.objects.values_list("due_on", flat=True).order_by("pk")) == {datetime.date(2022, 3, 14)}
    assert client_for(world.lan).post(address, {"kinds": ["xa"]}).status_code == 403


# Reminders by hand ------------------------------------------------------------------------------------------------------
def remind(client, **data):
    return client.post(reverse("plans:unit-plan-remind", args=[2022]), data, follow=True)


def test_the_preview_shows_exactly_what_is_then_sent(world, board, client_for):
    client = client_for(world.hanh)
    preview = client.get(reverse("plans:unit-plan-remind", args=[2022]))
    ids = [row["filing"].pk for row in preview.context["rows"]]
    shown = sorted((person.pk, *row["text"]) for row in preview.context["rows"] for person in row["people"])
    assert not Notice.objects.filter(kind="plans.unit-plan-by-hand").exists()

    page = remind(client, ids=ids)

    assert [str(m) for m in page.context["messages"]] == ["Đã nhắc 5 đơn vị."]
    sent = Notice.objects.filter(kind="plans.unit-plan-by-hand").order_by("pk")
    assert sorted(sent.values_list("person_id", "subject", "body")) == shown
    assert len(shown) == 5


def test_the_preview_does_not_tell_where_inside_the_unit_a_draft_lies(world, board, client_for):
    page = client_for(world.hanh).get(reverse("plans:unit-plan-remind", args=[2022])).content.decode()

    assert "thủ trưởng xác nhận" not in page.casefold()
    assert "Chờ thủ trưởng" not in page


def test_a_person_gets_at_most_one_reminder_by_hand_a_day(world, client_for):
    make.season(world)
    plan, client = make.plan_of(world.stp), client_for(world.hanh)
    remind(client, ids=[plan.pk])

    again = remind(client_for(world.thang), ids=[plan.pk])

    assert [str(m) for m in again.context["messages"]] == ["Đã nhắc 0 đơn vị. Bỏ qua 1 đơn vị."]
    assert Notice.objects.filter(person=world.lan, kind="plans.unit-plan-by-hand").count() == 1
    told = whole.remind([plan], by=world.hanh, at=make.moment(9), on=datetime.date(2022, 3, 9))
    assert [p.pk for p, _ in told.sent] == [plan.pk]
    assert boards.reminders_of([plan])[plan.pk][1] == 2


def test_a_plan_already_sent_is_skipped_and_named(world, client_for):
    make.season(world)
    plan = make.filed(make.plan_of(world.stp), by=world.lan, head=world.binh)

    page = client_for(world.hanh).get(reverse("plans:unit-plan-remind", args=[2022]), {"ids": [plan.pk]})

    assert page.context["rows"] == []
    assert [(p.pk, why) for p, why in page.context["skipped"]] == [(plan.pk, "đã gửi kế hoạch")]


def test_reminders_name_the_day_and_hour_that_hold_now(world):
    collected = make.season(world)
    whole.extend(
        collected,
        unit=world.stp,
        new_due_on=datetime.date(2022, 3, 21),
        reason="Lý do",
        by=world.hanh,
        at=make.moment(8),
    )
    whole.remind([make.plan_of(world.stp)], by=world.hanh, at=make.moment(8), on=TODAY)

    told = Notice.objects.get(kind="plans.unit-plan-by-hand", person=world.lan)
    assert told.subject == "Nhắc nộp kế hoạch thi đua, khen thưởng năm 2022: còn 13 ngày"
    assert told.body == (
        "Đơn vị chưa nộp kế hoạch.\nHạn gửi: chậm nhất ngày 21/3/2022, hết thứ Hai 21/3 (24 giờ), còn 13 ngày."
    )


def test_exports_and_reports_enter_the_journal(world, client_for):
    make.season(world)
    client = client_for(world.hanh)
    client.get(reverse("plans:unit-plan-export", args=[2022]) + "?muc=tat-ca")
    client.get(reverse("plans:unit-plan-report", args=[2022, "docx"]))

    acts = JournalEntry.objects.filter(act__startswith="plans.unit-plan-").order_by("number").values_list("act", "by")
    assert list(acts) == [
        ("plans.unit-plan-open", world.hanh.pk),
        ("plans.unit-plan-export", world.hanh.pk),
        ("plans.unit-plan-report", world.hanh.pk),
    ]


def test_nothing_here_writes_a_step_by_reading(world, board, client_for):
    before = Transition.objects.count()
    client = client_for(world.hanh)
    for page in ("board", "export", "remind", "extend", "report-page", "open"):
        client.get(reverse(f"plans:unit-plan-{page}", args=[2022]))

    assert Transition.objects.count() == before
