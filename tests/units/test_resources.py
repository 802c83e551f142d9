"""Excel in: units and people. Preview before writing, again without effect, and one clear sentence per fault."""

import io
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from core import clock, journal, tasks
from core.errors import Refused
from core.models import ImportDraft, JournalEntry
from core.sheets import imports
from tests.factories import units as make
from tests.units.test_signin import words
from units.enums import Role
from units.models import Appointment, Unit, User
from units.rights import rights_of
from units.services.accounts import change_own_password, first_password, reset_password, show_first_passwords
from units.signin import AGAIN

UNITS = ["Mã", "Tên đơn vị", "Loại", "Mã đơn vị cấp trên", "Ký hiệu văn bản", "Từ ngày"]
PEOPLE = ["STT", "Họ và tên", "Mã đơn vị", "Vai trò", "Chức vụ", "Email", "Tên đăng nhập"]


def workbook(head, *rows):
    book = Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH"])
    sheet.append([])
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("danh-sach.xlsx", buffer.getvalue())


def upload(client, address, file):
    """The preview page after uploading."""
    sent = client.post(address, {"file": file})
    return client.get(sent["Location"]) if sent.status_code == 302 else sent


def confirm(client, address, preview, **more):
    return client.post(address, {"act": "apply", "draft": str(preview.context["draft"].key), **more})


def counts(preview):
    return {k: v for k, v in preview.context["counts"].items() if v and k != "all"}


@pytest.fixture
def staff(world, client_for):
    for unit, code in ((world.province, "11"), (world.stp, "STP"), (world.syt, "SYT")):
        Unit.objects.filter(pk=unit.pk).update(code=code)
    return client_for(world.hanh)


def test_units_are_previewed_then_founded_and_a_second_import_changes_nothing(world, staff):
    def file():
        return workbook(
            UNITS,
            ["TTYT1", "Trung tâm Y tế Tủa Chùa", "Đơn vị sự nghiệp", "SYT", "TTYT", "25/02/2022"],
            ["TTYT2", "Trung tâm Y tế Mường Ảng", "don vi su nghiep", "Sở Y tế", "", None],
        )

    preview = upload(staff, "/don-vi/nhap/", file())
    assert counts(preview) == {"new": 2}
    assert not Unit.objects.filter(code="TTYT1").exists()

    confirm(staff, "/don-vi/nhap/", preview)

    first, second = Unit.objects.filter(code__startswith="TTYT").order_by("code")
    assert (first.parent, first.path, str(first.valid_from)) == (
        world.syt,
        f"{world.syt.path}{first.pk}/",
        "2022-02-25",
    )
    assert (second.kind, str(second.valid_from), second.periods.count()) == ("public_service", "2022-03-08", 1)
    assert counts(upload(staff, "/don-vi/nhap/", file())) == {"same": 2}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [["X1", "Đơn vị A", "Khác", "STP"], ["X1", "Đơn vị B", "Khác", "STP"]],
            "Dòng 5, cột “Mã”: Trùng với dòng 4 của tệp này.",
        ),
        (
            [["X1", "Đơn vị A", "Khác", "STP"], ["X2", "đơn vị  a", "Khác", "STP"]],
            "Dòng 5, cột “Tên đơn vị”: Trùng tên với dòng 4 của tệp này.",
        ),
        (
            [["X1", "Sở Tư pháp", "Khác", "11"]],
            "Dòng 4, cột “Tên đơn vị”: Đã có đơn vị tên này thuộc “Tỉnh Điện Biên”, mang mã khác.",
        ),
        (
            [["STP", "Sở Tư pháp", "Sở, ban, ngành", "SYT"]],
            "Dòng 4, cột “Mã đơn vị cấp trên”: Chuyển cấp trên phải ghi bằng sự kiện ở trang của đơn vị.",
        ),
        ([["X1", "Đơn vị A", "Khác", "KHONG-CO"]], "Không tìm thấy đơn vị “KHONG-CO”. Hãy kiểm tra mã hoặc tên."),
        ([["X1", "Đơn vị A", "Khác", "STP", "", "31/02/2022"]], "Dòng 4, cột “Từ ngày”"),
        ([["", "Đơn vị A", "Khác", "STP"]], "Dòng 4, cột “Mã”: Thiếu mã."),
        ([["X1", "Đơn vị A", "Khác", ""]], "Dòng 4, cột “Mã đơn vị cấp trên”: Hãy ghi đơn vị cấp trên."),
    ],
)
def test_faults_of_unit_rows_are_named_and_nothing_is_written(world, staff, rows, sentence):
    before = Unit.objects.count()

    preview = upload(staff, "/don-vi/nhap/", workbook(UNITS, *rows))

    assert sentence in words(preview)
    assert confirm(staff, "/don-vi/nhap/", preview).status_code == 422
    assert Unit.objects.count() == before


