"""Summary forms asked of provinces (Biểu 01, 03, 05): what is typed, what is computed, which equations are broken.

Pure: a form from `data/summary_forms.json` and its cells in, exact fractions and faults out. Counts and amounts are typed;
totals, sums and ratios never are. A ratio is in percent, from the counts of its own row; that of a total row from the totals.
"""

import dataclasses
import functools
import json
from fractions import Fraction
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data" / "summary_forms.json"
TYPED = ("count", "amount", "text")
NUMBERS = ("count", "amount")
COMPUTED = ("sum", "ratio")
FINEST = 4  # decimals of a typed share that are compared
NEAR = Fraction(1, 1_000_000)  # what a spreadsheet's own arithmetic may be off


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """`of`: the columns a sum adds, or (part, whole) of a ratio. helper: asked for an equation, never printed."""

    key: str
    number: str
    label: str
    kind: str
    group: str = ""
    of: tuple = ()
    helper: bool = False
    standing: str = "verified"

    @property
    def words(self):
        return f"cột {self.number}" if self.number else self.label.lower()


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """`total`: the rows it adds. free: its words are typed. part: shown below the row it belongs to."""

    key: str
    ordinal: str
    label: str
    total: tuple = ()
    free: bool = False
    part: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    code: str
    title: str
    unit: str
    columns: tuple
    rows: tuple
    checks: tuple

    @property
    def name(self):
        return f"Biểu mẫu số {self.code}"

    @property
    def printed(self):
        return tuple(column for column in self.columns if not column.helper)

    def column(self, key):
        return next(column for column in self.columns if column.key == key)

    def typed(self, row):
        """The columns of this row a person fills in."""
        return tuple(c for c in self.columns if c.kind in TYPED) if not row.total else ()


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One row with its values: Fraction, text, or None where nothing is known."""

    row: Row
    label: str
    values: dict

    @property
    def is_empty(self):
        return not any(value not in (None, "") for value in self.values.values())


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """One broken equation. where: the row; equation: in column numbers; given and due: both values, in words."""

    where: str
    equation: str
    given: str
    due: str
    message: str
    standing: str = "derived"


@functools.cache
def forms():
    """dict code → Form."""
    found = {}
    for one in json.loads(DATA.read_text(encoding="utf-8"))["forms"]:
        columns = tuple(Column(**{**c, "of": tuple(c.get("of", ()))}) for c in one["columns"])
        rows = tuple(
            Row(
                r["key"],
                r["ordinal"],
                r["label"],
                tuple(r.get("total", ())),
                r.get("free", False),
                r.get("part", False),
            )
            for r in one["rows"]
        )
        found[one["code"]] = Form(one["code"], one["title"], one["unit"], columns, rows, tuple(one["checks"]))
    return found


# Values ---------------------------------------------------------------------------------------------------------------
def lines_of(form, cells):
    """A `Line` for each row. cells: {row key: {column key: number or words as text}}."""
    made = {}
    for row in form.rows:
        given = cells.get(row.key, {})
        if row.total:
            values = _totals(form, [made[key] for key in row.total if key in made])
        else:
            values = {c.key: _value(c, given.get(c.key)) for c in form.columns if c.kind in TYPED}
        for column in form.columns:
            if column.kind == "sum" and not row.total:
                values[column.key] = _sum(values.get(key) for key in column.of)
        for column in form.columns:
            if column.kind == "ratio":
                values[column.key] = _share(*(values.get(key) for key in column.of))
        made[row.key] = Line(row, given.get("label", "") if row.free else row.label, values)
    return list(made.values())


def _value(column, text):
    if column.kind == "text":
        return text or ""
    return Fraction(text) if text not in (None, "") else None


def _sum(values):
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


def _share(part, whole):
    return part * 100 / whole if part is not None and whole else None


def _totals(form, lines):
    """Sums of the rows. The base of a ratio that is no printed column adds up only when every row with a part has one."""
    values = {c.key: _sum(line.values[c.key] for line in lines) for c in form.columns if c.kind in (*NUMBERS, "sum")}
    for column in form.columns:
        if column.kind == "ratio":
            part, whole = column.of
            if any(line.values[part] and line.values[whole] is None for line in lines):
                values[whole] = None if form.column(whole).helper else values[whole]
    return values


# Equations ------------------------------------------------------------------------------------------------------------
def faults(form, lines):
    """The check equations that what was typed breaks, in the order of the rows."""
    by_key = {line.row.key: line for line in lines}
    found = []
    for line in lines:
        for check in form.checks:
            if check["kind"] == "rows":
                found += _rows_fault(form, check, by_key) if check["whole"] == line.row.key else []
            elif line.row.key in check.get("rows", [line.row.key]):
                found += _fault(form, check, line)
    return found


def _fault(form, check, line):
    left = _sum(line.values.get(key) for key in check["left"])
    bound = check.get("right") or check["largest"]
    others = [line.values.get(key) for key in bound]
    known = [value for value in others if value is not None]
    if left is None and not known:
        return []
    equal = check["kind"] == "equal"
    right = (
        _sum(others)
        if equal
        else max(known, default=Fraction(0)) + (_sum(line.values.get(key) for key in check.get("plus", ())) or 0)
    )
    left, right = left or Fraction(0), right or Fraction(0)
    if left == right or (not equal and left < right):
        return []
    names = [[_short(form.column(key)) for key in keys] for keys in (check["left"], bound, check.get("plus", ()))]
    bounded = " + ".join([*(names[1] if equal or len(names[1]) == 1 else [f"số lớn hơn của {', '.join(names[1])}"]),
                          *names[2]])  # fmt: skip
    equation = f"{' + '.join(names[0])} {'=' if equal else '≤'} {bounded}"
    said = "khác" if equal else "lớn hơn"
    message = f"{_called(line)}: cột {' + '.join(names[0])} là {shown_exactly(left)}, {said} {shown_exactly(right)} (cột {bounded})."
    return [Fault(_called(line), equation, shown_exactly(left), shown_exactly(right), message, check["standing"])]


def _rows_fault(form, check, by_key):
    whole, found = by_key[check["whole"]], []
    for column in form.columns:
        if column.kind not in NUMBERS:
            continue
        parts = _sum(by_key[key].values[column.key] for key in check["parts"]) or Fraction(0)
        top = whole.values[column.key] or Fraction(0)
        if parts > top:
            said = f"{_called(whole)}, {column.words}: các dòng bên dưới cộng lại {shown_exactly(parts)}, lớn hơn {shown_exactly(top)}."
            found.append(
                Fault(_called(whole), f"{column.words}: các dòng bên dưới ≤ dòng này", shown_exactly(parts), shown_exactly(top), said,
                      check["standing"])
            )  # fmt: skip
    return found


def _short(column):
    return column.number or column.label.lower()


def _called(line):
    return line.label or f"Dòng {line.row.ordinal}"


# What a sheet made by hand says of computed cells -----------------------------------------------------------------------
def typed_faults(form, lines, written):
    """What somebody typed where our arithmetic decides. written: {(row key, column key): Decimal}, shares in percent."""
    found = []
    for line in lines:
        for column in form.columns:
            given = written.get((line.row.key, column.key))
            if given is None or not (column.kind in COMPUTED or (line.row.total and column.kind in NUMBERS)):
                continue
            due, share = line.values.get(column.key), column.kind == "ratio"
            if due is not None and abs(Fraction(given) - due) <= _room(given, share):
                continue
            if due is None and not given:
                continue
            found.append(_typed_fault(form, line, column, given, due, written))
    return found


def _room(given, share):
    """A share may be rounded as far as its own last figure; a count may not."""
    if not share:
        return NEAR
    decimals = min(max(0, -given.as_tuple().exponent), FINEST)
    return max(Fraction(1, 2 * 10**decimals), NEAR) if decimals < FINEST else Fraction(1, 10**FINEST)


def _typed_fault(form, line, column, given, due, written):
    share = column.kind == "ratio"
    mark = "%" if share else ""
    told = f"{shown(Fraction(given))}{mark}"
    right = "không tính được" if due is None else f"{shown(due)}{mark}"
    equation = _equation(form, line, column)
    note = ""
    if due is None:
        note = "thiếu số để tính"
    elif share:
        tolerance = _room(given, share)
        if abs(Fraction(given) * 100 - due) <= tolerance * 100:
            note = "ghi nhỏ hơn đúng một trăm lần: phân số kèm dấu %"
        elif line.row.total and _adds_shares(form, line, column, given, written):
            note = "dòng cộng đã cộng tỷ lệ của các dòng"
    else:
        note = "cao hơn tổng tính được" if Fraction(given) > due else "thấp hơn tổng tính được"
    message = f"{_called(line)}, {column.words}: ghi {told}, tính ra {right}{f' ({note})' if note else ''}."
    return Fault(_called(line), equation, told, right, message, "computed")


def _adds_shares(form, line, column, given, written):
    rows = [written.get((key, column.key)) for key in line.row.total]
    return any(rows) and sum(value or 0 for value in rows) == given


def _equation(form, line, column):
    if column.kind == "ratio":
        part, whole = (_short(form.column(key)) for key in column.of)
        return f"{column.number} = {part} : {whole}"
    if column.kind == "sum" and not line.row.total:
        return f"{column.number} = {' + '.join(_short(form.column(key)) for key in column.of)}"
    return f"{column.words} = Σ các dòng"


# Words ----------------------------------------------------------------------------------------------------------------
def shown(value, places=2):
    """A number as Vietnamese papers write it: 1.490, 65,2, 54,55 (at most so many decimals, half up); "" for None."""
    if value is None:
        return ""
    steps = 10**places
    whole, rest = divmod(int((abs(value) * 2 * steps + 1) // 2), steps)
    decimals = f",{rest:0{places}d}".rstrip("0").rstrip(",") if rest else ""
    return f"{'-' if value < 0 else ''}{whole:,}".replace(",", ".") + decimals


def shown_exactly(value):
    """A typed number or a sum of such: three decimals are all a cell takes."""
    return shown(value, 3)


def cell_words(column, value):
    """A cell as printed: shares with their percent sign."""
    if column.kind in ("text", "label", "ordinal"):
        return value or ""
    return f"{shown(value)}%" if column.kind == "ratio" and value is not None else shown_exactly(value)
