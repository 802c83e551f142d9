"""What counts of score sheets: the newest score of each line up to a stage, and whole sheets counted from them.

`stage` is a `Stage`; what a stage counts by is its own score of a line, else that of the stage before. The same number of
queries whatever the number of sheets.
"""

from collections import defaultdict

from clusters.enums import Stage
from clusters.models import Criterion, LineScore, ScoreTable
from clusters.rules import counting

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


def effective(sheets, stage):
    """dict sheet id → dict criterion id → the score that counts at the stage; a line nobody scored is not in it."""
    return {pk: newest(by_stage) for pk, by_stage in scores_of(list(sheets), stage).items()}


def counted(sheets, stage):
    """dict sheet id → `rules.counting.Count` of the sheet at the stage."""
    sheets = list(sheets)
    tables = ScoreTable.objects.in_bulk({sheet.table_id for sheet in sheets})
    criteria, scores = criteria_of(tables), effective(sheets, stage)
    return {
        sheet.pk: counting.count(tables[sheet.table_id], criteria[sheet.table_id], scores[sheet.pk]) for sheet in sheets
    }
