"""Scope, then permission: 404 for what one may not know of, 403 for what one may not do."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from awards.forwarding.models import Forwarded, Forwarding
from awards.forwarding.permissions import can_keep


def visible(request, pk):
    return get_object_or_404(Forwarding.objects.visible_to(request.user).select_related("created_by"), pk=pk)


def kept(request, pk):
    """A letter this person may change; whether now is the right time, the service says."""
    forwarding = visible(request, pk)
    if not can_keep(request.user, forwarding):
        raise PermissionDenied
    return forwarding


def kept_line(request, pk, line):
    """(letter, line) of those who may change it."""
    forwarding = kept(request, pk)
    lines = Forwarded.objects.select_related("recipient__merged_into", "unit", "grant__decision")
    found = get_object_or_404(lines, forwarding=forwarding, pk=line)
    found.forwarding = forwarding
    return forwarding, found
