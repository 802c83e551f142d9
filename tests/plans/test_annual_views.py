"""Pages of the plan: who sees what, import with review, clash, filters, export, clone; the outsider owns similar data."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import JournalEntry, StoredFile
from core.obligations import owed
from core.search import search
from plans.models import AnnualPlan, PlanReading, PlanTask, TaskEvidence
from plans.obligations.tasks import open_tasks
from plans.queries.annual import desk_tasks, tasks_of
from plans.services import annual as services
from plans.services import tasks as task_services
from tests.plans import samples
from tests.plans.annual import AT, ON, draft_plan, issued_plan, plan_led_by


def _upload(client, content=None, name="ke-hoach-102.txt"):
    file = SimpleUploadedFile(name, samples.seed_bytes() if content is None else content)
    return client.post(reverse("plans:plan-import"), {"file": file})


def _form_data(page):
    """What a browser would send back from the page's plan form."""
    forms = page.context["forms"]
    data = {}
    for form in (forms.header, *forms.tasks, *forms.duties, forms.tasks.management_form, forms.duties.management_form):
        for bound in form:
            value = bound.value()
            if value is None or value is False:
                continue
            if isinstance(value, datetime.date):
                value = f"{value:%d/%m/%Y}"
            elif isinstance(value, list):
                value = "\n".join(value)
            data[bound.html_name] = "on" if value is True else value
    return data


# Seeing -------------------------------------------------------------------------------------------------------------
def test_drafts_are_neither_listed_nor_found_by_others(world, client_for):
    """Who opens which page stands in the rights table (`tests/matrix/rows`)."""
    draft_plan(world)
    listed, found = set(), set()

    for name, person in world.people.items():
        if client_for(person).get(reverse("plans:plan-list")).context["plans"]:
            listed.add(name)
        if [hit for kind in search(person, "tap huan", limit=9) for hit in kind.hits]:
            found.add(name)

    assert listed == found == {"hanh", "thang", "do", "ha"}


# Import -------------------------------------------------------------------------------------------------------------
def test_upload_review_confirm_makes_the_plan(world, client_for):
    client = client_for(world.hanh)

    answer = _upload(client)
    reading = PlanReading.objects.get()
    assert answer["Location"] == reading.get_absolute_url()
    assert StoredFile.objects.of(reading).get().name == "ke-hoach-102.txt"
    page = client.get(reading.get_absolute_url())
    assert [count for _, count in page.context["counts"]] == [9, 6, 6, 4, 2]
    assert "Chỉ đạo ban hành Kế hoạch tập huấn nghiệp vụ công tác TĐKT năm 2022" in page.content.decode()
    data = _form_data(page)
    data["tasks-13-text"] = "Chỉ đạo ban hành Kế hoạch tập huấn nghiệp vụ công tác TĐKT năm 2022"
    confirmed = client.post(reading.get_absolute_url(), data)

    plan = AnnualPlan.objects.get()
    assert confirmed["Location"] == plan.get_absolute_url()
    assert (plan.tasks.count(), plan.source_name) == (27, "ke-hoach-102.txt")
    assert plan.tasks.all()[13].text == data["tasks-13-text"]
    assert plan.body == [{"kind": b.kind, "text": b.text, "level": b.level} for b in samples.seed().blocks]


def test_pressing_confirm_twice_makes_one_plan(world, client_for):
    client = client_for(world.hanh)
    _upload(client)
    reading = PlanReading.objects.get()
    data = _form_data(client.get(reading.get_absolute_url()))

    client.post(reading.get_absolute_url(), data)
    again = client.post(reading.get_absolute_url(), data, follow=True)

    assert str(list(again.context["messages"])[-1]) == "Không có gì thay đổi ở kế hoạch năm 2022."
    assert (AnnualPlan.objects.count(), PlanTask.objects.count()) == (1, 27)


