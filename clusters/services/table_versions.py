"""A score table is frozen; a frozen one is opened again as a new version, which replaces it when it is frozen in turn.

Score sheets point at the table they were scored by. Those still being self-scored go over to the new version with the
scores of what is the same criterion in both: same symbol of the group, same number, same name.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F

from clusters.enums import CovenantState, Stage, TableState
from clusters.models import LineScore, ScoreLine, ScoreSheet, ScoreTable
from clusters.models.score_sheets import INSIDE, SENT
from clusters.permissions.score_tables import can_revise, covenant_of, is_being_signed
from clusters.queries.score_sheets import counted
from clusters.queries.score_tables import copied_groups, criteria_in_order
from clusters.services.clusters import fresh, note_change
from clusters.services.score_tables import COPIED, write_table
from clusters.workflow.score_tables import SCORE_TABLE
from core import journal, text
from core.errors import Refused, Stale
from core.models import StoredFile

PAST_SELF = "Đã có phiếu nộp để thẩm định theo bảng điểm này nên không thay bảng được nữa."


def must_be_before_verification(year):
    """Refused once a sheet of the year was sent. One that waits for its own head still counts as self-scoring: that it waits
    is known inside the member only."""
    if year.sheets.filter(state__in=SENT).exists():
        raise Refused(PAST_SELF)


@transaction.atomic
def revise_table(table, *, reason, by, at):
    """A new draft version with the same rows. Only the standing body, with a reason, before any sheet is past self-scoring.

    Raises Refused while a covenant is being signed or another version is being written; Stale when this one was replaced.
    """
    year = fresh(table.year)
    if not can_revise(by, table):
        raise Refused("Chỉ Ban Thi đua - Khen thưởng mở lại được bảng điểm đã chốt.")
    reason = text.clean(reason)
    if not reason:
        raise Refused("Cần nêu lý do lập lần mới.")
    table.refresh_from_db(fields=["state"])
    if table.state != TableState.FROZEN:
        raise Stale("Bảng điểm này không còn là bảng đang dùng. Hãy tải lại trang.")
    covenant = covenant_of(year)
    if covenant is not None and covenant.state == CovenantState.SIGNING:
        raise Refused("Giao ước đang ký kèm bảng điểm này. Muốn sửa, hãy đưa giao ước về soạn thảo trước.")
    must_be_before_verification(year)
    values = {name: getattr(table, name) for name in (*COPIED, "title", "source")}
    number = max(year.score_tables.values_list("number", flat=True)) + 1
    made = write_table(year, number=number, groups=copied_groups(table), at=at, revised_because=reason, **values)
    note_change(year, f"Lập lần {number} của bảng tiêu chí chấm điểm", reason=reason, by=by, at=at)
    journal.record("score-table.revise", by=by, at=at, subject=made, detail={"number": number, "reason": reason})
    return made


@transaction.atomic
def freeze_table(table, *, by, at):
    """Freeze a draft; the version before, if any, is replaced and the sheets still in self-scoring go over.

    Raises Refused when findings stop it or a sheet is past self-scoring, Stale when somebody was faster. A table that is
    being signed is frozen by concluding the signing.
    """
    fresh(table.year)
    if is_being_signed(table):
        raise Refused("Giao ước đang ký kèm bảng điểm này; bảng được chốt khi ký xong.")
    return freeze(table, by=by, at=at)


@transaction.atomic
def freeze(table, *, by, at):
    """The act itself, also for concluding a covenant: the steps, the moment, the sheets, the history."""
    year = table.year
    before = year.score_tables.filter(state=TableState.FROZEN).exclude(pk=table.pk).order_by("pk").first()
    if before is not None:
        must_be_before_verification(year)
        before.year = year
        SCORE_TABLE.take(before, "replace", by=by, at=at, reason=table.revised_because or "Lập lần mới")
    SCORE_TABLE.take(table, "freeze", by=by, at=at)
    ScoreTable.objects.filter(pk=table.pk).update(frozen_at=at, frozen_by=by, version=F("version") + 1, updated_at=at)
    table.frozen_at, table.frozen_by, table.version = at, by, table.version + 1
    moved = move_sheets(before, table, at=at) if before is not None else 0
    label = f"Chốt bảng tiêu chí chấm điểm lần {table.number}"
    note_change(year, f"{label}; chuyển {moved} phiếu đang tự chấm" if moved else label, by=by, at=at)
    journal.record("score-table.freeze", by=by, at=at, subject=table, detail={"number": table.number, "moved": moved})
    return table


def move_sheets(old, new, *, at):
    """Bring the sheets of one version that were not sent yet to the next; returns how many.

    A line goes over with scores, changes and files where the criterion is the same; its score only while it is counted
    in the same way. Lines of criteria that are gone end.
    """
    sheets = list(ScoreSheet.objects.filter(table=old, state__in=INSIDE).order_by("pk"))
    if not sheets:
        return 0
    targets = {_same(one): one for one in criteria_in_order(new)}
    lines = ScoreLine.objects.filter(sheet__in=sheets)
    for criterion in criteria_in_order(old):
        mine, target = lines.filter(criterion=criterion), targets.get(_same(criterion))
        if target is None:
            _end(mine)
            continue
        if target.kind != criterion.kind:
            LineScore.objects.filter(line__in=mine).delete()
        mine.update(criterion=target)
    known = set(lines.values_list("sheet", "criterion"))
    ScoreLine.objects.bulk_create(
        ScoreLine(sheet=sheet, criterion=target)
        for sheet in sheets
        for target in targets.values()
        if (sheet.pk, target.pk) not in known
    )
    ScoreSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).update(
        table=new, version=F("version") + 1, updated_at=at
    )
    _count_again(sheets, new)
    return len(sheets)


def _same(criterion):
    return criterion.group.symbol, criterion.number, text.fold(criterion.name)


def _end(lines):
    """Take the scores and the lines away; a line that owns evidence stays, without a score, as its owner."""
    kind = ContentType.objects.get_for_model(ScoreLine)
    owning = StoredFile.objects.filter(owner_type=kind, owner_id__in=lines.values("pk")).values("owner_id")
    LineScore.objects.filter(line__in=lines).delete()
    lines.exclude(pk__in=owning).delete()


def _count_again(sheets, table):
    """The printed totals of those that had one."""
    for sheet in sheets:
        sheet.table_id = table.pk
    counts = counted(sheets, Stage.SELF)
    for sheet in sheets:
        if sheet.self_total is not None:
            ScoreSheet.objects.filter(pk=sheet.pk).update(self_total=counts[sheet.pk].total.total)
