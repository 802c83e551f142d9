"""Summary forms: exact values, every fault of a real filled sheet, reading one made by hand, who fills in."""

import io
import subprocess
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clusters.models import SummaryForm
from clusters.resources.summaries import read_sheet
from clusters.rules.summaries import cell_words, faults, forms, lines_of, shown, typed_faults
from clusters.services import clusters as cluster_services
from clusters.services.summaries import save_summary
from core.errors import Refused
from core.models import JournalEntry
from plans.services.filings import Clash
from tests.factories import clusters as make

NOW = make.NOW
F01, F03, F05 = (forms()[code] for code in ("01", "03", "05"))
# Biểu 03, all equations hold: 150 + 50 = 200, 90 + 20 ≤ 150, 5 + 5 ≤ 50, 90 + 20 + 5 + 5 = 120 ≤ 120; 40 = 40.
GOOD = {
    "certificate": {"c3": 200, "c4": 10, "c5": 120, "c6": 150, "c8": 90, "c9": 20, "c10": 50, "c12": 5, "c13": 5},
    "fighter": {"c3": 40, "c5": 40, "c6": 40, "c8": 39, "c9": 1},
    "flag": {"c3": 12},
}


def cells(**rows):
    """GOOD with changes: cells(certificate={"c4": 300})."""
    changed = {key: GOOD.get(key, {}) | rows.get(key, {}) for key in (*GOOD, *(k for k in rows if k not in GOOD))}
    return {key: {column: str(value) for column, value in row.items()} for key, row in changed.items()}


def values(form, given, row):
    line = next(line for line in lines_of(form, given) if line.row.key == row)
    return {key: cell_words(form.column(key), value) for key, value in line.values.items() if value not in (None, "")}


def found(form, given):
    return [(f.where, f.equation, f.given, f.due) for f in faults(form, lines_of(form, given))]


def written(form, given, typed):
    return [(f.equation, f.given, f.due, f.message) for f in typed_faults(form, lines_of(form, given), typed)]


# Values ------------------------------------------------------------------------------------------------------------------
def test_ratios_come_from_the_counts_of_their_row():
    row = values(F03, cells(), "certificate")

    assert (row["c7"], row["c11"]) == ("75%", "25%")  # 150 : 200 and 50 : 200
    assert values(F03, cells(), "fighter")["c7"] == "100%"
    assert "c7" not in values(F03, cells(), "flag")  # nothing typed in column 6 is not 0


def test_the_total_row_adds_counts_and_takes_its_ratio_from_the_totals():
    total = values(F03, cells(), "total")

    # 200 + 40 + 12 = 252; 150 + 40 = 190; 190 : 252 = 75.3968 %, not 75 + 100 = 175 %
    assert (total["c3"], total["c5"], total["c6"], total["c7"]) == ("252", "160", "190", "75,4%")
    assert total["c11"] == "19,84%"  # 50 : 252


def test_a_share_is_shown_in_percent_with_two_decimals_half_up():
    assert [shown(Fraction(n, d)) for n, d in ((1, 8), (1, 16), (2, 3), (1490, 1), (-1, 2), (12345678, 100))] == [
        "0,13", "0,06", "0,67", "1.490", "-0,5", "123.456,78",
    ]  # fmt: skip


def test_the_fund_adds_what_was_spent_and_takes_its_share_of_the_budget():
    given = {
        "row-1": {"label": "Cấp tỉnh", "c3": "1000", "budget": "50000", "c6": "100", "c7": "400.5", "c11": "0.5"},
        "row-2": {"label": "Cấp huyện", "c3": "500", "budget": "100000", "c9": "20"},
    }

    assert values(F05, given, "row-1") == {
        "c3": "1.000", "budget": "50.000", "c6": "100", "c7": "400,5", "c11": "0,5", "c5": "501", "c4": "2%",
    }  # fmt: skip
    assert values(F05, given, "row-2")["c4"] == "0,5%"
    total = values(F05, given, "total")
    assert (total["c3"], total["c5"], total["c4"]) == ("1.500", "521", "1%")  # 1500 : 150000, not 2 % + 0.5 %
    del given["row-2"]["budget"]
    assert "c4" not in values(F05, given, "total")  # the budget of one row is unknown


