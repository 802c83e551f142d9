"""The year 2021 of the ten fictional khối, looked back on in January 2022: scored, verified, assessed, voted, ranked.

The known clusters are left out: who led them is not known, and nobody's real score is made up. Where nobody holds a post
in a member, its sheet stays open and the member without a place.
"""

import datetime

from clusters.enums import MemberRole, MilestoneKind, ProposalKind, Scorer, SessionKind, SheetState
from clusters.models import Cluster, ClusterYear, ScoreSheet
from clusters.permissions.score_sheets import can_verify
from clusters.queries.rankings import live_board
from clusters.services import clusters, members, rankings, score_sheets, sessions, votes
from clusters.services.score_tables import write_table
from clusters.services.table_versions import freeze_table
from config.demo.score_table import GROUPS, PARAMETERS, SOURCE, entry
from config.demo.unit_plans import Event
from units.models import User

YEAR = 2021
DAY, TIME = datetime.date, datetime.time
OPENED, SCORED, VERIFIED, ASSESSED = DAY(2022, 1, 17), DAY(2022, 1, 20), DAY(2022, 1, 24), DAY(2022, 1, 26)
HELD, PUBLISHED = DAY(2022, 1, 27), DAY(2022, 2, 9)
FLAGS, CERTIFICATES, SEATS = 2, 1, 3  # two flags and one certificate: the draft guide of Hưng Yên (domain notes, 3.4)
LOWERED = "Minh chứng chỉ chứng minh được mức thấp hơn"
RAISED = "Bổ sung kết quả theo xác nhận của cơ quan chuyên môn"


def events(cast):
    """All steps, as `Event`s; one hour a step and khối, so that each has its own moment."""
    yield Event(OPENED, TIME(11, 0), lambda at: _prepare(cast, at))
    for number in range(10):
        for day, hour, act in (
            (SCORED, 8, score),
            (VERIFIED, 8, verify),
            (ASSESSED, 8, assess),
            (HELD, 8, _vote),
            (HELD, 14, _meet),
            (PUBLISHED, 9, _publish),
        ):
            yield Event(day, TIME(hour, number * 5), lambda at, act=act, number=number: act(cast, _year(number), at))


def _year(number):
    """The khối of this number, as it stands now."""
    cluster = Cluster.objects.filter(standing="demo").order_by("position", "pk")[number]
    return ClusterYear.objects.select_related("cluster").prefetch_related("memberships").get(cluster=cluster, year=YEAR)


def _staff(cast, year):
    return cast.staff[year.pk % len(cast.staff)]


def _prepare(cast, at):
    """Head and deputy of 2021, the days as they were, the frozen table, a sheet for every member."""
    for number in range(10):
        year, by = _year(number), cast.staff[number % len(cast.staff)]
        sitting = [m for m in year.memberships.staying().select_related("unit").in_order() if m.unit_id in cast.heads]
        head, deputy = sitting[(number + 3) % len(sitting)], sitting[(number + 4) % len(sitting)]
        roles = {head.pk: (MemberRole.HEAD, head.seat), deputy.pk: (MemberRole.DEPUTY, deputy.seat)}
        members.set_roles(year, version=year.version, roles=roles, by=by, at=at)
        clusters.update_year(
            _year(number), version=_year(number).version, days={}, basis="", flags=FLAGS, certificates=CERTIFICATES,
            note="", by=by, at=at,
        )  # fmt: skip
        for kind, done_on in ((MilestoneKind.COVENANT, DAY(2021, 2, 9)), (MilestoneKind.MID_YEAR, DAY(2021, 7, 22))):
            milestone = year.milestones.get(kind=kind)
            milestone.year = year
            clusters.record_milestone(milestone, done_on=done_on, place=head.unit.label, paper="", by=by, at=at)
        table = write_table(year, number=1, groups=GROUPS, at=at, source=SOURCE, **PARAMETERS)
        freeze_table(table, by=by, at=at)
        score_sheets.open_sheets(_year(number), by=by, at=at)


def _sheets(year, state):
    found = ScoreSheet.objects.filter(year=year, state=state).select_related(
        "year__cluster", "table", "membership__unit", "membership__year__cluster"
    )
    return list(found.order_by("membership__seat", "pk"))


def _lines(sheet, scorer):
    """(key, line) of what this scorer gives first."""
    for line in sheet.lines.select_related("criterion__group").order_by("pk"):
        criterion = line.criterion
        if criterion.scorer == scorer:
            yield f"{criterion.group.symbol}.{criterion.number}", line


def score(cast, year, at, without=()):
    """Officers score, heads send; where one of them is missing, or for units left out, the sheet stays as it is."""
    for sheet in _sheets(year, SheetState.SELF):
        unit = sheet.membership.unit
        officer, head = cast.officers.get(unit.pk), cast.heads.get(unit.pk)
        if officer is None or head is None or unit.code in without:
            continue
        mine = {line.pk: entry(key, line.criterion, unit) for key, line in _lines(sheet, Scorer.MEMBER)}
        score_sheets.save_scores(sheet, mine=mine, by=officer, at=at)
        score_sheets.take_sheet_step(sheet, "submit", by=officer, at=at)
        score_sheets.take_sheet_step(sheet, "confirm", by=head, at=at)


