"""The ranking of a year: why each stands where it stands; the sheet and the paper of it; proposals, publishing, reopening."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from clusters.documents.rankings import ranking_paper
from clusters.enums import ProposalKind, TieRule
from clusters.forms.clusters import ReasonForm
from clusters.forms.rankings import WORD, ProposalsForm, PublishForm, ShownForm
from clusters.models.clusters import UNIT_ROLES
from clusters.permissions.clusters import acting_units
from clusters.permissions.crosses import can_read_crosses, givers_of
from clusters.permissions.rankings import can_choose, can_preview, can_publish, can_read_withdrawn
from clusters.queries.publishing import publishing_findings
from clusters.queries.rankings import (
    draft_of,
    earlier_places,
    frozen_table,
    is_published,
    live_board,
    published_of,
    stored_board,
    withdrawn_of,
)
from clusters.queries.tabs import tabs_of
from clusters.rules.explaining import compare
from clusters.rules.scoring import shown
from clusters.services import rankings as services
from clusters.tables import rankings as tables
from clusters.views.loading import visible
from clusters.views.ranking_rows import compared, shown_key, shown_rows
from core import clock, journal
from core.documents import genuine_copy, issued_for, render_pdf
from core.errors import Refused
from core.http import attachment, done, invalid, page, posted
from core.sheets.pages import sheet_attachment

PDF = "application/pdf"


def _board(request, year):
    """(board, state): what this person may see of the ranking; no board at all when there is nothing for them yet.

    state: "published", "withdrawn" (one that was opened again, asked for by number) or "draft".
    """
    wanted = ShownForm(request.GET)
    number = wanted.cleaned_data["lan"] if wanted.is_valid() else None
    if number is not None and can_read_withdrawn(request.user, year):
        old = next((one for one in withdrawn_of(year) if one.number == number), None)
        if old is None and (published := published_of(year)) is not None and published.number == number:
            old = published
        if old is None:
            raise Http404
        return stored_board(old, year), str(old.state)
    ranking = published_of(year)
    if ranking is not None:
        return stored_board(ranking, year), "published"
    if can_preview(request.user, year):
        return live_board(year, on=clock.today()), "draft"
    return None, "draft"


@require_safe
def ranking_detail(request, pk):
    year, user = visible(request, pk), request.user
    board, state = _board(request, year)
    published = state == "published"
    context = {
        "year": year,
        "tab_list": tabs_of(year, "xep-hang"),
        "board": board,
        "state": state,
        "published": published,
        "gives": False,
        "reads_crosses": False,
        "may_choose": can_choose(user, year) and state == "draft",
        "may_publish": can_publish(user, year) and state == "draft" and board is not None,
        "may_reopen": can_publish(user, year) and published,
        "withdrawn": withdrawn_of(year) if can_read_withdrawn(user, year) else [],
        "earlier": earlier_places(year, user, on=clock.today()),
    }
    table = frozen_table(year)
    if table is not None and table.cross_scoring:
        context["gives"] = bool(givers_of(user, year))
        context["reads_crosses"] = can_read_crosses(user, year)
    if board is not None and board.placed:
        index = _chosen(request, board)
        context |= {"rows": shown_rows(board, index, state=state), "key": shown_key(board)} | _explained(board, index)
    return page(request, "clusters/ranking_detail.html", context)


def _chosen(request, board):
    """The row that is explained: the one asked for, else the person's own, else the first."""
    wanted = ShownForm(request.GET)
    index = board.at(wanted.cleaned_data["vi"]) if wanted.is_valid() and wanted.cleaned_data["vi"] else None
    if index is not None:
        return index
    units = acting_units(request.user, *UNIT_ROLES)
    own = {m.pk for m in board.year.memberships.all() if m.unit_id in units}
    return next((place for place, one in enumerate(board.placed) if one.entry.key in own), 0)


def _explained(board, index):
    """The sentence, the table against the next above (for the first: the next below), what would change the order."""
    chosen = board.placed[index]
    other = board.placed[index - 1] if index else board.placed[1] if len(board.placed) > 1 else None
    pairs = [place for place in (index - 1, index) if 0 <= place < len(board.placed) - 1]
    return {
        "chosen": chosen,
        "explanation": board.explanation(index),
        "against": other,
        "lines": compared(compare(chosen, other, board.groups)) if other else [],
        "changes": [sentence for place in pairs for sentence in board.sensitivity(place)],
        "scaled": shown(board.standard) if any(one.factor != 1 for one in board.placed) else "",
        "tie_rules": [TieRule(rule).label for rule in board.tie_rules],
    }


def _needed(request, year):
    board, state = _board(request, year)
    if board is None or board.table is None:
        raise PermissionDenied
    return board, state


