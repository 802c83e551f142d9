"""A long import is applied by a worker: once, whole or not at all, and everybody concerned can see how far it is."""

import datetime
import threading

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerDown

from core import clock, journal, tasks
from core.errors import Stale
from core.models import ImportDraft, JournalEntry, Notice, Transition
from core.sheets import imports, progress
from core.sheets.imports import BROKEN_OFF, FAULT, apply_import, begin_import, forget_old, run_waiting, start_import
from tests.core.importing import PAGE, text_of, upload, xlsx
from tests.core.unit_sheet import UnitsByCode
from units.models import Unit, UnitEvent

pytestmark = pytest.mark.urls("tests.core.unit_sheet")
S = ImportDraft.State
AT = datetime.datetime(2022, 3, 8, 2, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
SIX = [[n, f"M{n}", f"Đơn vị số {n}", "Sở", "Tỉnh Điện Biên"] for n in range(1, 7)]
DONE = "Đã nhập tệp: thêm 6 đơn vị."


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    """Four rows are a long file, and every row is told."""
    monkeypatch.setattr(imports, "ROWS_IN_REQUEST", 3)
    monkeypatch.setattr(progress, "STEP", 1)


@pytest.fixture
def asked(monkeypatch):
    """What was asked of the broker; nothing is done about it."""
    calls = []
    monkeypatch.setattr(tasks.apply_imports, "apply_async", lambda: calls.append("asked"))
    return calls


@pytest.fixture
def hanh(world, client_for):
    return client_for(world.hanh)


@pytest.fixture
def begun(world):
    """A draft that waits for a worker."""

    def begun(*rows, resource=None):
        draft = start_import(
            resource or UnitsByCode(), xlsx(*(rows or SIX)), "đơn vị.xlsx", by=world.hanh, at=AT, address=PAGE
        )
        begin_import(draft, by=world.hanh, at=AT)
        return draft

    return begun


def new_units():
    return list(Unit.objects.filter(code__startswith="M").order_by("pk").values_list("code", flat=True))


def steps(draft):
    return list(Transition.objects.of(draft).order_by("pk").values_list("action", flat=True))


def notices(world):
    return list(Notice.objects.filter(person=world.hanh).order_by("pk").values_list("subject", "body", "url"))


def dying(monkeypatch, *, at_row, how=SystemExit):
    """Let the worker end when it writes this row; returns a function that takes it back."""
    real, rows = UnitsByCode.create, []

    def create(self, entry, *, by, at):
        rows.append(entry.number)
        if len(rows) == at_row:
            raise how("the machine went away")
        real(self, entry, by=by, at=at)

    monkeypatch.setattr(UnitsByCode, "create", create)
    return lambda: monkeypatch.setattr(UnitsByCode, "create", real)


# From the click to the result -----------------------------------------------------------------------------------------
def test_a_long_file_is_handed_to_a_worker_and_the_page_follows_it_to_the_result(hanh, world, asked):
    upload(hanh, xlsx(*SIX))
    draft = ImportDraft.objects.get()
    confirmed = hanh.post(PAGE, {"draft": draft.key, "act": "apply"})

    assert (confirmed.status_code, confirmed["Location"], asked) == (302, f"{PAGE}?ban={draft.key}", ["asked"])
    waiting = text_of(hanh.get(draft.url))
    assert "Đang nhập 6 dòng" in waiting
    assert "Đang chờ đến lượt." in waiting
    assert new_units() == []

    assert tasks.apply_imports() == 1

    assert new_units() == [f"M{n}" for n in range(1, 7)]
    over = hanh.get(draft.url, htmx=True)
    assert (over.status_code, over["HX-Redirect"]) == (204, draft.url)
    draft.refresh_from_db()
    finished = timezone.localtime(draft.updated_at)
    assert f"Tệp “đơn vị.xlsx” đã được nhập lúc {finished:%d/%m, %H:%M} . {DONE}" in text_of(hanh.get(draft.url))
    assert notices(world) == [("Đã nhập xong tệp “đơn vị.xlsx”", DONE, draft.url)]
    assert (draft.state, draft.attempts, bytes(draft.content), bytes(draft.preview)) == (S.APPLIED, 1, b"", b"")
    assert progress.of(draft) is None


def test_a_short_file_is_applied_in_the_request(hanh, world, asked):
    upload(hanh, xlsx(*SIX[:3]))
    draft = ImportDraft.objects.get()
    done = hanh.post(PAGE, {"draft": draft.key, "act": "apply"}, follow=True)

    assert "Đã nhập tệp: thêm 3 đơn vị." in text_of(done)
    assert (new_units(), asked, notices(world)) == (["M1", "M2", "M3"], [], [])
    assert steps(draft) == ["apply"]


def written():
    return {
        "units": list(Unit.objects.order_by("pk").values("code", "name", "kind", "parent", "path", "valid_from")),
        "events": list(UnitEvent.objects.order_by("pk").values("kind", "on", "by", "at", "units")),
        "history": list(Unit.history.order_by("history_id").values("code", "history_user", "history_change_reason")),
        "acts": list(JournalEntry.objects.order_by("number").values("number", "act", "by", "at", "detail")),
        "faults": journal.faults(),
    }


def test_both_ways_write_the_same(world, begun):
    with_request = start_import(UnitsByCode(), xlsx(*SIX), "đơn vị.xlsx", by=world.hanh, at=AT)
    point = connection.savepoint()
    apply_import(with_request, UnitsByCode(), by=world.hanh, at=AT)
    in_request = written()
    connection.savepoint_rollback(point)

    begun()
    run_waiting(at=AT)

    assert without_keys(written()) == without_keys(in_request)
    assert [act["act"] for act in in_request["acts"]] == ["units.create"] * 6 + ["core.sheet-imported"]
    assert in_request["faults"] == (7, [])


def without_keys(found):
    """A rolled-back run may have used up numbers of the database; depth and code say the same.

    Nor the file's hash: a workbook carries the second in which it was written.
    """
    for unit in found["units"]:
        unit["path"] = unit["path"].count("/")
    for event in found["events"]:
        event.pop("units")
    for act in found["acts"]:
        act["detail"].pop("sha256", None)
    return found


# Once -----------------------------------------------------------------------------------------------------------------
def test_two_tabs_begin_once_and_both_see_the_progress(hanh, asked):
    upload(hanh, xlsx(*SIX))
    draft = ImportDraft.objects.get()
    first, second = (hanh.post(PAGE, {"draft": draft.key, "act": "apply"}) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"] == draft.url
    assert (asked, steps(draft)) == (["asked"], ["begin"])
    assert (tasks.apply_imports(), tasks.apply_imports()) == (1, 0)
    assert (len(new_units()), steps(draft)) == (6, ["begin", "finish"])


def test_beginning_twice_with_the_same_sight_is_refused(begun, world):
    draft = begun()
    stale = ImportDraft.objects.get(pk=draft.pk)
    stale.state = S.PENDING

    with pytest.raises(Stale):
        begin_import(stale, by=world.hanh, at=AT)
    assert steps(draft) == ["begin"]


def test_a_draft_at_work_cannot_be_dropped(hanh, begun):
    draft = begun()

    assert hanh.post(PAGE, {"draft": draft.key, "act": "discard"})["Location"] == draft.url
    assert (run_waiting(at=AT), len(new_units())) == (1, 6)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_apply_once(begun):
    begun()
    gate, said = threading.Barrier(2), []

    def work():
        gate.wait()
        try:
            said.append(run_waiting(at=AT))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == [0, 1]
    assert len(new_units()) == 6


@pytest.mark.django_db(transaction=True)
def test_a_second_worker_that_takes_a_slow_one_for_dead_writes_nothing(begun, world, monkeypatch):
    """The sign of life only saves work; that exactly one writes is the state's doing."""
    draft = begun()
    slow = ImportDraft.objects.select_related("by").get(pk=draft.pk)
    assert run_waiting(at=AT) == 1

    assert progress.claim(draft)
    progress.forget(draft)
    with pytest.raises(Stale):
        imports._write(slow, UnitsByCode(), "finish", by=world.hanh, at=AT)
    assert imports._refuse(slow, "quá muộn", at=AT) is False
    assert (len(new_units()), steps(draft)) == (6, ["begin", "finish"])


# A killed worker ------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_half_way_leaves_nothing_and_the_next_applies_all_once(
    begun, world, hanh, monkeypatch, settings
):
    draft = begun()
    revive = dying(monkeypatch, at_row=4)
    settings.IMPORT_LEASE = 1
    with pytest.raises(SystemExit):
        run_waiting(at=AT)
    revive()

    assert (new_units(), JournalEntry.objects.count(), steps(draft)) == ([], 0, ["begin"])
    assert run_waiting(at=AT) == 0  # its last word is still fresh
    gone = threading.Event()
    while progress.of(draft):
        gone.wait(0.1)
    assert "Máy xử lý đã dừng giữa chừng, chưa ghi dòng nào." in text_of(hanh.get(draft.url))

    assert run_waiting(at=AT) == 1

    assert new_units() == [f"M{n}" for n in range(1, 7)]
    assert steps(draft) == ["begin", "finish"]
    assert [subject for subject, _, _ in notices(world)] == ["Đã nhập xong tệp “đơn vị.xlsx”"]
    assert ImportDraft.objects.get().attempts == 2


def test_a_file_on_which_workers_die_is_given_back_after_three_times(begun, world, monkeypatch):
    draft = begun()
    for _ in range(3):
        revive = dying(monkeypatch, at_row=1)
        with pytest.raises(SystemExit):
            run_waiting(at=AT)
        revive()
        progress.forget(draft)

    assert (run_waiting(at=AT), run_waiting(at=AT)) == (1, 0)

    draft.refresh_from_db()
    assert (draft.state, draft.refusal, new_units()) == (S.REFUSED, BROKEN_OFF, [])
    assert notices(world) == [("Chưa nhập được tệp “đơn vị.xlsx”", BROKEN_OFF, draft.url)]


def test_a_busy_database_is_asked_again_and_nobody_is_troubled(begun, world, monkeypatch):
    draft = begun()
    revive = dying(monkeypatch, at_row=2, how=OperationalError)
    with pytest.raises(OperationalError):
        run_waiting(at=AT)
    revive()

    assert (new_units(), notices(world), progress.of(draft)) == ([], [], None)
    assert (run_waiting(at=AT), len(new_units())) == (1, 6)


def test_a_broker_that_does_not_answer_leaves_the_import_to_the_next_round(hanh, monkeypatch):
    def down():
        raise BrokerDown("no broker")

    monkeypatch.setattr(tasks.apply_imports, "apply_async", down)
    upload(hanh, xlsx(*SIX))
    draft = ImportDraft.objects.get()

    assert hanh.post(PAGE, {"draft": draft.key, "act": "apply"})["Location"] == draft.url
    assert (tasks.apply_imports(), len(new_units())) == (1, 6)


def test_a_file_with_errors_is_not_handed_to_a_worker(hanh, asked):
    upload(hanh, xlsx(*SIX, [7, "M7", "Sở Mới", None]))
    draft = ImportDraft.objects.get()
    refused = hanh.post(PAGE, {"draft": draft.key, "act": "apply"})

    assert "Tệp còn dòng lỗi nên chưa nhập dòng nào. Hãy sửa rồi tải lên lại." in text_of(refused)
    assert (refused.status_code, asked, steps(draft)) == (422, [], [])


# Refused by the worker --------------------------------------------------------------------------------------------------
def test_a_row_that_clashes_now_gives_the_file_back_with_the_sentence(begun, world, hanh, asked):
    rows = [*SIX, [7, "M7", "Sở Y tế", "Sở", "Tỉnh Điện Biên"]]  # a twin of the real Sở Y tế
    draft = begun(*rows)

    assert run_waiting(at=AT) == 1

    draft.refresh_from_db()
    assert (draft.state, new_units(), steps(draft)) == (S.REFUSED, [], ["begin", "refuse"])
    assert draft.refusal.startswith("Dòng 8: ")
    assert draft.refusal.endswith(" Chưa nhập dòng nào.")
    assert notices(world) == [("Chưa nhập được tệp “đơn vị.xlsx”", draft.refusal, draft.url)]
    ImportDraft.objects.update(at=clock.now())
    shown = text_of(hanh.get(draft.url))
    assert f"Chưa nhập dòng nào: {draft.refusal}" in shown
    assert "Nhập 7 dòng" in shown

    Unit.objects.filter(pk=world.syt.pk).update(name="Sở Sức khỏe", folded="so suc khoe")
    assert hanh.post(PAGE, {"draft": draft.key, "act": "apply"})["Location"] == draft.url
    assert (tasks.apply_imports(), len(new_units())) == (1, 7)
    assert steps(draft) == ["begin", "refuse", "begin", "finish"]
    assert ImportDraft.objects.get().refusal == ""


def test_data_that_changed_since_show_the_new_preview(begun, world, hanh):
    draft = begun(*SIX[:5], [6, "099", "UBND huyện Tuần Giáo", "UBND huyện", None, "TG", None])
    Unit.objects.filter(code="099").update(symbol="UB")

    assert run_waiting(at=AT) == 1

    draft.refresh_from_db()
    assert (draft.state, new_units()) == (S.REFUSED, [])
    ImportDraft.objects.update(at=clock.now())
    shown = text_of(hanh.get(draft.url))
    assert "Dữ liệu đã thay đổi từ khi bạn xem trước. Hãy xem lại trước khi nhập." in shown
    assert "UB TG" in shown
    begin_import(draft, by=world.hanh, at=AT)
    assert (run_waiting(at=AT), Unit.objects.get(code="099").symbol) == (1, "TG")


def test_a_fault_of_the_program_is_told_and_rises(begun, world, monkeypatch):
    draft = begun()
    dying(monkeypatch, at_row=2, how=ZeroDivisionError)

    with pytest.raises(ZeroDivisionError):
        run_waiting(at=AT)

    draft.refresh_from_db()
    assert (draft.state, draft.refusal, new_units()) == (S.REFUSED, FAULT, [])
    assert notices(world) == [("Chưa nhập được tệp “đơn vị.xlsx”", FAULT, draft.url)]


def test_a_refused_draft_can_be_dropped(begun, hanh, world):
    draft = begun(*SIX, [7, "M7", "Sở Y tế", "Sở", "Tỉnh Điện Biên"])
    run_waiting(at=AT)
    hanh.post(PAGE, {"draft": draft.key, "act": "discard"})

    draft.refresh_from_db()
    assert (draft.state, bytes(draft.content)) == (S.DISCARDED, b"")


# Progress and who sees it -----------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_from_outside_while_the_transaction_is_open(begun, world, client_for, monkeypatch):
    draft = begun()
    starter, colleague = client_for(world.hanh), client_for(world.thang)
    real, seen = UnitsByCode.create, []

    def look():
        for client, htmx in ((starter, False), (starter, True), (colleague, True)):
            seen.append(client.get(draft.url, htmx=htmx))
        seen.append(new_units())
        connection.close()

    def create(self, entry, *, by, at):
        real(self, entry, by=by, at=at)
        if entry.number == 5:  # the fourth row is written, and three were told as done
            outsider = threading.Thread(target=look)
            outsider.start()
            outsider.join()

    monkeypatch.setattr(UnitsByCode, "create", create)
    assert run_waiting(at=AT) == 1

    whole, part, others, units = seen
    assert "Đã ghi 3 / 6 dòng" in text_of(whole)
    assert (
        '<progress aria-labelledby="dang-nhap" aria-describedby="tien-do" max="6" value="3">' in whole.content.decode()
    )
    assert part.content.decode() in whole.content.decode()
    assert others.content == part.content
    assert units == []
    assert len(new_units()) == 6


def test_a_colleague_sees_progress_and_result_but_can_do_nothing_and_others_see_nothing(
    begun, world, client_for, asked
):
    draft = begun()
    colleague, elsewhere = client_for(world.thang), "/thu-nhap-khac/"

    assert "Lò Thị Minh Hạnh xác nhận" in text_of(colleague.get(draft.url))
    for act in ("apply", "discard"):
        assert colleague.post(PAGE, {"draft": draft.key, "act": act})["Location"] == draft.url
    assert (asked, steps(draft)) == ([], ["begin"])
    assert colleague.get(elsewhere, {"ban": draft.key}).status_code == 404

    run_waiting(at=AT)

    result = colleague.get(draft.url)
    assert DONE in text_of(result)
    assert result.context["done"] is None
    assert client_for(world.hanh).get(draft.url).context["done"] == {"url": PAGE, "label": "Xem kết quả"}


def test_who_left_finds_the_way_back_on_the_upload_page(begun, hanh):
    draft = begun()
    assert (
        f'Đang nhập tệp “đơn vị.xlsx” của Lò Thị Minh Hạnh. <a href="{draft.url}">' in hanh.get(PAGE).content.decode()
    )

    run_waiting(at=AT)
    assert "Đang nhập tệp" not in text_of(hanh.get(PAGE))


def test_a_refused_draft_is_its_owners_alone(begun, world, client_for):
    draft = begun(*SIX, [7, "M7", "Sở Y tế", "Sở", "Tỉnh Điện Biên"])
    run_waiting(at=AT)

    assert client_for(world.thang).get(draft.url).status_code == 404


# Keeping ----------------------------------------------------------------------------------------------------------------
def test_a_result_is_kept_a_day_and_a_draft_at_work_as_long_as_it_takes(begun):
    done = begun(*SIX[:4])
    run_waiting(at=AT + DAY - datetime.timedelta(hours=1))
    at_work = begun(*[[n, f"N{n}", f"Phòng số {n}", "Sở", "Tỉnh Điện Biên"] for n in range(4)])

    assert forget_old(at=AT + DAY) == 0
    assert forget_old(at=AT + 3 * DAY) == 1
    assert list(ImportDraft.objects.all()) == [at_work]
    assert done.pk != at_work.pk
