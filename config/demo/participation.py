"""Who takes part in two campaigns by 8/3/2022: registration for the year's campaign, and reports on two.

Figures, words and people are made up and the same in every installation.
"""

import datetime

from campaigns.enums import RoundKind
from campaigns.models import Campaign, CampaignReport, Registration
from campaigns.services import campaigns, rounds
from config.demo.unit_plans import Event
from core.days import add_working_days
from plans.queries.filing_boards import GROUP_OF_KIND
from plans.services import filings as steps

DAY = datetime.date
OPENED, DUE = DAY(2022, 1, 26), DAY(2022, 2, 28)
ASKED = ("so-nganh", "dang", "doan-the", "huyen")
OFFICE, OFFICE_UNITS = "VHCS", ("so-nganh",)
OFFICE_OPENED, OFFICE_DUE = DAY(2022, 1, 27), DAY(2022, 2, 25)
MONTHS_OPENED, MONTHS_DUE = DAY(2022, 3, 1), DAY(2022, 3, 18)
LAST = DAY(2022, 3, 7)
SILENT, DRAFTED, RETURNED, LATE = 11, 17, 23, 9  # every so many units
OFFICE_INDICATORS = (
    {"label": "Phòng, ban có bản cam kết văn hóa công sở", "measure": "phòng, ban", "kind": "integer",
     "direction": "up", "target": None, "roll_up": "sum"},
    {"label": "Phản ánh, kiến nghị về thái độ phục vụ", "measure": "lượt", "kind": "integer",
     "direction": "down", "target": None, "roll_up": "sum"},
    {"label": "Cách làm nổi bật", "measure": "", "kind": "text", "direction": "up", "target": None, "roll_up": "none"},
)  # fmt: skip
MEASURES = (
    "- Giao chỉ tiêu đến từng phòng, ban ngay trong quý I\n- Kiểm tra hằng tháng, công khai kết quả tại giao ban\n"
    "- Mỗi quý giới thiệu ít nhất một cách làm mới",
    "Phát động đến toàn thể cán bộ, công chức; ký cam kết thi đua giữa các phòng.\n- Gắn kết quả thi đua với xếp loại tháng",
    "- Chọn hai việc khó của năm làm nội dung thi đua trọng tâm\n- Sơ kết vào tháng 6, tổng kết vào tháng 11",
)
RESULTS = (
    "Đã phát động đến 100% phòng, ban; nhiều việc hoàn thành trước hạn.",
    "Các phòng đăng ký việc cụ thể, có người chịu trách nhiệm; nền nếp làm việc chuyển biến rõ.",
    "Phong trào gắn với nhiệm vụ chuyên môn, được cán bộ, công chức hưởng ứng.",
)
LIMITS = "Một số phòng còn lúng túng khi chọn nội dung thi đua."
LESSONS = "Chỉ tiêu phải đo được và có người theo dõi."
WAYS = ("Giờ làm việc không chờ", "Nụ cười một cửa", "Trả lời trong ngày")
FAMILY = ("Lò Thị Pâng", "Quàng Văn Hặc", "Vừ A Chu", "Cà Thị Ngoan", "Tòng Văn Inh")


def events(cast):
    """All steps up to 8/3, as `Event`s."""
    asked = _of_kinds(cast, ASKED)
    office = _of_kinds(cast, OFFICE_UNITS)
    yield Event(OPENED, datetime.time(9, 0), lambda at: _open_registration(cast, asked, at))
    yield Event(OFFICE_OPENED, datetime.time(9, 0), lambda at: _open_office(cast, office, at))
    yield Event(MONTHS_OPENED, datetime.time(9, 0), lambda at: _open_months(cast, asked, at))
    for index, unit in enumerate(asked):
        yield from _registered(cast, unit, index)
        if index % 5 == 1 and index % SILENT:
            yield from _told(cast, unit, index, _months, add_working_days(MONTHS_OPENED, 1 + index % 3), answered=False)
    for index, unit in enumerate(office):
        if index % 7 != 4:
            day = add_working_days(OFFICE_OPENED, 8 + index * 5 % 13)  # some after the due day
            yield from _told(cast, unit, index, _office, day, answered=True)


def _of_kinds(cast, groups):
    """Units of these kinds in which an officer and a head sit."""
    found = [unit for unit in cast.owing if GROUP_OF_KIND[unit.kind] in groups]
    return [unit for unit in found if unit.pk in cast.officers and unit.pk in cast.heads]


# Asking ----------------------------------------------------------------------------------------------------------------
def _year():
    return Campaign.objects.get(code="TX2022")


def _open_registration(cast, units, at):
    rounds.open_registrations(
        _year(), units, year=2022, due_date=DUE, before=False, opens_on=OPENED, by=cast.staff[0], at=at
    )


def _open_office(cast, units, at):
    campaign = Campaign.objects.get(code=OFFICE)
    campaigns.edit_campaign(campaign, version=campaign.version, indicators=OFFICE_INDICATORS, by=cast.staff[1], at=at)
    rounds.open_reports(
        campaign, units, kind=RoundKind.INTERIM, period_from=DAY(2019, 6, 14), period_to=DAY(2021, 12, 31),
        due_date=OFFICE_DUE, before=False, opens_on=OFFICE_OPENED, by=cast.staff[1], at=at,
    )  # fmt: skip