def test_same_bytes_after_confirming_change_nothing(world, client_for):
    client = client_for(world.hanh)
    _upload(client)
    reading = PlanReading.objects.get()
    client.post(reading.get_absolute_url(), _form_data(client.get(reading.get_absolute_url())))

    again = client.post(
        reverse("plans:plan-import"), {"file": SimpleUploadedFile("khac.txt", samples.seed_bytes())}, follow=True
    )

    assert str(list(again.context["messages"])[-1]) == ("Tệp này đã nạp rồi. Không có gì thay đổi ở kế hoạch năm 2022.")
    assert PlanReading.objects.count() == 1


def test_same_bytes_before_confirming_open_the_same_reading(world, client_for):
    _upload(client_for(world.hanh))

    answer = _upload(client_for(world.thang))

    assert answer["Location"] == PlanReading.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    "content, name, sentence",
    [
        (b"", "a.txt", "Tệp rỗng. Hãy chọn tệp kế hoạch có nội dung."),
        (b"<html></html>", "a.docx",
         "Tệp mang tên .docx nhưng thật ra là trang web (HTML). Hãy mở bằng Word và lưu lại thành .docx."),
        ("Không có bảng".encode(), "a.txt",
         "Không thấy bảng nhiệm vụ (cột “Nhiệm vụ cụ thể”, “Đơn vị chủ trì”, “Đơn vị phối hợp”). Hãy kiểm tra lại tệp kế hoạch."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_plan_is_answered_with_a_sentence(world, client_for, content, name, sentence):
    answer = _upload(client_for(world.hanh), content, name)

    assert (answer.status_code, answer.context["form"].errors["file"]) == (422, [sentence])
    assert PlanReading.objects.count() == 0


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(world, client_for, settings):
    settings.MAX_FILE_MB = 1

    answer = _upload(client_for(world.hanh), b"x" * (2 * 1024 * 1024), "to.txt")

    assert answer.context["form"].errors["file"] == [
        "Tệp 2 MB, lớn hơn mức 1 MB. Hãy bỏ ảnh hoặc phần không cần rồi nạp lại."
    ]


def test_what_is_typed_survives_a_lost_session(world, client_for):
    client = client_for(world.hanh)
    _upload(client)
    reading = PlanReading.objects.get()
    data = _form_data(client.get(reading.get_absolute_url()))
    data |= {"subject": "", "tasks-0-text": "Đang gõ dở", "tasks-0-due_on": "31/02/2022"}

    kept = client.post(reverse("plans:plan-import-keep", args=[reading.pk]), data, htmx=True)
    assert kept.status_code == 200
    page = client_for(world.hanh).get(reading.get_absolute_url())

    forms = page.context["forms"]
    assert (forms.header["subject"].value(), forms.tasks[0]["text"].value(), forms.tasks[0]["due_on"].value()) == (
        "", "Đang gõ dở", "31/02/2022",
    )  # fmt: skip
    assert forms.header["version"].value() == 1
    assert AnnualPlan.objects.count() == 0


def test_an_invalid_review_keeps_what_was_typed(world, client_for):
    client = client_for(world.hanh)
    _upload(client)
    reading = PlanReading.objects.get()
    data = _form_data(client.get(reading.get_absolute_url())) | {"tasks-0-due_on": "31/02/2022"}

    answer = client.post(reading.get_absolute_url(), data)

    assert answer.status_code == 422
    assert answer.context["forms"].tasks[0]["due_on"].value() == "31/02/2022"
    assert list(answer.context["forms"].tasks[0].errors) == ["due_on"]


def test_two_officers_review_and_both_values_are_shown(world, client_for):
    _upload(client_for(world.hanh))
    reading = PlanReading.objects.get()
    data = _form_data(client_for(world.hanh).get(reading.get_absolute_url()))
    theirs, mine = data | {"subject": "Của Thắng"}, data | {"subject": "Của Hạnh"}
    client_for(world.thang).post(reverse("plans:plan-import-keep", args=[reading.pk]), theirs)

    answer = client_for(world.hanh).post(reading.get_absolute_url(), mine)

    assert answer.status_code == 409
    rows = answer.context["differences"]
    assert [(row.label, row.before, row.after) for row in rows] == [("Trích yếu", "Của Thắng", "Của Hạnh")]
    assert AnnualPlan.objects.count() == 0
    mine["version"] = answer.context["current_version"]
    client_for(world.hanh).post(reading.get_absolute_url(), mine)
    assert AnnualPlan.objects.get().subject == "Của Hạnh"


# Edit ---------------------------------------------------------------------------------------------------------------
def test_edit_saves_and_a_clash_shows_both_values(world, client_for):
    plan = draft_plan(world)
    url = reverse("plans:plan-edit", args=[2022])
    hanh, thang = client_for(world.hanh), client_for(world.thang)
    data = _form_data(hanh.get(url))

    saved = thang.post(url, data | {"tasks-0-text": "Của Thắng"})
    assert saved.status_code == 302
    clash = hanh.post(url, data | {"tasks-0-text": "Của Hạnh"})

    assert clash.status_code == 409
    assert [(row.before, row.after) for row in clash.context["differences"]] == [("Của Thắng", "Của Hạnh")]
    assert clash.context["forms"].tasks[0]["text"].value() == "Của Hạnh"
    assert plan.tasks.first().text == "Của Thắng"
    hanh.post(url, data | {"tasks-0-text": "Của Hạnh", "version": clash.context["current_version"]})
    assert plan.tasks.first().text == "Của Hạnh"


def test_edit_unchanged_says_so(world, client_for):
    draft_plan(world)
    client, url = client_for(world.hanh), reverse("plans:plan-edit", args=[2022])

    answer = client.post(url, _form_data(client.get(url)), follow=True)

    assert [str(m) for m in answer.context["messages"]] == ["Không có gì thay đổi."]


def test_issued_plan_is_not_edited(world, client_for):
    issued_plan(world)

    assert client_for(world.hanh).get(reverse("plans:plan-edit", args=[2022])).status_code == 403


def test_issue_page_issues(world, client_for):
    plan = draft_plan(world)

    answer = client_for(world.thang).post(reverse("plans:plan-issue", args=[2022]), follow=True)

    plan.refresh_from_db()
    assert ([str(m) for m in answer.context["messages"]], plan.state) == (["Đã ban hành kế hoạch."], "issued")


# Year page ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "query, shown",
    [
        ("", 27),
        ("?quarter=4", 4),
        ("?quarter=tx", 2),
        ("?state=late", 1),
        ("?state=done", 1),
        ("?state=waiting", 25),
        ("?state=khong-co", 27),
        ("?q=tap+huan", 2),
        ("?q=TẬP HUẤN&quarter=3", 1),
        ("?q=khong co gi nhu vay", 0),
        ("?lead=Sở Nội vụ (Ban TĐKT tỉnh)", 27),
        ("?lead=Sở Y tế", 0),
    ],
)
def test_filters_narrow_page_and_export_alike(world, client_for, query, shown):
    plan = issued_plan(world)
    late, finished = plan.tasks.select_related("plan")[:2]
    task_services.take_task_step(finished, "finish", by=world.hanh, at=AT)
    plan.tasks.filter(pk=late.pk).update(due_on=datetime.date(2022, 2, 28))
    client = client_for(world.lan)

    page = client.get(plan.get_absolute_url() + query)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(reverse("plans:plan-export", args=[2022]) + query).content))
    texts = {row[2] for row in sheet.active.iter_rows(values_only=True)}

    assert page.context["shown"] == shown
    listed = [row.task.text for group in page.context["groups"] for row in group.rows]
    assert len(listed) == shown
    assert set(plan.tasks.values_list("text", flat=True)) & texts == set(listed)
    assert JournalEntry.objects.filter(act="plans.export", by=world.lan).count() == 1


