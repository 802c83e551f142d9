"""A unit's own campaign asks the units below it: a huyện and three communes, from the launch to the summed-up results.

Kín is the second huyện: its head and officer hold there what Tuần Giáo's hold here, with a campaign of their own.
"""

import dataclasses
import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import CampaignReport, Registration, RegistrationRound
from campaigns.queries.participation import candidates_of, participation_of, results_of
from campaigns.queries.registrations import REGISTRATIONS
from campaigns.services import campaigns as campaign_services
from campaigns.services import rounds
from core import journal
from core.errors import Refused
from core.models import JournalEntry, Notice
from core.obligations import owed
from plans.services import filing_rounds, filings
from tests.campaigns import campaigns as make
from tests.factories import campaign_reports, registrations, units
from units.enums import Role, UnitKind

DAY = datetime.date
TODAY = DAY(2022, 3, 8)
AT = make.moment(8)
NAME = "Thi đua ruộng bậc thang 5521"
SECRET = "5521"


@dataclasses.dataclass(frozen=True)
class District:
    unit: object
    officer: object
    head: object
    communes: tuple  # (unit, officer, head)


def district(parent, unit, name):
    people = [units.person(f"{name}-{role}", f"Lò Văn {name} {role}") for role in ("cb", "tt")]
    for person, role in zip(people, (Role.OFFICER, Role.HEAD), strict=True):
        units.post(person, unit, role)
    return District(unit, *people, tuple(units.staffed(unit, 3, UnitKind.COMMUNE)))


@pytest.fixture
def tuangiao(world):
    return district(world.province, world.tuangiao, "tuangiao")


@pytest.fixture
def kin(world):
    return district(world.province, units.unit("UBND huyện Kín", parent=world.province, kind=UnitKind.DISTRICT), "kin")


def launched(world, home, name=NAME):
    return make.own_launched(world, home.unit, home.officer, home.head, name=name)


DATES = {"due_date": DAY(2022, 3, 15), "before": True, "opens_on": DAY(2022, 3, 1)}
PERIOD = {"kind": "period", "period_from": DAY(2022, 3, 1), "period_to": DAY(2022, 3, 7)}


def ask(campaign, home, asked=None, by=None):
    asked = [unit for unit, _, _ in home.communes] if asked is None else asked
    return rounds.open_registrations(campaign, asked, year=2022, by=by or home.head, at=make.moment(3), **DATES)


def ask_results(campaign, home):
    asked = [unit for unit, _, _ in home.communes]
    return rounds.open_reports(campaign, asked, by=home.head, at=make.moment(4), **PERIOD, **DATES)


def sent(filing, factory, commune, number):
    _, officer, head = commune
    return factory.filed(filing, by=officer, head=head, at=make.moment(7), numbers=(number,))


def subjects(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("subject", flat=True))


def duties(person, kind="campaigns.registration"):
    return [duty.title for duty in owed(on=TODAY, person=person) if duty.kind.startswith(kind)]


# From the launch to the results ----------------------------------------------------------------------------------------
def test_a_district_asks_three_communes_receives_and_sums_up(world, tuangiao):
    campaign = launched(world, tuangiao)
    ask(campaign, tuangiao)
    first, second, third = Registration.objects.named().order_by("pk")
    for filing, commune, number in zip((first, second), tuangiao.communes, (4, 5), strict=False):
        sent(filing, registrations, commune, number)
        filings.accept(filing, by=tuangiao.officer, at=AT)
    sent(third, registrations, tuangiao.communes[2], 70)
    filings.give_back(third, reason="Quá cao", by=tuangiao.head, at=AT)
    ask_results(campaign, tuangiao)
    for filing, commune, number in zip(
        CampaignReport.objects.named().order_by("pk"), tuangiao.communes, (3, 6), strict=False
    ):
        sent(filing, campaign_reports, commune, number)
        filings.accept(filing, by=tuangiao.head, at=AT)

    for reader in (tuangiao.officer, tuangiao.head, world.hanh, world.ha):
        (registered,) = participation_of(campaign, reader, TODAY).rounds
        (reported,) = results_of(campaign, reader, TODAY).rounds
        assert (registered.asked, len(registered.sent), registered.rows[0].total) == (3, 2, Decimal(9))
        assert (len(reported.sent), reported.rows[0].actual, reported.rows[0].share.words) == (2, Decimal(9), "100%")
        assert len(candidates_of(campaign, reader)) == 4
    make.sum_up(campaign, "final", by=tuangiao.officer)
    campaign_services.take_campaign_step(campaign, "close", by=tuangiao.head, at=AT)
    assert duties(tuangiao.communes[2][1]) == []


