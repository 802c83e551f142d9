"""Files as they arrive: what is refused and with which sentence, and what is read from the rest."""

import datetime
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from core.errors import Refused
from core.sheets import Cell, read_book
from core.sheets.books import column_number, letter
from tests.core.old_excel import xls

SAVE_AGAIN = "Hãy mở tệp bằng Excel và lưu lại dạng “Excel Workbook (.xlsx)”."


def xlsx(rows, **options):
    """A workbook by openpyxl, one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, font in options.get("fonts", {}).items():
        book.active[cell].font = Font(name=font)
    for merged in options.get("merges", ()):
        book.active.merge_cells(merged)
    return saved(book)


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def repacked(content, *, add=None, drop=()):
    """The same archive with parts added or left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in drop and name not in (add or {}):
                new.writestr(name, old.read(name))
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return buffer.getvalue()


PLAIN = xlsx([["Mã", "Tên"], ["STP", "Sở Tư pháp"]])


def ole(*streams):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(s.encode("utf-16-le") for s in streams)


def zipped(**parts):
    return repacked(PLAIN, add=parts, drop=zipfile.ZipFile(io.BytesIO(PLAIN)).namelist())


def locked():
    """A zip whose entries say they are encrypted."""
    content = bytearray(PLAIN)
    start = 0
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        content[start + 8] |= 1
        start += 4
    return bytes(content)


