"""The fixed cast: who is who in every proof. Hoa and Dũng hold at Sở Y tế what Lan and Bình hold at Sở Tư pháp."""

import dataclasses
import datetime

from tests.factories import units as make
from units.enums import Role, UnitKind
from units.models import Appointment, Unit, User

IN_POST_SINCE = datetime.date(2021, 1, 1)


@dataclasses.dataclass(slots=True)
class World:
    """Units and people by their short names. `root` is a superuser without a post; `stranger` has no post at all."""

    province: Unit
    snv: Unit
    btdkt: Unit
    stp: Unit
    syt: Unit
    tuangiao: Unit
    commune: Unit
    hanh: User
    thang: User
    lan: User
    binh: User
    hoa: User
    dung: User
    tuan: User
    van: User
    ke: User
    do: User
    ha: User
    admin: User
    root: User
    stranger: User

    @property
    def people(self):
        """Everybody, by short name, in the order above."""
        values = ((f.name, getattr(self, f.name)) for f in dataclasses.fields(self))
        return {name: value for name, value in values if isinstance(value, User)}


def world():
    """Build the cast in a dozen statements: nearly every proof asks for it."""
    (province,) = make.units({"name": "Tỉnh Điện Biên", "kind": UnitKind.PROVINCE, "symbol": "UBND", "code": "11"})
    snv, stp, syt, tuangiao = make.units(
        {"name": "Sở Nội vụ", "parent": province, "symbol": "SNV"},
        {"name": "Sở Tư pháp", "parent": province, "symbol": "STP"},
        {"name": "Sở Y tế", "parent": province, "symbol": "SYT"},
        {
            "name": "UBND huyện Tuần Giáo", "short_name": "Tuần Giáo", "parent": province,
            "kind": UnitKind.DISTRICT, "symbol": "UBND", "code": "099",
        },
    )  # fmt: skip
    btdkt, commune = make.units(
        {
            "name": "Ban Thi đua - Khen thưởng", "short_name": "Ban TĐKT", "parent": snv,
            "kind": UnitKind.DIVISION, "symbol": "BTĐKT",
        },
        {
            "name": "UBND xã Quài Cang", "short_name": "Quài Cang", "parent": tuangiao,
            "kind": UnitKind.COMMUNE, "symbol": "UBND", "code": "03217",
        },
    )  # fmt: skip
    cast = {
        "hanh": ("Lò Thị Minh Hạnh", btdkt, Role.STAFF, "Chuyên viên"),
        "thang": ("Nguyễn Đức Thắng", btdkt, Role.LEAD, "Trưởng ban"),
        "lan": ("Phạm Thị Lan", stp, Role.OFFICER, "Chuyên viên Văn phòng"),
        "binh": ("Trần Quốc Bình", stp, Role.HEAD, "Giám đốc"),
        "hoa": ("Vũ Thị Hoa", syt, Role.OFFICER, "Chuyên viên Văn phòng"),
        "dung": ("Lê Tiến Dũng", syt, Role.HEAD, "Giám đốc"),
        "tuan": ("Hoàng Anh Tuấn", province, Role.COUNCIL, "Ủy viên Hội đồng"),
        "van": ("Cà Thị Vân", snv, Role.CLERK, "Văn thư"),
        "ke": ("Đặng Thị Kế", snv, Role.ACCOUNTANT, "Kế toán"),
        "do": ("Điêu Chính Đô", province, Role.LEADER, "Phó Chủ tịch UBND tỉnh"),
        "ha": ("Bùi Thu Hà", province, Role.AUDITOR, "Thanh tra viên"),
        "admin": ("Quàng Văn Nghĩa", province, Role.ADMIN, "Quản trị hệ thống"),
    }
    accounts = [make.account(name, full_name) for name, (full_name, *_) in cast.items()]
    accounts += [
        make.account("root", "Giàng A Sử", is_superuser=True, is_staff=True),
        make.account("stranger", "Mùa Thị Dua"),
    ]
    people = {person.username: person for person in User.objects.bulk_create(accounts)}
    Appointment.objects.bulk_create(
        Appointment(user=people[name], unit=unit, role=role, title=title, starts_on=IN_POST_SINCE)
        for name, (_, unit, role, title) in cast.items()
    )
    return World(province, snv, btdkt, stp, syt, tuangiao, commune, **people)
