"""The book as spreadsheets: a decision's list in, old decisions in, the book out."""

import io

import openpyxl
import pytest

from awards.registry.models import Recipient
from awards.registry.resources.lines import LineSheet
from core.sheets.imports import apply_import, look_at, start_import
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
AT, ON = make.BEFORE, make.BEFORE.date()
HEAD = ["STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Danh hiệu/Hình thức khen thưởng"]
ANNEX = [
    ["DANH SÁCH KÈM THEO QUYẾT ĐỊNH"],
    HEAD,
    ["I", "TẬP THỂ"],
    [1, "Phòng Hành chính", None, "Sở Tư pháp", "Bằng khen của Chủ tịch UBND tỉnh"],
    [2, "Sở Y tế", None, None, "BK tỉnh"],
    ["II", "CÁ NHÂN"],
    [1, "Ông LÒ VĂN MỘT", "Trưởng phòng", "Sở Tư pháp", "Bằng khen"],
    [2, "Bà Vàng Thị Hai", "Kế toán", "Phòng Tài vụ, Sở Y tế", "Bằng khen UBND tỉnh"],
    [3, "Mùa A Ba", "Nông dân", "Bản Mới", "Bằng khen"],
    ["III", "HỘ GIA ĐÌNH"],
    [1, "Hộ ông Quàng Văn Bốn", None, "UBND xã Quài Cang", "Bằng khen"],
]
OLD_HEAD = [
    "STT", "Số quyết định", "Ký hiệu", "Ngày ký", "Cơ quan quyết định", "Người ký", "Trích yếu", "Họ tên", "Đối tượng",
    "Hình thức khen thưởng", "Chức vụ", "Đơn vị công tác", "Loại hình", "Năm sinh", "Thời gian",
]  # fmt: skip


def xlsx(rows):
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def keeper(world):
    return world.hanh


@pytest.fixture
def draft(keeper):
    return make.decision(by=keeper)


def sheet(decision, by):
    return LineSheet(by=by, on=ON, decision=decision)


def shown(resource, rows):
    """[(outcome, {column: (state, text, message)}, message)] of the preview."""
    _, found = look_at(resource, xlsx(rows), "danh sách.xlsx")
    return [
        (
            row.outcome,
            {label: cell[:2] + cell[3:] for label, cell in zip(found.columns, row.cells, strict=True)},
            row.message,
        )
        for row in found.rows
    ]


def bring(resource, rows, by, name="danh sách.xlsx"):
    """Upload and confirm; returns the counts."""
    found = start_import(resource, xlsx(rows), name, by=by, at=AT)
    return apply_import(found, type(resource)(**resource.context), by=by, at=AT)


def said(*values):
    return dict(zip(("error", "warning", "new", "changed", "same", "all"), values, strict=True))


def lines(decision):
    fields = ("position", "kind", "name", "title", "workplace", "unit__name", "award")
    return list(decision.grants.order_by("position").values_list(*fields))


# A decision's list -----------------------------------------------------------------------------------------------------
def test_an_annex_becomes_lines_with_kinds_from_its_headings(draft, keeper):
    counts = bring(sheet(draft, keeper), ANNEX, keeper)

    assert counts == said(0, 2, 6, 0, 0, 6)
    assert lines(draft) == [
        (1, "collective", "Phòng Hành chính", "", "Sở Tư pháp", "Sở Tư pháp", "BK_TINH"),
        (2, "collective", "Sở Y tế", "", "", "Sở Y tế", "BK_TINH"),
        (3, "individual", "Lò Văn Một", "Trưởng phòng", "Sở Tư pháp", "Sở Tư pháp", "BK_TINH"),
        (4, "individual", "Vàng Thị Hai", "Kế toán", "Phòng Tài vụ, Sở Y tế", "Sở Y tế", "BK_TINH"),
        (5, "individual", "Mùa A Ba", "Nông dân", "Bản Mới", None, "BK_TINH"),
        (6, "household", "Hộ ông Quàng Văn Bốn", "", "UBND xã Quài Cang", "UBND xã Quài Cang", "BK_TINH"),
    ]
    assert Recipient.objects.get(name="Sở Y tế").body.name == "Sở Y tế"
    assert set(Recipient.objects.values_list("gender", flat=True)) == {""}  # “Ông” says nothing of sex


def test_importing_a_list_twice_changes_nothing(draft, keeper):
    bring(sheet(draft, keeper), ANNEX, keeper)
    before = lines(draft), Recipient.objects.count()

    again = [row[0] for row in shown(sheet(draft, keeper), ANNEX)]

    assert again == ["same"] * 6
    assert (lines(draft), Recipient.objects.count()) == before
