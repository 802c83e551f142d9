"""Reads about a whole round of filings: the board, its list under filters, who was reminded. Any kind of filing."""

import dataclasses
import datetime
from collections import Counter, defaultdict
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from core.models import Notice
from core.models.notices import Audience, NoticeState
from core.text import fold
from plans.enums import FilingState as S
from plans.models.filings import DRAFTING, OPEN, SENT, Filing
from plans.queries.filings import kind_of
from units.enums import Role
from units.enums import UnitKind as K
from units.models import User
from units.queries import people_with

# Rows of the board, in its order: key in the address, words, kinds of unit.
KIND_GROUPS = (
    ("so-nganh", "Sở, ban, ngành", (K.DEPARTMENT, K.DIVISION, K.OFFICE)),
    ("dang", "Cơ quan Đảng", (K.PARTY,)),
    ("doan-the", "Mặt trận, đoàn thể", (K.FRONT,)),
    ("hoi", "Hội đặc thù", (K.ASSOCIATION,)),
    ("vu-trang-noi-chinh", "Lực lượng vũ trang, nội chính", (K.ARMED_FORCES, K.JUSTICE)),
    ("trung-uong", "Cơ quan Trung ương trên địa bàn", (K.CENTRAL_AGENCY,)),
    ("su-nghiep", "Đơn vị sự nghiệp", (K.PUBLIC_SERVICE, K.SCHOOL)),
    ("huyen", "UBND huyện, thị xã, thành phố", (K.DISTRICT, K.TOWN, K.CITY)),
    ("xa", "UBND xã, phường, thị trấn", (K.COMMUNE, K.WARD, K.TOWNSHIP)),
    ("doanh-nghiep-tw", "Doanh nghiệp Trung ương", (K.CENTRAL_ENTERPRISE,)),
    ("doanh-nghiep", "Doanh nghiệp địa phương", (K.LOCAL_ENTERPRISE,)),
    ("khac", "Đơn vị khác", (K.PROVINCE, K.PROVINCE_COMMITTEE, K.COUNCIL, K.OTHER)),
)
GROUP_OF_KIND = {kind: key for key, _, kinds in KIND_GROUPS for kind in kinds}
GROUP_LABELS = {key: label for key, label, _ in KIND_GROUPS}
GROUP_KINDS = {key: kinds for key, _, kinds in KIND_GROUPS}

# Asked by mục IV.5 of the plan: sở, ban, ngành, đoàn thể; districts; the other bodies of province level.
DEFAULT_GROUPS = tuple(key for key, _, _ in KIND_GROUPS if key not in ("xa", "khac"))

# Lists the board can open: key in the address, states outside the unit, words.
LISTS = {
    "tat-ca": ("Tất cả", frozenset(S)),
    "chua-gui": ("Chưa gửi xong", OPEN),
    "da-nop": ("Chờ kiểm tra", frozenset({S.FILED})),
    "tiep-nhan": ("Đã tiếp nhận", frozenset({S.ACCEPTED})),
    "da-gui": ("Đã gửi", SENT),
    "tra-lai": ("Trả lại", frozenset({S.RETURNED})),
    "nhap": ("Nháp", DRAFTING),
    "chua-nop": ("Chưa nộp", frozenset({S.MISSING})),
    "tre": ("Trễ hạn", frozenset(S)),
}
LATE = "tre"
COLUMNS = ("tiep-nhan", "da-nop", "tra-lai", "nhap", "chua-nop")


# The board ---------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class BoardRow:
    """Counts of one kind of unit (or of all): dict list key → number of filings that list shows."""

    key: str
    label: str
    counts: dict

    @property
    def total(self):
        return self.counts["tat-ca"]

    @property
    def sent(self):
        return self.counts["da-gui"]


@dataclasses.dataclass(frozen=True, slots=True)
class BoardCounts:
    """The numbers of one round's board, within what the user may see."""

    rows: tuple[BoardRow, ...]
    all: BoardRow

    def count(self, key):
        return self.all.counts[key]


def late_rows(filings, *, on):
    """Filed after the last good day, or not filed and the day is over: the same answer as `Filing.days_late`."""
    filed_late = Q(filed_day__gt=F("due_on"))
    return filings.annotate(filed_day=TruncDate("first_filed_at")).filter(
        filed_late | Q(first_filed_at=None, due_on__lt=on)
    )


def in_list(filings, key, *, on):
    """The filings one of `LISTS` shows."""
    return late_rows(filings, on=on) if key == LATE else filings.in_states(LISTS[key][1])


