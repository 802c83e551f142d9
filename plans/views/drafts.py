"""Writing a filing of any kind: the officer's draft, saved by its buttons and on its own while it is typed."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted, posted_files
from plans.models.filings import OWED
from plans.queries.filings import kind_of
from plans.services import filings as services
from plans.views.filing_pages import PAGES
from plans.views.filings import answer_closed, attach_all, load, load_to_write, urls_of


def edit(request, pk, kind):
    """The officer's draft: text, tables, files. Whatever goes wrong, the page comes back with everything typed."""
    filing = load_to_write(request, pk, kind)
    if filing.state not in OWED:
        return answer_closed(request, filing)
    template, draft = PAGES[kind.code].edit, PAGES[kind.code].draft(filing, posted(request), posted_files(request))
    if request.method != "POST" or draft.longer:
        return page(request, template, _edit(draft))
    if not draft.is_valid():
        return invalid(request, template, _edit(draft, show_errors=True))
    kept = draft.form.cleaned_data
    try:
        services.save_draft(filing, version=draft.version, values=draft.values(), by=request.user, at=clock.now())
    except services.Clash as clash:
        filing = load(request, pk, kind)
        if filing.state not in OWED:
            return answer_closed(request, filing)
        again = draft.over(filing)
        if differing := again.differing():
            return invalid(request, template, _edit(again, clash=differing, clash_text=str(clash)))
    except Stale:
        return answer_closed(request, load(request, pk, kind))
    return _after_save(request, filing, kept)


def _after_save(request, filing, kept):
    """The text is safe; now the files, each for itself, then the step if that was the button."""
    kind = kind_of(filing)
    if refused := attach_all(request, filing, kept["files"]):
        messages.success(request, "Đã lưu nội dung bản nháp.")
        context = _edit(PAGES[kind.code].draft(filing), file_errors=refused)
        return invalid(request, PAGES[kind.code].edit, context)
    if kept["press"] == "submit":
        return redirect(kind.url("submit", filing.pk))
    stays = kept["press"] == "stay" or kept["files"]
    return done(request, kind.url("edit", filing.pk) if stays else filing, "Đã lưu nháp.")


def _edit(draft, **more):
    """What the page of a draft shows. After a clash: mine in the fields, both values where they differ in `clash`."""
    filing, kind = draft.record, kind_of(draft.record)
    return {
        "filing": filing,
        "noun": kind.noun,
        "urls": urls_of(kind, filing),
        "form": draft.form,
        "tables": [(draft.tables[name].label, rows) for name, rows in draft.rows.items()],
        "show_errors": False,
        "files": [(file, kind.url("file-remove", filing.pk, file.uuid)) for file in filing.attached()],
        "file_errors": (),
        "clash": (),
        "clash_text": "",
        "findings": kind.findings(filing, on=clock.today()) if filing.version else [],
        **draft.rows,
        **draft.context(),
        **more,
    }


@require_POST
def autosave(request, pk, kind):
    """Keep what is being typed as far as it makes sense already; the answer is one line for the page."""
    filing, at = load_to_write(request, pk, kind), clock.now()
    draft = PAGES[kind.code].draft(filing, posted(request))
    draft.is_valid()
    problem = "" if draft.version is not None else "Trang đã cũ nên chưa lưu được. Hãy bấm “Lưu nháp”."
    if not problem:
        try:
            services.autosave(filing, version=draft.version, values=draft.values(), by=request.user, at=at)
        except Refused as refusal:
            problem = str(refusal)
    context = {"filing": filing, "saved_at": at, "problem": problem, "unclear": draft.unclear()}
    return page(request, "plans/filings/saved.html", context, partial="line")
