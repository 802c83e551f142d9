"""What is written in the journal stays, in one chain, and a change shows."""

import datetime
import decimal
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from core import access, journal, tasks
from core.models import JournalCheck, JournalEntry, JournalHead, Notice
from core.models.journal import AppendOnly

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2022, 3, 8, 9, 30, 15, 123456))


def raw(sql, *values):
    """What somebody with the database in their hands could do."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def three(world):
    return [journal.record(f"unit.view.{n}", by=world.hanh, at=AT, subject=world.stp) for n in (1, 2, 3)]


def test_a_row_says_who_what_when_and_about_what(world):
    entry = journal.record(
        "file.download",
        by=world.hanh,
        at=AT,
        subject=world.stp,
        detail={"day": datetime.date(2022, 3, 8), "amount": decimal.Decimal("1.50"), "share": 0.25, "nul": "a\x00b"},
        ip="10.0.0.7",
    )

    entry.refresh_from_db()
    assert (entry.number, entry.by, entry.by_name, entry.at, entry.ip) == (
        1,
        world.hanh,
        "Lò Thị Minh Hạnh",
        AT,
        "10.0.0.7",
    )
    assert (entry.subject_type, entry.subject_id, entry.subject_name) == ("units.unit", str(world.stp.pk), "Sở Tư pháp")
    assert entry.detail == {"day": "2022-03-08", "amount": "1.50", "share": "0.25", "nul": "ab"}
    assert journal.faults() == (1, [])


def test_each_row_carries_the_hash_before_it(three):
    first, second, third = JournalEntry.objects.order_by("number")

    assert (first.previous, second.previous, third.previous) == ("0" * 64, first.hash, second.hash)
    assert journal.head() == f"3 {third.hash}"


def test_an_undone_act_leaves_no_row_and_no_gap(world, three):
    with pytest.raises(RuntimeError, match="undone"), transaction.atomic():
        journal.record("unit.rename", by=world.hanh, at=AT)
        raise RuntimeError("undone")
    journal.record("unit.move", by=None, at=AT)

    assert list(JournalEntry.objects.order_by("number").values_list("number", "act"))[3:] == [(4, "unit.move")]
    assert journal.faults() == (4, [])


@pytest.mark.parametrize(
    "act",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: JournalEntry.objects.update(act="x"),
        lambda entry: JournalEntry.objects.all().delete(),
        lambda entry: JournalEntry.objects.filter(pk=entry.pk).update(act="x"),
        lambda entry: JournalEntry.objects.bulk_update([entry], ["act"]),
        lambda entry: JournalEntry.objects.bulk_create([JournalEntry()]),
    ],
)
def test_the_models_refuse_to_change_or_remove(three, act):
    with pytest.raises(AppendOnly):
        act(JournalEntry.objects.get(number=2))

    assert journal.faults() == (3, [])


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE core_journalentry SET act = 'unit.other' WHERE number = 2", "Dòng 2 đã bị sửa."),
        ("UPDATE core_journalentry SET by_id = NULL WHERE number = 2", "Dòng 2 đã bị sửa."),
        ("UPDATE core_journalentry SET detail = '{\"a\": 1}' WHERE number = 2", "Dòng 2 đã bị sửa."),
        ("DELETE FROM core_journalentry WHERE number = 2", "Thiếu dòng 2."),
        ("DELETE FROM core_journalentry WHERE number = 3", "Thiếu các dòng cuối: từ 3 đến 3."),
        ("DELETE FROM core_journalentry WHERE number < 3", "Thiếu dòng 1 đến 2."),
        ("DELETE FROM core_journalhead", "Mất dòng ghi đầu chuỗi."),
    ],
)
def test_a_change_behind_the_models_is_named(three, sql, fault):
    raw(sql)

    assert journal.faults()[1] == [fault]


def test_a_row_rewritten_with_a_fitting_hash_breaks_the_chain(three):
    entry = JournalEntry.objects.get(number=2)
    entry.act = "unit.other"
    raw("UPDATE core_journalentry SET act = 'unit.other', hash = %s WHERE number = 2", journal.digest(entry))

    assert journal.faults() == (3, ["Dòng 3 không nối với dòng trước."])


def test_the_last_row_rewritten_with_a_fitting_hash_differs_from_the_head(three):
    entry = JournalEntry.objects.get(number=3)
    entry.act = "unit.other"
    raw("UPDATE core_journalentry SET act = 'unit.other', hash = %s WHERE number = 3", journal.digest(entry))

    assert journal.faults() == (3, ["Dòng cuối không khớp với đầu chuỗi."])


def test_the_command_says_whole_or_leaves_with_an_error(three):
    out, err = StringIO(), StringIO()
    call_command("journal", "verify", stdout=out)
    assert out.getvalue() == f"Nhật ký nguyên vẹn: 3 dòng, đầu chuỗi {journal.head()}\n"

    raw("UPDATE core_journalentry SET act = 'x' WHERE number = 2")
    with pytest.raises(CommandError, match="Nhật ký có 1 sai lệch trong 3 dòng."):
        call_command("journal", "verify", stderr=err)
    assert err.getvalue() == "Dòng 2 đã bị sửa.\n"
    assert list(JournalCheck.objects.order_by("pk").values_list("faults", flat=True)) == [[], ["Dòng 2 đã bị sửa."]]


def test_the_nightly_check_tells_those_who_read_the_journal(three, world, monkeypatch):
    monkeypatch.setattr(access, "_RULES", {})
    access.register(access.READ_JOURNAL, lambda user: user == world.ha, people=lambda: [world.ha.pk])
    assert tasks.verify_journal() == 0
    assert Notice.objects.count() == 0

    raw("UPDATE core_journalentry SET act = 'x' WHERE number = 2")
    assert tasks.verify_journal() == 1
    assert Notice.objects.values_list("person_id", "subject", "body").get() == (
        world.ha.pk,
        "Nhật ký có dấu hiệu bị sửa",
        "Dòng 2 đã bị sửa.",
    )


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_chain(world):
    start = threading.Barrier(8)
    errors = []

    def work():
        try:
            start.wait()
            for n in range(5):
                with transaction.atomic():
                    journal.record(f"act.{n}", by=world.hanh, at=AT)
        except Exception as failure:  # noqa: BLE001  shown below, whatever it is
            errors.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert journal.faults() == (40, [])
    assert JournalHead.objects.get().number == 40


# Many rows at once -------------------------------------------------------------------------------------------------------
def test_rows_held_back_are_chained_in_order_as_if_one_by_one(three, world):
    with journal.held():
        entries = [journal.record(f"unit.view.{n}", by=world.hanh, at=AT, subject=world.stp) for n in (4, 5)]
        with journal.held():  # a service inside that holds back too
            entries.append(journal.record("unit.view.6", by=None, at=AT, detail={"share": 0.5}))
        assert JournalEntry.objects.count() == 3
        assert journal.head() == f"3 {three[2].hash}"

    stored = list(JournalEntry.objects.order_by("number"))[3:]
    assert [(e.number, e.act, e.hash) for e in stored] == [(e.number, e.act, e.hash) for e in entries]
    assert [e.number for e in stored] == [4, 5, 6]
    assert journal.faults() == (6, [])
    assert journal.record("unit.view.7", by=world.hanh, at=AT).number == 7


def test_a_failure_writes_none_of_the_rows_held_back(three, world):
    with pytest.raises(ZeroDivisionError), journal.held():
        journal.record("unit.view.4", by=world.hanh, at=AT)
        raise ZeroDivisionError

    assert journal.record("unit.view.5", by=world.hanh, at=AT).number == 4
    assert journal.faults() == (4, [])


def test_many_rows_cost_a_few_queries(three, world, django_assert_num_queries):
    with django_assert_num_queries(8), journal.held():  # three savepoints, the head moved, read and set, one insert
        for n in range(50):
            journal.record(f"unit.view.{n}", by=world.hanh, at=AT)

    assert journal.faults() == (53, [])