def test_the_head_opens_extends_and_adds_while_the_officer_reminds_on_the_pages(world, client_for, tuangiao):
    campaign = launched(world, tuangiao)
    create = reverse("campaigns:registration-round-create", args=[campaign.pk])
    typed = {"opens_on": "08/03/2022", "due_date": "31/03/2022", "year": "2022"}
    first, second, _ = (unit for unit, _, _ in tuangiao.communes)
    officer, head = client_for(tuangiao.officer), client_for(tuangiao.head)

    page = head.get(create)
    offered = set(page.context["form"].fields["units"].queryset)
    assert offered == {world.commune, *(unit for unit, _, _ in tuangiao.communes)}
    assert head.post(create, typed | {"units": [first.pk, world.syt.pk]}).status_code == 422
    assert head.post(create, typed | {"units": [first.pk]}).status_code == 302
    made = RegistrationRound.objects.get()
    address = {name: REGISTRATIONS.round_url(name, made) for name in ("open", "extend", "remind", "board")}
    assert [officer.get(address[name]).status_code for name in ("open", "extend", "remind", "board")] == [
        403,
        403,
        200,
        200,
    ]
    assert head.post(address["open"], {"units": [second.pk]}).status_code == 302
    assert head.post(address["extend"], {"new_due_on": "10/04/2022", "reason": "Mưa lũ"}).status_code == 302
    ids = list(Registration.objects.values_list("pk", flat=True))
    assert officer.post(address["remind"], {"ids": ids}, follow=True).status_code == 200

    made.refresh_from_db()
    assert (made.due_date, made.registrations.count()) == (DAY(2022, 4, 10), 2)
    assert subjects(tuangiao.communes[0][1])[-1] == (
        "Nhắc nộp đăng ký phong trào do Tuần Giáo phát động năm 2022: còn 33 ngày"
    )


def test_duties_and_news_go_to_the_district_and_not_to_the_standing_body(world, tuangiao):
    ask(launched(world, tuangiao), tuangiao)
    commune = tuangiao.communes[0]
    title = "Đăng ký phong trào do Tuần Giáo phát động năm 2022"
    before = subjects(world.hanh)
    assert duties(commune[1]) == [title]
    sent(Registration.objects.named().first(), registrations, commune, 4)

    news = f"{commune[0].label} nộp đăng ký phong trào do Tuần Giáo phát động năm 2022"
    assert [subjects(person)[-1] for person in (tuangiao.officer, tuangiao.head)] == [news, news]
    assert [duties(person) for person in (tuangiao.officer, tuangiao.head)] == [
        [f"Tiếp nhận {title[0].lower()}{title[1:]}"]
    ] * 2
    assert (duties(world.hanh), duties(world.thang), subjects(world.hanh)) == ([], [], before)
    review = next(duty for duty in owed(on=TODAY) if duty.kind == "campaigns.registration-review")
    assert (review.leads, review.detail) == ((tuangiao.head.pk,), f"Phong trào: {NAME}")


