"""Kinds, levels, subjects and causes of awards, with the words users see."""

from django.db.models import TextChoices


class AwardKind(TextChoices):
    """Luật 06/2022/QH15 Điều 9: forms of reward; Điều 20: titles of emulation."""

    TITLE = "title", "Danh hiệu thi đua"
    FORM = "form", "Hình thức khen thưởng"


class Level(TextChoices):
    BASE = "base", "Cấp cơ sở"
    PROVINCE = "province", "Cấp tỉnh"
    STATE = "state", "Cấp Nhà nước"


class RecipientKind(TextChoices):
    """Whom an award may go to. Administrative units and thôn are collectives here; foreigners are marked `foreign`."""

    INDIVIDUAL = "individual", "Cá nhân"
    COLLECTIVE = "collective", "Tập thể"
    HOUSEHOLD = "household", "Hộ gia đình"


class Cause(TextChoices):
    """Loại hình khen thưởng: Luật 06/2022/QH15 Điều 8 names the first six; resistance is history only (Điều 96)."""

    MERIT = "merit", "Công trạng"
    EXCEPTIONAL = "exceptional", "Đột xuất"
    THEMATIC = "thematic", "Phong trào, chuyên đề"
    DEDICATION = "dedication", "Quá trình cống hiến"
    SERVICE = "service", "Niên hạn"
    EXTERNAL = "external", "Đối ngoại"
    RESISTANCE = "resistance", "Thành tích kháng chiến"


class PersonClass(TextChoices):
    """Classes of individuals in the statistics of the Ministry (TT 03/2018/TT-BNV Biểu 0703, rows 06 to 10)."""

    PROVINCE_LEADER = "province-leader", "Lãnh đạo cấp bộ, cấp tỉnh và tương đương trở lên"
    DEPARTMENT_LEADER = "department-leader", "Lãnh đạo cấp vụ, sở, ngành và tương đương"
    ENTREPRENEUR = "entrepreneur", "Doanh nhân"
    OTHER_LEADER = "other-leader", "Lãnh đạo khác từ phó phòng trở lên"
    DIRECT_WORKER = "direct-worker", "Người trực tiếp công tác, lao động, học tập"


LEADERS = frozenset({PersonClass.PROVINCE_LEADER, PersonClass.DEPARTMENT_LEADER, PersonClass.OTHER_LEADER})
