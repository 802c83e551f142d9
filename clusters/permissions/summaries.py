"""Summary forms: the standing body fills them in, whoever may open the year of the cluster between provinces reads them."""

from clusters.permissions.clusters import can_run
from units.rights import rights_of


def can_edit(user, year):
    return year.cluster.is_inter and year.is_open and can_run(user)


def reads_books(user):
    """What the books of the province count, before anybody saved it: readers of every unit's work."""
    return rights_of(user).sees_all
