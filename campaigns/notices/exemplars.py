"""What the unit is told about its exemplar. Keys carry the step, so a repeat adds nothing.

No subject names the exemplar: the list of what was sent has readers who may not know of it.
"""

from django.utils import timezone

from core.notices import notify, register_kind
from units.enums import Role
from units.queries import people_with

KIND = "campaigns.exemplar"
register_kind(KIND, "Điển hình tiên tiến")


def people_of(exemplar, *, on):
    """Ids of the unit's officers and heads on the day, and of the person who follows it."""
    people = {exemplar.follower_id} if exemplar.follower_id else set()
    for role in (Role.OFFICER, Role.HEAD):
        people.update(people_with(role, [exemplar.unit_id], on)[exemplar.unit_id])
    return people


def tell_recognised(exemplar, transition):
    _tell(
        exemplar,
        step=f"recognised:{transition.pk}",
        at=transition.at,
        subject="Đơn vị có điển hình tiên tiến được công nhận",
        body=f"Văn bản công nhận: {exemplar.recognition_paper}, ngày {exemplar.recognised_on:%d/%m/%Y}.",
    )


def tell_set_back(exemplar, transition):
    """A step back, or the end, that somebody of the unit did not take."""
    _tell(
        exemplar,
        step=f"back:{transition.pk}",
        at=transition.at,
        subject=f"Điển hình tiên tiến của đơn vị: {transition.label.lower()}",
        body=f"Lý do: {transition.reason}",
        without={transition.by_id},
    )


def tell_published(exemplar, *, at):
    _tell(
        exemplar,
        step=f"published:{at.isoformat()}",
        at=at,
        subject="Đã công khai gương điển hình của đơn vị",
        body="Ai cũng đọc được trang công khai, không cần đăng nhập.",
    )


def tell_withdrawn(exemplar, *, at):
    _tell(
        exemplar,
        step=f"withdrawn:{at.isoformat()}",
        at=at,
        subject="Đã thu hồi trang công khai của gương điển hình",
        body="Trang và ảnh không còn xem được từ bên ngoài.",
    )


def _tell(exemplar, *, step, at, subject, body, without=frozenset()):
    notify(
        key=f"campaigns.exemplar:{exemplar.pk}:{step}",
        people=people_of(exemplar, on=timezone.localdate(at)) - without,
        kind=KIND,
        subject=subject,
        body=f"{exemplar.name}. {body}",
        url=exemplar.get_absolute_url(),
        at=at,
    )
