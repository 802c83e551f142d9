"""The fixed cast: who is who in every proof. Hoa and Dũng hold at Sở Y tế what Lan and Bình hold at Sở Tư pháp."""

import dataclasses

from tests.factories import units as make
from units.enums import Role, UnitKind
from units.models import Unit, User


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
    """Build the cast; about 50 inserts."""
    province = make.unit("Tỉnh Điện Biên", kind=UnitKind.PROVINCE, symbol="UBND", code="11")
    snv = make.unit("Sở Nội vụ", parent=province, symbol="SNV")
    btdkt = make.unit(
        "Ban Thi đua - Khen thưởng", parent=snv, kind=UnitKind.DIVISION, symbol="BTĐKT", short_name="Ban TĐKT"
    )
    stp = make.unit("Sở Tư pháp", parent=province, symbol="STP")
    syt = make.unit("Sở Y tế", parent=province, symbol="SYT")
    tuangiao = make.unit(
        "UBND huyện Tuần Giáo",
        parent=province,
        kind=UnitKind.DISTRICT,
        symbol="UBND",
        short_name="Tuần Giáo",
        code="099",
    )
    commune = make.unit(
        "UBND xã Quài Cang", parent=tuangiao, kind=UnitKind.COMMUNE, symbol="UBND", short_name="Quài Cang", code="03217"
    )
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
    people = {}
    for name, (full_name, where, role, title) in cast.items():
        people[name] = make.person(name, full_name)
        make.post(people[name], where, role, title=title)
    people["root"] = make.person("root", "Giàng A Sử", is_superuser=True, is_staff=True)
    people["stranger"] = make.person("stranger", "Mùa Thị Dua")
    return World(province, snv, btdkt, stp, syt, tuangiao, commune, **people)
