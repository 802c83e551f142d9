"""Importing, editing, issuing, closing and cloning a plan; progress and steps of its tasks."""

import datetime
import threading

import pytest
from django.db import connection

from core.errors import Refused, Stale
from core.models import IssuedDocument, JournalEntry, Transition
from plans import reading
from plans.enums import PlanState, TaskState
from plans.models import AnnualPlan, PlanTask, TaskUpdate
from plans.queries.cloning import clone_of, move_due, move_duty, shift_years
from plans.queries.content import content_of, differences
from plans.queries.matching import UnitIndex
from plans.services import annual as services
from plans.services import tasks as task_services
from plans.workflow.annual import issue_findings
from tests.plans import samples
from tests.plans.annual import AT, ON, draft_plan, issued_plan, plan_led_by


# Import -------------------------------------------------------------------------------------------------------------
def test_import_keeps_every_row_with_default_due_days(world):
    plan = draft_plan(world)

    assert (plan.year, plan.notation, plan.state) == (2022, "102/KH-UBND", PlanState.DRAFT)
    tasks = list(plan.tasks.all())
    assert [task.position for task in tasks] == list(range(1, 28))
    ends = {task.quarter: task.due_on for task in tasks}
    assert ends == {
        1: datetime.date(2022, 3, 31),
        2: datetime.date(2022, 6, 30),
        3: datetime.date(2022, 9, 30),
        4: datetime.date(2022, 12, 31),
        None: None,
    }
    assert {(t.ordinal, t.text, t.lead, t.coordinators) for t in tasks} == {
        (t.ordinal, t.text, t.lead, t.coordinators) for t in samples.seed().tasks
    }
    assert [(d.section, d.due_date, d.before) for d in plan.duties.all()] == [
        ("IV.5", datetime.date(2022, 3, 15), True)
    ]


def test_import_twice_changes_nothing(world):
    first = draft_plan(world)
    rows = list(PlanTask.objects.order_by("pk").values())

    again = services.import_plan(samples.seed(), by=world.thang, at=AT + datetime.timedelta(hours=1))

    assert (again.plan.pk, again.outcome) == (first.pk, services.UNCHANGED)
    assert list(PlanTask.objects.order_by("pk").values()) == rows
    assert AnnualPlan.objects.get().version == first.version


def test_import_of_a_corrected_text_keeps_the_rows_that_are_the_same(world):
    plan = draft_plan(world)
    kept = dict(plan.tasks.values_list("text", "pk"))
    draft = samples.seed()
    draft.tasks[13].text = "Chỉ đạo ban hành Kế hoạch tập huấn nghiệp vụ công tác TĐKT năm 2022"

    done = services.import_plan(draft, by=world.hanh, at=AT)

    assert done.outcome == services.UPDATED
    now = dict(plan.tasks.values_list("text", "pk"))
    assert {text: now[text] for text in set(now) & set(kept)} == {text: kept[text] for text in set(now) & set(kept)}
    assert set(now) - set(kept) == {draft.tasks[13].text}


def test_import_does_not_overwrite_an_issued_plan(world):
    issued_plan(world)
    draft = samples.seed()
    draft.tasks[0].text = "Khác"

    with pytest.raises(Refused) as refusal:
        services.import_plan(draft, by=world.hanh, at=AT)

    assert str(refusal.value) == (
        "Kế hoạch năm 2022 đã ban hành nên không nạp đè được. Cần sửa thì ban hành văn bản sửa đổi, bổ sung."
    )
    assert PlanTask.objects.filter(text="Khác").count() == 0


def test_import_refuses_what_no_column_can_hold(world):
    draft = samples.seed()
    draft.tasks[0].lead = "Sở " * 120

    with pytest.raises(Refused) as refusal:
        services.import_plan(draft, by=world.hanh, at=AT)

    assert str(refusal.value) == (
        "Nhiệm vụ “Ban hành Kế hoạch công tác thi đua khen ”: ô “Chủ trì” dài 360 ký tự, quá 300. Hãy rút gọn rồi lưu lại."
    )
    assert AnnualPlan.objects.count() == 0


@pytest.mark.parametrize("name", ["lan", "binh", "hoa", "tuan", "van", "ke", "do", "ha", "admin", "root", "stranger"])
def test_only_the_standing_body_imports(world, name):
    with pytest.raises(Refused):
        services.import_plan(samples.seed(), by=world.people[name], at=AT)

    assert AnnualPlan.objects.count() == 0


