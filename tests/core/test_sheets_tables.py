"""The table inside real sheets: titles, merged headers, numbering, groups, totals, signatures."""

import io

import openpyxl
import pytest
import xlsxwriter

from core.errors import Refused
from core.sheets import Column, find_in_book, find_table, read_book

ORDINARY = [
    Column("name", "Họ và tên", aliases=("Họ tên", "Họ & tên", "Tên cá nhân", "Ông (bà)"), required=True),
    Column("position", "Chức vụ", aliases=("Chức danh", "Chức vụ, đơn vị", "Chức vụ - đơn vị công tác")),
    Column("award", "Hình thức khen thưởng", aliases=("Danh hiệu/Hình thức", "Đề nghị khen thưởng")),
]


def sheet_of(rows, *, merges=(), hidden=(), title="Danh sách"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for merged in merges:
        book.active.merge_cells(merged)
    for column in hidden:
        book.active.column_dimensions[column].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return read_book(buffer.getvalue(), "a.xlsx").sheets[0]


def read(rows, columns=ORDINARY, **options):
    return find_table(sheet_of(rows, **options), columns)


def names(table):
    return [row.values["name"] for row in table.rows]


# Headers ------------------------------------------------------------------------------------------------------------
def test_the_header_is_found_under_a_title_block():
    table = read(
        [
            ["UBND TỈNH ĐIỆN BIÊN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["SỞ NỘI VỤ", None, None, "Độc lập - Tự do - Hạnh phúc"],
            ["DANH SÁCH"],
            ["(Kèm theo Tờ trình số 12/TTr-SNV ngày 08 tháng 3 năm 2022)"],
            [],
            ["TT", "Họ và tên", "Chức vụ, đơn vị", "Tóm tắt thành tích", "Hình thức khen thưởng"],
            [1, "Lò Văn Páo", "Trưởng phòng", "Hoàn thành tốt", "Bằng khen"],
        ],
        merges=["A1:C1", "A3:E3", "A4:E4"],
    )

    assert table.header_row == 6
    assert table.places == {"name": 1, "position": 2, "award": 4}
    assert [(row.number, row.ordinal, row.values) for row in table.rows] == [
        (7, 1, {"name": "Lò Văn Páo", "position": "Trưởng phòng", "award": "Bằng khen"})
    ]
    assert table.notes == ["Cột không dùng đến: “Tóm tắt thành tích”."]


@pytest.mark.parametrize(
    "header",
    [
        ["Stt", "HỌ VÀ TÊN", "CHỨC DANH", "DANH HIỆU/HÌNH THỨC"],
        ["Số TT", "Họ & tên", "Chức vụ - đơn vị công tác", "Đề nghị khen thưởng"],
        ["SốTT", "Ông (bà)", "Chức vụ, \nđơn vị", "Hình thức  khen thưởng"],
        ["#", "Họ tên (*)", "Chức vụ (nếu có)", "Hình thức khen thưởng *"],
        ["Số thứ tự", "Ho\u0323 và tên", "Chư\u0301c vụ", "Hình thức khen thươ\u0309ng"],
    ],
)
def test_headers_are_known_by_their_aliases(header):
    table = read([header, [1, "Lò Văn Páo", "Trưởng phòng", "Bằng khen"]])

    assert table.places == {"name": 1, "position": 2, "award": 3}
    assert table.unused == []


REGISTRATION = [
    Column("name", "Họ và tên", required=True),
    Column("position", "Chức vụ, đơn vị"),
    Column("title", "Đăng ký: Thi đua"),
    Column("award", "Đăng ký: Khen thưởng"),
]


def test_a_header_of_two_merged_rows_names_columns_by_both():
    table = read(
        [
            ["DANH SÁCH ĐĂNG KÝ"],
            ["Stt", "Họ và tên", "Chức vụ, đơn vị", "Đăng ký", None],
            [None, None, None, "Thi đua", "Khen thưởng"],
            ["A", "B", 1, 2, 3],
            [1, "Lò Văn Páo", "Sở Y tế", "CSTĐ cơ sở", "Bằng khen"],
        ],
        REGISTRATION,
        merges=["A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"],
    )

    assert table.places == {"name": 1, "position": 2, "title": 3, "award": 4}
    assert [row.number for row in table.rows] == [5]
    assert table.rows[0].values["award"] == "Bằng khen"


def test_the_second_header_row_is_not_data_even_when_nothing_in_it_is_asked_for():
    table = read(
        [
            ["Stt", "Họ và tên", "Chức vụ", "Thành tích", None, "Hình thức khen thưởng"],
            [None, None, None, "Năm 2021", "Năm 2022", None],
            [1, "Lò Văn Páo", "Trưởng phòng", "x", "y", "Bằng khen"],
        ],
        merges=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"],
    )

    assert names(table) == ["Lò Văn Páo"]
    assert table.unused == ["Thành tích – Năm 2021", "Thành tích – Năm 2022"]


def test_a_header_printed_again_on_the_next_page_is_skipped():
    header = ["TT", "Họ và tên", "Chức vụ", "Hình thức khen thưởng"]
    table = read([header, [1, "Lò Văn Páo", "a", "b"], header, [2, "Mùa A Sơn", "c", "d"]])

    assert names(table) == ["Lò Văn Páo", "Mùa A Sơn"]


@pytest.mark.parametrize(
    "numbering",
    [["A", "B", 1, 2], [1, 2, 3, 4], ["(1)", "(2)", "(3)", "(4)"], ["a", "b", "c", "d"], ["1", "2", "3", "4=2+3"]],
)
def test_a_numbering_row_is_no_data(numbering):
    table = read([["TT", "Họ và tên", "Chức vụ", "Hình thức khen thưởng"], numbering, [1, "Lò Văn Páo", "a", "b"]])

    assert names(table) == ["Lò Văn Páo"]


def test_a_first_row_of_short_values_is_data():
    columns = [Column("code", "Mã", required=True), Column("count", "Số lượng"), Column("share", "Tỷ lệ")]
    table = find_table(sheet_of([["Mã", "Số lượng", "Tỷ lệ"], ["STP", 1, 2], ["SYT", 3, 4]]), columns)

    assert [row.values["code"] for row in table.rows] == ["STP", "SYT"]


def test_a_missing_column_is_named_with_what_was_seen():
    with pytest.raises(Refused) as refusal:
        read([["TT", "Chức vụ", "Hình thức khen thưởng"], [1, "a", "b"]])

    assert str(refusal.value) == (
        "Không thấy cột “Họ và tên”. Dòng tiêu đề (dòng 1) có các cột: “TT”, “Chức vụ”, “Hình thức khen thưởng”. "
        "Hãy đổi tiêu đề trong tệp rồi tải lại."
    )


def test_a_sheet_without_a_header_says_which_columns_it_needs():
    with pytest.raises(Refused) as refusal:
        read([["Lò Văn Páo", "Trưởng phòng"], ["Mùa A Sơn", "Phó phòng"]])

    assert str(refusal.value) == (
        "Trang “Danh sách” không có dòng tiêu đề. Cần có các cột: “Họ và tên”, “Chức vụ”, “Hình thức khen thưởng”."
    )


def test_the_table_is_looked_for_on_every_visible_sheet():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("DANHMUC").write_column("A1", ["Mã", "A", "B"])
        list_sheet = book.add_worksheet("DS")
        list_sheet.write_row("A1", ["Họ và tên", "Chức vụ"])
        list_sheet.write_row("A2", ["Lò Văn Páo", "Trưởng phòng"])

    table = find_in_book(read_book(buffer.getvalue(), "a.xlsx"), ORDINARY)

    assert (table.sheet_name, names(table)) == ("DS", ["Lò Văn Páo"])


# Rows ---------------------------------------------------------------------------------------------------------------
HEADER = ["TT", "Họ và tên", "Chức vụ", "Hình thức khen thưởng"]


@pytest.mark.parametrize(
    "heading",
    [
        ["I. CÁ NHÂN", None, None, None],
        ["I", "CÁ NHÂN", None, None],
        ["I.", "Cá nhân:", None, None],
        ["I", "CÁ NHÂN", None, 12],
        [None, "CÁ NHÂN", None, None],
        ["CÁ NHÂN", None, None, None],
    ],
)
def test_group_rows_are_carried_to_their_rows(heading):
    table = read([HEADER, heading, [1, "Lò Văn Páo", "a", "b"], [2, "Mùa A Sơn", "c", "d"]])

    assert [(row.number, row.group.upper()) for row in table.rows] == [(3, "CÁ NHÂN"), (4, "CÁ NHÂN")]


def test_groups_nest_and_change():
    table = read(
        [
            HEADER,
            ["A. KHỐI SỞ, NGÀNH"],
            ["I. TẬP THỂ"],
            [1, "Phòng Văn thư", "a", "b"],
            ["II. CÁ NHÂN"],
            [1, "Lò Văn Páo", "c", "d"],
            ["B. KHỐI HUYỆN"],
            [1, "Huyện Tuần Giáo", "e", "f"],
            ["C. KHỐI XÃ"],
            [1, "Xã Quài Cang", "g", "h"],
        ],
        merges=["A2:D2", "A3:D3", "A5:D5", "A7:D7", "A9:D9"],
    )

    assert [row.groups for row in table.rows] == [
        ("KHỐI SỞ, NGÀNH", "TẬP THỂ"),
        ("KHỐI SỞ, NGÀNH", "CÁ NHÂN"),
        ("KHỐI HUYỆN",),
        ("KHỐI XÃ",),
    ]


@pytest.mark.parametrize(
    "total",
    [
        ["Cộng", None, None, None],
        [None, "Cộng", None, 12],
        ["Tổng cộng:", None, 5, 12],
        [None, "TỔNG SỐ", None, None],
        [None, "Cộng (I+II)", None, 12],
        [None, "Cộng nhóm I", 3, 12],
    ],
)
def test_totals_are_skipped_and_reading_goes_on(total):
    table = read([HEADER, [1, "Lò Văn Páo", "a", "b"], total, [2, "Mùa A Sơn", "c", "d"]])

    assert names(table) == ["Lò Văn Páo", "Mùa A Sơn"]


@pytest.mark.parametrize(
    "footer",
    [
        [
            ["NGƯỜI LẬP BIỂU", None, None, "THỦ TRƯỞNG ĐƠN VỊ"],
            ["(Ký, ghi rõ họ tên)"],
            ["Lò Thị Hoa", None, None, "Trần Bình"],
        ],
        [
            [None, None, None, "Điện Biên, ngày 08 tháng 3 năm 2022"],
            [None, None, None, "GIÁM ĐỐC"],
            [None, "Trần Bình"],
        ],
        [["Danh sách này gồm 02 người"], [None, "Trần Bình"]],
        [["Nơi nhận:"], ["- Như trên;", "Lò Thị Hoa"]],
        [[None, "TM. ỦY BAN NHÂN DÂN"], [None, "CHỦ TỊCH"], [None, "Trần Bình"]],
        [["Người lập", "Thủ trưởng"], [None, "Trần Bình"]],
    ],
)
def test_reading_stops_at_the_signature_block(footer):
    table = read([HEADER, [1, "Lò Văn Páo", "a", "b"], [3, "Mùa A Sơn", "c", "d"], [], *footer])

    assert [(row.ordinal, row.values["name"]) for row in table.rows] == [(1, "Lò Văn Páo"), (3, "Mùa A Sơn")]


def test_rows_that_only_sound_like_totals_or_posts_are_data():
    columns = [Column("name", "Tên đơn vị", required=True), Column("head", "Người đứng đầu")]
    rows = [
        ["Tổng công ty Điện lực", "GIÁM ĐỐC Lò Văn Páo"],
        ["Công an tỉnh", "Thủ trưởng"],
        ["Cộng đồng bản Mển", None],
    ]
    table = find_table(sheet_of([["Tên đơn vị", "Người đứng đầu"], *rows]), columns)

    assert [row.values["name"] for row in table.rows] == ["Tổng công ty Điện lực", "Công an tỉnh", "Cộng đồng bản Mển"]


def test_an_incomplete_row_is_data_and_not_swallowed():
    table = read(
        [HEADER, [1, None, "Trưởng phòng", None], ["", "NGUYỄN VĂN A", "Phó phòng", "Giấy khen"], [4, None, None, None]]
    )

    assert [(row.number, row.values["name"]) for row in table.rows] == [(2, None), (3, "NGUYỄN VĂN A")]


def test_ordinals_may_have_gaps_repeat_or_be_missing():
    rows = [["1.", "A"], ["", "B b"], [5, "C"], ["05", "D"], [None, "E e"]]
    table = read([HEADER, *[[o, f"Lò Văn {n}", "x", "y"] for o, n in rows]])

    assert [row.ordinal for row in table.rows] == ["1.", None, 5, "05", None]
    assert len(table.rows) == 5


def test_several_values_of_one_cell_come_apart():
    table = read([HEADER, [1, "Lò Văn Páo", "Phó Giám đốc\n- Bí thư; Ủy viên", "Bằng khen"]])

    assert table.rows[0].values["position"] == "Phó Giám đốc\n- Bí thư; Ủy viên"
    assert table.rows[0].lines("position") == ["Phó Giám đốc", "- Bí thư", "Ủy viên"]
    assert table.rows[0].lines("name") == ["Lò Văn Páo"]


def test_a_visible_column_wins_over_a_hidden_one_of_the_same_name():
    table = read([["TT", "Họ và tên", "Họ và tên", "Chức vụ"], [1, "CT01", "Lò Văn Páo", "Trưởng phòng"]], hidden=["B"])

    assert table.places["name"] == 2
    assert table.notes == ["Cột ẩn không dùng đến: B.", "Cột không dùng đến: “Họ và tên”."]


def test_hidden_columns_rows_and_uncalculated_formulas_are_told():
    book = openpyxl.Workbook()
    for row in (HEADER, [1, "Lò Văn Páo", "a", "=1+1"], [2, "Mùa A Sơn", "c", "d"], [3, "Vàng A Dơ", "e", "f"]):
        book.active.append(row)
    book.active.column_dimensions["C"].hidden = True
    for hidden in (3, 4):
        book.active.row_dimensions[hidden].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    table = find_table(read_book(buffer.getvalue(), "a.xlsx").sheets[0], ORDINARY)

    assert table.notes == [
        "Cột đang ẩn vẫn được đọc: C.",
        "Dòng đang ẩn vẫn được đọc: 3–4.",
        "Công thức chưa có kết quả ở ô D2. Hãy mở tệp bằng Excel, lưu lại rồi tải lên.",
    ]
    assert len(table.rows) == 3


def test_blank_rows_inside_do_not_end_the_table():
    table = read([HEADER, [1, "Lò Văn Páo", "a", "b"], [], [], [None, "  ", None, None], [2, "Mùa A Sơn", "c", "d"]])

    assert names(table) == ["Lò Văn Páo", "Mùa A Sơn"]
