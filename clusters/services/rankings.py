"""Proposals are chosen, the ranking is published, and opened again. A published ranking is a copy of what it rests on."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from clusters.enums import ProposalKind
from clusters.models import Proposal, Ranking, RankingRow
from clusters.notices import rankings as notices
from clusters.permissions.rankings import can_choose, can_publish
from clusters.queries.publishing import publishing_findings
from clusters.queries.rankings import draft_of, frozen_table, is_published, live_board, published_of, stored_board
from clusters.rules.ranking import packed
from clusters.rules.scoring import rounded
from clusters.services.clusters import fresh, note_change
from clusters.workflow.rankings import RANKING
from core import journal
from core.documents import issuing
from core.errors import Refused, Stale

journal.name_acts(
    {
        "cluster.ranking-propose": "Chọn đề nghị khen thưởng của cụm, khối",
        "cluster.ranking-publish": "Công bố xếp hạng cụm, khối",
        "cluster.ranking-reopen": "Mở lại xếp hạng cụm, khối",
        "cluster.ranking-export": "Xuất xếp hạng cụm, khối",
    }
)
PUBLISHED = "Xếp hạng đã công bố. Muốn sửa, hãy mở lại xếp hạng trước."


def _draft(year, table, *, at):
    """The ranking being prepared, made when there is none. Raises Stale when somebody makes it at this instant."""
    draft = draft_of(year)
    if draft is not None:
        draft.year = year
        return draft
    last = Ranking.objects.filter(year=year).order_by("-number").values_list("number", flat=True).first() or 0
    try:
        with transaction.atomic():
            return Ranking.objects.create(year=year, number=last + 1, table=table, updated_at=at)
    except IntegrityError as twice:
        raise Stale("Người khác vừa sửa xếp hạng này. Hãy tải lại trang.") from twice


@transaction.atomic
def choose_proposals(year, *, flags, certificates, by, at, beyond=False):
    """Write who is proposed: ids of memberships in two lists, replacing what was chosen. Returns the ranking.

    Raises Refused when it is published, when somebody is named twice, has no place or is barred, and, unless `beyond` says
    that it is meant, when more are named than the year has flags or certificates.
    """
    year = fresh(year)
    if not can_choose(by, year):
        raise Refused("Chỉ đơn vị trưởng và Ban Thi đua - Khen thưởng chọn đề nghị, trong năm đang hoạt động.")
    if is_published(year):
        raise Refused(PUBLISHED)
    board = live_board(year, on=timezone.localdate(at))
    _refuse_unfit(board, [*flags, *certificates])
    if not beyond and (over := beyond_numbers(year, len(flags), len(certificates))):
        raise Refused(f"{over} Nếu vẫn đề nghị, hãy đánh dấu xác nhận ở cuối trang.")
    draft = _draft(year, board.table, at=at)
    draft.proposals.all().delete()
    order = {one.entry.key: one.position for one in board.placed}
    for kind, chosen in ((ProposalKind.FLAG, flags), (ProposalKind.CERTIFICATE, certificates)):
        Proposal.objects.bulk_create(
            Proposal(ranking=draft, membership_id=key, kind=kind, position=order[key])
            for key in sorted(chosen, key=order.get)
        )
    Ranking.objects.filter(pk=draft.pk).update(updated_at=at, table=board.table)
    journal.record("cluster.ranking-propose", by=by, at=at, subject=year,
                   detail={"flags": len(flags), "certificates": len(certificates)})  # fmt: skip
    return draft


def _refuse_unfit(board, chosen):
    if len(set(chosen)) != len(chosen):
        raise Refused("Mỗi đơn vị chỉ được đề nghị một hình thức.")
    placed = {one.entry.key: one for one in board.placed}
    for key in chosen:
        if key not in placed:
            raise Refused("Có đơn vị chưa được xếp hạng nên chưa đề nghị được. Hãy tải lại trang.")
        if placed[key].entry.bars:
            raise Refused(f"{placed[key].name} không được đề nghị: {' '.join(placed[key].entry.bars)}")


def beyond_numbers(year, flags, certificates):
    """A sentence when more are named than the year has; a number nobody has set limits nothing."""
    said = []
    if year.flags is not None and flags > year.flags:
        said.append(f"Đang chọn {flags} Cờ thi đua, số được đề nghị là {year.flags}.")
    if year.certificates is not None and certificates > year.certificates:
        said.append(f"Đang chọn {certificates} Bằng khen, số được đề nghị là {year.certificates}.")
    return " ".join(said)


@transaction.atomic
def publish(year, *, by, at, compose=None):
    """Publish what the final sheets give now, with the proposals chosen; returns the ranking. Once, however often pressed.

    Copies every row with its parts and sentence, tells the members, and keeps the paper `compose(board)` makes of what was
    copied. Raises Refused with what must be put
    right first, Stale when it is published already.
    """
    year = fresh(year)
    if not can_publish(by, year):
        raise Refused("Chỉ Ban Thi đua - Khen thưởng công bố xếp hạng, trong năm đang hoạt động.")
    if is_published(year):
        raise Stale("Xếp hạng năm này đã được công bố.")
    board = live_board(year, on=timezone.localdate(at))
    if stops := [finding.message for finding in publishing_findings(board) if finding.stops]:
        raise Refused(" ".join(stops))
    ranking = _draft(year, board.table, at=at)
    try:
        with transaction.atomic():
            RANKING.take(ranking, "publish", by=by, at=at)
    except IntegrityError as twice:
        raise Stale("Xếp hạng năm này đã được công bố.") from twice
    Ranking.objects.filter(pk=ranking.pk).update(
        table=board.table,
        vote=board.vote,
        published_by=by,
        published_at=at,
        updated_at=at,
        apart=[{"name": name, "reason": reason} for _, name, reason in board.apart],
    )
    RankingRow.objects.bulk_create(_row(ranking, board, index) for index in range(len(board.placed)))
    ranking = published_of(year)
    if compose is not None:
        issuing.issue(compose(stored_board(ranking, year)), subject=ranking, by=by, at=at)
    notices.tell_published(ranking, at=at)
    note_change(year, f"Công bố xếp hạng lần {ranking.number}", by=by, at=at)
    detail = {"number": ranking.number, "rows": len(board.placed)}
    journal.record("cluster.ranking-publish", by=by, at=at, subject=year, detail=detail)
    return ranking


def _row(ranking, board, index):
    one = board.placed[index]
    return RankingRow(
        ranking=ranking,
        membership_id=one.entry.key,
        position=one.position,
        place=one.place,
        total=one.entry.total,
        base=rounded(one.entry.base),
        score=one.score,
        self_total=one.entry.self_total,
        votes=one.entry.votes,
        parts=[packed(piece) for piece in one.entry.pieces],
        bars=list(one.entry.bars),
        tie=one.tie[:300],
        explanation=board.explanation(index),
    )


@transaction.atomic
def reopen(ranking, *, reason, by, at):
    """Take a published ranking back, with a reason. Its rows stay for readers of every unit's work; the proposals go on
    into the next one. Raises Refused or Stale like `Workflow.take`."""
    year = fresh(ranking.year)
    ranking.year = year
    RANKING.take(ranking, "reopen", by=by, at=at, reason=reason)
    kept = list(ranking.proposals.order_by("pk"))
    if kept:
        draft = _draft(year, frozen_table(year) or ranking.table, at=at)
        Proposal.objects.bulk_create(
            Proposal(ranking=draft, membership_id=p.membership_id, kind=p.kind, position=p.position, note=p.note)
            for p in kept
        )
    notices.tell_reopened(ranking, at=at)
    note_change(year, f"Mở lại xếp hạng lần {ranking.number}", reason=reason, by=by, at=at)
    journal.record("cluster.ranking-reopen", by=by, at=at, subject=year, detail={"number": ranking.number})
    return ranking