def test_the_total_of_form_01_adds_the_six_kinds_and_not_the_rows_below_them():
    given = {
        "orders": {"c3": "5", "c6": "7"}, "order-labour-3": {"c3": "4"}, "titles": {"c6": "3"},
        "pm-certificate": {"c3": "2", "c6": "10"},
    }  # fmt: skip

    assert values(F01, given, "total") == {"c3": "7", "c6": "20"}
    assert found(F01, given) == []


# Equations -----------------------------------------------------------------------------------------------------------------
def test_good_numbers_break_nothing():
    assert found(F03, cells()) == []
    assert found(F03, {}) == []


@pytest.mark.parametrize(
    ("row", "change", "faulty"),
    [
        ("fighter", {"c4": 41}, ("Chiến sĩ thi đua cấp tỉnh", "4 ≤ 3", "41", "40")),
        ("flag", {"c5": 13}, ("Cờ thi đua cấp tỉnh", "5 ≤ 3", "13", "12")),
        ("fighter", {"c8": 41, "c9": 0, "c5": 40}, ("Chiến sĩ thi đua cấp tỉnh", "8 + 9 ≤ 6", "41", "40")),
        ("certificate", {"c8": 80, "c12": 51, "c13": 0, "c5": 160}, ("Bằng khen", "12 + 13 ≤ 10", "51", "50")),
        ("certificate", {"c9": 21}, ("Bằng khen", "8 + 9 + 12 + 13 ≤ 5", "121", "120")),
        ("certificate", {"c10": 49}, ("Bằng khen", "6 + 10 + 14 + 16 = 3", "199", "200")),
        ("certificate", {"c16": 1}, ("Bằng khen", "6 + 10 + 14 + 16 = 3", "201", "200")),
        ("flag", {"c6": 13}, ("Cờ thi đua cấp tỉnh", "6 + 10 + 14 + 16 ≤ 3", "13", "12")),
    ],
)
def test_each_equation_of_form_03_is_found_with_both_values(row, change, faulty):
    assert faulty in found(F03, cells(**{row: change}))


def test_a_flag_that_is_not_classified_by_cause_is_no_fault():
    assert found(F03, cells(flag={"c3": 12, "c6": 3})) == []  # 3 ≤ 12


def test_more_spent_than_set_aside_is_a_fault_unless_a_balance_was_carried_over():
    row = {"label": "Cấp tỉnh", "c3": "100", "c6": "130"}
    assert found(F05, {"row-1": row})[0] == ("Cấp tỉnh", "5 ≤ 3 + số dư năm trước chuyển sang", "130", "100")
    assert found(F05, {"row-1": row | {"carried": "30"}}) == []  # 130 ≤ 100 + 30
    assert found(F05, {"row-1": row | {"carried": "29.5"}})[0][2:] == ("130", "129,5")


def test_parts_of_form_01_are_compared_with_the_larger_of_submitted_and_decided():
    assert found(F01, {"pm-certificate": {"c3": "5", "c5": "8", "c7": "6", "c10": "2"}}) == []  # 8 ≤ max(5, 8)
    assert found(F01, {"pm-certificate": {"c3": "5", "c5": "7", "c7": "6", "c10": "2"}})[0] == (
        "Bằng khen của Thủ tướng Chính phủ", "7 + 10 ≤ số lớn hơn của 3, 5", "8", "7",
    )  # fmt: skip
    assert found(F01, {"orders": {"c3": "3"}, "order-labour-1": {"c3": "2"}, "order-labour-2": {"c3": "2"}})[0] == (
        "Huân chương các loại", "cột 3: các dòng bên dưới ≤ dòng này", "4", "3",
    )  # fmt: skip


# Faults of a sheet made by hand ---------------------------------------------------------------------------------------------
def test_a_share_a_hundred_times_too_small_is_named_so():
    ((equation, given, due, message),) = written(F03, cells(), {("certificate", "c7"): Decimal("0.75")})

    assert (equation, given, due) == ("7 = 6 : 3", "0,75%", "75%")
    assert message.endswith("(ghi nhỏ hơn đúng một trăm lần: phân số kèm dấu %).")


