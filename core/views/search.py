"""Search: the page of results and the suggestions under the field in the top bar."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.forms.search import SearchForm
from core.http import page
from core.search import SHORTEST, search

PER_KIND = 20
SUGGESTED = 5


def _words(request):
    form = SearchForm(request.GET)
    return form, form.cleaned_data["q"] if form.is_valid() else ""


@require_GET
def results(request):
    """Everything found, by kind; without words, how to search."""
    form, words = _words(request)
    found = search(request.user, words, limit=PER_KIND)
    context = {
        "form": form,
        "words": words,
        "search_words": words,
        "found": found,
        "total": sum(len(kind.hits) for kind in found),
        "more": any(kind.more for kind in found),
        "too_short": bool(words) and len(words) < SHORTEST,
    }
    return page(request, "core/search.html", context)


@require_GET
def suggest(request):
    """The first few of each kind, as options of the search field."""
    _, words = _words(request)
    return render(
        request, "core/search_suggest.html", {"found": search(request.user, words, limit=SUGGESTED), "words": words}
    )
