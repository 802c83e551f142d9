"""A covenant is written, opened for signing, taken back, opened again. Signing itself: `signing`."""

from django.db import IntegrityError, transaction
from django.db.models import F

from clusters.enums import CovenantState as S
from clusters.enums import MilestoneKind
from clusters.models import Covenant, CovenantCampaign, CovenantIndicator, Signature
from clusters.notices import covenants as notices
from clusters.permissions.covenants import can_write_covenant
from clusters.permissions.score_tables import covenant_of
from clusters.queries.covenants import digest_now, table_for, valid_signatures
from clusters.services.clusters import fresh, must_be_open, note_change, write_milestone
from clusters.services.table_versions import must_be_before_verification
from clusters.workflow.covenants import COVENANT
from core import journal, text
from core.errors import Refused, Stale

journal.name_acts(
    {
        "covenant.update": "Soạn giao ước thi đua",
        "covenant.open": "Mở ký giao ước thi đua",
        "covenant.withdraw": "Đưa giao ước thi đua về soạn thảo",
        "covenant.reopen": "Mở lại giao ước thi đua đã ký",
        "covenant.sign": "Ký giao ước thi đua",
        "covenant.paper-signature": "Ghi nhận chữ ký trên giấy của giao ước",
        "covenant.conclude": "Kết thúc việc ký giao ước thi đua",
    }
)
CHANGED = "Giao ước vừa được lưu ở nơi khác. So sánh hai bản rồi lưu lại."


@transaction.atomic
def save_covenant(year, *, version, content, place, ceremony_on, campaigns, indicators, by, at):
    """Write the draft; the first save makes it. campaigns: dicts campaign, name, goal, period; indicators: dicts content,
    measure, target, note.

    Raises Stale when somebody saved since `version` (0: there was none), Refused once signing is open.
    """
    year = fresh(year)
    must_be_open(year)
    covenant = covenant_of(year) or Covenant(year=year)
    covenant.year = year
    if not can_write_covenant(by, covenant):
        raise Refused("Chỉ đơn vị trưởng cụm, khối và Ban Thi đua - Khen thưởng soạn được giao ước.")
    if covenant.state != S.DRAFT:
        raise Refused(
            f"Giao ước {covenant.get_state_display().lower()} nên không sửa được. Hãy đưa về soạn thảo trước."
        )
    values = {"content": content.strip(), "place": text.clean(place), "ceremony_on": ceremony_on}
    if covenant.pk is None:
        if version:
            raise Stale(CHANGED)
        covenant = _first(year, values, at)
    else:
        rows = Covenant.objects.filter(pk=covenant.pk, version=version, state=S.DRAFT)
        if rows.update(version=F("version") + 1, updated_at=at, **values) != 1:
            raise Stale(CHANGED)
        covenant.refresh_from_db()
    covenant.year = year
    covenant.campaigns.all().delete()
    covenant.indicators.all().delete()
    CovenantCampaign.objects.bulk_create(
        CovenantCampaign(covenant=covenant, position=place_, **row) for place_, row in enumerate(campaigns, 1)
    )
    CovenantIndicator.objects.bulk_create(
        CovenantIndicator(covenant=covenant, position=place_, **row) for place_, row in enumerate(indicators, 1)
    )
    journal.record("covenant.update", by=by, at=at, subject=covenant, detail={"version": covenant.version})
    return covenant


def _first(year, values, at):
    try:
        with transaction.atomic():
            return Covenant.objects.create(year=year, version=1, updated_at=at, **values)
    except IntegrityError as twice:
        raise Stale(CHANGED) from twice


def held(covenant):
    """The covenant as the database has it, with its year, held until the transaction ends where the database can."""
    year = fresh(covenant.year)
    found = Covenant.objects.select_for_update().get(pk=covenant.pk)
    found.year = year
    must_be_open(year)
    return found


@transaction.atomic
def open_signing(covenant, *, by, at):
    """Open the covenant for signing: text and score table are fixed by their digest, the heads are asked to sign.

    Raises Refused or Stale like `Workflow.take`; the findings that stop it are said.
    """
    covenant = held(covenant)
    table = table_for(covenant)
    COVENANT.take(covenant, "open", by=by, at=at)
    mark = digest_now(covenant, table)
    Covenant.objects.filter(pk=covenant.pk).update(
        table=table, digest=mark, opened_at=at, version=F("version") + 1, updated_at=at
    )
    covenant.refresh_from_db()
    covenant.year = table.year
    notices.tell_opened(covenant, at=at)
    note_change(covenant.year, "Mở ký giao ước thi đua", by=by, at=at)
    journal.record("covenant.open", by=by, at=at, subject=covenant, detail={"digest": mark, "table": table.number})
    return covenant


@transaction.atomic
def take_back(covenant, action, *, reason, by, at):
    """`withdraw` while it is being signed, `reopen` once it is signed: the text is a draft again, signatures are void.

    A signed one is opened by the standing body alone, while no sheet is past self-scoring; its day is no longer recorded.
    The members who had signed are told. Raises Refused or Stale like `Workflow.take`.
    """
    covenant = held(covenant)
    year = covenant.year
    if action == "reopen":
        must_be_before_verification(year)
    signed = list(valid_signatures(covenant).values())
    COVENANT.take(covenant, action, by=by, at=at, reason=reason)
    Signature.objects.filter(covenant=covenant, void_at__isnull=True).update(void_at=at)
    changes = {
        "digest": "",
        "opened_at": None,
        "signed_at": None,
        "table": None,
    }  # the table in use then is signed next
    Covenant.objects.filter(pk=covenant.pk).update(**changes, version=F("version") + 1, updated_at=at)
    covenant.refresh_from_db()
    covenant.year = year
    if action == "reopen":
        milestone = year.milestones.filter(kind=MilestoneKind.COVENANT).order_by("pk").first()
        if milestone is not None:
            milestone.year = year
            write_milestone(milestone, done_on=None, place="", paper="", by=by, at=at)
    notices.tell_void(covenant, signed, at=at)
    label = COVENANT.steps[action].label
    note_change(year, f"{label}; {len(signed)} chữ ký hết hiệu lực", reason=reason, by=by, at=at)
    journal.record(f"covenant.{action}", by=by, at=at, subject=covenant, detail={"reason": reason, "void": len(signed)})
    return covenant
