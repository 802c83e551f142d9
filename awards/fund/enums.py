"""What the fund takes in and pays for, in the columns of Biểu mẫu số 05."""

from django.db.models import TextChoices


class Purpose(TextChoices):
    """Column 3 of Biểu 05 is what came in; columns 6 to 11 are what was spent."""

    SET_ASIDE = "set-aside", "Trích lập"
    STATE_AWARDS = "state-awards", "Chi khen cấp Nhà nước"
    PROVINCE_AWARDS = "province-awards", "Chi khen cấp tỉnh"
    OTHER_AWARDS = "other-awards", "Chi khen hình thức khác"
    EMULATION_WORK = "emulation-work", "Chi công tác thi đua, tuyên truyền"
    OBJECTS = "objects", "Chi mua sắm hiện vật"
    OTHER = "other", "Chi khác"


COLUMN = {purpose: str(number) for purpose, number in zip(Purpose, (3, 6, 7, 8, 9, 10, 11), strict=True)}
SPENDING = tuple(purpose for purpose in Purpose if purpose != Purpose.SET_ASIDE)
