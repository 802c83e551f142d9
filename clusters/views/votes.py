"""The peer vote: what stands, opening, the ballot with the page that asks again, counting, cancelling."""

import datetime

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from clusters.enums import VoteState
from clusters.forms.clusters import ReasonForm
from clusters.forms.votes import BallotForm, OpenVoteForm, WhichVoterForm
from clusters.models import PeerVote
from clusters.permissions.votes import can_hold, sees_turnout, voters_of
from clusters.queries.members import rows
from clusters.queries.rankings import frozen_table, is_published
from clusters.queries.tabs import tabs_of
from clusters.queries.votes import (
    candidates_of,
    latest_vote,
    open_vote_of,
    result_of,
    roll_of,
    turnout_of,
    votes_by_member,
)
from clusters.rules.ranking import share_reached
from clusters.services import votes as services
from clusters.views.loading import visible
from clusters.workflow.votes import FEWEST
from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted
from core.pictures import stacked_bar

OPEN_DAYS = 7  # the last day a form proposes: so many days after today
WORDS = {
    "count": (
        "Kết thúc và kiểm phiếu",
        "Sau khi kiểm, các phiếu bị xóa, chỉ giữ số phiếu của từng đơn vị.",
        "checklist",
    ),
    "cancel": ("Hủy đợt bỏ phiếu", "Mọi phiếu đã bỏ bị xóa, không kiểm. Có thể mở đợt khác.", "ban"),
}


@require_safe
def vote_of_year(request, pk):
    """The open vote, else the last result, else the way to open one."""
    year = visible(request, pk)
    return _shown(request, year, latest_vote(year))


@require_safe
def vote_detail(request, pk):
    vote = _vote(request, pk)
    return _shown(request, vote.year, vote)


def _vote(request, pk):
    """A vote of a year the person may open; one that was cancelled is only its own page."""
    vote = get_object_or_404(PeerVote.objects.select_related("opened_by"), pk=pk)
    vote.year = visible(request, vote.year_id)
    return vote


def _shown(request, year, vote):
    user, on = request.user, clock.today()
    holds = can_hold(user, year)
    open_now = vote is not None and vote.state == VoteState.OPEN
    context = {
        "year": year,
        "vote": vote,
        "tab_list": tabs_of(year, "suy-ton"),
        "holds": holds,
        "may_open": holds and not open_now and not is_published(year),
        "is_time": frozen_table(year) is not None,
        "fewest": FEWEST,
        "mine": [_own(voter, on) for voter in voters_of(user, vote)] if open_now else [],
        "turnout": turnout_of(vote, on=on) if open_now and sees_turnout(user, year) else None,
        "result": _result(vote, on) if vote is not None else None,
        "others": list(PeerVote.objects.filter(year=year).exclude(pk=vote.pk).order_by("-number", "pk"))
        if vote
        else [],
    }
    return page(request, "clusters/vote_detail.html", context)


def _own(voter, on):
    voter.membership.year = voter.vote.year
    return {"voter": voter, "name": rows([voter.membership], on=on)[0].name}


def _result(vote, on):
    """Lines of a counted vote: name, votes, whether the share asked is reached; None before."""
    if vote.state != VoteState.COUNTED:
        return None
    table = frozen_table(vote.year)
    needed = table.vote_needed if table else None
    _, cast = votes_by_member(vote)
    lines = [
        {
            "name": name,
            "votes": candidate.votes,
            "bar": stacked_bar([("ok", candidate.votes)], cast, f"{candidate.votes}/{cast} phiếu"),
            "reached": needed is None or share_reached(candidate.votes, cast, needed),
        }
        for candidate, name in result_of(vote, on=on)
    ]
    return {"lines": lines, "cast": cast, "needed": needed, "total": vote.voters.count()}


def vote_open(request, pk):
    year, on = visible(request, pk), clock.today()
    if not can_hold(request.user, year):
        raise PermissionDenied
    if (going_on := open_vote_of(year)) is not None:
        return done(request, going_on, "Đang có một đợt bỏ phiếu.")
    roll = roll_of(year, on=on)
    seats = (year.flags or 0) + (year.certificates or 0)
    initial = {"seats": min(seats, len(roll.candidates)) or None, "due_on": on + datetime.timedelta(days=OPEN_DAYS)}
    form = OpenVoteForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            vote = services.open_vote(year, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, vote, "Đã mở bỏ phiếu suy tôn. Thủ trưởng các đơn vị thành viên được báo.")
    context = {
        "year": year,
        "form": form,
        "roll": roll,
        "voters": rows(roll.voters, on=on),
        "candidates": rows(roll.candidates, on=on),
        "fewest": FEWEST,
        "seats_known": bool(seats),
    }
    return (invalid if form.is_bound else page)(request, "clusters/vote_open.html", context)


@sensitive_post_parameters("choices")
@never_cache
def vote_cast(request, pk):
    """The ballot; sending it asks once more, and only the second page puts it into the box. Neither the browser nor a report
    of an error keeps what was chosen."""
    vote, on = _vote(request, pk), clock.today()
    mine = voters_of(request.user, vote)
    if not mine:
        if vote.state != VoteState.OPEN:
            return done(request, vote, "Đợt bỏ phiếu đã kết thúc.")
        raise PermissionDenied
    which = WhichVoterForm(request.GET)
    wanted = which.cleaned_data["phieu"] if which.is_valid() else None
    voter = next((v for v in mine if v.pk == wanted), mine[0])
    if voter.has_voted:
        return done(request, vote, services.ALREADY)
    voter.vote = vote
    candidates = [(c, name) for c, name in candidates_of(vote, on=on) if c.membership.left_on is None]
    form = BallotForm(posted(request), candidates=candidates, seats=vote.seats)
    context = {"year": vote.year, "vote": vote, "form": form, "candidates": candidates, **_own(voter, on)}
    context["several"] = len(mine) > 1
    if not form.is_bound:
        return page(request, "clusters/vote_cast.html", context | {"picked": set()})
    if form.is_valid():
        context["chosen"] = form.chosen()
        if form.cleaned_data["step"] == "cast":
            try:
                chosen = form.cleaned_data["choices"]
                services.cast(voter, choices=chosen, by=request.user, at=clock.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return done(request, vote, "Đã bỏ phiếu. Phiếu không gắn với đơn vị.")
        elif form.cleaned_data["step"] != "back":
            return page(request, "clusters/vote_confirm.html", context)
    context["picked"] = set(form["choices"].value() or ())
    context["picked"] = {int(value) for value in context["picked"] if str(value).isdigit()}
    answer = invalid if form.errors else page
    return answer(request, "clusters/vote_cast.html", context)


def vote_count(request, pk):
    return _close(request, pk, "count", services.count_vote, "Đã kiểm phiếu.")


def vote_cancel(request, pk):
    return _close(request, pk, "cancel", services.cancel_vote, "Đã hủy đợt bỏ phiếu.")


def _close(request, pk, action, act, said):
    vote = _vote(request, pk)
    if not can_hold(request.user, vote.year):
        raise PermissionDenied
    if vote.state != VoteState.OPEN:
        return done(request, vote, f"Đợt bỏ phiếu {vote.get_state_display().lower()} từ trước.")
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            act(vote, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, "clusters:vote-detail", said, vote.pk)
    label, text, icon = WORDS[action]
    context = {
        "year": vote.year, "vote": vote, "form": form, "label": label, "text": text, "icon": icon,
        "turnout": turnout_of(vote, on=clock.today()), "action": action,
    }  # fmt: skip
    return (invalid if form.is_bound else page)(request, "clusters/vote_close.html", context)
