"""Kinds, levels and states of clusters, with the words users see."""

from django.db.models import TextChoices


class ClusterKind(TextChoices):
    CLUSTER = "cluster", "Cụm thi đua"
    BLOC = "bloc", "Khối thi đua"


class ClusterLevel(TextChoices):
    INTER = "inter", "Giữa các tỉnh"
    PROVINCE = "province", "Trong tỉnh"


class Standing(TextChoices):
    """How far it is vouched for that the cluster exists with these members."""

    VERIFIED = "verified", "Đã kiểm chứng"
    OWN = "own", "Lập trong phần mềm"
    DEMO = "demo", "Hư cấu để trình diễn"


class ClusterYearState(TextChoices):
    PLANNED = "planned", "Chuẩn bị"
    RUNNING = "running", "Đang hoạt động"
    CLOSED = "closed", "Đã tổng kết"


class MemberRole(TextChoices):
    HEAD = "head", "Trưởng"
    DEPUTY = "deputy", "Phó"
    MEMBER = "member", "Thành viên"


class MilestoneKind(TextChoices):
    """The days of a cluster's year, in their order."""

    REGISTRATION = "registration", "Đăng ký thi đua"
    COVENANT = "covenant", "Ký giao ước"
    MID_YEAR = "mid_year", "Sơ kết"
    YEAR_END = "year_end", "Tổng kết"


# How head and deputy are called where they lead.
ROLE_WORDS = {
    (ClusterKind.CLUSTER, MemberRole.HEAD): "Cụm trưởng",
    (ClusterKind.CLUSTER, MemberRole.DEPUTY): "Cụm phó",
    (ClusterKind.BLOC, MemberRole.HEAD): "Trưởng khối",
    (ClusterKind.BLOC, MemberRole.DEPUTY): "Phó khối",
}


class ClusterWork(TextChoices):
    """What a task of the annual plan may ask of all clusters of a year (seed rows I.4, I.5, I.8, III.1, IV.1, IV.4)."""

    COVENANT = "covenant", "Ký giao ước"
    MID_YEAR = "mid_year", "Sơ kết"
    YEAR_END = "year_end", "Tổng kết"
    FOLLOWING = "following", "Phân công theo dõi"
