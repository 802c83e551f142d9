"""What the pages of score sheets show: one sheet line by line, and how far all sheets of a year are."""

import dataclasses
from collections import Counter, defaultdict

from django.contrib.contenttypes.models import ContentType

from clusters.enums import QUANTITATIVE, CriterionKind, MemberRole, Scorer, SheetState, Stage
from clusters.models import LineChange, ScoreLine, ScoreSheet
from clusters.models.clusters import UNIT_ROLES, acting_units
from clusters.models.score_sheets import INSIDE
from clusters.queries.facts import facts_for
from clusters.queries.members import rows
from clusters.queries.score_sheets import ORDER, newest, scored
from clusters.queries.verifiers import LEADING
from clusters.rules import counting, entries
from clusters.rules.entries import FIRST_REASON, Entry, code_of
from clusters.rules.scoring import rounded, share_of_base, shown
from clusters.workflow.score_sheets import INTERNAL
from core.models import StoredFile, Transition

S = SheetState
STAGES_IN = {
    S.SELF: ORDER[:1],
    S.CONFIRMING: ORDER[:1],
    S.VERIFYING: ORDER[:2],
    S.ASSESSING: ORDER,
    S.FINAL: ORDER,
}  # the stages a sheet in this state has come to
STANDING_BODY = "Ban TĐKT"


# Cells ---------------------------------------------------------------------------------------------------------------
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


def _cell(stage, counted, by_stage, before):
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


def changes_of(sheet, *, inside):
    """dict line id → its changes, the newest first; what the member wrote before it sent stays with its own people."""
    found = defaultdict(list)
    changes = LineChange.objects.filter(line__sheet=sheet)
    changes = changes if inside else changes.exclude(stage=Stage.SELF)
    for change in changes.select_related("by").order_by("-at", "-pk"):
        pairs = [
            {"label": entries.LABELS.get(name, name), "before": change.before.get(name, ""), "after": after}
            for name, after in change.after.items()
        ]
        found[change.line_id].append({"change": change, "pairs": pairs})
    return found


def files_of(lines):
    """dict line id → its evidence, the oldest first; one query for all."""
    found = defaultdict(list)
    owner = ContentType.objects.get_for_model(ScoreLine)
    files = StoredFile.objects.kept().filter(owner_type=owner, owner_id__in=[line.pk for line in lines])
    for stored in files.select_related("uploaded_by").order_by("uploaded_at", "pk"):
        found[stored.owner_id].append(stored)
    return found


def lines_of(sheet):
    """The lines of a sheet in the order of its table; one that only owns evidence of a criterion that is gone is not shown."""
    lines = sheet.lines.filter(criterion__group__table=sheet.table_id).select_related("criterion__group")
    return list(lines.order_by("criterion__group__position", "criterion__position", "pk"))


def facts_of(user, sheet, lines, *, on):
    """dict line id → facts offered beside it."""
    kinds = {line.criterion.fact for line in lines if line.criterion.fact}
    if not kinds or not sheet.membership.unit_id:
        return {}
    known = facts_for(user, [sheet.membership.unit_id], sheet.year.year, kinds, on=on)
    unit = sheet.membership.unit_id
    return {line.pk: known.get(line.criterion.fact, {}).get(unit, []) for line in lines if line.criterion.fact}


