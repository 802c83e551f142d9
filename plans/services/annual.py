"""Acts on the province's plan: import, edit, issue, close. One writer, `_write`, serves them all."""

import calendar
import dataclasses
import datetime

from django.db import transaction
from django.utils import timezone

from core import journal
from core.errors import Refused, Stale
from core.text import fold
from plans.enums import PlanState
from plans.models import AnnualPlan, PlanDuty, PlanTask
from plans.permissions.annual import can_edit_plan, can_make_plans
from plans.queries.cloning import clone_of
from plans.queries.content import DUTY_LABELS, HEADER_LABELS, TASK_LABELS, content_of, differences
from plans.queries.matching import UnitIndex
from plans.workflow.annual import PLAN

journal.name_acts(
    {
        "plans.import": "Nạp kế hoạch năm",
        "plans.edit": "Sửa kế hoạch năm",
        "plans.issue": "Ban hành kế hoạch năm",
        "plans.close": "Tổng kết kế hoạch năm",
        "plans.clone": "Lập kế hoạch năm sau",
        "plans.export": "Xuất nhiệm vụ kế hoạch năm",
    }
)
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


@dataclasses.dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the plan, and created, updated or unchanged."""

    plan: AnnualPlan
    outcome: str


class PlanClash(Stale):
    """Somebody saved the plan in between. `plan` is as it stands now; nothing was written."""

    def __init__(self, plan):
        super().__init__("Người khác vừa lưu kế hoạch này. Hãy xem chỗ khác nhau rồi lưu lại.")
        self.plan = plan


def quarter_end(year, quarter):
    """The quarter's last day."""
    month = quarter * 3
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


@transaction.atomic
def import_plan(draft, *, by, at, source_name="", source_sha256=""):
    """Create the year's plan as a draft, or bring an existing draft to this content; the same content changes nothing.

    Raises Refused when the person may not, when the year is unknown, or when the plan of that year was issued and
    differs: an issued plan is not overwritten.
    """
    if not can_make_plans(by):
        raise Refused("Chỉ chuyên viên và lãnh đạo Ban Thi đua - Khen thưởng được nạp kế hoạch.")
    year = draft.header.year
    if not year:
        raise Refused("Chưa rõ kế hoạch của năm nào. Hãy điền năm.")
    plan, created = AnnualPlan.objects.get_or_create(year=year, defaults={"subject": draft.header.subject})
    if created:
        outcome = CREATED
    elif not differences(content_of(plan), draft):
        return Imported(plan, UNCHANGED)
    elif plan.state != PlanState.DRAFT:
        raise Refused(
            f"Kế hoạch năm {year} đã ban hành nên không nạp đè được. Cần sửa thì ban hành văn bản sửa đổi, bổ sung."
        )
    else:
        outcome = UPDATED
    _write(plan, draft, version=plan.version, at=at)
    AnnualPlan.objects.filter(pk=plan.pk).update(source_name=source_name, source_sha256=source_sha256)
    plan.source_name, plan.source_sha256 = source_name, source_sha256
    journal.record("plans.import", by=by, at=at, subject=plan, detail={"tasks": len(draft.tasks), "outcome": outcome})
    return Imported(plan, outcome)


@transaction.atomic
def edit_plan(plan, content, *, version, by, at):
    """Bring a draft plan to the content the officer typed; True when something changed.

    `version` is the one the page was opened with: PlanClash when somebody saved since. Raises Refused when the plan
    is no longer a draft or the person may not.
    """
    if not can_edit_plan(by, plan):
        raise Refused("Kế hoạch không còn là bản nháp, hoặc bạn không có quyền sửa.")
    if content.header.year != plan.year and AnnualPlan.objects.filter(year=content.header.year).exists():
        raise Refused(f"Đã có kế hoạch năm {content.header.year}. Hãy chọn năm khác.")
    if plan.version != version:
        raise PlanClash(plan)
    if not differences(content_of(plan), content):
        return False
    _write(plan, content, version=version, at=at)
    journal.record("plans.edit", by=by, at=at, subject=plan)
    return True


@transaction.atomic
def issue_plan(plan, *, compose, by, at):
    """Issue the plan: its paper is rendered once from the data of this moment and kept with its hash.

    `compose(plan)` gives the paper; it is called inside the transaction, after the step, so that what is kept is what
    was issued. Raises Refused when something still lacks (`issue_findings`), Stale when somebody was faster.
    """
    from core.documents import issue  # noqa: PLC0415  WeasyPrint takes a second to load; only issuing needs it

    PLAN.take(plan, "issue", by=by, at=at)
    issue(compose(plan), subject=plan, by=by, at=at)
    journal.record("plans.issue", by=by, at=at, subject=plan)


@transaction.atomic
def close_plan(plan, *, by, at):
    """Close the year: every dated task is done or dropped."""
    PLAN.take(plan, "close", by=by, at=at)
    journal.record("plans.close", by=by, at=at, subject=plan)


