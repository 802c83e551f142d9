"""Choosing units on a page: whole kinds of unit, or single ones; without JavaScript."""

from django import forms
from django.db.models import Q

from plans.queries.filing_boards import GROUP_KINDS, GROUP_LABELS, GROUP_OF_KIND
from units.models import Unit


class UnitsField(forms.ModelMultipleChoiceField):
    def __init__(self, **more):
        more.setdefault("required", False)
        super().__init__(queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple, **more)


def groups_field():
    return forms.MultipleChoiceField(label="Cả nhóm", choices=list(GROUP_LABELS.items()), required=False)


class PickingUnits:
    """For a form with the fields `units` and `groups`; the page includes plans/parts/unit_picker.html."""

    def unit_groups(self):
        """The units by group, for the page: dicts key, label, units (dicts pk, label, chosen) and how many are chosen."""
        chosen = {str(value) for value in self["units"].value() or ()}
        found = {}
        for unit in self.fields["units"].queryset:
            key = GROUP_OF_KIND[unit.kind]
            group = found.setdefault(key, {"key": key, "label": GROUP_LABELS[key], "units": [], "chosen": 0})
            is_chosen = str(unit.pk) in chosen
            group["units"].append({"pk": unit.pk, "label": unit.label, "chosen": is_chosen})
            group["chosen"] += is_chosen
        return list(found.values())

    def picked(self, *, also=()):
        """The units that were chosen one by one, with those of whole groups and the ids in `also`."""
        kinds = [kind for key in self.cleaned_data.get("groups") or () for kind in GROUP_KINDS[key]]
        single = Q(pk__in=[unit.pk for unit in self.cleaned_data["units"]])
        return self.fields["units"].queryset.filter(single | Q(kind__in=kinds) | Q(pk__in=also))
