"""A khối through its year: the covenant signed and printed; a sheet scored, verified, assessed; the vote; the ranking."""

import io
import subprocess

import pytest
from docx import Document

from tests.journeys.stage import SCORING
from tests.journeys.worlds import LAST_TO_SCORE, SCORING_BLOC

EVIDENCE = {"name": "Báo cáo số liệu.docx", "mimeType": "application/octet-stream"}
# what the department writes: criterion → (field, text)
WRITTEN = {
    "I.1": {"plan": "100", "actual": "99"},
    "I.2": {"plan": "98", "actual": "98"},
    "I.3": {"plan": "95", "actual": "95"},
    "I.4": {"plan": "12", "actual": "10"},
    "I.5": {"grade": "A"},
    "I.6": {"grade": "A"},
    "I.7": {"points": "60"},
    "II.1": {"plan": "90", "actual": "90"},
    "II.2": {"grade": "A"},
    "II.3": {"points": "60"},
}
ASSESSED = {
    "III.1": {"points": "40"},
    "III.2": {"grade": "A"},
    "III.3": {"plan": "2", "actual": "2"},
    "III.4": {"plan": "100", "actual": "100"},
}
# 118,8 + 100 + 80 + 60 + 100 + 80 + 60 = 598,8; + 80 + 60 + 60 = 798,8; verified 10 less; + 40 + 60 + 40 + 60
SELF, VERIFIED, FINAL = "798,8", "788,8", "988,8"


def word_file():
    document, buffer = Document(), io.BytesIO()
    document.add_paragraph("Số liệu đã được cơ quan chuyên môn xác nhận.")
    document.save(buffer)
    return buffer.getvalue()


def words_of(content):
    """The text of a PDF, spaces as one."""
    said = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout
    return " ".join(said.decode().split())


def saved(walker, name):
    """The bytes behind a link that is saved, never shown."""
    with walker.page.expect_download() as given:
        walker.page.get_by_role("link", name=name, exact=True).first.click()
    return given.value.path().read_bytes()


def year_of(stage, name):
    return stage.ask(
        "SELECT y.id FROM clusters_clusteryear y JOIN clusters_cluster c ON c.id = y.cluster_id "
        "WHERE c.name = ? AND y.year = 2022",
        name,
    )[0][0]


def members_of(stage, year):
    """(unit code, role in the khối) by seat."""
    return stage.ask(
        "SELECT u.code, m.role FROM clusters_membership m JOIN units_unit u ON u.id = m.unit_id WHERE m.year_id = ? "
        "ORDER BY m.seat",
        year,
    )


def test_the_head_signs_the_covenant_last_and_everybody_has_the_same_paper(stage, walk):
    year = year_of(stage, "Khối Hội đặc thù")
    code = next(code for code, role in members_of(stage, year) if role == "head")
    head = walk(stage.person("head", code), phone=True)

    head.open("clusters:covenant-detail", year).says("Đang ký")
    head.follow("Đọc và ký").says("Hội Nhà báo tỉnh")  # nobody holds a post there
    head.page.locator("input[type=password]").fill("sai-mật-khẩu")
    with head.refusals(422):
        head.page.locator("main form button[type=submit]").first.click()
        head.page.wait_for_load_state()
    assert stage.ask("SELECT state FROM clusters_covenant WHERE year_id = ?", year) == [("signing",)]

    head.page.locator("input[type=password]").fill("dien-bien-2022")
    head.page.locator("textarea").fill("Hội Nhà báo chưa có thủ trưởng.")
    head.page.locator("main form button[type=submit]").first.click()
    head.page.wait_for_load_state()
    head.look().says("Đã ký")
    assert stage.ask("SELECT state FROM clusters_covenant WHERE year_id = ?", year) == [("signed",)]
    paper = words_of(saved(head, "PDF"))

    assert "GIAO ƯỚC THI ĐUA" in paper
    assert "Nhiệm vụ UBND tỉnh giao hoàn thành đúng hạn" in paper
    staff = walk(stage.person("staff")).open("clusters:covenant-detail", year)
    assert words_of(saved(staff, "PDF")) == paper


