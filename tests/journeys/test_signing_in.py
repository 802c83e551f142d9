"""Every role signs in, finds a desk and a navigation that leads somewhere, and signs out."""

import pytest

ROLES = ("staff", "lead", "officer", "head", "council", "clerk", "accountant", "leader", "auditor", "admin")


@pytest.mark.parametrize("role", ROLES)
def test_a_role_signs_in_opens_every_line_of_the_navigation_and_signs_out(role, stage, walk):
    person = walk(stage.person(role))
    assert person.page.get_by_role("heading", level=1).inner_text().strip()
    lines = person.page.locator("nav.side a, .top .menu-list a").evaluate_all("links => links.map((a) => a.href)")
    assert len(lines) > 5
    for address in sorted(set(lines)):
        answer = person.page.goto(address)
        assert answer.status == 200, f"{address} answered {answer.status}"
        person.look()

    person.page.locator("details.person > summary").click()
    person.press("Đăng xuất")

    person.says("Đăng nhập")
    assert person.page.goto("/").url.endswith("/don-vi/dang-nhap/?next=/")


def test_five_wrong_passwords_close_the_door_for_a_while(stage, walk):
    person, username = walk(), stage.person("clerk")
    with person.refusals(403, 422, 429):
        for _ in range(5):
            person.open("units:sign-in").fill("Tên đăng nhập", username).fill("Mật khẩu", "sai-mat-khau").press(
                "Đăng nhập"
            )
        person.says("Tạm dừng đăng nhập")
        person.sign_in(username)
        person.says("Tạm dừng đăng nhập")

    walk(stage.person("accountant"))  # nobody else is kept out
