"""The covenant of a year as pages and papers need it: rows, what is signed, who has signed and who has not."""

import dataclasses

from clusters.enums import MemberRole
from clusters.models import Covenant, Signature
from clusters.permissions.clusters import acting_units
from clusters.permissions.score_tables import covenant_of
from clusters.queries.members import MemberRow, rows, with_units
from clusters.queries.score_tables import groups_of, table_in_use
from clusters.rules.covenants import canonical, digest
from core.models import JournalEntry
from units.enums import Role
from units.models import Appointment
from units.rights import rights_of


def stored_covenant(year):
    """The covenant of the year, or a new unsaved draft; it knows its year."""
    found = covenant_of(year) or Covenant(year=year)
    found.year = year
    return found


def parts_of(covenant):
    """(campaign rows, indicator rows) in order."""
    if covenant.pk is None:
        return [], []
    return list(covenant.campaigns.order_by("position", "pk")), list(covenant.indicators.order_by("position", "pk"))


def table_for(covenant):
    """The table that is signed with it: the one named when signing was opened, else the one in use now."""
    table = covenant.table if covenant.table_id else table_in_use(covenant.year)
    if table is not None:
        table.year = covenant.year
    return table


def digest_now(covenant, table):
    """The digest of what stands on record now."""
    campaigns, indicators = parts_of(covenant)
    return digest(canonical(covenant, campaigns, indicators, table, groups_of(table) if table else []))


def signers(year):
    """Members of the year who stay, the head last."""
    found = list(with_units().filter(year=year).staying().in_order())
    for membership in found:
        membership.year = year
    return sorted(found, key=lambda one: one.role == MemberRole.HEAD)


def valid_signatures(covenant):
    """dict membership id → its signature that holds."""
    if covenant.pk is None:
        return {}
    found = Signature.objects.filter(covenant=covenant, void_at__isnull=True).select_related("person", "recorded_by")
    return {one.membership_id: one for one in found.order_by("pk")}


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """One member in the signing grid. heads: whether somebody with an account could sign for it today."""

    row: MemberRow
    signature: Signature | None
    mine: bool
    heads: bool

    @property
    def membership(self):
        return self.row.membership


def boxes(covenant, user, *, on):
    """The signing grid: one box per member who stays, the head last. The same queries whatever the number of members."""
    found = signers(covenant.year)
    signatures = valid_signatures(covenant)
    named = rows(found, on=on)
    unit_ids = {one.unit_id for one in found if one.unit_id}
    successors = {unit.pk: row.membership.unit_id for row in named for unit in row.successors}
    headed = set(
        Appointment.objects.current(on)
        .filter(role=Role.HEAD, unit__in=unit_ids | set(successors))
        .values_list("unit", flat=True)
    )
    headed |= {successors[unit_id] for unit_id in headed if unit_id in successors}
    mine = acting_units(user, Role.HEAD) if rights_of(user).holds(Role.HEAD) else set()
    return [
        Box(row, signatures.get(row.membership.pk), row.membership.unit_id in mine, row.membership.unit_id in headed)
        for row in named
    ]


def missing(covenant):
    """The members who have not signed, the head last."""
    signed = valid_signatures(covenant)
    return [one for one in signers(covenant.year) if one.pk not in signed]


def office_of(person, membership, on):
    """(name, post) of the head as it is signed: the post held at the member or at what succeeded it."""
    held = Appointment.objects.current(on).filter(user=person, role=Role.HEAD).select_related("unit")
    ours = acting_units(person, Role.HEAD)
    posts = sorted(held.order_by("pk"), key=lambda post: post.unit_id != membership.unit_id)
    title = next((post.title for post in posts if post.unit_id in ours and post.title), "")
    return person.full_name, title or "Thủ trưởng đơn vị"


def last_edit(covenant):
    """The newest line of the journal on writing it, or None."""
    found = JournalEntry.objects.filter(
        act="covenant.update", subject_type="clusters.covenant", subject_id=str(covenant.pk)
    )
    return found.order_by("-number").first()
