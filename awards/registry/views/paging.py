"""Pages of a list whose length is known already from the numbers above it."""

from django.core.paginator import Paginator


def paged(rows, size, number, *, count):
    """A page of `rows`; `count` is how many there are, so nobody counts them again."""
    pages = Paginator(rows, size)
    pages.__dict__["count"] = count  # the cached property, filled
    return pages.get_page(number)
