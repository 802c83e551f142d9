"""Real beat, real workers, a real broker: the right people get each step once, and a killed worker loses nothing."""

import collections

import pytest

from core.notices.delivery import STUCK
from tests.services.conftest import kill

pytestmark = [pytest.mark.services, pytest.mark.slow]

TITLE = "Kế hoạch thi đua, khen thưởng năm 2022"


def letters_of(installation, day, **more):
    """What the mailbox gained while a worker lived that day."""
    before = collections.Counter(installation.picture()["letters"])
    with installation.worker(THIDUA_TODAY=day, **more) as worker:
        installation.rounds(worker, "core.remind_daily")
        installation.rounds(worker, "core.send_pending")
    return sorted((collections.Counter(installation.picture()["letters"]) - before).elements())


def test_beat_reminds_the_right_people_once_on_8_12_14_and_15_march(installation):
    installation.stage("unit_plans")

    assert {day: letters_of(installation, day) for day in ("2022-03-08", "2022-03-12", "2022-03-14", "2022-03-15")} == {
        "2022-03-08": [  # the step of a week before, reached on Monday 7/3
            f"hoa: Còn 6 ngày: {TITLE} (Sở Y tế)",
            f"lan: Còn 6 ngày: {TITLE} (Sở Tư pháp)",
        ],
        "2022-03-12": [],  # Saturday
        "2022-03-14": [  # the last good day; the heads' step of Sunday 13/3 too
            f"binh: Hôm nay là ngày cuối: {TITLE} (Sở Tư pháp)",
            f"dung: Hôm nay là ngày cuối: {TITLE} (Sở Y tế)",
            f"hoa: Hôm nay là ngày cuối: {TITLE} (Sở Y tế)",
            f"lan: Hôm nay là ngày cuối: {TITLE} (Sở Tư pháp)",
            "thang: Hôm nay là ngày cuối: 2 việc chưa xong, Kế hoạch đơn vị phải nộp",
        ],
        "2022-03-15": [
            f"binh: Đã quá hạn 1 ngày: {TITLE} (Sở Tư pháp)",
            f"dung: Đã quá hạn 1 ngày: {TITLE} (Sở Y tế)",
            "thang: Đã quá hạn 1 ngày: 2 việc chưa xong, Kế hoạch đơn vị phải nộp",
        ],
    }
    assert letters_of(installation, "2022-03-08") == []  # the clock moved back


def test_a_worker_killed_in_mid_batch_of_500_sends_none_twice_and_loses_none(installation):
    installation.stage("many_notices", 500)
    with installation.worker() as first:
        installation.stage("wait_for_mails", 60)
        kill(first)
    at_kill = installation.picture()

    with installation.worker(NOTICE_STUCK_SECONDS="15") as second:  # far longer than one mail takes on a busy machine
        installation.rounds(second, "core.send_pending")
        installation.settled(second)
    after = installation.picture()

    assert 60 <= len(at_kill["mailed"]) < 500  # the last of them may still be SENDING: nobody wrote that it left
    assert sum(after["states"].values()) == 500
    assert set(after["states"]) <= {"sent", "failed"}
    assert {int(pk): reason for pk, reason in after["failed"].items()} == dict.fromkeys(at_kill["claims"], STUCK)
    assert len(at_kill["claims"]) <= 2  # one for each process of the worker
    mailed = collections.Counter(after["mailed"])
    assert set(mailed.values()) == {1}
    assert set(after["sent"]) <= set(mailed) <= set(after["sent"]) | set(at_kill["claims"])


def test_two_workers_send_one_message_each(installation):
    installation.stage("many_notices", 300)
    with installation.worker() as first, installation.worker(beat=False) as second:
        installation.rounds(first, "core.send_pending", 1)
        installation.settled(first)
        assert "core.send_pending" in second.output

    picture = installation.picture()
    assert picture["states"] == {"sent": 300}
    assert sorted(picture["mailed"]) == picture["sent"]