@dataclasses.dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet as its page and its paper show it. `counts` holds one Count per stage, None where not reached."""

    sheet: ScoreSheet
    blocks: list
    counts: tuple

    @property
    def last(self):
        """The count of the last stage reached."""
        return next(count for count in reversed(self.counts) if count)

    @property
    def lines(self):
        """(label, words per stage) of the sums below the table."""
        pairs = (
            ("Điểm các tiêu chí", lambda total: shown(total.points)),
            ("Vượt kế hoạch", lambda total: f"+{shown(total.over)}" if total.over else "0"),
            ("Điểm thưởng khác", lambda total: f"+{shown(total.bonus)}" if total.bonus else "0"),
            ("Điểm trừ", lambda total: f"−{shown(total.penalty)}" if total.penalty else "0"),
        )
        return [(label, [say(count.total) if count else "" for count in self.counts]) for label, say in pairs]

    @property
    def totals(self):
        return [shown(count.total.total) if count else "" for count in self.counts]

    @property
    def base(self):
        """The whole base of the table."""
        criteria = [row.criterion for block in self.blocks for row in block.rows]
        return rounded(sum(one.maximum for one in criteria if not one.is_extra))

    @property
    def base_words(self):
        return shown(self.last.total.base)

    @property
    def reduced(self):
        """Sentence for a base that is smaller than the table's, because something does not apply; else nothing."""
        total = self.last.total
        if total.base == self.base:
            return ""
        share = share_of_base(total)
        words = f", đạt {shown(share)}% điểm chuẩn ấy" if share is not None else ""
        return f"Điểm chuẩn còn {shown(total.base)} trên {shown(self.base)} vì có tiêu chí không áp dụng{words}."

    @property
    def bars(self):
        return [line.criterion.name for line in self.last.bars]

    @property
    def open_words(self):
        number = self.last.total.open_lines
        return f"Còn {number} tiêu chí chưa có điểm, tạm tính 0." if number else ""


def sheet_view(user, sheet, *, on):
    """Everything one sheet shows; the same number of queries whatever it holds."""
    lines, now = lines_of(sheet), scored([sheet])[sheet.pk]
    stages = STAGES_IN[sheet.state]
    counts = tuple(now.count(stage) if stage in stages else None for stage in ORDER)
    by_criterion = [{line.criterion.pk: line for line in count.lines} if count else None for count in counts]
    inside = sheet.membership.unit_id in acting_units(user, *UNIT_ROLES)
    files, changes = files_of(lines), changes_of(sheet, inside=inside)
    facts = facts_of(user, sheet, lines, on=on)
    blocks = []
    for line in lines:
        if not blocks or blocks[-1].group.pk != line.criterion.group_id:
            blocks.append(Block(line.criterion.group, [], "", ()))
        cells, before = [], None
        for stage, known in zip(ORDER, by_criterion, strict=True):
            cells.append(_cell(stage, known[line.criterion_id], now.scores, before) if known else None)
            before = now.scores[stage].get(line.criterion_id) or before
        own = now.scores[Stage.SELF].get(line.criterion_id)
        blocks[-1].rows.append(
            Row(
                line,
                line.criterion,
                code_of(line.criterion),
                Entry.of(newest({one: now.scores[one] for one in stages}).get(line.criterion_id)),
                tuple(cells),
                own.reason if own else "",
                files[line.pk],
                facts.get(line.pk, []),
                changes[line.pk],
            )
        )
    return SheetView(sheet, [_summed(block, counts) for block in blocks], counts)


def _summed(block, counts):
    own = {row.criterion.pk for row in block.rows}
    base = [row.criterion.maximum for row in block.rows if not row.criterion.is_extra]
    sums = []
    for count in counts:
        lines = [line for line in count.lines if line.criterion.pk in own and line.applies] if count else []
        known = [line.points for line in lines if line.points is not None]
        words = shown(sum(known)) if known else ""
        sums.append(words.replace("-", "−"))
    return dataclasses.replace(block, maximum=shown(sum(base)) if base else "", sums=tuple(sums))


def history_of(sheet, *, inside):
    """The steps of the sheet, the newest first; those inside the member only for its own people."""
    steps = Transition.objects.of(sheet)
    return list(steps if inside else steps.exclude(action__in=INTERNAL))


# Typing --------------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """What a stage may write on: its lines, what its page shows of each, and what the stage before says."""

    sheet: ScoreSheet
    stage: str
    lines: list
    stored: dict  # line id → Entry
    before: dict  # line id → Entry of the stages before
    scored: object

    @property
    def open_lines(self):
        return [line for line in self.lines if entries.is_open_to(line.criterion, self.stage)]

    def counted(self, typed):
        """The `Count` with what is typed (dict line id → dict field → value) in place of what is stored."""
        scores = {}
        for line in self.lines:
            stored = self.stored[line.pk]
            entry = dataclasses.replace(stored, **typed.get(line.pk, {}))
            if entry.grade and entry.grade not in self.scored.table.shares:
                entry = dataclasses.replace(entry, grade="")
            if not entry.is_blank:
                scores[line.criterion_id] = entry
        return counting.count(self.scored.table, self.scored.criteria, scores)

    def before_counts(self):
        """dict criterion id → counted line of the stage before; nothing for the first stage."""
        place = ORDER.index(self.stage)
        if not place:
            return {}
        return {line.criterion.pk: line for line in self.scored.count(ORDER[place - 1]).lines}

    def problems(self, typed):
        """dict (line id, field) → sentence, of what is typed."""
        found = {}
        for line in self.open_lines:
            entry = dataclasses.replace(self.stored[line.pk], **typed.get(line.pk, {}))
            if entry == self.stored[line.pk]:
                continue
            asked = {"stage": self.stage, "before": self.before[line.pk], "shares": self.scored.table.shares}
            for field, text in entries.problems(line.criterion, entry, **asked):
                found[line.pk, field] = text
        return found


