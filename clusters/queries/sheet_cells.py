"""The words and cells of a score sheet: one criterion at each stage, one group of criteria."""

import dataclasses

from clusters.enums import QUANTITATIVE, CriterionKind, SheetState, Stage
from clusters.models import ScoreLine
from clusters.queries.score_sheets import ORDER
from clusters.rules import entries
from clusters.rules.entries import FIRST_REASON, Entry
from clusters.rules.scoring import shown

S = SheetState
STAGES_IN = {
    S.SELF: ORDER[:1],
    S.CONFIRMING: ORDER[:1],
    S.VERIFYING: ORDER[:2],
    S.ASSESSING: ORDER,
    S.FINAL: ORDER,
}  # the stages a sheet in this state has come to
STANDING_BODY = "Ban TĐKT"


def points_words(line):
    """The points of a counted line as a cell shows them."""
    if not line.applies:
        return "không áp dụng"
    if line.points is None:
        return ""
    return ("−" if line.points < 0 else "") + shown(abs(line.points))


def input_words(criterion, entry):
    """What was entered, in one short text: “9,2/8 tỷ đồng”, “loại B”, “2 lần”."""
    if criterion.kind in QUANTITATIVE:
        return ""
    if criterion.kind == CriterionKind.GRADED:
        return f"loại {entry.grade}" if entry.grade else ""
    if criterion.kind == CriterionKind.PENALTY:
        return f"{entry.times} lần" if entry.times else ""
    return ""


def why_words(line, entry):
    """How a line was calculated, or what stands in the way; nothing where nobody has typed anything."""
    if entry.is_blank:
        return ""
    if line.is_open and line.criterion.is_quantitative and entry.plan == 0:
        return "Kế hoạch bằng 0: không tính được, cần người chấm."
    if line.is_open and line.criterion.is_quantitative and entry.plan and entry.actual is None:
        return "Thiếu số thực hiện."
    return line.why


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """The score of one line at one stage. `changed`: the stage itself wrote it, over what stood before."""

    stage: str
    line: object  # rules.counting.Line
    words: str
    over: str
    score: object = None  # the LineScore of the stage itself
    changed: bool = False
    reason: str = ""
    input: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One criterion of a sheet: cells are one per stage, None for a stage the sheet has not come to."""

    line: ScoreLine
    criterion: object
    code: str
    entry: Entry  # as the last stage reached says
    cells: tuple
    explanation: str
    files: list
    facts: list
    changes: list

    @property
    def maximum(self):
        """Most points; of a penalty what each time costs."""
        most = shown(self.criterion.maximum)
        return f"−{most}" if self.criterion.kind == CriterionKind.PENALTY else most

    @property
    def plan(self):
        return entries.words("plan", self.entry.plan)

    @property
    def actual(self):
        return entries.words("actual", self.entry.actual)

    @property
    def input(self):
        return input_words(self.criterion, self.entry)

    @property
    def why(self):
        """How the last stage reached was calculated, where that says more than the cells do."""
        last = next((cell for cell in reversed(self.cells) if cell), None)
        telling = self.criterion.is_quantitative or self.criterion.kind == CriterionKind.GRADED
        return (
            why_words(last.line, self.entry)
            if last and (telling or last.line.times > 1 or not last.line.applies)
            else ""
        )

    @property
    def history(self):
        """The changes after the first entry."""
        return self.changes if len(self.changes) > 1 else []

    @property
    def bars(self):
        return any(cell and cell.line.bars for cell in self.cells[-1:])


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """A group of criteria: its rows, its maximum, and its sum at each stage (None for a stage not reached)."""

    group: object
    rows: list
    maximum: str
    sums: tuple


def cell_of(stage, counted, by_stage, before):
    """The `Cell` of a counted line at a stage. before: the score of the newest earlier stage, None where there is none."""
    score = by_stage[stage].get(counted.criterion.pk)
    over = f"+{shown(counted.over)}" if counted.over else ""
    reason = score.reason if score and stage != Stage.SELF and score.reason != FIRST_REASON else ""
    first = score is not None and before is None
    return Cell(
        stage,
        counted,
        points_words(counted),
        over,
        score=score,
        changed=score is not None and stage != Stage.SELF and not first,
        reason=reason,
        input=input_words(counted.criterion, Entry.of(counted.score)),
    )


def summed(block, counts):
    """The block with its maximum, and its sum in each of the counts (None for a stage not reached)."""
    own = {row.criterion.pk for row in block.rows}
    base = [row.criterion.maximum for row in block.rows if not row.criterion.is_extra]
    sums = []
    for count in counts:
        lines = [line for line in count.lines if line.criterion.pk in own and line.applies] if count else []
        known = [line.points for line in lines if line.points is not None]
        words = shown(sum(known)) if known else ""
        sums.append(words.replace("-", "−"))
    return dataclasses.replace(block, maximum=shown(sum(base)) if base else "", sums=tuple(sums))
