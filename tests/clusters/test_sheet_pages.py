"""The pages of score sheets: typing, clash, calculation without saving, the board, Excel there and back."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from clusters.enums import SheetState, Stage
from clusters.models import LineScore, ScoreSheet
from clusters.queries.score_sheets import effective
from clusters.services import score_sheets as services
from core.models import JournalEntry
from core.sheets import read_book
from tests.core.uploads import pdf, upload
from tests.factories import clusters as make
from tests.factories import scoring
from tests.units.test_resources import confirm, counts, workbook
from tests.units.test_resources import upload as put

D = Decimal
S = SheetState


@pytest.fixture
def year(world):
    """Sở Tư pháp heads a bloc with Sở Y tế; every member has an empty sheet."""
    made = make.running(world, "Khối nội chính", world.stp, world.syt, head=world.stp)
    scoring.table(made)
    services.open_sheets(make.fresh(made), by=world.hanh, at=make.NOW)
    return make.fresh(made)


def staged(year, body, state, scores=None):
    """The member's sheet in this state, with full self scores."""
    ScoreSheet.objects.filter(membership__year=year, membership__unit=body).delete()
    return scoring.sheet(make.membership_of(year, body), year.score_tables.get(), scores, state=state)


def own(year, body):
    return ScoreSheet.objects.get(year=year, membership__unit=body)


def pk(sheet, key):
    symbol, number = key.split(".")
    return sheet.lines.get(criterion__group__symbol=symbol, criterion__number=number).pk


def url(name, sheet, *more):
    return reverse(f"clusters:{name}", args=[sheet.pk, *more])


def filled(client, sheet, **changes):
    """What a browser sends: every field as the page shows it, with these changes (I_1_plan="5")."""
    form = client.get(url("sheet-edit", sheet)).context["form"]
    data = {name: form[name].value() for name in form.fields if not name.startswith("files_")}
    data = {name: "on" if value is True else value for name, value in data.items() if value not in (None, False, "")}
    for line in form.lines:
        data.setdefault(f"reason_{line.pk}", "")
    data |= {"press": "save"}
    for name, value in changes.items():
        group, number, field = name.split("_")
        data[f"{field}_{pk(sheet, f'{group}.{number}')}"] = value
    return data


# Typing ---------------------------------------------------------------------------------------------------------------
def test_the_officer_types_the_sheet_hands_in_evidence_and_passes_it_on(world, client_for, year):
    client, sheet = client_for(world.lan), own(year, world.stp)
    data = filled(
        client, sheet, I_1_plan="1.000", I_1_actual="1.150", I_2_plan="30", I_2_actual="33,0", I_3_grade="B",
        II_1_points="78", T_1_points="4", P_1_times="2",
    )  # fmt: skip
    data[f"files_{pk(sheet, 'I.1')}"] = [upload("bien-ban.pdf", pdf()), upload("lich.pdf", pdf(owner="x"))]

    answer = client.post(url("sheet-edit", sheet), data | {"press": "submit"})

    sheet.refresh_from_db()
    # 60 + 54,5454 + 48 + 78 + 6 over + 4 bonus − 10 = 240,55: see test_score_sheets
    assert (answer.status_code, sheet.state, sheet.self_total) == (302, S.CONFIRMING, D("240.55"))
    page = client_for(world.binh).get(sheet.get_absolute_url())
    row = page.context["view"].blocks[0].rows[0]
    assert ([f.name for f in row.files], row.plan, row.actual) == (["bien-ban.pdf", "lich.pdf"], "1.000", "1.150")
    assert [cell.words if cell else None for cell in row.cells] == ["60", None, None]


def test_text_in_a_number_comes_back_with_a_sentence_and_everything_typed(world, client_for, year):
    client, sheet = client_for(world.lan), own(year, world.stp)

    answer = client.post(url("sheet-edit", sheet), filled(client, sheet, II_1_points="nhiều", I_1_plan="7"))

    form = answer.context["form"]
    assert (answer.status_code, LineScore.objects.count()) == (422, 0)
    assert form.errors[f"points_{pk(sheet, 'II.1')}"] == ["Không đọc được số “nhiều”. Hãy ghi như 1.490.000 hoặc 65,2."]
    assert form[f"plan_{pk(sheet, 'I.1')}"].value() == "7"


def test_points_above_the_maximum_are_marked_at_their_field(world, client_for, year):
    client, sheet = client_for(world.lan), own(year, world.stp)

    answer = client.post(url("sheet-edit", sheet), filled(client, sheet, II_1_points="81"))

    assert answer.status_code == 422
    assert dict(answer.context["form"].errors) == {
        f"points_{pk(sheet, 'II.1')}": ["Cao hơn điểm tối đa 80. Hãy ghi từ 0 đến 80."]
    }


