"""What counts of score sheets: the newest score of each line up to a stage, and whole sheets counted from them.

`stage` is a `Stage`; what a stage counts by is its own score of a line, else that of the stage before. The same number of
queries whatever the number of sheets.
"""

import dataclasses
from collections import Counter, defaultdict

from clusters.enums import Stage
from clusters.models import Criterion, LineScore, ScoreTable
from clusters.rules import counting
from clusters.rules.entries import code_of

ORDER = tuple(Stage.values)


def up_to(stage):
    """The stages that count for this one, the oldest first."""
    return ORDER[: ORDER.index(stage) + 1]


def criteria_of(table_ids):
    """dict table id → its criteria in the order of the table, each with its group."""
    found = defaultdict(list)
    criteria = Criterion.objects.filter(group__table__in=set(table_ids)).select_related("group")
    for criterion in criteria.order_by("group__position", "group_id", "position", "pk"):
        found[criterion.group.table_id].append(criterion)
    return found


def scores_of(sheets, stage=Stage.ASSESSED):
    """dict sheet id → dict stage → dict criterion id → LineScore, of the stages up to this one."""
    found = {sheet.pk: {one: {} for one in up_to(stage)} for sheet in sheets}
    scores = LineScore.objects.filter(line__sheet__in=list(found), stage__in=up_to(stage)).select_related("line")
    for score in scores.order_by("pk"):
        found[score.line.sheet_id][score.stage][score.line.criterion_id] = score
    return found


def newest(by_stage):
    """dict criterion id → the newest of the scores in dict stage → dict criterion id → LineScore."""
    merged = {}
    for stage in ORDER:
        merged |= by_stage.get(stage, {})
    return merged


@dataclasses.dataclass(frozen=True, slots=True)
class Scored:
    """One sheet with what it is counted from. `scores` is dict stage → dict criterion id → LineScore."""

    table: ScoreTable
    criteria: list
    scores: dict

    def newest(self, stage):
        """dict criterion id → the score that counts at the stage."""
        return newest({one: self.scores[one] for one in up_to(stage)})

    def count(self, stage):
        return counting.count(self.table, self.criteria, self.newest(stage))


def scored(sheets, stage=Stage.ASSESSED):
    """dict sheet id → `Scored`, with the scores of the stages up to this one."""
    sheets = list(sheets)
    tables = ScoreTable.objects.in_bulk({sheet.table_id for sheet in sheets})
    criteria, scores = criteria_of(tables), scores_of(sheets, stage)
    return {sheet.pk: Scored(tables[sheet.table_id], criteria[sheet.table_id], scores[sheet.pk]) for sheet in sheets}


def effective(sheets, stage):
    """dict sheet id → dict criterion id → the score that counts at the stage; a line nobody scored is not in it."""
    return {pk: newest(by_stage) for pk, by_stage in scores_of(list(sheets), stage).items()}


def counted(sheets, stage):
    """dict sheet id → `rules.counting.Count` of the sheet at the stage."""
    return {pk: one.count(stage) for pk, one in scored(sheets, stage).items()}


def count_one(sheet, stage):
    """The `Count` of one sheet at the stage."""
    return counted([sheet], stage)[sheet.pk]


def codes_of(criteria):
    """dict criterion id → the code a spreadsheet knows it by: “I.2”, or its places where a code is missing or doubled."""
    codes = {criterion.pk: code_of(criterion) if criterion.number else "" for criterion in criteria}
    known = Counter(codes.values())
    return {
        criterion.pk: codes[criterion.pk]
        if codes[criterion.pk] and known[codes[criterion.pk]] == 1
        else f"{criterion.group.position}-{criterion.position}"
        for criterion in criteria
    }
