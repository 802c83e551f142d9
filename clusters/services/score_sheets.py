"""Scoring: sheets are opened, each stage writes where it differs, the sheet goes from hand to hand.

Every change of a score leaves a `LineChange`; the totals of the sheet are written in the same transaction.
"""

import dataclasses

from django.db import transaction
from django.db.models import F

from clusters.enums import MilestoneKind, SheetState, Stage, TableState
from clusters.models import LineChange, LineScore, Milestone, ScoreLine, ScoreSheet
from clusters.notices import score_sheets as notices
from clusters.permissions.score_sheets import can_open_sheets, can_score, stage_to_write
from clusters.queries.score_sheets import ORDER, criteria_of, newest, scored
from clusters.queries.sheet_drafts import draft_of
from clusters.rules import entries
from clusters.rules.entries import FIELDS, FIRST_REASON, Entry
from clusters.services.clusters import fresh, note_change
from clusters.workflow.score_sheets import INTERNAL, SCORE_SHEET
from core import files, journal
from core.errors import Refused, Stale

MOST_FILES = 10
COMPARED = (*FIELDS, "reason")
OUTSIDE = {SheetState.VERIFYING, SheetState.ASSESSING, SheetState.FINAL}

journal.name_acts(
    {
        "cluster.sheets-open": "Mở chấm điểm của cụm, khối",
        "cluster.sheet-confirm": "Xác nhận và gửi phiếu chấm điểm",
        "cluster.sheet-send-for": "Gửi phiếu chấm điểm thay đơn vị ngoài tỉnh",
        "cluster.sheet-return": "Trả phiếu chấm điểm cho đơn vị",
        "cluster.sheet-verify": "Ghi đã thẩm định phiếu chấm điểm",
        "cluster.sheet-send-back": "Trả phiếu chấm điểm để thẩm định lại",
        "cluster.sheet-finalise": "Chốt phiếu chấm điểm",
        "cluster.sheet-reopen": "Mở lại phiếu chấm điểm",
        "cluster.sheet-export": "Xuất phiếu chấm điểm",
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people changed to different values since the page was made."""

    line: ScoreLine
    field: str
    theirs: object
    mine: object


class Faults(Refused):
    """What stops the sheet from being saved: `found` is dict (line id, field) → sentence. Nothing was written."""

    def __init__(self, found, lines):
        self.found = found
        names = {line.pk: line.criterion.name for line in lines}
        super().__init__(" ".join(f"“{names[line]}”: {text}" for (line, _), text in found.items()))


# Opening -------------------------------------------------------------------------------------------------------------
@transaction.atomic
def open_sheets(year, *, by, at, due=None):
    """A sheet with a line per criterion for every member that has none; returns how many were made.

    due: (date or None, before) sets the day the sheets are due. Pressing again gives a sheet to whoever joined since; a
    sheet nobody has begun follows the newest frozen table, and goes when its member has left. Raises Refused without
    right, without a frozen table, or when there is nobody to score.
    """
    if not can_open_sheets(by, year):
        raise Refused(
            "Chỉ đơn vị trưởng cụm, khối và Ban Thi đua - Khen thưởng mở chấm điểm, trong năm đang hoạt động."
        )
    year = fresh(year)
    table = year.score_tables.filter(state=TableState.FROZEN).first()
    if table is None:
        raise Refused("Bảng điểm của năm chưa chốt. Hãy chốt bảng điểm rồi mở chấm điểm.")
    members = list(year.memberships.staying().select_related("unit", "outside").in_order())
    if not members:
        raise Refused("Chưa có đơn vị thành viên nào để chấm điểm.")
    if due is not None:
        Milestone.objects.update_or_create(
            year=year, kind=MilestoneKind.SELF_SCORE, defaults={"due_date": due[0], "before": due[1]}
        )
    _drop_unbegun(year.sheets.exclude(table=table))
    drop_left(year)
    with_sheet = set(year.sheets.values_list("membership", flat=True))
    made = ScoreSheet.objects.bulk_create(
        ScoreSheet(year=year, membership=member, table=table, updated_at=at)
        for member in members
        if member.pk not in with_sheet
    )
    criteria = criteria_of([table.pk])[table.pk]
    ScoreLine.objects.bulk_create(ScoreLine(sheet=sheet, criterion=one) for sheet in made for one in criteria)
    if made:
        note_change(year, f"Mở chấm điểm cho {len(made)} đơn vị", by=by, at=at)
        notices.tell_opened(year, made, at=at)
        journal.record("cluster.sheets-open", by=by, at=at, subject=year, detail={"sheets": len(made)})
    return len(made)


def _drop_unbegun(sheets):
    sheets.exclude(pk__in=ScoreSheet.objects.begun().values("pk")).delete()


@transaction.atomic
def drop_left(year):
    """A member who left keeps its sheet only when somebody has begun it. Safe to repeat."""
    _drop_unbegun(ScoreSheet.objects.filter(year=year, membership__left_on__isnull=False))


# Scores --------------------------------------------------------------------------------------------------------------
@transaction.atomic
def save_scores(sheet, *, mine, by, at, base=None):
    """Write what somebody says of the lines at the stage the sheet is in; returns the `Clash`es, whose fields are left.

    mine: dict line id → dict field → value, of `rules.entries`; what is not named stays. base: the same, as the page
    showed it; only a field that both changed, to different values, is a clash. Without it mine is written. A later stage
    keeps a score only where it differs from the one before. Safe to repeat. Raises Refused without right, Stale when the
    sheet has moved on, Faults when a line cannot be written; nothing is written then.
    """
    stage = stage_to_write(by, sheet)
    if stage is None:
        raise Refused(
            f"Phiếu đang “{sheet.get_state_display()}” nên bạn không sửa điểm được lúc này. Hãy tải lại trang."
        )
    if not ScoreSheet.objects.filter(pk=sheet.pk, state=sheet.state).update(updated_at=at):  # and now it is ours
        raise Stale("Phiếu vừa chuyển sang bước khác. Hãy tải lại trang.")
    draft = draft_of(sheet, stage)
    lines = {line.pk: line for line in draft.lines}
    if set(mine) - set(lines):
        raise Refused("Có tiêu chí không thuộc phiếu này. Hãy tải lại trang.")
    written, clashes, faults = [], [], {}
    for pk, typed in mine.items():
        line, stored, before = lines[pk], draft.stored[pk], draft.before[pk]
        own = draft.scored.scores[stage].get(line.criterion_id)
        entry = dataclasses.replace(stored, **_merge(line, typed, (base or {}).get(pk), stored, clashes))
        if entry == stored:
            continue
        for field, text in _problems(line, entry, own, before, stage, draft.scored.table):
            faults[pk, field] = text
        written.append((line, stored, entry, own, before))
    if faults:
        raise Faults(faults, lines.values())
    if written:
        _write(sheet, stage, written, by=by, at=at)
        refresh_totals(sheet)
    return clashes


def _merge(line, typed, base, stored, clashes):
    """The fields of mine to write; those both changed are put into `clashes` instead."""
    taken = {}
    for field, value in typed.items():
        theirs = getattr(stored, field)
        if base is not None and field in base:
            if value == base[field]:
                continue
            if theirs not in (base[field], value):
                clashes.append(Clash(line, field, theirs, value))
                continue
        taken[field] = value
    return taken


def _problems(line, entry, own, before, stage, table):
    yield from entries.problems(line.criterion, entry, stage=stage, before=before, shares=table.shares)
    if stage != Stage.SELF and own is None and entry.reason and entry.same_score(before):
        yield "reason", "Điểm giống bước trước nên chưa cần lý do. Hãy sửa điểm, hoặc xóa lý do."


def _write(sheet, stage, written, *, by, at):
    """The scores of the stage, and one change each of what differs."""
    kept, gone, changes = [], [], []
    for line, stored, entry, own, before in written:
        if entry.is_blank if stage == Stage.SELF else entry.same_score(before):
            if own is not None:
                gone.append(own.pk)
            entry = dataclasses.replace(entry, reason="")
        else:
            reason = entry.reason or (FIRST_REASON if stage != Stage.SELF else "")
            entry = dataclasses.replace(entry, reason=reason)
            kept.append(LineScore(line=line, stage=stage, by=by, at=at, **_columns(entry)))
        changes.append(_change(line, stage, stored, entry, by=by, at=at))
    LineScore.objects.filter(pk__in=gone).delete()
    LineScore.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["line", "stage"], update_fields=[*COMPARED, "by", "at"]
    )
    LineChange.objects.bulk_create(changes)
    ScoreSheet.objects.filter(pk=sheet.pk).update(version=F("version") + 1, updated_at=at)
    sheet.version, sheet.updated_at = sheet.version + 1, at


def _columns(entry):
    return {name: getattr(entry, name) for name in COMPARED}


def _change(line, stage, old, new, *, by, at):
    """Before and after in words, of the fields that differ."""
    differ = [name for name in COMPARED if getattr(old, name) != getattr(new, name)]
    before, after = ({name: entries.words(name, getattr(one, name)) for name in differ} for one in (old, new))
    return LineChange(line=line, stage=stage, before=before, after=after, reason=new.reason, by=by, at=at)


def refresh_totals(sheet):
    """The printed totals as the scores now say; a stage the sheet has not come to has none."""
    now = scored([sheet])[sheet.pk]
    reached = {
        "self_total": True,
        "verified_total": sheet.state in OUTSIDE,
        "assessed_total": sheet.state in (SheetState.ASSESSING, SheetState.FINAL),
    }
    values = {
        name: now.count(stage).total.total if there else None
        for (name, there), stage in zip(reached.items(), ORDER, strict=True)
    }
    ScoreSheet.objects.filter(pk=sheet.pk).update(**values)
    for name, value in values.items():
        setattr(sheet, name, value)


# Evidence ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def attach_evidence(line, uploaded, *, by, at):
    """Keep one file beside a line while the member scores; raises Refused with a sentence when it is not acceptable."""
    sheet = line.sheet
    if sheet.state != SheetState.SELF or not can_score(by, sheet):
        raise Refused("Chỉ người ghi điểm tự chấm thêm minh chứng, trong lúc phiếu đang tự chấm.")
    if files.of(line).count() >= MOST_FILES:
        raise Refused(f"Mỗi tiêu chí có nhiều nhất {MOST_FILES} tệp minh chứng. Hãy bỏ bớt tệp cũ.")
    stored = files.store(uploaded, owner=line, by=by, at=at)
    ScoreSheet.objects.filter(pk=sheet.pk).update(version=F("version") + 1, updated_at=at)
    sheet.version, sheet.updated_at = sheet.version + 1, at
    return stored


# Steps ---------------------------------------------------------------------------------------------------------------
@transaction.atomic
def take_sheet_step(sheet, action, *, by, at, reason=""):
    """One step of the sheet. Raises Refused or Stale like `Workflow.take`.

    When the sheet goes on, a score of a later stage that says the same as the stage before no longer stands for a change.
    Steps inside the member stay in the sheet's own history: the journal has readers outside.
    """
    transition = SCORE_SHEET.take(sheet, action, by=by, at=at, reason=reason)
    if action in ("confirm", "send_for", "verify"):
        _settle(sheet, by=by, at=at)
    refresh_totals(sheet)
    notices.tell_step(sheet, transition, at=at)
    if action not in INTERNAL:
        journal.record(f"cluster.sheet-{action.replace('_', '-')}", by=by, at=at, subject=sheet)
    return transition


@transaction.atomic
def send_for_outside(sheet, *, paper, uploaded, by, at):
    """Send the sheet of a member from outside as its paper has it; `paper` names it, `uploaded` are its files.

    The step and its reason say who entered whose scores from what. Raises Refused or Stale like `take_sheet_step`, and
    Refused when neither this press nor an earlier one brought a file.
    """
    transition = take_sheet_step(sheet, "send_for", by=by, at=at, reason=f"Theo {paper}")
    for one in uploaded:
        files.store(one, owner=sheet, by=by, at=at)
    if not files.of(sheet).exists():
        raise Refused("Hãy đính kèm văn bản của đơn vị.")
    return transition


def _before(scores, stage, criterion_id):
    """What the stages before this one say."""
    earlier = newest({one: scores[one] for one in ORDER[: ORDER.index(stage)]})
    return Entry.of(earlier.get(criterion_id))


def _settle(sheet, *, by, at):
    """Take away the scores of later stages that agree by now."""
    now, lines = scored([sheet])[sheet.pk], {line.criterion_id: line for line in sheet.lines.order_by("pk")}
    gone, changes = [], []
    for stage in ORDER[1:]:
        for criterion_id, own in list(now.scores[stage].items()):
            before = _before(now.scores, stage, criterion_id)
            if Entry.of(own).same_score(before):
                agreed = dataclasses.replace(before, reason="")
                changes.append(_change(lines[criterion_id], stage, Entry.of(own), agreed, by=by, at=at))
                gone.append(now.scores[stage].pop(criterion_id).pk)
    LineScore.objects.filter(pk__in=gone).delete()
    LineChange.objects.bulk_create(changes)