def test_page_and_partial_show_the_same_rows(world, client_for):
    plan = issued_plan(world)
    client = client_for(world.lan)

    part = client.get(plan.get_absolute_url() + "?quarter=2", htmx=True).content.decode().strip()
    whole = client.get(plan.get_absolute_url() + "?quarter=2").content.decode()

    assert part.startswith('<div id="bang-nhiem-vu"')
    assert "Kế tập huấn" in part
    assert " ".join(part.split()) in " ".join(whole.split())


def _cost(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


# Tasks --------------------------------------------------------------------------------------------------------------
def test_lead_unit_updates_its_task_and_the_other_unit_does_not(world, client_for):
    task = plan_led_by(world).tasks.first()
    url = reverse("plans:task-update", args=[task.pk])
    data = {"version": task.version, "progress_note": "nửa chừng"}

    assert client_for(world.hoa).post(url, data).status_code == 403
    assert client_for(world.tuan).post(url, data).status_code == 403
    assert client_for(world.lan).post(url, data).status_code == 302
    task.refresh_from_db()
    assert (task.progress_note, task.state) == ("nửa chừng", "doing")


def test_update_by_htmx_answers_with_the_part_of_the_page(world, client_for):
    task = plan_led_by(world).tasks.first()
    data = {"version": task.version, "progress_note": "nửa chừng", "note": "Đã họp."}

    answer = client_for(world.lan).post(reverse("plans:task-update", args=[task.pk]), data, htmx=True)

    assert answer.status_code == 200
    assert answer.content.decode().strip().startswith('<div id="tien-do">')
    assert "Đã họp." in answer.content.decode()


def test_an_old_page_shows_both_values(world, client_for):
    task = plan_led_by(world).tasks.first()
    url = reverse("plans:task-update", args=[task.pk])
    client_for(world.binh).post(url, {"version": task.version, "progress_note": "của Bình"})

    answer = client_for(world.lan).post(url, {"version": task.version, "progress_note": "của Lan"})

    assert answer.status_code == 409
    assert "của Bình" in answer.content.decode()
    assert answer.context["form"]["progress_note"].value() == "của Lan"


def test_an_old_page_shows_both_values_by_htmx_too(world, client_for):
    task = plan_led_by(world).tasks.first()
    url = reverse("plans:task-update", args=[task.pk])
    client_for(world.binh).post(url, {"version": task.version, "progress_note": "của Bình"})

    answer = client_for(world.lan).post(url, {"version": task.version, "progress_note": "của Lan"}, htmx=True)

    body = answer.content.decode().strip()
    assert (answer.status_code, body.startswith('<div id="tien-do">')) == (422, True)
    assert "của Bình" in body and "của Lan" in body


@pytest.mark.parametrize(
    "url, status",
    [("https://dienbien.gov.vn/a", 302), ("/ke-hoach/", 302), ("javascript:alert(1)", 422), ("/\\x.vn/", 422)],
)
def test_links_as_evidence(world, client_for, url, status):
    task = plan_led_by(world).tasks.first()

    answer = client_for(world.lan).post(reverse("plans:task-link", args=[task.pk]), {"label": "Công văn", "url": url})

    assert (answer.status_code, TaskEvidence.objects.count()) == (status, 1 if status == 302 else 0)


def test_files_as_evidence_are_as_open_as_the_plan(world, client_for):
    task = plan_led_by(world).tasks.first()
    file = SimpleUploadedFile("ket-qua.csv", b"a,b\n1,2\n")

    assert client_for(world.hoa).post(reverse("plans:task-evidence", args=[task.pk]), {"file": file}).status_code == 403
    file.seek(0)
    assert client_for(world.lan).post(reverse("plans:task-evidence", args=[task.pk]), {"file": file}).status_code == 302
    stored = StoredFile.objects.of(task).get()
    address = reverse("core:file-download", args=[stored.uuid])

    assert client_for(world.hoa).get(address).getvalue() == b"a,b\n1,2\n"
    assert client_for(world.stranger).get(address).status_code == 404


def test_dropping_a_task_needs_a_reason(world, client_for):
    task = plan_led_by(world).tasks.first()
    url = reverse("plans:task-step", args=[task.pk, "drop"])
    client = client_for(world.hanh)

    assert client.post(url, {"reason": " "}).status_code == 422
    assert client.post(url, {"reason": "Đã gộp vào việc khác"}).status_code == 302
    task.refresh_from_db()
    assert task.state == "dropped"


# Desk, obligations --------------------------------------------------------------------------------------------------
def test_desk_shows_each_person_their_own(world):
    plan = plan_led_by(world)
    own, other = plan.tasks.all()
    plan.tasks.update(due_on=datetime.date(2022, 3, 1))

    assert [row.task for row in desk_tasks(world.lan, ON)] == [own]
    assert [row.task for row in desk_tasks(world.hoa, ON)] == [other]
    assert list(tasks_of(world.hanh)) == []
    assert [row.meta for row in desk_tasks(world.binh, ON)] == ["trễ 7 ngày"]


def test_desk_of_the_standing_body_holds_what_it_leads(world):
    plan = issued_plan(world)
    plan.tasks.filter(position=6).update(due_on=datetime.date(2022, 2, 28))
    plan.tasks.filter(position=3).update(due_on=datetime.date(2022, 3, 15))

    assert tasks_of(world.thang).count() == 27
    assert [row.task.number for row in desk_tasks(world.hanh, ON)] == ["I.6", "I.3"]
    assert list(desk_tasks(world.hoa, ON)) == list(desk_tasks(world.tuan, ON)) == []


def test_duties_cost_the_same_for_2_and_200_tasks(world):
    plan = plan_led_by(world)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            list(open_tasks(on=ON))
        return len(queries)

    few = cost()
    made = PlanTask.objects.bulk_create(
        PlanTask(plan=plan, quarter=1, position=100 + n, text=f"Việc {n}", due_on=ON) for n in range(198)
    )
    for task in made:
        task.lead_units.add(world.stp)

    assert (cost(), few) == (8, 8)


def test_duties_go_to_the_lead_unit_and_to_the_standing_body(world):
    issued_plan(world)
    mine = [duty for duty in owed(on=ON, person=world.hanh) if duty.kind == "plans.task"]
    assert len(mine) == 25
    assert set(mine[0].people) == {world.hanh.pk, world.thang.pk}
    assert [duty for duty in owed(on=ON, person=world.lan) if duty.kind == "plans.task"] == []


def test_duties_of_a_unit_that_leads(world):
    own, _ = plan_led_by(world).tasks.all()
    (duty,) = [duty for duty in owed(on=ON, person=world.lan) if duty.kind == "plans.task"]

    assert (duty.key, duty.people, duty.heads, duty.leads, duty.due_on) == (
        f"plans.task:{own.pk}", (world.lan.pk,), (world.binh.pk,), (world.thang.pk,), datetime.date(2022, 3, 31),
    )  # fmt: skip


# Clone --------------------------------------------------------------------------------------------------------------
def test_clone_page_shows_changes_and_makes_the_draft(world, client_for):
    issued_plan(world)
    url = reverse("plans:plan-clone", args=[2022])
    client = client_for(world.hanh)
    page = client.get(url)
    assert AnnualPlan.objects.count() == 1
    keys = [change.key for change in page.context["texts"]]
    assert "task:2" in keys

    answer = client.post(url, {"take": [key for key in keys if key != "task:2"]})

    clone = AnnualPlan.objects.get(year=2023)
    assert answer["Location"] == clone.get_absolute_url()
    assert "năm 2021" in clone.tasks.all()[2].text
    assert services.AnnualPlan.objects.get(year=2022).tasks.count() == 27
