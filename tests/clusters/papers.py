"""Sessions and papers for tests: a running cluster that Lan's department heads, a session with its roll."""

import datetime

from clusters.documents.words import Words
from clusters.queries.sessions import sessions
from clusters.services import sessions as services
from tests.factories import clusters as make

DAY = datetime.date
HELD = DAY(2022, 3, 7)
WORDS = Words(symbol="BB-KTĐ", dated_on=HELD, signer_title="TRƯỞNG KHỐI")


def khoi(world, **how):
    """Sở Tư pháp heads, Sở Y tế and Tuần Giáo are members."""
    return make.running(world, "Khối nội chính", world.stp, world.syt, world.tuangiao, head=world.stp, **how)


def fresh(session):
    """As a view gets it."""
    return sessions().get(pk=session.pk)


def planned(world, year, *, kind="mid_year", by=None, **values):
    values = {"held_on": HELD, "starts_at": datetime.time(8, 30), "place": "Hội trường Sở Tư pháp"} | values
    values = {"chair": "Lò Văn Chủ, Giám đốc", "secretary": "Vàng Thị Ký"} | values
    return fresh(services.plan_session(year, kind=kind, by=by or world.lan, at=make.NOW, **values))


def held(world, session, *absent, by=None, **values):
    """Everybody present but these units, which are away with a reason."""
    values = {"content": "# Báo cáo\nĐã thảo luận.", "resolutions": "- Thống nhất kế hoạch."} | values
    attendance = {
        member.pk: {
            "present": member.unit not in absent,
            "people": "" if member.unit in absent else f"Đại diện {member}",
            "absent_because": "đi công tác" if member.unit in absent else "",
        }
        for member in session.year.memberships.all()
    }
    services.save_session(
        session, version=session.version, by=by or world.lan, at=make.NOW, attendance=attendance, **values
    )
    return fresh(session)


def concluded(world, session, *absent, by=None, **values):
    session = held(world, session, *absent, by=by, **values)
    services.take_session_step(session, "conclude", by=by or world.lan, at=make.NOW)
    return fresh(session)
