"""Search from anywhere with Ctrl+K, without diacritics."""


def test_search_opens_with_the_keyboard_and_finds_without_diacritics(stage, walk):
    staff = walk(stage.person("staff"))

    staff.page.keyboard.press("Control+k")
    staff.page.keyboard.type("dien bien phu")
    found = staff.page.get_by_role("option", name="UBND thành phố Điện Biên Phủ").first
    found.wait_for()
    staff.look()
    staff.page.keyboard.press("ArrowDown")
    assert staff.page.locator("#tim").get_attribute("aria-activedescendant") == "goi-y-1-1"
    with staff.page.expect_navigation():
        staff.page.keyboard.press("Enter")
    assert "Điện Biên Phủ" in staff.page.get_by_role("heading", level=1).inner_text()

    staff.page.keyboard.press("Control+k")
    staff.page.keyboard.type("dien bien")
    with staff.page.expect_navigation():
        staff.page.keyboard.press("Enter")
    staff.look()
    staff.says("Tìm “dien bien”").says("Điện Biên Phủ")
