"""What one stage says of one line, before it is written: which fields a kind of criterion has, and what is wrong with them.

Pure: dataclasses in, sentences out. The form, the sheet from Excel and the service ask the same questions here.
"""

import dataclasses
from decimal import Decimal

from clusters.enums import QUANTITATIVE, CriterionKind, Scorer, Stage
from clusters.rules.scoring import shown

K = CriterionKind
FIELDS = ("applies", "plan", "actual", "grade", "points", "times")  # what is compared from stage to stage
MOST_TIMES = 99
LARGEST = Decimal("99999999999999")  # what the column of a figure holds
LABELS = {
    "applies": "Áp dụng",
    "plan": "Kế hoạch",
    "actual": "Thực hiện",
    "grade": "Xếp loại",
    "points": "Điểm",
    "times": "Số lần",
    "reason": "Giải trình, lý do",
}
FIRST_REASON = "Ban TĐKT chấm lần đầu."


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """What a stage says of a line; `rules.counting` reads it like a LineScore."""

    applies: bool = True
    plan: Decimal | None = None
    actual: Decimal | None = None
    grade: str = ""
    points: Decimal | None = None
    times: int | None = None
    reason: str = ""

    @classmethod
    def of(cls, score):
        """From a LineScore; of None an entry that says nothing."""
        if score is None:
            return cls()
        return cls(**{name: getattr(score, name) for name in (*FIELDS, "reason")})

    @property
    def values(self):
        """dict field → value, without the reason."""
        return {name: getattr(self, name) for name in FIELDS}

    @property
    def is_blank(self):
        return self == Entry()

    def same_score(self, other):
        """Whether both say the same; reasons aside."""
        return self.values == other.values


def code_of(criterion):
    """“I.2”, as papers call a criterion; nothing where the table numbers none."""
    return ".".join(filter(None, (criterion.group.symbol, criterion.number)))


def fields_of(criterion):
    """The fields a person fills for this kind of criterion, in the order of the page."""
    if criterion.kind in QUANTITATIVE:
        return ("plan", "actual", "points", "applies", "reason")
    if criterion.kind == K.GRADED:
        return ("grade", "applies", "reason")
    if criterion.kind == K.PENALTY:
        return ("times", "reason")
    return ("points", "reason") if criterion.kind == K.BONUS else ("points", "applies", "reason")


def is_open_to(criterion, stage):
    """What the standing body scores is nobody else's."""
    return criterion.scorer != Scorer.STANDING or stage == Stage.ASSESSED


def is_first(criterion, stage, before):
    """The standing body's own first score: nothing was there to differ from, so no reason is owed."""
    return criterion.scorer == Scorer.STANDING and stage == Stage.ASSESSED and before.is_blank


def words(name, value):
    """A value as people read it."""
    if name == "applies":
        return "có" if value else "không áp dụng"
    if value is None or value == "":
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))
    return str(value)


def computable(entry):
    """Whether plan and actual give the points of a quantity."""
    return entry.plan is not None and entry.plan > 0 and entry.actual is not None


def problems(criterion, entry, *, stage, before, shares):
    """[(field, sentence)] of what stops this entry from being written over `before`, the entry of the stage before.

    shares: dict grade → percent, of the table. An entry that says the same as `before` is no change and stops nowhere.
    """
    if stage != Stage.SELF and entry.same_score(before):
        return []
    found = [*_wrong(criterion, entry, shares), *_unexplained(criterion, entry, stage, before)]
    if not is_open_to(criterion, stage) and not entry.is_blank:
        return [("reason", "Tiêu chí này do Ban TĐKT chấm.")]
    return found


def _wrong(criterion, entry, shares):
    if criterion.kind in QUANTITATIVE:
        for name in ("plan", "actual"):
            value = getattr(entry, name)
            if value is not None and value < 0:
                yield name, f"Số {LABELS[name].lower()} không thể âm. Hãy ghi từ 0 trở lên."
            elif value is not None and value > LARGEST:
                yield name, "Số quá lớn; hãy kiểm tra lại đơn vị tính."
    if entry.points is not None and criterion.kind != K.PENALTY:
        most = shown(criterion.maximum)
        if entry.points < 0:
            yield "points", f"Điểm không thể âm. Hãy ghi từ 0 đến {most}."
        elif entry.points > criterion.maximum:
            yield "points", f"Cao hơn điểm tối đa {most}. Hãy ghi từ 0 đến {most}."
    if entry.times is not None:
        if entry.times < 0:
            yield "times", "Số lần không thể âm. Không có lần nào thì ghi 0 hoặc để trống."
        elif entry.times > MOST_TIMES:
            yield "times", f"Nhiều hơn {MOST_TIMES} lần; hãy kiểm tra lại số lần."
    if criterion.kind == K.GRADED and entry.grade and entry.grade not in shares:
        known = ", ".join(shares)
        yield "grade", f"Bảng điểm chưa đặt tỷ lệ cho loại {entry.grade}. Hãy chọn một trong: {known}."


def _unexplained(criterion, entry, stage, before):
    if not entry.applies and not entry.reason:
        yield "reason", "Hãy ghi vì sao tiêu chí này không áp dụng."
    elif criterion.kind in QUANTITATIVE and entry.applies:
        yield from _quantity(entry, stage)
    if stage == Stage.SELF or entry.reason or not entry.applies:
        return
    if not is_first(criterion, stage, before):
        yield "reason", "Hãy nêu lý do sửa điểm của bước trước."


def _quantity(entry, stage):
    if stage == Stage.SELF and entry.points is not None and computable(entry):
        yield "points", "Điểm đã tính được từ kế hoạch và thực hiện. Hãy để trống ô điểm, hoặc sửa hai số ấy."
    elif stage == Stage.SELF and entry.points is not None and not entry.reason:
        yield "reason", "Tự cho điểm khi không tính được thì cần giải trình."
    elif stage != Stage.SELF and entry.points is None and entry.plan and entry.actual is None:
        yield "actual", "Thiếu số thực hiện. Hãy ghi số, hoặc cho điểm ở ô bên cạnh."
