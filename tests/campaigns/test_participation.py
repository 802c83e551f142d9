"""The roll-up of a campaign, with the arithmetic written out; what a person may read of it, and what never counts."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from campaigns.queries.participation import candidates_of, participation_of, results_of
from campaigns.queries.shares import Share
from plans.services import filings as steps
from tests.factories import campaign_reports as reports
from tests.factories import campaigns as make
from tests.factories import registrations, units
from units.enums import Role

D = Decimal
TODAY = datetime.date(2022, 3, 8)


@pytest.fixture
def units_asked(world):
    """Four departments, each with officer and head; the first two are those of the cast."""
    more = units.staffed(world.province, 2)
    return [(world.stp, world.lan, world.binh), (world.syt, world.hoa, world.dung), *more]


@pytest.fixture
def registered(world, units_asked):
    """Three sent, the fourth only drafted.

                        STP     SYT    third   fourth (draft)
    xã đạt chuẩn          4       6       0       50
    triệu đồng        120,5    79,5       –      900
    hộ nghèo %          4,2     5,0       3        1
    vụ vi phạm           10       5       2       70
    """
    season = registrations.season(world, *(unit for unit, _, _ in units_asked))
    numbers = ((4, "120.5", "4.2", 10), (6, "79.5", "5.0", 5), (0, None, 3, 2), (50, 900, 1, 70))
    for (unit, officer, head), given in zip(units_asked, numbers, strict=True):
        registration = registrations.filing_of(unit)
        registrations.draft(registration, by=officer, numbers=given, text="Tuyến đường hoa")
        if given[0] != 50:
            steps.submit(registration, by=officer, at=make.moment(2))
            steps.confirm(registration, by=head, at=make.moment(2))
    return season


@pytest.fixture
def reported(world, units_asked, registered):
    """STP and SYT sent, the third was sent and is being corrected, the fourth drafted only.

                        STP     SYT
    xã đạt chuẩn          3       7
    triệu đồng        150,5       –
    hộ nghèo %          4,0     5,5
    vụ vi phạm            8      10
    """
    season = reports.season(world, *(unit for unit, _, _ in units_asked))
    numbers = ((3, "150.5", "4.0", 8), (7, None, "5.5", 10), (99, 99, 9, 99), (88, 88, 8, 88))
    for (unit, officer, head), given in zip(units_asked, numbers, strict=True):
        report = reports.filing_of(unit)
        reports.draft(report, by=officer, numbers=given)
        if given[0] != 88:
            steps.submit(report, by=officer, at=make.moment(2))
            steps.confirm(report, by=head, at=make.moment(2))
        if given[0] == 99:
            steps.give_back(report, reason="Số liệu sai", by=world.hanh, at=make.moment(3))
    return season


def test_targets_are_summed_over_what_was_sent(world, registered):
    (numbers,) = participation_of(registered.campaign, world.hanh, TODAY).rounds

    assert (numbers.asked, len(numbers.sent), len(numbers.unsent), numbers.late) == (4, 3, 1, 0)
    assert [(row.indicator.position, row.total, len(row.targets), len(row.missing)) for row in numbers.rows] == [
        (1, D(4 + 6 + 0), 3, 0),
        (2, D("120.5") + D("79.5"), 2, 1),  # the third registered none: not 0
        (3, None, 3, 0),  # a percentage is never summed
        (4, None, 3, 0),
        (5, D(10 + 5 + 2), 3, 0),
    ]


def test_results_are_compared_where_target_and_result_are_known(world, reported):
    (numbers,) = results_of(reported.campaign, world.hanh, TODAY).rounds

    assert (numbers.asked, len(numbers.sent), len(numbers.unsent)) == (4, 2, 2)
    told = [
        (row.indicator.position, row.registered, row.actual, row.share, row.both, row.reached) for row in numbers.rows
    ]
    assert told == [
        # registered by three: 4 + 6 + 0; STP 3 of 4, SYT 7 of 6: (3 + 7) ÷ (4 + 6)
        (1, D(10), D(10), Share(D("100.0"), True), 2, 1),
        # registered by two: 120,5 + 79,5; reported by STP alone: 150,5 ÷ 120,5 = 1,2489…
        (2, D(200), D("150.5"), Share(D("124.9"), True), 1, 1),
        # never summed; less is better: STP 4,0 under 4,2, SYT 5,5 over 5,0
        (3, None, None, Share(None, None, "không cộng"), 2, 1),
        (4, None, None, Share(None, None, "chưa có kết quả"), 0, 0),
        # registered by three: 10 + 5 + 2; less is better: (10 + 5) ÷ (8 + 10) = 0,8333…
        (5, D(17), D(18), Share(D("83.3"), False), 2, 1),
    ]
    assert [filing.unit for filing in numbers.rows[1].missing] == [world.syt]


def test_each_unit_stands_beside_its_own_target(world, reported):
    (numbers,) = results_of(reported.campaign, world.hanh, TODAY).rounds

    assert [(one.report.unit, one.target_words, one.words, one.share.words) for one in numbers.rows[0].results] == [
        (world.stp, "4", "3", "75%"),  # 3 ÷ 4
        (world.syt, "6", "7", "116,7%"),  # 7 ÷ 6
    ]
    assert [(one.words, one.share.words) for one in numbers.rows[2].results] == [
        ("4%", "105%"),  # 4,2 ÷ 4,0
        ("5,5%", "90,9%"),  # 5,0 ÷ 5,5
    ]


def test_late_units_are_counted_by_day(world, registered):
    after = datetime.date(2022, 3, 15)  # “trước ngày 15/3”: the 14th was the last good day

    assert participation_of(registered.campaign, world.hanh, after).rounds[0].late == 1


def test_a_unit_reads_its_own_row_alone(world, reported):
    campaign = reported.campaign
    (asked,) = participation_of(campaign, world.lan, TODAY).rounds
    (told,) = results_of(campaign, world.lan, TODAY).rounds

    assert [asked.asked, asked.rows[0].total, told.asked, told.rows[0].actual] == [1, D(4), 1, D(3)]
    assert told.rows[0].registered == D(4)
    outsider = units.person("ngoai", "Lý Thị Ngoài")
    units.post(outsider, units.unit("Sở Ngoại vụ", parent=world.province), Role.OFFICER)
    assert participation_of(campaign, outsider, TODAY).rounds == ()
    assert results_of(campaign, outsider, TODAY).rounds == ()


def test_a_district_reads_its_communes(world):
    season = registrations.season(world, world.tuangiao, world.commune, world.stp)
    officer = units.person("huyen", "Lường Văn Huyện")
    units.post(officer, world.tuangiao, Role.OFFICER)

    (numbers,) = participation_of(season.campaign, officer, TODAY).rounds

    assert [filing.unit for filing in numbers.unsent] == [world.tuangiao, world.commune]


def test_candidates_come_from_received_reports_collectives_first(world, reported):
    campaign = reported.campaign
    assert candidates_of(campaign, world.hanh) == []
    steps.accept(reports.filing_of(world.stp), by=world.hanh, at=make.moment(3))

    assert [(one.object, one.name, one.report.unit) for one in candidates_of(campaign, world.hanh)] == [
        ("collective", "Phòng Tổng hợp", world.stp),
        ("person", "Lù Văn Pản", world.stp),
    ]
    assert candidates_of(campaign, world.hoa) == []


# The spreadsheet -------------------------------------------------------------------------------------------------------
def sheet(answer):
    """The rows below the head, empty cells as None."""
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if "Chỉ tiêu" in row)
    return rows[head + 1 :]


def test_the_spreadsheet_says_what_the_page_says(world, reported, client_for):
    answer = client_for(world.hanh).get(reverse("campaigns:result-rollup", args=[reported.campaign_id]))

    rows = [row for row in sheet(answer) if row[1] == 1]
    assert [(row[5], row[6], row[7], row[9], row[10]) for row in rows] == [
        ("Sở Tư pháp", 4, 3, 75, "Chưa đạt"),
        ("Sở Y tế", 6, 7, 116.7, "Đạt"),
        ("Cộng 2 đơn vị", 10, 10, 100, "Tỷ lệ tính trên 2 đơn vị có cả mức đăng ký và kết quả"),
    ]
    unsent = [(row[5], row[8]) for row in sheet(answer) if row[8] == "Chưa gửi báo cáo"]
    assert len(unsent) == 2


def test_the_spreadsheet_of_a_unit_holds_its_own_rows(world, reported, client_for):
    client = client_for(world.hoa)
    found = [
        sheet(client.get(reverse(f"campaigns:{name}", args=[reported.campaign_id])))
        for name in ("registration-rollup", "result-rollup")
    ]

    named = {cell for rows in found for row in rows for cell in row if isinstance(cell, str) and cell.startswith("Sở")}
    assert named == {"Sở Y tế"}


# Pages -----------------------------------------------------------------------------------------------------------------
def test_the_tabs_show_sums_and_shares_in_words(world, reported, client_for):
    client, address = client_for(world.hanh), reported.campaign.get_absolute_url()
    words = {
        tab: " ".join(client.get(f"{address}?tab={tab}").content.decode().split()) for tab in ("tham-gia", "ket-qua")
    }

    assert "3 trên 4 đơn vị đã gửi" in words["tham-gia"]
    assert "<b>200</b>" in words["tham-gia"]
    assert 'aria-label="Chưa đạt, 83,3% mức đăng ký"' in words["ket-qua"]
    assert "1/2 đơn vị đạt mức đã đăng ký" in words["ket-qua"]
    assert "Chưa có kết quả, không tính là 0:" in words["ket-qua"]


def test_pages_without_any_round_say_what_comes_next(world, client_for):
    campaign = make.the_campaign()
    staff, officer = client_for(world.hanh), client_for(world.lan)

    assert "Chưa mở đợt đăng ký nào." in staff.get(f"{campaign.get_absolute_url()}?tab=tham-gia").content.decode()
    assert "Chưa có đợt báo cáo nào." in officer.get(f"{campaign.get_absolute_url()}?tab=ket-qua").content.decode()
