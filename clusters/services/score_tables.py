"""A score table is started and written: groups, criteria, parameters. Freezing and new versions: `table_versions`.

Every change of a draft counts up the table's version by a conditional update, so of two who save at once one is told.
"""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from clusters.enums import CriterionKind, TableState
from clusters.models import Criterion, CriterionGroup, ScoreTable
from clusters.permissions.score_tables import can_start_table, can_write_table, is_being_signed
from clusters.queries.score_tables import (
    CRITERION,
    GROUP,
    PARAMETERS,
    copied_groups,
    criteria_in_order,
    last_years_table,
    model_groups,
    stamp,
    stamp_of_maxima,
)
from clusters.rules.score_tables import tidy
from clusters.services.clusters import fresh, must_be_open, note_change
from core import journal, text
from core.errors import Refused, Stale

journal.name_acts(
    {
        "score-table.start": "Lập bảng tiêu chí chấm điểm",
        "score-table.discard": "Bỏ bản thảo bảng tiêu chí chấm điểm",
        "score-table.revise": "Mở lần mới của bảng tiêu chí chấm điểm",
        "score-table.freeze": "Chốt bảng tiêu chí chấm điểm",
        "score-table.export": "Xuất bảng tiêu chí chấm điểm",
    }
)
BLANK, MODEL, LAST = "blank", "model", "last"
MODEL_BONUS_CAP = Decimal(30)  # of the model; our notes, 3.3
CHANGED = "Người khác vừa sửa chỗ này. Hãy so sánh hai bản rồi lưu lại; những gì bạn gõ còn nguyên."
TOO_FAST = "Người khác đang sửa bảng điểm cùng lúc. Hãy lưu lại lần nữa."
COPIED = [name for name in PARAMETERS if name not in ("title", "source")]


# Starting -------------------------------------------------------------------------------------------------------------
@transaction.atomic
def start_table(year, *, how, by, at):
    """The first table of a year: `blank`, from the `model` of 1,000 points, or a copy of `last` year's frozen one.

    Raises Refused when the person may not prepare the year, when it has a table, or last year has none.
    """
    year = fresh(year)
    if not can_start_table(by, year):
        raise Refused("Chỉ đơn vị trưởng cụm, khối và Ban Thi đua - Khen thưởng lập được bảng điểm của năm đang mở.")
    if year.score_tables.exists():
        raise Refused("Năm này đã có bảng điểm. Hãy sửa bảng đang có.")
    values, groups = {}, []
    if how == MODEL:
        values, groups = {"bonus_cap": MODEL_BONUS_CAP}, model_groups()
    elif how == LAST:
        before = last_years_table(year)
        if before is None:
            raise Refused(f"{year.cluster.name} chưa có bảng điểm đã chốt của năm {year.year - 1}.")
        values, groups = {name: getattr(before, name) for name in COPIED}, copied_groups(before)
    table = write_table(year, number=1, groups=groups, at=at, **values)
    told = {BLANK: "bảng trống", MODEL: "từ bảng mẫu 1.000 điểm", LAST: f"theo bảng năm {year.year - 1}"}[how]
    note_change(year, f"Lập bảng tiêu chí chấm điểm, {told}", by=by, at=at)
    journal.record("score-table.start", by=by, at=at, subject=table, detail={"how": how})
    return table


def write_table(year, *, number, groups, at, **values):
    """The rows themselves. groups: as `queries.score_tables.model_groups` gives them. Raises Refused when one is begun."""
    values = {"title": f"Bảng tiêu chí chấm điểm {year}"[:200]} | values
    try:
        with transaction.atomic():
            table = ScoreTable.objects.create(year=year, number=number, updated_at=at, **values)
    except IntegrityError as twice:
        raise Refused("Đang có một bảng điểm chưa chốt. Hãy sửa bảng đó.") from twice
    for place, (symbol, name, criteria) in enumerate(groups, 1):
        group = CriterionGroup.objects.create(table=table, position=place, symbol=symbol, name=name)
        Criterion.objects.bulk_create(
            Criterion(group=group, position=position, **fields) for position, fields in enumerate(criteria, 1)
        )
    return table


