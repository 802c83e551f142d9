"""The catalogue of titles and forms as of a day."""

from django.views.decorators.http import require_safe

from awards.law import rules, tables
from awards.law.forms import CatalogueForm
from core import clock
from core.http import page


@require_safe
def catalogue(request):
    """What could be given on a day, by whose decision and which article; an unreadable day shows today."""
    form = CatalogueForm(request.GET)
    day = (form.cleaned_data["ngay"] if form.is_valid() else None) or clock.today()
    judging = rules.rule_set(day)
    sections = tables.sections(judging)
    context = {
        "form": form,
        "day": day,
        "today": clock.today(),
        "rules": judging,
        "is_older": day < judging.valid_from,
        "unloaded": rules.unloaded(day),
        "others": [one for one in rules.rule_sets() if one.enabled and one != judging],
        "sections": sections,
        "absent": tables.absent(judging),
        "unverified": sum(not row.is_verified for _, levels in sections for _, rows in levels for row in rows),
    }
    return page(request, "awards/catalogue.html", context)