# Refusals -----------------------------------------------------------------------------------------------------------
REFUSED = {
    "empty": (b"", "Tệp không có nội dung. Hãy chọn lại tệp."),
    "blank": (b" \r\n\t ", "Tệp không có nội dung. Hãy chọn lại tệp."),
    "no cell filled": (xlsx([]), "Tệp không có dòng dữ liệu nào. Hãy chọn lại tệp."),
    "html": (
        b"\xef\xbb\xbf\r\n<html><table><tr><td>x",
        f"Tệp này là trang web (HTML) mang tên bảng tính. {SAVE_AGAIN}",
    ),
    "doctype": (b"<!DOCTYPE html><p>x", f"Tệp này là trang web (HTML) mang tên bảng tính. {SAVE_AGAIN}"),
    "xml 2003": (b'<?xml version="1.0"?><Workbook/>', f"Tệp này là XML, chưa phải bảng tính Excel. {SAVE_AGAIN}"),
    "pdf": (b"%PDF-1.7 text", "Tệp này không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls) hoặc CSV."),
    "picture": (b"\x89PNG\r\n\x1a\n", "Tệp này không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls) hoặc CSV."),
    "noise": (bytes(range(1, 256)) * 4, "Tệp này không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls) hoặc CSV."),
    "macro part": (repacked(PLAIN, add={"xl/vbaProject.bin": b"x"}), f"Tệp có macro nên không được nhận. {SAVE_AGAIN}"),
    "old macro sheet": (
        repacked(PLAIN, add={"xl/macrosheets/sheet1.xml": b"<x/>"}),
        f"Tệp có macro nên không được nhận. {SAVE_AGAIN}",
    ),
    "macro type": (
        repacked(
            PLAIN, add={"[Content_Types].xml": b'<Types><Override ContentType="sheet.macroEnabled.main+xml"/></Types>'}
        ),
        f"Tệp có macro nên không được nhận. {SAVE_AGAIN}",
    ),
    "xls macro": (ole("Workbook", "_VBA_PROJECT_CUR"), f"Tệp có macro nên không được nhận. {SAVE_AGAIN}"),
    "password": (ole("EncryptedPackage", "EncryptionInfo"), "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại."),
    "zip password": (locked(), "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại."),
    "word": (
        zipped(**{"word/document.xml": b"<w/>"}),
        "Đây là tệp Word, không phải bảng tính. Hãy chọn tệp Excel (.xlsx).",
    ),
    "old word": (ole("WordDocument"), "Đây là tệp Word, không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls)."),
    "old something": (ole("Other"), "Tệp này không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls) hoặc CSV."),
    "open document": (zipped(**{"content.xml": b"<o/>"}), f"Chưa đọc được dạng bảng tính này. {SAVE_AGAIN}"),
    "binary workbook": (zipped(**{"xl/workbook.bin": b"x"}), f"Chưa đọc được dạng bảng tính này. {SAVE_AGAIN}"),
    "some zip": (zipped(a=b"x"), "Tệp này không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls) hoặc CSV."),
    "cut off": (PLAIN[: len(PLAIN) // 2], f"Tệp bị hỏng, không đọc được. {SAVE_AGAIN}"),
    "broken part": (
        repacked(PLAIN, add={"xl/workbook.xml": b"<workbook"}),
        f"Tệp bị hỏng, không đọc được. {SAVE_AGAIN}",
    ),
    "broken xls": (ole("Workbook"), f"Tệp bị hỏng, không đọc được. {SAVE_AGAIN}"),
    "missing sheet": (repacked(PLAIN, drop=["xl/worksheets/sheet1.xml"]), f"Tệp bị hỏng, không đọc được. {SAVE_AGAIN}"),
    "entities": (
        repacked(PLAIN, add={"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'}),
        f"Tệp có phần khai báo lạ nên không được nhận. {SAVE_AGAIN}",
    ),
    "bomb by ratio": (
        repacked(PLAIN, add={"xl/worksheets/sheet2.xml": bytes(8 * 1024 * 1024)}),
        "Tệp nén bất thường (giải nén ra quá lớn) nên không được nhận. Hãy kiểm tra lại tệp.",
    ),
    "bomb by count": (
        repacked(PLAIN, add={f"xl/x{n}": b"" for n in range(2_001)}),
        "Tệp nén bất thường (giải nén ra quá lớn) nên không được nhận. Hãy kiểm tra lại tệp.",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_plain_workbook_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(Refused) as refusal:
        read_book(content, "danh sách.xlsx")

    assert str(refusal.value) == sentence


def test_a_macro_name_is_refused_whatever_is_inside():
    with pytest.raises(Refused, match=r"^Tệp có macro nên không được nhận\."):
        read_book(PLAIN, "Danh sách.XLSM")


def test_a_file_over_the_limit_is_refused_before_it_is_opened(settings):
    settings.MAX_FILE_MB = 1

    with pytest.raises(Refused, match=r"^Tệp lớn hơn 1 MB\. Hãy tách thành nhiều tệp nhỏ hơn\.$"):
        read_book(PLAIN + bytes(1024 * 1024), "a.xlsx")


def test_an_archive_that_lies_about_its_sizes_is_damaged():
    sheet = zipfile.ZipFile(io.BytesIO(PLAIN)).getinfo("xl/worksheets/sheet1.xml")
    true, false = sheet.file_size.to_bytes(4, "little"), (sheet.file_size // 2).to_bytes(4, "little")

    with pytest.raises(Refused, match=r"^Tệp bị hỏng, không đọc được\."):
        read_book(PLAIN.replace(true, false), "a.xlsx")


def test_one_far_cell_does_not_make_a_grid_of_millions():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Mã", "lạc"

    with pytest.raises(Refused, match=r"^Trang “Sheet” quá lớn \(đến ô XFD1048576\)\."):
        read_book(saved(book), "a.xlsx")


def test_an_encrypted_xls_is_told_apart_from_a_damaged_one():
    with pytest.raises(Refused, match=r"^Tệp có mật khẩu\. Hãy bỏ mật khẩu rồi tải lên lại\.$"):
        read_book(xls([["Mã"]], encrypted=True), "a.xls")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused_and_never_breaks(hits):
    content = bytearray(PLAIN)
    for place, byte in hits:
        content[place] = byte
    try:
        book = read_book(bytes(content), "a.xlsx")
    except Refused as refusal:
        assert str(refusal).endswith(".")
    else:
        assert book.sheets


# Reading ------------------------------------------------------------------------------------------------------------
def values(content, name="a.xlsx"):
    return read_book(content, name).sheets[0].rows


def test_values_keep_their_types_and_text_is_cleaned():
    book = openpyxl.Workbook()
    book.active.append(["Ðiện  Biên\u00a0", "Tiê\u0301ng", 3217, 65.2, True, None, "", "Một \n hai"])
    book.active.append([datetime.date(2022, 3, 5), datetime.datetime(2022, 3, 5, 7, 30), 12.0, datetime.time(7, 0)])

    assert values(saved(book)) == [
        ["Điện Biên", "Tiếng", 3217, 65.2, True, None, None, "Một\nhai"],
        [
            datetime.date(2022, 3, 5),
            datetime.datetime(2022, 3, 5, 7, 30),
            12,
            datetime.time(7, 0),
            None,
            None,
            None,
            None,
        ],
    ]


def test_the_kind_is_told_by_content_not_by_name():
    assert read_book(PLAIN, "danh sách.xls").kind == "xlsx"
    assert read_book(xls([["Mã"], ["STP"]]), "danh sách.xlsx").kind == "xls"
    assert read_book("Mã;Tên\nSTP;Sở Tư pháp".encode(), "danh sách.xlsx").kind == "csv"
    assert read_book(PLAIN, "danh sách").kind == "xlsx"


def test_the_hash_is_that_of_the_bytes():
    assert (
        read_book(PLAIN, "a.xlsx").sha256 == read_book(PLAIN, "b.xlsx").sha256 != read_book(xlsx([["x"]]), "a").sha256
    )


def test_a_formula_gives_its_stored_result_and_an_uncalculated_one_is_known():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=VLOOKUP(1,B:C,2,0)", None, "Sở Tư pháp")
        sheet.write_formula("B1", "=1/0", None, "#DIV/0!")
    stored = read_book(buffer.getvalue(), "a.xlsx").sheets[0]
    never = read_book(xlsx([["Mã", "=1+1"]]), "a.xlsx").sheets[0]

    assert stored.rows == [["Sở Tư pháp", "#DIV/0!"]]
    assert stored.errors == {(0, 1): "#DIV/0!"}
    assert stored.uncalculated == set()
    assert never.uncalculated == {(0, 1)}


def test_hidden_sheets_rows_and_columns_are_known():
    book = openpyxl.Workbook()
    for row in (["Mã", "Tên", "x"], ["STP", "Sở Tư pháp", "y"], ["SYT", "Sở Y tế", "z"]):
        book.active.append(row)
    book.active.column_dimensions["C"].hidden = True
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("DANHMUC").sheet_state = "hidden"
    book.create_sheet("Rất ẩn").sheet_state = "veryHidden"
    read = read_book(saved(book), "a.xlsx")

    assert [sheet.name for sheet in read.sheets] == ["Sheet"]
    assert read.hidden_sheets == ["DANHMUC", "Rất ẩn"]
    assert read.sheets[0].hidden_columns == {2}
    assert read.sheets[0].hidden_rows == {2}


def test_merged_ranges_are_known():
    assert read_book(xlsx([["Đầu", None, "x"], ["a", "b", "c"]], merges=["A1:B1"]), "a").sheets[0].merges == [
        (0, 0, 0, 1)
    ]


def test_legacy_fonts_are_decoded_cell_by_cell():
    content = xlsx(
        [["ph\u00adêng M\u00adêng Thanh", "Vieät Nam", "NguyÔn ThÞ Thu Thñy", "Loø, Vieät"]],
        fonts={"A1": ".VnTime", "B1": "VNI-Times", "C1": ".VnTimeH", "D1": "Times New Roman"},
    )
    book = read_book(content, "a.xlsx")

    assert book.sheets[0].rows == [["phường Mường Thanh", "Việt Nam", "NGUYỄN THỊ THU THỦY", "Loø, Vieät"]]
    assert book.sheets[0].cell(0, 0) == Cell("phường Mường Thanh", ".VnTime")
    assert book.sheets[0].cell(0, 3) == Cell("Loø, Vieät", "")
    assert book.legacy_fonts == [".VnTime", ".VnTimeH", "VNI-Times"]


def test_runs_of_one_cell_are_decoded_each_by_its_own_font():
    book = openpyxl.Workbook()
    book.active["A1"] = CellRichText(
        TextBlock(InlineFont(rFont=".VnTime"), "ph\u00adêng "), TextBlock(InlineFont(rFont="Arial"), "Mường Thanh")
    )

    assert values(saved(book)) == [["phường Mường Thanh"]]


def test_an_old_xls_is_read_with_fonts_dates_merges_and_hidden_parts():
    content = xls(
        [["§iÖn Biªn", datetime.date(2022, 3, 5), 3217, True, "#N/A"], ["a", None, None, None, "Mường Lay"]],
        fonts={(0, 0): ".VnTime"},
        merges=[(1, 2, 1, 3)],
        hidden_columns=[2],
        hidden_rows=[1],
        hidden_sheets=["DANHMUC"],
    )
    book = read_book(content, "a.xls")
    sheet = book.sheets[0]

    assert sheet.rows == [
        ["Điện Biên", datetime.date(2022, 3, 5), 3217, True, "#N/A"],
        ["a", None, None, None, "Mường Lay"],
    ]
    assert sheet.fonts == {(0, 0): ".VnTime"}
    assert sheet.merges == [(1, 1, 2, 3)]
    assert (sheet.hidden_columns, sheet.hidden_rows, book.hidden_sheets) == ({2}, {1}, ["DANHMUC"])
    assert sheet.errors == {(0, 4): "#N/A"}


@pytest.mark.parametrize(
    "content",
    [
        "Mã;Tên\r\nSTP;Sở Tư pháp\r\n".encode(),
        "Mã;Tên\nSTP;Sở Tư pháp".encode("utf-8-sig"),
        "Mã,Tên\nSTP,Sở Tư pháp".encode("utf-16"),
        "Mã\tTên\nSTP\tSở Tư pháp".encode("utf-16-le"),
        "sep=|\nMã|Tên\nSTP|Sở Tư pháp".encode(),
        'Mã,Tên\nSTP,"Sở Tư pháp"\n\n'.encode(),
        "Ma\u0303;Tên\nSTP;Sơ\u0309 Tư pha\u0301p".encode("cp1258"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16 without bom", "sep", "quoted", "cp1258"],
)
def test_csv_is_read_in_every_coding_and_separator(content):
    assert values(content, "a.csv") == [["Mã", "Tên"], ["STP", "Sở Tư pháp"]]


def test_csv_keeps_what_keeps_a_text_a_text():
    assert values("Mã;Tên\n=\"0321\";'=1+1\n'x;'-5".encode(), "a.csv")[1:] == [["0321", "=1+1"], ["'x", "-5"]]


def test_columns_have_letters():
    assert [letter(n) for n in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(letter(n)) == n for n in range(2000))