# Who may not ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["officer", "other head", "commune officer", "commune head", "staff", "lead", "leader"])
def test_nobody_but_its_head_asks_in_it(world, tuangiao, kin, who):
    campaign = launched(world, tuangiao)
    people = {
        "officer": tuangiao.officer, "other head": kin.head, "commune officer": tuangiao.communes[0][1],
        "commune head": tuangiao.communes[0][2], "staff": world.hanh, "lead": world.thang, "leader": world.do,
    }  # fmt: skip

    with pytest.raises(Refused, match="Chỉ thủ trưởng Tuần Giáo mở đợt của phong trào này"):
        ask(campaign, tuangiao, by=people[who])
    collected = ask(campaign, tuangiao, tuangiao.communes[0][:1])
    for call in (
        lambda by: rounds.ask_more(collected, [tuangiao.communes[1][0]], by=by, at=AT),
        lambda by: filing_rounds.extend(collected, unit=None, new_due_on=DAY(2022, 4, 1), reason="Lũ", by=by, at=AT),
    ):
        with pytest.raises(Refused, match="Chỉ Tuần Giáo được làm việc này"):
            call(people[who])


def test_only_units_below_are_asked(world, tuangiao, kin):
    campaign = launched(world, tuangiao)

    for outside in (tuangiao.unit, world.province, kin.communes[0][0], world.stp):
        with pytest.raises(Refused, match="Chỉ yêu cầu được các đơn vị trực thuộc đơn vị phát động"):
            ask(campaign, tuangiao, [tuangiao.communes[0][0], outside])
    assert not RegistrationRound.objects.exists()


@pytest.mark.parametrize("who", ["other head", "commune head", "staff", "lead"])
def test_nobody_else_receives_returns_reminds_or_comments(world, tuangiao, kin, who):
    ask(launched(world, tuangiao), tuangiao)
    filing = sent(Registration.objects.named().first(), registrations, tuangiao.communes[0], 4)
    by = {"other head": kin.head, "commune head": tuangiao.communes[1][2], "staff": world.hanh, "lead": world.thang}[
        who
    ]

    for call in (
        lambda: filings.accept(filing, by=by, at=AT),
        lambda: filings.give_back(filing, reason="Sai", by=by, at=AT),
        lambda: filing_rounds.remind([filing], by=by, at=AT, on=TODAY),
        lambda: filings.comment(filing, text="Xin hỏi", by=by, at=AT),
    ):
        with pytest.raises(Refused):
            call()


def test_the_standing_body_reads_along_and_is_offered_nothing(world, client_for, tuangiao):
    campaign = launched(world, tuangiao)
    collected = ask(campaign, tuangiao)
    filing = sent(Registration.objects.named().first(), registrations, tuangiao.communes[0], 4)
    client = client_for(world.hanh)

    board = client.get(collected.get_absolute_url())
    one = client.get(filing.get_absolute_url())

    assert (board.context["total"], board.context["reviewer"], board.context["asks"]) == (3, False, False)
    assert (one.context["primary"], one.context["secondary"], one.context["comment_form"]) == (None, [], None)
    assert client.get(f"{campaign.get_absolute_url()}?tab=tham-gia").context["participation"].may_open is False
    mine = client_for(tuangiao.officer).get(filing.get_absolute_url()).context
    assert (mine["primary"]["label"], mine["secondary"][0]["label"]) == ("Tiếp nhận", "Trả lại")


def test_other_units_find_nothing_of_it(world, client_for, tuangiao, kin):
    campaign = launched(world, tuangiao)
    ask(launched(world, kin, "Thi đua của Kín"), kin)
    collected = ask(campaign, tuangiao)
    filing = sent(Registration.objects.named().filter(round=collected).first(), registrations, tuangiao.communes[0], 4)
    pages = [
        collected.get_absolute_url(), filing.get_absolute_url(), REGISTRATIONS.round_url("export", collected),
        REGISTRATIONS.round_url("remind", collected), REGISTRATIONS.url("return", filing.pk),
        REGISTRATIONS.url("paper", filing.pk, "docx"),
    ]  # fmt: skip
    lists = [
        reverse("campaigns:registration-round-list"), reverse("campaigns:campaign-waiting"),
        reverse("campaigns:campaign-list"), reverse("core:search") + f"?q={SECRET}", reverse("home"),
    ]  # fmt: skip

    for person in (kin.head, kin.communes[0][1], world.lan):
        client = client_for(person)
        assert [client.get(address).status_code for address in pages] == [404] * len(pages)
        assert [SECRET in client.get(address).content.decode().replace(f"?q={SECRET}", "").replace(f'value="{SECRET}"', "")
                for address in (lists[0], lists[1], lists[2], lists[4])] == [False] * 4  # fmt: skip
        assert NAME not in client.get(lists[3]).content.decode()
    neighbour = client_for(tuangiao.communes[1][1])  # asked as well: knows the campaign, not what others file
    assert [neighbour.get(address).status_code for address in pages[1:2] + pages[4:]] == [404] * 3
    assert neighbour.get(pages[0]).context["total"] == 1
    assert SECRET in client_for(tuangiao.head).get(lists[3]).content.decode()


