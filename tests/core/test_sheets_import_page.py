"""The page of an import, from the empty form to the rows it wrote."""

import datetime
import io

import openpyxl
import pytest
from django.db import connection

from core.models import ImportDraft
from tests.core.importing import OTHER_PAGE, PAGE, STX, TUANGIAO, text_of, upload, xlsx
from units.enums import UnitKind
from units.models import Unit

pytestmark = pytest.mark.urls("tests.core.unit_sheet")


@pytest.fixture
def hanh(world, client_for):
    return client_for(world.hanh)


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
