"""What the book of awards counts for the summary forms: Biểu mẫu số 01 and 03, cell by cell.

Columns 3 and 4 of Biểu 01 are the same selections over the letters to the State level (`awards.forwarding`).

A cell is a `Selection`: which awards, recipients, causes, classes of persons. The same selection counts the cell and filters
the list behind its number, so both always agree.

How it is counted, and how well that is known:
- the calendar year of the decision; only awards that stand (entered, not annulled, not revoked). Ours: the forms do not say.
- the rows by award, as their words say. Huân chương các loại: every award named Huân chương but kháng chiến, which has row 6;
  huy chương and prizes of the State have no row and are named in the notes. Interpretation.
- công trạng, chuyên đề, đột xuất, niên hạn, đối ngoại, cống hiến, kháng chiến by the cause of the line. A title of emulation
  (Luật 06/2022/QH15 Điều 20) is given by the year's work, so one without a cause counts as công trạng. Interpretation.
- leader or not by the class of the person (TT 03/2018/TT-BNV Biểu 0703). A doanh nhân runs an enterprise and so is not
  “không quản lý”: counted as lãnh đạo, quản lý. Interpretation. A person without a class is in neither column, see the notes.
- a household is neither tập thể nor cá nhân; it is in total columns and in those that make no such difference. Interpretation.
- doanh nghiệp: lines marked so, and in the column of persons also doanh nhân. Interpretation.
- Cờ thi đua cấp tỉnh is not split by công trạng: the published form leaves those cells empty; thematic flags are counted.
"""

import dataclasses
import functools
from collections import Counter
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse

from awards.law.enums import LEADERS, AwardKind, Cause, Level, PersonClass, RecipientKind
from awards.law.rules import catalogue, find
from awards.registry.models import Grant
from clusters.enums import SummaryCode
from clusters.queries.supplies import Supply, supplies
from clusters.rules.summaries import forms

MANAGING = LEADERS | {PersonClass.ENTREPRENEUR}
OTHERS = frozenset(PersonClass) - MANAGING
PEOPLE, BODIES = frozenset({RecipientKind.INDIVIDUAL}), frozenset({RecipientKind.COLLECTIVE})
MERIT = frozenset({Cause.MERIT})
THEMATIC = frozenset({Cause.THEMATIC, Cause.EXCEPTIONAL})
KEYS = ("award", "kind", "cause", "person_class", "is_enterprise")

HONOURS = ("TINH_AH", "BMVNAH", "AHLLVT", "AHLD", "NGND", "NGUT", "TTND", "TTUT", "NSND", "NSUT", "NNND", "NNUT")


@dataclasses.dataclass(frozen=True, slots=True)
class Selection:
    """Lines of a book that a cell counts; None is no condition. enterprise: only lines marked doanh nghiệp, doanh nhân."""

    awards: frozenset
    kinds: frozenset | None = None
    causes: frozenset | None = None
    classes: frozenset | None = None
    enterprise: bool = False

    def takes(self, line):
        """Does it take lines like this one (KEYS as attributes)?"""
        return (
            line.award in self.awards
            and (self.kinds is None or line.kind in self.kinds)
            and (self.causes is None or line.cause in self.causes)
            and (self.classes is None or line.person_class in self.classes)
            and (not self.enterprise or line.is_enterprise or line.person_class == PersonClass.ENTREPRENEUR)
        )

    def q(self):
        """The same as a condition of the database."""
        found = Q(award__in=sorted(self.awards))
        for name in ("kinds", "causes", "classes"):
            if (allowed := getattr(self, name)) is not None:
                found &= Q(**{f"{FIELD[name]}__in": sorted(allowed)})
        if self.enterprise:
            found &= Q(is_enterprise=True) | Q(person_class=PersonClass.ENTREPRENEUR)
        return found


FIELD = {"kinds": "kind", "causes": "cause", "classes": "person_class"}


def _orders():
    return frozenset(code for code, award in catalogue().items() if award.name.startswith("Huân chương "))


def _coded(*codes):
    return frozenset(codes)


