"""Pages of people and posts: scope in list, detail, export, search and count; every step by the page."""

import datetime
import re

import pytest

from core.search import search
from tests.factories import units as make
from tests.units.test_signin import words
from tests.units.test_views_units import sheet_rows
from units.enums import Role
from units.models import Appointment, User
from units.rights import rights_of

DAY = datetime.date


def listed(response):
    return [row["person"].username for row in response.context["rows"]]


def test_list_scopes_page_count_and_search_alike(world, client_for):
    make.post(make.person("lan9", "Cà Thị Lan"), world.syt, Role.CLERK)
    client = client_for(world.lan)

    page = client.get("/don-vi/nguoi/", {"q": "lan"})

    assert listed(page) == ["lan"]
    assert page.context["page"].paginator.count == 1
    assert sorted(listed(client_for(world.hanh).get("/don-vi/nguoi/", {"q": "lan"}))) == ["lan", "lan9"]


def test_detail_outside_the_scope_is_404_for_page_and_act(world, client_for):
    client = client_for(world.lan)

    assert client.get(f"/don-vi/nguoi/{world.hoa.pk}/").status_code == 404
    assert client.get(f"/don-vi/nguoi/{world.hoa.pk}/sua/").status_code == 404
    assert client.get(f"/don-vi/nguoi/{world.binh.pk}/").status_code == 200
    assert client.get(f"/don-vi/nguoi/{world.binh.pk}/sua/").status_code == 403


@pytest.mark.parametrize("name", ["tuan", "root", "stranger"])
def test_people_list_is_closed_to_those_without_scope(world, client_for, name):
    client = client_for(world.people[name])

    assert [client.get(a).status_code for a in ("/don-vi/nguoi/", "/don-vi/quyen/", "/don-vi/quyen/xuat/")] == [403] * 3


@pytest.mark.parametrize("address", ["nguoi/them/", "nguoi/nhap/", "nguoi/xuat/", "phan-cong/them/"])
@pytest.mark.parametrize("name", ["lan", "binh", "tuan", "van", "ke", "do", "ha", "root", "stranger"])
def test_only_managers_keep_accounts(world, client_for, address, name):
    assert client_for(world.people[name]).get(f"/don-vi/{address}").status_code == 403


def test_filters_by_unit_tree_role_and_state(world, client_for):
    User.objects.filter(pk=world.hoa.pk).update(must_change_password=True)
    client = client_for(world.hanh)

    assert sorted(listed(client.get("/don-vi/nguoi/", {"unit": world.snv.pk}))) == ["hanh", "ke", "thang", "van"]
    assert sorted(listed(client.get("/don-vi/nguoi/", {"role": "officer"}))) == ["hoa", "lan"]
    assert listed(client.get("/don-vi/nguoi/", {"state": "first-password"})) == ["hoa"]
    assert sorted(listed(client.get("/don-vi/nguoi/", {"state": "no-post"}))) == ["root", "stranger"]


def test_global_search_keeps_the_scope(world):
    def found(person, q):
        return {kind.label: [hit.title for hit in kind.hits] for kind in search(person, q, limit=5)}

    assert found(world.hanh, "vu thi hoa").get("Người") == ["Vũ Thị Hoa"]
    assert found(world.lan, "thi hoa").get("Người") is None
    assert found(world.tuan, "thi hoa").get("Người") is None
    assert found(world.tuan, "y te")["Đơn vị"] == ["Sở Y tế"]


def test_new_account_shows_its_password_once(world, client_for):
    client = client_for(world.hanh)

    created = client.post("/don-vi/nguoi/them/", {"full_name": "Quàng Thị Xuân"})
    person = User.objects.get(username="xuanqt")
    first, second = client.get(created["Location"]), client.get(created["Location"])

    shown = re.search(r'<code class="big">([a-z0-9-]{14})</code>', first.content.decode()).group(1)
    assert person.check_password(shown)
    assert "Mật khẩu lần đầu" not in words(second)
    assert first["Cache-Control"].startswith("max-age=0")


def test_password_is_shown_to_nobody_else(world, client_for):
    client_for(world.hanh).post("/don-vi/nguoi/them/", {"full_name": "Quàng Thị Xuân"})

    person = User.objects.get(username="xuanqt")
    assert "Mật khẩu lần đầu" not in words(client_for(world.admin).get(f"/don-vi/nguoi/{person.pk}/"))


def test_taken_username_says_so_at_the_field(world, client_for):
    response = client_for(world.hanh).post("/don-vi/nguoi/them/", {"full_name": "Lò Lan", "username": "lan"})

    assert response.status_code == 422
    assert response.context["form"].errors == {"username": ["Tên đăng nhập “lan” đã có người dùng."]}


def test_appointment_from_the_unit_page_asks_name_and_password(world, client_for):
    client, address = client_for(world.hanh), f"/don-vi/phan-cong/them/?don-vi={world.stp.pk}"
    typed = {"person": "mua thi dua", "unit": world.stp.pk, "role": "clerk", "starts_on": "8/3/2022"}

    assert "Nhập lại mật khẩu" in words(client.post(address, typed))
    response = client.post(address, {**typed, "password_again": make.PASSWORD})

    assert response["Location"] == f"/don-vi/nguoi/{world.stranger.pk}/"
    assert rights_of(world.stranger).holds_at(world.stp.pk, Role.CLERK)