@pytest.mark.parametrize("stage", [SCORING], indirect=True)
def test_a_sheet_is_scored_verified_assessed_and_the_khối_ranked(stage, walk):
    year = year_of(stage, SCORING_BLOC)
    sheet = stage.ask(
        "SELECT s.id FROM clusters_scoresheet s JOIN clusters_membership m ON m.id = s.membership_id "
        "JOIN units_unit u ON u.id = m.unit_id WHERE s.year_id = ? AND u.code = ?",
        year,
        LAST_TO_SCORE,
    )[0][0]
    lines = {
        f"{symbol}.{number}": pk
        for symbol, number, pk in stage.ask(
            "SELECT g.symbol, c.number, l.id FROM clusters_scoreline l JOIN clusters_criterion c ON c.id = l.criterion_id "
            "JOIN clusters_criteriongroup g ON g.id = c.group_id WHERE l.sheet_id = ?",
            sheet,
        )
    }
    places = {role: code for code, role in members_of(stage, year)}
    staff = walk(stage.person("staff"))
    officer, head = walk(stage.person("officer", LAST_TO_SCORE)), walk(stage.person("head", LAST_TO_SCORE))
    deputy = walk(stage.person("officer", places["deputy"]))

    def write(walker, values):
        for code, fields in values.items():
            row = walker.page.locator(f"#dong-{lines[code]}")
            for field, text in fields.items():
                control = row.locator(f"[name^='{field}_']")
                if field == "grade":
                    control.select_option(text)
                else:
                    control.fill(text)

    # The member scores itself, with evidence; the sum follows what is typed.
    officer.open("clusters:sheet-edit", sheet)
    write(officer, WRITTEN)
    officer.page.locator("#tong b").get_by_text(SELF, exact=True).wait_for()
    officer.page.locator(f"#dong-{lines['I.7']} input[type=file]").set_input_files([EVIDENCE | {"buffer": word_file()}])
    officer.press("Lưu và trình").says("Chờ thủ trưởng")
    head.open("clusters:sheet-detail", sheet).says(SELF).follow("Xác nhận và gửi").press("Xác nhận và gửi")

    # The deputy verifies: one change, with the reason that is asked for.
    deputy.open("clusters:sheet-detail", sheet).says("Báo cáo số liệu.docx")
    deputy.open("clusters:sheet-edit", sheet)
    write(deputy, {"I.7": {"points": "50"}})
    with deputy.refusals(422):
        deputy.press("Lưu")
    assert deputy.page.locator(f"#dong-{lines['I.7']} [name^='points_']").input_value() == "50"
    write(deputy, {"I.7": {"reason": "Một mô hình chưa có quyết định công nhận."}})
    deputy.press("Lưu").says(VERIFIED)
    deputy.follow("Ghi đã thẩm định").press("Ghi đã thẩm định")

    # The standing body scores what is its own, and finishes the sheet.
    staff.open("clusters:sheet-edit", sheet)
    write(staff, ASSESSED)
    staff.press("Lưu").says(FINAL).says("Một mô hình chưa có quyết định công nhận.")
    staff.follow("Chốt điểm").press("Chốt điểm")

    # The vote: three heads, then the box is closed early; nobody sees anything before.
    staff.open("clusters:vote-open", year)
    staff.fill("Mỗi phiếu chọn nhiều nhất", "2").fill("Bỏ phiếu đến hết ngày", "15/03/2022").press("Mở bỏ phiếu")
    vote = stage.ask("SELECT id FROM clusters_peervote WHERE year_id = ?", year)[0][0]
    for code, _ in members_of(stage, year)[:3]:
        voter = walk(stage.person("head", code), phone=True)
        voter.open("clusters:vote-cast", vote)
        for box in voter.page.locator("main input[type=checkbox]").all()[:2]:
            box.check()
        voter.press("Xem lại phiếu").press("Gửi phiếu kín")
        voter.close()
    assert "3/8" not in officer.open("clusters:vote-detail", vote).text
    staff.open("clusters:vote-count", vote)
    staff.page.locator("main textarea").fill("Các đơn vị còn lại đi công tác.")
    staff.press("Kết thúc và kiểm phiếu")
    assert stage.ask("SELECT state FROM clusters_peervote WHERE id = ?", vote) == [("counted",)]

    # Before publication the member sees no place; then everybody does, with the sentence that says why.
    assert "988,8" not in officer.open("clusters:ranking-detail", year).text
    staff.open("clusters:ranking-proposals", year).press("Lưu đề nghị")
    staff.open("clusters:ranking-publish", year)
    with staff.refusals(422):
        staff.fill("Gõ CÔNG BỐ để xác nhận", "đồng ý").press("Công bố")
    staff.fill("Gõ CÔNG BỐ để xác nhận", "CÔNG BỐ").press("Công bố")
    staff.says("Đã công bố")
    assert stage.ask("SELECT state FROM clusters_ranking WHERE year_id = ?", year) == [("published",)]
    officer.open("clusters:ranking-detail", year).says("Vì sao Sở Tư pháp xếp thứ 1?").says(FINAL)
    assert "Sở Tư pháp" in words_of(saved(officer, "PDF"))

    # The minutes of the tổng kết take in what was decided.
    staff.open("clusters:session-create", year)
    staff.page.get_by_label("Loại").select_option("year_end")
    staff.fill("Ngày họp", "08/03/2022").fill("Địa điểm", "Sở Tư pháp").fill("Chủ trì", "Trưởng khối")
    staff.press("Lập phiên họp")
    session = stage.ask("SELECT id FROM clusters_clustersession WHERE year_id = ?", year)[0][0]
    staff.open("clusters:session-edit", session)
    for box in staff.page.locator("main input[type=checkbox]").all():
        box.check()
    staff.press("Lưu")
    staff.follow("Chốt biên bản").press("Chốt biên bản")
    staff.open("clusters:session-minutes", session)
    with staff.page.expect_download() as given:
        staff.page.get_by_role("button", name="Dự thảo PDF", exact=True).click()
    minutes = words_of(given.value.path().read_bytes())
    assert "BIÊN BẢN" in minutes
    assert FINAL in minutes
