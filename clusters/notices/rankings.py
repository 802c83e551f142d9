"""What members are told of a ranking. Neither subject nor words name a member, a place or a score."""

from django.utils import timezone

from clusters.notices.clusters import people_of
from core.notices import notify, register_kind

KIND = "clusters.ranking"
register_kind(KIND, "Xếp hạng cụm, khối thi đua")


def _people(year, on):
    members = year.memberships.select_related("unit").order_by("pk")
    return sorted({person for member in members for person in people_of(member, on=on)})


def _tell(ranking, what, subject, body, at):
    notify(
        key=f"clusters.ranking:{ranking.pk}:{what}",
        people=_people(ranking.year, timezone.localdate(at)),
        kind=KIND,
        subject=f"{subject}: {ranking.year}",
        body=body,
        url=ranking.get_absolute_url(),
        at=at,
    )


def tell_published(ranking, *, at):
    _tell(ranking, "published", "Đã công bố xếp hạng", "Xem kết quả và lý do xếp hạng ở trang của cụm, khối.", at)


def tell_reopened(ranking, *, at):
    _tell(ranking, "reopened", "Xếp hạng được mở lại", "Kết quả đã công bố tạm thời không còn giá trị.", at)
