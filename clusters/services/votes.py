"""The peer vote: opened, cast, counted, cancelled. Nothing here says who chose what, or when somebody voted.

What is decided: with each ballot the whole box is written anew under new random keys, in their order, so neither the rows
nor their order tell which came last; once counted, only the sums are kept and the ballots are deleted, for of a small
number of papers the combinations alone could tell who wrote them. No act of a voter enters the journal or the history.
"""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from clusters.enums import RankingState, VoteState
from clusters.models import Ballot, PeerVote, Ranking, VoteCandidate, Voter
from clusters.notices import votes as notices
from clusters.permissions.votes import can_cast, can_hold
from clusters.queries.votes import remaining, roll_of
from clusters.services.clusters import fresh, note_change
from clusters.workflow.votes import FEWEST, PEER_VOTE
from core import journal
from core.errors import Refused, Stale

journal.name_acts(
    {
        "cluster.vote-open": "Mở bỏ phiếu suy tôn",
        "cluster.vote-count": "Kiểm phiếu suy tôn",
        "cluster.vote-cancel": "Hủy bỏ phiếu suy tôn",
    }
)
ALREADY = "Đơn vị đã bỏ phiếu trong đợt này. Mỗi đơn vị bỏ một phiếu."


@transaction.atomic
def open_vote(year, *, seats, due_on, by, at):
    """Open a vote: every member staying and not barred can be named, every one with a head of ours votes; returns it.

    Raises Refused when another vote is open, the ranking is published, fewer than three can vote, more names are asked
    than can be named, or the last day is past.
    """
    year = fresh(year)
    on = timezone.localdate(at)
    if not can_hold(by, year):
        raise Refused("Chỉ đơn vị trưởng và Ban Thi đua - Khen thưởng mở bỏ phiếu, trong năm đang hoạt động.")
    if Ranking.objects.filter(year=year, state=RankingState.PUBLISHED).exists():
        raise Refused("Xếp hạng năm này đã công bố. Muốn suy tôn lại, hãy mở lại xếp hạng trước.")
    roll = roll_of(year, on=on)
    if len(roll.voters) < FEWEST:
        raise Refused(
            f"Chỉ có {len(roll.voters)} thành viên bỏ phiếu được, không giữ được bí mật. "
            f"Cần ít nhất {FEWEST} thành viên có thủ trưởng trong phần mềm."
        )
    if not roll.candidates:
        raise Refused("Không còn thành viên nào được suy tôn.")
    if not 1 <= seats <= len(roll.candidates):
        raise Refused(f"Mỗi phiếu chọn được từ 1 đến {len(roll.candidates)} đơn vị.")
    if due_on < on:
        raise Refused("Ngày cuối bỏ phiếu không thể là ngày đã qua.")
    vote = _write(year, seats=seats, due_on=due_on, by=by, at=at)
    VoteCandidate.objects.bulk_create(VoteCandidate(vote=vote, membership=m) for m in roll.candidates)
    Voter.objects.bulk_create(Voter(vote=vote, membership=m) for m in roll.voters)
    notices.tell_opened(vote, at=at)
    note_change(year, f"Mở bỏ phiếu suy tôn lần {vote.number}", by=by, at=at)
    detail = {"number": vote.number, "seats": seats, "voters": len(roll.voters)}
    journal.record("cluster.vote-open", by=by, at=at, subject=year, detail=detail)
    return vote


def _write(year, *, seats, due_on, by, at):
    last = PeerVote.objects.filter(year=year).order_by("-number").values_list("number", flat=True).first() or 0
    try:
        with transaction.atomic():
            return PeerVote.objects.create(
                year=year, number=last + 1, seats=seats, due_on=due_on, opened_by=by, opened_at=at, updated_at=at
            )
    except IntegrityError as twice:
        raise Stale("Đang có một đợt bỏ phiếu. Hãy tải lại trang.") from twice


def _held(pk):
    """The vote as the database has it, held until the transaction ends; all who write its box wait here."""
    return PeerVote.objects.select_for_update(of=("self",)).select_related("year__cluster", "opened_by").get(pk=pk)


