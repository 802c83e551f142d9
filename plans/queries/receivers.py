"""The people who receive what is filed: the standing body, or officer and head of the unit that opened the round."""

import dataclasses

from plans.models.filings import UNIT_ROLES
from units.queries import leads_ids, people_with, standing_body_ids


@dataclasses.dataclass(frozen=True, slots=True)
class Receivers:
    """Ids: people answer; leads are told when an answer, or a filing, grows late."""

    people: tuple
    leads: tuple


def receivers_of(rounds, *, on):
    """dict unit id, or None for the standing body → its Receivers on the day; a key for each of the rounds."""
    keys = {collected.receiver_id for collected in rounds}
    unit_ids = keys - {None}
    found = {}
    if unit_ids:
        officers, heads = (people_with(role, unit_ids, on) for role in UNIT_ROLES)
        for unit_id in unit_ids:
            found[unit_id] = Receivers(tuple(sorted({*officers[unit_id], *heads[unit_id]})), tuple(heads[unit_id]))
    if None in keys:
        found[None] = Receivers(tuple(standing_body_ids(on)), tuple(leads_ids(on)))
    return found


def receiving(collected, *, on):
    """Ids of those who receive in this round on the day."""
    return receivers_of([collected], on=on)[collected.receiver_id].people