@require_safe
def ranking_export(request, pk):
    """The page as a sheet: whoever sees the ranking, exactly what the page shows."""
    year = visible(request, pk)
    board, state = _needed(request, year)
    journal.record("cluster.ranking-export", by=request.user, at=clock.now(), subject=year, detail={"form": "xlsx"})
    title = f"Xếp hạng {year}" + ("" if state == "published" else ", chưa công bố")
    return sheet_attachment(title, tables.columns(board), tables.rows(board), on=clock.today())


@require_safe
def ranking_paper_page(request, pk):
    """The paper: the bytes kept when it was published, or a draft of what the sheets give now."""
    year = visible(request, pk)
    board, state = _needed(request, year)
    name = f"Xếp hạng {year}{'' if state == 'published' else ', dự thảo'}.pdf"
    issued = issued_for(board.ranking).first() if board.ranking is not None and state != "draft" else None
    journal.record("cluster.ranking-export", by=request.user, at=clock.now(), subject=year, detail={"form": "pdf"})
    if issued is not None:
        try:
            content = genuine_copy(issued, "pdf", by=request.user, at=clock.now())
        except Refused as refusal:
            return invalid(request, "clusters/ranking_refused.html", {"year": year, "message": str(refusal)})
        return attachment(content, name=name, content_type=PDF)
    on = clock.today() if state == "draft" else localdate(board.ranking.published_at)
    return attachment(render_pdf(ranking_paper(board, on=on, draft=state != "published")), name=name, content_type=PDF)


def ranking_proposals(request, pk):
    """Who is proposed for what. What the places suggest stands beside each name; people decide."""
    year, user = visible(request, pk), request.user
    if not can_choose(user, year):
        raise PermissionDenied
    if is_published(year):
        return done(request, "clusters:ranking-detail", services.PUBLISHED, year.pk)
    board = live_board(year, on=clock.today())
    able = [(one.entry.key, one.name) for one in board.placed if not one.entry.bars]
    suggested = board.suggested()
    proposed = {key: kind for kind, one in suggested.items() for key in one.chosen}
    form = ProposalsForm(posted(request), members=able, chosen=board.proposals or proposed)
    context = {"year": year, "board": board, "form": form, "beyond": ""}
    if form.is_valid():
        chosen = {kind: form.of_kind(kind) for kind in ProposalKind}
        flags, certificates = chosen[ProposalKind.FLAG], chosen[ProposalKind.CERTIFICATE]
        beyond = form.cleaned_data["beyond"]
        context["beyond"] = services.beyond_numbers(year, len(flags), len(certificates))
        try:
            services.choose_proposals(
                year, flags=flags, certificates=certificates, beyond=beyond, by=user, at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, "clusters:ranking-detail", "Đã lưu đề nghị khen thưởng.", year.pk)
    split = {key for one in suggested.values() for key in one.split}
    fields = {key: form[f"m{key}"] for key, _ in able}
    context["lines"] = [
        {
            "one": one, "field": fields.get(one.entry.key), "split": one.entry.key in split,
            "suggested": ProposalKind(proposed[one.entry.key]).label if one.entry.key in proposed else "",
        }
        for one in board.placed
    ]  # fmt: skip
    context["split"] = [one.name for one in board.placed if one.entry.key in split]
    return (invalid if form.is_bound else page)(request, "clusters/ranking_proposals.html", context)


def ranking_publish(request, pk):
    """What is worth knowing before, and the word that is typed; pressing twice publishes once."""
    year, user = visible(request, pk), request.user
    if not can_publish(user, year):
        raise PermissionDenied
    if is_published(year):
        return done(request, "clusters:ranking-detail", "Xếp hạng đã được công bố.", year.pk)
    board = live_board(year, on=clock.today())
    findings = publishing_findings(board)
    form = PublishForm(posted(request))
    if form.is_valid():
        try:
            services.publish(year, compose=_compose, by=user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(
                request, "clusters:ranking-detail", "Đã công bố xếp hạng. Các đơn vị thành viên được báo.", year.pk
            )
    context = {
        "year": year, "board": board, "form": form, "findings": findings, "word": WORD,
        "stops": any(finding.stops for finding in findings), "draft": draft_of(year),
        "proposed": [(one, ProposalKind(board.proposals[one.entry.key]).label)
                     for one in board.placed if one.entry.key in board.proposals],
    }  # fmt: skip
    return (invalid if form.is_bound else page)(request, "clusters/ranking_publish.html", context)


def _compose(board):
    return ranking_paper(board, on=clock.today(), draft=False)


def ranking_reopen(request, pk):
    year = visible(request, pk)
    if not can_publish(request.user, year):
        raise PermissionDenied
    ranking = published_of(year)
    if ranking is None:
        return done(request, "clusters:ranking-detail", "Xếp hạng chưa công bố, không cần mở lại.", year.pk)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            services.reopen(ranking, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, "clusters:ranking-detail", "Đã mở lại xếp hạng.", year.pk)
    context = {"year": year, "ranking": ranking, "form": form}
    return (invalid if form.is_bound else page)(request, "clusters/ranking_reopen.html", context)
