"""Members under the names of their year, and who succeeded them."""

import dataclasses

from django.db.models import Prefetch

from clusters.enums import MemberRole
from clusters.models import Membership
from units.models import UnitPeriod, UnitSuccession


@dataclasses.dataclass(frozen=True, slots=True)
class MemberRow:
    """One member as a page shows it. `name` is that of the year; `successors` took over before the day looked from."""

    membership: Membership
    name: str
    now_called: str
    successors: tuple

    @property
    def has_left(self):
        return self.membership.left_on is not None


def day_of(year, on):
    """The day whose names a page of this year uses: today while the year lasts, its last day afterwards."""
    return min(max(on, year.first_day), year.last_day)


def name_on(unit, day):
    """The short name the unit had on the day, from periods already fetched; before its first day the first one."""
    periods = sorted(unit.periods.all(), key=lambda period: period.valid_from)
    if not periods:
        return unit.label
    return next((p.label for p in reversed(periods) if p.valid_from <= day), periods[0].label)


def successors_of(units, on):
    """dict unit id → units that took over by the day, followed through later changes; only for units that ended.

    A query for each generation, whatever the number of units.
    """
    origins = {u.pk: {u.pk} for u in units if u.valid_to and u.valid_to < on}
    found, frontier, seen = {pk: [] for pk in origins}, origins, set()
    while frontier:
        links = UnitSuccession.objects.filter(predecessor__in=frontier, event__on__lte=on, successor__isnull=False)
        following = {}
        for link in links.select_related("successor").order_by("successor__position", "successor__sort_key", "pk"):
            after = link.successor
            for origin in frontier[link.predecessor_id]:
                if (origin, after.pk) in seen:
                    continue
                seen.add((origin, after.pk))
                if after.valid_to and after.valid_to < on:
                    following.setdefault(after.pk, set()).add(origin)
                elif after.valid_from <= on:
                    found[origin].append(after)
        frontier = following
    return found


def with_units():
    """Memberships with all that `rows` reads, in the order of seats."""
    periods = Prefetch("unit__periods", UnitPeriod.objects.order_by("valid_from", "pk"))
    return Membership.objects.select_related("unit", "outside", "year__cluster").prefetch_related(periods).in_order()


def rows(memberships, *, on):
    """A `MemberRow` for each membership, seen from the day."""
    memberships = list(memberships)
    taken_over = successors_of([m.unit for m in memberships if m.unit_id], on)
    made = []
    for membership in memberships:
        unit = membership.unit
        if unit is None:
            made.append(MemberRow(membership, membership.outside.name, "", ()))
            continue
        name = name_on(unit, day_of(membership.year, on))
        successors = tuple(taken_over.get(unit.pk, ()))
        now = unit.label if unit.label != name and not successors else ""
        made.append(MemberRow(membership, name, now, successors))
    return made


def leaders_first(found):
    """Head, deputies, then the others by seat; who has left comes last."""
    order = list(MemberRole.values)
    return sorted(
        found,
        key=lambda row: (
            row.has_left,
            order.index(row.membership.role) if not row.has_left else 0,
            row.membership.deputy_place or 0,
            row.membership.seat,
            row.membership.pk,
        ),
    )
