"""Members sign the covenant: alone, at the ceremony, on paper. The heading member signs last, and with that it is signed.

A password is asked for by the views and reaches no service: who signs comes here as an account that has given it.
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from clusters.documents.covenants import covenant_paper
from clusters.enums import CovenantState as S
from clusters.enums import MemberRole, MilestoneKind, SignMethod, TableState
from clusters.models import Covenant, Signature
from clusters.permissions.covenants import can_conclude, can_sign
from clusters.queries.covenants import boxes, digest_now, missing, office_of, parts_of, table_for, valid_signatures
from clusters.queries.score_tables import groups_of
from clusters.services.clusters import note_change, write_milestone
from clusters.services.covenants import held
from clusters.services.table_versions import freeze
from clusters.workflow.covenants import COVENANT
from core import documents, journal, text
from core.errors import Refused, Stale

OTHER_TEXT = "Giao ước đã được sửa sau khi bạn mở trang này. Hãy tải lại, đọc bản mới rồi ký."
DIFFERS = "Nội dung giao ước hoặc bảng điểm khác với lúc mở ký. Hãy đưa giao ước về soạn thảo rồi mở ký lại."
GONE = "{} không còn là thành viên nên không ký giao ước này."
NOT_OPEN = "Giao ước không ở bước ký. Hãy tải lại trang."


@transaction.atomic
def sign_covenant(covenant, membership, *, person, digest, by, at, method=SignMethod.OWN, reason=""):
    """The head signs for the member; returns (signature, whether it is new). `digest`: of the text the page showed.

    At the ceremony `by` is who holds it. The heading member signs last: with others missing only with a reason; then the
    signing is concluded. Signing twice changes nothing. Raises Refused when the person is not the head of the member, the
    member has left, or the text differs from what was opened; Stale when the page is old or signing is not open.
    """
    covenant = held(covenant)
    if by != person and not can_conclude(by, covenant):
        raise Refused("Chỉ đơn vị trưởng cụm, khối và Ban Thi đua - Khen thưởng mở được trang lễ ký.")
    membership = _staying(covenant, membership)
    if not can_sign(person, membership):
        raise Refused(f"{person.full_name} không phải thủ trưởng của {membership}. Chỉ thủ trưởng đơn vị được ký.")
    if known := valid_signatures(covenant).get(membership.pk):
        return known, False
    _check_text(covenant, digest)
    name, title = office_of(person, membership, timezone.localdate(at))
    return _put(covenant, membership, person, name, title, method, reason=reason, by=by, at=at)


@transaction.atomic
def record_paper_signature(covenant, membership, *, name, title, digest, by, at, reason=""):
    """Record that the member signed on paper; for members from outside, and for whoever signed so. Else as above."""
    covenant = held(covenant)
    if not can_conclude(by, covenant):
        raise Refused("Chỉ đơn vị trưởng cụm, khối và Ban Thi đua - Khen thưởng ghi nhận được chữ ký trên giấy.")
    membership = _staying(covenant, membership)
    if known := valid_signatures(covenant).get(membership.pk):
        return known, False
    _check_text(covenant, digest)
    name, title = text.clean(name), text.clean(title)
    return _put(covenant, membership, None, name, title, SignMethod.PAPER, reason=reason, by=by, at=at)


@transaction.atomic
def conclude_signing(covenant, *, by, at, reason=""):
    """End the signing; with members missing only with a reason. The score table is frozen, the day recorded, the paper kept.

    Raises Refused or Stale like `Workflow.take`, and Refused without the reason.
    """
    covenant = held(covenant)
    if covenant.state == S.SIGNING:
        _check_text(covenant, covenant.digest)
    return _conclude(covenant, by=by, at=at, reason=reason)


# Inside ---------------------------------------------------------------------------------------------------------------
def _staying(covenant, membership):
    found = covenant.year.memberships.staying().select_related("unit", "outside").filter(pk=membership.pk).first()
    if found is None:
        raise Refused(GONE.format(membership))
    found.year = covenant.year
    return found


def _check_text(covenant, digest):
    if covenant.state != S.SIGNING:
        raise Stale(NOT_OPEN)
    if digest != covenant.digest:
        raise Stale(OTHER_TEXT)
    if digest_now(covenant, table_for(covenant)) != covenant.digest:
        raise Refused(DIFFERS)


def _put(covenant, membership, person, name, title, method, *, reason, by, at):
    leads = membership.role == MemberRole.HEAD
    if leads:
        lacking = [str(one) for one in missing(covenant) if one.pk != membership.pk]
        if lacking and not reason.strip():
            raise Refused(
                f"{membership.role_words} ký sau cùng. Còn {len(lacking)} đơn vị chưa ký: {'; '.join(lacking)}. "
                "Muốn ký ngay, hãy nêu lý do."
            )
    try:
        with transaction.atomic():
            made = Signature.objects.create(
                covenant=covenant,
                membership=membership,
                person=person,
                name=name,
                title=title,
                method=method,
                digest=covenant.digest,
                at=at,
                recorded_by=by,
            )
    except IntegrityError:
        return valid_signatures(covenant)[membership.pk], False
    note_change(covenant.year, f"{membership}: {name}, {made.get_method_display().lower()} giao ước", by=by, at=at)
    act = "covenant.paper-signature" if method == SignMethod.PAPER else "covenant.sign"
    detail = {"member": str(membership), "name": name, "method": str(method), "digest": covenant.digest}
    journal.record(act, by=by, at=at, subject=covenant, detail=detail)
    if leads:
        _conclude(covenant, by=by if method == SignMethod.PAPER or by != person else person, at=at, reason=reason)
    return made, True


def _conclude(covenant, *, by, at, reason):
    year, lacking = covenant.year, [str(one) for one in missing(covenant)]
    if covenant.state == S.SIGNING and lacking and not reason.strip():
        raise Refused(f"Còn {len(lacking)} đơn vị chưa ký: {'; '.join(lacking)}. Hãy nêu lý do kết thúc việc ký.")
    if covenant.state == S.SIGNING:
        table = table_for(covenant)
        if table.state == TableState.DRAFT:
            freeze(table, by=by, at=at)
    COVENANT.take(covenant, "conclude", by=by, at=at, reason=reason, evidence={"missing": lacking})
    Covenant.objects.filter(pk=covenant.pk).update(signed_at=at, version=F("version") + 1, updated_at=at)
    covenant.refresh_from_db()
    covenant.year = year
    day = signed_on(covenant, timezone.localdate(at))
    milestone = year.milestones.filter(kind=MilestoneKind.COVENANT).order_by("pk").first()
    if milestone is not None:
        milestone.year = year
        place = covenant.place or milestone.place
        write_milestone(milestone, done_on=day, place=place, paper="Giao ước thi đua ký trong phần mềm", by=by, at=at)
    label = "Ký xong giao ước thi đua"
    note_change(year, f"{label}; chưa ký: {'; '.join(lacking)}" if lacking else label, reason=reason, by=by, at=at)
    detail = {"digest": covenant.digest, "missing": lacking, "reason": reason}
    journal.record("covenant.conclude", by=by, at=at, subject=covenant, detail=detail)
    issue_paper(covenant, by=by, at=at)
    return covenant


def signed_on(covenant, today):
    """The day of the covenant: that of the ceremony once it has come, else the day the last one signed."""
    return covenant.ceremony_on if covenant.ceremony_on and covenant.ceremony_on <= today else today


@transaction.atomic
def issue_paper(covenant, *, by, at):
    """Print the signed covenant with its score table and keep the bytes."""
    on = timezone.localdate(at)
    table = table_for(covenant)
    campaigns, indicators = parts_of(covenant)
    paper = covenant_paper(
        covenant,
        campaigns=campaigns,
        indicators=indicators,
        boxes=boxes(covenant, by, on=on),
        table=table,
        groups=groups_of(table),
        on=signed_on(covenant, on),
    )
    return documents.issue(paper, subject=covenant, by=by, at=at)