def test_a_total_row_that_adds_the_ratios_is_named_so():
    typed = {
        ("certificate", "c7"): Decimal(75), ("fighter", "c7"): Decimal(100), ("total", "c7"): Decimal(175),
    }  # fmt: skip

    ((equation, given, due, message),) = written(F03, cells(), typed)
    assert (given, due) == ("175%", "75,4%")
    assert "dòng cộng đã cộng tỷ lệ của các dòng" in message


@pytest.mark.parametrize(("typed", "note"), [(260, "cao hơn"), (250, "thấp hơn")])
def test_column_totals_too_high_and_too_low_are_found(typed, note):
    ((equation, given, due, message),) = written(F03, cells(), {("total", "c3"): Decimal(typed)})

    assert (equation, given, due) == ("cột 3 = Σ các dòng", str(typed), "252")
    assert f"({note} tổng tính được)" in message


def test_a_share_may_be_rounded_as_far_as_its_last_figure():
    for good in ("75.4", "75", "75.40", "75.39682539"):  # 75.3968…
        assert written(F03, cells(), {("total", "c7"): Decimal(good)}) == []
    for bad in ("75.3", "76", "75.39"):
        assert len(written(F03, cells(), {("total", "c7"): Decimal(bad)})) == 1


def test_the_sum_of_the_fund_is_compared():
    given = {"row-1": {"label": "Cấp tỉnh", "c3": "100", "c6": "10", "c7": "20.5"}}
    ((equation, said, due, _),) = written(F05, given, {("row-1", "c5"): Decimal(30), ("total", "c5"): Decimal("30.5")})

    assert (equation, said, due) == ("5 = 6 + 7 + 8 + 9 + 10 + 11", "30", "30,5")


# Reading a sheet -----------------------------------------------------------------------------------------------------------
def book(rows, percent=()):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for place in percent:
        made.active[place].number_format = "0.0%"
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


BY_HAND = [
    ["TỈNH ĐIỆN BIÊN", *[None] * 15, "Biểu mẫu số 03"],
    ["TỔNG HỢP CÁC HÌNH THỨC KHEN THƯỞNG CẤP TỈNH"],
    [None],
    ["TT", "Hình thức khen thưởng", "Tổng số", *[None] * 14],
    [1, 2, 3, 4, 5, 6, "7=6:3", 8, 9, 10, "11=10:3", 12, 13, 14, 15, 16, 17],
    [1, "Bằng khen", 200, 10, 120, 150, 0.0075, 90, 21, 50, 0.25, 5, 5, None, None, None, None],
    ["2", "Chiến sĩ thi đua cấp tỉnh", "40", None, 40, 40, "100%", 39, 1, "-"],
    [3, "Cờ thi đua cấp tỉnh", 12],
    [None, "Tổng cộng", 253, 10, 160, 190, "175,0%"],
    [None, None, None, "CHỦ TỊCH"],
]


def test_a_sheet_made_by_hand_is_read_by_its_line_of_column_numbers():
    reading = read_sheet(F03, book(BY_HAND, ("G6", "K6")), "bieu.xlsx")

    assert reading.problems == []
    assert reading.cells["certificate"] == {
        "c3": 200, "c4": 10, "c5": 120, "c6": 150, "c8": 90, "c9": 21, "c10": 50, "c12": 5, "c13": 5,
    }  # fmt: skip
    assert reading.cells["fighter"] == {"c3": 40, "c5": 40, "c6": 40, "c8": 39, "c9": 1}
    assert reading.written == {
        ("certificate", "c7"): Decimal("0.75"),  # 0.0075 shown as 0.75%
        ("certificate", "c11"): Decimal(25),  # 0.25 shown as 25.0%
        ("fighter", "c7"): 100, ("total", "c3"): 253, ("total", "c4"): 10, ("total", "c5"): 160, ("total", "c6"): 190,
        ("total", "c7"): Decimal("175.0"),
    }  # fmt: skip