@transaction.atomic
def discard_table(table, *, by, at):
    """Drop a draft with all its rows; a frozen version, if there is one, goes on counting."""
    year = must_write(table, by=by)
    label = f"Bỏ bản thảo bảng tiêu chí chấm điểm lần {table.number}"
    note_change(year, label, by=by, at=at)
    journal.record("score-table.discard", by=by, at=at, subject=table)
    if ScoreTable.objects.filter(pk=table.pk, state=TableState.DRAFT).delete()[0] == 0:
        raise Stale("Bảng điểm này vừa được chốt hoặc bỏ. Hãy tải lại trang.")


# Writing --------------------------------------------------------------------------------------------------------------
@transaction.atomic
def must_write(table, *, by):
    """Refused unless this person may change this draft now; returns its year."""
    year = fresh(table.year)
    must_be_open(year)
    table.year = year
    if table.state != TableState.DRAFT:
        raise Stale("Bảng điểm đã chốt nên không sửa được. Muốn sửa, Ban Thi đua - Khen thưởng lập lần mới.")
    if is_being_signed(table):
        raise Refused("Giao ước đang ký kèm bảng điểm này. Muốn sửa, hãy đưa giao ước về soạn thảo trước.")
    if not can_write_table(by, table):
        raise Refused("Bạn không có quyền sửa bảng điểm này.")
    return year


def touch_table(table, *, at):
    """Count one more change of the draft; Stale when somebody saved in this instant or froze it."""
    rows = ScoreTable.objects.filter(pk=table.pk, version=table.version, state=TableState.DRAFT)
    if rows.update(version=F("version") + 1, updated_at=at) != 1:
        raise Stale(TOO_FAST)
    table.version, table.updated_at = table.version + 1, at


def _unchanged(record, names, seen):
    if stamp(record, names) != seen:
        raise Stale(CHANGED)


@transaction.atomic
def update_parameters(table, *, seen, values, by, at):
    """Write title, source, shares, caps, tie rules, vote and cross scoring. values: dict of `PARAMETERS`.

    `seen`: the stamp of what the page showed. Raises Stale when somebody changed one of these since; nothing is written.
    """
    table.refresh_from_db()
    must_write(table, by=by)
    _unchanged(table, PARAMETERS, seen)
    touch_table(table, at=at)
    ScoreTable.objects.filter(pk=table.pk).update(**values, updated_at=at)
    for name, value in values.items():
        setattr(table, name, value)
    return table


@transaction.atomic
def add_group(table, *, symbol, name, by, at):
    """One more group at the end; the same one again when it is pressed twice. Raises Refused when the symbol is taken."""
    table.refresh_from_db()
    must_write(table, by=by)
    if again := table.groups.filter(symbol=symbol, name=name).first():
        return again
    _free_symbol(table, symbol)
    touch_table(table, at=at)
    return CriterionGroup.objects.create(table=table, position=_next(table.groups), symbol=symbol, name=name)


@transaction.atomic
def update_group(group, *, seen, symbol, name, by, at):
    """Rename a group. Raises Stale when somebody changed it since the page was opened."""
    group.refresh_from_db()
    must_write(group.table, by=by)
    _unchanged(group, GROUP, seen)
    _free_symbol(group.table, symbol, besides=group)
    touch_table(group.table, at=at)
    group.symbol, group.name = symbol, name
    group.save(update_fields=["symbol", "name"])
    return group


@transaction.atomic
def remove_group(group, *, by, at):
    """Take a group out with its criteria."""
    must_write(group.table, by=by)
    touch_table(group.table, at=at)
    group.delete()


@transaction.atomic
def move_group(group, *, up, by, at):
    """One place up or down; at the edge nothing changes."""
    must_write(group.table, by=by)
    touch_table(group.table, at=at)
    _swap(group, CriterionGroup.objects.filter(table=group.table_id), up=up)


