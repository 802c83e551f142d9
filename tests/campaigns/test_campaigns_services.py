"""The life of a campaign: writing, launching, summing up, closing, taking back; whom it tells and who owes what."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from campaigns.enums import CampaignState, Launcher
from campaigns.models import Campaign, CampaignIndicator
from campaigns.queries.honours import honours_for_awards
from campaigns.services import campaigns as services
from campaigns.services.loading import load_campaigns, rows
from campaigns.workflow.campaigns import CAMPAIGN, close_findings, launch_findings
from core.errors import Refused, Stale
from core.models import JournalEntry, Notice, Transition
from core.obligations import owed
from plans.services.filings import Clash
from tests.campaigns import campaigns as make

DAY = datetime.date
ON = DAY(2022, 3, 8)
AT = make.moment(8)


def stops(findings):
    return [finding.code for finding in findings if finding.stops]


def told(person):
    return list(
        Notice.objects.filter(person=person, kind="campaigns.campaign").order_by("pk").values_list("subject", flat=True)
    )


def due(kind, *, on=ON, person=None):
    return [
        (duty.title, duty.due_on, duty.people, duty.heads) for duty in owed(on=on, person=person) if duty.kind == kind
    ]


# The catalogue -------------------------------------------------------------------------------------------------------
def test_the_sixteen_are_loaded_once_and_never_overwritten(db):
    assert load_campaigns(at=AT) == 16
    Campaign.objects.filter(code="VHCS").update(goals="Đã sửa")
    before = list(Campaign.objects.order_by("pk").values())

    assert load_campaigns(at=make.moment(9)) == 0
    assert list(Campaign.objects.order_by("pk").values()) == before


def test_the_catalogue_says_how_far_each_row_is_vouched_for(db):
    load_campaigns(at=AT)
    found = {each.code: each for each in Campaign.objects.all()}

    assert sorted(found) == sorted(row["code"] for row in rows())
    assert {code for code, each in found.items() if each.launch_standing == "unverified"} == {"CDS", "COVID"}
    assert {code for code, each in found.items() if each.state == "draft"} == {"TX2022", "CCHC"}
    assert {code for code, each in found.items() if each.launched_on} == {"VHCS", "HCM05", "DHTT"}
    assert {code for code, each in found.items() if each.criteria_collective} == {
        "VHCS",
        "VINGUOINGHEO",
        "NTM",
        "COVID",
    }
    poor = found["VINGUOINGHEO"]
    assert poor.name == "Cả nước chung tay vì người nghèo, không để ai bị bỏ lại phía sau"
    assert poor.other_names == [
        {"name": "Vì người nghèo - Không để ai bị bỏ lại phía sau", "paper": "QĐ 666/QĐ-TTg ngày 02/6/2022"}
    ]
    assert Campaign.objects.search("vi nguoi ngheo khong de ai").get() == poor


# Writing -------------------------------------------------------------------------------------------------------------
def test_a_units_draft_stays_out_of_the_journal_until_it_is_launched(world):
    campaign = make.own_draft(world, world.stp, world.lan)
    services.edit_campaign(
        campaign, version=0, by=world.lan, at=AT, indicators=[], goals="- Việc", name="Tên đang nghĩ"
    )
    assert not JournalEntry.objects.filter(act__startswith="campaigns.").exists()

    services.take_campaign_step(campaign, "launch", by=world.binh, at=AT)
    services.edit_campaign(campaign, version=1, by=world.binh, at=AT, indicators=[], goals="- Việc khác")

    assert [entry.act for entry in JournalEntry.objects.order_by("number") if entry.act.startswith("campaigns.")] == [
        "campaigns.launch",
        "campaigns.edit",
    ]


def test_who_may_write_whose(world):
    with pytest.raises(Refused):
        services.create_campaign(by=world.lan, at=AT, **make.written())
    with pytest.raises(Refused):
        make.own_draft(world, world.syt, world.lan)
    with pytest.raises(Refused):
        make.own_draft(world, world.stp, world.hanh)
    with pytest.raises(Refused):
        services.create_campaign(by=world.ha, at=AT, **make.written())

    own = make.own_draft(world, world.stp, world.lan)

    assert (own.launcher, own.launched_by, own.scope, own.state) == ("unit", "Sở Tư pháp", "unit", "draft")
    assert Campaign.objects.count() == 1


def test_an_own_campaign_names_its_unit_even_past_the_form(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.create(name="Sai", method="regular", scope="unit", launcher=Launcher.UNIT, updated_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=make.draft(world).pk).update(starts_on=DAY(2026, 1, 1))


def test_two_writers_the_second_hears_of_the_first(world):
    campaign = make.draft(world)
    version = campaign.version
    values = make.written() | {"indicators": []}
    services.edit_campaign(campaign, version=version, by=world.hanh, at=AT, **values | {"goals": "Một"})

    with pytest.raises(Clash):
        again = Campaign.objects.get(pk=campaign.pk)
        services.edit_campaign(again, version=version, by=world.thang, at=AT, **values | {"goals": "Hai"})

    assert Campaign.objects.get(pk=campaign.pk).goals == "Một"


def test_indicators_keep_their_rows_when_they_change_places(world):
    campaign = make.draft(world, indicators=[make.TOTAL, make.TOTAL | {"label": "Hai"}, make.TOTAL | {"label": "Ba"}])
    first, second, third = campaign.indicators.order_by("position")

    def row(indicator, **changes):
        return make.TOTAL | {"label": indicator.label, "pk": indicator.pk} | changes

    values = make.written() | {"indicators": [row(third), make.TOTAL | {"label": "Mới", "pk": None}, row(first)]}
    services.edit_campaign(campaign, version=0, by=world.hanh, at=AT, **values)

    found = list(campaign.indicators.order_by("position").values_list("pk", "label", "position"))
    assert [(label, place) for _, label, place in found] == [("Ba", 1), ("Mới", 2), (first.label, 3)]
    assert (found[0][0], found[2][0]) == (third.pk, first.pk)
    assert not CampaignIndicator.objects.filter(pk=second.pk).exists()


# The life ------------------------------------------------------------------------------------------------------------
def test_a_launch_needs_goals_both_criteria_period_and_paper(world):
    empty = make.draft(
        world, goals="", criteria_collective=" ", criteria_person="", ends_on=None, launch_paper="", indicators=[]
    )

    found = launch_findings(empty, on=ON)

    assert stops(found) == ["goals", "criteria-collective", "criteria-person", "period", "paper"]
    assert [finding.code for finding in found if not finding.stops] == ["indicators"]
    with pytest.raises(Refused):
        services.take_campaign_step(empty, "launch", by=world.hanh, at=AT)
    assert Campaign.objects.get(pk=empty.pk).state == CampaignState.DRAFT
    assert launch_findings(make.draft(world), on=ON) == []


def test_a_launch_tells_every_unit_once(world):
    campaign = make.launched(world)

    assert (campaign.state, campaign.launched_on) == ("launched", DAY(2022, 3, 2))
    for person in (world.lan, world.binh, world.hoa, world.dung):
        assert told(person) == [f"Phát động: {make.NAME}"]
    assert told(world.tuan) == []
    with pytest.raises(Stale):
        services.take_campaign_step(campaign, "launch", by=world.hanh, at=AT)
    assert JournalEntry.objects.filter(act="campaigns.launch").count() == 1


def test_a_units_own_is_launched_by_its_head_and_told_to_its_tree_only(world):
    campaign = make.own_draft(world, world.stp, world.lan)
    for person in (world.lan, world.dung, world.hanh, world.thang, world.root):
        with pytest.raises(Refused):
            services.take_campaign_step(campaign, "launch", by=person, at=AT)

    services.take_campaign_step(campaign, "launch", by=world.binh, at=AT)

    assert told(world.lan) == told(world.binh) == ["Đơn vị phát động phong trào"]
    assert told(world.hoa) == told(world.dung) == []


def test_drafts_are_for_those_who_write_them_and_launched_ones_for_all_concerned(world):
    provincial, own = make.draft(world), make.own_draft(world, world.stp, world.lan)
    theirs = make.own_launched(world, world.syt, world.hoa, world.dung)

    def seen(person):
        return {each.pk for each in Campaign.objects.visible_to(person)}

    assert seen(world.hanh) == seen(world.ha) == {provincial.pk, theirs.pk}
    assert seen(world.lan) == seen(world.binh) == {own.pk}
    assert seen(world.hoa) == {theirs.pk}
    assert seen(world.tuan) == seen(world.root) == seen(world.stranger) == set()
    services.take_campaign_step(provincial, "launch", by=world.hanh, at=AT)
    assert seen(world.tuan) == {provincial.pk}
    assert seen(world.root) == seen(world.stranger) == set()
    assert Campaign.objects.visible_to(world.hoa).search("cua so tu phap").count() == 0


def test_closing_needs_a_day_and_all_five_parts(world):
    campaign = make.launched(world)
    assert stops(close_findings(campaign, on=ON)) == ["summary"]
    make.sum_up(
        campaign, "final", by=world.hanh, held_on=None, results="", effects="", limits="", causes="", lessons=" "
    )

    assert stops(close_findings(campaign, on=ON)) == ["day", "results", "effects", "limits", "causes", "lessons"]
    with pytest.raises(Refused):
        services.take_campaign_step(campaign, "close", by=world.hanh, at=AT)
    make.sum_up(campaign, "final", by=world.hanh, held_on=DAY(2022, 3, 9))
    assert stops(close_findings(campaign, on=ON)) == ["day"]
    make.sum_up(campaign, "final", by=world.hanh, held_on=ON)
    assert stops(close_findings(campaign, on=ON)) == []


def test_closing_keeps_its_day_and_its_words_and_can_be_taken_back(world):
    campaign = make.closed(world)
    assert (campaign.state, campaign.closed_on) == ("closed", DAY(2022, 3, 4))
    with pytest.raises(Refused):
        make.sum_up(campaign, "final", by=world.hanh)
    with pytest.raises(Refused):
        services.edit_campaign(campaign, version=campaign.version, by=world.hanh, at=AT, **make.written())
    with pytest.raises(Refused):
        services.take_campaign_step(campaign, "reopen", by=world.hanh, at=AT)

    services.take_campaign_step(campaign, "reopen", by=world.hanh, at=AT, reason="Thiếu kết quả")

    assert (campaign.state, campaign.closed_on) == ("launched", None)
    assert campaign.summaries.get().concluded_at is None
    assert [each.action for each in Transition.objects.of(campaign)] == ["reopen", "close", "launch"]


def test_a_review_clears_what_was_owed_and_reopening_leads_back_to_it(world):
    campaign = make.launched(world, review_due_on=DAY(2022, 3, 20))
    assert due("campaigns.review") == [(f"Sơ kết: {make.NAME}", DAY(2022, 3, 20), (world.hanh.pk, world.thang.pk), ())]
    assert due("campaigns.review", person=world.lan) == []
    make.sum_up(campaign, "interim", by=world.hanh)

    services.take_campaign_step(campaign, "review", by=world.hanh, at=AT)

    assert (campaign.state, campaign.reviewed_on, campaign.review_due_on) == ("reviewed", DAY(2022, 3, 4), None)
    assert due("campaigns.review") == []
    make.sum_up(campaign, "final", by=world.hanh)
    services.take_campaign_step(campaign, "close", by=world.hanh, at=AT)
    assert [step.action for step in CAMPAIGN.open_to(world.hanh, campaign)] == ["reopen-reviewed"]
    services.take_campaign_step(campaign, "reopen-reviewed", by=world.hanh, at=AT, reason="Sửa")
    services.take_campaign_step(campaign, "unreview", by=world.hanh, at=AT, reason="Sửa")
    assert (campaign.state, campaign.reviewed_on) == ("launched", None)


def test_the_closing_is_owed_from_a_month_before_the_last_day(world):
    campaign = make.launched(world, ends_on=DAY(2022, 4, 8))
    own = make.own_launched(world, world.stp, world.lan, world.binh, ends_on=DAY(2022, 3, 7))
    staff = (world.hanh.pk, world.thang.pk)
    provincial = (f"Tổng kết: {make.NAME}", DAY(2022, 4, 8), staff, ())

    assert due("campaigns.close", on=DAY(2022, 3, 7)) == [
        ("Tổng kết phong trào của đơn vị", DAY(2022, 3, 7), (world.lan.pk,), (world.binh.pk,))
    ]
    assert due("campaigns.close", person=world.hanh) == [provincial]
    assert [duty.detail for duty in owed(on=ON, person=world.lan) if duty.kind == "campaigns.close"] == [own.name]
    assert due("campaigns.close", person=world.hoa) == []
    make.sum_up(campaign, "final", by=world.hanh)
    services.take_campaign_step(campaign, "close", by=world.hanh, at=AT)
    assert due("campaigns.close", person=world.hanh) == []


# The best ------------------------------------------------------------------------------------------------------------
def test_the_best_are_named_in_order_and_no_one_twice(world):
    campaign = make.launched(world)
    rows = [make.honour(world.stp), make.honour(world.syt, "Lò Thị Mai", object="person", title="Bác sĩ")]

    services.name_honours(campaign, version=0, rows=rows, by=world.hanh, at=AT)

    assert [each.name for each in campaign.honours.all()] == ["Phòng Bổ trợ tư pháp", "Lò Thị Mai"]
    with pytest.raises(Stale):
        services.name_honours(campaign, version=0, rows=[], by=world.thang, at=AT)
    with pytest.raises(Refused):
        services.name_honours(campaign, version=1, rows=[rows[0], rows[0]], by=world.hanh, at=AT)
    with pytest.raises(Refused):
        services.name_honours(campaign, version=1, rows=[], by=world.lan, at=AT)
    assert campaign.honours.count() == 2


def test_the_award_rooms_read_only_closed_campaigns_of_the_year(world):
    closed = make.closed(world, honours=[make.honour(world.stp), make.honour(world.syt, "Khoa Nội")])
    running = make.launched(world, name="Đang chạy")
    services.name_honours(running, version=0, rows=[make.honour(world.stp)], by=world.hanh, at=AT)

    found = honours_for_awards(2022)

    assert [(each.campaign, each.name, each.unit) for each in found] == [
        (closed, "Phòng Bổ trợ tư pháp", world.stp),
        (closed, "Khoa Nội", world.syt),
    ]
    assert list(honours_for_awards(2021)) == []
