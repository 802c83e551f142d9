"""What people are told about filings of any kind. Each key names the fact, so saying it twice adds nothing."""

from django.utils import timezone

from core.models.notices import Delivery
from core.notices import mark_settled, notify, register_kind
from plans.enums import FilingState as S
from plans.models.filings import UNIT_ROLES
from plans.permissions.filings import is_inside
from plans.queries.filings import kind_of
from plans.queries.receivers import receiving
from units.enums import Role
from units.queries import leads_ids, people_with, standing_body_ids


def register_notices(kind):
    """Three sorts of message a person may choose how to get: news, the receiver's queue, reminders by hand."""
    subject = kind.subject[0].upper() + kind.subject[1:]
    register_kind(f"{kind.key}-news", f"{subject}: trình, trả lại, tiếp nhận, gia hạn")
    # a queue, not a flood of mail
    register_kind(f"{kind.key}-queue", f"{subject}: đơn vị vừa nộp", default=Delivery.PRODUCT)
    asks = "nơi mở đợt" if kind.model.receiver else "Ban TĐKT"
    register_kind(f"{kind.key}-by-hand", f"{subject}: {asks} nhắc")


def hours(deadline):
    """The deadline with its day and hour: “trước ngày 15/3/2022, hết thứ Hai 14/3 (24 giờ)”."""
    return f"{deadline.explained} (24 giờ)"


def _people(filing, at, *roles):
    day = timezone.localdate(at)
    if filing.of_standing_body:
        return {pk for role in roles for pk in (leads_ids(day) if role == Role.HEAD else standing_body_ids(day))}
    return {pk for role in roles for pk in people_with(role, [filing.unit_id], day).get(filing.unit_id, ())}


def _receivers(filing, at):
    return receiving(filing.round, on=timezone.localdate(at))


def _say(filing, what, *, people, by, at, subject, body="", sort="news"):
    """The subject says `news_name`; what that leaves out stands in the body."""
    kind = kind_of(filing).key
    notify(
        key=f"{kind}:{filing.pk}:{what}",
        people=set(people) - {by.pk},
        kind=f"{kind}-{sort}",
        subject=subject,
        body="\n".join(part for part in (filing.news_about, body) if part),
        url=filing.get_absolute_url(),
        at=at,
    )


def _turn(filing, at):
    """Tells one round of the same step from the next."""
    return f"{filing.version}:{at:%Y%m%d%H%M%S%f}"


def _capital(words):
    return words[0].upper() + words[1:]


def _head(filing):
    """Who confirms it."""
    return "Lãnh đạo Ban TĐKT" if filing.of_standing_body else "Thủ trưởng"


def submitted(filing, *, by, at):
    """The head has something to confirm."""
    _say(
        filing,
        f"submitted:{_turn(filing, at)}",
        people=_people(filing, at, Role.HEAD),
        by=by,
        at=at,
        subject=f"{_capital(filing.news_name)} chờ bạn xác nhận",
        body=f"{by} đã trình {filing.noun} của {filing.unit.label}. Hạn gửi: {hours(filing.deadline)}.",
    )


def handed_back(filing, *, reason, by, at):
    """The officer learns what to put right; nobody outside does."""
    _say(
        filing,
        f"handed-back:{_turn(filing, at)}",
        people=_people(filing, at, Role.OFFICER),
        by=by,
        at=at,
        subject=f"{_head(filing)} trả lại {filing.news_name} để sửa",
        body=f"Lý do: {reason.strip()}\nHạn gửi: {hours(filing.deadline)}.",
    )


def filed(filing, *, by, at):
    """Into the queue of those who receive; the officer learns that it left."""
    late = filing.days_late(on=timezone.localdate(at))
    if not filing.of_standing_body:
        _say(
            filing,
            f"filed:{_turn(filing, at)}",
            people=_receivers(filing, at),
            by=by,
            at=at,
            subject=f"{filing.unit.label} nộp {filing.news_name}" + (f", trễ {late} ngày" if late else ""),
            sort="queue",
        )
    _say(
        filing,
        f"confirmed:{_turn(filing, at)}",
        people=_people(filing, at, Role.OFFICER),
        by=by,
        at=at,
        subject=f"{_head(filing)} đã xác nhận"
        + (f" {filing.news_name}" if filing.of_standing_body else f", {filing.news_name} đã gửi đi"),
    )


