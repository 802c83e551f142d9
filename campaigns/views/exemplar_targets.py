"""Targets of a plan of several years, beside what was reached."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from campaigns.forms.exemplars import TargetForm
from campaigns.models import ExemplarTarget
from campaigns.permissions.exemplars import can_see_targets, can_set_targets
from campaigns.queries.exemplars import ALIVE, against_targets
from campaigns.services import exemplar_targets as services
from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted
from plans.forms.steps import EmptyForm


@require_GET
def exemplar_targets(request):
    if not can_see_targets(request.user):
        raise PermissionDenied
    sections, totals = against_targets()
    context = {"sections": sections, "totals": totals, "states": ALIVE, "may_set": can_set_targets(request.user)}
    return page(request, "campaigns/exemplar_targets.html", context)


def exemplar_target_create(request):
    return _target_form(request, None)


def exemplar_target_edit(request, pk):
    if not can_set_targets(request.user):
        raise PermissionDenied
    return _target_form(request, get_object_or_404(ExemplarTarget, pk=pk))


def _target_form(request, target):
    if not can_set_targets(request.user):
        raise PermissionDenied
    form = TargetForm(posted(request), instance=target and ExemplarTarget.objects.get(pk=target.pk))
    if form.is_valid():
        try:
            services.set_target(target, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, "campaigns:exemplar-targets", "Đã lưu chỉ tiêu.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "campaigns/exemplar_target_form.html", {"target": target, "form": form})


def exemplar_target_remove(request, pk):
    if not can_set_targets(request.user):
        raise PermissionDenied
    target = get_object_or_404(ExemplarTarget.objects.select_related("programme"), pk=pk)
    form = EmptyForm(posted(request))
    if form.is_valid():
        services.remove_target(target, by=request.user, at=clock.now())
        return done(request, "campaigns:exemplar-targets", "Đã bỏ chỉ tiêu.")
    return page(request, "campaigns/exemplar_target_remove.html", {"target": target, "form": form})
