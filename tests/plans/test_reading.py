"""Reading a plan: the seed's facts exactly, three formats, dirty text, and files that are no plan."""

import csv
import datetime
import io
import unicodedata
import zipfile

import pytest

from core.errors import Refused
from plans import reading
from tests.plans import samples

JOINED_I6 = (
    "Chủ trì phối hợp với đơn vị Cụm phó Cụm thi đua 7 tỉnh Miền núi biên giới phía Bắc ban hành: Kế hoạch hoạt động; "
    "Bảng tiêu chí chấm điểm thi đua năm 2022; Đề cương báo cáo sơ, tổng kết; Biểu tổng hợp kết quả khen thưởng năm 2022 "
    "và các văn bản liên quan đến hoạt động của cụm"
)
JOINED_III1 = (
    "Phối hợp với đơn vị Cụm phó tổ chức Hội nghị Sơ kết Cụm thi đua 7 tỉnh Miền núi biên giới phía Bắc năm 2022 "
    "(tại đơn vị Cụm phó cụm thi đua 7 tỉnh Miền núi biên giới phía Bắc)"
)
EXPECTED = [
    "KH", "CT", "BC|Bản đăng ký", "CV|Giao ước", "BC", "KH|Bảng tiêu chí|Đề cương|Biểu", "QyĐ", "QC|QĐ", "QĐ",
    "GM|BB|TTr", "QĐ", "GM|BB|QĐ", "KH", "KH", "BC",
    "BC", "QĐ", "GM|BB|TTr", "GM|BB|QĐ", "BC|KL", "GM|BC",
    "HD|CV", "BC", "KH", "Bảng điểm|Giao ước|GM",
    "", "QĐ",
]  # fmt: skip


def _facts(draft):
    return [(t.quarter, t.ordinal, t.text, t.lead, t.coordinators) for t in draft.tasks]


def test_seed_has_27_tasks_by_quarter():
    assert samples.seed().counts == (9, 6, 6, 4, 2)


def test_seed_header():
    header = samples.seed().header

    assert (header.number, header.symbol, header.place) == ("102", "KH-UBND", "Điện Biên")
    assert header.signed_on == datetime.date(2022, 1, 14)
    assert (header.kind, header.subject, header.year) == ("KẾ HOẠCH", "Công tác thi đua, khen thưởng năm 2022", 2022)
    assert (header.authority, header.signer_title, header.signer_name) == (
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lê Thành Đô",
    )
    assert [base.split(" ", 3)[:3] for base in header.legal_bases] == [
        ["Căn", "cứ", "Luật"],
        ["Nghị", "định", "số"],
        ["Thông", "tư", "số"],
    ]


def test_seed_distribution_has_13_lines():
    distribution = samples.seed().header.distribution

    assert len(distribution) == 13
    assert distribution[0] == "Ban TĐKT Trung ương (b/c);"
    assert distribution[12] == "Lưu: VT-KSTT"


def test_rows_cut_by_a_page_break_are_joined_and_doubted():
    draft = samples.seed()

    assert draft.tasks[5].text == JOINED_I6
    assert draft.tasks[15].text == JOINED_III1
    joined = [d for d in draft.doubts if d.why == "Dòng bị ngắt (sang trang); đã nối vào nhiệm vụ liền trước"]
    assert [(d.line, d.where) for d in joined] == [(65, "task:5"), (79, "task:15")]


def test_quarter_four_keeps_its_missing_ordinals_and_says_so():
    draft = samples.seed()

    assert [t.ordinal for t in draft.tasks_of(4)] == ["", "", "", ""]
    missing = [d for d in draft.doubts if d.why == "Dòng không có số thứ tự"]
    assert [(d.line, d.suggestion) for d in missing] == [(86, "1"), (87, "2"), (88, "3"), (89, "4")]


def test_seed_duty_is_before_15_march():
    (duty,) = samples.seed().duties

    assert (duty.section, duty.due_date, duty.before, duty.line) == ("IV.5", datetime.date(2022, 3, 15), True, 124)
    assert duty.addressees == (
        "Thủ trưởng các sở, ban, ngành, đoàn thể tỉnh; Chủ tịch UBND các huyện, thị xã, thành phố"
    )
    assert duty.text == (
        "Kế hoạch gửi về Sở Nội vụ (cơ quan thường trực Hội đồng TĐKT tỉnh) qua Ban Thi đua, khen thưởng tỉnh "
        "trước ngày 15/3/2022 để tổng hợp báo cáo UBND tỉnh."
    )


