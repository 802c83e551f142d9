"""Kinds of unit and roles of people, with the words users see."""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    PROVINCE = "province", "Tỉnh"
    PROVINCE_COMMITTEE = "province_committee", "UBND tỉnh"
    COUNCIL = "council", "Hội đồng"
    DEPARTMENT = "department", "Sở, ban, ngành"
    DIVISION = "division", "Ban, phòng thuộc sở"
    OFFICE = "office", "Văn phòng Đoàn ĐBQH và HĐND"
    PARTY = "party", "Cơ quan Đảng"
    FRONT = "front", "Mặt trận, đoàn thể"
    ASSOCIATION = "association", "Hội đặc thù"
    ARMED_FORCES = "armed_forces", "Lực lượng vũ trang"
    JUSTICE = "justice", "Cơ quan nội chính"
    CENTRAL_AGENCY = "central_agency", "Cơ quan Trung ương trên địa bàn"
    PUBLIC_SERVICE = "public_service", "Đơn vị sự nghiệp"
    DISTRICT = "district", "UBND huyện"
    TOWN = "town", "UBND thị xã"
    CITY = "city", "UBND thành phố"
    COMMUNE = "commune", "Xã"
    WARD = "ward", "Phường"
    TOWNSHIP = "township", "Thị trấn"
    CENTRAL_ENTERPRISE = "central_enterprise", "Doanh nghiệp Trung ương"
    LOCAL_ENTERPRISE = "local_enterprise", "Doanh nghiệp địa phương"
    SCHOOL = "school", "Trường học"
    OTHER = "other", "Khác"


# Kinds whose name is that of a territory; what acts there is its people's committee.
TERRITORIES = frozenset(
    {
        UnitKind.DISTRICT,
        UnitKind.TOWN,
        UnitKind.CITY,
        UnitKind.COMMUNE,
        UnitKind.WARD,
        UnitKind.TOWNSHIP,
    }
)


class Role(TextChoices):
    STAFF = "staff", "Chuyên viên Ban TĐKT"
    LEAD = "lead", "Lãnh đạo Ban TĐKT, Sở Nội vụ"
    OFFICER = "officer", "Cán bộ thi đua của đơn vị"
    HEAD = "head", "Thủ trưởng đơn vị"
    COUNCIL = "council", "Thành viên Hội đồng"
    CLERK = "clerk", "Văn thư"
    ACCOUNTANT = "accountant", "Kế toán"
    LEADER = "leader", "Lãnh đạo UBND tỉnh"
    AUDITOR = "auditor", "Thanh tra, kiểm tra"
    ADMIN = "admin", "Quản trị hệ thống"


# The standing body and the auditor read all units; every other role reads its own unit and what lies under it.
PROVINCE_WIDE = frozenset({Role.STAFF, Role.LEAD, Role.LEADER, Role.AUDITOR})
