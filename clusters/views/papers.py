"""Plan and outline of a cluster: begun from a model text, edited, issued."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from clusters.documents.papers import cluster_paper, paper_words
from clusters.enums import PaperKind, PaperState
from clusters.forms.clusters import ReasonForm
from clusters.forms.papers import PaperDraft
from clusters.forms.sessions import WordsForm
from clusters.models import ClusterPaper, ClusterYear
from clusters.permissions.clusters import can_prepare, can_read_history
from clusters.permissions.papers import can_issue, can_read, can_write
from clusters.queries import papers as queries
from clusters.queries.tabs import tabs_of
from clusters.services import papers as services
from clusters.views.loading import visible
from clusters.views.words import words_page
from clusters.workflow.papers import PAPER
from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted
from core.markup import to_html
from core.models import IssuedDocument, Transition
from plans.services.filings import Clash

KINDS = {"ke-hoach": PaperKind.PLAN, "de-cuong": PaperKind.OUTLINE}


def found_paper(request, pk):
    """A paper of a year the person may open; one they may not read yet does not exist for them."""
    seen = queries.papers().filter(year__in=ClusterYear.objects.visible_to(request.user))
    paper = get_object_or_404(seen, pk=pk)
    if not can_read(request.user, paper):
        raise Http404
    return paper


def _writable(request, pk):
    paper = found_paper(request, pk)
    if not can_prepare(request.user, paper.year):
        raise PermissionDenied
    return paper


def paper_create(request, pk, kind):
    if kind not in KINDS:
        raise Http404
    year, kind = visible(request, pk), KINDS[kind]
    if not can_prepare(request.user, year):
        raise PermissionDenied
    title, content = queries.model_title(year, kind), queries.model_text(year, kind, on=clock.today())
    begun = ClusterPaper(year=year, kind=kind, title=title, content=content, version=0)
    draft = PaperDraft(begun, posted(request))
    if request.method == "POST" and draft.is_valid():
        if draft.form.cleaned_data["press"] == "model":
            draft = PaperDraft(begun)
            return page(request, "clusters/paper_edit.html", _edit(begun, draft))
        try:
            made = services.start_paper(year, kind=kind, **draft.values(), by=request.user, at=clock.now())
        except Refused as refusal:
            draft.form.add_error(None, str(refusal))
        else:
            return done(request, made, f"Đã lưu dự thảo {kind.label.lower()}.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "clusters/paper_edit.html", _edit(begun, draft, show_errors=request.method == "POST"))


def _edit(paper, draft, **more):
    return {"paper": paper, "year": paper.year, "draft": draft, "show_errors": False, **more}


@require_safe
def paper_detail(request, pk):
    paper, user = found_paper(request, pk), request.user
    whole = can_read_history(user, paper.year)
    context = {
        "paper": paper,
        "year": paper.year,
        "tab_list": tabs_of(paper.year, "van-ban"),
        "text": to_html(paper.content),
        "writes": can_write(user, paper),
        "may_print": can_prepare(user, paper.year),
        "steps": [step for step in PAPER.open_to(user, paper) if step.action == "reopen"],
        "issued": IssuedDocument.objects.of(paper),
        "whole": whole,
        "history": Transition.objects.of(paper) if whole else [],
    }
    return page(request, "clusters/paper_detail.html", context)


def paper_edit(request, pk):
    paper = _writable(request, pk)
    if paper.state != PaperState.DRAFT:
        return done(
            request, paper, "Văn bản đã phát hành nên không sửa được. Ban TĐKT mở lại được.", level=messages.WARNING
        )
    draft = PaperDraft(paper, posted(request))
    if request.method != "POST":
        return page(request, "clusters/paper_edit.html", _edit(paper, draft))
    if not draft.is_valid():
        return invalid(request, "clusters/paper_edit.html", _edit(paper, draft, show_errors=True))
    if draft.form.cleaned_data["press"] == "model":
        paper.content = queries.model_text(visible(request, paper.year_id), paper.kind, on=clock.today())
        return page(request, "clusters/paper_edit.html", _edit(paper, PaperDraft(paper)))
    try:
        services.save_paper(paper, version=draft.version, **draft.values(), by=request.user, at=clock.now())
    except Clash as clash:
        latest = found_paper(request, pk)
        again = draft.over(latest)
        if differing := again.differing():
            more = {"clash": differing, "clash_text": str(clash), "saved": latest}
            return invalid(request, "clusters/paper_edit.html", _edit(latest, again, **more))
    except Refused as refusal:
        draft.form.add_error(None, str(refusal))
        return invalid(request, "clusters/paper_edit.html", _edit(paper, draft, show_errors=True))
    return done(request, paper, "Đã lưu dự thảo.")


def paper_print(request, pk):
    """A draft in PDF or Word, or the issue."""
    paper = _writable(request, pk)

    def draft(words):
        return cluster_paper(paper, words, draft=True)

    def issue(words, known):
        return services.issue_paper(paper, words=words, by=request.user, at=clock.now())

    why_not = (
        "" if paper.state == PaperState.DRAFT else "Văn bản đã phát hành. Muốn phát hành lại, hãy mở lại để sửa trước."
    )
    return words_page(
        request, paper, WordsForm, paper_words(paper, on=clock.today()), title=paper.get_kind_display(), draft=draft,
        issue=issue, may_issue=can_issue(request.user, paper), why_not=why_not, name=str(paper),
    )  # fmt: skip


def paper_reopen(request, pk):
    paper = _writable(request, pk)
    step = next((s for s in PAPER.open_to(request.user, paper) if s.action == "reopen"), None)
    if step is None:
        if paper.state == PaperState.DRAFT:
            return done(request, paper, "Văn bản đang soạn, không cần mở lại.")
        raise PermissionDenied
    form = ReasonForm(posted(request))
    context = {"paper": paper, "year": paper.year, "step": step, "form": form, "refusal": ""}
    if form.is_valid():
        try:
            services.reopen_paper(paper, by=request.user, at=clock.now(), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            context["refusal"] = str(refusal)
        else:
            return done(request, paper, "Đã mở lại văn bản để sửa.")
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/paper_reopen.html", context)
