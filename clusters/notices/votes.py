"""What members are told of a peer vote. No subject names a member; a ballot never leaves a trace here."""

from django.utils import timezone

from clusters.notices.clusters import people_of
from clusters.queries.votes import heads_of
from core.notices import notify, register_kind

KIND = "clusters.vote"
register_kind(KIND, "Bỏ phiếu suy tôn trong cụm, khối")


def _voting(vote, *, on):
    """Ids of the heads who vote."""
    voters = vote.voters.filter(membership__left_on__isnull=True).select_related("membership__unit").order_by("pk")
    return sorted({i for ids in heads_of([v.membership for v in voters], on=on).values() for i in ids})


def tell_opened(vote, *, at):
    notify(
        key=f"clusters.vote:{vote.pk}:open",
        people=_voting(vote, on=timezone.localdate(at)),
        kind=KIND,
        subject=f"Mời bỏ phiếu suy tôn: {vote.year}",
        body=f"Mỗi đơn vị thành viên bỏ một phiếu kín, do thủ trưởng bỏ, đến hết ngày {vote.due_on:%d/%m/%Y}.",
        url=vote.get_absolute_url(),
        at=at,
    )


def tell_counted(vote, *, at):
    members = vote.year.memberships.staying().select_related("unit").order_by("pk")
    on = timezone.localdate(at)
    notify(
        key=f"clusters.vote:{vote.pk}:counted",
        people=sorted({person for member in members for person in people_of(member, on=on)}),
        kind=KIND,
        subject=f"Đã kiểm phiếu suy tôn: {vote.year}",
        body="Xem kết quả ở trang của cụm, khối.",
        url=vote.get_absolute_url(),
        at=at,
    )


def tell_cancelled(vote, *, at):
    notify(
        key=f"clusters.vote:{vote.pk}:cancelled",
        people=_voting(vote, on=timezone.localdate(at)),
        kind=KIND,
        subject=f"Đã hủy đợt bỏ phiếu suy tôn: {vote.year}",
        body="Các phiếu đã bỏ không còn giá trị. Khi mở đợt mới, đơn vị được báo lại.",
        url=vote.get_absolute_url(),
        at=at,
    )
