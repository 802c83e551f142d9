"""An import from upload to written rows, with units of the real app."""

import datetime
import io
import re
import threading
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import call_command
from django.db import connection
from openpyxl.styles import Font

from core import clock
from core.errors import Refused, Stale
from core.models import ImportDraft, JournalEntry, Transition
from core.sheets import find_in_book, imports, read_book
from core.sheets.fields import (
    ChoiceWidget,
    DateWidget,
    LinesWidget,
    NumberWidget,
    Read,
    TextWidget,
    YesNoWidget,
)
from core.sheets.imports import apply_import, discard_import, forget_old, look_again, preview_of, start_import
from core.sheets.previews import PreviewCell
from core.tasks import forget_imports
from core.text import BadValue
from tests.core.unit_sheet import UnitsByCode
from units.enums import UnitKind
from units.models import Unit, UnitEvent

pytestmark = pytest.mark.urls("tests.core.unit_sheet")
AT = datetime.datetime(2022, 3, 8, 2, 0, tzinfo=datetime.UTC)
HEADER = ["TT", "Mã", "Tên đơn vị", "Loại", "Cấp trên", "Ký hiệu", "Từ ngày"]
PAGE, OTHER_PAGE = "/thu-nhap/", "/thu-nhap-khac/"


def xlsx(*rows, header=HEADER, merges=()):
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(row)
    for merged in merges:
        book.active.merge_cells(merged)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


STX = [1, "STX", "Sở Thử nghiệm", "Sở", "Tỉnh Điện Biên", "STX", "01/02/2022"]
TUANGIAO = [2, "099", "UBND huyện Tuần Giáo", "UBND huyện", "Tỉnh Điện Biên", "UBND", "01/01/2004"]


@pytest.fixture
def start(world):
    def start(*rows, by=world.hanh, at=AT, name="đơn vị.xlsx", **options):
        return start_import(UnitsByCode(), xlsx(*rows, **options), name, by=by, at=at)

    return start


def cells(draft, row=0):
    preview = preview_of(draft)
    return dict(zip(preview.columns, preview.rows[row].cells, strict=True))


# Preview ------------------------------------------------------------------------------------------------------------
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


# Applying -----------------------------------------------------------------------------------------------------------
def test_applying_writes_through_the_services_and_says_what_was_done(start, world):
    draft = start(STX, TUANGIAO, [3, "03217", "UBND xã Quài Cang A", "Xã", "099", "UBND", None])

    counts = apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)

    founded = Unit.objects.get(code="STX")
    assert (founded.name, founded.kind, founded.parent) == ("Sở Thử nghiệm", UnitKind.DEPARTMENT, world.province)
    assert founded.valid_from == datetime.date(2022, 2, 1)
    assert founded.path == f"{world.province.path}{founded.pk}/"
    assert UnitEvent.objects.get(units=founded).by == world.hanh
    assert Unit.objects.get(code="03217").name == "UBND xã Quài Cang A"
    assert counts == {"error": 0, "warning": 2, "new": 1, "changed": 1, "same": 1, "all": 3}
    draft.refresh_from_db()
    assert (draft.state, bytes(draft.content), bytes(draft.preview)) == (ImportDraft.State.APPLIED, b"", b"")
    entry = JournalEntry.objects.get(act="core.sheet-imported")
    assert (entry.by, entry.detail["file"], entry.detail["counts"]) == (world.hanh, "đơn vị.xlsx", counts)


def test_importing_again_changes_nothing(start, world):
    rows = STX, TUANGIAO, [3, "03217", "UBND xã Quài Cang A", "Xã", "099", "UBND", None]
    apply_import(start(*rows), UnitsByCode(), by=world.hanh, at=AT)
    before = list(Unit.objects.order_by("pk").values()), UnitEvent.objects.count()

    again = start(*rows)
    counts = apply_import(again, UnitsByCode(), by=world.hanh, at=AT)

    assert counts == {"error": 0, "warning": 0, "new": 0, "changed": 0, "same": 3, "all": 3}
    assert (list(Unit.objects.order_by("pk").values()), UnitEvent.objects.count()) == before