def test_changed_name_must_be_looked_at_and_is_a_correction(world, staff):
    preview = upload(staff, "/don-vi/nhap/", workbook(UNITS, ["STP", "Sở Tư Pháp", "Sở, ban, ngành", "11"]))

    assert counts(preview) == {"changed": 1, "warning": 1}
    assert confirm(staff, "/don-vi/nhap/", preview).status_code == 422
    assert confirm(staff, "/don-vi/nhap/", preview, seen="on").status_code == 302
    stp = Unit.objects.get(pk=world.stp.pk)
    assert (stp.name, stp.periods.count(), stp.events.count()) == ("Sở Tư Pháp", 1, 0)


def test_people_come_with_posts_and_passwords_shown_once(world, staff):
    def file():
        return workbook(
            PEOPLE,
            [1, "Tòng Thị Pâng", "STP", "Kế toán", "Kế toán trưởng", "pang@dienbien.test", ""],
            [2, "Giàng A Chu", "SYT", "Cán bộ thi đua", "Chuyên viên", "", "chuga.syt"],
        )

    preview = upload(staff, "/don-vi/nguoi/nhap/", file())
    assert counts(preview) == {"new": 2}
    asked = confirm(staff, "/don-vi/nguoi/nhap/", preview)
    assert "Nhập lại mật khẩu" in words(asked)
    assert not User.objects.filter(full_name="Giàng A Chu").exists()

    done = confirm(staff, "/don-vi/nguoi/nhap/", preview, password_again=make.PASSWORD)
    assert "Mật khẩu lần đầu của 2 người" in words(staff.get(done["Location"]))
    shown = staff.post(done["Location"])

    pang, chu = User.objects.get(username="pangtt"), User.objects.get(username="chuga.syt")
    assert rights_of(pang).holds_at(world.stp.pk, Role.ACCOUNTANT)
    assert rights_of(chu).holds_at(world.syt.pk, Role.OFFICER)
    assert [(r[0], r[1], r[2]) for r in shown.context["rows"]] == [
        ("Tòng Thị Pâng", "pangtt", "Sở Tư pháp"),
        ("Giàng A Chu", "chuga.syt", "Sở Y tế"),
    ]
    assert pang.check_password(shown.context["rows"][0][3])
    assert staff.get(done["Location"])["Location"] == staff.post(done["Location"])["Location"] == "/don-vi/nguoi/"
    assert counts(upload(staff, "/don-vi/nguoi/nhap/", file())) == {"same": 2}


