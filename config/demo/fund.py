"""The province's fund of 2021, closed, and of 2022 so far; a district's small one. Figures and papers are made up."""

import datetime
import uuid

from awards.fund import services
from awards.fund.enums import Purpose as P
from awards.fund.models import Fund
from awards.fund.queries import left_before
from awards.registry.models import Decision
from config.demo.unit_plans import Event
from units.enums import Role
from units.models import Unit

DAY, TIME = datetime.date, datetime.time
NOTE = "Số liệu hư cấu để trình diễn."
MILLION = 10**6
# day, purpose, đồng, what for, paper, number of a decision in the book or ""
BOOK_2021 = (
    (DAY(2021, 1, 15), P.SET_ASIDE, 1_500 * MILLION, "Trích lập theo dự toán đầu năm", "Giấy rút dự toán mẫu 01", ""),
    (DAY(2021, 2, 26), P.EMULATION_WORK, 118 * MILLION, "Hội nghị phát động phong trào thi đua năm 2021", "Phiếu chi mẫu 02", ""),
    (DAY(2021, 4, 6), P.OBJECTS, 164 * MILLION, "Mua khung, phôi bằng, cờ thi đua", "Phiếu chi mẫu 03", ""),
    (DAY(2021, 6, 28), P.STATE_AWARDS, 17_880_000, "Tiền thưởng Cờ thi đua của Chính phủ", "Phiếu chi mẫu 04", "1903"),
    (DAY(2021, 7, 20), P.SET_ASIDE, 600 * MILLION, "Trích bổ sung giữa năm", "Giấy rút dự toán mẫu 05", ""),
    (DAY(2021, 9, 22), P.STATE_AWARDS, 15_650_000, "Tiền thưởng Bằng khen của Thủ tướng Chính phủ", "Phiếu chi mẫu 06", "1946"),
    (DAY(2021, 11, 15), P.PROVINCE_AWARDS, 28_310_000, "Tiền thưởng Bằng khen phòng, chống dịch COVID-19", "Phiếu chi mẫu 07", "2064"),
    (DAY(2021, 11, 30), P.STATE_AWARDS, 13_410_000, "Tiền thưởng Huân chương Lao động hạng Ba", "Phiếu chi mẫu 08", "2117"),
    (DAY(2021, 12, 3), P.OTHER_AWARDS, 96 * MILLION, "Tặng quà gia đình có công, người cao tuổi tiêu biểu", "Phiếu chi mẫu 09", ""),
    (DAY(2021, 12, 10), P.EMULATION_WORK, 252 * MILLION, "Tuyên truyền gương điển hình trên báo, đài", "Phiếu chi mẫu 10", ""),
    (DAY(2021, 12, 29), P.PROVINCE_AWARDS, 1_186 * MILLION, "Tiền thưởng danh hiệu, hình thức cấp tỉnh các đợt trong năm", "Bảng kê mẫu 11", ""),
    (DAY(2021, 12, 30), P.OTHER, 34_500_000, "In ấn, vận chuyển hiện vật khen thưởng", "Phiếu chi mẫu 12", ""),
)  # fmt: skip
STRUCK = (DAY(2021, 12, 30), P.OTHER, 43_500_000, "In ấn, vận chuyển hiện vật khen thưởng", "Phiếu chi mẫu 12", "")
BOOK_2022 = (
    (DAY(2022, 1, 20), P.SET_ASIDE, 1_400 * MILLION, "Trích lập theo dự toán đầu năm", "Giấy rút dự toán mẫu 01", ""),
    (DAY(2022, 2, 16), P.PROVINCE_AWARDS, 26_820_000, "Tiền thưởng Chiến sĩ thi đua cấp tỉnh năm 2021", "Phiếu chi mẫu 02", "152"),
    (DAY(2022, 2, 25), P.EMULATION_WORK, 87_400_000, "Hội nghị triển khai nhiệm vụ, ký giao ước thi đua", "Phiếu chi mẫu 03", ""),
    (DAY(2022, 3, 3), P.OBJECTS, 72 * MILLION, "Mua khung, hộp đựng huy hiệu", "Phiếu chi mẫu 04", ""),
)  # fmt: skip
DISTRICT = (
    (DAY(2022, 1, 24), P.SET_ASIDE, 180 * MILLION, "Trích lập theo dự toán đầu năm", "Giấy rút dự toán mẫu 01", ""),
    (DAY(2022, 3, 2), P.OTHER_AWARDS, 21_750_000, "Tiền thưởng Giấy khen đợt 8/3", "Phiếu chi mẫu 02", ""),
)


def events(cast):
    """The accountant of Sở Nội vụ keeps the province's book; the standing body types the district's."""
    keeper, staff = cast.centre[Role.ACCOUNTANT], cast.staff[0]
    yield Event(DAY(2022, 1, 27), TIME(14, 5), lambda at: _close_2021(keeper, staff, at))
    yield Event(DAY(2022, 1, 28), TIME(14, 5), lambda at: _open("UBND-TINH", "SNV", 2022, 112_000 * MILLION, staff, at))
    yield Event(DAY(2022, 3, 1), TIME(14, 5), lambda at: _open("099", "099", 2022, 14_400 * MILLION, staff, at))
    for code, book in (("UBND-TINH", BOOK_2022), ("099", DISTRICT)):
        by = keeper if code == "UBND-TINH" else staff
        for place, row in enumerate(book):
            typed = max(row[0], DAY(2022, 3, 2) if code == "099" else DAY(2022, 1, 28))
            yield Event(typed, TIME(15, place), lambda at, code=code, row=row, by=by: _write(code, 2022, row, by, at))


def _open(code, keeper, year, budget, by, at):
    unit, keeper = Unit.objects.get(code=code), Unit.objects.get(code=keeper)
    left = left_before(unit, year)
    services.open_fund(unit=unit, keeper=keeper, year=year, budget=budget, carried=left or 0, note=NOTE, by=by, at=at)


def _close_2021(keeper, staff, at):
    """The whole year at once, one line of it wrong, struck out and written again."""
    _open("UBND-TINH", "SNV", 2021, 168_000 * MILLION, staff, at)
    for row in BOOK_2021[:-1]:
        _write("UBND-TINH", 2021, row, keeper, at)
    wrong = _write("UBND-TINH", 2021, STRUCK, keeper, at)
    services.strike_entry(wrong, reason="Ghi nhầm số tiền (43.500.000 thay vì 34.500.000)", by=keeper, at=at)
    _write("UBND-TINH", 2021, BOOK_2021[-1], keeper, at)


def _write(code, year, row, by, at):
    day, purpose, amount, content, paper, number = row
    fund = Fund.objects.select_related("unit", "keeper").get(unit__code=code, year=year)
    decision = Decision.objects.entered().get(number=number) if number else None
    press = uuid.uuid5(uuid.NAMESPACE_OID, f"{fund.pk} {day} {purpose} {amount} {content}")
    return services.add_entry(
        fund, press=press, on=day, purpose=purpose, amount=amount, content=content, paper=paper, decision=decision,
        by=by, at=at,
    )  # fmt: skip
