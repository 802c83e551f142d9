"""Posts: give, end, hand over. Each changes rights, so each asks for the password again."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted
from units.forms.people import EndPostForm, HandOverForm, PostForm
from units.models import Unit
from units.permissions import appointments_visible_to, can_end_appointment, can_manage_accounts, people_visible_to
from units.services import appointments as services
from units.signin import password_again
from units.views.gates import only


@only(can_manage_accounts)
@password_again
def appointment_create(request):
    """From a person's page (`?nguoi=`), from a unit's page (`?don-vi=`), or from nowhere."""
    today = clock.today()
    asked = request.GET.get("nguoi", "")
    person = get_object_or_404(people_visible_to(request.user), pk=asked) if asked.isdigit() else None
    wanted = request.GET.get("don-vi", "")
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=wanted) if wanted.isdigit() else None
    form = PostForm(
        posted(request), by=request.user, on=today, person=person, initial={"starts_on": today, "unit": unit}
    )
    if form.is_valid():
        data = {**form.cleaned_data}
        who = person or data.pop("person")
        try:
            post = services.appoint(user=who, by=request.user, at=clock.now(), **data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, who, f"Đã phân công {who.full_name}: {post.get_role_display()}, {post.unit.label}.")
    context = {"form": form, "person": person, "unit": unit}
    if form.is_bound:
        return invalid(request, "units/appointment_form.html", context)
    return page(request, "units/appointment_form.html", context)


def _post(request, pk):
    post = get_object_or_404(appointments_visible_to(request.user).select_related("user", "unit"), pk=pk)
    if not can_end_appointment(request.user, post):
        raise PermissionDenied
    return post


@password_again
def appointment_end(request, pk):
    post, today = _post(request, pk), clock.today()
    form = EndPostForm(posted(request), initial={"last_day": today})
    if form.is_valid():
        person = post.user
        try:
            ended = services.end_appointment(post, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = "Đã kết thúc phân công." if ended else "Đã rút phân công chưa có hiệu lực."
            return done(request, person, words)
    context = {"form": form, "post": post, "phase": post.phase(today)}
    if form.is_bound:
        return invalid(request, "units/appointment_end.html", context)
    return page(request, "units/appointment_end.html", context)


@password_again
def appointment_hand_over(request, pk):
    post = _post(request, pk)
    form = HandOverForm(posted(request), initial={"starts_on": clock.today(), "title": post.title})
    if form.is_valid():
        data = {**form.cleaned_data}
        receiver = data.pop("person")
        try:
            new = services.hand_over(post, to=receiver, by=request.user, at=clock.now(), **data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = f"Đã bàn giao cho {receiver.full_name} từ ngày {new.starts_on:%d/%m/%Y}."
            return done(request, post.unit, words)
    context = {"form": form, "post": post}
    if form.is_bound:
        return invalid(request, "units/appointment_hand_over.html", context)
    return page(request, "units/appointment_hand_over.html", context)
