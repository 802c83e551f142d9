"""Changing the schedule of reminders. Every change is in the journal; nothing already sent is touched."""

from django.db import transaction

from core import journal, obligations
from core.errors import Refused, Stale
from core.models.reminders import ReminderRule
from core.reminders.schedule import ensure_rules

journal.name_acts(
    {
        "reminders.rule-save": "Sửa bước nhắc",
        "reminders.rule-drop": "Bỏ bước nhắc",
        "reminders.own-schedule": "Đặt lịch nhắc riêng",
        "reminders.common-schedule": "Trở về lịch nhắc chung",
        "reminders.run": "Chạy nhắc việc",
    },
    administrative=True,
)


def _said(rule):
    return {"kind": rule.kind, "audience": rule.audience, "step": str(rule), "active": rule.is_active}


@transaction.atomic
def save_rule(rule, *, by, at):
    """Save a cleaned new or changed step; the common steps are loaded first where they were only implied."""
    _known(rule.kind)
    ensure_rules()
    same = ReminderRule.objects.filter(kind=rule.kind, audience=rule.audience, offset=rule.offset)
    if same.exclude(pk=rule.pk).exists():
        raise Refused("Đã có bước nhắc này cho cùng người nhận.")
    before = _said(ReminderRule.objects.get(pk=rule.pk)) if rule.pk else None
    if rule.pk:
        rule.save(update_fields=["audience", "offset", "every", "is_active"])
    else:
        rule.save(force_insert=True)
    journal.record("reminders.rule-save", by=by, at=at, subject=rule, detail={"before": before, "after": _said(rule)})


@transaction.atomic
def drop_rule(rule, *, by, at):
    """Remove a step. The last one stays: a schedule without steps looks like an empty one and would be loaded anew."""
    if not ReminderRule.objects.filter(kind=rule.kind).exclude(pk=rule.pk).exists():
        raise Refused("Đây là bước nhắc cuối cùng. Muốn ngừng nhắc, hãy sửa bước này và bỏ chọn “Đang dùng”.")
    said, pk = _said(rule), rule.pk
    journal.record("reminders.rule-drop", by=by, at=at, subject=rule, detail=said)
    if ReminderRule.objects.filter(pk=pk).delete()[0] != 1:
        raise Stale("Người khác vừa bỏ bước nhắc này. Hãy tải lại trang.")


@transaction.atomic
def own_schedule(kind, *, by, at):
    """Give a kind of duty steps of its own, beginning with a copy of the common ones."""
    _known(kind)
    ensure_rules()
    if not kind or ReminderRule.objects.filter(kind=kind).exists():
        raise Stale("Loại việc này đã có lịch riêng. Hãy tải lại trang.")
    common = ReminderRule.objects.filter(kind="").order_by("pk")
    ReminderRule.objects.bulk_create(
        ReminderRule(kind=kind, audience=r.audience, offset=r.offset, every=r.every, is_active=r.is_active)
        for r in common
    )
    journal.record("reminders.own-schedule", by=by, at=at, detail={"kind": kind})


@transaction.atomic
def common_schedule(kind, *, by, at):
    """Drop a kind's own steps, so that it follows the common ones again."""
    if not kind or not ReminderRule.objects.filter(kind=kind).delete()[0]:
        raise Stale("Loại việc này đang theo lịch chung. Hãy tải lại trang.")
    journal.record("reminders.common-schedule", by=by, at=at, detail={"kind": kind})


def _known(kind):
    if kind and kind not in obligations.PROVIDERS:
        raise Refused("Không có loại việc này. Hãy chọn lại từ danh sách.")
