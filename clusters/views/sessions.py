"""Sessions of a cluster, their minutes, and the page that lists all a cluster writes in a year."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from clusters.documents.sessions import minutes, minutes_words
from clusters.enums import SessionKind, SessionState
from clusters.forms.clusters import ReasonForm
from clusters.forms.sessions import PlanSessionForm, SessionDraft, WordsForm
from clusters.models import ClusterYear
from clusters.permissions.clusters import can_prepare, can_read_history
from clusters.permissions.papers import can_read
from clusters.permissions.sessions import can_issue, can_read_minutes, can_write
from clusters.queries import papers as paper_queries
from clusters.queries import sessions as queries
from clusters.queries import summaries as summary_queries
from clusters.queries.tabs import tabs_of
from clusters.services import sessions as services
from clusters.views.loading import visible
from clusters.views.papers import KINDS
from clusters.views.words import words_page
from clusters.workflow.sessions import SESSION
from core import clock, files
from core.errors import Refused
from core.findings import Level
from core.http import done, invalid, page, posted, posted_files
from core.markup import to_html
from core.models import IssuedDocument, Transition
from plans.forms.steps import UploadForm
from plans.services.filings import Clash


def found_session(request, pk):
    """The session of a year the person may open, or 404."""
    seen = queries.sessions().filter(year__in=ClusterYear.objects.visible_to(request.user))
    return get_object_or_404(seen, pk=pk)


def _writable(request, pk):
    """404 for a year out of sight, 403 for whoever never writes its papers."""
    session = found_session(request, pk)
    if not can_prepare(request.user, session.year):
        raise PermissionDenied
    return session


@require_safe
def session_list(request, pk):
    """Sessions, papers, and between provinces the summary forms, each as far as the person may read it."""
    year, user = visible(request, pk), request.user
    papers = paper_queries.papers_of(year)
    shown = [(paper, can_read(user, paper), IssuedDocument.objects.of(paper).first()) for paper in papers]
    context = {
        "year": year,
        "tab_list": tabs_of(year, "van-ban"),
        "sessions": queries.sessions_of(year),
        "papers": [row for row in shown if row[1] or row[2]],
        "missing": [(slug, kind) for slug, kind in KINDS.items() if kind not in {paper.kind for paper in papers}],
        "summaries": summary_queries.listed(year) if year.cluster.is_inter else [],
        "may_prepare": can_prepare(user, year),
    }
    return page(request, "clusters/session_list.html", context)


def session_create(request, pk):
    year = visible(request, pk)
    if not can_prepare(request.user, year):
        raise PermissionDenied
    form = PlanSessionForm(posted(request))
    if form.is_valid():
        try:
            made = services.plan_session(year, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("kind", str(refusal))
        else:
            return done(request, made, "Đã lập phiên họp.")
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/session_create.html", {"year": year, "form": form})


@require_safe
def session_detail(request, pk):
    session = found_session(request, pk)
    return page(request, "clusters/session_detail.html", _detail(request, session))


def _detail(request, session, upload=None):
    user, year = request.user, session.year
    reads = can_read_minutes(user, session)
    writes = can_write(user, session)
    rows = queries.attendance_of(session) if reads else []
    whole = can_read_history(user, year)
    return {
        "session": session,
        "year": year,
        "tab_list": tabs_of(year, "van-ban"),
        "reads": reads,
        "writes": writes,
        "rows": rows,
        "present": sum(row.present for row in rows),
        "guests": [line for line in session.guests.splitlines() if line.strip()] if reads else [],
        "texts": [
            (heading, to_html(text))
            for heading, text in (("Nội dung, diễn biến", session.content), ("Kết luận", session.resolutions))
            if reads and text.strip()
        ],
        "results": queries.results_of(session) if reads and session.kind == SessionKind.YEAR_END else None,
        "steps": SESSION.open_to(user, session),
        "may_print": can_prepare(user, year),
        "issued": IssuedDocument.objects.of(session) if reads else [],
        "files": files.of(session) if reads else [],
        "may_remove": files.may_remove(user, session),
        "upload": upload or UploadForm(),
        "whole": whole,
        "history": Transition.objects.of(session) if whole else [],
    }


def session_edit(request, pk):
    session = _writable(request, pk)
    if session.state != SessionState.PLANNED:
        return done(
            request, session, "Biên bản đã chốt nên không sửa được. Ban TĐKT mở lại được.", level=messages.WARNING
        )
    draft = SessionDraft(session, posted(request))
    context, shown = {"session": session, "year": session.year}, {"draft": draft, "show_errors": False}
    if request.method != "POST":
        return page(request, "clusters/session_edit.html", context | shown)
    if not draft.is_valid():
        return invalid(request, "clusters/session_edit.html", context | shown | {"show_errors": True})
    try:
        services.save_session(session, version=draft.version, by=request.user, at=clock.now(), **draft.values())
    except Clash as clash:
        latest = found_session(request, pk)
        again = draft.over(latest)
        if differing := again.differing():
            shown |= {"draft": again, "clash": differing, "clash_text": str(clash), "saved": latest}
            return invalid(request, "clusters/session_edit.html", context | shown)
    except Refused as refusal:
        draft.form.add_error(None, str(refusal))
        return invalid(request, "clusters/session_edit.html", context | shown | {"show_errors": True})
    if draft.form.cleaned_data["press"] == "conclude":
        return redirect("clusters:session-step", session.pk, "conclude")
    return done(request, session, "Đã lưu phiên họp.")


def session_discard(request, pk):
    """A page of its own asks first."""
    session = _writable(request, pk)
    context = {"session": session, "year": session.year, "refusal": ""}
    if request.method == "POST":
        try:
            services.discard_session(session, by=request.user, at=clock.now())
        except Refused as refusal:
            context["refusal"] = str(refusal)
        else:
            return done(request, reverse("clusters:session-list", args=[session.year_id]), "Đã bỏ phiên họp.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "clusters/session_discard.html", context)


def session_step(request, pk, action):
    """A page of its own asks for confirmation and shows what is worth knowing; POST takes the step."""
    session = _writable(request, pk)
    if action not in SESSION.steps:
        raise Http404
    step = next((s for s in SESSION.open_to(request.user, session) if s.action == action), None)
    if step is None:
        return done(request, session, f"Phiên họp đang “{session.get_state_display()}”, không cần làm lại bước này.")
    form = ReasonForm(posted(request)) if step.reason else None
    checks = step.guard(session, on=clock.today())
    context = {"session": session, "year": session.year, "step": step, "form": form, "refusal": "", "checks": checks}
    context["stopped"] = any(finding.stops for finding in checks)
    context["notes"] = [finding for finding in checks if finding.level == Level.INFO]
    context["checks"] = [finding for finding in checks if finding.level > Level.INFO]
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        try:
            services.take_session_step(session, action, by=request.user, at=clock.now(), reason=reason)
        except Refused as refusal:
            context["refusal"] = str(refusal)
        else:
            return done(request, session, f"Đã thực hiện: {step.label.lower()}.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "clusters/session_step.html", context)


def session_minutes(request, pk):
    """Biên bản: look at the draft, or issue it once the session is concluded."""
    session = _writable(request, pk)

    def draft(words):
        return minutes(session, words, results=queries.results_of(session), draft=True)

    def issue(words, known):
        return services.issue_minutes(session, words=words, known=known, by=request.user, at=clock.now())

    why_not = "" if session.state == SessionState.CONCLUDED else "Chưa chốt biên bản nên chỉ xem được dự thảo."
    return words_page(
        request, session, WordsForm, minutes_words(session, on=clock.today()), title="Biên bản", draft=draft, issue=issue,
        may_issue=can_issue(request.user, session), why_not=why_not, name=f"Biên bản {session}",
    )  # fmt: skip


@require_POST
def session_file(request, pk):
    session = _writable(request, pk)
    form = UploadForm(posted(request), posted_files(request))
    if not can_write(request.user, session):
        return done(request, session, "Biên bản đã chốt nên không thêm tệp được.", level=messages.WARNING)
    if form.is_valid():
        try:
            files.store(form.cleaned_data["file"], owner=session, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return done(request, session, "Đã tải tệp lên.")
    return invalid(request, "clusters/session_detail.html", _detail(request, session, upload=form))
