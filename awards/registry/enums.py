"""States of decisions and grants, with the words users see."""

from django.db.models import TextChoices


class DecisionState(TextChoices):
    """Until it is entered, only the standing body knows of a decision."""

    DRAFT = "draft", "Đang nhập"
    ENTERED = "entered", "Đã vào sổ"
    REVOKED = "revoked", "Đã hủy bỏ"


class ChangeKind(TextChoices):
    CORRECTION = "correction", "Đính chính"
    REVOCATION = "revocation", "Thu hồi"


class GrantState(TextChoices):
    """Where one award stands, read from its decision and its own revocation; kept nowhere."""

    DRAFT = "draft", "Đang nhập"
    STANDING = "standing", "Có hiệu lực"
    REVOKED = "revoked", "Đã thu hồi"
    ANNULLED = "annulled", "Quyết định bị hủy bỏ"