def test_seed_doubts_name_line_reason_and_suggestion():
    doubts = {(d.line, d.why) for d in samples.seed().doubts}

    assert doubts == {
        (3, "Số viết tay trên bản in"),
        (5, "Ngày viết tay trên bản in"),
        (16, "Khoảng trắng lệch một bên ở gạch nối"),
        (18, "Có thể thiếu một từ"),
        (22, "Có thể sai chữ"),
        (24, "Đoạn bị ngắt (sang trang); đã nối vào đoạn liền trước"),
        (34, "Khoảng trắng lệch một bên trong quãng năm"),
        (34, "Có thể sai dấu"),
        (40, "Đoạn bị ngắt (sang trang); đã nối vào đoạn liền trước"),
        (40, "Có thể thiếu một từ"),
        (42, "Số mục có khoảng trắng ở giữa"),
        (52, "Đoạn bị ngắt (sang trang); đã nối vào đoạn liền trước"),
        (59, "Khoảng trắng lệch một bên ở gạch nối"),
        (65, "Dòng bị ngắt (sang trang); đã nối vào nhiệm vụ liền trước"),
        (74, "Có thể thiếu một từ"),
        (79, "Dòng bị ngắt (sang trang); đã nối vào nhiệm vụ liền trước"),
        (83, "Cụm từ “các quy định của” lặp lại"),
        (83, "Dấu chấm phẩy thừa ở cuối"),
        (86, "Dòng không có số thứ tự"),
        (87, "Dòng không có số thứ tự"),
        (88, "Dòng không có số thứ tự"),
        (89, "Dòng không có số thứ tự"),
        (93, "Có thể sai dấu"),
        (119, "Khoảng trắng lệch một bên ở gạch nối"),
        (144, "Lưu ghi liền bằng gạch nối; Nghị định 30/2020/NĐ-CP tách bằng dấu phẩy"),
    }


def test_slips_are_suggested_and_never_corrected():
    draft = samples.seed()
    suggestions = {(d.line, d.suggestion) for d in draft.doubts}

    assert draft.tasks[13].text == "Chỉ đạo ban hành Kế tập huấn nghiệp vụ công tác TĐKT năm 2022"
    assert (74, "Chỉ đạo ban hành Kế hoạch tập huấn nghiệp vụ công tác TĐKT năm 2022") in suggestions
    assert draft.tasks[26].text == "Xét khen thưởng công hiến, chuyên đề, đột xuất"
    assert (93, "Xét khen thưởng cống hiến, chuyên đề, đột xuất") in suggestions
    assert draft.tasks[19].coordinators == "Thành viên Hội đồng TĐKT tỉnh;"
    assert (144, "Lưu: VT, KSTT") in suggestions


def test_expected_papers_follow_plain_rules():
    assert ["|".join(t.expected) for t in samples.seed().tasks] == EXPECTED


def test_draft_survives_a_journey_through_json():
    draft = samples.seed()

    assert reading.from_dict(reading.as_dict(draft)) == draft


# Other formats ------------------------------------------------------------------------------------------------------
def test_word_file_reads_like_the_text():
    draft, word = samples.seed(), reading.read(samples.seed_docx(), "ke-hoach.docx")

    assert _facts(word) == _facts(draft)
    assert [(d.section, d.due_date, d.before, d.addressees) for d in word.duties] == [
        (d.section, d.due_date, d.before, d.addressees) for d in draft.duties
    ]
    assert word.header.distribution == draft.header.distribution
    assert word.header.signed_on == draft.header.signed_on
    assert word.header.signer_name == draft.header.signer_name
    assert word.header.signer_title == "CHỦ TỊCH"
    assert word.header.subject == draft.header.subject
    assert len(word.header.legal_bases) == 3
    joined = [d.where for d in word.doubts if "đã nối vào nhiệm vụ" in d.why]
    assert joined == ["task:5", "task:15"]


def test_word_tracked_changes_read_as_accepted_and_are_reported():
    word = reading.read(samples.seed_docx(tracked=True), "ke-hoach.docx")

    assert word.blocks[-1].text == "Đoạn thêm được giữ"
    assert word.doubts[0].why == "Tệp còn theo dõi thay đổi; đã đọc như khi chấp nhận tất cả"


