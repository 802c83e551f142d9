"""One page for every paper of a cluster: a few words, then a draft to look at, or the issue that is kept."""

import dataclasses

from django.core.exceptions import PermissionDenied

from clusters.documents.words import Words
from core.errors import Refused
from core.http import attachment, done, invalid, page, posted
from core.models import IssuedDocument
from plans.views.papers import MANNERS


def words_page(request, subject, form_class, words, *, title, draft, issue, may_issue, why_not, name):
    """draft(words) gives the `Paper`, issue(words, number of issues the page knew) the issued document. The caller has checked who may look at drafts."""
    form = form_class(posted(request), initial=_initial(words, subject))
    if form.is_valid():
        given, press = Words(**form.words()), form.cleaned_data["press"] or "pdf"
        if press in MANNERS:
            content_type, render = MANNERS[press]
            return attachment(render(draft(given)), name=f"{name}, dự thảo.{press}", content_type=content_type)
        if not may_issue and not why_not:
            raise PermissionDenied
        if twice := _issued_since(subject, form.cleaned_data["issues"]):
            return done(request, subject, f"Đã phát hành {twice.notation}.")
        try:
            issued = issue(given, form.cleaned_data["issues"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, subject, f"Đã phát hành {issued.notation}.")
    context = {
        "subject": subject,
        "year": subject.year,
        "title": title,
        "form": form,
        "issued": IssuedDocument.objects.of(subject),
        "may_issue": may_issue and not why_not,
        "why_not": why_not,
    }
    return (invalid if form.is_bound else page)(request, "clusters/words.html", context)


def _issued_since(subject, known):
    """The newest issue where there are more than the page knew: pressed twice, or somebody was faster; else None."""
    issued = IssuedDocument.objects.of(subject)
    return issued.first() if known is not None and issued.count() > known else None


def _initial(words, subject):
    """The next issue of a paper keeps its number unless somebody writes another."""
    given = {field.name: getattr(words, field.name) for field in dataclasses.fields(words)}
    last = IssuedDocument.objects.of(subject).first()
    if last and last.notation:
        given["number"], _, given["symbol"] = last.notation.partition("/")
    issues = IssuedDocument.objects.of(subject).count()
    return given | {"distribution": "\n".join(words.distribution), "issues": issues}