def draft_of(sheet, stage):
    """The `Draft` of a sheet at a stage; three queries."""
    lines, now = lines_of(sheet), scored([sheet])[sheet.pk]
    earlier = newest({one: now.scores[one] for one in ORDER[: ORDER.index(stage)]})
    before = {line.pk: Entry.of(earlier.get(line.criterion_id)) for line in lines}
    stored = {}
    for line in lines:
        own = now.scores[stage].get(line.criterion_id)
        entry = Entry.of(own) if own else dataclasses.replace(before[line.pk], reason="")
        stored[line.pk] = dataclasses.replace(entry, reason="") if entry.reason == FIRST_REASON else entry
    return Draft(sheet, stage, lines, stored, before, now)


# The board -----------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class BoardRow:
    """One member in the list of sheets. `totals` are empty where the reader may not read the sheet."""

    sheet: ScoreSheet
    name: str
    state: SheetState
    readable: bool
    totals: tuple
    next: str
    own: bool


def board(user, year, *, on, whole):
    """Rows of the sheets of the year this person may know of, by seat: all with `whole`, else those they may read.

    Where they speak for the member, the steps inside it show. year: as `queries.lists.whole` gives it.
    """
    own, members = acting_units(user, *UNIT_ROLES), {member.pk: member for member in year.memberships.all()}
    readable = set(ScoreSheet.objects.visible_to(user).filter(year=year).values_list("pk", flat=True))
    sheets = year.sheets.whole().in_order()
    sheets = [sheet for sheet in sheets if whole or sheet.pk in readable]
    for sheet in sheets:
        sheet.year, sheet.membership = year, members[sheet.membership_id]
        sheet.membership.year = year
    names = {row.membership.pk: row.name for row in rows([sheet.membership for sheet in sheets], on=on)}
    leading = [m for m in year.memberships.all() if m.role in LEADING and m.left_on is None and m.unit_id]
    return [
        _board_row(sheet, names, leading, sheet.pk in readable, sheet.membership.unit_id in own) for sheet in sheets
    ]


def _board_row(sheet, names, leading, readable, own):
    state = S(sheet.state) if own else sheet.outside_state
    totals = (sheet.self_total, sheet.verified_total, sheet.assessed_total) if readable else (None,) * 3
    return BoardRow(
        sheet,
        names[sheet.membership_id],
        state,
        readable,
        tuple(shown(total) if total is not None else "" for total in totals),
        who_acts(sheet, state, leading),
        own,
    )


def who_acts(sheet, state, leading):
    """Who has the sheet now, in words."""
    if state == S.VERIFYING:
        others = sorted((m for m in leading if m.pk != sheet.membership_id), key=lambda m: m.role != MemberRole.HEAD)
        return ", ".join(m.body.label for m in others) or STANDING_BODY
    return {
        S.SELF: "cán bộ của đơn vị" if sheet.state in INSIDE else "",
        S.CONFIRMING: "thủ trưởng đơn vị",
        S.ASSESSING: STANDING_BODY,
    }.get(state, "")


def tally(rows_):
    """[(words of a state inside a sentence, number)] over the rows, in the order of a sheet's life."""
    found = Counter(row.state for row in rows_)
    return [(state.label[0].lower() + state.label[1:], found[state]) for state in S if found[state]]


def standing_lines(lines):
    """How many criteria the standing body scores itself."""
    return sum(line.criterion.scorer == Scorer.STANDING for line in lines)
