"""How the 81 unit plans of the demo world came in: who is where on 8/3, and on which day each step was taken."""

import dataclasses
import datetime
from itertools import zip_longest

from django.core.files.uploadedfile import SimpleUploadedFile

from config.demo import TODAY, texts
from core.days import add_working_days
from core.documents import Heading, ListItem, Paper, Paragraph, render_pdf
from core.markup import plain, to_blocks
from plans.enums import FilingState as S
from plans.models import UnitPlan
from plans.queries.filing_boards import GROUP_OF_KIND
from plans.services import filings as steps

# Per kind of unit: how many are accepted, filed, returned, in draft, silent.
FATES = (S.ACCEPTED, S.FILED, S.RETURNED, S.DRAFT, S.MISSING)
SHARES = {
    "so-nganh": (14, 3, 1, 2, 0),
    "dang": (5, 1, 0, 1, 0),
    "doan-the": (5, 1, 0, 0, 0),
    "hoi": (2, 1, 1, 1, 2),
    "vu-trang-noi-chinh": (4, 1, 0, 1, 0),
    "trung-uong": (4, 1, 0, 1, 2),
    "su-nghiep": (5, 1, 1, 1, 1),
    "huyen": (5, 2, 1, 1, 1),
    "doanh-nghiep-tw": (3, 1, 0, 1, 3),
}
# Days on which the 63 first filings arrived: (day, how many).
ARRIVALS = (
    ((2022, 1, 21), 1), ((2022, 1, 27), 2), ((2022, 2, 9), 2), ((2022, 2, 11), 3), ((2022, 2, 15), 4),
    ((2022, 2, 18), 5), ((2022, 2, 22), 7), ((2022, 2, 24), 6), ((2022, 2, 25), 6), ((2022, 3, 1), 7),
    ((2022, 3, 2), 4), ((2022, 3, 3), 2), ((2022, 3, 4), 4), ((2022, 3, 7), 10),
)  # fmt: skip
RETURNED_ONCE = 5  # accepted plans that were returned and filed again
WITH_FILE = 6  # accepted plans with a PDF attached


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """Something a person does on a day at an hour; events of a day run in the order of their hours."""

    day: datetime.date
    hour: datetime.time
    act: object


def fates(units):
    """dict unit id → state on 8/3. Within a kind the states are dealt in turn, so none clusters at one end."""
    by_group = {}
    for unit in units:
        by_group.setdefault(GROUP_OF_KIND[unit.kind], []).append(unit)
    dealt = {}
    for group, members in by_group.items():
        piles = [[fate] * count for fate, count in zip(FATES, SHARES[group], strict=True)]
        order = [fate for turn in zip_longest(*piles) for fate in turn if fate]
        dealt |= {unit.pk: fate for unit, fate in zip(members, order, strict=True)}
    return dealt


def events(cast, collected):
    """All steps of all plans up to 8/3, as `Event`s."""
    dealt = fates(cast.owing)
    plans = {p.unit_id: p for p in collected.unit_plans.select_related("unit", "round")}
    days = [datetime.date(*day) for day, count in ARRIVALS for _ in range(count)]
    filing = [u for u in cast.owing if dealt[u.pk] in (S.ACCEPTED, S.FILED, S.RETURNED)]
    filing.sort(key=lambda u: (_turn(dealt[u.pk]), u.position * 37 % 101, u.pk))
    found = []
    for index, (unit, day) in enumerate(zip(filing, days, strict=True)):
        found += _filed(cast, plans[unit.pk], dealt[unit.pk], index, day)
    drafting = [u for u in cast.owing if dealt[u.pk] == S.DRAFT]
    for index, unit in enumerate(drafting):
        found += _drafted(cast, plans[unit.pk], index)
    return sorted(found, key=lambda e: (e.day, e.hour))


def _turn(fate):
    """Accepted plans came first, then the returned ones, and those that still wait came last."""
    return (S.ACCEPTED, S.RETURNED, S.FILED).index(fate)


def _fresh(unit_plan):
    return UnitPlan.objects.select_related("unit", "round").get(pk=unit_plan.pk)