def test_mail_subjects_and_duties_never_name_the_campaign(world, tuangiao):
    collected = ask(launched(world, tuangiao), tuangiao)
    filing = sent(Registration.objects.named().first(), registrations, tuangiao.communes[0], 4)
    filings.give_back(filing, reason="Sai", by=tuangiao.head, at=AT)
    filings.comment(filing, text="Xin hỏi", by=tuangiao.officer, at=AT)
    rest = list(Registration.objects.named().exclude(pk=filing.pk))
    filing_rounds.remind(rest, by=tuangiao.officer, at=AT, on=TODAY)
    filing_rounds.extend(collected, unit=None, new_due_on=DAY(2022, 4, 1), reason="Lũ", by=tuangiao.head, at=AT)

    told = Notice.objects.filter(kind__startswith="campaigns.registration")
    assert told.count() >= 8
    assert [subject for subject in told.values_list("subject", flat=True) if SECRET in subject] == []
    assert [duty.title for duty in owed(on=TODAY) if SECRET in duty.title] == []
    concerned = {person.pk for commune in tuangiao.communes for person in commune[1:]}
    assert set(told.values_list("person", flat=True)) <= concerned | {tuangiao.officer.pk, tuangiao.head.pk}


# The number beside the navigation --------------------------------------------------------------------------------------
def number_of(client):
    page = client.get(reverse("help"))
    lines = [child for group in page.context["navigation"] for item in group for child in item["children"]]
    line = next(line for line in lines if line["label"] == "Phong trào thi đua")
    return line["count"], line["count_url"]


def test_the_number_counts_what_waits_for_this_person_and_leads_to_that_list(world, client_for, tuangiao, kin):
    ask(launched(world, tuangiao), tuangiao)
    ask(launched(world, kin, "Thi đua của Kín"), kin)
    registrations.season(world)
    registrations.filed(registrations.filing_of(world.stp), by=world.lan, head=world.binh)
    for home, many in ((tuangiao, 2), (kin, 1)):
        own = Registration.objects.named().filter(round__campaign__unit=home.unit).order_by("pk")
        for filing, commune in zip(own[:many], home.communes, strict=False):
            sent(filing, registrations, commune, 4)

    for person, many in (
        (world.hanh, 1), (world.thang, 1), (tuangiao.officer, 2), (tuangiao.head, 2), (kin.head, 1), (world.lan, 0),
        (tuangiao.communes[0][2], 0),
    ):  # fmt: skip
        client = client_for(person)
        number, address = number_of(client)
        rows = client.get(reverse("campaigns:campaign-waiting")).context["rows"]
        assert (number, rows.paginator.count, bool(address)) == (many, many, many > 0)
    assert client_for(world.do).get(reverse("campaigns:campaign-waiting")).status_code == 403
    assert number_of(client_for(world.do)) == (None, "")


# The draft before the launch -------------------------------------------------------------------------------------------
def step(campaign, action, by, **more):
    return campaign_services.take_campaign_step(campaign, action, by=by, at=AT, **more)