def board_counts(filings, *, on):
    """Counts by kind of unit and list of the filings given, two queries however many there are."""
    by_group = defaultdict(Counter)
    for kind, state, number in (
        filings.order_by()
        .values_list("unit__kind", "state")
        .annotate(number=Count("pk"))
        .order_by("unit__kind", "state")
    ):
        for key, (_, states) in LISTS.items():
            if key != LATE and state in states:
                by_group[GROUP_OF_KIND[kind]][key] += number
    late = late_rows(filings, on=on).order_by().values_list("unit__kind").annotate(number=Count("pk"))
    for kind, number in late.order_by("unit__kind"):
        by_group[GROUP_OF_KIND[kind]][LATE] += number
    rows = tuple(
        BoardRow(key, label, {name: by_group[key][name] for name in LISTS})
        for key, label, _ in KIND_GROUPS
        if by_group[key]["tat-ca"]
    )
    return BoardCounts(rows, BoardRow("", "Cộng", {k: sum(r.counts[k] for r in rows) for k in LISTS}))


def filings_by_day(filings):
    """Cumulative: list of (local day, number sent up to and including it), of those now sent."""
    days = (
        filings.in_states(SENT)
        .annotate(day=TruncDate("first_filed_at"))
        .order_by()
        .values_list("day")
        .annotate(number=Count("pk"))
    )
    total, found = 0, []
    for day, number in days.order_by("day"):
        total += number
        found.append((day, total))
    return found


def filed_until(series, day):
    """The height of a cumulative series on a day."""
    return next((total for when, total in reversed(series) if when <= day), 0)


def needed_per_day(total, sent, *, on, last_day):
    """How many filings a day are still needed, today and the last good day included; a float, or None when over."""
    days = (last_day - on).days + 1
    return (total - sent) / days if days > 0 and total > sent else None


# The list ----------------------------------------------------------------------------------------------------------
def listed(filings, *, on, key="tat-ca", group="", words=""):
    """The board's list under its filters, in order; page, export and reminder all start here."""
    found = in_list(filings, key, on=on)
    if group:
        found = found.filter(unit__kind__in=GROUP_KINDS[group])
    if words:
        found = found.search(fold(words), on=on)
    return found.named().in_order()


@dataclasses.dataclass(slots=True)
class ListRow:
    """One filing of the list with the people to call and the reminders they got."""

    filing: Filing
    people: list
    heads: list
    late: int
    reminded_at: datetime.datetime | None = None
    reminded: int = 0

    @property
    def state(self):
        return self.filing.outside_state

    @property
    def open(self):
        return self.filing.state in OPEN


def reminders_of(filings):
    """dict filing id → (latest moment, number of days on which somebody of the unit was reminded), two queries."""
    if not filings:
        return {}
    kind = kind_of(filings[0])
    by_key = {kind.duty_key(filing): filing.pk for filing in filings}
    found = defaultdict(dict)
    sent = Notice.objects.filter(duty_key__in=by_key, audience=Audience.PEOPLE).exclude(state=NoticeState.CANCELLED)
    for key, at in sent.order_by("at", "pk").values_list("duty_key", "at"):
        found[by_key[key]][timezone.localdate(at)] = at
    by_hand = kind.reminder.objects.filter(filing__in=by_key.values()).order_by("at", "pk")
    for pk, day, at in by_hand.values_list("filing_id", "day", "at"):
        found[pk][day] = max(at, found[pk].get(day, at))
    return {pk: (max(days.values()), len(days)) for pk, days in found.items()}


def with_people(filings, *, on):
    """Rows for these filings (a page of them, or an export): five queries, however many rows."""
    filings = list(filings)
    unit_ids = [f.unit_id for f in filings]
    officers, heads = people_with(Role.OFFICER, unit_ids, on), people_with(Role.HEAD, unit_ids, on)
    ids = {pk for found in (officers, heads) for people in found.values() for pk in people}
    users = User.objects.in_bulk(ids) if ids else {}
    reminded = reminders_of(filings)
    return [
        ListRow(
            filing,
            [users[pk] for pk in officers.get(filing.unit_id, ())],
            [users[pk] for pk in heads.get(filing.unit_id, ())],
            filing.days_late(on=on),
            *reminded.get(filing.pk, (None, 0)),
        )
        for filing in filings
    ]


def list_url(collected, key="", group="", words=""):
    """The address of a list of the round's board."""
    chosen = {k: v for k, v in (("muc", key), ("loai", group), ("q", words)) if v}
    address = kind_of(collected).round_url("board", collected)
    return f"{address}?{urlencode(chosen)}#danh-sach" if chosen else address
