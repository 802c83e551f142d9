"""An import from upload to written rows, with units of the real app."""

import datetime
import io
import threading

import pytest
from django.core.management import call_command
from django.db import connection

from core import clock
from core.errors import Refused, Stale
from core.models import ImportDraft, JournalEntry, Transition
from core.sheets import find_in_book, imports, read_book
from core.sheets.imports import apply_import, discard_import, forget_old, look_again, start_import
from core.sheets.previews import PreviewCell
from core.tasks import forget_imports
from tests.core.importing import AT, STX, TUANGIAO, cells, xlsx
from tests.core.unit_sheet import UnitsByCode
from units.enums import UnitKind
from units.models import Unit, UnitEvent

pytestmark = pytest.mark.urls("tests.core.unit_sheet")


def test_applying_writes_through_the_services_and_says_what_was_done(start, world):
    draft = start(STX, TUANGIAO, [3, "03217", "UBND xã Quài Cang A", "Xã", "099", "UBND", None])

    counts = apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)

    founded = Unit.objects.get(code="STX")
    assert (founded.name, founded.kind, founded.parent) == ("Sở Thử nghiệm", UnitKind.DEPARTMENT, world.province)
    assert founded.valid_from == datetime.date(2022, 2, 1)
    assert founded.path == f"{world.province.path}{founded.pk}/"
    assert UnitEvent.objects.get(units=founded).by == world.hanh
    assert Unit.objects.get(code="03217").name == "UBND xã Quài Cang A"
    assert counts == {"error": 0, "warning": 2, "new": 1, "changed": 1, "same": 1, "all": 3}
    draft.refresh_from_db()
    assert (draft.state, bytes(draft.content), bytes(draft.preview)) == (ImportDraft.State.APPLIED, b"", b"")
    entry = JournalEntry.objects.get(act="core.sheet-imported")
    assert (entry.by, entry.detail["file"], entry.detail["counts"]) == (world.hanh, "đơn vị.xlsx", counts)


def test_importing_again_changes_nothing(start, world):
    rows = STX, TUANGIAO, [3, "03217", "UBND xã Quài Cang A", "Xã", "099", "UBND", None]
    apply_import(start(*rows), UnitsByCode(), by=world.hanh, at=AT)
    before = list(Unit.objects.order_by("pk").values()), UnitEvent.objects.count()

    again = start(*rows)
    counts = apply_import(again, UnitsByCode(), by=world.hanh, at=AT)

    assert counts == {"error": 0, "warning": 0, "new": 0, "changed": 0, "same": 3, "all": 3}
    assert (list(Unit.objects.order_by("pk").values()), UnitEvent.objects.count()) == before


def test_one_row_in_error_keeps_every_row_out(start, world):
    draft = start(STX, [2, "SM", "Sở Mới", None])

    with pytest.raises(Refused, match=r"^Tệp còn dòng lỗi nên chưa nhập dòng nào\."):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)

    assert not Unit.objects.filter(code__in=["STX", "SM"]).exists()
    draft.refresh_from_db()
    assert draft.state == ImportDraft.State.PENDING


def test_a_row_the_service_refuses_rolls_back_the_rows_before_it(start, world):
    draft = start(STX, [2, "SM", "Sở Y tế", "Sở", "Tỉnh Điện Biên"])  # a twin of the real Sở Y tế

    with pytest.raises(Refused) as refusal:
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)

    assert str(refusal.value).startswith("Dòng 3: ")
    assert str(refusal.value).endswith(" Chưa nhập dòng nào.")
    assert not Unit.objects.filter(code="STX").exists()
    draft.refresh_from_db()
    assert draft.state == ImportDraft.State.PENDING


def test_a_fault_in_the_program_is_not_taken_for_a_fault_of_the_file(start, world, monkeypatch):
    draft = start(STX)
    monkeypatch.setattr(UnitsByCode, "create", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)
    monkeypatch.setattr(UnitsByCode, "check", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        start(STX)


def test_confirming_twice_applies_once(start, world):
    draft = start(STX)
    same = ImportDraft.objects.get(pk=draft.pk)
    apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)

    with pytest.raises(Stale):
        apply_import(same, UnitsByCode(), by=world.hanh, at=AT)

    assert Unit.objects.filter(code="STX").count() == 1
    assert Transition.objects.of(draft).count() == 1


