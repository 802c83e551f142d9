"""The import page: one address for upload, preview, confirmation, progress, and the files one can take away.

A view checks who may import, then hands over: `return import_page(request, UnitSheet(), title=…, done_to=…)`.
"""

import logging

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from kombu.exceptions import OperationalError as BrokerDown

from core import clock, tasks
from core.errors import Refused, Stale
from core.http import attachment, done, invalid, page, posted, posted_files
from core.models.imports import ImportDraft
from core.sheets import imports, progress
from core.sheets.books import read_book
from core.sheets.exports import CSV_TYPE, XLSX_TYPE, export_csv, export_xlsx, file_name
from core.sheets.fields import shown_number
from core.sheets.forms import ActForm, LookForm, UploadForm
from core.sheets.previews import OUTCOMES, problems_of
from core.sheets.tables import Column, find_in_book

log = logging.getLogger(__name__)

ROWS_PER_PAGE = 50
PROBLEMS_SHOWN = 20
SHARED = (ImportDraft.State.APPLYING, ImportDraft.State.APPLIED)


def sheet_attachment(title, columns, rows, *, kind="xlsx", on=None, **options):
    """A table as a file the browser saves: `kind` is xlsx or csv; the caller gives scoped rows and logs the export."""
    if kind == "csv":
        return attachment(export_csv(columns, rows), name=file_name(title, "csv", on=on), content_type=CSV_TYPE)
    content = export_xlsx(title, columns, rows, **options)
    return attachment(content, name=file_name(title, "xlsx", on=on), content_type=XLSX_TYPE)


def import_page(
    request, resource, *, title, done_to, done_label="Xem kết quả", scope="", template="core/import.html", extra=None
):
    """Everything an import page answers. The caller has checked that the person may import.

    `resource` is a fresh `SheetResource`; `scope` names the record the rows belong to when the page has one;
    `done_to` says where to go after the import: a name, or a function of the draft that gives an address; `done_label`
    is the link there; `extra` is context for the template (crumbs).
    """
    asked = _Page(request, resource, title, (done_to, done_label), scope, template, extra or {})
    if request.method != "POST":
        return asked.look()
    return asked.act() if "draft" in posted(request) else asked.upload()


