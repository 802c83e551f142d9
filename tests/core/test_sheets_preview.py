"""What the preview of an import says, cell by cell, before anything is written."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.styles import Font

from core.sheets import find_in_book, read_book
from core.sheets.fields import (
    ChoiceWidget,
    DateWidget,
    LinesWidget,
    NumberWidget,
    Read,
    TextWidget,
    YesNoWidget,
)
from core.sheets.imports import preview_of, start_import
from core.sheets.previews import PreviewCell
from core.text import BadValue
from tests.core.importing import AT, HEADER, STX, TUANGIAO, cells, xlsx
from tests.core.unit_sheet import UnitsByCode
from units.enums import UnitKind
from units.models import Unit, UnitEvent

pytestmark = pytest.mark.urls("tests.core.unit_sheet")


def test_the_preview_tells_new_changed_and_same_cell_by_cell(start, world):
    draft = start(STX, TUANGIAO, [3, "03217", "UBND xã Quài Cang A", "Xã", "099", "UBND", None])
    preview = preview_of(draft)

    assert [(row.number, row.outcome) for row in preview.rows] == [(2, "new"), (3, "same"), (4, "changed")]
    assert draft.counts == {"error": 0, "warning": 2, "new": 1, "changed": 1, "same": 1, "all": 3}
    assert cells(draft, 0)["Loại"] == PreviewCell("new", "Sở, ban, ngành")
    assert cells(draft, 0)["Từ ngày"] == PreviewCell(
        "warning", "01/02/2022", "", "Đọc là ngày 01/02/2022; hãy kiểm tra ngày và tháng."
    )
    assert cells(draft, 1)["Tên đơn vị"] == PreviewCell("same", "UBND huyện Tuần Giáo")
    assert Unit.objects.filter(code="STX").count() == 0


def test_a_doubt_and_a_change_show_old_value_and_reason(start):
    draft = start([1, "03217", "UBND xã Quài Cang A", "Xã", "099", "UBND", None])

    assert cells(draft)["Tên đơn vị"] == PreviewCell(
        "warning", "UBND xã Quài Cang A", "UBND xã Quài Cang", "Được ghi là sửa lỗi gõ."
    )
    assert cells(draft)["Từ ngày"] == PreviewCell("same", "01/01/2004")
    assert preview_of(draft).problems == ["Dòng 2, cột “Tên đơn vị”: Được ghi là sửa lỗi gõ."]


def test_a_changed_cell_shows_what_stood_before(start):
    draft = start([1, "099", "UBND huyện Tuần Giáo", "UBND thị xã", "Tỉnh Điện Biên", "TG", None])

    assert cells(draft)["Loại"] == PreviewCell("changed", "UBND thị xã", "UBND huyện")
    assert cells(draft)["Ký hiệu"] == PreviewCell("changed", "TG", "UBND")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ([1, None, "Sở Mới", "Sở"], "Dòng 2, cột “Mã”: Thiếu mã."),
        ([1, "SM", None, "Sở"], "Dòng 2, cột “Tên đơn vị”: Thiếu tên đơn vị."),
        ([1, "SM", "Sở Mới", None], "Dòng 2, cột “Loại”: Thiếu loại."),
        ([1, "SM", "Sở Mới", "Sở", "Tỉnh Lai Châu"], "Dòng 2, cột “Cấp trên”: Không tìm thấy đơn vị “Tỉnh Lai Châu”. Hãy kiểm tra mã hoặc tên."),
        ([1, "SM", "Sở Mới", "Sở", None, None, "31/02/2022"], "Dòng 2, cột “Từ ngày”: “31/02/2022” không có trong lịch: tháng 2 năm 2022 chỉ có 28 ngày."),
        ([1, "SM", "Sở Mới", "Sở", None, None, "2/2022"], "Dòng 2, cột “Từ ngày”: “2/2022” chưa đủ ngày. Hãy ghi ngày/tháng/năm, ví dụ 28/9/2022."),
        ([1, "SM", "Sở " + "rất dài " * 30, "Sở"], "Dòng 2, cột “Tên đơn vị”: Nhiều nhất 200 chữ, hiện có 242. Hãy rút gọn."),
        ([1, "099", "UBND huyện Tuần Giáo", "UBND huyện", None, None, "15/02/2004"], "Dòng 2, cột “Từ ngày”: Ngày bắt đầu không đổi được qua Excel."),
        ([1, "SM", "#N/A", "Sở"], "Dòng 2, cột “Tên đơn vị”: Ô đang báo lỗi #N/A. Hãy sửa công thức trong tệp."),
    ],
)  # fmt: skip
def test_an_error_names_row_and_column_and_says_what_to_do(start, row, problem):
    draft = start(row)

    assert preview_of(draft).problems == [problem]
    assert draft.counts["error"] == 1


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Sở ban nghành", "Gần giống: Sở, ban, ngành; Cơ quan nội chính."),
        ("UBND quận", "Gần giống: UBND huyện; UBND tỉnh; UBND thành phố."),
        ("zzz", "Hãy chọn một giá trị ghi ở trang nhập."),
    ],
)
def test_an_unknown_choice_names_the_nearest(start, written, hint):
    [problem] = preview_of(start([1, "SM", "Sở Mới", written])).problems

    assert problem == f"Dòng 2, cột “Loại”: Không có “{written}”. {hint}"


def test_few_choices_are_all_named():
    with pytest.raises(BadValue) as bad:
        ChoiceWidget(UnitEvent.Kind).read("Chia")

    assert str(bad.value) == (f"Không có “Chia”. Hãy chọn một trong: {'; '.join(UnitEvent.Kind.labels)}.")


@pytest.mark.parametrize(
    ("widget", "written", "read", "shown"),
    [
        (NumberWidget(whole=True), "1.490.000", Read(1490000), "1.490.000"),
        (NumberWidget(), "65,2", Read(Decimal("65.2")), "65,2"),
        (NumberWidget(), "1.490", Read(Decimal("1490"), "Đọc là 1.490; hãy kiểm tra dấu chấm, dấu phẩy."), "1.490"),
        (YesNoWidget(), "X", Read(True), "x"),
        (YesNoWidget(), "", Read(False), ""),
        (YesNoWidget(), True, Read(True), "x"),
        (LinesWidget(), " a \n b ", Read("a\nb"), "a\nb"),
        (TextWidget(), 3217, Read("3217"), "3217"),
        (DateWidget(), 44832, Read(datetime.date(2022, 9, 28)), "28/09/2022"),
        (ChoiceWidget(UnitKind), "so ban nganh", Read(UnitKind.DEPARTMENT), "Sở, ban, ngành"),
        (ChoiceWidget(UnitKind, also={"Sở": UnitKind.DEPARTMENT}), "SỞ", Read(UnitKind.DEPARTMENT), "Sở, ban, ngành"),
    ],
)
def test_widgets_read_and_show(widget, written, read, shown):
    assert widget.read(written) == read
    assert widget.render(read.value) == shown


@pytest.mark.parametrize(
    ("widget", "written", "sentence"),
    [
        (NumberWidget(whole=True), "1,5", "“1,5” phải là số nguyên."),
        (NumberWidget(least=0), "-1", "“-1” nhỏ hơn 0."),
        (NumberWidget(most=100), 101, "“101” lớn hơn 100."),
        (YesNoWidget(), "có thể", "Không hiểu “có thể”. Hãy ghi x hoặc để trống."),
    ],
)
def test_widgets_refuse_with_a_sentence(widget, written, sentence):
    with pytest.raises(BadValue) as bad:
        widget.read(written)

    assert str(bad.value) == sentence


def test_all_errors_of_all_rows_are_told_at_once(start):
    draft = start([1, None, None, "Sở"], [2, "SM", "Sở Mới", None, None, None, "32/01/2022"])

    assert [p[: p.index(":")] for p in preview_of(draft).problems] == [
        "Dòng 2, cột “Mã”",
        "Dòng 2, cột “Tên đơn vị”",
        "Dòng 3, cột “Loại”",
        "Dòng 3, cột “Từ ngày”",
    ]


def test_a_key_given_twice_in_the_file_is_an_error_naming_the_first_row(start):
    draft = start(STX, [2, "STX", "Sở Thử nghiệm hai", "Sở"])

    assert preview_of(draft).problems[1:] == ["Dòng 3, cột “Mã”: Trùng với dòng 2 của tệp này."]
    assert [row.outcome for row in preview_of(draft).rows] == ["new", "error"]


def test_a_key_two_records_share_is_an_error(start, world):
    Unit.objects.filter(pk=world.stp.pk).update(code="099")

    [problem] = preview_of(start(TUANGIAO)).problems

    assert problem == "Dòng 2, cột “Mã”: Có 2 đơn vị cùng mã này trong dữ liệu."


def test_a_name_two_records_bear_asks_for_the_code(start, world):
    Unit.objects.filter(pk=world.stp.pk).update(name="Sở Y tế")

    [problem] = preview_of(start([1, "PM", "Phòng Một", "Ban, phòng thuộc sở", "sở y tế"])).problems

    assert problem == "Dòng 2, cột “Cấp trên”: Có nhiều đơn vị tên “sở y tế”. Hãy ghi mã."


def test_an_error_of_the_whole_row_comes_from_the_rules(start):
    rows = [["I. GIẢI THỂ"], STX]
    draft = start(*rows, merges=["A2:G2"])

    assert preview_of(draft).problems[0] == "Dòng 3: Đơn vị giải thể phải ghi bằng sự kiện."
    assert preview_of(draft).rows[0].group == "GIẢI THỂ"


def test_a_blank_cell_and_a_missing_column_leave_what_is_stored(start, world):
    blank = start([1, "099", "UBND huyện Tuần Giáo", "UBND huyện", None, None, None])
    shorter = start(["099", "UBND huyện Tuần Giáo", "UBND huyện"], header=["Mã", "Tên đơn vị", "Loại"])

    assert blank.counts["same"] == shorter.counts["same"] == 1
    assert preview_of(shorter).columns == ["Mã", "Tên đơn vị", "Loại"]


def test_legacy_fonts_and_hidden_parts_are_told_on_the_page(world):
    book = openpyxl.Workbook()
    for row in (HEADER, [1, "STX", "Së Thö nghiÖm", "Sở"]):
        book.active.append(row)
    book.active["C2"].font = Font(name=".VnTime")
    buffer = io.BytesIO()
    book.save(buffer)
    draft = start_import(UnitsByCode(), buffer.getvalue(), "a.xlsx", by=world.hanh, at=AT)

    assert cells(draft)["Tên đơn vị"].text == "Sở Thử nghiệm"
    assert preview_of(draft).notes == ["Đã chuyển chữ từ bảng mã cũ (.VnTime) sang Unicode. Hãy xem kỹ phần chữ."]


def test_a_preview_takes_the_same_few_queries_however_long_the_file(start, world, django_assert_num_queries):
    def rows(count):
        return [[n, f"M{n}", f"Đơn vị {n}", "Sở", "Tỉnh Điện Biên"] for n in range(count)]

    for count in (3, 300):
        table = find_in_book(read_book(xlsx(*rows(count)), "a.xlsx"), UnitsByCode().columns)
        with django_assert_num_queries(2):
            assert len(UnitsByCode().examine(table)) == count