def test_changed_bytes_are_refused(start, world):
    draft = start(STX)
    ImportDraft.objects.filter(pk=draft.pk).update(content=xlsx(STX, TUANGIAO))
    draft.refresh_from_db()

    with pytest.raises(Refused, match=r"^Tệp lưu tạm không còn như khi xem trước\."):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)

    assert not Unit.objects.filter(code="STX").exists()


def test_data_that_changed_since_the_preview_ask_for_another_look(start, world):
    draft = start([1, "099", "UBND huyện Tuần Giáo", "UBND huyện", None, "TG", None])
    Unit.objects.filter(code="099").update(symbol="UB")

    with pytest.raises(Stale, match=r"^Dữ liệu đã thay đổi từ khi bạn xem trước\."):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)
    draft.refresh_from_db()
    look_again(draft, UnitsByCode(), at=AT)

    assert cells(draft)["Ký hiệu"] == PreviewCell("changed", "TG", "UB")
    assert apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)["changed"] == 1


def test_one_resource_looks_records_up_anew_in_each_run(start, world):
    resource, table_of = (
        UnitsByCode(),
        lambda *rows: find_in_book(read_book(xlsx(*rows), "a.xlsx"), UnitsByCode().columns),
    )
    child = [1, "PM", "Phòng Một", "Ban, phòng thuộc sở", "STX"]
    assert resource.examine(table_of(child))[0].outcome == "error"

    apply_import(start(STX), UnitsByCode(), by=world.hanh, at=AT)

    assert resource.examine(table_of(child))[0].outcome == "new"


def test_a_draft_a_day_old_is_refused_and_then_forgotten(start, world):
    draft = start(STX)
    late = AT + datetime.timedelta(days=1)

    with pytest.raises(Refused, match=r"^Tệp đã tải lên quá một ngày\."):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=late)
    assert forget_old(at=late - datetime.timedelta(seconds=1)) == 0
    assert forget_old(at=late) == 1
    assert forget_old(at=late) == 0


def test_the_task_and_its_twin_forget_old_drafts(start, settings):
    kept = start(STX, at=clock.now())
    start(STX, at=clock.now() - datetime.timedelta(days=1, minutes=1))
    assert forget_imports() == 1

    start(STX, at=clock.now() - datetime.timedelta(days=2))
    call_command("forget_imports", stdout=(said := io.StringIO()))

    assert said.getvalue() == "Đã xóa 1 mục.\n"
    assert list(ImportDraft.objects.all()) == [kept]


def test_only_the_person_who_uploaded_may_go_on(start, world):
    draft = start(STX)

    for act in (
        lambda: apply_import(draft, UnitsByCode(), by=world.thang, at=AT),
        lambda: discard_import(draft, by=world.thang, at=AT),
    ):
        with pytest.raises(Refused):
            act()
    assert not Unit.objects.filter(code="STX").exists()


def test_a_discarded_draft_cannot_be_applied(start, world):
    draft = start(STX)
    discard_import(draft, by=world.hanh, at=AT)

    with pytest.raises(Stale):
        apply_import(draft, UnitsByCode(), by=world.hanh, at=AT)
    draft.refresh_from_db()
    assert bytes(draft.content) == b""


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "Trang “Sheet” chỉ có dòng tiêu đề (dòng 1), chưa có dữ liệu."),
        ([[n, f"M{n}", "x", "Sở"] for n in range(4)], "Tệp có 4 dòng; mỗi lần chỉ nhập tối đa 3 dòng. Hãy tách tệp."),
    ],
)
def test_too_few_and_too_many_rows_are_refused(start, monkeypatch, rows, sentence):
    monkeypatch.setattr(imports, "MAX_ROWS", 3)

    with pytest.raises(Refused) as refusal:
        start(*rows)

    assert str(refusal.value) == sentence
    assert not ImportDraft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_the_same_moment_apply_once(world):
    draft = start_import(UnitsByCode(), xlsx(STX), "a.xlsx", by=world.hanh, at=AT)
    gate, said = threading.Barrier(2), []

    def confirm():
        mine = ImportDraft.objects.get(pk=draft.pk)
        gate.wait()
        try:
            said.append(apply_import(mine, UnitsByCode(), by=world.hanh, at=AT)["new"])
        except Stale:
            said.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, said)) == ["1", "stale"]
    assert Unit.objects.filter(code="STX").count() == 1