def _open_months(cast, units, at):
    rounds.open_reports(
        _year(), units, kind=RoundKind.PERIOD, period_from=DAY(2022, 1, 1), period_to=DAY(2022, 2, 28),
        due_date=MONTHS_DUE, before=False, opens_on=MONTHS_OPENED, by=cast.staff[0], at=at,
    )  # fmt: skip


# Registering -----------------------------------------------------------------------------------------------------------
def _figures(campaign, numbers, text=""):
    rows = []
    for indicator, number in zip(campaign.indicators.order_by("position"), numbers, strict=True):
        words = text if indicator.kind == "text" else ""
        if number is not None or words:
            rows.append({"indicator_id": indicator.pk, "number": number, "text": words, "note": ""})
    return rows


def targets_of(index):
    """What the unit at this place registers for the four indicators of the year."""
    return (1 + index % 4, 2 + index * 3 % 7, 95 + index % 6, 1 + index % 3)


def _registration(unit):
    return Registration.objects.named().get(unit=unit, round__campaign__code="TX2022", round__year=2022)


def _registered(cast, unit, index):
    """Drafted and sent within a day, some late; some are silent, some drafted only, some returned."""
    if index % SILENT == 6:
        return
    officer, head, staff = cast.officers[unit.pk], cast.heads[unit.pk], cast.staff[index % len(cast.staff)]
    day = add_working_days(DUE, 1 + index % 3) if index % LATE == 4 else add_working_days(OPENED, 3 + index * 7 % 15)
    minute = index * 11 % 60

    def write(at):
        made = _registration(unit)
        values = {
            "targets": _figures(made.round.campaign, targets_of(index)), "measures": MEASURES[index % len(MEASURES)],
        }  # fmt: skip
        steps.save_draft(made, version=made.version, values=values, by=officer, at=at)
        if index % DRAFTED != 7:
            steps.submit(made, by=officer, at=at)

    yield Event(day, datetime.time(9, minute), write)
    if index % DRAFTED == 7:
        return
    yield Event(day, datetime.time(14, minute), lambda at: steps.confirm(_registration(unit), by=head, at=at))
    if index % RETURNED == 10:
        reason = "Chưa rõ cách làm mới đơn vị đăng ký; đề nghị ghi tên cụ thể ở phần biện pháp."
        yield Event(
            add_working_days(day, 1), datetime.time(10, minute),
            lambda at: steps.give_back(_registration(unit), reason=reason, by=staff, at=at),
        )  # fmt: skip
    else:
        yield Event(
            add_working_days(day, 1), datetime.time(10, minute),
            lambda at: steps.accept(_registration(unit), by=staff, at=at),
        )  # fmt: skip


# Reporting -------------------------------------------------------------------------------------------------------------
def _office(unit, index):
    """(the report, what it says) of văn hóa công sở."""
    report = CampaignReport.objects.named().get(unit=unit, round__campaign__code=OFFICE)
    numbers = (4 + index % 6, index % 5, None)
    candidates = []
    if index % 3 == 0:
        candidates.append(
            {"object": "collective", "name": "Bộ phận Tiếp nhận và Trả kết quả", "title": unit.name,
             "achievement": "Không có phản ánh về thái độ phục vụ trong hai năm liền."}
        )  # fmt: skip
    if index % 4 == 1:
        candidates.append(
            {"object": "person", "name": FAMILY[index % len(FAMILY)], "title": "Chuyên viên Văn phòng",
             "achievement": "Lập sổ hẹn điện tử, rút ngắn thời gian chờ của người dân."}
        )  # fmt: skip
    return report, {
        "figures": _figures(report.round.campaign, numbers, WAYS[index % len(WAYS)]),
        "sections": [RESULTS[index % len(RESULTS)], LIMITS, "Việc kiểm tra chưa thường xuyên.", LESSONS],
        "candidates": candidates,
    }


def _months(unit, index):
    """(the report, what it says) of the first two months of the year."""
    report = CampaignReport.objects.named().get(unit=unit, round__campaign__code="TX2022")
    first, second, third, _ = targets_of(index)
    numbers = (first - index % 2, second // 2, third - index % 3, None if index % 4 == 2 else 1)
    values = {
        "figures": _figures(report.round.campaign, numbers),
        "sections": [RESULTS[index % len(RESULTS)], LIMITS, "", ""],
        "candidates": [],
    }
    return report, values


def _told(cast, unit, index, content, day, *, answered):
    """Written in the morning, confirmed in the afternoon; received two working days later where that is past."""
    officer, head, staff = cast.officers[unit.pk], cast.heads[unit.pk], cast.staff[index % len(cast.staff)]
    minute = index * 13 % 60

    def write(at):
        report, values = content(unit, index)
        steps.save_draft(report, version=report.version, values=values, by=officer, at=at)
        steps.submit(report, by=officer, at=at)

    yield Event(day, datetime.time(8, minute), write)
    yield Event(day, datetime.time(15, minute), lambda at: steps.confirm(content(unit, index)[0], by=head, at=at))
    later = add_working_days(day, 2)
    if answered and later <= LAST:
        yield Event(later, datetime.time(11, minute), lambda at: steps.accept(content(unit, index)[0], by=staff, at=at))
