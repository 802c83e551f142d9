"""Controls that the forms of the book share."""

from django import forms

from awards.law.enums import Level, RecipientKind
from awards.law.rules import catalogue, rule_set
from units.forms.fields import place_words
from units.models import Unit
from units.rights import rights_of


def award_choices(*, kind=None, day=None, empty="Chọn danh hiệu, hình thức"):
    """Groups by level; what is not for this kind of recipient, or not of this day, stands last and says so."""
    rules = rule_set(day) if day else None
    groups = {level.label: [] for level in Level}
    odd = []
    for award in catalogue().values():
        if kind and kind not in award.subjects:
            odd.append((award.code, f"{award.name} (không dành cho {RecipientKind(kind).label.lower()})"))
        elif rules and not award.decider(rules):
            odd.append((award.code, f"{award.name} (không áp dụng ngày ký)"))
        else:
            groups[Level(award.level).label].append((award.code, award.name))
    choices = [("", empty), *((label, rows) for label, rows in groups.items() if rows)]
    return [*choices, ("Khác thường, cần xem lại", odd)] if odd else choices


class PlaceField(forms.ModelChoiceField):
    """A unit, told with its parent where names repeat."""

    def __init__(self, *, queryset=None, empty_label="Chưa gắn đơn vị", **kwargs):
        queryset = Unit.objects.none() if queryset is None else queryset
        kwargs.setdefault("error_messages", {"invalid_choice": "Hãy chọn một đơn vị trong danh sách."})
        super().__init__(queryset=queryset, empty_label=empty_label, **kwargs)

    def label_from_instance(self, unit):
        return place_words(unit)


def units_on(*days, also=()):
    """Units that existed on one of the days, and those already chosen."""
    found = Unit.objects.filter(pk__in=[pk for pk in also if pk])
    for day in days:
        found = found | Unit.objects.in_force(day)
    return found.select_related("parent").in_order()


def units_of_reader(user, roles):
    """The units a filter offers: all for readers of every unit, otherwise those under the person's posts."""
    rights = rights_of(user)
    units = Unit.objects.all() if rights.sees_all else Unit.objects.within(rights.paths(*roles))
    return units.select_related("parent").in_order()
