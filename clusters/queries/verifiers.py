"""Who acts for the members of a cluster on a day, and who of them verifies whose sheet."""

from clusters.enums import MemberRole
from clusters.models.clusters import UNIT_ROLES
from clusters.queries.members import successors_of
from units.queries import people_with, standing_body_ids

LEADING = (MemberRole.HEAD, MemberRole.DEPUTY)


def acting_people(memberships, *, on):
    """dict membership id → dict role → ids of officers and heads, of the unit itself or of those that took it over."""
    memberships = list(memberships)
    taken_over = successors_of([m.unit for m in memberships if m.unit_id], on)
    units = {m.pk: [u.pk for u in taken_over.get(m.unit_id) or ()] or [m.unit_id] for m in memberships if m.unit_id}
    wanted = sorted({unit for found in units.values() for unit in found})
    held = {role: people_with(role, wanted, on) for role in UNIT_ROLES}
    return {
        m.pk: {role: sorted({i for unit in units.get(m.pk, ()) for i in held[role][unit]}) for role in UNIT_ROLES}
        for m in memberships
    }


def everybody(acting):
    return {person for people in acting.values() for person in people}


def verifiers_among(membership, memberships, acting, standing):
    """Ids of those who verify the sheet of one member: people of head and deputies who do not speak for it.

    memberships: of its year; acting: what `acting_people` said of them; standing: who does it where there is nobody.
    """
    own = everybody(acting.get(membership.pk, {}))
    leading = [m for m in memberships if m.role in LEADING and m.left_on is None and m.pk != membership.pk]
    return sorted({i for m in leading for i in everybody(acting[m.pk])} - own) or sorted(set(standing) - own)


def verifier_ids(sheet, *, on):
    """Ids of those who verify this sheet on the day; asked once a day of each year in memory, however many sheets."""
    kept = sheet.year.__dict__.setdefault("_acting_by_day", {})
    if on not in kept:
        memberships = list(sheet.year.memberships.all())
        kept[on] = memberships, acting_people(memberships, on=on), standing_body_ids(on)
    return verifiers_among(sheet.membership, *kept[on])


def falls_to_standing_body(sheet, *, on):
    """Nobody of the head's and deputies' people may verify this sheet, so the standing body does."""
    return set(verifier_ids(sheet, on=on)) <= set(standing_body_ids(on))