class _Page:
    def __init__(self, request, resource, title, done, scope, template, extra):
        self.request, self.resource, self.title, (self.done_to, self.done_label) = request, resource, title, done
        self.scope, self.template, self.extra = scope, template, extra

    # Answers --------------------------------------------------------------------------------------------------------
    def look(self):
        form = LookForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        asked = form.cleaned_data
        if asked["tai"] == "mau":
            return self._sample()
        if not asked["ban"]:
            return page(self.request, self.template, self._context(form=UploadForm(), at_work=self._at_work()))
        draft = self._draft(asked["ban"])
        if draft is None:
            return self._gone()
        if draft.state == ImportDraft.State.APPLYING:
            return page(self.request, self.template, self._progress_context(draft), partial="progress")
        if self.request.htmx:  # the page asked how far it is, and it is over
            return HttpResponse(status=204, headers={"HX-Redirect": draft.url})
        if self._is_closed(draft):
            return page(self.request, self.template, self._closed_context(draft))
        if asked["tai"] == "loi":
            return self._rows_in_error(draft)
        return page(self.request, self.template, self._preview_context(draft, asked))

    def upload(self):
        form = UploadForm(posted(self.request), posted_files(self.request))
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                draft = imports.start_import(
                    self.resource,
                    file.read(),
                    file.name,
                    by=self.request.user,
                    at=clock.now(),
                    scope=self.scope,
                    address=self.request.path,
                )
            except Refused as refusal:
                form.add_error("file", str(refusal))
            else:
                return HttpResponseRedirect(draft.url)
        return invalid(self.request, self.template, self._context(form=form))

    def act(self):
        asked = ActForm(posted(self.request))
        if not asked.is_valid():
            raise Http404
        draft = self._draft(asked.cleaned_data["draft"])
        if draft is None:
            return self._gone()
        if draft.by_id != self.request.user.pk:  # may look only
            return HttpResponseRedirect(draft.url)
        if asked.cleaned_data["act"] == "discard":
            return self._discard(draft)
        form = ActForm(posted(self.request), doubts=draft.counts["warning"])
        if form.is_valid():
            try:
                if imports.is_long(draft):
                    return self._begin(draft)
                counts = imports.apply_import(draft, self.resource, by=self.request.user, at=clock.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
                draft.refresh_from_db()
                if isinstance(refusal, Stale) and draft.is_waiting:
                    imports.look_again(draft, self.resource, at=clock.now())
            else:
                return done(self.request, self._done(draft), imports.said(self.resource.what, counts))
        if draft.state == ImportDraft.State.APPLYING:  # another tab was faster
            return HttpResponseRedirect(draft.url)
        if self._is_closed(draft):
            return invalid(self.request, self.template, self._closed_context(draft))
        return invalid(self.request, self.template, self._preview_context(draft, {}, act=form))

    def _begin(self, draft):
        imports.begin_import(draft, by=self.request.user, at=clock.now())
        try:
            tasks.apply_imports.apply_async()
        except BrokerDown as failure:  # beat asks every minute
            log.warning("import %s waits for the next round: %s", draft.pk, failure)
        return HttpResponseRedirect(draft.url)

    def _discard(self, draft):
        try:
            imports.discard_import(draft, by=self.request.user, at=clock.now())
        except Stale:
            return HttpResponseRedirect(draft.url)
        return done(self.request, self.request.path, f"Đã bỏ tệp “{draft.name}”; chưa nhập dòng nào.")

    # Files ----------------------------------------------------------------------------------------------------------
    def _sample(self):
        """An empty sheet with the columns this page reads."""
        columns = [
            Column(c.key, f"{c.label} (*)" if c.required else c.label, kind=c.kind) for c in self.resource.columns
        ]
        subtitle = "Cột có dấu (*) phải điền. Không đổi dòng tiêu đề."
        return sheet_attachment(f"Mẫu {self.title.lower()}", columns, [], subtitle=subtitle, numbered=True)

    def _rows_in_error(self, draft):
        """The rows in error as uploaded, with what is wrong beside them; can be put right and uploaded again."""
        preview = imports.preview_of(draft)
        problems = {r.number: problems_of(r, preview.columns) for r in preview.rows if r.outcome == "error"}
        table = find_in_book(read_book(bytes(draft.content), draft.name), self.resource.columns)
        columns = [c for c in self.resource.columns if c.key in table.places]
        columns.append(Column("problem", "Lỗi cần sửa", kind="lines", width=60))
        rows = [
            {**row.values, "problem": "\n".join(problems[row.number])} for row in table.rows if row.number in problems
        ]
        return sheet_attachment(f"Dòng lỗi của {draft.name.rpartition('.')[0] or draft.name}", columns, rows)

    # Contexts -------------------------------------------------------------------------------------------------------
    def _draft(self, key):
        """A draft of this page, or None: one's own; anybody's who imports here once it is being applied."""
        drafts = ImportDraft.objects.filter(kind=imports.kind_of(self.resource, self.scope)).select_related("by")
        draft = drafts.filter(key=key).first()
        if draft and (draft.by_id == self.request.user.pk or draft.state in SHARED):
            return draft
        return None

    def _at_work(self):
        """The files of this page a worker has, for whoever left and comes back."""
        drafts = ImportDraft.objects.filter(
            kind=imports.kind_of(self.resource, self.scope), state=ImportDraft.State.APPLYING
        )
        return drafts.defer("content", "preview").select_related("by").order_by("updated_at", "pk")

    @staticmethod
    def _is_closed(draft):
        return not draft.is_waiting or clock.now() >= draft.expires_at

    def _done(self, draft):
        """Where the result of an applied draft is."""
        return self.done_to(draft) if callable(self.done_to) else resolve_url(self.done_to)

    def _gone(self):
        """The same answer whether the draft is too old, somebody else's, or never was."""
        context = self._context(form=UploadForm(), gone=True)
        return page(self.request, self.template, context, status=404)

    def _context(self, **more):
        resource = self.resource
        return {
            "title": self.title,
            "what": resource.what,
            "help": resource.help,
            "columns": [
                {
                    "label": field.label,
                    "required": field.required,
                    "aliases": field.aliases,
                    "values": list(getattr(field.widget, "labels", {}).values()),
                }
                for field in resource.fields.values()
            ],
            "max_rows": shown_number(imports.MAX_ROWS),
            "draft": None,
            "closed": None,
            "running": None,
            "at_work": (),
            "done": None,
            "said": "",
            "gone": False,
            "crumbs": [],
            **self.extra,
            **more,
        }

    def _progress_context(self, draft):
        return self._context(running=draft, running_rows=shown_number(draft.counts["all"]), progress=progress.of(draft))

    def _closed_context(self, draft):
        applied = draft.state == ImportDraft.State.APPLIED
        mine = draft.by_id == self.request.user.pk
        return self._context(
            form=UploadForm(),
            closed=draft,
            said=imports.said(self.resource.what, draft.counts) if applied else "",
            done={"url": self._done(draft), "label": self.done_label} if applied and mine else None,
        )

    def _preview_context(self, draft, asked, act=None):
        preview = imports.preview_of(draft)
        counts, outcome = preview.counts, asked.get("loc", "")
        rows = Paginator(preview.select(outcome), ROWS_PER_PAGE).get_page(asked.get("page") or 1)
        initial = {"act": "apply", "draft": draft.key}
        stopped = [p for r in preview.rows if r.outcome == "error" for p in problems_of(r, preview.columns)]
        return self._context(
            form=act or ActForm(initial=initial, doubts=counts["warning"]),
            draft=draft,
            refusal="" if act else draft.refusal,
            preview=preview,
            counts=counts,
            rows=rows,
            outcome=outcome,
            filters=[{"key": k, "label": label, "count": counts[k]} for k, label in OUTCOMES.items() if counts[k]],
            problems=stopped[:PROBLEMS_SHOWN],
            problems_left=max(0, len(stopped) - PROBLEMS_SHOWN),
            writes=counts["new"] + counts["changed"],
        )