def test_lead_and_coordinators_are_matched_to_units(world):
    plan = draft_plan(world)
    first = plan.tasks.first()

    assert list(first.lead_units.order_by("pk")) == [world.snv, world.btdkt]
    index = UnitIndex(ON)
    assert index.ids("Sở Tư pháp, Sở Y tế") == [world.stp.pk, world.syt.pk]
    assert index.ids("UBND huyện Tuần Giáo; Sở Tư pháp") == [world.tuangiao.pk, world.stp.pk]
    assert index.ids("Ủy ban nhân dân huyện Tuần Giáo") == [world.tuangiao.pk]
    assert index.ids("Các cơ quan, đơn vị trong cụm, khối thi đua của tỉnh") == []
    assert index.ids("Thành viên Hội đồng TĐKT tỉnh") == []


# Edit ---------------------------------------------------------------------------------------------------------------
def test_two_officers_edit_and_the_second_sees_both_values(world):
    plan = draft_plan(world)
    mine, theirs = content_of(plan), content_of(plan)
    version = plan.version
    theirs.tasks[0].text = "Của Thắng"
    mine.tasks[0].text = "Của Hạnh"
    services.edit_plan(AnnualPlan.objects.get(), theirs, version=version, by=world.thang, at=AT)

    with pytest.raises(services.PlanClash) as clash:
        services.edit_plan(AnnualPlan.objects.get(), mine, version=version, by=world.hanh, at=AT)

    rows = differences(content_of(clash.value.plan), mine)
    assert [(row.label, row.before, row.after) for row in rows] == [("Nhiệm vụ I.1: Nội dung", "Của Thắng", "Của Hạnh")]
    assert plan.tasks.first().text == "Của Thắng"


def test_saving_the_same_content_changes_nothing(world):
    plan = draft_plan(world)
    before = JournalEntry.objects.count()

    assert services.edit_plan(plan, content_of(plan), version=plan.version, by=world.hanh, at=AT) is False
    assert JournalEntry.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_exactly_one_wins(world):
    plan = draft_plan(world)
    outcomes = []

    def save(name):
        try:
            own = AnnualPlan.objects.get(pk=plan.pk)
            content = content_of(own)
            content.header.subject = f"Trích yếu của {name}"
            services.edit_plan(own, content, version=plan.version, by=world.hanh, at=AT)
            outcomes.append(name)
        except Stale:
            outcomes.append("")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(name,)) for name in ("A", "B")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (winner,) = [name for name in outcomes if name]
    assert sorted(outcomes) == ["", winner]
    assert AnnualPlan.objects.get().subject == f"Trích yếu của {winner}"


# Issue and close ----------------------------------------------------------------------------------------------------
def test_issue_keeps_the_paper_and_the_step(world):
    plan = issued_plan(world)

    assert plan.state == PlanState.ISSUED
    document = IssuedDocument.objects.get()
    assert (document.notation, document.copies.count()) == ("102/KH-UBND", 2)
    assert [(t.action, t.by) for t in Transition.objects.of(plan)] == [("issue", world.hanh)]


def test_issue_says_everything_that_is_missing(world):
    plan = draft_plan(world)
    content = content_of(plan)
    content.header.number, content.header.signed_on, content.header.signer_name = "", None, ""
    content.tasks[0].lead = ""
    services.edit_plan(plan, content, version=plan.version, by=world.hanh, at=AT)

    assert [f.message for f in issue_findings(plan, on=ON) if f.stops] == [
        "Chưa có số văn bản.",
        "Chưa có ngày ký.",
        "Chưa có người ký.",
        "1 nhiệm vụ chưa có đơn vị chủ trì: I.1.",
    ]
    with pytest.raises(Refused):
        services.issue_plan(plan, compose=None, by=world.hanh, at=AT)
    assert AnnualPlan.objects.get().state == PlanState.DRAFT


def test_close_waits_for_dated_tasks_and_not_for_standing_ones(world):
    plan = issued_plan(world)
    with pytest.raises(Refused) as refusal:
        services.close_plan(plan, by=world.thang, at=AT)
    assert str(refusal.value) == "Còn 25 nhiệm vụ chưa xong. Hãy hoàn thành hoặc ghi rõ không thực hiện."

    for task in plan.tasks.exclude(quarter=None).select_related("plan"):
        task_services.take_task_step(task, "finish", by=world.hanh, at=AT)
    services.close_plan(plan, by=world.thang, at=AT)

    assert AnnualPlan.objects.get().state == PlanState.CLOSED


