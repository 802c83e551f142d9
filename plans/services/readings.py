"""Acts on a document that was read and waits for an officer: keep what is typed, confirm, drop."""

import hashlib

from django.db import transaction

from core.errors import Refused, Stale
from core.files import DOCUMENTS, SHEETS, TEXTS, store
from plans import reading as reader
from plans.models import AnnualPlan, PlanReading
from plans.permissions.annual import can_make_plans
from plans.services.annual import import_plan


class ReadingClash(Stale):
    """Somebody typed into the same reading in between. `reading` is as it stands now; nothing was written."""

    def __init__(self, reading):
        super().__init__("Người khác vừa sửa bản đọc này. Hãy xem chỗ khác nhau rồi lưu lại.")
        self.reading = reading


def known_bytes(uploaded):
    """The plan that already came from exactly these bytes, or None."""
    uploaded.seek(0)
    sha256 = hashlib.sha256(uploaded.read()).hexdigest()
    uploaded.seek(0)
    return AnnualPlan.objects.filter(source_sha256=sha256).order_by("-year").first()


@transaction.atomic
def open_reading(uploaded, *, by, at):
    """Read an uploaded file and keep both the file and what was read.

    The same bytes, not yet confirmed, open the same reading again with what was typed over it. Raises Refused with a
    sentence for a file that is no plan.
    """
    if not can_make_plans(by):
        raise Refused("Chỉ chuyên viên và lãnh đạo Ban Thi đua - Khen thưởng được nạp kế hoạch.")
    content = uploaded.read()
    uploaded.seek(0)
    sha256 = hashlib.sha256(content).hexdigest()
    waiting = PlanReading.objects.filter(sha256=sha256, applied_at=None).first()
    if waiting:
        return waiting
    draft = reader.read(content, uploaded.name)
    reading = PlanReading.objects.create(
        name=uploaded.name[-255:], sha256=sha256, draft=reader.as_dict(draft), by=by, at=at
    )
    store(uploaded, owner=reading, by=by, at=at, allow=DOCUMENTS | SHEETS | TEXTS)
    return reading


@transaction.atomic
def keep_typed(reading, typed, *, version, by, at):
    """Keep what is on the form, valid or not, so that a lost session loses nothing; returns the new version.

    Raises ReadingClash when somebody else kept theirs in between.
    """
    won = PlanReading.objects.filter(pk=reading.pk, version=version, applied_at=None).update(
        typed=typed, version=version + 1, typed_at=at, typed_by=by
    )
    if won != 1:
        current = PlanReading.objects.get(pk=reading.pk)
        if current.applied_at:
            raise Refused("Bản đọc này đã được dùng để lập kế hoạch.")
        if current.typed == typed:
            return current.version
        raise ReadingClash(current)
    reading.version = version + 1
    return reading.version


@transaction.atomic
def confirm_reading(reading, content, *, version, by, at):
    """Make or update the year's draft plan from the corrected reading, once; answers like `import_plan`.

    Pressing twice answers with the plan that the first press made. Raises ReadingClash when the form is old.
    """
    current = PlanReading.objects.get(pk=reading.pk)
    if current.applied_at is None and current.version != version:
        raise ReadingClash(current)
    imported = import_plan(content, by=by, at=at, source_name=reading.name, source_sha256=reading.sha256)
    PlanReading.objects.filter(pk=reading.pk).update(plan=imported.plan, applied_at=at, version=version + 1)
    return imported