def test_what_cannot_be_read_and_rows_nobody_knows_stop_with_their_place():
    rows = [list(row) for row in BY_HAND]
    rows[5][2], rows[6][7] = "hai trăm", -3
    rows[7][1] = "Cờ lạ"
    reading = read_sheet(F03, book(rows), "bieu.xlsx")

    assert len(reading.problems) == 3
    assert reading.problems[0].startswith("Ô C6 (Bằng khen, cột 3): Không đọc được số “hai trăm”")
    assert reading.problems[1] == "Ô H7 (Chiến sĩ thi đua cấp tỉnh, cột 8): Không ghi số âm."
    assert reading.problems[2] == "Dòng 8: “Cờ lạ” không có trong biểu. Hãy sửa tên hoặc bỏ dòng này."


def test_a_sheet_without_column_numbers_is_refused():
    with pytest.raises(Refused, match="Không tìm thấy dòng số cột"):
        read_sheet(F03, book(BY_HAND[:4]), "bieu.xlsx")


# Pages and services --------------------------------------------------------------------------------------------------------
@pytest.fixture
def inter(world):
    return make.running(world, "Cụm bảy tỉnh", world.province, level="inter", kind="cluster", head=world.province)


def save(world, year, given=None, *, version=0, by=None, code="03"):
    given = {row: {key: Decimal(value) for key, value in each.items()} for row, each in (given or cells()).items()}
    return save_summary(year, code, version=version, cells=given, by=by or world.hanh, at=NOW)


def test_only_typed_cells_are_kept_whoever_sends_a_total(world, inter):
    saved = save(world, inter, cells(total={"c3": 999}, certificate={"c7": 99}))

    assert saved.cells == cells()


def test_only_the_standing_body_writes_and_only_between_provinces(world, inter):
    for person in (world.do, world.lan, world.admin):
        with pytest.raises(Refused):
            save(world, inter, by=person)
    with pytest.raises(Refused):
        save(world, make.running(world, "Khối trong tỉnh", world.stp, world.syt))
    cluster_services.take_year_step(inter, "close", by=world.hanh, at=NOW)
    with pytest.raises(Refused, match="chưa tổng kết"):
        save(world, make.fresh(inter))


def test_two_writers_clash_on_the_first_save_and_on_later_ones(world, inter):
    assert save(world, inter).version == 1
    with pytest.raises(Clash):
        save(world, inter)
    assert save(world, inter, version=1).version == 2
    with pytest.raises(Clash):
        save(world, inter, version=1)


def test_the_page_lists_broken_equations_after_saving_and_a_clash_shows_cells(world, client_for, inter):
    client, address = client_for(world.hanh), reverse("clusters:summary-edit", args=[inter.pk, "03"])
    typed = {"version": 0, "press": "save", "certificate__c3": "1.200", "certificate__c6": "1.300"}
    assert client.post(address, typed).status_code == 302

    shown_page = client.get(reverse("clusters:summary-detail", args=[inter.pk, "03"]))
    assert [(f.equation, f.given, f.due) for f in shown_page.context["found"].faults] == [
        ("6 + 10 + 14 + 16 = 3", "1.300", "1.200"),
        ("6 + 10 + 14 + 16 ≤ 3", "1.300", "1.200"),  # of the total row
    ]
    clash = client.post(address, typed | {"certificate__c6": "1.100", "flag__c3": "7"})
    assert clash.status_code == 422
    assert [(row["name"], row["mine"], row["theirs"]) for row in clash.context["clash"]] == [
        ("certificate__c6", "1.100", "1.300"),
        ("flag__c3", "7", ""),
    ]
    wrong = client.post(address, {"version": 1, "certificate__c3": "12,5", "flag__c3": "-1", "flag__c5": "bảy"})
    assert wrong.status_code == 422
    assert sorted(wrong.context["draft"].form.errors) == ["certificate__c3", "flag__c3", "flag__c5"]
    assert 'value="bảy"' in wrong.content.decode()