def test_one_row_in_error_keeps_every_row_out(start, world):
    draft = start(STX, [2, "SM", "Sở Mới", None])

    with pytest.raises(Refused, match=r"^Tệp còn dòng lỗi nên chưa nhập dòng nào\."):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)

    assert not Unit.objects.filter(code__in=["STX", "SM"]).exists()
    draft.refresh_from_db()
    assert draft.state == ImportDraft.State.PENDING


def test_a_row_the_service_refuses_rolls_back_the_rows_before_it(start, world):
    draft = start(STX, [2, "SM", "Sở Y tế", "Sở", "Tỉnh Điện Biên"])  # a twin of the real Sở Y tế

    with pytest.raises(Refused) as refusal:
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)

    assert str(refusal.value).startswith("Dòng 3: ")
    assert str(refusal.value).endswith(" Chưa nhập dòng nào.")
    assert not Unit.objects.filter(code="STX").exists()
    draft.refresh_from_db()
    assert draft.state == ImportDraft.State.PENDING


def test_a_fault_in_the_program_is_not_taken_for_a_fault_of_the_file(start, world, monkeypatch):
    draft = start(STX)
    monkeypatch.setattr(UnitsByCode, "create", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)
    monkeypatch.setattr(UnitsByCode, "check", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        start(STX)


def test_confirming_twice_applies_once(start, world):
    draft = start(STX)
    same = ImportDraft.objects.get(pk=draft.pk)
    apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)

    with pytest.raises(Stale):
        apply_import(same, UnitsByCode(), by=world.hanh, at=AT)

    assert Unit.objects.filter(code="STX").count() == 1
    assert Transition.objects.of(draft).count() == 1


def test_changed_bytes_are_refused(start, world):
    draft = start(STX)
    ImportDraft.objects.filter(pk=draft.pk).update(content=xlsx(STX, TUANGIAO))
    draft.refresh_from_db()

    with pytest.raises(Refused, match=r"^Tệp lưu tạm không còn như khi xem trước\."):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)

    assert not Unit.objects.filter(code="STX").exists()


def test_data_that_changed_since_the_preview_ask_for_another_look(start, world):
    draft = start([1, "099", "UBND huyện Tuần Giáo", "UBND huyện", None, "TG", None])
    Unit.objects.filter(code="099").update(symbol="UB")

    with pytest.raises(Stale, match=r"^Dữ liệu đã thay đổi từ khi bạn xem trước\."):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)
    draft.refresh_from_db()
    look_again(draft, UnitsByCode(), at=AT)

    assert cells(draft)["Ký hiệu"] == PreviewCell("changed", "TG", "UB")
    assert apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)["changed"] == 1


def test_one_resource_looks_records_up_anew_in_each_run(start, world):
    resource, table_of = (
        UnitsByCode(),
        lambda *rows: find_in_book(read_book(xlsx(*rows), "a.xlsx"), UnitsByCode().columns),
    )
    child = [1, "PM", "Phòng Một", "Ban, phòng thuộc sở", "STX"]
    assert resource.examine(table_of(child))[0].outcome == "error"

    apply_import(start(STX), UnitsByCode(), by=world.hanh, at=AT)

    assert resource.examine(table_of(child))[0].outcome == "new"


def test_a_draft_a_day_old_is_refused_and_then_forgotten(start, world):
    draft = start(STX)
    late = AT + datetime.timedelta(days=1)

    with pytest.raises(Refused, match=r"^Tệp đã tải lên quá một ngày\."):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=late)
    assert forget_old(at=late - datetime.timedelta(seconds=1)) == 0
    assert forget_old(at=late) == 1
    assert forget_old(at=late) == 0


def test_the_task_and_its_twin_forget_old_drafts(start, settings):
    kept = start(STX, at=clock.now())
    start(STX, at=clock.now() - datetime.timedelta(days=1, minutes=1))
    assert forget_imports() == 1

    start(STX, at=clock.now() - datetime.timedelta(days=2))
    call_command("forget_imports", stdout=(said := io.StringIO()))

    assert said.getvalue() == "Đã xóa 1 mục.\n"
    assert list(ImportDraft.objects.all()) == [kept]


