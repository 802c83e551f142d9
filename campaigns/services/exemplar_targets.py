"""Targets of a plan of several years: written by the standing body from the plan's paper."""

from django.db import IntegrityError, transaction

from campaigns.models import ExemplarTarget
from campaigns.permissions.exemplars import can_set_targets
from core import journal
from core.errors import Refused

journal.name_acts(
    {
        "exemplar.target-set": "Ghi chỉ tiêu điển hình",
        "exemplar.target-remove": "Bỏ chỉ tiêu điển hình",
    }
)

TWICE = "Chỉ tiêu của năm, mức và đối tượng này đã có."


@transaction.atomic
def set_target(target=None, *, by, at, **fields):
    """A new target, or new values of this one. Raises Refused where the same year, state and object has one already."""
    _must_set(by)
    target = target or ExemplarTarget()
    before = {} if target.pk is None else {"number": target.number, "paper": target.paper}
    for name, value in fields.items():
        setattr(target, name, value)
    try:
        with transaction.atomic():
            if target.pk is None:
                target.save(force_insert=True)
            else:
                target.save(update_fields=list(fields))
    except IntegrityError as fault:
        raise Refused(TWICE) from fault
    said = {"year": target.year, "state": target.state, "object": target.object, "number": target.number}
    journal.record("exemplar.target-set", by=by, at=at, subject=target, detail={**said, "before": before})
    return target


@transaction.atomic
def remove_target(target, *, by, at):
    """Take the target out; twice does nothing more."""
    _must_set(by)
    detail = {"year": target.year, "state": target.state, "object": target.object, "number": target.number}
    subject = target.programme
    removed, _ = ExemplarTarget.objects.filter(pk=target.pk).delete()
    if removed:
        journal.record("exemplar.target-remove", by=by, at=at, subject=subject, detail=detail)


def _must_set(by):
    if not can_set_targets(by):
        raise Refused("Chỉ Ban Thi đua - Khen thưởng ghi chỉ tiêu điển hình.")
