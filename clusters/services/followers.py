"""Council members who follow a cluster in a year. The assignment grants the page; ending it takes the grant back."""

from django.db import transaction

from clusters.models import Follower
from clusters.models.clusters import READ
from clusters.notices import clusters as notices
from clusters.services.clusters import fresh, must_be_open, must_run, note_change
from core import journal
from core.errors import Refused
from units.enums import Role
from units.rights import grant, revoke, rights_of


@transaction.atomic
def assign_follower(year, *, person, by, at):
    """The council member follows this cluster in this year; returns the row. Assigning again changes nothing.

    Raises Refused when the person holds no seat in the council today.
    """
    must_run(by)
    year = fresh(year)
    must_be_open(year)
    if not rights_of(person).holds(Role.COUNCIL):
        raise Refused(f"{person.full_name} không phải thành viên Hội đồng.")
    follower, new = Follower.objects.get_or_create(year=year, user=person, defaults={"by": by, "at": at})
    grant(person, READ, year)
    if new:
        notices.tell_follower(follower, at=at)
        note_change(year, f"{person.full_name} theo dõi", by=by, at=at)
        journal.record("cluster.follower-add", by=by, at=at, subject=year, detail={"person": person.username})
    return follower


@transaction.atomic
def remove_follower(follower, *, by, at):
    """The council member no longer follows, and no longer reads. Removing again changes nothing."""
    must_run(by)
    year, person = fresh(follower.year), follower.user
    revoke(person, READ, year)
    if Follower.objects.filter(pk=follower.pk).delete()[0]:
        note_change(year, f"{person.full_name} thôi theo dõi", by=by, at=at)
        journal.record("cluster.follower-remove", by=by, at=at, subject=year, detail={"person": person.username})
