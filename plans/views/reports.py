"""Writing a unit's report: the officer's figures, words and files. Reading it and its steps: `views.filings`."""

from django.contrib import messages
from django.shortcuts import redirect

from core import clock
from core.errors import Stale
from core.http import done, invalid, page, posted, posted_files
from plans.forms.filings import KeepForm
from plans.forms.reports import UnitReportForm
from plans.models.filings import OWED
from plans.queries import reports as queries
from plans.queries.reports import UNIT_REPORTS
from plans.services import reports as services
from plans.services.filings import Clash
from plans.views.filings import PAGES, FilingPages, answer_closed, attach_all, load, load_to_write
from plans.workflow.reports import filing_findings

PAGES[UNIT_REPORTS.code] = FilingPages(
    content="plans/unit_report_content.html",
    hint="Điền số liệu từng chỉ tiêu, viết lời văn theo đề cương, hoặc đính kèm tệp báo cáo.",
    extra=lambda report: {"last": queries.last_period(report)},
)


def unit_report_edit(request, pk):
    """The officer's draft. Whatever goes wrong, the page comes back with everything typed."""
    report = load_to_write(request, pk, UNIT_REPORTS)
    if report.state not in OWED:
        return answer_closed(request, report)
    if request.method != "POST":
        return page(request, "plans/unit_report_edit.html", _edit(report, _form(report, initial=_initial(report))))
    form = _form(report, posted(request), posted_files(request))
    if not form.is_valid():
        return invalid(request, "plans/unit_report_edit.html", _edit(report, form))
    kept = form.cleaned_data
    values, sections = _after_clash(request, report, form)
    try:
        services.save_report(
            report, version=kept["version"], values=values, sections=sections, by=request.user, at=clock.now()
        )
    except Clash as clash:
        return _answer_clash(request, pk, form, str(clash))
    except Stale:
        return answer_closed(request, load(request, pk, UNIT_REPORTS))
    return _after_save(request, report, kept)


def _after_save(request, report, kept):
    """The figures are safe; now the files, each for itself, then the step if that was the button."""
    if refused := attach_all(request, report, kept["files"]):
        context = _edit(report, _form(report, initial=_initial(report)), file_errors=refused)
        messages.success(request, "Đã lưu nội dung bản nháp.")
        return invalid(request, "plans/unit_report_edit.html", context)
    if kept["press"] == "submit":
        return redirect("plans:unit-report-submit", report.pk)
    if kept["press"] == "stay" or kept["files"]:
        return done(request, "plans:unit-report-edit", "Đã lưu nháp.", report.pk)
    return done(request, report, "Đã lưu nháp.")


def _form(report, *args, **kwargs):
    indicators = list(report.round.indicators.order_by("position", "pk"))
    return UnitReportForm(*args, indicators=indicators, headings=report.round.headings, **kwargs)


def _stored(report):
    """What is saved now, by field name, as the form cleans it."""
    found = {f"section_{n}": section.text for n, section in enumerate(queries.sections_of(report))}
    for value in report.values.select_related("indicator"):
        found[f"value_{value.indicator_id}"] = value.text if value.number is None else value.number
        found[f"note_{value.indicator_id}"] = value.note
    return found


def _initial(report):
    return _stored(report) | {"version": report.version}


def _edit(report, form, *, file_errors=(), clash=(), clash_text="", errors=True):
    last = queries.last_period(report)
    groups = [
        (group, [(indicator, value, note, last.get(indicator.label, "")) for indicator, value, note in rows])
        for group, rows in form.groups()
    ]
    return {
        "report": report,
        "form": form,
        "groups": groups,
        "show_last": bool(last),
        "show_errors": errors and form.is_bound,
        "files": report.attached(),
        "file_errors": file_errors,
        "clash": clash,
        "clash_text": clash_text,
        "findings": filing_findings(report, on=clock.today()) if report.version else [],
    }


# Two people, one draft -------------------------------------------------------------------------------------------------
def _content_names(form):
    return [name for name in form.fields if name.split("_")[0] in ("value", "note", "section")]


def _shown(value):
    return "" if value in (None, "") else str(value) if isinstance(value, str) else queries.number_words(value)


def _answer_clash(request, pk, form, text):
    """The page again: mine in the fields, both values side by side where they differ, the new version beneath."""
    report = load(request, pk, UNIT_REPORTS)
    stored = _stored(report)
    rows = [
        {"name": name, "label": form.fields[name].label, "mine": _shown(mine), "theirs": _shown(stored.get(name))}
        for name in _content_names(form)
        if _shown(mine := form.cleaned_data[name]) != _shown(stored.get(name))
    ]
    data = form.data.copy()
    data.setlist("version", [str(report.version)])
    context = _edit(report, _form(report, data), clash=rows, clash_text=text, errors=False)
    return invalid(request, "plans/unit_report_edit.html", context)


def _after_clash(request, report, form):
    """(values, sections) with the stored value where the person chose “Bản đang lưu” on the clash page."""
    keep = KeepForm(posted(request), fields=_content_names(form))
    if keep.is_valid() and any(keep.theirs(name) for name in _content_names(form)):
        stored = _stored(report)
        for name in _content_names(form):
            if keep.theirs(name):
                form.cleaned_data[name] = stored.get(name, None if name.startswith("value") else "")
    return form.values(), form.sections()