def test_two_people_of_one_name_must_be_told_apart(world, client_for):
    make.person("lan9", "Phạm Thị Lân")
    response = client_for(world.hanh).post(
        "/don-vi/phan-cong/them/",
        {
            "person": "Phạm Thị Lan",
            "unit": world.stp.pk,
            "role": "clerk",
            "starts_on": "8/3/2022",
            "password_again": make.PASSWORD,
        },
    )

    assert response.context["form"].errors["person"] == [
        "Có nhiều người phù hợp: Phạm Thị Lan (lan); Phạm Thị Lân (lan9). Hãy ghi tên đăng nhập."
    ]


def test_staff_is_not_offered_the_guarded_roles(world, client_for):
    offered = client_for(world.hanh).get("/don-vi/phan-cong/them/").context["form"].fields["role"].choices

    assert [value for value, _ in offered] == ["", *(r for r in Role.values if r not in ("admin", "auditor"))]


def test_forged_role_is_refused(world, client_for):
    response = client_for(world.hanh).post(
        f"/don-vi/phan-cong/them/?nguoi={world.lan.pk}",
        {"unit": world.province.pk, "role": "admin", "starts_on": "8/3/2022", "password_again": make.PASSWORD},
    )

    assert response.status_code == 422
    assert not rights_of(world.lan).holds(Role.ADMIN)


def test_end_and_hand_over_by_the_page(world, client_for):
    client = client_for(world.hanh)
    officer, head = Appointment.objects.get(user=world.lan), Appointment.objects.get(user=world.binh)

    client.post(
        f"/don-vi/phan-cong/{officer.pk}/ket-thuc/",
        {"last_day": "07/03/2022", "reason": "chuyển công tác", "password_again": make.PASSWORD},
    )
    client.post(
        f"/don-vi/phan-cong/{head.pk}/ban-giao/", {"person": "stranger", "starts_on": "1/4/2022", "reason": "nghỉ hưu"}
    )

    assert rights_of(world.lan).posts == ()
    assert Appointment.objects.get(pk=head.pk).ends_on == DAY(2022, 3, 31)
    assert Appointment.objects.get(user=world.stranger).starts_on == DAY(2022, 4, 1)


def test_ending_a_guarded_or_foreign_post_is_closed(world, client_for):
    guarded, foreign = Appointment.objects.get(user=world.ha), Appointment.objects.get(user=world.hoa)

    assert client_for(world.hanh).post(f"/don-vi/phan-cong/{guarded.pk}/ket-thuc/").status_code == 200  # password first
    assert client_for(world.hanh).get(f"/don-vi/phan-cong/{guarded.pk}/ket-thuc/").status_code == 403
    assert client_for(world.lan).get(f"/don-vi/phan-cong/{foreign.pk}/ket-thuc/").status_code == 404


def test_rights_of_a_past_day(world, client_for):
    make.post(world.stranger, world.stp, Role.ACCOUNTANT, starts_on=DAY(2021, 1, 1), ends_on=DAY(2021, 12, 31))
    client = client_for(world.ha)

    def found(on):
        posts = client.get("/don-vi/quyen/", {"on": on, "q": "mua thi dua"}).context["page"]
        return [(p.user.username, p.role) for p in posts]

    assert found("31/12/2021") == [("stranger", "accountant")]
    assert found("01/01/2022") == []


def test_rights_register_is_scoped_like_its_export(world, client_for):
    client = client_for(world.lan)

    page = client.get("/don-vi/quyen/").context["page"]

    assert [p.user.username for p in page] == ["binh", "lan"]
    exported = [row["Họ và tên"] for row in sheet_rows(client.get("/don-vi/quyen/xuat/"))]
    assert exported == [p.user.full_name for p in page]


def test_people_export_holds_the_rows_of_the_page(world, client_for):
    client = client_for(world.hanh)

    rows = sheet_rows(client.get("/don-vi/nguoi/xuat/", {"unit": world.stp.pk}))

    assert [(r["Tên đăng nhập"], r["Vai trò"]) for r in rows] == [
        ("binh", "Thủ trưởng đơn vị"),
        ("lan", "Cán bộ thi đua của đơn vị"),
    ]


def test_profile_changes_contact_and_nothing_else(world, client_for):
    client_for(world.lan).post(
        "/don-vi/cua-toi/", {"email": "Lan.Moi@dienbien.test", "phone": "0912", "full_name": "Kẻ Khác", "role": "admin"}
    )

    person = User.objects.get(pk=world.lan.pk)
    assert (person.email, person.phone, person.full_name) == ("lan.moi@dienbien.test", "0912", "Phạm Thị Lan")


def test_profile_shows_own_posts_only(world, client_for):
    shown = words(client_for(world.lan).get("/don-vi/cua-toi/"))

    assert "Cán bộ thi đua của đơn vị Chuyên viên Văn phòng Sở Tư pháp 01/01/2021 – nay Đang hiệu lực" in shown
    assert "Sở Y tế" not in shown
