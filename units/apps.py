from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in

from core import access

ACTS = {
    "units.create": "Thêm đơn vị",
    "units.correct": "Sửa lỗi gõ của đơn vị",
    "units.rename": "Đổi tên đơn vị",
    "units.move": "Chuyển đơn vị sang cấp trên khác",
    "units.merge": "Hợp nhất, sáp nhập đơn vị",
    "units.split": "Chia, tách đơn vị",
    "units.dissolve": "Kết thúc hoạt động đơn vị",
    "units.export": "Xuất danh sách đơn vị",
    "accounts.create": "Mở tài khoản",
    "accounts.update": "Sửa thông tin tài khoản",
    "accounts.deactivate": "Ngừng tài khoản",
    "accounts.reactivate": "Mở lại tài khoản",
    "accounts.reset-password": "Đặt lại mật khẩu",
    "accounts.unlock": "Mở khóa đăng nhập",
    "accounts.change-password": "Đổi mật khẩu",
    "accounts.second-factor-on": "Bật xác thực hai bước",
    "accounts.second-factor-off": "Tắt xác thực hai bước",
    "accounts.recovery-codes": "Cấp mã dự phòng mới",
    "accounts.export": "Xuất danh sách tài khoản",
    "rights.appoint": "Phân công vai trò",
    "rights.end": "Kết thúc phân công",
    "rights.title": "Sửa chức vụ của phân công",
    "rights.second-factor-roles": "Đổi yêu cầu đăng nhập theo vai trò",
    "rights.export": "Xuất bảng quyền theo ngày",
    "accounts.passwords-shown": "Xem mật khẩu lần đầu sau khi nhập Excel",
}


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = "Đơn vị, con người"

    def ready(self):
        from core import clock, journal  # noqa: PLC0415  the app registry must be ready
        from units import queries, resources, search, signin  # noqa: F401, PLC0415  the app registry must be ready
        from units.enums import Role  # noqa: PLC0415  the app registry must be ready
        from units.rights import rights_of  # noqa: PLC0415  the app registry must be ready

        user_logged_in.connect(signin.stamp, dispatch_uid="units.signin.stamp")
        journal.name_acts(ACTS, administrative=True)
        access.register(
            access.RUN_REMINDERS,
            lambda user: rights_of(user).is_standing_body or rights_of(user).holds(Role.ADMIN),
            people=lambda: queries.standing_body_ids(clock.today()),
        )
        access.register(
            access.SEE_DELIVERIES,
            lambda user: rights_of(user).is_standing_body or rights_of(user).holds(Role.ADMIN),
            people=lambda: queries.admin_ids(clock.today()),
        )
        access.register(access.SEE_MAILBOX, lambda user: rights_of(user).holds(Role.ADMIN))
        access.register(
            access.READ_JOURNAL,
            lambda user: rights_of(user).holds(Role.ADMIN, Role.AUDITOR, Role.LEAD),
            people=lambda: queries.admin_ids(clock.today()),
        )
        access.register(access.READ_WHOLE_JOURNAL, lambda user: rights_of(user).holds(Role.AUDITOR, Role.LEAD))