@transaction.atomic
def cast(voter, *, choices, by, at):
    """Put the ballot of one member into the box; `choices` are ids of candidates, none for a blank one.

    Exactly once: pressing twice, or two heads at once, the second is Refused and nothing changes. Refused also for whoever
    is no head of the member, a member that left, too many or unknown names, a vote that is over. The last ballot counts
    the box. Neither person nor moment is kept.
    """
    vote = _held(voter.vote_id)
    voter = Voter.objects.select_related("membership__unit").get(pk=voter.pk)
    voter.vote = vote
    if vote.state != VoteState.OPEN:
        raise Refused("Đợt bỏ phiếu đã kết thúc.")
    if voter.membership.left_on is not None:
        raise Refused("Đơn vị đã rời trong năm nên không còn quyền bỏ phiếu.")
    if not can_cast(by, voter):
        raise Refused("Chỉ thủ trưởng của đơn vị thành viên bỏ phiếu.")
    chosen = sorted(set(choices))
    if len(chosen) > vote.seats:
        raise Refused(f"Phiếu chọn nhiều nhất {vote.seats} đơn vị. Hãy bỏ bớt {len(chosen) - vote.seats}.")
    known = set(vote.candidates.filter(membership__left_on__isnull=True).values_list("pk", flat=True))
    if not set(chosen) <= known:
        raise Refused("Phiếu có đơn vị không còn trong danh sách. Hãy tải lại trang rồi chọn lại.")
    if Voter.objects.filter(pk=voter.pk, has_voted=False).update(has_voted=True) != 1:
        raise Refused(ALREADY)
    _rewrite_box(vote, chosen)
    if not remaining(vote) and vote.voters.filter(has_voted=True).count() >= FEWEST:
        PEER_VOTE.take(vote, "complete", by=vote.opened_by, at=at)
        _finish(vote, by=None, at=at)
    return voter


def _rewrite_box(vote, chosen):
    """Every paper gets a new key and the box is written in the order of the keys: nothing tells which one is new."""
    papers = [*vote.ballots.order_by("pk").values_list("choices", flat=True), chosen]
    vote.ballots.all().delete()
    box = sorted((Ballot(key=uuid.uuid4(), vote=vote, choices=paper) for paper in papers), key=lambda b: b.key)
    Ballot.objects.bulk_create(box)


@transaction.atomic
def count_vote(vote, *, reason, by, at):
    """Close the vote before all have voted, and count. Raises Refused with fewer than three ballots or no reason."""
    vote = _held(vote.pk)
    PEER_VOTE.take(vote, "count", by=by, at=at, reason=reason)
    return _finish(vote, by=by, at=at)


def _finish(vote, *, by, at):
    """Write the sums, delete the papers, tell the members."""
    papers = list(vote.ballots.order_by("pk").values_list("choices", flat=True))
    for candidate in vote.candidates.order_by("pk"):
        votes = sum(candidate.pk in paper for paper in papers)
        VoteCandidate.objects.filter(pk=candidate.pk).update(votes=votes)
    vote.blank = sum(not paper for paper in papers)
    vote.closed_by, vote.closed_at = by, at
    vote.save(update_fields=["blank", "closed_by", "closed_at"])
    vote.ballots.all().delete()
    notices.tell_counted(vote, at=at)
    note_change(vote.year, f"Kiểm phiếu suy tôn lần {vote.number}", by=by, at=at)
    journal.record("cluster.vote-count", by=by, at=at, subject=vote.year,
                   detail={"number": vote.number, "cast": len(papers)})  # fmt: skip
    return vote


@transaction.atomic
def cancel_vote(vote, *, reason, by, at):
    """Throw the box away, with a reason; a new vote may be opened then."""
    vote = _held(vote.pk)
    PEER_VOTE.take(vote, "cancel", by=by, at=at, reason=reason)
    vote.closed_by, vote.closed_at = by, at
    vote.save(update_fields=["closed_by", "closed_at"])
    vote.ballots.all().delete()
    notices.tell_cancelled(vote, at=at)
    note_change(vote.year, f"Hủy bỏ phiếu suy tôn lần {vote.number}", reason=reason, by=by, at=at)
    journal.record("cluster.vote-cancel", by=by, at=at, subject=vote.year, detail={"number": vote.number})
    return vote
