"""Writing a plan: two people at once, a lost session, bad input, double clicks. Nothing typed is lost."""

import datetime
import threading
import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from core.errors import Stale
from core.models import Notice, StoredFile, Transition
from plans.enums import FilingState as S
from plans.models import UnitPlan
from plans.queries import filings
from plans.queries import unit_plans as queries
from plans.services import filings as steps
from tests.factories import cast
from tests.factories import unit_plans as make


@pytest.fixture
def plan(world):
    make.season(world)
    return make.plan_of(world.stp)


def form(plan, *, rows=(), **values):
    """What the edit page sends."""
    data = {
        "version": plan.version,
        "title": "Kế hoạch thi đua năm 2022",
        "number": "",
        "symbol": "",
        "signed_on": "",
        "body": "Nội dung",
        "press": "save",
        "tasks-TOTAL_FORMS": len(rows),
        "tasks-INITIAL_FORMS": 0,
        "tasks-MIN_NUM_FORMS": 0,
        "tasks-MAX_NUM_FORMS": 150,
        **values,
    }
    for index, row in enumerate(rows):
        for name in ("quarter", "text", "lead", "due_on"):
            data[f"tasks-{index}-{name}"] = row.get(name, "")
        if row.get("DELETE"):
            data[f"tasks-{index}-DELETE"] = "on"
    return data


def edit(plan):
    return reverse("plans:unit-plan-edit", args=[plan.pk])


# Saving ----------------------------------------------------------------------------------------------------------------
def test_saving_keeps_text_and_tasks_in_order_and_begins_the_draft(world, plan, client_for):
    rows = [
        {"quarter": "1", "text": "Phát động thi đua", "lead": "Văn phòng", "due_on": "31/03/2022"},
        {"text": "Bỏ việc này", "DELETE": True},
        {},
        {"text": "Tuyên truyền\nđiển hình"},
    ]

    answer = client_for(world.lan).post(edit(plan), form(plan, rows=rows, signed_on="25/2/2022"))

    assert answer.status_code == 302
    kept = make.plan_of(world.stp)
    assert (kept.state, kept.version, kept.officer) == (S.DRAFT, 1, world.lan)
    assert (kept.title, kept.body, kept.signed_on) == (
        "Kế hoạch thi đua năm 2022",
        "Nội dung",
        datetime.date(2022, 2, 25),
    )
    assert [task.line for task in queries.live_content(kept).tasks] == [
        "Quý I · Phát động thi đua · Văn phòng · 31/03/2022",
        "Thường xuyên · Tuyên truyền\nđiển hình",
    ]


def test_decomposed_letters_are_kept_composed(world, plan, client_for):
    client_for(world.lan).post(edit(plan), form(plan, title=unicodedata.normalize("NFD", "Kế hoạch")))

    assert make.plan_of(world.stp).title == "Kế hoạch"


def test_a_sent_plan_answers_why_it_cannot_be_changed(world, plan, client_for):
    make.filed(plan, by=world.lan, head=world.binh)

    page = client_for(world.lan).post(edit(plan), form(plan, body="Khác"), follow=True)

    assert [str(m) for m in page.context["messages"]] == [
        "Đã nộp, Ban TĐKT đang kiểm tra nên không sửa được. Muốn sửa, gửi ý kiến để Ban TĐKT trả lại."
    ]
    assert make.plan_of(world.stp).body == make.BODY


# Files -------------------------------------------------------------------------------------------------------------------
def upload(client, plan, file):
    return client.post(edit(plan), {**form(plan), "files": [file]})


def test_a_file_comes_with_the_draft_and_stands_for_the_tasks(world, plan, client_for):
    upload(client_for(world.lan), plan, make.word_file())

    kept = make.plan_of(world.stp)
    assert [f.name for f in kept.attached()] == ["ke-hoach.docx"]
    steps.submit(kept, by=world.lan, at=make.moment(8))
    assert make.plan_of(world.stp).state == S.AWAITING


def test_a_60_mb_upload_is_refused_with_a_sentence_and_the_text_is_kept(world, plan, client_for):
    big = SimpleUploadedFile("quá lớn.pdf", b"%PDF-1.7 " + b"0" * 60 * 1024 * 1024, content_type="application/pdf")

    page = upload(client_for(world.lan), plan, big)

    assert page.status_code == 422
    assert len(page.context["file_errors"]) == 1
    assert "25 MB" in page.context["file_errors"][0]
    assert make.plan_of(world.stp).body == "Nội dung"
    assert not StoredFile.objects.exists()


