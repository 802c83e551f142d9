"""Reads across units, posts and accounts that other floors ask for."""

from collections import defaultdict

from django.db.models import Prefetch, Q

from core.passes import once_a_pass, running
from units import demo
from units.enums import Role
from units.models import Appointment, RoleSecurity, Unit, UnitEvent, UnitSuccession, User
from units.permissions import appointments_visible_to


def people_with(role, unit_ids, on):
    """dict unit id → ids of the people who hold the role at exactly that unit on the day; every unit asked for is a key."""
    if running():
        held = _posts_held(on)
        return {unit_id: list(held.get((role, unit_id), ())) for unit_id in unit_ids}
    found = {unit_id: [] for unit_id in unit_ids}
    rows = (
        Appointment.objects.current(on)
        .filter(role=role, unit_id__in=list(found))
        .order_by("unit_id", "starts_on", "pk")
        .values_list("unit_id", "user_id")
    )
    for unit_id, user_id in rows:
        if user_id not in found[unit_id]:
            found[unit_id].append(user_id)
    return found


@once_a_pass
def _posts_held(on):
    """dict (role, unit id) → ids of the people who hold it on the day, the longest in office first; each once."""
    found = defaultdict(dict)
    rows = Appointment.objects.current(on).order_by("unit_id", "starts_on", "pk")
    for role, unit_id, user_id in rows.values_list("role", "unit_id", "user_id"):
        found[role, unit_id][user_id] = None
    return found


def _holders(roles, on):
    if running():
        held = _posts_held(on).items()
        return sorted({user_id for (role, _), user_ids in held if role in roles for user_id in user_ids})
    rows = Appointment.objects.current(on).filter(role__in=roles).values_list("user_id", flat=True)
    return sorted(set(rows))


def standing_body_ids(on):
    """Ids of staff and leads of the standing body on the day."""
    return _holders([Role.STAFF, Role.LEAD], on)


def leads_ids(on):
    """Ids of the leads of the standing body on the day."""
    return _holders([Role.LEAD], on)


def admin_ids(on):
    return _holders([Role.ADMIN], on)


def posts_by_unit(units, on):
    """dict unit id → posts in force on the day with their people, in one query."""
    found = defaultdict(list)
    held = Appointment.objects.current(on).filter(unit__in=units).select_related("user", "unit")
    for post in held.in_order():
        found[post.unit_id].append(post)
    return found


def posts_by_person(people, on):
    """dict user id → posts in force on the day with their units, in one query."""
    found = defaultdict(list)
    held = Appointment.objects.current(on).filter(user__in=people).select_related("unit")
    for post in held.order_by("starts_on", "pk"):
        found[post.user_id].append(post)
    return found


def tree(on):
    """The units of a day as nested nodes {"unit", "period", "children", "total"}; two queries, whatever the size.

    A unit whose parent of that day is no longer in force stands at the top, so that none is lost from sight.
    """
    nodes = {}
    for unit in Unit.objects.as_of(on).in_order():
        nodes[unit.pk] = {"unit": unit, "period": unit.period, "children": [], "total": 0}
    roots = []
    for node in nodes.values():
        above = nodes.get(node["period"].parent_id)
        (above["children"] if above else roots).append(node)

    def count(node):
        node["total"] = sum(1 + count(child) for child in node["children"])
        return node["total"]

    for root in roots:
        count(root)
    return roots


def events_of(unit):
    """The unit's events, newest first, with who came from whom."""
    links = UnitSuccession.objects.select_related("predecessor", "successor")
    links = links.order_by("predecessor__position", "predecessor__sort_key", "pk")
    return (
        UnitEvent.objects.filter(Q(units=unit) | Q(successions__predecessor=unit) | Q(successions__successor=unit))
        .distinct()
        .select_related("by")
        .prefetch_related(Prefetch("successions", links))
        .order_by("-on", "-pk")
    )


def successors(unit, on):
    """The units that took over, followed through later changes up to the day; the unit itself while it is in force.

    Only recorded successions are followed, never names or codes: 42 of the 45 communes of 2025 bear an older name.
    """
    seen, frontier, found = {unit.pk}, [unit], []
    while frontier:
        here = frontier.pop(0)
        if here.valid_from <= on and (here.valid_to is None or here.valid_to >= on):
            found.append(here)
            continue
        following = Unit.objects.filter(came_from__predecessor=here, came_from__event__on__lte=on)
        for unit_after in following.distinct().in_order():
            if unit_after.pk not in seen:
                seen.add(unit_after.pk)
                frontier.append(unit_after)
    return found


def required_factor_roles():
    """Roles whose holders must confirm sign-in with a second factor."""
    return frozenset(RoleSecurity.objects.filter(second_factor_required=True).values_list("role", flat=True))


def demo_accounts(on):
    """One demonstration account per role, for the sign-in page: list of posts; empty when no demo world is loaded."""
    if not User.objects.filter(demo=True, is_active=True).exists():
        return []
    chosen = {}
    held = Appointment.objects.current(on).filter(user__demo=True).select_related("user", "unit")
    for post in held.order_by("pk"):
        chosen.setdefault(post.role, post)
    return [chosen[role] for role in demo.ORDER if role in chosen]


def rights_register(user, on):
    """Posts on record for the day that this person may read: the answer to “ai có quyền gì ngày …”."""
    return appointments_visible_to(user).held(on).select_related("user", "unit").in_order()