def test_known_person_gets_a_new_post_and_no_second_account(world, staff):
    preview = upload(
        staff,
        "/don-vi/nguoi/nhap/",
        workbook(PEOPLE, [1, "Phạm Thị Lan", "STP", "Văn thư", "Văn thư Sở", "lan@dienbien.test", ""]),
    )

    assert counts(preview) == {"changed": 1}
    confirm(staff, "/don-vi/nguoi/nhap/", preview, password_again=make.PASSWORD)
    assert User.objects.filter(full_name="Phạm Thị Lan").count() == 1
    assert {p.role for p in Appointment.objects.filter(user=world.lan)} == {"officer", "clerk"}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [[1, "Tòng Thị Pâng", "STP", "Kế toán"], [2, "Tòng Thị  Pâng", "STP", "Kế toán"]],
            "Dòng 5, cột “Họ và tên”: Trùng với dòng 4 của tệp này: cùng người, đơn vị và vai trò.",
        ),
        (
            [
                [1, "Tòng Thị Pâng", "STP", "Kế toán", "", "", "pang"],
                [2, "Lò Văn Pâng", "SYT", "Kế toán", "", "", "pang"],
            ],
            "Dòng 5, cột “Tên đăng nhập”: Tên đăng nhập trùng với dòng 4 của tệp này.",
        ),
        ([[1, "Tòng Thị Pâng", "STP", "Quản trị hệ thống"]], "Bạn không có quyền phân công vai trò này."),
        ([[1, "Tòng Thị Pâng", "STP", "Trưởng thôn"]], "Không có “Trưởng thôn”."),
        ([[1, "Tòng Thị Pâng", "", "Kế toán"]], "Dòng 4, cột “Đơn vị”: Thiếu đơn vị."),
        ([[1, "Quàng Văn Nghĩa", "11", "Kế toán"]], "Bạn không có quyền đối với tài khoản này."),
    ],
)
def test_faults_of_people_rows_are_named_and_nothing_is_written(world, staff, rows, sentence):
    before = User.objects.count()

    preview = upload(staff, "/don-vi/nguoi/nhap/", workbook(PEOPLE, *rows))

    assert sentence in words(preview)
    assert confirm(staff, "/don-vi/nguoi/nhap/", preview, password_again=make.PASSWORD).status_code == 422
    assert User.objects.count() == before


def test_namesake_elsewhere_must_be_looked_at(world, staff):
    preview = upload(staff, "/don-vi/nguoi/nhap/", workbook(PEOPLE, [1, "Phạm Thị Lan", "SYT", "Kế toán"]))

    assert counts(preview) == {"new": 1, "warning": 1}
    assert "Đã có tài khoản trùng họ tên ở đơn vị khác." in words(preview)


def test_wrong_file_gets_a_sentence(world, staff):
    response = upload(
        staff, "/don-vi/nhap/", SimpleUploadedFile("danh-sach.xlsx", b"<html><body>xin chao</body></html>")
    )

    assert response.status_code == 422
    assert "Chưa đọc được tệp" in words(response)


# First passwords ------------------------------------------------------------------------------------------------------
TWO = [[1, "Tòng Thị Pâng", "STP", "Kế toán"], [2, "Giàng A Chu", "SYT", "Cán bộ thi đua"]]


@pytest.fixture
def imported(world, staff):
    """Two people imported by Hạnh; the address of their first passwords."""
    preview = upload(staff, "/don-vi/nguoi/nhap/", workbook(PEOPLE, *TWO))
    return confirm(staff, "/don-vi/nguoi/nhap/", preview, password_again=make.PASSWORD)["Location"]


def passwords_on(page):
    return {username: password for _, username, _, password in page.context["rows"]}


def test_first_passwords_stand_nowhere_in_clear_and_open_once_shown(staff, imported):
    draft = ImportDraft.objects.get()
    kept = repr(ImportDraft.objects.values().get()) + repr(list(Session.objects.values_list("session_data", flat=True)))
    shown = passwords_on(staff.post(imported))

    assert list(shown) == ["pangtt", "chuga"]
    for username, password in shown.items():
        assert re.fullmatch(r"([a-z2-9]{4}-){2}[a-z2-9]{4}", password)
        assert User.objects.get(username=username).check_password(password)
        assert password not in kept
    assert shown["pangtt"] != shown["chuga"]
    assert first_password(draft.secret, 4) == shown["pangtt"]  # from row 4 and the draft's secret…
    assert ImportDraft.objects.get().secret == ""  # …which is burnt now
    assert first_password("", 4) != shown["pangtt"]