def test_sheet_reads_the_same_tasks():
    draft, sheet = samples.seed(), reading.read(samples.seed_xlsx(), "ke-hoach.xlsx")

    assert _facts(sheet) == _facts(draft)
    assert (sheet.header.year, sheet.header.number) == (2022, "")
    assert "Không thấy số văn bản" in [d.why for d in sheet.doubts]


# Dirty text ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\n".join(line + "  \t" if "\t" not in line else line + "   " for line in text.split("\n")),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("Đ", "Ð"),
    ],
    ids=["decomposed", "crlf", "trailing", "bom", "eth"],
)
def test_dirty_text_reads_the_same(change):
    text = samples.seed_bytes().decode()
    draft = reading.read(change(text).encode(), "a.txt")

    assert _facts(draft) == _facts(samples.seed())
    assert draft.header.signed_on == datetime.date(2022, 1, 14)
    assert [d.due_date for d in draft.duties] == [datetime.date(2022, 3, 15)]


def test_another_year_reads_too():
    text = samples.seed_bytes().decode().replace("2022", "2031")
    draft = reading.read(text.encode(), "a.txt")

    assert (draft.header.year, draft.counts) == (2031, (9, 6, 6, 4, 2))
    assert draft.duties[0].due_date == datetime.date(2031, 3, 15)


@pytest.mark.parametrize(
    "words, day, before",
    [
        ("trước ngày 15/3/2022", datetime.date(2022, 3, 15), True),
        ("trước 15/3/2022", datetime.date(2022, 3, 15), True),
        ("chậm nhất ngày 10/6/2022", datetime.date(2022, 6, 10), False),
        ("chậm nhất là ngày 10-6-2022", datetime.date(2022, 6, 10), False),
        ("muộn nhất trước ngày 10/6/2022", datetime.date(2022, 6, 10), True),
        ("đến ngày 05 tháng 12 năm 2022", datetime.date(2022, 12, 5), False),
        ("đến hết ngày 20/12/2022", datetime.date(2022, 12, 20), False),
        ("trước ngày 01/11", datetime.date(2022, 11, 1), True),
    ],
)
def test_dated_duties_in_prose(words, day, before):
    after = f"2. Các sở, ban, ngành\n\nGửi báo cáo về Sở Nội vụ {words} để tổng hợp."
    (duty,) = reading.read(samples.tiny_text(after=after), "a.txt").duties

    assert (duty.section, duty.due_date, duty.before) == ("IV.2", day, before)
    assert duty.addressees == "Các sở, ban, ngành"


def test_addressees_may_stand_before_a_colon():
    after = "1. Các sở, ban, ngành: gửi báo cáo chậm nhất ngày 15/6/2022."
    (duty,) = reading.read(samples.tiny_text(after=after), "a.txt").duties

    assert (duty.section, duty.addressees) == ("IV.1", "Các sở, ban, ngành")


def test_other_offices_name_columns_and_quarters_their_way():
    text = (
        "KẾ HOẠCH\nCông tác thi đua năm 2024\n\nTT\tNội dung công việc\tCơ quan chủ trì\tCơ quan phối hợp\n"
        "I. QUÝ I\n1.\tBan hành kế hoạch\tSở Nội vụ\tCác sở\nQuý 2\n1\tTập huấn\tSở Nội vụ\tCác sở\n"
        "THƯỜNG XUYÊN\n1\tTuyên truyền\tSở Nội vụ\tBáo Điện Biên\n"
    )
    draft = reading.read(text.encode(), "a.txt")

    assert (draft.header.year, draft.counts) == (2024, (1, 1, 0, 0, 1))
    assert [task.ordinal for task in draft.tasks] == ["1", "1", "1"]


def test_date_of_a_cited_paper_is_no_duty():
    after = "1. Sở Nội vụ\n\nThực hiện Kế hoạch số 1663/KH-UBND ngày 06/4/2021 của UBND tỉnh."

    assert reading.read(samples.tiny_text(after=after), "a.txt").duties == []


def test_due_day_in_a_task_is_its_last_good_day():
    rows = "1\tGửi báo cáo trước ngày 15/3/2022\tSở Tư pháp\tSở Y tế"

    assert reading.read(samples.tiny_text(rows=rows), "a.txt").tasks[0].due_on == datetime.date(2022, 3, 14)


def test_row_without_lead_is_doubted():
    rows = "1\tLàm báo cáo\t\tSở Y tế"
    doubts = reading.read(samples.tiny_text(rows=rows), "a.txt").doubts

    assert [(d.why, d.where) for d in doubts] == [("Không có đơn vị chủ trì", "task:0")]


