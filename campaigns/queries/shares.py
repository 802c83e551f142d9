"""How much of a target was reached. Exact numbers decide, never rounded ones; no float touches them."""

import dataclasses
import decimal

from campaigns.enums import Direction
from plans.queries.reports import number_words

TENTH = decimal.Decimal("0.1")
HUNDRED = decimal.Decimal(100)


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """percent: of the target, one decimal, or None with the reason in `why`; reached: None when it cannot be said."""

    percent: decimal.Decimal | None
    reached: bool | None
    why: str = ""

    @property
    def words(self):
        return f"{number_words(self.percent)}%" if self.percent is not None else ""

    @property
    def label(self):
        """“Đạt, 116,7%”, “Chưa đạt, 75%”; "" where it cannot be said."""
        if self.reached is None:
            return ""
        said = "Đạt" if self.reached else "Chưa đạt"
        return f"{said}, {self.words}" if self.words else said

    @property
    def width(self):
        """Of its bar, in whole percent of the full length."""
        return min(int(self.percent), 100) if self.percent is not None else 100 * bool(self.reached)


def share_of(target, actual, direction):
    """Result ÷ target; target ÷ result where less is better. `target` and `actual`: Decimal or None.

    The percentage is rounded half up, but 100 is shown only where the target is reached, and less only where not.
    """
    if actual is None:
        return Share(None, None, "chưa có kết quả")
    if target is None:
        return Share(None, None, "chưa đăng ký mức")
    reached = actual <= target if direction == Direction.DOWN else actual >= target
    whole, part = (actual, target) if direction == Direction.DOWN else (target, actual)
    if whole == 0:
        what = "kết quả" if direction == Direction.DOWN else "mức đăng ký"
        return Share(None, reached, f"{what} bằng 0 nên không tính được tỷ lệ")
    percent = (part * HUNDRED / whole).quantize(TENTH, rounding=decimal.ROUND_HALF_UP)
    if not reached and percent >= HUNDRED:
        percent = HUNDRED - TENTH
    return Share(percent, reached)
