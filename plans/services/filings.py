"""What people do with one filing of any kind. Every act says who (`by`) and when (`at`), and is safe to press twice."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from core import files, journal
from core.errors import Refused, Stale
from core.models import Transition
from plans.enums import FilingState as S
from plans.models.filings import OWED
from plans.notices import filings as notices
from plans.permissions.filings import can_comment, can_write
from plans.queries.filings import kind_of, snapshot, stored

MAX_FILES = 20


class Clash(Stale):
    """Somebody saved this draft in between. Nothing was written; the page shows both values."""


def name_acts(kind):
    """Register the journal's words for everything that is done with this kind and leaves the unit.

    Steps inside a unit (`workflow.filings.INTERNAL`) stay in the filing's own history: the journal has readers outside.
    """
    subject = kind.subject
    words = {
        "open": f"Mở đợt nộp {subject}",
        "confirm": f"Xác nhận và nộp {subject}",
        "return": f"Trả lại {subject}",
        "accept": f"Tiếp nhận {subject}",
        "reopen": f"Mở lại {subject}",
        "extend": f"Gia hạn nộp {subject}",
        "remind": f"Nhắc nộp {subject}",
        "export": f"Xuất danh sách {subject}",
        "report": f"Lập báo cáo tổng hợp {subject}",
    }
    journal.name_acts({f"{kind.key}-{act}": label for act, label in words.items()})


def _record(filing, act, *, by, at):
    journal.record(f"{kind_of(filing).key}-{act}", by=by, at=at, subject=filing)


# The draft -----------------------------------------------------------------------------------------------------------
def check_writable(filing, person):
    """Raise unless this person may change the draft now."""
    noun = filing.noun
    if not can_write(person, filing):
        raise Refused(f"Chỉ cán bộ thi đua của đơn vị được soạn {noun} này.")
    if filing.state not in OWED:
        state = filing.get_state_display()
        raise Stale(f"{noun[0].upper()}{noun[1:]} đang ở trạng thái “{state}” nên không sửa được. Hãy tải lại trang.")


@transaction.atomic
def claim(filing, *, version, by, at, **values):
    """Write the values if nobody saved since `version`; one winner, also in parallel.

    Raises Clash when somebody was faster.
    """
    changed = (
        type(filing)
        .objects.filter(pk=filing.pk, version=version, state__in=OWED)
        .update(version=F("version") + 1, officer=by, updated_at=at, **values)
    )
    if not changed:
        raise Clash("Bản nháp này vừa được lưu ở nơi khác. So sánh hai bản rồi lưu lại.")
    for name, value in values.items():
        setattr(filing, name, value)
    filing.version, filing.officer, filing.updated_at = version + 1, by, at
    if filing.state == S.MISSING:
        kind_of(filing).workflow.take(filing, "start", by=by, at=at)


@transaction.atomic
def save_draft(filing, *, version, values, by, at):
    """Save the draft: `values` as `queries.filings.stored` gives them; what is not named stays as it is.

    Raises Clash when the draft has moved past `version`; then nothing is written.
    """
    check_writable(filing, by)
    _write(filing, version=version, values=values, by=by, at=at)
    if hasattr(filing, "history"):
        type(filing).history.bulk_history_create([filing], update=True, default_user=by, default_date=at)


@transaction.atomic
def autosave(filing, *, version, values, by, at):
    """Keep the draft while it is being typed, without a version to go back to.

    Raises Clash like `save_draft`; writes nothing when unchanged, so it is safe to repeat.
    """
    check_writable(filing, by)
    if filing.version != version:
        raise Clash("Bản nháp này vừa được lưu ở nơi khác. Bấm “Lưu nháp” để so sánh hai bản.")
    kept = stored(filing)
    changed = {name: value for name, value in values.items() if value != kept[name]}
    if changed:
        _write(filing, version=version, values=changed, by=by, at=at)


def _write(filing, *, version, values, by, at):
    """The columns with the claim on the version, then each table anew."""
    kind = kind_of(filing)
    claim(filing, version=version, by=by, at=at, **{name: values[name] for name in kind.columns if name in values})
    for rows in kind.rows:
        if rows.name not in values:
            continue
        placed = "position" in rows.order
        rows.model.objects.filter(**{rows.owner: filing}).delete()
        rows.model.objects.bulk_create(
            rows.model(**{rows.owner: filing, **row}, **({"position": n} if placed else {}))
            for n, row in enumerate(values[rows.name], 1)
        )


@transaction.atomic
def attach_file(filing, uploaded, *, by, at):
    """Add one file to the draft; raises Refused with a sentence when the file is not acceptable."""
    check_writable(filing, by)
    if len(filing.attached()) >= MAX_FILES:
        raise Refused(f"Mỗi {filing.noun} đính kèm tối đa {MAX_FILES} tệp. Hãy bỏ bớt tệp cũ.")
    stored = files.store(uploaded, owner=filing, by=by, at=at)
    dropped = [uuid for uuid in filing.dropped_files if uuid != str(stored.uuid)]  # the same bytes come back
    claim(filing, version=filing.version, by=by, at=at, dropped_files=dropped)
    return stored


@transaction.atomic
def detach_file(filing, stored, *, by, at):
    """Take a file out of the draft. One that was filed before stays stored, because that filing still shows it."""
    check_writable(filing, by)
    filed = Transition.objects.of(filing).filter(action="confirm").values_list("evidence", flat=True)
    if any(str(stored.uuid) == kept["uuid"] for evidence in filed for kept in evidence["files"]):
        dropped = [*filing.dropped_files, str(stored.uuid)]
        claim(filing, version=filing.version, by=by, at=at, dropped_files=dropped)
    else:
        files.remove(stored, by=by, at=at)
        claim(filing, version=filing.version, by=by, at=at)


# Steps ---------------------------------------------------------------------------------------------------------------
def _take(filing, action, **how):
    kind_of(filing).workflow.take(filing, action, **how)


@transaction.atomic
def submit(filing, *, by, at):
    """The officer passes the draft to the unit's head."""
    _take(filing, "submit", by=by, at=at)
    notices.submitted(filing, by=by, at=at)


