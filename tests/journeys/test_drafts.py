"""Nothing typed is lost: autosave, a session that ends in mid-form, two people on one draft."""

import re

from units.demo import PASSWORD


def test_an_officer_writes_on_the_phone_and_the_text_saves_itself(stage, walk):
    code = stage.units_in("missing")[0]
    plan, _ = stage.plan_of(code)
    officer = walk(stage.person("officer", code), phone=True)
    officer.says("Kế hoạch thi đua, khen thưởng năm 2022")
    officer.open("plans:my-unit-plan").page.get_by_role("link", name="Soạn kế hoạch").first.click()
    officer.look()

    with officer.page.expect_response(re.compile("luu-nhap")) as answer:
        officer.field("Nội dung chính").press_sequentially("Tự lưu khi gõ.")
    assert answer.value.status == 200
    officer.page.locator("#da-luu", has_text="Đã lưu nháp lúc").wait_for()

    assert stage.ask("SELECT body, state FROM plans_unitplan WHERE id = ?", plan) == [("Tự lưu khi gõ.", "draft")]
    officer.fill("Nhiệm vụ", "Phát động phong trào thi đua").press("Lưu nháp")
    officer.says("Đã lưu nháp.").says("Tự lưu khi gõ.")


def test_a_session_that_ends_in_mid_form_loses_no_text(stage, walk):
    code = stage.units_in("draft")[0]
    plan, _ = stage.plan_of(code)
    username = stage.person("officer", code)
    officer = walk(username, phone=True).open("plans:unit-plan-edit", plan)
    stage.ask("DELETE FROM django_session")

    officer.fill("Nội dung chính", "Đoạn gõ khi phiên đã hết.").fill("Trích yếu", "Kế hoạch gõ dở")
    officer.page.wait_for_timeout(800)  # the browser keeps a copy a moment after the last key
    officer.press("Lưu nháp")
    officer.says("Phiên làm việc đã hết")
    officer.fill("Tên đăng nhập", username).fill("Mật khẩu", PASSWORD).press("Đăng nhập")

    officer.says("Đã khôi phục nội dung đang soạn")
    assert officer.field("Nội dung chính").input_value() == "Đoạn gõ khi phiên đã hết."
    assert officer.field("Trích yếu").input_value() == "Kế hoạch gõ dở"
    officer.press("Lưu nháp")
    officer.says("Đã lưu nháp.").says("Đoạn gõ khi phiên đã hết.")


def test_two_officers_on_one_draft_see_both_values_and_lose_nothing(stage, walk):
    code, other = stage.units_in("draft")[:2]
    plan, _ = stage.plan_of(code)
    stage.ask(  # the officer of another unit helps out in this one
        "INSERT INTO units_appointment (role, title, starts_on, ended_reason, user_id, unit_id) SELECT 'officer', "
        "'Cán bộ biệt phái', '2022-01-01', '', (SELECT id FROM units_user WHERE username = ?), id FROM units_unit "
        "WHERE code = ?",
        stage.person("officer", other),
        code,
    )
    first, second = walk(stage.person("officer", code)), walk(stage.person("officer", other))
    for officer in (first, second):
        officer.open("plans:unit-plan-edit", plan)

    first.fill("Nội dung chính", "Bản của người thứ nhất.").press("Lưu nháp")
    second.fill("Nội dung chính", "Bản của người thứ hai.").fill("Trích yếu", "Trích yếu của người thứ hai")
    with second.refusals(422):
        second.press("Lưu nháp")
        pair = second.page.locator(".clash-row", has_text="Nội dung chính").first
        assert "Bản của người thứ nhất." in pair.inner_text()
        assert "Bản của người thứ hai." in pair.inner_text()
        assert second.field("Nội dung chính").input_value() == "Bản của người thứ hai."
    pair.get_by_label(re.compile("Bản đang lưu")).check()
    second.press("Lưu nháp")

    second.says("Đã lưu nháp.").says("Bản của người thứ nhất.").says("Trích yếu của người thứ hai")


def test_a_line_typed_in_a_lost_session_comes_back_without_the_id_number(stage, walk):
    decision = stage.ask("SELECT min(id) FROM awards_decision WHERE state = 'draft'")[0][0]
    username = stage.person("staff")
    staff = walk(username).open("awards:grant-add", decision, query="?moi=individual")
    stage.ask("DELETE FROM django_session")

    staff.fill("Tên trong văn bản", "Lò Thị Gõ Dở").fill("Số định danh cá nhân", "011080000123")
    staff.page.wait_for_timeout(800)  # the browser keeps a copy a moment after the last key
    staff.press("Ghi dòng")
    assert "011080000123" not in staff.page.evaluate("JSON.stringify(localStorage)")
    staff.fill("Tên đăng nhập", username).fill("Mật khẩu", PASSWORD).press("Đăng nhập")

    staff.says("Đã khôi phục nội dung đang soạn")
    assert staff.field("Tên trong văn bản").input_value() == "Lò Thị Gõ Dở"
    assert staff.field("Số định danh cá nhân").input_value() == ""
