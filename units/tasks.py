"""Doors to the services for the worker."""

from celery import shared_task

from core import clock
from units.services.units import bring_up_to_date


@shared_task(name="units.bring_up_to_date")
def bring_units_up_to_date(**_later):
    """Early every day: renames and moves that fall due today show in the lists. Safe to repeat."""
    bring_up_to_date(on=clock.today(), at=clock.now())