def test_an_import_shows_both_values_and_writes_only_when_confirmed(world, client_for, inter):
    client, address = client_for(world.hanh), reverse("clusters:summary-import", args=[inter.pk, "03"])
    upload = SimpleUploadedFile("bieu.xlsx", book(BY_HAND, ("G6", "K6")))

    preview = client.post(address, {"file": upload})

    assert [(f.where, f.given, f.due) for f in preview.context["faults"]] == [
        ("Bằng khen", "121", "120"),  # 90 + 21 + 5 + 5
        ("Tổng cộng", "161", "160"),
        ("Bằng khen", "0,75%", "75%"),
        ("Tổng cộng", "253", "252"),
        ("Tổng cộng", "175%", "75,4%"),
    ]
    assert SummaryForm.objects.count() == 0
    confirm = {"act": "apply", "parcel": preview.context["parcel"]}
    assert client_for(world.thang).post(address, confirm).status_code == 422  # somebody else's preview
    assert client.post(address, confirm | {"parcel": "x" + confirm["parcel"]}).status_code == 422
    assert SummaryForm.objects.count() == 0
    assert client.post(address, confirm).status_code == 302
    assert client.post(address, confirm).status_code == 302  # pressed twice
    assert SummaryForm.objects.get().version == 1
    assert SummaryForm.objects.get().cells["certificate"]["c9"] == "21"


def test_an_old_preview_does_not_overwrite_what_was_saved_meanwhile(world, client_for, inter):
    client, address = client_for(world.hanh), reverse("clusters:summary-import", args=[inter.pk, "03"])
    preview = client.post(address, {"file": SimpleUploadedFile("bieu.xlsx", book(BY_HAND))})
    save(world, inter, by=world.thang)

    answer = client.post(address, {"act": "apply", "parcel": preview.context["parcel"]})
    assert answer.status_code == 422
    assert "hãy tải tệp lên lại" in answer.content.decode()
    assert SummaryForm.objects.get().cells == cells()


@pytest.mark.parametrize("code", ["01", "03", "05"])
def test_what_is_exported_comes_in_again_without_a_fault(world, client_for, inter, code):
    given = {
        "01": {"orders": {"c3": "5"}, "order-labour-2": {"c3": "2"}, "resistance": {"c17": "9"}},
        "03": cells(),
        "05": {"row-1": {"label": "Cấp tỉnh", "c3": "1000.5", "c6": "10", "c12": "Ghi chú"}},
    }[code]
    typed = {
        row: {k: v if k in ("label", "c12") and code == "05" else Decimal(v) for k, v in each.items()}
        for row, each in given.items()
    }
    save_summary(inter, code, version=0, cells=typed, by=world.hanh, at=NOW)

    answer = client_for(world.do).get(reverse("clusters:summary-export", args=[inter.pk, code]))

    form = forms()[code]
    reading = read_sheet(form, answer.content, "x.xlsx")
    assert reading.problems == []
    assert {row: {k: str(v) for k, v in each.items()} for row, each in reading.cells.items()} == given
    assert typed_faults(form, lines_of(form, given), reading.written) == []
    assert JournalEntry.objects.filter(act="cluster.summary-export").count() == 1


def test_the_print_has_its_own_head_and_only_the_year_between_provinces_has_forms(world, client_for, inter, tmp_path):
    save(world, inter)
    answer = client_for(world.do).get(reverse("clusters:summary-print", args=[inter.pk, "03"]))
    (tmp_path / "b.pdf").write_bytes(answer.content)
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "b.pdf", "-"], capture_output=True, text=True).stdout
    size = subprocess.run(["pdfinfo", tmp_path / "b.pdf"], capture_output=True, text=True).stdout

    assert "TỈNH ĐIỆN BIÊN" in text.splitlines()[0] and "Biểu mẫu số 03" in text.splitlines()[0]
    for words in ("TỔNG HỢP CÁC HÌNH THỨC KHEN THƯỞNG CẤP TỈNH NĂM 2022", "75,4%", "CHỦ TỊCH"):
        assert words in text
    assert "841.89 x 595.2" in size
    own = make.running(world, "Khối trong tỉnh", world.stp, world.syt)
    assert client_for(world.hanh).get(reverse("clusters:summary-detail", args=[own.pk, "03"])).status_code == 404
    assert client_for(world.hanh).get(reverse("clusters:summary-detail", args=[inter.pk, "02"])).status_code == 404
