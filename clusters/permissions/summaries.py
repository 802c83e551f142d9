"""Summary forms: the standing body fills them in, whoever may open the year of the cluster between provinces reads them."""

from clusters.permissions.clusters import can_run


def can_edit(user, year):
    return year.cluster.is_inter and year.is_open and can_run(user)
