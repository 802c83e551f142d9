"""Cross-scoring: what a member gives, and the overview with what stands out. The taker sees neither."""

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_safe

from clusters.forms.crosses import CrossForm
from clusters.forms.votes import WhichVoterForm
from clusters.permissions.crosses import can_read_crosses, givers_of, gives_now
from clusters.queries.crosses import base_of, given_by, overview, stamp_of, takers_of
from clusters.queries.members import rows
from clusters.queries.rankings import frozen_table, is_published
from clusters.queries.tabs import tabs_of
from clusters.rules import crosses as rules
from clusters.rules.scoring import shown
from clusters.services import crosses as services
from clusters.views.loading import visible
from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted


def cross_edit(request, pk):
    """One page with a line for each other member; open to the people of a member while points may be given."""
    year, on = visible(request, pk), clock.today()
    givers = givers_of(request.user, year)
    if not givers:
        raise PermissionDenied
    which = WhichVoterForm(request.GET)
    wanted = which.cleaned_data["phieu"] if which.is_valid() else None
    giver = next((m for m in givers if m.pk == wanted), givers[0])
    table = frozen_table(year)
    context = {
        "year": year, "table": table, "tab_list": tabs_of(year, "phieu"), "giver": rows([giver], on=on)[0],
        "gives": gives_now(year, table, is_published(year)), "clash": [], "others": [m for m in givers if m != giver],
    }  # fmt: skip
    if table is None or not table.cross_scoring:
        return page(request, "clusters/cross_edit.html", context)
    given, most = given_by(giver), base_of(table)
    takers = takers_of(giver, year.memberships.all(), on=on)
    data = posted(request) if context["gives"] else None
    form = CrossForm(data, takers=takers, most=most, given=given, initial={"stamp": stamp_of(given)})
    context |= {"form": form, "most": most, "given": given}
    if form.is_valid():
        try:
            count = services.give_scores(
                giver, scores=form.scores(), stamp=form.cleaned_data["stamp"], by=request.user, at=clock.now()
            )
        except Stale as stale:
            latest = given_by(giver)
            context["clash"] = _clash(form, latest)
            if not context["clash"]:  # pressed twice
                return _saved(request, year, len(latest))
            form.add_error(None, str(stale))
            form.data = form.data.copy()
            form.data["stamp"] = stamp_of(latest)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, year, count)
    return (invalid if form.is_bound else page)(request, "clusters/cross_edit.html", context)


def _saved(request, year, count):
    return done(request, "clusters:cross-edit", f"Đã lưu điểm chấm chéo cho {count} đơn vị.", year.pk)


def _clash(form, latest):
    """Where what was typed differs from what a colleague saved: label, theirs, mine."""
    mine, found = form.scores(), []
    for pk, name in form.takers:
        saved = (latest[pk].points, latest[pk].comment) if pk in latest else (None, "")
        if saved != mine[pk]:
            found.append({"label": name, "theirs": _said(*saved), "mine": _said(*mine[pk])})
    return found


def _said(points, comment):
    if points is None:
        return "(trống)"
    return f"{shown(points)}{f', {comment}' if comment else ''}"


@require_safe
def cross_overview(request, pk):
    """All that was given, for readers of every unit's work."""
    year = visible(request, pk)
    if not can_read_crosses(request.user, year):
        raise PermissionDenied
    table = frozen_table(year)
    context = {"year": year, "table": table, "tab_list": tabs_of(year, "phieu"), "limits": rules, "lines": []}
    if table is not None and table.cross_scoring:
        base = base_of(table)
        names, lines, outliers, favours = overview(year, year.memberships.all(), base, on=clock.today())
        far = {(one.giver, one.taker): one for one in outliers}
        context |= {
            "base": base,
            "names": list(names.values()),
            "lines": [
                {
                    "name": name,
                    "cells": [
                        {"score": score, "own": taker == giver, "far": far.get((giver, taker))}
                        for taker, score in zip(names, scores, strict=True)
                    ],
                }
                for giver, name, scores in lines
            ],
            "warnings": [*(_outlier(one, names) for one in outliers), *(_favour(one, names) for one in favours)],
        }
    return page(request, "clusters/cross_overview.html", context)


def _outlier(one, names):
    side = "cao hơn" if one.distance > 0 else "thấp hơn"
    return (
        f"{names[one.giver]} cho {names[one.taker]} {side} {shown(abs(one.distance))} điểm so với mức giữa của các đơn vị "
        "khác."
    )


def _favour(one, names):
    first, second = names[one.first], names[one.second]
    return (
        f"{first} và {second} cho nhau cao hơn rõ rệt so với mức giữa của các đơn vị khác: {first} cho thêm "
        f"{shown(one.to_second)}, {second} cho thêm {shown(one.to_first)} điểm."
    )