@transaction.atomic
def add_criterion(group, *, values, by, at):
    """One more criterion at the end of the group. values: dict of `CRITERION`; without a number the next one is given.

    The same one again when it is pressed twice with the same words. Raises Refused when the number is taken in the group.
    """
    table = group.table
    table.refresh_from_db()
    must_write(table, by=by)
    values = _tidy(values)
    if again := group.criteria.filter(**{k: v for k, v in values.items() if k != "number" or v}).first():
        return again
    values["number"] = _number(group, values["number"])
    touch_table(table, at=at)
    return Criterion.objects.create(group=group, position=_next(group.criteria), **values)


@transaction.atomic
def update_criterion(criterion, *, seen, group, values, by, at):
    """Write one criterion, into the group named. Raises Stale when somebody changed this criterion since."""
    criterion.refresh_from_db()
    table = criterion.group.table
    must_write(table, by=by)
    if seen is not None:
        _unchanged(criterion, CRITERION, seen)
    values = _tidy(values)
    values["number"] = _number(group, values["number"], besides=criterion)
    touch_table(table, at=at)
    if group.pk != criterion.group_id:
        values |= {"group": group, "position": _next(group.criteria)}
    for name, value in values.items():
        setattr(criterion, name, value)
    criterion.save(update_fields=list(values))
    return criterion


@transaction.atomic
def set_maxima(table, *, seen, maxima, by, at):
    """Write many maxima at once. maxima: dict criterion id → points; what is not named stays.

    `seen`: the stamp of the maxima the page showed. Raises Stale when one changed, or a criterion came or went, since.
    """
    table.refresh_from_db()
    must_write(table, by=by)
    criteria = criteria_in_order(table)
    if stamp_of_maxima(criteria) != seen:
        raise Stale(CHANGED)
    touch_table(table, at=at)
    for criterion in criteria:
        points = maxima.get(criterion.pk)
        if points is not None and points != criterion.maximum:
            Criterion.objects.filter(pk=criterion.pk).update(maximum=points)


@transaction.atomic
def remove_criterion(criterion, *, by, at):
    """Take a criterion out of the draft."""
    table = criterion.group.table
    must_write(table, by=by)
    touch_table(table, at=at)
    criterion.delete()


@transaction.atomic
def move_criterion(criterion, *, up, by, at):
    """One place up or down in its group; at the edge nothing changes."""
    table = criterion.group.table
    must_write(table, by=by)
    touch_table(table, at=at)
    _swap(criterion, Criterion.objects.filter(group=criterion.group_id), up=up)


# Inside ---------------------------------------------------------------------------------------------------------------
def _next(rows):
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _swap(row, among, *, up):
    """Exchange places with the neighbour; through a free place, because two rows never stand on one."""
    if up:
        other = among.filter(position__lt=row.position).order_by("-position", "pk").first()
    else:
        other = among.filter(position__gt=row.position).order_by("position", "pk").first()
    if other is None:
        return
    mine, theirs, free = row.position, other.position, _next(among)
    for pk, place in ((other.pk, free), (row.pk, theirs), (other.pk, mine)):
        among.filter(pk=pk).update(position=place)
    row.position = theirs


def _free_symbol(table, symbol, besides=None):
    taken = table.groups.filter(symbol__iexact=symbol)
    if taken.exclude(pk=getattr(besides, "pk", None)).exists():
        raise Refused(f"Đã có nhóm mang ký hiệu {symbol}. Hãy chọn ký hiệu khác.")


def _number(group, number, besides=None):
    """The number asked for, or the next whole one; Refused when the group has it."""
    others = set(group.criteria.exclude(pk=getattr(besides, "pk", None)).values_list("number", flat=True))
    if not number:
        return str(max((int(one) for one in others if one.isdecimal()), default=0) + 1)
    if number in others:
        raise Refused(f"Nhóm {group.symbol} đã có tiêu chí số {number}. Hãy ghi số khác hoặc để trống.")
    return number


def _tidy(values):
    """What cannot be said of a kind is left out: only a quantity rewards over plan, only a penalty bars."""
    values = dict(values)
    if values["kind"] not in (CriterionKind.HIGHER, CriterionKind.LOWER):
        values["rewards_over"] = False
    if values["kind"] != CriterionKind.PENALTY:
        values["bars"] = False
    values["maximum"] = tidy(values["maximum"])
    values["name"] = text.clean(values["name"])
    return values
