"""Covenants of 2022 of the ten fictional khối: written in January, signed by nine in February; one still waits.

Members sign first, each head for the own unit, the head of the khối last; so row I.4 of the plan's progress, nine of
thirteen, is what the product itself counts.
"""

import datetime

from campaigns.models import Campaign
from clusters.enums import MemberRole, MilestoneKind
from clusters.models import ClusterYear, Covenant
from clusters.services import covenants, signing
from clusters.services.score_tables import start_table
from config.demo.unit_plans import Event

DAY, TIME = datetime.date, datetime.time
WRITTEN, OPENED, MEMBERS_SIGN = DAY(2022, 1, 24), DAY(2022, 1, 25), DAY(2022, 1, 27)
LAST_SIGNED = DAY(2022, 3, 1)
UNSIGNED = "Khối Hội đặc thù"
CONTENT = (
    "Các đơn vị thành viên giao ước thi đua thực hiện thắng lợi nhiệm vụ năm 2022.\n"
    "- Đoàn kết, phối hợp thực hiện nhiệm vụ UBND tỉnh giao\n"
    "- Hưởng ứng các phong trào thi đua do Trung ương và tỉnh phát động\n"
    "- Tự chấm điểm trung thực, có minh chứng; tôn trọng kết quả thẩm định"
)
INDICATORS = (
    ("Nhiệm vụ UBND tỉnh giao hoàn thành đúng hạn", "%", "100"),
    ("Hồ sơ thủ tục hành chính giải quyết đúng hạn", "%", "từ 98 trở lên"),
    ("Điển hình tiên tiến được giới thiệu", "gương", "2"),
    ("Hồ sơ khen thưởng không bị trả lại", "%", "100"),
)


def events(cast):
    """All steps up to 8/3, as `Event`s."""
    yield Event(WRITTEN, TIME(9, 0), lambda at: _write(cast, at))
    yield Event(OPENED, TIME(9, 0), lambda at: _open(cast, at))
    yield Event(MEMBERS_SIGN, TIME(9, 0), lambda at: _members_sign(cast, at))
    for number in range(9):
        day = min(DAY(2022, 2, 8) + datetime.timedelta(days=number // 2), DAY(2022, 2, 11))
        if number == 8:
            day = LAST_SIGNED
        yield Event(day, TIME(16, number * 5), lambda at, number=number: _head_signs(cast, number, at))


def _years():
    found = ClusterYear.objects.for_year(2022).filter(cluster__standing="demo").select_related("cluster")
    return found.prefetch_related("memberships__unit").in_order()


def _head_of(year):
    return next(m for m in year.memberships.all() if m.role == MemberRole.HEAD)


def _officer(cast, year):
    return cast.officers.get(_head_of(year).unit_id, cast.staff[0])


def _write(cast, at):
    """Score table and text, by the officer of the head."""
    campaign = Campaign.objects.get(code="TX2022")
    named = {"campaign": campaign, "name": campaign.name, "goal": "100% đơn vị đăng ký tham gia", "period": "Năm 2022"}
    rows = [{"content": text, "measure": measure, "target": target, "note": ""} for text, measure, target in INDICATORS]
    for year in _years():
        by = _officer(cast, year)
        start_table(year, how="last", by=by, at=at)
        covenants.save_covenant(
            year, version=0, content=CONTENT, place="Điện Biên", ceremony_on=None, campaigns=[named],
            indicators=rows, by=by, at=at,
        )  # fmt: skip


def _open(cast, at):
    for year in _years():
        covenants.open_signing(_covenant(year), by=_officer(cast, year), at=at)


def _covenant(year):
    found = Covenant.objects.get(year=year)
    found.year = year
    return found


def _members_sign(cast, at):
    """Everybody but the head; where nobody holds the post, nobody signs."""
    for year in _years():
        for member in year.memberships.all():
            if member.role != MemberRole.HEAD:
                _sign(cast, year, member, at)


def _sign(cast, year, member, at):
    person, covenant = cast.heads.get(member.unit_id), _covenant(year)
    if person is not None:
        signing.sign_covenant(covenant, member, person=person, digest=covenant.digest, by=person, at=at)


def _head_signs(cast, number, at):
    """The head of this khối signs, and with that the covenant is signed."""
    year = [one for one in _years() if one.cluster.name != UNSIGNED][number]
    _sign(cast, year, _head_of(year), at)
    assert year.milestones.get(kind=MilestoneKind.COVENANT).done_on