def test_a_change_without_a_reason_marks_the_reason_and_loses_nothing(world, client_for, year):
    sheet = staged(year, world.syt, S.VERIFYING)
    client = client_for(world.lan)

    answer = client.post(url("sheet-edit", sheet), filled(client, sheet, II_1_points="70", I_3_grade="B"))

    form = answer.context["form"]
    assert set(form.errors) == {f"reason_{pk(sheet, key)}" for key in ("II.1", "I.3")}
    assert form[f"points_{pk(sheet, 'II.1')}"].value() == "70"


def test_two_verifiers_see_theirs_and_mine_and_all_other_fields_are_saved(world, client_for, year):
    sheet = staged(year, world.syt, S.VERIFYING)
    first, second = client_for(world.lan), client_for(world.binh)
    mine = filled(second, sheet, II_1_points="60", II_1_reason="Chậm", I_3_grade="C", I_3_reason="Hai vụ")
    theirs = filled(first, sheet, II_1_points="70", II_1_reason="Chậm")
    assert first.post(url("sheet-edit", sheet), theirs).status_code == 302

    clash = second.post(url("sheet-edit", sheet), mine)

    assert clash.status_code == 422
    assert clash.context["clash"] == [{"label": "II.1 Chấp hành pháp luật: điểm", "theirs": "70", "mine": "60"}]
    now = effective([sheet], Stage.VERIFIED)[sheet.pk]
    assert {score.grade or score.points for score in now.values()} >= {"C", D(70)}
    form = clash.context["form"]
    again = {name: form[name].value() for name in form.fields}
    again = {n: "on" if v is True else v for n, v in again.items() if v not in (None, False)} | {"press": "save"}
    assert again[f"points_{pk(sheet, 'II.1')}"] == "60"
    assert second.post(url("sheet-edit", sheet), again).status_code == 302
    assert LineScore.objects.get(line=pk(sheet, "II.1"), stage=Stage.VERIFIED).points == 60


def test_calculating_says_points_and_why_and_saves_nothing(world, client_for, year):
    client, sheet = client_for(world.lan), own(year, world.stp)
    data = filled(client, sheet, I_1_plan="8", I_1_actual="9,2", I_2_plan="0", II_1_points="99")

    answer = client.post(url("sheet-compute", sheet), data)

    cells = {cell["line"].pk: cell for cell in answer.context["cells"]}
    first, second, third = (cells[pk(sheet, key)] for key in ("I.1", "I.2", "II.1"))
    assert (first["points"], first["over"], first["why"]) == ("60", "+6", "Đạt 115% kế hoạch.")
    assert (second["points"], second["open"]) == ("", True)
    assert second["why"] == "Kế hoạch bằng 0: không tính được, cần người chấm."
    assert third["wrong"] == "Cao hơn điểm tối đa 80. Hãy ghi từ 0 đến 80."
    assert LineScore.objects.count() == 0
    whole = client.post(url("sheet-edit", sheet), data | {"press": "compute"})
    assert (whole.status_code, whole.context["total"]) == (200, answer.context["total"])
    assert LineScore.objects.count() == 0


def test_a_page_that_still_calculates_when_its_sheet_went_on_gets_no_answer(world, client_for, year):
    sheet = staged(year, world.stp, SheetState.CONFIRMING)

    assert client_for(world.lan).post(url("sheet-compute", sheet), {}).status_code == 204  # a moment ago its officer's
    assert client_for(world.binh).post(url("sheet-compute", sheet), {}).status_code == 403


def test_pressing_a_step_twice_is_answered_kindly(world, client_for, year):
    sheet = staged(year, world.stp, S.SELF)
    client = client_for(world.lan)

    answers = [client.post(url("sheet-step", sheet, "submit")).status_code for _ in range(2)]

    sheet.refresh_from_db()
    assert (answers, sheet.state) == ([302, 302], S.CONFIRMING)


# The board ------------------------------------------------------------------------------------------------------------
def rows(client, year):
    context = client.get(reverse("clusters:sheet-list", args=[year.pk])).context
    return [(row.name, row.state.label, row.totals, row.next) for row in context["rows"]]