def test_only_the_person_who_uploaded_may_go_on(start, world):
    draft = start(STX)

    for act in (
        lambda: apply_import(draft, UnitsByCode(), by=world.thang, at=AT),
        lambda: discard_import(draft, by=world.thang, at=AT),
    ):
        with pytest.raises(Refused):
            act()
    assert not Unit.objects.filter(code="STX").exists()


def test_a_discarded_draft_cannot_be_applied(start, world):
    draft = start(STX)
    discard_import(draft, by=world.hanh, at=AT)

    with pytest.raises(Stale):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)
    draft.refresh_from_db()
    assert bytes(draft.content) == b""


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "Trang “Sheet” chỉ có dòng tiêu đề (dòng 1), chưa có dữ liệu."),
        ([[n, f"M{n}", "x", "Sở"] for n in range(4)], "Tệp có 4 dòng; mỗi lần chỉ nhập tối đa 3 dòng. Hãy tách tệp."),
    ],
)
def test_too_few_and_too_many_rows_are_refused(start, monkeypatch, rows, sentence):
    monkeypatch.setattr(imports, "MAX_ROWS", 3)

    with pytest.raises(Refused) as refusal:
        start(*rows)

    assert str(refusal.value) == sentence
    assert not ImportDraft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_the_same_moment_apply_once(world):
    draft = start_import(UnitsByCode(), xlsx(STX), "a.xlsx", by=world.hanh, at=AT)
    gate, said = threading.Barrier(2), []

    def confirm():
        mine = ImportDraft.objects.get(pk=draft.pk)
        gate.wait()
        try:
            said.append(apply_import(mine, UnitsByCode(), by=world.hanh, at=AT)["new"])
        except Stale:
            said.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, said)) == ["1", "stale"]
    assert Unit.objects.filter(code="STX").count() == 1


# The page -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def hanh(world, client_for):
    return client_for(world.hanh)


def upload(client, content, name="đơn vị.xlsx", to=PAGE):
    file = io.BytesIO(content)
    file.name = name
    return client.post(to, {"file": file})


