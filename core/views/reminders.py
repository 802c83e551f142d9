"""The schedule of reminders, and what will go out."""

import itertools

from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from core import access, clock, journal, obligations, words
from core.errors import Refused
from core.forms.reminders import KindForm, PreviewForm, RuleForm
from core.http import done, invalid, page, posted
from core.models import ReminderRule
from core.models.notices import Audience
from core.reminders import planned, remind, rules
from core.reminders.schedule import default_rules

ERROR = 40


def _address(kind):
    return reverse("core:reminder-rules") + (f"?{urlencode({'kind': kind})}" if kind else "")


def _kind(data):
    form = KindForm(data)
    return form.cleaned_data["kind"] if form.is_valid() else ""


@require_GET
def reminder_rules(request):
    access.require(request.user, access.RUN_REMINDERS)
    kind = _kind(request.GET)
    stored = list(ReminderRule.objects.order_by("audience", "offset", "pk"))
    own = [r for r in stored if r.kind == kind]
    common = [r for r in stored if not r.kind] or default_rules()
    shown = own or common
    context = {
        "kind": kind,
        "label": obligations.label_of(kind) if kind else "",
        "is_own": bool(kind and own),
        "follows": bool(kind and not own),
        "groups": [
            {"label": audience.label, "rules": [r for r in shown if r.audience == audience]} for audience in Audience
        ],
        "tabs": [
            {"label": "Lịch chung", "url": _address(""), "current": not kind, "own": False},
            *(
                {"label": p.label, "url": _address(k), "current": k == kind, "own": any(r.kind == k for r in stored)}
                for k, p in sorted(obligations.PROVIDERS.items(), key=lambda pair: pair[1].label)
            ),
        ],
    }
    return page(request, "core/reminder_rules.html", context)


def reminder_rule_create(request):
    access.require(request.user, access.RUN_REMINDERS)
    kind = _kind(request.GET)
    return _edit(request, ReminderRule(kind=kind))


def reminder_rule_edit(request, pk):
    access.require(request.user, access.RUN_REMINDERS)
    return _edit(request, get_object_or_404(ReminderRule, pk=pk))


def _edit(request, rule):
    form = RuleForm(posted(request), instance=rule)
    if form.is_valid():
        try:
            rules.save_rule(form.instance, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, _address(rule.kind), "Đã lưu bước nhắc.")
    context = {
        "form": form,
        "rule": rule,
        "label": obligations.label_of(rule.kind) if rule.kind else "",
        "back": _address(rule.kind),
    }
    return (invalid if form.is_bound else page)(request, "core/reminder_rule_form.html", context)


@require_POST
def reminder_rule_drop(request, pk):
    access.require(request.user, access.RUN_REMINDERS)
    rule = get_object_or_404(ReminderRule, pk=pk)
    try:
        rules.drop_rule(rule, by=request.user, at=clock.now())
    except Refused as refusal:
        return done(request, _address(rule.kind), str(refusal), level=ERROR)
    return done(request, _address(rule.kind), "Đã bỏ bước nhắc.")


@require_POST
def reminder_own(request):
    access.require(request.user, access.RUN_REMINDERS)
    return _switch(request, rules.own_schedule, "Đã đặt lịch riêng, bắt đầu từ các bước của lịch chung.")


@require_POST
def reminder_common(request):
    access.require(request.user, access.RUN_REMINDERS)
    return _switch(request, rules.common_schedule, "Đã trở về lịch chung.")


def _switch(request, act, message):
    kind = _kind(request.POST)
    try:
        act(kind, by=request.user, at=clock.now())
    except Refused as refusal:
        return done(request, _address(kind), str(refusal), level=ERROR)
    return done(request, _address(kind), message)


@require_GET
def reminder_preview(request):
    """Who will get what on which day, if nothing changes until then; of a discreet kind only that it will be reminded."""
    access.require(request.user, access.RUN_REMINDERS)
    form = PreviewForm(request.GET)
    days = form.cleaned_data["days"] if form.is_valid() else 14
    lines = planned(on=clock.today(), days=days)
    told = [line for line in lines if not obligations.is_discreet(line.kind)]
    people = get_user_model().objects.in_bulk({person for line in told for person in line.people})
    rows = [{"line": line, "discreet": True} if line not in told else _named(line, people) for line in lines]
    context = {
        "form": form,
        "days": days,
        "by_day": [
            (words.weekday(day), day, list(group))
            for day, group in itertools.groupby(rows, key=lambda row: row["line"].day)
        ],
        "message_count": sum(line.messages for line in told),
    }
    return page(request, "core/reminder_preview.html", context, partial="rows")


def _named(line, people):
    return {
        "line": line,
        "people": sorted((people[p] for p in line.people if p in people), key=lambda u: (u.sort_key, u.pk)),
        "units": sorted({str(d.unit) for d in line.duties if d.unit}),
    }


@require_POST
def reminder_run(request):
    """Write today's reminders now, without waiting for the morning."""
    access.require(request.user, access.RUN_REMINDERS)
    at = clock.now()
    count = remind(on=clock.today(), at=at)
    journal.record("reminders.run", by=request.user, at=at, detail={"new": count})
    said = f"Đã ghi {count} lời nhắc mới; thư đi trong vài phút." if count else "Hôm nay không có lời nhắc nào mới."
    return done(request, "core:reminder-preview", said)
