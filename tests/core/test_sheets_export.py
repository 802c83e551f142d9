"""Tables out: inert, typed, readable, and readable again."""

import csv
import datetime
import io
import zipfile
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from core.sheets import Column, export_csv, export_xlsx, file_name, find_in_book, read_book

COLUMNS = [
    Column("name", "Tên đơn vị", required=True),
    Column("note", "Ghi chú", kind="lines"),
    Column("on", "Ngày thành lập", kind="date"),
    Column("at", "Lúc nộp", kind="moment"),
    Column("people", "Số người", kind="integer"),
    Column("share", "Tỷ lệ", kind="percent"),
    Column("money", "Số tiền", kind="number"),
    Column("filed", "Đã nộp"),
]
ROW = {
    "name": "Sở Tư pháp",
    "note": "Một\nhai",
    "on": datetime.date(2022, 3, 5),
    "at": datetime.datetime(2022, 3, 14, 16, 59, tzinfo=datetime.UTC),
    "people": 1490,
    "share": Decimal("0.652"),
    "money": Decimal("1490000.5"),
    "filed": True,
}


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_a_workbook_has_title_header_and_typed_cells():
    sheet = opened(export_xlsx("Danh sách đơn vị", COLUMNS, [ROW], subtitle="Tính đến ngày 08/3/2022"))

    assert sheet.title == "Danh sách đơn vị"
    assert [sheet["A1"].value, sheet["A2"].value] == ["Danh sách đơn vị", "Tính đến ngày 08/3/2022"]
    assert [cell.value for cell in sheet[4]] == [column.label for column in COLUMNS]
    assert [cell.value for cell in sheet[5]] == [
        "Sở Tư pháp",
        "Một\nhai",
        datetime.datetime(2022, 3, 5),
        datetime.datetime(2022, 3, 14, 23, 59),
        1490,
        0.652,
        1490000.5,
        "x",
    ]
    assert [cell.number_format for cell in sheet[5]][2:7] == [
        "dd/mm/yyyy",
        "dd/mm/yyyy hh:mm",
        "#,##0",
        "0.0%",
        "#,##0.0",
    ]
    assert [cell.alignment.horizontal for cell in sheet[5]][4:7] == ["right", "right", "right"]
    assert sheet["B5"].alignment.wrap_text
    assert sheet.freeze_panes == "A5"
    assert sheet["A4"].font.bold
    assert sheet["A4"].font.name == "Times New Roman"


def test_columns_are_as_wide_as_their_text_and_no_wider_than_a_reader_can_take():
    rows = [{"a": "x", "b": "Ban Thi đua - Khen thưởng tỉnh", "c": "chữ " * 200}] * 5
    sheet = opened(export_xlsx("Bảng", [Column("a", "A"), Column("b", "B"), Column("c", "C")], rows))

    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] < widths[1] < widths[2] <= 61
    assert widths[1] > len("Ban Thi đua - Khen thưởng tỉnh")


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 215", "-5 điểm", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "\n=1"]
)
def test_a_text_never_becomes_a_formula(text):
    content = export_xlsx("Bảng", [Column("a", "Cột")], [[text]])

    cell = opened(content)["A4"]
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()
    assert cell.quotePrefix
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")

    line = list(csv.reader(io.StringIO(export_csv([Column("a", "Cột")], [[text]]).decode("utf-8-sig"), newline="")))[1]
    assert line == [f"'{text}"]


def test_negative_numbers_stay_numbers_in_csv():
    assert export_csv([Column("a", "Điểm")], [[-5], [Decimal("-0.5")]]).decode("utf-8-sig").splitlines() == [
        "Điểm",
        "-5",
        "-0.5",
    ]


def test_csv_writes_days_and_moments_as_people_do():
    lines = export_csv(COLUMNS, [ROW]).decode("utf-8-sig")

    assert lines.splitlines()[1:] == ['Sở Tư pháp,"Một', 'hai",05/03/2022,14/03/2022 23:59,1490,0.652,1490000.5,x']