ROWS = {
    SummaryCode.F01: {
        "orders": _orders(),
        "order-independence": _coded("HCDL1", "HCDL2", "HCDL3"),
        "order-labour-1": _coded("HCLD1"),
        "order-labour-2": _coded("HCLD2"),
        "order-labour-3": _coded("HCLD3"),
        "titles": _coded(*HONOURS),
        "heroic-mother": _coded("BMVNAH"),
        "doctor-merit": _coded("TTUT"),
        "artist-merit": _coded("NSUT"),
        "artist-people": _coded("NSND"),
        "government-flag": _coded("CO_CP"),
        "pm-certificate": _coded("BK_TTG"),
        "national-fighter": _coded("CSTDTQ"),
        "resistance": _coded("HC_KC"),
    },
    SummaryCode.F03: {"certificate": _coded("BK_TINH"), "fighter": _coded("CSTDT"), "flag": _coded("CO_TINH")},
}
COLUMNS = {
    SummaryCode.F01: {
        "c3": {"kinds": BODIES},
        "c4": {"kinds": PEOPLE},
        "c5": {"kinds": BODIES},
        "c6": {"kinds": PEOPLE},
        "c7": {"kinds": BODIES, "causes": MERIT},
        "c8": {"kinds": PEOPLE, "causes": MERIT, "classes": MANAGING},
        "c9": {"kinds": PEOPLE, "causes": MERIT, "classes": OTHERS},
        "c10": {"kinds": BODIES, "causes": THEMATIC},
        "c11": {"kinds": PEOPLE, "causes": THEMATIC, "classes": MANAGING},
        "c12": {"kinds": PEOPLE, "causes": THEMATIC, "classes": OTHERS},
        "c13": {"causes": frozenset({Cause.SERVICE})},
        "c14": {"kinds": BODIES, "causes": frozenset({Cause.EXTERNAL})},
        "c15": {"kinds": PEOPLE, "causes": frozenset({Cause.EXTERNAL})},
        "c16": {"causes": frozenset({Cause.DEDICATION})},
        "c17": {"causes": frozenset({Cause.RESISTANCE})},
        "c18": {"kinds": BODIES, "enterprise": True},
        "c19": {"kinds": PEOPLE, "enterprise": True},
    },
    SummaryCode.F03: {
        "c3": {},
        "c4": {"enterprise": True},
        "c5": {"kinds": PEOPLE},
        "c6": {"causes": MERIT},
        "c8": {"kinds": PEOPLE, "causes": MERIT, "classes": MANAGING},
        "c9": {"kinds": PEOPLE, "causes": MERIT, "classes": OTHERS},
        "c10": {"causes": THEMATIC},
        "c12": {"kinds": PEOPLE, "causes": THEMATIC, "classes": MANAGING},
        "c13": {"kinds": PEOPLE, "causes": THEMATIC, "classes": OTHERS},
        "c14": {"causes": frozenset({Cause.EXTERNAL})},
        "c16": {"causes": frozenset({Cause.RESISTANCE})},
    },
}
SUBMITTED = frozenset({"01.c3", "01.c4"})  # counted over letters, everything else over decisions
UNSPLIT = {"flag": ("c3", "c4", "c5", "c10")}  # the columns of a row that is not split by cause

READINGS = [
    "Năm tính theo ngày ký quyết định; chỉ tính khen thưởng còn hiệu lực.",
    "Danh hiệu thi đua không ghi loại hình tính là công trạng; doanh nhân tính là lãnh đạo, quản lý "
    "(cách hiểu biểu, chưa kiểm chứng).",
]


def selection(code, row, column):
    """What one cell of a fixed row counts, or None where no book knows it."""
    awards, wanted = ROWS[code].get(row), COLUMNS[code].get(column)
    if awards is None or wanted is None or column not in UNSPLIT.get(row, (column,)):
        return None
    if wanted.get("causes") == MERIT and all(find(one).kind == AwardKind.TITLE for one in awards):
        wanted = wanted | {"causes": MERIT | {""}}
    return Selection(awards, **wanted)


def selections(code, row, column):
    """What a cell counts; of a total row what all its rows count."""
    whole = next(one for one in forms()[code].rows if one.key == row)
    found = (selection(code, key, column) for key in whole.total or [row])
    return [one for one in found if one is not None]


# The list behind a number ---------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """One cell as the address of a list names it: “03.certificate.c8”."""

    code: str
    row: str
    column: str

    @property
    def key(self):
        return f"{self.code}.{self.row}.{self.column}"

    @property
    def words(self):
        """“Biểu mẫu số 03: Bằng khen, cột 8”."""
        form = forms()[self.code]
        row = next(one for one in form.rows if one.key == self.row)
        return f"{form.name}: {row.label}, {form.column(self.column).words}"

    def q(self):
        """The condition on lines of the book."""
        found = Q(pk__in=[])
        for one in selections(self.code, self.row, self.column):
            found |= one.q()
        return found


