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
    SELF_SCORE = "self_score", "Tự chấm điểm"
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


# Scoring ---------------------------------------------------------------------------------------------------------


class TableState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    FROZEN = "frozen", "Đã chốt"
    REPLACED = "replaced", "Đã thay"


class CriterionKind(TextChoices):
    """How a criterion earns or costs points; the arithmetic of each stands in `rules/scoring.py`."""

    HIGHER = "higher", "Định lượng, càng cao càng tốt"
    LOWER = "lower", "Định lượng, càng thấp càng tốt"
    GRADED = "graded", "Định tính, xếp loại A–D"
    DIRECT = "direct", "Chấm thẳng"
    BONUS = "bonus", "Điểm thưởng"
    PENALTY = "penalty", "Điểm trừ mỗi lần"


QUANTITATIVE = (CriterionKind.HIGHER, CriterionKind.LOWER)
EXTRA = (CriterionKind.BONUS, CriterionKind.PENALTY)  # outside the base


class Grade(TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"


class Scorer(TextChoices):
    """Who gives the first score of a criterion."""

    MEMBER = "member", "Đơn vị tự chấm"
    STANDING = "standing", "Ban TĐKT chấm"


class FactKind(TextChoices):
    """What the system itself knows of a member and offers beside a criterion."""

    UNIT_PLAN = "unit_plan", "Kế hoạch của đơn vị: nộp đúng hạn hay trễ"
    REPORTS = "reports", "Báo cáo: nộp đúng hạn hay trễ"
    CAMPAIGNS = "campaigns", "Kết quả phong trào"
    EXEMPLARS = "exemplars", "Điển hình tiên tiến"
    AWARDS = "awards", "Danh hiệu, khen thưởng đã có"


class TieRule(TextChoices):
    """What decides between equal scores; a score table names some of them, in order."""

    PENALTIES = "penalties", "ít điểm trừ hơn"
    GROUP_1 = "group_1", "điểm nhóm thứ nhất cao hơn"
    GROUP_2 = "group_2", "điểm nhóm thứ hai cao hơn"
    GROUP_3 = "group_3", "điểm nhóm thứ ba cao hơn"
    VOTES = "votes", "nhiều phiếu suy tôn hơn"


class SheetState(TextChoices):
    SELF = "self", "Đang tự chấm"
    CONFIRMING = "confirming", "Chờ thủ trưởng"
    VERIFYING = "verifying", "Chờ thẩm định"
    ASSESSING = "assessing", "Chờ Ban TĐKT chấm"
    FINAL = "final", "Đã chốt điểm"


class Stage(TextChoices):
    """The three scores of a criterion, in their order."""

    SELF = "self", "Tự chấm"
    VERIFIED = "verified", "Thẩm định"
    ASSESSED = "assessed", "Ban TĐKT chấm"


class CovenantState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    SIGNING = "signing", "Đang ký"
    SIGNED = "signed", "Đã ký"


class SignMethod(TextChoices):
    OWN = "own", "Tự ký"
    CEREMONY = "ceremony", "Ký tại lễ"
    PAPER = "paper", "Ký trên giấy"


class VoteState(TextChoices):
    OPEN = "open", "Đang bỏ phiếu"
    COUNTED = "counted", "Đã kiểm phiếu"
    CANCELLED = "cancelled", "Đã hủy"


class RankingState(TextChoices):
    DRAFT = "draft", "Chưa công bố"
    PUBLISHED = "published", "Đã công bố"
    WITHDRAWN = "withdrawn", "Đã mở lại"


class ProposalKind(TextChoices):
    FLAG = "flag", "Cờ thi đua"
    CERTIFICATE = "certificate", "Bằng khen"


class SessionKind(TextChoices):
    MID_YEAR = "mid_year", "Hội nghị sơ kết"
    YEAR_END = "year_end", "Hội nghị tổng kết"
    OTHER = "other", "Họp cụm, khối"


class SessionState(TextChoices):
    PLANNED = "planned", "Đang chuẩn bị"
    CONCLUDED = "concluded", "Đã có biên bản"


class PaperKind(TextChoices):
    PLAN = "plan", "Kế hoạch hoạt động"
    OUTLINE = "outline", "Đề cương báo cáo"


class PaperState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    ISSUED = "issued", "Đã phát hành"


class SummaryCode(TextChoices):
    """The summary forms asked of provinces (`data/summary_forms.json`)."""

    F01 = "01", "Biểu 01: khen thưởng cấp Nhà nước"
    F03 = "03", "Biểu 03: khen thưởng cấp tỉnh"
    F05 = "05", "Biểu 05: Quỹ thi đua, khen thưởng"