def test_html_named_docx_is_refused_and_the_text_is_kept(world, plan, client_for):
    page = upload(client_for(world.lan), plan, SimpleUploadedFile("ke-hoach.docx", b"<html><script>1</script></html>"))

    assert page.status_code == 422
    assert page.context["file_errors"][0].startswith("ke-hoach.docx: ")
    assert make.plan_of(world.stp).body == "Nội dung"
    assert not StoredFile.objects.exists()


def test_a_file_leaves_the_draft_for_good_and_another_units_file_cannot_be_touched(world, plan, client_for):
    stored = steps.attach_file(plan, make.word_file(), by=world.lan, at=make.moment(1))
    address = reverse("plans:unit-plan-file-remove", args=[plan.pk, stored.uuid])
    other = make.plan_of(world.syt)

    assert client_for(world.hoa).post(address).status_code == 404
    sly = reverse("plans:unit-plan-file-remove", args=[other.pk, stored.uuid])
    assert client_for(world.hoa).post(sly).status_code == 404
    assert client_for(world.lan).post(address).status_code == 302
    assert make.plan_of(world.stp).attached() == []


# Two people, one draft ---------------------------------------------------------------------------------------------------


def test_the_earlier_text_of_an_overwritten_draft_stays_in_the_saved_versions(world, plan, client_for):
    make.draft(plan, by=world.lan, body="Bản một")
    make.draft(make.plan_of(world.stp), by=world.lan, body="Bản hai")

    saved = plan.history.order_by("version")

    assert [(s.version, s.body, s.history_user) for s in saved] == [
        (1, "Bản một", world.lan),
        (2, "Bản hai", world.lan),
    ]
    page = client_for(world.lan).get(plan.get_absolute_url() + "?tab=lich-su").content.decode()
    assert ("Bản một" in page, "Bản hai" in page) == (True, True)


# Steps through their pages --------------------------------------------------------------------------------------------------
def test_the_whole_way_by_the_pages(world, plan, client_for):
    lan, binh, hanh = (client_for(world.people[name]) for name in ("lan", "binh", "hanh"))

    def step(client, name, **data):
        return client.post(reverse(f"plans:unit-plan-{name}", args=[plan.pk]), data).status_code

    lan.post(edit(plan), form(plan, rows=[{"text": "Việc một"}]))
    assert step(lan, "submit") == 302
    assert step(binh, "hand-back", reason="Ghi thêm số") == 302
    assert step(lan, "submit") == 302
    assert step(lan, "withdraw") == 302
    assert step(lan, "submit") == 302
    assert step(binh, "confirm") == 302
    assert step(hanh, "return", reason="Thiếu chỉ tiêu") == 302
    assert step(lan, "submit") == 302
    assert step(binh, "confirm") == 302
    assert step(hanh, "accept") == 302
    assert step(hanh, "reopen", reason="Đơn vị xin sửa") == 302
    kept = make.plan_of(world.stp)
    assert (kept.state, kept.returned_count, kept.returned_reason) == (S.RETURNED, 2, "Đơn vị xin sửa")
    assert kept.accepted_at is None


def test_returning_without_a_reason_asks_for_it_and_changes_nothing(world, plan, client_for):
    make.filed(plan, by=world.lan, head=world.binh)
    address = reverse("plans:unit-plan-return", args=[plan.pk])

    page = client_for(world.hanh).post(address, {"reason": " "})

    assert page.status_code == 422
    assert page.context["form"].errors == {"reason": ["Cần nêu lý do để đơn vị biết phải sửa gì."]}
    assert make.plan_of(world.stp).state == S.FILED


def test_submitting_an_empty_plan_says_what_is_missing(world, plan, client_for):
    make.draft(plan, by=world.lan, body="", tasks=[])
    address = reverse("plans:unit-plan-submit", args=[plan.pk])

    page = client_for(world.lan).post(address)

    assert page.status_code == 422
    assert page.context["problem"] == (
        "Cần nhập nội dung chính hoặc đính kèm tệp kế hoạch. Cần ít nhất một nhiệm vụ, hoặc đính kèm tệp kế hoạch."
    )


