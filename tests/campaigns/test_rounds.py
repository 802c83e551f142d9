"""Asking units in a campaign: whom, when, who may; and what findings say before a filing leaves its officer."""

import datetime

import pytest
from django.urls import reverse

from campaigns.enums import CampaignState, Launcher, RoundKind
from campaigns.models import Campaign, Registration, RegistrationRound, ResultRound
from campaigns.queries.registrations import REGISTRATIONS
from campaigns.queries.results import CAMPAIGN_REPORTS
from campaigns.services import rounds as services
from core.errors import Refused
from core.obligations import owed
from plans.queries.filings import content_for
from plans.services import filings as steps
from tests.factories import campaign_reports as reports
from tests.factories import campaigns as make
from tests.factories import registrations
from tests.factories.unit_plans import word_file
from tests.plans.filings import paper_text

DAY = datetime.date
ASK = {"opens_on": "08/03/2022", "due_date": "31/03/2022", "year": "2022"}


def create(campaign, kind="registration"):
    return reverse(f"campaigns:{kind}-round-create", args=[campaign.pk])


# Whom ----------------------------------------------------------------------------------------------------------------
def test_units_are_asked_by_kind_and_one_by_one(world, client_for):
    campaign = make.the_campaign()

    answer = client_for(world.hanh).post(create(campaign), ASK | {"groups": ["huyen"], "units": [world.syt.pk]})

    made = RegistrationRound.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.campaign, made.year, made.due_date, made.opened_by) == (campaign, 2022, DAY(2022, 3, 31), world.hanh)
    assert {one.unit for one in made.registrations.all()} == {world.syt, world.tuangiao}


def test_reports_are_asked_of_those_who_take_part(world, client_for):
    campaign = registrations.season(world).campaign
    typed = {"kind": "interim", "period_from": "01/01/2022", "period_to": "28/02/2022", "taking_part": "on"}

    client_for(world.hanh).post(create(campaign, "result"), ASK | typed)

    made = ResultRound.objects.get()
    assert (made.kind, made.year, str(made.period_to)) == (RoundKind.INTERIM, 2022, "2022-02-28")
    assert {one.unit for one in made.reports.all()} == {world.stp, world.syt}


def test_asking_twice_adds_only_new_units(world, client_for):
    campaign, client = make.the_campaign(), client_for(world.hanh)
    client.post(create(campaign), ASK | {"units": [world.syt.pk]})
    again = ASK | {"units": [world.syt.pk, world.stp.pk], "due_date": "15/04/2022"}
    said = client.post(create(campaign), again, follow=True).content.decode()
    assert "Đợt này đã mở từ trước: thêm đơn vị chưa có, hạn gửi giữ nguyên chậm nhất ngày 31/3/2022." in said

    made = RegistrationRound.objects.get()
    assert (made.due_date, made.registrations.count()) == (DAY(2022, 3, 31), 2)
    more = REGISTRATIONS.round_url("open", made)
    said = client.post(more, {"units": [world.stp.pk]}, follow=True).content.decode()
    assert "Các đơn vị đã chọn đều có trong đợt." in said
    client.post(more, {"units": [world.tuangiao.pk]})
    assert made.registrations.count() == 3


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"units": []}, "__all__", "Hãy chọn ít nhất một đơn vị."),
        ({"due_date": "31/02/2022"}, "due_date", "Ngày không có trong lịch hoặc viết sai. Hãy viết ngày/tháng/năm, ví dụ 05/03/2022."),
        ({"due_date": "01/03/2022"}, "due_date", "Hạn gửi phải sau ngày bắt đầu nhận."),
        ({"year": "nay"}, "year", "Năm là số, ví dụ 2022."),
        ({"year": "2031"}, "__all__", "Phong trào không diễn ra trong năm 2031: thời gian là 01/01/2021 – 31/12/2025."),
    ],
)  # fmt: skip
def test_a_wrong_round_is_not_opened_and_says_why(world, client_for, changes, field, sentence):
    campaign = make.the_campaign()

    page = client_for(world.hanh).post(create(campaign), ASK | {"units": [world.syt.pk]} | changes)

    assert (page.status_code, page.context["form"].errors[field]) == (422, [sentence])
    assert not RegistrationRound.objects.exists()