def test_the_board_shows_totals_only_of_sheets_one_may_read(world, client_for, year):
    staged(year, world.stp, S.CONFIRMING)
    ScoreSheet.objects.filter(membership__unit=world.stp).update(self_total=D("240.55"))
    inside = ("Sở Tư pháp", "Chờ thủ trưởng", ("240,55", "", ""), "thủ trưởng đơn vị")

    assert rows(client_for(world.binh), year)[0] == inside
    assert rows(client_for(world.hanh), year) == [
        ("Sở Tư pháp", "Đang tự chấm", ("", "", ""), "cán bộ của đơn vị"),
        ("Sở Y tế", "Đang tự chấm", ("", "", ""), "cán bộ của đơn vị"),
    ]
    assert [row[0] for row in rows(client_for(world.hoa), year)] == ["Sở Y tế"]
    assert client_for(world.van).get(reverse("clusters:sheet-list", args=[year.pk])).status_code == 404


def test_without_a_frozen_table_the_page_says_what_is_missing(world, client_for):
    bare = make.running(world, "Khối trống", world.stp, head=world.stp)

    shown = client_for(world.lan).get(reverse("clusters:sheet-list", args=[bare.pk])).content.decode()

    assert "Chưa chấm điểm được." in shown and "Mở chấm điểm</a>" not in shown


# Excel ----------------------------------------------------------------------------------------------------------------
def book(client, address):
    return load_workbook(io.BytesIO(client.get(address).content))


def changed(client, address, changes, column="Mã"):
    """The exported workbook with some cells changed: dict (code or member, code) → dict title → value."""
    wanted = book(client, address)
    sheet = wanted.active
    head = next(row for row in sheet.iter_rows() if any(cell.value == column for cell in row))
    places = {cell.value: cell.column for cell in head}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        code = row[places["Mã"] - 1].value
        key = (row[places["Đơn vị"] - 1].value, code) if "Đơn vị" in places else code
        for title, value in changes.get(key, {}).items():
            row[places[title] - 1].value = value
    buffer = io.BytesIO()
    wanted.save(buffer)
    return SimpleUploadedFile("phieu.xlsx", buffer.getvalue())


def test_a_sheet_goes_out_is_filled_and_comes_back(world, client_for, year):
    client, sheet = client_for(world.lan), own(year, world.stp)
    out, into = url("sheet-export", sheet), url("sheet-import", sheet)
    assert counts(put(client, into, changed(client, out, {}))) == {"same": 8}

    file = changed(
        client,
        out,
        {"I.1": {"Kế hoạch": 100, "Thực hiện": 115}, "I.3": {"Không áp dụng": "x", "Giải trình, lý do": "Không có"}},
    )
    preview = put(client, into, file)
    assert counts(preview) == {"changed": 2, "same": 6}
    confirm(client, into, preview)

    sheet.refresh_from_db()
    assert sheet.self_total == D("66.00")  # 60, and 15% over the plan: +6
    assert counts(put(client, into, changed(client, out, {}))) == {"same": 8}


def problems(preview):
    return [cell.message for row in preview.context["preview"].rows for cell in row.cells if cell.state == "error"]


def test_moved_columns_are_found_and_faults_are_told_by_cell(world, client_for, year):
    client, sheet = client_for(world.lan), own(year, world.stp)
    file = workbook(
        ["Điểm chấm", "Mã", "Số lần", "Kế hoạch", "Tối đa"],
        [81, "II.1", None, None, 80],
        [None, "IX.9", None, None, 60],
        [40, "III.1", None, None, 40],
        [None, "P.1", -1, None, 5],
        [None, "I.1", None, "mười", 60],
        [5, "I.3", None, None, 60],
    )

    found = problems(put(client, url("sheet-import", sheet), file))

    assert found == [
        "Cao hơn điểm tối đa 80. Hãy ghi từ 0 đến 80.",
        "Không tìm thấy tiêu chí trong bảng điểm “IX.9”. Hãy kiểm tra mã hoặc tên.",
        "Tiêu chí này do Ban TĐKT chấm.",
        "“-1” nhỏ hơn 0.",
        "Không đọc được số “mười”. Hãy ghi như 1.490.000 hoặc 65,2.",
        "Tiêu chí này không ghi ở cột này (định tính, xếp loại a–d: ghi ở xếp loại).",
    ]


def test_the_standing_body_reads_a_whole_cluster_in_and_nobody_elses_sheets(world, client_for, year):
    for body, state in ((world.stp, S.ASSESSING), (world.syt, S.VERIFYING)):
        staged(year, body, state, {key: v for key, v in scoring.FULL.items() if key != "III.1"})
    client = client_for(world.hanh)
    out, into = (reverse(f"clusters:sheets-{way}", args=[year.pk]) for way in ("export", "import"))

    preview = put(client, into, changed(client, out, {("Sở Tư pháp", "III.1"): {"Điểm chấm": 35}}))
    assert counts(preview) == {"changed": 1, "same": 15}
    confirm(client, into, preview)
    refused = put(client, into, changed(client, out, {("Sở Y tế", "III.1"): {"Điểm chấm": 35}}))

    assert own(year, world.stp).assessed_total == D("295.00")  # 60 + 60 + 60 + 80 + 35
    assert problems(refused) == ["Phiếu đang “Chờ thẩm định” nên bạn không sửa được dòng này."]


