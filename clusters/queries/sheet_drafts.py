"""What a stage of a score sheet is typed over: what is stored, what the stage before says, what typing would count."""

import dataclasses

from clusters.models import ScoreSheet
from clusters.queries.score_sheets import ORDER, newest, scored
from clusters.queries.sheet_lines import lines_of
from clusters.rules import counting, entries
from clusters.rules.entries import FIRST_REASON, Entry


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
