"""One score sheet line by line, as its page and its paper show it."""

import dataclasses

from clusters.enums import Stage
from clusters.models import ScoreSheet
from clusters.models.clusters import UNIT_ROLES, acting_units
from clusters.queries.score_sheets import ORDER, newest, scored
from clusters.queries.sheet_cells import STAGES_IN, Block, Row, cell_of, summed
from clusters.queries.sheet_lines import changes_of, facts_of, files_of, lines_of
from clusters.rules.entries import Entry, code_of
from clusters.rules.scoring import rounded, share_of_base, shown


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
    inside = sheet.is_from_outside or sheet.membership.unit_id in acting_units(user, *UNIT_ROLES)
    files, changes = files_of(lines), changes_of(sheet, inside=inside)
    facts = facts_of(user, sheet, lines, on=on)
    blocks = []
    for line in lines:
        if not blocks or blocks[-1].group.pk != line.criterion.group_id:
            blocks.append(Block(line.criterion.group, [], "", ()))
        cells, before = [], None
        for stage, known in zip(ORDER, by_criterion, strict=True):
            cells.append(cell_of(stage, known[line.criterion_id], now.scores, before) if known else None)
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
    return SheetView(sheet, [summed(block, counts) for block in blocks], counts)
