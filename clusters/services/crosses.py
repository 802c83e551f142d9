"""Members give each other points, beside the score sheets; nothing is counted by them."""

from django.db import transaction

from clusters.models import CrossScore
from clusters.permissions.crosses import givers_of, gives_now
from clusters.queries.crosses import base_of, given_by, stamp_of
from clusters.queries.rankings import frozen_table, is_published
from clusters.rules.scoring import shown
from clusters.services.clusters import fresh
from core import journal
from core.errors import Refused, Stale

journal.name_acts({"cluster.cross": "Chấm chéo trong cụm, khối"})


@transaction.atomic
def give_scores(giver, *, scores, stamp, by, at):
    """Write what a member gives the others. scores: dict membership id → (points or None, comment); None takes it back.

    Raises Refused when cross-scoring is not open, the person does not act for the member, a taker is no other member, or
    points exceed the base; Stale when a colleague saved since `stamp`. Nothing is written then. Returns how many it gave.
    """
    year = fresh(giver.year)
    table = frozen_table(year)
    if not gives_now(year, table, is_published(year)):
        raise Refused("Hiện không chấm chéo: bảng điểm không mở chấm chéo, hoặc xếp hạng đã công bố.")
    if giver.pk not in {m.pk for m in givers_of(by, year)}:
        raise Refused("Chỉ người của đơn vị thành viên chấm chéo thay đơn vị.")
    given = given_by(giver)
    if stamp_of(given) != stamp:
        raise Stale("Người khác trong đơn vị vừa lưu điểm chấm chéo. Số của bạn còn nguyên; hãy đối chiếu rồi lưu lại.")
    others = set(year.memberships.staying().exclude(pk=giver.pk).values_list("pk", flat=True))
    most = base_of(table)
    for taker, (points, comment) in scores.items():
        if taker not in others:
            raise Refused("Có đơn vị không còn là thành viên. Hãy tải lại trang.")
        if points is None:
            CrossScore.objects.filter(giver=giver, taker=taker).delete()
            continue
        if not 0 <= points <= most:
            raise Refused(f"Điểm từ 0 đến {shown(most)}.")
        before = given.get(taker)
        if before is not None and (before.points, before.comment) == (points, comment):
            continue
        CrossScore.objects.update_or_create(
            giver=giver,
            taker_id=taker,
            defaults={"year": year, "points": points, "comment": comment, "by": by, "at": at},
        )
    count = CrossScore.objects.filter(giver=giver).count()
    journal.record("cluster.cross", by=by, at=at, subject=year, detail={"given": count})
    return count
