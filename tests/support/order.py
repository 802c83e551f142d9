"""A queryset without an order comes back reversed, so no proof can lean on an order the database never promised."""

from django.db.models import query

ITERABLES = (query.ModelIterable, query.ValuesIterable, query.ValuesListIterable, query.FlatValuesListIterable)


def _reversed_when_unordered(original):
    def rows(self):
        found = original(self)
        if self.queryset.ordered or self.queryset.query.is_sliced:
            return found
        return reversed(list(found))

    return rows


def install(monkeypatch):
    for iterable in ITERABLES:
        monkeypatch.setattr(iterable, "__iter__", _reversed_when_unordered(iterable.__iter__))