def test_a_draft_handed_up_waits_on_the_heads_desk_until_handed_back_or_launched(world, client_for):
    campaign = make.own_draft(world, world.stp, world.lan, name=NAME)
    step(campaign, "hand-up", world.lan)

    (duty,) = [each for each in owed(on=TODAY) if each.kind == "campaigns.look"]
    assert (duty.people, duty.title, duty.detail, duty.due_on) == (
        (world.binh.pk,), "Xem, phát động phong trào của đơn vị", NAME, DAY(2022, 3, 11)
    )  # fmt: skip
    assert subjects(world.binh) == ["Dự thảo phong trào của đơn vị chờ bạn xem, phát động"]
    assert client_for(world.lan).get(reverse("campaigns:campaign-edit", args=[campaign.pk])).status_code == 403
    assert client_for(world.binh).get(reverse("campaigns:campaign-edit", args=[campaign.pk])).status_code == 200
    step(campaign, "hand-back", world.binh, reason="Thêm tiêu chí 7713")
    assert duties(world.binh, "campaigns.look") == []
    assert subjects(world.lan) == ["Thủ trưởng trả dự thảo phong trào để sửa"]
    step(campaign, "hand-up", world.lan)
    assert len(duties(world.binh, "campaigns.look")) == 1
    step(campaign, "launch", world.binh)
    assert duties(world.binh, "campaigns.look") == []


def test_what_passed_inside_the_unit_before_the_launch_stays_there(world, client_for):
    campaign = make.own_draft(world, world.stp, world.lan, name=NAME)
    step(campaign, "hand-up", world.lan)
    for person in (world.hanh, world.ha, world.hoa, world.admin):
        assert client_for(person).get(campaign.get_absolute_url()).status_code == 404
        assert NAME not in client_for(person).get(reverse("home")).content.decode()
    step(campaign, "hand-back", world.binh, reason="Thêm tiêu chí 7713")
    assert not JournalEntry.objects.filter(subject_type="campaigns.campaign").exists()
    step(campaign, "launch", world.binh)
    history = f"{campaign.get_absolute_url()}?tab=lich-su"

    found = {
        name: [step.action for step in client_for(getattr(world, name)).get(history).context["transitions"]]
        for name in ("lan", "binh", "hanh", "ha")
    }
    inside = ["launch", "hand-back", "hand-up"]
    assert found == {"lan": inside, "binh": inside, "hanh": ["launch"], "ha": ["launch"]}


def test_only_the_officer_hands_up_and_only_a_units_own(world):
    own, provincial = make.own_draft(world, world.stp, world.lan), make.draft(world)

    for person in (world.binh, world.hoa, world.hanh):
        with pytest.raises(Refused):
            step(own, "hand-up", person)
    with pytest.raises(Refused):
        step(provincial, "hand-up", world.hanh)


def test_the_launching_unit_stays_once_others_were_asked(world, tuangiao):
    campaign = launched(world, tuangiao)
    ask(campaign, tuangiao)
    units.post(tuangiao.head, world.syt, Role.HEAD)

    with pytest.raises(Refused, match="không đổi đơn vị phát động"):
        campaign_services.edit_campaign(
            campaign, version=campaign.version, indicators=[], by=tuangiao.head, at=AT, unit=world.syt
        )


def test_the_journal_tells_what_was_opened_and_received(world, tuangiao):
    ask(launched(world, tuangiao), tuangiao)
    filing = sent(Registration.objects.named().first(), registrations, tuangiao.communes[0], 4)
    filings.accept(filing, by=tuangiao.officer, at=AT)

    acts = list(
        JournalEntry.objects.filter(act__startswith="campaigns.registration")
        .order_by("number")
        .values_list("act", "by")
    )
    assert acts == [
        ("campaigns.registration-open", tuangiao.head.pk),
        ("campaigns.registration-confirm", tuangiao.communes[0][2].pk),
        ("campaigns.registration-accept", tuangiao.officer.pk),
    ]
    assert not set(journal.acts(whole=False)) & {act for act, _ in acts}  # not for whoever only runs the product