def verify(cast, year, at):
    """The head's officer verifies all but its own sheet, which a deputy's officer does; every other sheet loses a little."""
    leading = {m.role: m.unit_id for m in year.memberships.all() if m.role != MemberRole.MEMBER}
    officers = [cast.officers[leading[role]] for role in (MemberRole.HEAD, MemberRole.DEPUTY) if role in leading]
    for number, sheet in enumerate(_sheets(year, SheetState.VERIFYING)):
        by = next((person for person in officers if can_verify(person, sheet)), _staff(cast, year))
        if number % 2:
            lines = dict(_lines(sheet, Scorer.MEMBER))
            line = lines["I.7" if number % 4 == 1 else "II.3"]
            given = entry("", line.criterion, sheet.membership.unit)["points"]
            lower = {"points": max(given - 4, 0), "reason": LOWERED}
            score_sheets.save_scores(sheet, mine={line.pk: lower}, by=by, at=at)
        score_sheets.take_sheet_step(sheet, "verify", by=by, at=at)


def assess(cast, year, at):
    """The standing body scores its own criteria, gives one point back here and there, and finishes the sheet."""
    by = _staff(cast, year)
    for number, sheet in enumerate(_sheets(year, SheetState.ASSESSING)):
        unit = sheet.membership.unit
        mine = {line.pk: entry(key, line.criterion, unit) for key, line in _lines(sheet, Scorer.STANDING)}
        if number % 5 == 3:
            line = dict(_lines(sheet, Scorer.MEMBER))["I.7"]
            given = entry("", line.criterion, unit)["points"]
            mine[line.pk] = {"points": max(given - 1, 0), "reason": RAISED}
        score_sheets.save_scores(sheet, mine=mine, by=by, at=at)
        score_sheets.take_sheet_step(sheet, "finalise", by=by, at=at)


def _vote(cast, year, at):
    """Every head votes for all but one of the four best by points; the last ballot counts the box."""
    by = _staff(cast, year)
    vote = votes.open_vote(year, seats=SEATS, due_on=HELD, by=by, at=at)
    best = list(
        vote.candidates.order_by("-membership__sheet__assessed_total", "pk").values_list("pk", flat=True)[: SEATS + 1]
    )
    for number, voter in enumerate(vote.voters.select_related("membership").order_by("pk")):
        left_out = best[(number * number + 1) % len(best)]
        votes.cast(voter, choices=set(best) - {left_out}, by=cast.heads[voter.membership.unit_id], at=at)


def _meet(cast, year, at):
    """The tổng kết, with its minutes."""
    by = _staff(cast, year)
    head = year.memberships.staying().select_related("unit").get(role=MemberRole.HEAD)
    chair = User.objects.get(pk=cast.heads[head.unit_id].pk).full_name
    session = sessions.plan_session(
        year, kind=SessionKind.YEAR_END, held_on=HELD, starts_at=TIME(14, 0), place=head.unit.label,
        chair=f"{chair}, {head.unit.label}", secretary=cast.officers[head.unit_id].full_name, by=by, at=at,
    )  # fmt: skip
    attendance = {
        m.pk: {
            "present": m.unit_id in cast.heads,
            "people": "",
            "absent_because": "" if m.unit_id in cast.heads else "Bận việc",
        }
        for m in year.memberships.staying()
    }
    sessions.save_session(
        session, version=session.version, attendance=attendance, ends_at=TIME(16, 30),
        content="- Trưởng khối báo cáo kết quả phong trào thi đua năm 2021\n- Các đơn vị trao đổi điểm thẩm định\n"
        "- Bỏ phiếu suy tôn",
        resolutions="- Thống nhất điểm thẩm định, đề nghị Ban TĐKT tỉnh chấm và xếp hạng\n"
        "- Giao đơn vị trưởng khối năm 2022 chuẩn bị giao ước trước ngày 15/02",
        by=by, at=at,
    )  # fmt: skip
    sessions.take_session_step(session, "conclude", by=by, at=at)


def _publish(cast, year, at):
    """Proposals as the ranking suggests them, published, and the year closed."""
    by = cast.centre["lead"]
    suggested = live_board(year, on=at.date()).suggested()
    flags, certificates = (suggested[kind].chosen for kind in (ProposalKind.FLAG, ProposalKind.CERTIFICATE))
    rankings.choose_proposals(year, flags=flags, certificates=certificates, by=by, at=at)
    rankings.publish(_year_again(year), by=by, at=at)
    clusters.take_year_step(_year_again(year), "close", by=by, at=at)


def _year_again(year):
    return ClusterYear.objects.select_related("cluster").get(pk=year.pk)
