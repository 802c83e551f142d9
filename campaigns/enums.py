"""States and kinds of the campaigns app, with the words users see."""

from django.db.models import TextChoices


class CampaignKind(TextChoices):
    """The names in a plan mix these; the law counts only movements (Luật 06/2022/QH15, Điều 16)."""

    MOVEMENT = "movement", "Phong trào thi đua"
    SECTOR = "sector", "Phong trào của ngành, đoàn thể"
    DRIVE = "drive", "Cuộc vận động"
    STUDY = "study", "Học tập và làm theo"
    PROGRAMME = "programme", "Kế hoạch nhiều năm"
    CONTENT = "content", "Nội dung thi đua"


class CampaignMethod(TextChoices):
    """Forms of emulation: NĐ 91/2017/NĐ-CP Điều 4; Luật 06/2022/QH15 Điều 16 khoản 1."""

    REGULAR = "regular", "Thường xuyên"
    THEMATIC = "thematic", "Theo đợt, chuyên đề"


class Launcher(TextChoices):
    """Who launched it; durations count by this (NĐ 91/2017/NĐ-CP; Luật 06/2022/QH15 Điều 18)."""

    STATE = "state", "Chủ tịch nước, Thủ tướng Chính phủ"
    PARTY = "party", "Bộ Chính trị, Ban Bí thư"
    FRONT = "front", "Ủy ban Trung ương MTTQ Việt Nam"
    MINISTRY = "ministry", "Bộ, ban, ngành, đoàn thể Trung ương"
    PROVINCE = "province", "Chủ tịch UBND tỉnh"
    UNIT = "unit", "Thủ trưởng đơn vị"
    UNKNOWN = "unknown", "Chưa xác minh"


class CampaignScope(TextChoices):
    NATION = "nation", "Toàn quốc"
    PROVINCE = "province", "Trong tỉnh"
    UNIT = "unit", "Trong đơn vị"


class CampaignState(TextChoices):
    DRAFT = "draft", "Nháp"
    AWAITING = "awaiting", "Chờ thủ trưởng"  # a unit's own only: its officer has handed the draft to the head
    LAUNCHED = "launched", "Đã phát động"
    REVIEWED = "reviewed", "Đã sơ kết"
    CLOSED = "closed", "Đã tổng kết"


class Standing(TextChoices):
    """How far a fact is vouched for."""

    VERIFIED = "verified", "Đã xác minh"
    CONVENTION = "convention", "Theo thông lệ"
    UNVERIFIED = "unverified", "Chưa xác minh"


class Direction(TextChoices):
    UP = "up", "Càng cao càng tốt"
    DOWN = "down", "Càng thấp càng tốt"


class RoundKind(TextChoices):
    """What a collection of reports is for."""

    PERIOD = "period", "Báo cáo kỳ"
    INTERIM = "interim", "Sơ kết"
    FINAL = "final", "Tổng kết"


class SummaryKind(TextChoices):
    INTERIM = "interim", "Sơ kết"
    FINAL = "final", "Tổng kết"


class HonourObject(TextChoices):
    COLLECTIVE = "collective", "Tập thể"
    PERSON = "person", "Cá nhân"


class ExemplarState(TextChoices):
    """Phát hiện, bồi dưỡng, công nhận, nhân rộng: the life of a điển hình tiên tiến."""

    FOUND = "found", "Phát hiện"
    FOSTERED = "fostered", "Bồi dưỡng"
    RECOGNISED = "recognised", "Công nhận"
    SPREAD = "spread", "Nhân rộng"
    DROPPED = "dropped", "Thôi theo dõi"