@transaction.atomic
def withdraw(filing, *, by, at):
    """The officer takes the draft back before the head has confirmed it."""
    _take(filing, "withdraw", by=by, at=at)


@transaction.atomic
def hand_back(filing, *, reason, by, at):
    """The head gives the draft back to the officer, with a reason that stays inside the unit."""
    _take(filing, "hand_back", by=by, at=at, reason=reason)
    notices.handed_back(filing, reason=reason, by=by, at=at)


@transaction.atomic
def confirm(filing, *, by, at):
    """The head confirms and files. The first filing decides whether it was on time; each keeps what was filed.

    Filing after the deadline is allowed and marked late.
    """
    type(filing).objects.filter(pk=filing.pk, state=S.AWAITING).update(
        first_filed_at=Coalesce("first_filed_at", at), filed_at=at, confirmed_by=by
    )
    filing.first_filed_at = filing.first_filed_at or at
    _take(filing, "confirm", by=by, at=at, evidence=snapshot(filing, at=at))
    filing.filed_at, filing.confirmed_by = at, by
    notices.filed(filing, by=by, at=at)
    _record(filing, "confirm", by=by, at=at)


@transaction.atomic
def give_back(filing, *, reason, by, at):
    """The standing body returns what was filed for correction, with a reason."""
    _correct(filing, "return", reason=reason, by=by, at=at)


@transaction.atomic
def reopen(filing, *, reason, by, at):
    """The standing body opens a received filing again for correction, with a reason."""
    _correct(filing, "reopen", reason=reason, by=by, at=at)


def _correct(filing, action, *, reason, by, at):
    _take(filing, action, by=by, at=at, reason=reason)
    type(filing).objects.filter(pk=filing.pk).update(
        returned_reason=reason.strip(), returned_count=F("returned_count") + 1, accepted_at=None, updated_at=at
    )
    filing.returned_reason, filing.accepted_at = reason.strip(), None
    filing.returned_count += 1
    notices.returned(filing, reason=reason.strip(), by=by, at=at)
    # Without the reason: it belongs to the unit's filing, and the journal has readers who do not read filings.
    _record(filing, action, by=by, at=at)


@transaction.atomic
def accept(filing, *, by, at):
    """The standing body receives it."""
    _take(filing, "accept", by=by, at=at)
    type(filing).objects.filter(pk=filing.pk).update(accepted_at=at, updated_at=at)
    filing.accepted_at = at
    notices.accepted(filing, by=by, at=at)
    _record(filing, "accept", by=by, at=at)


@transaction.atomic
def comment(filing, *, text, by, at):
    """Say something about it to the other side."""
    if not can_comment(by, filing):
        raise Refused(f"Bạn chỉ được đọc {filing.noun} này.")
    said = kind_of(filing).comment.objects.create(filing=filing, text=text, by=by, at=at)
    notices.commented(filing, said, by=by, at=at)
    return said
