"""States and kinds of the plans app, with the words users see."""

from django.db.models import IntegerChoices, TextChoices


class PlanState(TextChoices):
    DRAFT = "draft", "Nháp"
    ISSUED = "issued", "Đã ban hành"
    CLOSED = "closed", "Đã tổng kết"


class Quarter(IntegerChoices):
    Q1 = 1, "Quý I"
    Q2 = 2, "Quý II"
    Q3 = 3, "Quý III"
    Q4 = 4, "Quý IV"


class TaskState(TextChoices):
    WAITING = "waiting", "Chưa đến lượt"
    DOING = "doing", "Đang làm"
    DONE = "done", "Hoàn thành"
    DROPPED = "dropped", "Không thực hiện"


OPEN_TASKS = (TaskState.WAITING, TaskState.DOING)


class FilingState(TextChoices):
    """What a unit owes, as the board shows it. `AWAITING` waits for the unit's own head and counts as a draft outside."""

    MISSING = "missing", "Chưa nộp"
    DRAFT = "draft", "Nháp"
    AWAITING = "awaiting", "Chờ thủ trưởng"
    FILED = "filed", "Đã nộp"
    RETURNED = "returned", "Trả lại"
    ACCEPTED = "accepted", "Đã tiếp nhận"


class ActivityKind(TextChoices):
    INSPECTION = "inspection", "Kiểm tra"
    TRAINING = "training", "Tập huấn"
    CONFERENCE = "conference", "Hội nghị"
    CEREMONY = "ceremony", "Lễ trao tặng"


class ActivityState(TextChoices):
    PLANNED = "planned", "Đang chuẩn bị"
    ANNOUNCED = "announced", "Đã thông báo"
    HELD = "held", "Đã tổ chức"
    CLOSED = "closed", "Đã có kết quả"
    CANCELLED = "cancelled", "Không tổ chức"


class ReportKind(TextChoices):
    MID_YEAR = "mid_year", "Sơ kết 6 tháng"
    YEAR_END = "year_end", "Tổng kết năm"


class IndicatorKind(TextChoices):
    INTEGER = "integer", "Số nguyên"
    DECIMAL = "decimal", "Số thập phân"
    PERCENT = "percent", "Tỷ lệ %"
    TEXT = "text", "Chữ"


class RollUp(TextChoices):
    SUM = "sum", "Cộng"
    NONE = "none", "Không cộng"


class TitleObject(TextChoices):
    COLLECTIVE = "collective", "Tập thể"
    PERSON = "person", "Cá nhân"