def text_of(response):
    plain = re.sub(r"<(script|svg|option).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(plain.split())


def test_the_page_names_the_columns_and_gives_a_sample(hanh):
    page = text_of(hanh.get(PAGE))
    sample = hanh.get(PAGE, {"tai": "mau"})

    assert "Mỗi dòng một đơn vị, nhận ra theo mã." in page
    assert (
        f"Mã Có Mã đơn vị Tên đơn vị Có Đơn vị Loại Có {'; '.join(UnitKind.labels)} Cấp trên Không Ký hiệu Không"
        in page
    )
    sheet = openpyxl.load_workbook(io.BytesIO(sample.content)).active
    assert [cell.value for cell in sheet[4]] == [
        "STT",
        "Mã (*)",
        "Tên đơn vị (*)",
        "Loại (*)",
        "Cấp trên",
        "Ký hiệu",
        "Từ ngày",
    ]
    assert sample["Content-Disposition"].startswith("attachment; filename*=UTF-8''M%E1%BA%ABu")


def test_a_filled_sample_is_read(hanh, world):
    sample = openpyxl.load_workbook(io.BytesIO(hanh.get(PAGE, {"tai": "mau"}).content))
    sample.active.append([1, "STX", "Sở Thử nghiệm", "Sở"])
    buffer = io.BytesIO()
    sample.save(buffer)

    upload(hanh, buffer.getvalue())

    assert ImportDraft.objects.get().counts["new"] == 1


def test_upload_preview_confirm(hanh, world):
    response = upload(hanh, xlsx([1, "STX", "Sở Thử nghiệm", "Sở", "Tỉnh Điện Biên"], TUANGIAO))
    draft = ImportDraft.objects.get()
    assert response["Location"] == f"{PAGE}?ban={draft.key}"

    preview = text_of(hanh.get(response["Location"]))
    assert "Sẽ thêm 1 , thay đổi 0 ; 1 dòng không đổi." in preview
    assert "Nhập 1 dòng" in preview
    assert not Unit.objects.filter(code="STX").exists()

    done = hanh.post(PAGE, {"draft": draft.key, "act": "apply"}, follow=True)
    assert done.redirect_chain == [(PAGE, 302)]
    assert "Đã nhập tệp: thêm 1 đơn vị; 1 dòng không đổi." in text_of(done)
    assert Unit.objects.filter(code="STX").count() == 1


def test_a_second_click_is_answered_kindly(hanh):
    upload(hanh, xlsx([1, "STX", "Sở Thử nghiệm", "Sở"]))
    draft = ImportDraft.objects.get()
    hanh.post(PAGE, {"draft": draft.key, "act": "apply"})

    again = hanh.post(PAGE, {"draft": draft.key, "act": "apply"})

    assert again.status_code == 422
    assert "Tệp “đơn vị.xlsx” đã được nhập lúc" in text_of(again)
    assert Unit.objects.filter(code="STX").count() == 1


def test_doubts_must_be_seen_before_the_import(hanh):
    upload(hanh, xlsx(STX))
    draft = ImportDraft.objects.get()

    refused = hanh.post(PAGE, {"draft": draft.key, "act": "apply"})
    assert refused.status_code == 422
    assert "Hãy xem các ô cần xem lại rồi đánh dấu vào đây." in text_of(refused)
    assert not Unit.objects.filter(code="STX").exists()

    hanh.post(PAGE, {"draft": draft.key, "act": "apply", "seen": "on"})
    assert Unit.objects.filter(code="STX").count() == 1


def test_rows_in_error_are_listed_filtered_and_taken_away(hanh):
    response = upload(hanh, xlsx(STX, [2, "SM", "=Sở Mới", None], [3, None, "Sở Khác", "Sở"]))

    page = text_of(hanh.get(response["Location"]))
    assert "Có 2 dòng lỗi. Sửa trong tệp rồi tải lên lại." in page
    assert "Dòng 4, cột “Mã”: Thiếu mã." in page
    assert "Nhập 1 dòng" not in page
    only = text_of(hanh.get(response["Location"] + "&loc=new"))
    assert ("Sở Thử nghiệm" in only, "Sở Khác" in only) == (True, False)

    bad = hanh.get(response["Location"] + "&tai=loi")
    sheet = openpyxl.load_workbook(io.BytesIO(bad.content)).active
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=3)] == [
        ["Mã", "Tên đơn vị", "Loại", "Cấp trên", "Ký hiệu", "Từ ngày", "Lỗi cần sửa"],
        [
            "SM",
            None,
            None,
            None,
            None,
            None,
            "Dòng 3, cột “Tên đơn vị”: Thiếu tên đơn vị.\nDòng 3, cột “Loại”: Thiếu loại.",
        ],
        [None, "Sở Khác", "Sở", None, None, None, "Dòng 4, cột “Mã”: Thiếu mã."],
    ]
    upload(hanh, bad.content)
    assert ImportDraft.objects.order_by("pk").last().counts["error"] == 2


def test_a_wrong_file_is_refused_in_the_form(hanh):
    response = upload(hanh, b"<html><table></table></html>")

    assert response.status_code == 422
    assert "Tệp này là trang web (HTML) mang tên bảng tính." in text_of(response)
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Hãy chọn tệp cần nhập."),
        (b"", "Tệp không có nội dung. Hãy chọn lại tệp."),
        (b"x" * 1_100_000, "Tệp lớn hơn 1 MB."),
    ],
)
def test_no_file_an_empty_one_and_one_too_large(hanh, settings, content, sentence):
    settings.MAX_FILE_MB = 1

    response = hanh.post(PAGE, {}) if content is None else upload(hanh, content)

    assert response.status_code == 422
    assert sentence in text_of(response)


