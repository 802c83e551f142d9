"""What belongs to the lines of one score sheet: their changes, evidence, facts; and the steps of the sheet."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType

from clusters.enums import Stage
from clusters.models import LineChange, ScoreLine
from clusters.queries.facts import facts_for
from clusters.rules import entries
from clusters.workflow.score_sheets import BACK, INTERNAL
from core.models import StoredFile, Transition


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


def history_of(sheet, *, inside, reasons):
    """The steps of the sheet, the newest first; those inside the member only for its own people.

    reasons: this reader may also know why the sheet went back.
    """
    steps = Transition.objects.of(sheet)
    found = list(steps if inside else steps.exclude(action__in=INTERNAL))
    for step in found:
        step.reason = step.reason if reasons or step.action not in BACK else ""
    return found