def test_links_long_texts_and_forbidden_characters_do_no_harm():
    rows = [["https://thidua.test/"], ["a" * 40_000], ["trước\x07sau\x00"], [None], [""]]
    sheet = opened(export_xlsx("Bảng", [Column("a", "Cột")], rows))

    assert sheet["A4"].hyperlink is None
    assert len(sheet["A5"].value) == 32_767
    assert sheet["A6"].value == "trước sau "
    assert (sheet["A7"].value, sheet["A8"].value) == (None, None)


def test_rows_may_come_from_an_iterator_and_carry_a_number():
    rows = ([f"Đơn vị {n}"] for n in range(1, 501))
    sheet = opened(export_xlsx("Bảng", [Column("a", "Tên")], rows, numbered=True))

    assert [cell.value for cell in sheet[3]] == ["STT", "Tên"]
    assert [cell.value for cell in sheet[503]] == [500, "Đơn vị 500"]
    assert sheet.max_row == 503
    assert sheet.auto_filter.ref == "A3:B503"


def test_an_empty_list_is_a_workbook_too():
    assert [cell.value for cell in opened(export_xlsx("Bảng", COLUMNS, []))[3]][:2] == ["Tên đơn vị", "Ghi chú"]


@pytest.mark.parametrize(
    "title", ["Kế hoạch [2022]: A/B*?\\", "'", "Danh sách đơn vị nộp kế hoạch năm 2022 trước ngày 15/3"]
)
def test_any_title_makes_a_sheet_name(title):
    sheet = opened(export_xlsx(title, [Column("a", "Cột")], [["x"]]))

    assert 1 <= len(sheet.title) <= 31
    assert sheet["A1"].value == title


def test_what_was_exported_reads_back_the_same():
    book = read_book(export_xlsx("Danh sách", COLUMNS, [ROW, {**ROW, "name": "=Sở Y tế"}], numbered=True), "a.xlsx")
    table = find_in_book(book, COLUMNS)

    local = datetime.datetime(2022, 3, 14, 23, 59)
    assert [row.values for row in table.rows] == [
        {**ROW, "at": local, "share": 0.652, "money": 1490000.5, "filed": "x"},
        {**ROW, "name": "=Sở Y tế", "at": local, "share": 0.652, "money": 1490000.5, "filed": "x"},
    ]
    assert [row.ordinal for row in table.rows] == [1, 2]


def test_what_was_exported_as_csv_reads_back_the_same():
    columns = [Column("name", "Tên", required=True), Column("code", "Mã")]
    book = read_book(export_csv(columns, [["=Sở, Y tế", "03217"], ["Sở\nTư pháp", "-x"]]), "a.csv")

    assert [row.values for row in find_in_book(book, columns).rows] == [
        {"name": "=Sở, Y tế", "code": "03217"},
        {"name": "Sở\nTư pháp", "code": "-x"},
    ]


def test_file_names_keep_their_diacritics_and_lose_what_systems_refuse():
    assert file_name("Danh sách đơn vị", "xlsx", on=datetime.date(2022, 3, 8)) == "Danh sách đơn vị 2022-03-08.xlsx"
    assert file_name('Kế hoạch 102/KH-UBND: "bản*cuối"?', "csv") == "Kế hoạch 102 KH-UBND bản cuối.csv"
    assert file_name("///", "xlsx") == "Bảng.xlsx"


def test_a_moment_with_a_zone_is_written_in_local_time():
    rows = [[datetime.datetime(2022, 3, 15, 1, 0, tzinfo=ZoneInfo("Europe/Paris"))]]
    sheet = opened(export_xlsx("Bảng", [Column("a", "Lúc", kind="moment")], rows))

    assert sheet["A4"].value == datetime.datetime(2022, 3, 15, 7, 0)


def test_numbers_of_one_column_show_as_many_decimals_and_whole_ones_none():
    columns = [Column("a", "A", kind="number"), Column("b", "B", kind="number")]
    rows = [{"a": Decimal("288.5"), "b": 3}, {"a": Decimal("286"), "b": 1200.0}, {"a": None, "b": Decimal("7.000")}]

    sheet = openpyxl.load_workbook(io.BytesIO(export_xlsx("Số", columns, rows))).active

    found = {tuple(cell.number_format for cell in row) for row in sheet.iter_rows(min_row=4, max_row=5)}
    assert found == {("#,##0.0", "#,##0")}
