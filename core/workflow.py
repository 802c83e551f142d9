"""How a record moves: an enum of states, a table of steps, and one door, `Workflow.take`.

The table drives the buttons (`open_to`), the rights, the tests and the diagrams in docs/. Nothing else writes `state`.
"""

import dataclasses
from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from core.errors import Refused, Stale
from core.models import Transition


def _no_findings(obj, *, on):
    return []


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One allowed move. `may(user, obj)` says who, `guard(obj, on=day)` returns findings that can stop it.

    wording(obj): the label where this record has another word for the step, else "".
    """

    action: str
    label: str
    sources: frozenset
    target: str
    may: Callable
    guard: Callable = _no_findings
    reason: bool = False
    icon: str = "progress"
    wording: Callable | None = None

    def __post_init__(self):
        object.__setattr__(self, "sources", frozenset(self.sources))

    def worded(self, obj):
        """The step under the label this record has for it."""
        label = self.wording(obj) if self.wording else ""
        return dataclasses.replace(self, label=label) if label else self


class Workflow:
    """The steps of one kind of record, in the order its life goes."""

    def __init__(self, *steps):
        self.steps = {step.action: step for step in steps}
        if len(self.steps) != len(steps):
            raise ValueError("two steps share one action")

    def open_to(self, user, obj):
        """The steps this person may take on this record now, in table order; guards are asked only on taking."""
        return [s for s in self.steps.values() if obj.state in s.sources and s.may(user, obj)]

    @transaction.atomic
    def take(self, obj, action, *, by, at, reason="", evidence=None):
        """Move `obj` one step and return its `Transition`.

        Safe when two people press at once: the state is changed by a conditional update, exactly one wins.
        Raises Refused (not open to you, not now, no reason given) or Stale (somebody was faster).
        """
        step, before = self.steps[action].worded(obj), obj.state
        if not step.may(by, obj):
            raise Refused(f"Bạn không có quyền thực hiện bước “{step.label}”.")
        if before not in step.sources:
            raise Stale(
                f"Không thể “{step.label}” khi đang ở trạng thái “{obj.get_state_display()}”. Hãy tải lại trang."
            )
        if step.reason and not reason.strip():
            raise Refused("Cần nêu lý do.")
        if stops := [f.message for f in step.guard(obj, on=timezone.localdate(at)) if f.stops]:
            raise Refused(" ".join(stops))
        won = type(obj)._base_manager.filter(pk=obj.pk, state=before).update(state=step.target, updated_at=at)
        if won != 1:
            raise Stale("Người khác vừa xử lý việc này. Hãy tải lại trang để xem trạng thái mới.")
        obj.state, obj.updated_at = step.target, at
        return Transition.objects.create(
            subject_type=ContentType.objects.get_for_model(obj),
            subject_id=obj.pk,
            action=action,
            label=step.label,
            source=before,
            target=step.target,
            by=by,
            at=at,
            reason=reason.strip(),
            evidence=evidence or {},
        )

    @transaction.atomic
    def take_all(self, objects, action, *, by, at, reason=""):
        """Move many records of one kind the same step, all or none, in two statements; guards are asked of each record.

        Raises Refused or Stale like `take`, naming the record.
        """
        if not objects:
            return []
        step, model = self.steps[action], type(objects[0])
        for obj in objects:
            if not step.may(by, obj):
                raise Refused(f"{obj}: bạn không có quyền thực hiện bước “{step.label}”.")
            if stops := [f.message for f in step.guard(obj, on=timezone.localdate(at)) if f.stops]:
                raise Refused(f"{obj}: {' '.join(stops)}")
        if step.reason and not reason.strip():
            raise Refused("Cần nêu lý do.")
        before = {obj.pk: obj.state for obj in objects}
        rows = model._base_manager.filter(pk__in=before, state__in=step.sources)
        if set(before.values()) - step.sources or rows.update(state=step.target, updated_at=at) != len(before):
            raise Stale("Người khác vừa xử lý một trong các mục này. Hãy tải lại trang để xem trạng thái mới.")
        kind = ContentType.objects.get_for_model(model)
        for obj in objects:
            obj.state, obj.updated_at = step.target, at
        return Transition.objects.bulk_create(
            Transition(
                subject_type=kind,
                subject_id=obj.pk,
                action=action,
                label=step.worded(obj).label,
                source=before[obj.pk],
                target=step.target,
                by=by,
                at=at,
                reason=reason.strip(),
                evidence={},
            )
            for obj in objects
        )