def test_a_period_that_ends_before_it_begins_is_refused(world, client_for):
    typed = {"kind": "period", "period_from": "01/03/2022", "period_to": "28/02/2022", "units": [world.syt.pk]}

    page = client_for(world.hanh).post(create(make.the_campaign(), "result"), ASK | typed)

    assert page.context["form"].errors["period_to"] == ["Ngày cuối kỳ số liệu phải bằng hoặc sau ngày đầu kỳ."]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": CampaignState.DRAFT}, "Phong trào chưa phát động nên chưa mở được đợt. Hãy phát động trước."),
        (
            {"state": CampaignState.CLOSED, "closed_on": DAY(2022, 1, 5)},
            "Phong trào đã tổng kết nên không mở thêm đợt.",
        ),
    ],
)
def test_only_a_running_campaign_asks_units(world, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        registrations.season(world, campaign=make.campaign(**fields))


def test_in_a_units_own_campaign_nobody_opens_rounds(world, client_for):
    own = make.campaign(launcher=Launcher.UNIT, unit=world.stp, scope="unit")

    assert client_for(world.hanh).get(create(own)).status_code == 403
    with pytest.raises(Refused):
        registrations.season(world, campaign=own)


def test_no_unit_is_added_after_the_closing(world):
    season = registrations.season(world)
    season.campaign.state = CampaignState.CLOSED

    with pytest.raises(Refused, match="Phong trào đã tổng kết nên không thêm đơn vị vào đợt nữa."):
        services.ask_more(season, [world.tuangiao], by=world.hanh, at=make.moment(8))


# Duties --------------------------------------------------------------------------------------------------------------
def test_nobody_owes_a_closed_campaign_anything_until_it_is_opened_again(world):
    season = registrations.season(world)
    on = make.moment(8).date()

    def owing():
        return sorted(duty.unit.label for duty in owed(on=on) if duty.kind == "campaigns.registration")

    before = owing()
    Campaign.objects.filter(pk=season.campaign_id).update(state=CampaignState.CLOSED, closed_on=on)
    closed = owing()
    Campaign.objects.filter(pk=season.campaign_id).update(state=CampaignState.LAUNCHED, closed_on=None)

    assert (closed, owing()) == ([], before)
    assert before == ["Sở Tư pháp", "Sở Y tế"]


def test_both_kinds_are_owed_by_their_day(world):
    registrations.season(world)
    reports.season(world)

    found = {duty.key: duty for duty in owed(on=DAY(2022, 3, 8)) if duty.kind.startswith("campaigns.")}

    mine = [duty for duty in found.values() if duty.people == (world.lan.pk,)]
    assert {(duty.kind, duty.title, duty.due_on) for duty in mine} == {
        ("campaigns.registration", f"Đăng ký phong trào “{make.NAME}” năm 2022", DAY(2022, 3, 14)),
        ("campaigns.campaign-report", f"Báo cáo phong trào “{make.NAME}” đến 28/02/2022", DAY(2022, 3, 14)),
    }
    assert len(found) == 4
    registrations.filed(registrations.filing_of(world.stp), by=world.lan, head=world.binh)
    left = [duty for duty in owed(on=DAY(2022, 3, 8)) if duty.kind == "campaigns.registration"]
    assert [duty.unit for duty in left] == [world.syt]


# Before it leaves ----------------------------------------------------------------------------------------------------
def messages(kind, filing):
    return [(finding.level.name, finding.message) for finding in kind.findings(filing, on=DAY(2022, 3, 8))]


def test_a_missing_target_and_a_target_of_zero_are_explained_and_allowed(world):
    registrations.season(world)
    registration = registrations.filing_of(world.stp)
    registrations.draft(registration, by=world.lan, numbers=(0, None, "4.2", 10), text="Đường hoa")

    assert messages(REGISTRATIONS, registration) == [
        ("INFO", "Có mức đăng ký, nội dung hoặc tệp kèm theo."),
        ("WARNING", "Chưa đăng ký mức: 2. Tiền vận động. Kết quả về sau không so được với mức đăng ký."),
        (
            "WARNING",
            "Đăng ký mức 0: 1. Số xã đạt chuẩn. Mức 0 thì không tính được tỷ lệ hoàn thành; hãy xem lại.",
        ),
    ]
    steps.submit(registration, by=world.lan, at=make.moment(2))


def test_nothing_at_all_does_not_leave_the_officer(world):
    registrations.season(world)
    registration = registrations.filing_of(world.stp)
    registrations.draft(registration, by=world.lan, numbers=(), measures="")

    with pytest.raises(Refused, match="Cần ghi ít nhất một mức đăng ký, hoặc nội dung, biện pháp, hoặc đính kèm tệp."):
        steps.submit(registration, by=world.lan, at=make.moment(2))
    assert Registration.objects.get(pk=registration.pk).state == "draft"


def test_a_missing_result_is_not_taken_for_zero(world):
    reports.season(world, kind=RoundKind.FINAL)
    report = reports.filing_of(world.stp)
    reports.draft(report, by=world.lan, numbers=(3, None, "4.0", 0))

    assert messages(CAMPAIGN_REPORTS, report) == [
        ("INFO", "Có lời văn hoặc tệp báo cáo."),
        (
            "WARNING",
            "Chưa có kết quả: 2. Tiền vận động; 4. Mô hình nổi bật. "
            "Bảng tổng hợp ghi đơn vị chưa báo cáo chỉ tiêu này, không tính là 0.",
        ),
        ("WARNING", "Chưa viết mục: Hạn chế; Nguyên nhân; Bài học kinh nghiệm."),
    ]


# What is kept --------------------------------------------------------------------------------------------------------
def test_a_filed_report_keeps_the_target_it_was_compared_with(world):
    registrations.season(world)
    registrations.filed(registrations.filing_of(world.stp), by=world.lan, head=world.binh)
    reports.season(world)
    report = reports.filed(reports.filing_of(world.stp), by=world.lan, head=world.binh)
    registration = registrations.filing_of(world.stp)
    steps.give_back(registration, reason="Sai", by=world.hanh, at=make.moment(3))
    registrations.filed(registration, by=world.lan, head=world.binh, numbers=(30, 1, 1, 1), at=make.moment(4))
    steps.give_back(report, reason="Sai", by=world.hanh, at=make.moment(4))

    outside, inside = content_for(world.hanh, report), content_for(world.lan, report)
    assert [(lines[0].target_words, lines[0].share.words) for lines in (outside.lines, inside.lines)] == [
        ("4", "75%"),  # 3 ÷ 4, as it was filed
        ("30", "10%"),  # 3 ÷ 30, as it would be now
    ]


def test_the_last_period_stands_beside_the_new_figure(world, client_for):
    campaign = reports.season(world, year=2021).campaign
    reports.filed(reports.filing_of(world.stp, 2021), by=world.lan, head=world.binh)
    reports.season(world, campaign=campaign)

    page = client_for(world.lan).get(CAMPAIGN_REPORTS.url("edit", reports.filing_of(world.stp).pk))

    assert page.context["columns"] == ["Kỳ trước"]
    assert [words for _, _, _, [(_, words)] in page.context["rows"]] == ["3", "150,5", "4%", "", "8"]


# Papers --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_papers_carry_figures_words_and_candidates(world, client_for, form):
    registrations.season(world)
    registrations.filed(registrations.filing_of(world.stp), by=world.lan, head=world.binh, text="Đường hoa")
    reports.season(world)
    report = reports.filed(reports.filing_of(world.stp), by=world.lan, head=world.binh)
    client = client_for(world.hanh)

    texts = [
        paper_text(client.get(kind.url("paper", pk, form)).content)
        for kind, pk in ((REGISTRATIONS, registrations.filing_of(world.stp).pk), (CAMPAIGN_REPORTS, report.pk))
    ]

    for words in ("BẢN ĐĂNG KÝ", "120,5", "4,2%", "Đường hoa", "Giao chỉ tiêu cho từng phòng"):
        assert words in texts[0]
    for words in ("BÁO CÁO", "từ ngày 01/01/2022 đến ngày 28/02/2022", "75%", "Phòng Tổng hợp", "Lù Văn Pản"):
        assert words in texts[1]


def test_an_outsider_finds_no_file_of_another_unit(world, client_for):
    reports.season(world)
    report = reports.filing_of(world.stp)
    stored = steps.attach_file(report, word_file(), by=world.lan, at=make.moment(2))
    address = reverse("core:file-download", args=[stored.uuid])

    def status(person):
        answer = client_for(person).get(address)
        if answer.streaming:
            answer.getvalue()  # reads to the end and closes the file
        return answer.status_code

    assert [status(person) for person in (world.lan, world.hoa, world.hanh)] == [200, 404, 404]
