"""Excel in: units and people. Preview before writing, again without effect, and one clear sentence per fault."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.factories import units as make
from tests.units.test_signin import words
from units.enums import Role
from units.models import Appointment, Unit, User
from units.rights import rights_of

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
    shown = staff.get(done["Location"])

    pang, chu = User.objects.get(username="pangtt"), User.objects.get(username="chuga.syt")
    assert rights_of(pang).holds_at(world.stp.pk, Role.ACCOUNTANT)
    assert rights_of(chu).holds_at(world.syt.pk, Role.OFFICER)
    assert [(r[0], r[1], r[2]) for r in shown.context["rows"]] == [
        ("Tòng Thị Pâng", "pangtt", "Sở Tư pháp"),
        ("Giàng A Chu", "chuga.syt", "Sở Y tế"),
    ]
    assert pang.check_password(shown.context["rows"][0][3])
    assert staff.get(done["Location"]).status_code == 302
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
