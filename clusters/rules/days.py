"""Days of a cluster's year before the province sets its own. Pure: numbers in, dates out.

Model: the draft guide of Hưng Yên 2021 (read in a secondary source). No rule of Điện Biên is known, so every page that
shows these days says «tham số mẫu, chưa kiểm chứng» until the year names its own basis.
"""

import datetime

from clusters.enums import MilestoneKind as K

MODEL = "mô hình của tỉnh Hưng Yên (dự thảo năm 2021)"
# kind → month, day, years after the cluster's own, “trước ngày”; None: the model names no day
MODEL_DAYS = {
    K.REGISTRATION: (1, 5, 0, True),
    K.COVENANT: (2, 15, 0, False),
    K.MID_YEAR: (8, 15, 0, False),
    K.SELF_SCORE: None,
    K.YEAR_END: (1, 31, 1, False),
}


def model_days(year):
    """[(kind, date or None, before)] of the model for this year, in their order."""
    return [(kind, *_day(year, day)) for kind, day in MODEL_DAYS.items()]


def _day(year, day):
    if day is None:
        return None, False
    month, number, later, before = day
    return datetime.date(year + later, month, number), before


def days_count(year, *, has_head):
    """Whether anybody is reminded of the days of this year: they have a basis, or somebody leads who agreed to them."""
    return bool(year.basis) or has_head