def _filed(cast, unit_plan, fate, index, day):
    """Draft the working day before, submit and confirm on the day; then accepted or returned."""
    unit = unit_plan.unit
    officer, head, staff = cast.officers[unit.pk], cast.heads[unit.pk], cast.staff[index % len(cast.staff)]
    signed, minute = day - datetime.timedelta(days=1), index * 7 % 60

    def write(at):
        steps.save_draft(
            _fresh(unit_plan),
            version=unit_plan.version,
            values=texts.values_of(unit, index * 3 % 90 + 4, signed) | {"tasks": texts.tasks_of(3 + index % 4)},
            by=officer,
            at=at,
        )
        if fate == S.ACCEPTED and index < WITH_FILE:
            steps.attach_file(_fresh(unit_plan), _pdf(_fresh(unit_plan)), by=officer, at=at)

    def submit(at):
        steps.submit(_fresh(unit_plan), by=officer, at=at)

    def confirm(at):
        steps.confirm(_fresh(unit_plan), by=head, at=at)

    def accept(at):
        steps.accept(_fresh(unit_plan), by=staff, at=at)

    def give_back(at):
        steps.give_back(_fresh(unit_plan), reason=texts.RETURNS[index % 4], by=staff, at=at)

    def mend(at):
        current = _fresh(unit_plan)
        body = current.body + "\n- Đăng ký 01 tập thể Lao động xuất sắc, 03 Chiến sĩ thi đua cơ sở."
        values = {"body": body, "tasks": texts.tasks_of(4)}
        steps.save_draft(current, version=current.version, values=values, by=officer, at=at)
        steps.submit(_fresh(unit_plan), by=officer, at=at)

    found = [
        Event(day, datetime.time(8, minute), write),
        Event(day, datetime.time(9, minute), submit),
        Event(day, datetime.time(14, minute), confirm),
    ]
    later = add_working_days(day, 2)
    if fate == S.RETURNED:
        found.append(Event(min(later, datetime.date(2022, 3, 7)), datetime.time(15, minute), give_back))
    elif fate == S.ACCEPTED and index % 9 == 4 and index < RETURNED_ONCE * 9:
        again, last = add_working_days(later, 1), add_working_days(later, 2)
        found += [
            Event(later, datetime.time(10, minute), give_back),
            Event(again, datetime.time(9, minute), mend),
            Event(again, datetime.time(16, minute), confirm),
            Event(last, datetime.time(10, minute), accept),
        ]
    elif fate == S.ACCEPTED:
        found.append(Event(later, datetime.time(10, minute), accept))
    if any(event.day >= TODAY for event in found):
        raise ValueError(f"the demo's plan of {unit} reaches {TODAY}")
    return found


def _drafted(cast, unit_plan, index):
    """A draft that has not left the unit; every third one already waits for the head."""
    unit, day = unit_plan.unit, datetime.date(2022, 3, 2) + datetime.timedelta(days=index % 6)
    officer = cast.officers[unit.pk]

    def write(at):
        steps.save_draft(
            _fresh(unit_plan),
            version=0,
            values=texts.values_of(unit, 0, None) | {"tasks": texts.tasks_of(1 + index % 3)},
            by=officer,
            at=at,
        )

    def submit(at):
        steps.submit(_fresh(unit_plan), by=officer, at=at)

    found = [Event(day, datetime.time(10, index), write)]
    if index % 3 == 0:
        found.append(Event(datetime.date(2022, 3, 7), datetime.time(16, index), submit))
    return found


def _pdf(unit_plan):
    """The unit's plan as the PDF it would attach."""
    kinds = {"heading": Heading, "item": ListItem, "paragraph": Paragraph}
    paper = Paper(
        organ=unit_plan.unit.organ.upper(),
        number=unit_plan.number,
        symbol=unit_plan.symbol,
        place="Điện Biên",
        date=unit_plan.signed_on,
        kind="KẾ HOẠCH",
        subject=unit_plan.title,
        blocks=[kinds[kind](plain(text)) for kind, text in to_blocks(unit_plan.body)],
        distribution=["Sở Nội vụ (Ban TĐKT tỉnh)", "Lưu: VT"],
    )
    return SimpleUploadedFile(f"ke-hoach-{unit_plan.unit.symbol or 'don-vi'}.pdf", render_pdf(paper))
