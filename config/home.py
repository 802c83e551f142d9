"""Bàn làm việc: what waits for the person who signed in, and the full list of it."""

from django.views.decorators.http import require_GET

from config.desk import GROUPS, desk_of, group_of, queue
from config.forms import DutyFilterForm
from core import clock
from core.http import page
from core.obligations import owed


@require_GET
def desk(request):
    return page(request, "home/desk.html", desk_of(request.user, clock.today()))


@require_GET
def duties(request):
    """Everything the person owes, or one heading of it: the list each number of the desk counts."""
    on = clock.today()
    form = DutyFilterForm(request.GET)
    chosen = form.cleaned_data["nhom"] if form.is_valid() else ""
    everything = owed(on=on, person=request.user)
    counts = {key: 0 for key, _ in GROUPS}
    for duty in everything:
        counts[group_of(duty, on)] += 1
    shown = [duty for duty in everything if not chosen or group_of(duty, on) == chosen]
    context = {
        "groups": queue(shown, on, shown=None),
        "total": len(everything),
        "chosen": chosen,
        "chosen_label": dict(GROUPS).get(chosen, ""),
        "chips": [{"key": key, "label": label, "count": counts[key]} for key, label in GROUPS],
    }
    return page(request, "home/duties.html", context)
