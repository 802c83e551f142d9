"""How a person wants to be told."""

from django.db import transaction

from core.models.notices import NoticeChoice


def chosen_by(person):
    """dict kind -> delivery, only where the person chose."""
    return dict(NoticeChoice.objects.filter(person=person).values_list("kind", "delivery"))


@transaction.atomic
def choose(person, choices):
    """Keep the person's deliveries; choices: dict kind -> delivery. Safe to repeat."""
    before = chosen_by(person)
    for kind, delivery in choices.items():
        if before.get(kind) != delivery:
            NoticeChoice.objects.update_or_create(person=person, kind=kind, defaults={"delivery": delivery})
