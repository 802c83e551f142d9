"""From the board to what leaves the house: the hand-sent reminder and the summary report."""

import re


def download(walker, name):
    with walker.page.expect_download() as given:
        walker.page.get_by_role("link", name=name, exact=True).first.click()
    return given.value.path().read_bytes()


def test_staff_remind_a_unit_by_hand_and_the_board_counts_it(stage, walk):
    code = stage.units_in("missing")[1]
    plan, _ = stage.plan_of(code)
    staff = walk(stage.person("staff"))
    officer = walk(stage.person("officer", code), phone=True)
    before = stage.ask("SELECT count(*) FROM plans_unitplanreminder WHERE filing_id = ?", plan)[0][0]

    staff.open("plans:unit-plan-remind", 2022, query=f"?ids={plan}")
    staff.press("Gửi 1 thư nhắc")

    assert stage.ask("SELECT count(*) FROM plans_unitplanreminder WHERE filing_id = ?", plan)[0][0] == before + 1
    officer.open("core:notice-list").says("Nhắc nộp kế hoạch thi đua, khen thưởng năm 2022")


def test_staff_issue_the_summary_report_and_everybody_reads_the_same_bytes(stage, walk):
    staff, leader = walk(stage.person("staff")), walk(stage.person("leader"))

    staff.open("plans:unit-plan-board", 2022).follow("Báo cáo tổng hợp")
    assert download(staff, "Tải PDF").startswith(b"%PDF-")
    assert download(staff, "Tải Word").startswith(b"PK")
    staff.says("phải gửi kế hoạch; đã gửi 59 đơn vị (72,8%)")
    staff.press("Phát hành")
    staff.says("Đã phát hành Báo cáo")
    leader.open("plans:unit-plan-report-page", 2022)
    assert re.search(r"lần 1: PDF, Word", leader.text)

    assert download(staff, "PDF") == download(leader, "PDF")


def test_the_menu_on_the_phone_leads_on(stage, walk):
    officer = walk(stage.person("officer"), phone=True)

    officer.page.get_by_role("link", name="Mục lục").click()
    line = officer.page.locator("nav.side").get_by_role("link", name="Kế hoạch năm")
    assert line.is_visible()
    with officer.page.expect_navigation():
        line.click()

    officer.look().says("Kế hoạch năm")
