"""Who is told when scoring begins and when a sheet changes hands. Subjects name the cluster's year, never member or score."""

from django.utils import timezone

from clusters.queries.verifiers import acting_people, everybody, verifiers_among
from core.models.notices import Delivery
from core.notices import notify, register_kind
from units.enums import Role
from units.queries import standing_body_ids

KIND = "clusters.sheets"
QUEUE = "clusters.sheets-queue"
register_kind(KIND, "Phiếu chấm điểm của cụm, khối thi đua")
# A queue, not a flood of mail: what waits is on the desk.
register_kind(QUEUE, "Phiếu chấm điểm: có phiếu chờ thẩm định, chờ chấm", default=Delivery.PRODUCT)
QUEUED = ("confirm", "send_for", "verify")

# Steps inside a member share one subject: the list of what was sent has readers outside.
OWN = "Phiếu chấm điểm của đơn vị bạn"
# action → (who is told, subject, body)
WORDS = {
    "submit": ("heads", OWN, "Cán bộ đã trình phiếu tự chấm, chờ thủ trưởng xác nhận."),
    "hand_back": ("officers", OWN, "Thủ trưởng trả phiếu tự chấm để sửa."),
    "confirm": ("verifiers", "Có phiếu chấm điểm chờ thẩm định", "Đơn vị đã gửi phiếu tự chấm."),
    "send_for": (
        "verifiers",
        "Có phiếu chấm điểm chờ thẩm định",
        "Ban TĐKT đã ghi điểm tự chấm theo văn bản của đơn vị.",
    ),
    "return": ("scorers", "Phiếu chấm điểm bị trả lại", "Người thẩm định trả phiếu để đơn vị chấm lại."),
    "verify": ("standing", "Có phiếu chấm điểm chờ Ban TĐKT chấm", "Phiếu đã thẩm định xong."),
    "send_back": ("verifiers", "Phiếu chấm điểm bị trả để thẩm định lại", "Ban TĐKT trả phiếu."),
    "finalise": ("unit", "Phiếu chấm điểm đã chốt", "Ban TĐKT đã chốt điểm của đơn vị. Xem từng tiêu chí ở phiếu."),
    "reopen": ("unit", "Phiếu chấm điểm được mở lại", "Ban TĐKT mở lại phiếu đã chốt."),
}


def _people(who, sheet, on):
    memberships = list(sheet.year.memberships.select_related("unit").order_by("pk"))
    acting = acting_people(memberships, on=on)
    own = acting[sheet.membership_id]
    if who == "standing" or (who == "scorers" and sheet.is_from_outside):
        return standing_body_ids(on)
    if who == "verifiers":
        return verifiers_among(sheet.membership, memberships, acting, standing_body_ids(on))
    if who == "heads":
        return own[Role.HEAD]
    return own[Role.OFFICER] if who == "officers" else everybody(own)


def tell_step(sheet, transition, *, at):
    """The people whose turn it is, or who wait for news; never the person who acted."""
    if transition.action not in WORDS:
        return
    who, subject, body = WORDS[transition.action]
    people = set(_people(who, sheet, timezone.localdate(at))) - {transition.by_id}
    reason = f" Lý do: {transition.reason}" if transition.reason else ""
    notify(
        key=f"clusters.sheet-{transition.action}:{transition.pk}",
        people=people,
        kind=QUEUE if transition.action in QUEUED else KIND,
        subject=f"{subject}: {sheet.year}",
        body=f"{sheet.membership.body.label}. {body}{reason}",
        url=sheet.get_absolute_url(),
        at=at,
    )


def tell_opened(year, sheets, *, at):
    """The officers of every member of ours that has a new sheet; its heads where there is none."""
    sheets = [sheet for sheet in sheets if not sheet.is_from_outside]
    acting = acting_people([sheet.membership for sheet in sheets], on=timezone.localdate(at))
    for sheet in sheets:
        own = acting[sheet.membership_id]
        notify(
            key=f"clusters.sheet-open:{sheet.pk}",
            people=own[Role.OFFICER] or own[Role.HEAD],
            kind=KIND,
            subject=f"Đã mở chấm điểm: {year}",
            body="Hãy tự chấm từng tiêu chí, kèm minh chứng, rồi trình thủ trưởng xác nhận.",
            url=sheet.get_absolute_url(),
            at=at,
        )