@functools.cache
def figures(*, submitted=False):
    """dict key → Figure, of every cell counted over decisions, or of those counted over letters."""
    found = {}
    for code, columns in COLUMNS.items():
        for row in forms()[code].rows:
            for column in columns:
                if (f"{code}.{column}" in SUBMITTED) == submitted and selections(code, row.key, column):
                    one = Figure(str(code), row.key, column)
                    found[one.key] = one
    return found


# Counting -------------------------------------------------------------------------------------------------------------
def standing_of(year):
    """Awards that stand, of decisions of that calendar year."""
    return Grant.objects.standing().filter(decision__decided_on__year=year)


@dataclasses.dataclass(frozen=True, slots=True)
class Alike:
    """How many lines share award (a code of the catalogue), kind of recipient, cause, class of person and enterprise."""

    award: str
    kind: str
    cause: str
    person_class: str
    is_enterprise: bool
    count: int


def counted(year):
    """[Alike] of the awards that stand; one query."""
    rows = standing_of(year).order_by().values(*KEYS).annotate(count=Count("pk")).order_by(*KEYS)
    return [Alike(**row) for row in rows]


def cells_of(code, groups, *, submitted=False):
    """{row key: {column key: Decimal}} of all cells one book knows. groups: its lines alike, each with its `count`."""
    cells = {}
    for one in figures(submitted=submitted).values():
        if one.code == code and (taken := selection(code, one.row, one.column)) is not None:
            count = sum(group.count for group in groups if taken.takes(group))
            cells.setdefault(one.row, {})[one.column] = Decimal(count)
    return cells


def links_of(code, place, *, submitted=False):
    """{(row key, column key): address} of the lists behind all cells of one book; place: the list, ready for more."""
    found = figures(submitted=submitted).values()
    return {(one.row, one.column): f"{place}&figure={one.key}" for one in found if one.code == code}


@supplies(SummaryCode.F01)
def given_by_the_state(year):
    """Columns 5 to 19 of Biểu 01."""
    groups = counted(year)
    return Supply(cells_of("01", groups), _links("01", year), [*READINGS, *notes_of("01", groups)])


@supplies(SummaryCode.F03)
def given_by_the_province(year):
    """Biểu 03, all counts."""
    groups = counted(year)
    return Supply(cells_of("03", groups), _links("03", year), [*READINGS, *notes_of("03", groups)])


def _links(code, year):
    return links_of(code, f"{reverse('awards:grant-list')}?year={year}&state=standing")


def notes_of(code, groups):
    """What the forms have no room for, row by row, so that a broken equation finds its reason."""
    awards = frozenset().union(*ROWS[code].values())
    found = []
    for row in forms()[code].rows:
        if row.total or row.part:
            continue
        mine = [group for group in groups if group.award in ROWS[code][row.key]]
        found += [f"{row.label}: {said}." for said in _aside(code, row.key, mine)]
    if code == SummaryCode.F01:
        roomless = Counter()
        for group in groups:
            if group.award not in awards and find(group.award).level == Level.STATE:
                roomless[find(group.award).name] += group.count
        found += [f"{name}: {count}, biểu không có dòng." for name, count in sorted(roomless.items())]
    return found


def _aside(code, row, groups):
    """Sentences on the lines of one row that a column passes over."""
    split = row not in UNSPLIT
    of_state = code == SummaryCode.F01
    columns = "8, 9, 11, 12" if of_state else "8, 9, 12, 13"
    named = frozenset(Cause) if of_state else MERIT | THEMATIC | {Cause.EXTERNAL, Cause.RESISTANCE}
    bare = MERIT | {""} if all(find(one).kind == AwardKind.TITLE for one in ROWS[code][row]) else MERIT
    people = Selection(ROWS[code][row], PEOPLE, bare | THEMATIC, frozenset({""}))
    sorted_out = [group for group in groups if split and people.takes(group)]
    causes = Counter()
    for group in groups:
        if split and group.cause not in named | bare:
            causes[group.cause] += group.count
    households = sum(group.count for group in groups if group.kind == RecipientKind.HOUSEHOLD)
    if unsorted := sum(group.count for group in sorted_out):
        yield f"{unsorted} cá nhân chưa phân loại lãnh đạo hay không, nên không có trong cột {columns}"
    for cause, count in sorted(causes.items()):
        yield f"{count} loại hình “{Cause(cause).label}”, biểu không có cột" if cause else f"{count} chưa ghi loại hình"
    if households:
        kept = "không tính là tập thể, cá nhân" if of_state else "tính trong tổng số, không tính là cá nhân"
        yield f"{households} hộ gia đình, {kept}"