def test_the_export_holds_exactly_the_sheets_one_may_read(world, client_for, year):
    staged(year, world.syt, S.VERIFYING)
    address = reverse("clusters:sheets-export", args=[year.pk])

    def members(person):
        found = read_book(client_for(person).get(address).content, "x.xlsx").sheets[0]
        return sorted({row[0] for row in found.rows if row[1] == "I.1"})

    assert [members(p) for p in (world.lan, world.hoa, world.hanh)] == [
        ["Sở Tư pháp", "Sở Y tế"],
        ["Sở Y tế"],
        ["Sở Y tế"],
    ]
    assert JournalEntry.objects.filter(act="cluster.sheet-export").count() == 3


def test_the_printed_sheet_is_a_turned_page_with_every_criterion(world, client_for, year):
    sheet = staged(year, world.stp, S.SELF)

    answer = client_for(world.lan).get(url("sheet-paper", sheet))

    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(page.extract_text() for page in pages)
    assert pages[0].mediabox.width > pages[0].mediabox.height
    assert "PHIẾU CHẤM ĐIỂM THI ĐUA" in text and "Tỷ lệ hộ nghèo" in text and "chưa kiểm chứng" in text


# Opening, evidence, steps through the pages ---------------------------------------------------------------------------------
def test_the_head_opens_scoring_with_a_day_and_a_day_of_another_year_is_refused(world, client_for):
    year = make.running(world, "Khối một đơn vị", world.stp, head=world.stp)
    scoring.table(year)
    client, address = client_for(world.lan), reverse("clusters:sheet-open", args=[year.pk])
    assert client.get(address).context["single"]

    wrong = client.post(address, {"due_date": "30/04/2025"})
    answers = [client.post(address, {"due_date": "30/04/2022", "before": "on"}).status_code for _ in range(2)]

    assert wrong.context["form"].errors["due_date"] == ["Ngày gửi phải trong năm 2022 hoặc 2023."]
    assert (answers, year.sheets.count()) == ([302, 302], 1)
    board = client.get(reverse("clusters:sheet-list", args=[year.pk])).context
    assert (board["deadline"].last_day.isoformat(), len(board["rows"])) == ("2022-04-29", 1)


def test_a_refused_file_is_named_and_the_scores_beside_it_are_kept(world, client_for, year):
    client, sheet = client_for(world.lan), own(year, world.stp)
    data = filled(client, sheet, II_1_points="70")
    data[f"files_{pk(sheet, 'II.1')}"] = [upload("anh.exe", b"MZ"), upload("tot.pdf", pdf())]

    answer = client.post(url("sheet-edit", sheet), data)

    (refused,) = answer.context["refused"]
    assert answer.status_code == 422 and refused.startswith("II.1 anh.exe: ")
    assert LineScore.objects.get().points == 70
    row = next(r for b in answer.context["blocks"] for r in b["rows"] if r["code"] == "II.1")
    assert [stored.name for stored in row["files"]] == ["tot.pdf"]


def test_who_returned_a_sheet_is_sent_to_the_board_because_the_sheet_is_the_units_again(world, client_for, year):
    sheet = staged(year, world.syt, S.VERIFYING)

    answer = client_for(world.lan).post(url("sheet-step", sheet, "return"), {"reason": "Thiếu minh chứng"})

    assert answer["Location"] == reverse("clusters:sheet-list", args=[year.pk])
    assert client_for(world.lan).get(sheet.get_absolute_url()).status_code == 404
    page = client_for(world.hoa).get(url("sheet-edit", sheet))
    assert page.context["returned"].reason == "Thiếu minh chứng"


def test_what_the_standing_body_scores_is_no_field_of_anybody_else(world, client_for, year):
    mine, judged = own(year, world.stp), staged(year, world.syt, S.ASSESSING)

    assert (
        f"points_{pk(mine, 'III.1')}" not in client_for(world.lan).get(url("sheet-edit", mine)).context["form"].fields
    )
    form = client_for(world.hanh).get(url("sheet-edit", judged)).context["form"]
    assert f"points_{pk(judged, 'III.1')}" in form.fields
