"""A unit's plan on its whole way: filed, confirmed, returned, mended, received; and the board that moves with it."""

import re

import pytest

FILED, RETURNED, ACCEPTED, DRAFT = "Đã nộp", "Trả lại", "Đã tiếp nhận", "Nháp"


def board(staff):
    """dict state → number on the board; each number must be what its own list counts."""
    staff.open("plans:unit-plan-board", 2022)
    numbers = {}
    for line in staff.page.locator(".board .state-list li").all():
        word, number = line.inner_text().split("\n")
        numbers[word] = int(number)
        if link := line.locator("a").all():
            listed = staff.page.request.get(link[0].get_attribute("href")).text()
            assert int(re.search(r"Đang xem <b>(\d+)</b>", listed).group(1)) == int(number), word
    return numbers


def moved(before, after):
    return {word: after[word] - before[word] for word in before if after[word] != before[word]}


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_plan_is_filed_returned_mended_and_received_and_the_board_follows(phone, stage, walk):
    code = stage.units_in("draft")[0]
    plan, _ = stage.plan_of(code)
    staff = walk(stage.person("staff"))
    at_first = board(staff)
    officer, head = (walk(stage.person(role, code), phone=phone) for role in ("officer", "head"))

    officer.open("plans:my-unit-plan").answer("Trình thủ trưởng")
    officer.says("Đã trình thủ trưởng.")
    assert board(staff) == at_first  # what lies on the head's desk is still a draft to the world
    head.open("plans:my-unit-plan").answer("Xác nhận và nộp")
    head.says("Đã nộp kế hoạch.")
    filed = board(staff)
    assert moved(at_first, filed) == {DRAFT: -1, FILED: 1}

    staff.open("plans:unit-plan-detail", plan).answer("Trả lại", reason="Bổ sung phụ lục đăng ký danh hiệu.")
    staff.says("Đã trả lại đơn vị.")
    returned = board(staff)
    assert moved(filed, returned) == {FILED: -1, RETURNED: 1}

    officer.open("plans:my-unit-plan").says("Bổ sung phụ lục đăng ký danh hiệu.")
    officer.follow("Sửa kế hoạch")
    text = officer.field("Nội dung chính").input_value()
    officer.fill("Nội dung chính", f"{text}\n- Đăng ký 02 tập thể Lao động xuất sắc.")
    officer.press("Lưu và trình thủ trưởng")
    officer.press("Trình thủ trưởng")
    officer.says("Đã trình thủ trưởng.").says("Đăng ký 02 tập thể Lao động xuất sắc.")
    head.open("plans:my-unit-plan").answer("Xác nhận và nộp")
    staff.open("plans:unit-plan-detail", plan).says("Đăng ký 02 tập thể Lao động xuất sắc.")
    staff.answer("Tiếp nhận")
    staff.says("Đã tiếp nhận kế hoạch.")

    assert moved(at_first, board(staff)) == {DRAFT: -1, ACCEPTED: 1}
    staff.open("plans:unit-plan-detail", plan, query="?tab=lich-su").says("Trả lại")
    assert stage.steps(plan, "confirm") == 2


def double_click(walker, link, button):
    """Open the question and press its button twice, as a nervous hand does; waits for the answer."""
    question = walker.ask(link)
    with walker.page.expect_navigation():
        question.get_by_role("button", name=button, exact=True).dblclick(no_wait_after=True)
    walker.page.wait_for_load_state("networkidle")
    return walker


def test_a_double_click_takes_one_step(stage, walk):
    code = stage.units_in("draft")[1]
    plan, _ = stage.plan_of(code)

    officer = walk(stage.person("officer", code)).open("plans:unit-plan-detail", plan)
    double_click(officer, "Trình thủ trưởng", "Trình thủ trưởng").says("Đã trình thủ trưởng.")
    head = walk(stage.person("head", code)).open("plans:unit-plan-detail", plan)
    double_click(head, "Xác nhận và nộp", "Xác nhận và nộp").says("Đã nộp kế hoạch.")

    assert [stage.steps(plan, action) for action in ("submit", "confirm")] == [1, 1]


def test_the_same_question_sent_twice_without_scripts_takes_one_step(stage, walk):
    code = stage.units_in("draft")[2]
    plan, _ = stage.plan_of(code)
    officer = walk(stage.person("officer", code), javascript=False)
    officer.open("plans:unit-plan-submit", plan)
    form = officer.page.locator("form.confirm")
    sent = {"csrfmiddlewaretoken": form.locator("[name=csrfmiddlewaretoken]").get_attribute("value")}
    address = form.get_attribute("action")
    headers = {"Referer": officer.page.url}

    answers = [officer.page.request.post(address, form=sent, headers=headers) for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    assert stage.steps(plan, "submit") == 1


def test_a_plan_is_submitted_with_the_keyboard_alone(stage, walk):
    code = stage.units_in("draft")[0]
    plan, _ = stage.plan_of(code)
    officer = walk(stage.person("officer", code)).open("plans:unit-plan-detail", plan)

    def reach(words):
        for _ in range(80):
            officer.page.keyboard.press("Tab")
            held = officer.page.evaluate("document.activeElement.textContent.trim()")
            if held == words:
                return
        raise AssertionError(f"“{words}” cannot be reached with the Tab key")

    officer.page.keyboard.press("Tab")
    assert officer.page.evaluate("document.activeElement.className") == "skip"
    officer.page.keyboard.press("Enter")
    reach("Trình thủ trưởng")
    officer.page.keyboard.press("Enter")
    dialog = officer.page.get_by_role("dialog", name="Trình thủ trưởng")
    dialog.wait_for()
    assert officer.page.evaluate("document.activeElement.textContent.trim()") == "Trình thủ trưởng"
    officer.page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert officer.page.evaluate("document.activeElement.tagName") == "A"  # back where one was
    officer.page.keyboard.press("Enter")
    dialog.wait_for()
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")

    officer.says("Đã trình thủ trưởng.")
    assert stage.plan_of(code)[1] == "awaiting"


def test_a_unit_files_its_plan_without_scripts(stage, walk):
    code = stage.units_in("missing")[0]
    plan, _ = stage.plan_of(code)
    officer = walk(stage.person("officer", code), javascript=False)

    officer.open("plans:my-unit-plan").page.get_by_role("link", name="Soạn kế hoạch").first.click()
    officer.fill("Nội dung chính", "# Mục đích\nThi đua lập thành tích chào mừng các ngày lễ lớn.")
    officer.fill("Nhiệm vụ", "Phát động phong trào thi đua năm 2022")
    officer.press("Thêm nhiệm vụ")
    assert officer.page.locator("[name=tasks-1-text]").is_visible()
    officer.press("Lưu và trình thủ trưởng")
    officer.press("Trình thủ trưởng")
    officer.says("Đã trình thủ trưởng.").says("chào mừng các ngày lễ lớn")
    head = walk(stage.person("head", code), javascript=False).open("plans:my-unit-plan")
    head.answer("Xác nhận và nộp")

    head.says("Đã nộp kế hoạch.")
    assert stage.plan_of(code)[1] == "filed"
