"""Signs of life of the background processes, for the health page. Times are of the machine clock."""

from core.models.heartbeats import Heartbeat


def beat(name, *, machine):
    """Say that a process lives."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": machine})


def last(name):
    """When the process last gave a sign, or None."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