def test_a_draft_of_somebody_else_another_page_or_nobody_looks_the_same(hanh, world, client_for):
    upload(hanh, xlsx([1, "STX", "Sở Thử nghiệm", "Sở"]))
    key = ImportDraft.objects.get().key
    thang = client_for(world.thang)
    gone = "Không còn tệp chờ nhập này"

    for client, where, draft in (
        (thang, PAGE, key),
        (hanh, OTHER_PAGE, key),
        (hanh, PAGE, "00000000-0000-4000-8000-000000000000"),
    ):
        for response in (
            client.get(where, {"ban": draft}),
            client.get(where, {"ban": draft, "tai": "loi"}),
            client.post(where, {"draft": draft, "act": "apply"}),
            client.post(where, {"draft": draft, "act": "discard"}),
        ):
            assert response.status_code == 404
            assert gone in text_of(response)
            assert "Sở Thử nghiệm" not in text_of(response)
    assert ImportDraft.objects.get().state == ImportDraft.State.PENDING
    assert not Unit.objects.filter(code="STX").exists()


def test_an_old_draft_says_so(hanh):
    upload(hanh, xlsx([1, "STX", "Sở Thử nghiệm", "Sở"]))
    draft = ImportDraft.objects.get()
    ImportDraft.objects.update(at=draft.at - datetime.timedelta(days=1))

    for response in (hanh.get(PAGE, {"ban": draft.key}), hanh.post(PAGE, {"draft": draft.key, "act": "apply"})):
        assert "đã tải lên quá một ngày. Hãy tải lên lại." in text_of(response)
    assert not Unit.objects.filter(code="STX").exists()


def test_changed_data_show_the_new_preview_instead_of_writing(hanh, world):
    upload(hanh, xlsx([1, "099", "UBND huyện Tuần Giáo", "UBND huyện", None, "TG", None]))
    Unit.objects.filter(code="099").update(symbol="UB")
    draft = ImportDraft.objects.get()

    response = hanh.post(PAGE, {"draft": draft.key, "act": "apply"})

    assert response.status_code == 422
    assert "Dữ liệu đã thay đổi từ khi bạn xem trước. Hãy xem lại trước khi nhập." in text_of(response)
    assert "UB TG" in text_of(response)
    hanh.post(PAGE, {"draft": draft.key, "act": "apply"})
    assert Unit.objects.get(code="099").symbol == "TG"


def test_a_draft_can_be_dropped(hanh):
    upload(hanh, xlsx([1, "STX", "Sở Thử nghiệm", "Sở"]))
    draft = ImportDraft.objects.get()

    response = hanh.post(PAGE, {"draft": draft.key, "act": "discard"}, follow=True)
    again = hanh.post(PAGE, {"draft": draft.key, "act": "discard"}, follow=True)

    assert "Đã bỏ tệp “đơn vị.xlsx”; chưa nhập dòng nào." in text_of(response)
    assert "Tệp “đơn vị.xlsx” đã bỏ, không nhập dòng nào." in text_of(again)


@pytest.mark.parametrize("query", [{"ban": "x"}, {"page": "0"}, {"loc": "x"}, {"tai": "x"}])
def test_a_mangled_address_is_not_found(hanh, query):
    assert hanh.get(PAGE, query).status_code == 404


def test_a_long_preview_is_paged_with_the_same_queries(hanh, django_assert_num_queries):
    def open_page(rows, page):
        location = upload(hanh, xlsx(*rows))["Location"]
        with connection.execute_wrapper(counter := Counter()):
            text = text_of(hanh.get(f"{location}&page={page}"))
        return counter.queries, text

    few, _ = open_page([[1, "M1", "Đơn vị 1", "Sở"]], 1)
    many, text = open_page([[n, f"M{n}", f"Đơn vị {n}", "Sở"] for n in range(1, 131)], 3)

    assert few == many
    assert "Đơn vị 101" in text
    assert "Đơn vị 100 " not in text


class Counter:
    def __init__(self):
        self.queries = 0

    def __call__(self, execute, sql, params, many, context):
        self.queries += 1
        return execute(sql, params, many, context)