def test_looking_shows_nothing_and_burns_nothing(staff, imported):
    for _ in range(2):
        looked = staff.get(imported)
        assert "Mật khẩu lần đầu của 2 người" in words(looked)
        assert looked.context["rows"] is None
    assert len(passwords_on(staff.post(imported))) == 2

    assert "Mật khẩu lần đầu của tệp này đã xem rồi." in words(staff.post(imported, follow=True))
    assert JournalEntry.objects.filter(act="accounts.passwords-shown").count() == 1


def test_first_passwords_ask_for_the_password_again(staff, imported):
    session = staff.session
    session.pop(AGAIN)
    session.save()

    assert "Nhập lại mật khẩu" in words(staff.post(imported))
    assert len(passwords_on(staff.post(imported, {"password_again": make.PASSWORD}))) == 2


def test_first_passwords_are_for_the_person_who_imported(world, imported, client_for):
    for other in (world.thang, world.admin):
        assert [client_for(other).get(imported).status_code, client_for(other).post(imported).status_code] == [404, 404]
    with pytest.raises(Refused):
        show_first_passwords(ImportDraft.objects.get(), by=world.thang, at=clock.now())


def test_a_password_that_no_longer_opens_is_not_shown(world, staff, imported):
    chosen, reset = User.objects.get(username="pangtt"), User.objects.get(username="chuga")
    change_own_password(chosen, password="tu-chon-lay-9", at=clock.now())
    reset_password(reset, by=world.hanh, at=clock.now())

    page = staff.post(imported)

    assert passwords_on(page) == {"pangtt": "", "chuga": ""}
    assert words(page).count("Đã đổi mật khẩu") == 2


def test_a_first_password_is_hashed_cheaply_until_it_is_used(settings, staff, imported):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    password = passwords_on(staff.post(imported))["pangtt"]
    before = User.objects.get(username="pangtt").password
    assert before.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")

    assert User.objects.get(username="pangtt").check_password(password)

    after = User.objects.get(username="pangtt").password
    assert after.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")


def test_many_people_are_imported_by_a_worker_and_their_passwords_wait_for_who_began(world, staff, monkeypatch):
    monkeypatch.setattr(tasks.apply_imports, "apply_async", lambda: None)
    codes, count = ("STP", "SYT"), 51
    rows = [[n, f"Lò Văn {chr(65 + n // 20)}{chr(97 + n % 20)}", codes[n % 2], "Văn thư"] for n in range(count)]
    address = "/don-vi/nguoi/nhap/"
    preview = upload(staff, address, workbook(PEOPLE, *rows))
    assert (counts(preview), list(preview.context["problems"])) == ({"new": count}, [])
    begun = confirm(staff, address, preview, password_again=make.PASSWORD)["Location"]
    assert "Đang nhập 51 dòng" in words(staff.get(begun))
    assert not User.objects.filter(full_name="Lò Văn Aa").exists()

    assert tasks.apply_imports() == 1

    over = staff.get(begun)
    assert "Đã nhập tệp: thêm 51 người." in words(over)
    shown = passwords_on(staff.post(over.context["done"]["url"]))
    assert len(shown) == count
    some = list(shown)[50]
    assert User.objects.get(username=some).check_password(shown[some])
    assert JournalEntry.objects.filter(act="accounts.create").count() == count
    assert JournalEntry.objects.filter(act="rights.appoint").count() == count
    assert Appointment.history.filter(history_user=world.hanh, role="clerk").count() == count
    assert journal.faults()[1] == []


def test_a_starter_who_lost_the_right_meanwhile_is_refused(world, staff, monkeypatch):
    monkeypatch.setattr(imports, "ROWS_IN_REQUEST", 1)
    monkeypatch.setattr(tasks.apply_imports, "apply_async", lambda: None)
    preview = upload(staff, "/don-vi/nguoi/nhap/", workbook(PEOPLE, *TWO))
    confirm(staff, "/don-vi/nguoi/nhap/", preview, password_again=make.PASSWORD)
    Appointment.objects.filter(user=world.hanh).delete()

    assert tasks.apply_imports() == 1

    assert ImportDraft.objects.get().state == ImportDraft.State.REFUSED
    assert not User.objects.filter(full_name="Giàng A Chu").exists()
