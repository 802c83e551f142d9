"""Who still owes something about filings: the unit what it owes, the head a confirmation, whoever receives an answer.

“Trước ngày 15/3”: due_on is the last good day, 14/3. An extension moves due_on and with it every reminder's key.
"""

from django.db.models import Q
from django.utils import timezone

from core.days import add_working_days
from core.models.notices import Audience
from core.obligations import Duty, provides
from core.passes import once_a_pass
from plans.enums import FilingState as S
from plans.models.filings import UNIT_ROLES
from plans.queries.filing_boards import list_url
from plans.queries.receivers import receivers_of
from units.enums import Role
from units.models import Appointment
from units.queries import leads_ids, people_with, standing_body_ids

REVIEW_WORKING_DAYS = 3  # the standing body's own rule: receive or return within three working days
# A queue stands on the desk; only what is late is worth a message, once, and the lead hears when it stays so.
REVIEW_STEPS = ((Audience.PEOPLE, 1, None), (Audience.LEADS, 7, 7))


def provide_duties(kind):
    """Register the three duties around one kind: to file, to confirm, to receive."""
    code, subject = kind.key, kind.subject[0].upper() + kind.subject[1:]

    @provides(code, f"{subject} phải nộp")
    def to_file(*, on, person=None):
        """Officers whose unit has not sent it, or must correct what was returned.

        What waits for the unit's head is still owed by the unit: it stays in the summary of the leads, who must not
        learn where inside the unit it lies, but nobody is asked here; the head is asked by `to_confirm`.
        """
        found = _open_filings(kind, on, person)
        unit_ids = [f.unit_id for f in found]
        officers, heads = people_with(Role.OFFICER, unit_ids, on), people_with(Role.HEAD, unit_ids, on)
        receivers = receivers_of((f.round for f in found), on=on)
        board = _boards("chua-gui")
        for filing in found:
            returned, waits = filing.state == S.RETURNED, filing.state == S.AWAITING
            yield Duty(
                key=kind.duty_key(filing),
                kind=code,
                title=filing.correction_name if returned else filing.full_name[0].upper() + filing.full_name[1:],
                due_on=filing.due_on,
                before=filing.deadline.before,
                people=() if waits else tuple(officers.get(filing.unit_id) or heads.get(filing.unit_id, ())),
                heads=() if waits else tuple(heads.get(filing.unit_id, ())),
                leads=receivers[filing.round.receiver_id].leads,
                url=filing.get_absolute_url(),
                unit=filing.unit,
                detail=". ".join(p for p in (filing.news_about, filing.returned_reason if returned else "") if p),
                board=board(filing),
            )

    @provides(f"{code}-confirm", f"{subject} chờ xác nhận")
    def to_confirm(*, on, person=None):
        """Heads with one on their desk; the lead with the province's own."""
        found = [filing for filing in _open_filings(kind, on, person) if filing.state == S.AWAITING]
        heads = people_with(Role.HEAD, [f.unit_id for f in found], on)
        own = kind.model.objects.of_standing_body().in_states({S.AWAITING}).named().in_order()
        for filing in (*found, *own):
            confirm = leads_ids(on) if filing.of_standing_body else heads.get(filing.unit_id, ())
            yield Duty(
                key=kind.duty_key(filing).replace(f"{code}:", f"{code}-confirm:", 1),
                kind=f"{code}-confirm",
                title=f"Xác nhận {filing.full_name}",
                due_on=filing.due_on,
                before=filing.deadline.before,
                people=tuple(confirm),
                url=filing.get_absolute_url(),
                unit=filing.unit,
                detail=filing.news_about,
            )

    @provides(f"{code}-review", f"{subject} chờ tiếp nhận", delivery="daily", steps=REVIEW_STEPS)
    def to_review(*, on, person=None):
        """Whoever receives answers what was filed within three working days."""
        found = list(_with_round(_received(kind, on, person)).in_order())
        receivers = receivers_of((f.round for f in found), on=on)
        board = _boards("da-nop")
        for filing in found:
            filed_on = timezone.localdate(filing.filed_at)
            yield Duty(
                key=f"{code}-review:{filing.pk}:{filed_on:%Y%m%d}:{filing.returned_count}",
                kind=f"{code}-review",
                title=f"Tiếp nhận {filing.news_name}",
                due_on=add_working_days(filed_on, REVIEW_WORKING_DAYS),
                people=receivers[filing.round.receiver_id].people,
                leads=receivers[filing.round.receiver_id].leads,
                url=filing.get_absolute_url(),
                unit=filing.unit,
                detail=filing.news_about,
                board=board(filing),
            )


@once_a_pass
def _open_filings(kind, on, person):
    """What units have not sent in open rounds; with a person, only of the units where they hold a post."""
    found = kind.model.objects.of_units().unfiled(on=on)
    if person is not None:
        posts = Appointment.objects.current(on).filter(user=person, role__in=UNIT_ROLES)
        found = found.filter(unit__in=posts.values("unit"))
    return list(_with_round(found).in_order())


def _received(kind, on, person):
    """What was filed and not answered; with a person, only what that person receives."""
    filed, receiver = kind.model.objects.of_units().in_states({S.FILED}), kind.model.receiver
    if person is None:
        return filed
    stands = getattr(person, "pk", person) in standing_body_ids(on)
    if not receiver:
        return filed if stands else filed.none()
    posts = Appointment.objects.current(on).filter(user=person, role__in=UNIT_ROLES)
    own = Q(**{f"{receiver}__in": posts.values("unit")})
    return filed.filter(own | Q(**{f"{receiver}__isnull": True}) if stands else own)


def _with_round(found):
    """With unit and round; the few rounds are read once, not again with each of their many filings."""
    return found.select_related("unit").prefetch_related(found.model.named_by)


def _boards(key):
    """filing → the address of the list of its board, made once a round."""
    made = {}

    def board(filing):
        if filing.round_id not in made:
            made[filing.round_id] = list_url(filing.round, key)
        return made[filing.round_id]

    return board