def _answered(filing, *, at):
    """The queue is shorter by one: what told the receivers of this filing needs no reading any more."""
    mark_settled(key=f"{kind_of(filing).key}:{filing.pk}:filed:", people=_receivers(filing, at), at=at)


def returned(filing, *, reason, by, at):
    """Officer and head learn why."""
    _answered(filing, at=at)
    _say(
        filing,
        f"returned:{filing.returned_count}",
        people=_people(filing, at, *UNIT_ROLES),
        by=by,
        at=at,
        subject=f"{filing.news_title} bị trả lại để sửa",
        body=f"Lý do: {reason}\nSửa xong, trình "
        + ("lãnh đạo Ban TĐKT xác nhận lại." if filing.of_standing_body else "thủ trưởng xác nhận rồi nộp lại."),
    )


def accepted(filing, *, by, at):
    """Officer and head learn that it was received."""
    _answered(filing, at=at)
    _say(
        filing,
        f"accepted:{filing.returned_count}",
        people=_people(filing, at, *UNIT_ROLES),
        by=by,
        at=at,
        subject=f"Đã tiếp nhận {filing.news_name} của {filing.unit.label}",
    )


def commented(filing, said, *, by, at):
    """The other side reads it: the receivers what the unit says, the unit what a receiver says."""
    inside = is_inside(by, filing)
    _say(
        filing,
        f"comment:{said.pk}",
        people=_receivers(filing, at) if inside else _people(filing, at, *UNIT_ROLES),
        by=by,
        at=at,
        subject=f"Ý kiến về {filing.news_name} của {filing.unit.label}",
        body=said.text,
        sort="queue" if inside else "news",
    )


def extended(filings, extension, *, by, at):
    """Those who have not filed learn the new day and hour."""
    filings = list(filings)
    day = timezone.localdate(at)
    found = [people_with(role, [f.unit_id for f in filings], day) for role in UNIT_ROLES]
    for filing in filings:
        people = {pk for by_unit in found for pk in by_unit.get(filing.unit_id, ())}
        _say(
            filing,
            f"extended:{extension.pk}",
            people=people,
            by=by,
            at=at,
            subject=f"Gia hạn nộp {filing.news_name}: {filing.deadline.wording}",
            body=f"Hạn mới: {hours(filing.deadline)}.\nLý do: {extension.reason}",
        )


def people_to_remind(filings, *, on):
    """dict filing id → ids: the officers, or the heads where a unit has no officer.

    The same whether the draft lies with the officer or with the head: that is the unit's own affair.
    """
    unit_ids = [f.unit_id for f in filings]
    officers, heads = people_with(Role.OFFICER, unit_ids, on), people_with(Role.HEAD, unit_ids, on)
    return {f.pk: list(officers.get(f.unit_id) or heads.get(f.unit_id, ())) for f in filings}


def reminder_text(filing, *, on):
    """Subject and body of a reminder by hand, as the preview shows and as it is sent."""
    left = (filing.due_on - on).days
    when = f"còn {left} ngày" if left > 0 else "hôm nay là ngày cuối" if left == 0 else f"đã quá hạn {-left} ngày"
    noun = filing.noun
    returned = filing.state == S.RETURNED
    asks = f"{_capital(noun)} bị trả lại, cần sửa và nộp lại." if returned else f"Đơn vị chưa nộp {noun}."
    subject = f"Nhắc nộp {filing.full_name}: {when}"
    return subject, f"{asks}\nHạn gửi: {hours(filing.deadline)}, {when}."


def reminded(filing, people, *, on, at):
    subject, body = reminder_text(filing, on=on)
    kind = kind_of(filing).key
    notify(
        key=f"{kind}:{filing.pk}:by-hand:{on.isoformat()}",
        people=people,
        kind=f"{kind}-by-hand",
        subject=subject,
        body="\n".join(part for part in (filing.news_about, body) if part),
        url=filing.get_absolute_url(),
        at=at,
    )
