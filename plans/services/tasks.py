"""Acts on one task of an issued plan: progress, steps, evidence."""

from django.db import transaction
from django.utils import timezone

from core.errors import Refused, Stale
from core.files import store
from plans.models import PlanTask, TaskEvidence, TaskUpdate
from plans.permissions.annual import can_work_on
from plans.workflow.annual import TASK

NOT_YOURS = "Nhiệm vụ chỉ được cập nhật khi kế hoạch đã ban hành, bởi Ban Thi đua - Khen thưởng hoặc đơn vị chủ trì."


class TaskClash(Stale):
    """Somebody reported on the task in between. `task` is as it stands now; nothing was written."""

    def __init__(self, task):
        super().__init__("Người khác vừa cập nhật nhiệm vụ này. Hãy xem giá trị mới rồi lưu lại.")
        self.task = task


def _allowed(task, by):
    if not can_work_on(by, task):
        raise Refused(NOT_YOURS)


@transaction.atomic
def report_progress(task, *, progress_note, note="", due_on=None, version, by, at):
    """Say how far the task is: a short note for lists, a longer one for its page, and a moved date if given.

    A task that was waiting starts. Raises TaskClash when the page is old.
    """
    _allowed(task, by)
    changed = {"progress_note": progress_note, "updated_at": at}
    if due_on is not None:
        changed["due_on"] = due_on
    won = PlanTask.objects.filter(pk=task.pk, version=version).update(version=version + 1, **changed)
    if won != 1:
        raise TaskClash(PlanTask.objects.select_related("plan").get(pk=task.pk))
    moved = due_on is not None and due_on != task.due_on
    for name, value in {**changed, "version": version + 1}.items():
        setattr(task, name, value)
    said = [note.strip() or progress_note.strip()]
    if moved and said[0] and said[0][-1] not in ".!?;":
        said[0] += "."
    if moved:
        said.append(f"Hạn chuyển sang {due_on:%d/%m/%Y}.")
    if text := " ".join(part for part in said if part):
        TaskUpdate.objects.create(task=task, note=text, by=by, at=at)
    if task.state == "waiting":
        TASK.take(task, "start", by=by, at=at)
    return task


@transaction.atomic
def take_task_step(task, action, *, reason="", result="", by, at):
    """One step of the task's life. Finishing keeps the day and, when given, the resulting paper; reopening clears them."""
    TASK.take(task, action, by=by, at=at, reason=reason, evidence={"result": result} if result else None)
    finished = timezone.localdate(at) if action == "finish" else None
    task.finished_on, task.result = finished, result if action == "finish" else ""
    PlanTask.objects.filter(pk=task.pk).update(finished_on=task.finished_on, result=task.result)
    return task


@transaction.atomic
def add_link(task, *, label, url, by, at):
    """Add an address that proves or fulfils the task; the same address twice stays one row."""
    _allowed(task, by)
    evidence, _ = TaskEvidence.objects.get_or_create(task=task, url=url, defaults={"label": label, "by": by, "at": at})
    return evidence


@transaction.atomic
def remove_link(task, evidence, *, by, at):
    """Take a link away; what was said and done stays in the history of updates."""
    _allowed(task, by)
    TaskUpdate.objects.create(task=task, note=f"Bỏ minh chứng “{evidence.label}”.", by=by, at=at)
    evidence.delete()


@transaction.atomic
def add_file(task, uploaded, *, by, at):
    """Keep a file as evidence. Raises Refused for a kind of file the product does not take."""
    _allowed(task, by)
    return store(uploaded, owner=task, by=by, at=at)