def test_a_second_press_gets_a_friendly_answer(world, plan, client_for):
    make.awaiting(plan, by=world.lan)
    binh, address = client_for(world.binh), reverse("plans:unit-plan-confirm", args=[plan.pk])
    binh.post(address)

    again = binh.post(address, follow=True)

    assert [str(m) for m in again.context["messages"]] == [
        "Đã nộp kế hoạch.",
        "Kế hoạch đã ở trạng thái “Đã nộp”, không cần bấm lại.",
    ]
    assert Transition.objects.of(plan).filter(action="confirm").count() == 1
    assert Notice.objects.filter(person=world.hanh, kind="plans.unit-plan-queue").count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_file_once():
    world = cast.world()
    make.season(world)
    plan = make.awaiting(make.plan_of(world.stp), by=world.lan)
    start, answers = threading.Barrier(8), []

    def press():
        mine = UnitPlan.objects.select_related("unit", "round").get(pk=plan.pk)
        start.wait()
        try:
            steps.confirm(mine, by=world.binh, at=make.moment(8))
            answers.append("filed")
        except Stale:
            answers.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["filed", *["stale"] * 7]
    assert Transition.objects.of(plan).filter(action="confirm").count() == 1
    assert Notice.objects.filter(person=world.hanh, kind="plans.unit-plan-queue").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_savers_at_once_one_wins_and_the_other_learns_of_it():
    world = cast.world()
    make.season(world)
    plan = make.plan_of(world.stp)
    start, answers = threading.Barrier(2), []

    def save(body):
        mine = UnitPlan.objects.select_related("unit", "round").get(pk=plan.pk)
        start.wait()
        try:
            make.draft(mine, by=world.lan, body=body)
            answers.append((body, "saved"))
        except steps.Clash:
            answers.append((body, "clash"))
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[body]) for body in ("Một", "Hai")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcome for _, outcome in answers) == ["clash", "saved"]
    kept = UnitPlan.objects.get(pk=plan.pk)
    assert [body for body, outcome in answers if outcome == "saved"] == [kept.body]
    assert kept.tasks.count() == len(make.TASKS)


# What was filed ----------------------------------------------------------------------------------------------------------
def test_each_filing_keeps_what_it_said_and_two_can_be_compared(world, plan, client_for):
    make.returned(plan, by=world.lan, head=world.binh, staff=world.hanh)
    make.awaiting(make.plan_of(world.stp), by=world.lan, body="Bản sửa", tasks=make.TASKS[:1])
    steps.confirm(make.plan_of(world.stp), by=world.binh, at=make.moment(4))

    first, second = filings.filings(plan)

    assert (first.body, len(first.tasks)) == (make.BODY, 2)
    assert (second.body, len(second.tasks)) == ("Bản sửa", 1)
    assert [d.label for d in filings.differences(queries.UNIT_PLANS, first, second)] == ["Nội dung chính", "Nhiệm vụ"]
    page = client_for(world.hanh).get(reverse("plans:unit-plan-versions", args=[plan.pk]))
    assert [d.after for d in page.context["differences"]][0] == "Bản sửa"


# Comments -----------------------------------------------------------------------------------------------------------------
def test_comments_go_to_the_other_side(world, plan, client_for):
    address = reverse("plans:unit-plan-comment", args=[plan.pk])
    client_for(world.lan).post(address, {"text": "Xin hỏi về chỉ tiêu"})
    client_for(world.hanh).post(address, {"text": "Gửi theo mẫu năm trước"})

    told = Notice.objects.filter(key__contains=":comment:").order_by("pk").values_list("person_id", "body")
    assert sorted(told) == sorted(
        [
            (world.hanh.pk, "Xin hỏi về chỉ tiêu"),
            (world.thang.pk, "Xin hỏi về chỉ tiêu"),
            (world.lan.pk, "Gửi theo mẫu năm trước"),
            (world.binh.pk, "Gửi theo mẫu năm trước"),
        ]
    )
    assert client_for(world.do).post(address, {"text": "Lời"}).status_code == 403
    assert client_for(world.hoa).post(address, {"text": "Lời"}).status_code == 404
