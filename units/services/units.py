"""What is done to units: founded, corrected, renamed, moved, merged, split, ended. Every change has a day and a paper.

`on` is always the first day of the new state; the day before it is the last day of the old one. A day to come is
allowed: periods and events are written at once, and `bring_up_to_date` turns the columns of `Unit` on that day.
"""

import dataclasses
import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core import journal, text
from core.errors import Refused
from units.models import Unit, UnitEvent, UnitPeriod, UnitSuccession

CORRECTION = "Sửa lỗi gõ"  # begins the reason of every correction in the history
ONE_DAY = datetime.timedelta(days=1)
SHAPE = ("name", "short_name", "symbol", "code", "kind", "parent")  # what a period keeps


@dataclasses.dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that a founding, merge or split brings into being."""

    name: str
    kind: str
    parent: Unit | None = None
    short_name: str = ""
    symbol: str = ""
    code: str = ""
    other_names: tuple = ()
    position: int = 0
    source: str = ""
    standing: str = ""


@transaction.atomic
def create_unit(new, *, on, by, at, document="", founding_known=True, note=""):
    """Found a unit on a day and return it.

    Raises Refused when a unit of the same name below the same parent, or of the same code, is in force that day, or
    when the parent is not.
    """
    unit = _found(new, on=on, by=by, at=at, founding_known=founding_known)
    event = UnitEvent.objects.create(
        kind=UnitEvent.Kind.FOUND, on=on, document=document.strip(), note=note, by=by, at=at
    )
    event.units.add(unit)
    journal.record("units.create", by=by, at=at, subject=unit, detail={"name": unit.name, "on": str(on)})
    return unit


@transaction.atomic
def correct_unit(unit, *, changes, reason, by, at):
    """Mend a typing error in what is on record now; nothing happened in the world, so no event is written.

    `changes`: dict of name, short_name, symbol, code, kind, other_names, position. Issued documents keep the words they
    were issued with. Raises Refused without a reason, or when another unit already bears the name or code.
    """
    _lock(unit)
    allowed = {"name", "short_name", "symbol", "code", "kind", "other_names", "position"}
    if not reason.strip():
        raise Refused("Cần nêu lý do sửa, ví dụ “gõ sai dấu so với Nghị quyết”.")
    before = {f: getattr(unit, f) for f in changes if f in allowed and getattr(unit, f) != changes[f]}
    if not before:
        return unit
    after = {f: text.clean(changes[f]) if isinstance(changes[f], str) else changes[f] for f in before}
    if not after.get("name", unit.name):
        raise Refused("Tên đơn vị không được để trống.")
    period = unit.periods.filter(name=unit.name).order_by("-valid_from").first() or _latest(unit)
    _refuse_twin(
        name=after.get("name", unit.name),
        code=after.get("code", unit.code),
        parent=unit.parent,
        on=unit.valid_to or max(unit.valid_from, period.valid_from),
        but=unit,
    )
    for field, value in after.items():
        setattr(unit, field, value)
    shaped = [f for f in after if f in SHAPE]
    for field in shaped:
        setattr(period, field, after[field])
    if shaped:
        period.save(update_fields=shaped)
    _save_derived(unit, *after, by=by, at=at, why=f"{CORRECTION}: {reason.strip()}")
    journal.record(
        "units.correct",
        by=by,
        at=at,
        subject=unit,
        detail={"before": _plain(before), "after": _plain(after), "reason": reason.strip()},
    )
    return unit


@transaction.atomic
def rename_unit(unit, *, name, on, by, at, document, short_name="", symbol=None, code=None, kind=None, note=""):
    """Give the unit another name from a day on. Papers and awards of earlier days keep the earlier name."""
    name = text.clean(name)
    if not name:
        raise Refused("Hãy ghi tên mới của đơn vị.")
    shape = _shape(_latest(unit))
    shape.update(name=name, short_name=text.clean(short_name))
    for field, value in (("symbol", symbol), ("code", code), ("kind", kind)):
        if value is not None:
            shape[field] = value
    if shape == _shape(_latest(unit)):
        raise Refused("Tên mới giống tên đang dùng, không có gì để ghi.")
    _refuse_twin(name=name, code=shape["code"], parent=shape["parent"], on=on, but=unit)
    return _turn(unit, shape, kind=UnitEvent.Kind.RENAME, on=on, by=by, at=at, document=document, note=note)


@transaction.atomic
def move_unit(unit, *, parent, on, by, at, document, note=""):
    """Put the unit, with all that lies below it, under another parent from a day on."""
    if parent.pk == unit.pk or parent.path.startswith(unit.path):
        raise Refused(f"Không thể chuyển “{unit.label}” vào chính nó hoặc đơn vị trực thuộc nó.")
    if unit.parent_id == parent.pk:
        raise Refused(f"“{unit.label}” đang trực thuộc “{parent.label}”.")
    _refuse_absent(parent, on)
    _refuse_twin(name=unit.name, code="", parent=parent, on=on, but=unit)
    shape = {**_shape(_latest(unit)), "parent": parent}
    return _turn(unit, shape, kind=UnitEvent.Kind.MOVE, on=on, by=by, at=at, document=document, note=note)


@transaction.atomic
def merge_units(units, *, into, on, by, at, document, note=""):
    """Several units become others on a day: every one in `units` hands over to every one in `into`.

    `into` holds `NewUnit`s to be founded and units that go on and take the others in; the latter are never ended.
    Returns (event, list of successors). Raises Refused when a predecessor is not in force, was already ended, or still
    has subordinate units that day.
    """
    if len(units) < 1 or not into:
        raise Refused("Hợp nhất cần ít nhất một đơn vị cũ và một đơn vị nhận.")
    staying = {u.pk for u in into if isinstance(u, Unit)}
    ending = [u for u in units if u.pk not in staying]
    if not ending:
        raise Refused("Không có đơn vị nào kết thúc: hãy chọn đơn vị được sáp nhập vào đơn vị khác.")
    return _hand_over(ending, into, kind=UnitEvent.Kind.MERGE, on=on, by=by, at=at, document=document, note=note)


@transaction.atomic
def split_unit(unit, *, into, on, by, at, document, ends=True, note=""):
    """Divide a unit on a day. `ends`: chia (the unit ends); otherwise tách (it goes on and others come out of it)."""
    if not into or (ends and len(into) < 2):
        raise Refused("Chia đơn vị cần ít nhất hai đơn vị mới; tách cần ít nhất một.")
    return _hand_over(
        [unit], into, kind=UnitEvent.Kind.SPLIT, on=on, by=by, at=at, document=document, note=note, ends=ends
    )


@transaction.atomic
def dissolve_units(units, *, on, by, at, document, note=""):
    """End units from a day on; their last day is the day before. The posts held there end with them."""
    event = _event(UnitEvent.Kind.DISSOLVE, on=on, by=by, at=at, document=document, note=note)
    for unit in units:
        _end(unit, on=on, by=by, at=at)
        UnitSuccession.objects.create(event=event, predecessor=unit, successor=None)
    event.units.add(*units)
    _note(event, units, by=by, at=at)
    return event


@transaction.atomic
def dissolve_unit(unit, *, on, by, at, document, note=""):
    """End one unit from a day on; see `dissolve_units`."""
    return dissolve_units([unit], on=on, by=by, at=at, document=document, note=note)


@transaction.atomic
def bring_up_to_date(*, on, at):
    """Give the columns of `Unit` the words and place of the day, after a future rename or move fell due.

    Safe to repeat: units whose columns already agree are left alone. Returns how many were turned.
    """
    turned = 0
    due = UnitPeriod.objects.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))
    for period in due.select_related("unit", "parent", "unit__parent").order_by("valid_from", "pk"):
        unit = period.unit
        if _shape(period) != _shape(unit):
            for field, value in _shape(period).items():
                setattr(unit, field, value)
            _save_derived(unit, *SHAPE, by=None, at=at, why="Đến ngày có hiệu lực")
            turned += 1
    return turned


@transaction.atomic
def rebuild_keys(units=None):
    """Compute path, search form and order again for all units (or those given); used after bulk loading."""
    for unit in units if units is not None else Unit.objects.order_by("pk"):
        keys = _keys(unit)
        Unit.objects.filter(pk=unit.pk).update(**keys)


# The parts ------------------------------------------------------------------------------------------------------


def _shape(holder):
    return {field: getattr(holder, field) for field in SHAPE}


def _plain(values):
    return {k: v if isinstance(v, (str, int, list, type(None))) else str(v) for k, v in values.items()}


def _latest(unit):
    return unit.periods.select_related("parent").order_by("-valid_from").first()


def _found(new, *, on, by, at, founding_known=True):
    name = text.clean(new.name)
    if not name:
        raise Refused("Hãy ghi tên đơn vị.")
    if new.parent:
        _refuse_absent(new.parent, on)
    _refuse_twin(name=name, code=new.code, parent=new.parent, on=on)
    unit = Unit(
        name=name,
        short_name=text.clean(new.short_name),
        symbol=text.clean(new.symbol),
        code=new.code.strip(),
        kind=new.kind,
        parent=new.parent,
        valid_from=on,
        founding_known=founding_known,
        other_names=[text.clean(n) for n in new.other_names if text.clean(n)],
        position=new.position,
        source=new.source,
        standing=new.standing,
    )
    unit._history_user, unit._history_date, unit._change_reason = by, at, "Thành lập"
    unit.save(force_insert=True)
    UnitPeriod.objects.create(unit=unit, valid_from=on, **_shape(unit))
    Unit.objects.filter(pk=unit.pk).update(**_keys(unit))
    return unit


def _event(kind, *, on, by, at, document, note):
    if not document.strip():
        raise Refused("Hãy ghi số, ký hiệu và ngày của văn bản làm căn cứ.")
    return UnitEvent.objects.create(kind=kind, on=on, document=document.strip(), note=note.strip(), by=by, at=at)


def _hand_over(ending, into, *, kind, on, by, at, document, note, ends=True):
    event = _event(kind, on=on, by=by, at=at, document=document, note=note)
    if ends:
        for unit in ending:
            _end(unit, on=on, by=by, at=at)
    successors = []
    for target in into:
        if isinstance(target, Unit):
            _refuse_absent(target, on)
        successors.append(target if isinstance(target, Unit) else _found(target, on=on, by=by, at=at))
    UnitSuccession.objects.bulk_create(
        UnitSuccession(event=event, predecessor=old, successor=new) for old in ending for new in successors
    )
    event.units.add(*ending, *successors)
    _note(event, [*ending, *successors], by=by, at=at)
    return event, successors


def _end(unit, *, on, by, at):
    _lock(unit)
    if unit.valid_to and unit.valid_to < on:
        raise Refused(f"“{unit.label}” đã kết thúc từ ngày {unit.valid_to + ONE_DAY:%d/%m/%Y}.")
    if unit.valid_to:
        raise Refused(f"“{unit.label}” đã được ghi kết thúc sau ngày {unit.valid_to:%d/%m/%Y}.")
    _refuse_too_early(unit, on)
    below = list(unit.children.in_force(on).order_by("position", "pk")[:4])
    if below:
        names = ", ".join(f"“{u.label}”" for u in below[:3]) + (" …" if len(below) > 3 else "")
        raise Refused(
            f"“{unit.label}” còn đơn vị trực thuộc hoạt động trong ngày {on:%d/%m/%Y}: {names}. "
            "Hãy chuyển hoặc kết thúc các đơn vị đó trước."
        )
    unit.valid_to = on - ONE_DAY
    _save(unit, "valid_to", by=by, at=at, why="Kết thúc")
    unit.periods.filter(valid_to=None).update(valid_to=unit.valid_to)


def _turn(unit, shape, *, kind, on, by, at, document, note):
    """Close the latest period the day before, open the next one, and keep the columns to what is in force at `at`."""
    _lock(unit)
    _refuse_absent(unit, on)
    _refuse_too_early(unit, on)
    event = _event(kind, on=on, by=by, at=at, document=document, note=note)
    last = _latest(unit)
    UnitPeriod.objects.filter(pk=last.pk).update(valid_to=on - ONE_DAY)
    UnitPeriod.objects.create(unit=unit, valid_from=on, valid_to=unit.valid_to, **shape)
    event.units.add(unit)
    if on <= timezone.localdate(at):
        for field, value in shape.items():
            setattr(unit, field, value)
        _save_derived(unit, *shape, by=by, at=at, why=event.get_kind_display())
    else:
        _save_derived(unit, by=by, at=at, why=f"{event.get_kind_display()} từ {on:%d/%m/%Y}")
    _note(event, [unit], by=by, at=at)
    return event


def _lock(unit):
    """One at a time per unit: read it anew under a lock, so that what another just wrote is seen, not undone."""
    unit.refresh_from_db(from_queryset=Unit.objects.select_for_update())


def _refuse_too_early(unit, on):
    last = _latest(unit)
    if on <= last.valid_from:
        raise Refused(
            f"“{unit.label}” đã có thay đổi ghi từ ngày {last.valid_from:%d/%m/%Y}; sự kiện mới phải sau ngày đó."
        )


def _refuse_absent(unit, on):
    if unit.valid_from > on or (unit.valid_to and unit.valid_to < on):
        raise Refused(f"“{unit.label}” không hoạt động trong ngày {on:%d/%m/%Y}.")


def _refuse_twin(*, name, code, parent, on, but=None):
    others = Unit.objects.in_force(on)
    if but:
        others = others.exclude(pk=but.pk)
    wanted = text.fold(name)
    for twin in others.filter(parent=parent, folded__startswith=wanted[:200]).order_by("pk"):
        if text.fold(twin.name) == wanted:
            place = f" thuộc “{parent.label}”" if parent else ""
            raise Refused(f"Đã có “{twin.name}”{place} hoạt động trong ngày {on:%d/%m/%Y}.")
    if code and (twin := others.filter(code=code).order_by("pk").first()):
        raise Refused(f"Mã {code} đang là của “{twin.name}” trong ngày {on:%d/%m/%Y}.")


def _keys(unit):
    parent_path = unit.parent.path if unit.parent_id else "/"
    former = unit.periods.order_by("valid_from").values_list("name", flat=True)
    words = dict.fromkeys([unit.name, unit.short_name, unit.symbol, unit.code, *unit.other_names, *former])
    unit.path = f"{parent_path}{unit.pk}/"
    unit.folded = text.fold(" ".join(w for w in words if w))[:1000]
    unit.sort_key = text.sort_key(unit.name)[:400]
    return {"path": unit.path, "folded": unit.folded, "sort_key": unit.sort_key}


def _save_derived(unit, *fields, by, at, why):
    """Save the named fields, compute the stored keys again, and carry a changed path down the tree."""
    old_path = Unit.objects.values_list("path", flat=True).get(pk=unit.pk)
    _keys(unit)
    _save(unit, *fields, "path", "folded", "sort_key", by=by, at=at, why=why)
    if unit.path != old_path:
        below = Unit.objects.filter(path__startswith=old_path).exclude(pk=unit.pk)
        for pk, path in below.order_by("pk").values_list("pk", "path"):
            Unit.objects.filter(pk=pk).update(path=unit.path + path[len(old_path) :])


def _save(unit, *fields, by, at, why):
    unit._history_user, unit._history_date, unit._change_reason = by, at, why[:100]
    unit.save(update_fields=[*fields, "updated_at"])


def _note(event, units, *, by, at):
    for unit in units:
        journal.record(
            f"units.{event.kind}",
            by=by,
            at=at,
            subject=unit,
            detail={"on": str(event.on), "document": event.document, "event": event.pk},
        )
