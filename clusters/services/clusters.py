"""A cluster is set up; a year of it gets its days, takes its steps, and says what was done when."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from clusters.enums import Standing
from clusters.models import Change, Cluster, ClusterYear, Milestone
from clusters.notices import clusters as notices
from clusters.permissions.clusters import can_record, can_run
from clusters.rules.days import model_days
from clusters.workflow.clusters import CLUSTER_YEAR
from core import journal, text
from core.errors import Refused, Stale

journal.name_acts(
    {
        "cluster.create": "Lập cụm, khối thi đua",
        "cluster.open-year": "Mở năm mới của cụm, khối",
        "cluster.update": "Sửa tham số năm của cụm, khối",
        "cluster.start": "Đưa cụm, khối vào hoạt động",
        "cluster.close": "Ghi cụm, khối đã tổng kết",
        "cluster.reopen": "Mở lại năm của cụm, khối",
        "cluster.milestone": "Ghi mốc đã thực hiện của cụm, khối",
        "cluster.member-add": "Thêm thành viên cụm, khối",
        "cluster.member-leave": "Cho thành viên rời cụm, khối",
        "cluster.roles": "Chọn trưởng, phó cụm, khối",
        "cluster.follower-add": "Phân công theo dõi cụm, khối",
        "cluster.follower-remove": "Thôi theo dõi cụm, khối",
        "cluster.tasks": "Gắn cụm, khối với nhiệm vụ của kế hoạch",
        "cluster.export": "Xuất danh sách cụm, khối",
    }
)
CHANGED = "Người khác vừa sửa cụm, khối này. Lựa chọn của bạn còn nguyên bên dưới; hãy đối chiếu rồi lưu lại."


def must_run(user):
    """Refused for everybody but the standing body."""
    if not can_run(user):
        raise Refused("Chỉ Ban Thi đua - Khen thưởng tổ chức cụm, khối thi đua.")


def must_be_open(year):
    """Refused once the year is closed."""
    if not year.is_open:
        raise Refused(f"{year} đã tổng kết. Muốn sửa, hãy mở lại trước.")


def touch(year, *, at, version=None):
    """Count one more change of this year; with the `version` of a page, only if nobody saved since. Raises Stale."""
    rows = ClusterYear.objects.filter(pk=year.pk, version=year.version if version is None else version)
    if rows.update(version=(year.version if version is None else version) + 1, updated_at=at) != 1:
        raise Stale(CHANGED)
    year.version, year.updated_at = (year.version if version is None else version) + 1, at


@transaction.atomic
def note_change(year, label, *, by, at, reason=""):
    """One line of the history of this year."""
    Change.objects.create(year=year, label=label[:400], reason=reason.strip(), by=by, at=at)


def fresh(year):
    """The year as the database has it, held until the transaction ends where the database can hold a row."""
    return ClusterYear.objects.select_for_update(of=("self",)).select_related("cluster").get(pk=year.pk)


def start_year(cluster, calendar_year, *, at, state=None):
    """An empty year in preparation with its five days: those the model names, none for a cluster between provinces.

    Raises Refused when the cluster already has that year.
    """
    given = {"state": state} if state else {}
    try:
        with transaction.atomic():
            year = ClusterYear.objects.create(cluster=cluster, year=calendar_year, updated_at=at, **given)
    except IntegrityError as twice:
        raise Refused(f"{cluster.name} đã có năm {calendar_year}.") from twice
    Milestone.objects.bulk_create(
        Milestone(year=year, kind=kind, due_date=None if cluster.is_inter else day, before=before)
        for kind, day, before in model_days(calendar_year)
    )
    return year


@transaction.atomic
def create_cluster(*, name, kind, level, year, by, at):
    """A new cluster with its first year, in preparation; returns the year. Raises Refused when the name is taken."""
    must_run(by)
    name = text.clean(name)
    if Cluster.objects.filter(folded=text.fold(name)).exists():
        raise Refused(f"Đã có cụm, khối mang tên “{name}”.")
    cluster = Cluster.objects.create(
        name=name,
        kind=kind,
        level=level,
        position=Cluster.objects.count() + 1,
        standing=Standing.OWN,
        folded=text.fold(name),
        sort_key=text.sort_key(name),
    )
    made = start_year(cluster, year, at=at)
    note_change(made, "Lập cụm, khối", by=by, at=at)
    journal.record("cluster.create", by=by, at=at, subject=cluster, detail={"name": name, "year": year})
    return made


@transaction.atomic
def update_year(year, *, version, days, basis, flags, certificates, note, by, at):
    """Write the parameters of the year. days: dict kind → (date or None, before).

    Raises Stale when somebody saved since `version`, Refused when the year is closed; nothing is written then.
    """
    must_run(by)
    must_be_open(year)
    touch(year, version=version, at=at)
    values = {"basis": text.clean(basis), "flags": flags, "certificates": certificates, "note": text.clean(note)}
    ClusterYear.objects.filter(pk=year.pk).update(updated_at=at, **values)
    for name, value in values.items():
        setattr(year, name, value)
    for kind, (day, before) in days.items():
        Milestone.objects.filter(year=year, kind=kind).update(due_date=day, before=before)
    note_change(year, "Sửa các mốc và tham số của năm", by=by, at=at)
    told = {kind: f"{day:%Y-%m-%d}" if day else None for kind, (day, _) in days.items()}
    journal.record("cluster.update", by=by, at=at, subject=year, detail={**values, "days": told})
    return year


@transaction.atomic
def take_year_step(year, action, *, by, at, reason=""):
    """Start, close or reopen a year. Raises Refused or Stale like `Workflow.take`."""
    transition = CLUSTER_YEAR.take(year, action, by=by, at=at, reason=reason)
    if action == "start":
        notices.tell_started(year, at=at)
    journal.record(f"cluster.{action}", by=by, at=at, subject=year)
    return transition


@transaction.atomic
def record_milestone(milestone, *, done_on, place, paper, by, at):
    """Say when the covenant was signed or the conference held; without a day, take the record back.

    Raises Refused when the person neither leads the cluster nor runs it, for a day to come, or one before the year before.
    """
    year = milestone.year
    if not can_record(by, year):
        raise Refused("Chỉ đơn vị trưởng cụm, khối và Ban Thi đua - Khen thưởng ghi được mốc của năm đang hoạt động.")
    if done_on and done_on > timezone.localdate(at):
        raise Refused(f"Ngày {done_on:%d/%m/%Y} chưa đến, chưa thể ghi là đã thực hiện.")
    if done_on and not year.year - 1 <= done_on.year <= year.year + 1:
        raise Refused(f"Ngày {done_on:%d/%m/%Y} không thuộc năm hoạt động {year.year}. Hãy kiểm tra lại năm.")
    return write_milestone(milestone, done_on=done_on, place=place, paper=paper, by=by, at=at)


@transaction.atomic
def write_milestone(milestone, *, done_on, place, paper, by, at):
    """The record itself, with its line of history: also for what is done by another act, as signing the covenant."""
    year = milestone.year
    values = {"done_on": done_on, "place": text.clean(place), "paper": text.clean(paper)}
    Milestone.objects.filter(pk=milestone.pk).update(**values)
    for name, value in values.items():
        setattr(milestone, name, value)
    label = f"{milestone}: đã thực hiện ngày {done_on:%d/%m/%Y}" if done_on else f"{milestone}: chưa thực hiện"
    note_change(year, label, by=by, at=at)
    journal.record("cluster.milestone", by=by, at=at, subject=year, detail={"what": label})
    return milestone
