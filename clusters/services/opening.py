"""The next year of clusters: members still in force, and nothing else of the old year."""

from django.db import transaction

from clusters.queries.opening import proposals
from clusters.services.clusters import must_run, note_change, start_year
from clusters.services.members import write_member
from core import journal
from core.errors import Refused


@transaction.atomic
def open_years(befores, *, by, at):
    """Open the year after each of these years of clusters, in preparation; returns the new years.

    Members still in force come along, merged ones are replaced by their successors with a note. Between provinces last
    year's first deputy is put down as head; in the province nobody is, for the members elect anew. Days are those of the
    model, followers and numbers of proposals are not copied. Raises Refused when one of them has its next year already.
    """
    must_run(by)
    if len({before.year for before in befores}) > 1:
        raise Refused("Các cụm, khối phải cùng một năm.")
    made = []
    for proposal in proposals(befores, befores[0].year + 1) if befores else ():
        before = proposal.before
        year = start_year(before.cluster, before.year + 1, at=at)
        for seat, member in enumerate(proposal.members, 1):
            write_member(
                year, member.body, joined_on=year.first_day, seat=seat, note=member.note, role=member.role,
                role_note=member.role_note,
            )  # fmt: skip
        note_change(year, f"Mở năm {year.year} từ năm {before.year}", reason=" ".join(proposal.notes), by=by, at=at)
        journal.record("cluster.open-year", by=by, at=at, subject=year, detail={"members": len(proposal.members)})
        made.append(year)
    return made