# The writer ----------------------------------------------------------------------------------------------------------
def _write(plan, content, *, version, at):
    """Write header, body, tasks and duties. Tasks keep their rows (and so their evidence) when they are the same task.

    The version is taken by a conditional update first, so of two writers exactly one goes on.
    """
    _refuse_too_long(content)
    header = content.header
    fields = {
        "year": header.year,
        "number": header.number,
        "symbol": header.symbol or "KH-UBND",
        "place": header.place,
        "signed_on": header.signed_on,
        "subject": header.subject,
        "authority": header.authority,
        "signer_title": header.signer_title,
        "signer_name": header.signer_name,
        "legal_bases": header.legal_bases,
        "distribution": header.distribution,
        "body": [{"kind": b.kind, "text": b.text, "level": b.level} for b in content.blocks],
    }
    fields["folded"] = fold(f"kế hoạch {header.year} {header.number} {fields['symbol']} {header.subject}")[:700]
    won = AnnualPlan.objects.filter(pk=plan.pk, version=version).update(**fields, version=version + 1, updated_at=at)
    if won != 1:
        raise PlanClash(AnnualPlan.objects.get(pk=plan.pk))
    for name, value in {**fields, "version": version + 1, "updated_at": at}.items():
        setattr(plan, name, value)
    _write_tasks(plan, content.tasks, at=at)
    plan.duties.all().delete()
    PlanDuty.objects.bulk_create(
        PlanDuty(
            plan=plan,
            section=duty.section,
            text=duty.text,
            addressees=duty.addressees,
            due_date=duty.due_date,
            before=duty.before,
        )
        for duty in content.duties
    )


def _refuse_too_long(content):
    """A form has limits of its own; a file may hold anything."""
    rows = [(AnnualPlan, content.header, HEADER_LABELS, "Phần đầu văn bản")]
    rows += [(PlanTask, task, TASK_LABELS, f"Nhiệm vụ “{task.text[:40]}”") for task in content.tasks]
    rows += [(PlanDuty, duty, DUTY_LABELS, f"Việc có hạn {duty.section}") for duty in content.duties]
    for model, row, labels, where in rows:
        for name, label in labels.items():
            limit, value = model._meta.get_field(name).max_length, getattr(row, name)
            if limit and isinstance(value, str) and len(value) > limit:
                raise Refused(f"{where}: ô “{label}” dài {len(value)} ký tự, quá {limit}. Hãy rút gọn rồi lưu lại.")


def _write_tasks(plan, rows, *, at):
    kept = {task.pk: task for task in plan.tasks.all()}
    by_text = {}
    for task in kept.values():
        by_text.setdefault((task.quarter, task.folded), []).append(task.pk)
    taken, pairs = set(), []
    for row in rows:
        pk = row.pk if row.pk in kept and row.pk not in taken else None
        if pk is None:
            key = (row.quarter, _folded(row))
            pk = next((each for each in by_text.get(key, ()) if each not in taken), None)
        if pk is not None:
            taken.add(pk)
        pairs.append((pk, row))
    plan.tasks.exclude(pk__in=taken).delete()
    # Positions are unique within the plan: step aside first, then take the new places.
    for pk in taken:
        PlanTask.objects.filter(pk=pk).update(position=30000 - len(kept) + kept[pk].position)
    index = UnitIndex(plan.signed_on or timezone.localdate(at))
    ordered = sorted(pairs, key=lambda pair: pair[1].quarter or 5)
    for position, (pk, row) in enumerate(ordered, start=1):
        task = kept[pk] if pk is not None else PlanTask(plan=plan)
        task.quarter, task.ordinal, task.position = row.quarter, row.ordinal, position
        task.text, task.lead, task.coordinators = row.text, row.lead, row.coordinators
        task.due_on = row.due_on or (quarter_end(plan.year, row.quarter) if row.quarter else None)
        task.expected, task.folded, task.updated_at = row.expected, _folded(row), at
        if pk is None:
            task.save(force_insert=True)
        else:
            task.version += 1
            task.save(
                update_fields=[
                    "quarter", "ordinal", "position", "text", "lead", "coordinators", "due_on", "expected", "folded",
                    "version", "updated_at",
                ]
            )  # fmt: skip
        task.lead_units.set(index.ids(row.lead))
        task.coordinator_units.set(index.ids(row.coordinators))


def _folded(row):
    return fold(f"{row.text} {row.lead} {row.coordinators}")


@transaction.atomic
def clone_plan(plan, *, keep=frozenset(), by, at):
    """Next year's draft from this plan: dates moved, years shifted, evidence and progress left behind.

    `keep`: keys of text changes the officer does not want (`plans.queries.cloning.clone_of`). Raises Refused when next
    year already has a plan.
    """
    if not can_make_plans(by):
        raise Refused("Chỉ chuyên viên và lãnh đạo Ban Thi đua - Khen thưởng được lập kế hoạch năm sau.")
    content, _ = clone_of(plan, keep)
    clone, created = AnnualPlan.objects.get_or_create(
        year=plan.year + 1, defaults={"subject": content.header.subject, "cloned_from": plan}
    )
    if not created:
        raise Refused(f"Đã có kế hoạch năm {plan.year + 1}. Hãy mở kế hoạch đó để sửa.")
    _write(clone, content, version=0, at=at)
    journal.record("plans.clone", by=by, at=at, subject=clone, detail={"from": plan.year})
    return clone