# Tasks --------------------------------------------------------------------------------------------------------------
def test_progress_starts_a_waiting_task_and_is_kept(world):
    task = issued_plan(world).tasks.select_related("plan").first()

    task_services.report_progress(
        task, progress_note="chờ ký", note="Đã trình.", due_on=datetime.date(2022, 3, 15), version=task.version,
        by=world.hanh, at=AT,
    )  # fmt: skip

    task.refresh_from_db()
    assert (task.state, task.progress_note, task.due_on) == (TaskState.DOING, "chờ ký", datetime.date(2022, 3, 15))
    assert [u.note for u in task.updates.all()] == ["Đã trình. Hạn chuyển sang 15/03/2022."]


def test_old_page_does_not_overwrite_newer_progress(world):
    task = issued_plan(world).tasks.select_related("plan").first()
    version = task.version
    task_services.report_progress(task, progress_note="mới", version=version, by=world.thang, at=AT)

    with pytest.raises(task_services.TaskClash) as clash:
        task_services.report_progress(task, progress_note="cũ", version=version, by=world.hanh, at=AT)

    assert clash.value.task.progress_note == "mới"
    assert TaskUpdate.objects.count() == 1


def test_finish_and_reopen(world):
    task = issued_plan(world).tasks.select_related("plan").first()

    task_services.take_task_step(task, "finish", result="215/BC-UBND", by=world.hanh, at=AT)
    task.refresh_from_db()
    assert (task.state, task.finished_on, task.result) == (TaskState.DONE, ON, "215/BC-UBND")

    task_services.take_task_step(task, "reopen", reason="Còn thiếu phụ lục", by=world.hanh, at=AT)
    task.refresh_from_db()
    assert (task.state, task.finished_on, task.result) == (TaskState.DOING, None, "")


def test_lead_unit_works_on_its_task_and_on_no_other(world):
    plan = plan_led_by(world)
    own, other = plan.tasks.select_related("plan")

    task_services.report_progress(own, progress_note="đang làm", version=own.version, by=world.lan, at=AT)
    with pytest.raises(Refused):
        task_services.report_progress(other, progress_note="không phải", version=other.version, by=world.lan, at=AT)
    with pytest.raises(Refused):
        task_services.take_task_step(other, "finish", by=world.binh, at=AT)

    other.refresh_from_db()
    assert (other.progress_note, other.state) == ("", TaskState.WAITING)


# Clone --------------------------------------------------------------------------------------------------------------
def test_clone_moves_dates_and_years_and_leaves_progress_behind(world):
    plan = issued_plan(world)
    task = plan.tasks.select_related("plan").first()
    task_services.take_task_step(task, "finish", result="102/KH-UBND", by=world.hanh, at=AT)

    clone = services.clone_plan(plan, by=world.hanh, at=AT)

    assert (clone.year, clone.number, clone.signed_on, clone.state, clone.cloned_from) == (
        2023, "", None, PlanState.DRAFT, plan,
    )  # fmt: skip
    assert clone.subject == "Công tác thi đua, khen thưởng năm 2023"
    tasks = list(clone.tasks.all())
    assert len(tasks) == 27
    assert {(t.state, t.result, t.progress_note) for t in tasks} == {(TaskState.WAITING, "", "")}
    assert tasks[2].text == (
        "Đánh giá các phong trào thi đua và ban hành Báo cáo tổng kết phong trào thi đua, công tác khen thưởng năm 2022 "
        "và phương hướng nhiệm vụ năm 2023; Đăng kí các chỉ tiêu thi đua với Chính phủ."
    )
    assert tasks[16].text == "Xét khen thưởng thành tích công tác ngành Giáo dục và đào tạo năm học 2022 - 2023"
    assert tasks[23].text == "Chỉ đạo xây dựng Kế hoạch công tác thi đua, khen thưởng năm 2024"
    assert {t.quarter: t.due_on for t in tasks} == {
        1: datetime.date(2023, 3, 31),
        2: datetime.date(2023, 6, 30),
        3: datetime.date(2023, 9, 29),
        4: datetime.date(2023, 12, 29),
        None: None,
    }
    (duty,) = clone.duties.all()
    assert (duty.due_date, duty.before) == (datetime.date(2023, 3, 15), True)
    assert "trước ngày 15/3/2023" in duty.text