# Files that are no plan ---------------------------------------------------------------------------------------------
def _zip(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content, name, sentence",
    [
        (b"  \n ", "a.txt", "Tệp rỗng. Hãy chọn tệp kế hoạch có nội dung."),
        (
            "KẾ HOẠCH\nCông tác năm 2022\n\nKhông có bảng nào.".encode(),
            "a.txt",
            "Không thấy bảng nhiệm vụ (cột “Nhiệm vụ cụ thể”, “Đơn vị chủ trì”, “Đơn vị phối hợp”). "
            "Hãy kiểm tra lại tệp kế hoạch.",
        ),
        (samples.tiny_text(rows=""), "a.txt", "Bảng nhiệm vụ không có dòng nào. Hãy kiểm tra lại tệp kế hoạch."),
        (
            b"%PDF-1.7",
            "a.pdf",
            "Chỉ đọc được kế hoạch từ tệp .txt, .docx hoặc .xlsx. Hãy lưu lại theo một trong các định dạng này.",
        ),
        (
            b"<html><body>x</body></html>",
            "a.docx",
            "Tệp mang tên .docx nhưng thật ra là trang web (HTML). Hãy mở bằng Word và lưu lại thành .docx.",
        ),
        (
            b"<!DOCTYPE html><html>",
            "a.txt",
            "Đây là trang web (HTML), không phải văn bản kế hoạch. Hãy nạp tệp .txt, .docx hoặc .xlsx.",
        ),
        (b"PK not a zip", "a.docx", "Tệp .docx bị hỏng hoặc không phải tệp Word. Hãy mở bằng Word và lưu lại."),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600,
            "a.docx",
            "Tệp có mật khẩu hoặc là tệp .doc cũ đổi tên. Hãy bỏ mật khẩu và lưu lại thành .docx.",
        ),
        (
            _zip(word__document_xml=b"x", word__vbaProject=b"x"),
            "a.docm",
            "Tệp có macro nên không được nhận. Hãy lưu lại thành .docx hoặc .xlsx rồi nạp lại.",
        ),
        (
            _zip(**{"word__document.xml": b"x", "word__vbaProject.bin": b"x"}),
            "a.docx",
            "Tệp có macro nên không được nhận. Hãy lưu lại thành .docx không có macro.",
        ),
        (
            _zip(**{"word__document.xml": b"0" * 40_000_000}),
            "a.docx",
            "Tệp nén bất thường (bung ra quá lớn) nên không được mở.",
        ),
        (
            _zip(**{"xl__workbook.xml": b"x"}),
            "a.docx",
            "Tệp mang tên .docx nhưng không phải tệp Word. Hãy chọn đúng tệp.",
        ),
        (
            _zip(**{"word__document.xml": b"<broken"}),
            "a.docx",
            "Tệp Word bị hỏng, không mở được. Hãy mở bằng Word và lưu lại thành tệp mới.",
        ),
        (
            "Kế hoạch".encode("utf-16-le"),
            "a.txt",
            "Tệp văn bản không theo mã Unicode (UTF-8). Hãy lưu lại với mã UTF-8 rồi nạp lại.",
        ),
        (
            samples.tiny_text(day="31", month="02"),
            "a.txt",
            "Dòng 2: ngày 31/02/2022 không có trong lịch. Hãy sửa trong tệp rồi nạp lại.",
        ),
        (
            samples.tiny_text(after="1. Các sở\n\nGửi về trước ngày 31/02/2022."),
            "a.txt",
            "Dòng 16: ngày 31/02/2022 không có trong lịch. Hãy sửa trong tệp rồi nạp lại.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 9 else "",
)
def test_what_is_no_plan_is_refused_with_a_sentence(content, name, sentence):
    with pytest.raises(Refused) as refusal:
        reading.read(content, name)

    assert str(refusal.value) == sentence


def test_a_sheet_that_is_no_workbook_is_refused():
    with pytest.raises(Refused):
        reading.read(b"<html><table></table></html>", "a.xlsx")


def test_seed_in_the_repository_matches_its_rows():
    """The rows of the table, counted without the reader: ordinals or leads at the start of a line."""
    rows = list(csv.reader(samples.SEED.read_text().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    led = [row for row in rows if len(row) == 4 and row[2].startswith("Sở Nội vụ")]

    assert len(led) == len(samples.seed().tasks)