def test_clone_keeps_a_text_the_officer_left_unticked(world):
    plan = issued_plan(world)
    before = plan.tasks.all()[2].text

    clone = services.clone_plan(plan, keep=frozenset({"task:2"}), by=world.hanh, at=AT)

    assert clone.tasks.all()[2].text == before


def test_clone_shows_every_change_and_writes_nothing(world):
    plan = issued_plan(world)

    _, changes = clone_of(plan)

    found = {change.key: (change.before, change.after) for change in changes}
    assert found["header.subject"] == (
        "Công tác thi đua, khen thưởng năm 2022",
        "Công tác thi đua, khen thưởng năm 2023",
    )
    assert found["duty:0:due_date"] == ("15/03/2022", "15/03/2023")
    assert found["task:0:due_on"] == ("31/03/2022", "31/03/2023")
    assert AnnualPlan.objects.count() == 1


def test_long_texts_show_only_where_they_change(world):
    plan = issued_plan(world)
    _, changes = clone_of(plan)
    (change,) = [change for change in changes if change.key == "block:3"]

    assert change.shown == (
        "… phát triển kinh tế - xã hội năm 2022; thích ứng an toàn, linh hoạt, kiểm soát …",
        "… phát triển kinh tế - xã hội năm 2023; thích ứng an toàn, linh hoạt, kiểm soát …",
    )


def test_clone_into_a_year_that_has_a_plan_is_refused(world):
    plan = issued_plan(world)
    services.clone_plan(plan, by=world.hanh, at=AT)

    with pytest.raises(Refused) as refusal:
        services.clone_plan(plan, by=world.hanh, at=AT)

    assert str(refusal.value) == "Đã có kế hoạch năm 2023. Hãy mở kế hoạch đó để sửa."


@pytest.mark.parametrize(
    "text, shifted",
    [
        ("công tác năm 2022", "công tác năm 2023"),
        ("CÔNG TÁC NĂM 2022", "CÔNG TÁC NĂM 2023"),
        ("năm 2021 và năm 2022", "năm 2022 và năm 2023"),
        ("năm học 2021-2022", "năm học 2022-2023"),
        ("giai đoạn 2021-2025", "giai đoạn 2021-2025"),
        ("Luật Thi đua, Khen thưởng năm 2022", "Luật Thi đua, Khen thưởng năm 2022"),
        ("ngày 10/12/2021 của Tỉnh ủy", "ngày 10/12/2021 của Tỉnh ủy"),
        ("Luật năm 2003", "Luật năm 2003"),
    ],
)
def test_years_shift_only_where_they_mean_the_plan(text, shifted):
    assert shift_years(text, 2022) == shifted


@pytest.mark.django_db
@pytest.mark.parametrize(
    "day, moved",
    [
        (datetime.date(2022, 3, 31), datetime.date(2023, 3, 31)),
        (datetime.date(2022, 12, 31), datetime.date(2023, 12, 29)),
        (datetime.date(2022, 12, 30), datetime.date(2023, 12, 29)),
        (datetime.date(2022, 4, 15), datetime.date(2023, 4, 17)),
        (datetime.date(2022, 7, 20), datetime.date(2023, 7, 20)),
        (datetime.date(2024, 2, 29), datetime.date(2025, 2, 28)),
        (None, None),
    ],
)
def test_due_days_move_to_working_days_of_the_same_quarter(day, moved):
    assert move_due(day) == moved


@pytest.mark.django_db
def test_duty_moves_so_that_its_last_good_day_is_a_working_day():
    assert move_duty(datetime.date(2022, 3, 15), before=True) == datetime.date(2023, 3, 15)
    assert move_duty(datetime.date(2024, 3, 15), before=True) == datetime.date(2025, 3, 15)
    assert move_duty(datetime.date(2025, 3, 16), before=True) == datetime.date(2026, 3, 17)
    assert move_duty(datetime.date(2022, 4, 15), before=False) == datetime.date(2023, 4, 17)


def test_content_of_a_plan_equals_what_was_read(world):
    plan = draft_plan(world)

    assert differences(content_of(plan), samples.seed()) == []
    assert differences(content_of(plan), reading.read(samples.seed_docx(), "a.docx")) != []
