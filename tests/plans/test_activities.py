"""Activities: their life, who reads what, and what people are told."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter

from core import files, journal
from core.errors import Refused, Stale
from core.models import JournalEntry, Notice, Transition
from core.obligations import owed
from core.sheets import read_book
from plans.enums import ActivityKind, ActivityState
from plans.models.activities import Activity
from plans.services import activities as services
from plans.workflow.activities import ACTIVITY

DAY = datetime.date
AT = datetime.datetime(2022, 3, 8, 2, 0, tzinfo=datetime.UTC)
TITLE = "Kiểm tra công tác thi đua, khen thưởng năm 2022"
LIST_QUERIES = 8


def paper(name):
    """A one-page PDF as it is uploaded."""
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(content)
    return SimpleUploadedFile(name, content.getvalue())


def asked(client, url):
    """The status of an answer read to its end, so that its file is closed."""
    answer = client.get(url)
    if answer.streaming:
        answer.getvalue()
    return answer.status_code


def plan(world, **changes):
    """An inspection of Sở Tư pháp and Sở Y tế in April, planned by Hạnh, with Tuấn in the team."""
    values = {
        "kind": ActivityKind.INSPECTION,
        "task": None,
        "title": TITLE,
        "starts_on": DAY(2022, 4, 12),
        "ends_on": DAY(2022, 4, 14),
        "starts_at": datetime.time(8, 0),
        "place": "Trụ sở các đơn vị",
        "chair": "Trưởng ban",
        "content": "Việc thực hiện kế hoạch năm",
        "plan_document": "45/KH-HĐTĐKT",
        "result_due_on": DAY(2022, 4, 28),
        "units": [world.stp, world.syt],
        "team": [{"name": "Hoàng Anh Tuấn", "title": "Ủy viên", "duty": "Trưởng đoàn", "user": world.tuan}],
    }
    return services.create_activity(by=world.hanh, at=AT, **{**values, **changes})


def announced(world, **changes):
    activity = plan(world, **changes)
    services.take_activity_step(activity, "announce", by=world.hanh, at=AT)
    return activity


def held(world, **changes):
    activity = announced(world, **changes)
    services.take_activity_step(activity, "hold", by=world.hanh, at=AT + datetime.timedelta(days=40))
    return activity


def concluded(world):
    activity = held(world)
    services.record_result(
        activity,
        version=activity.version,
        by=world.hanh,
        at=AT,
        participants=None,
        result="Hai đơn vị có nhiều việc cần sửa.",
        result_document="12/TB-HĐTĐKT",
        conclusions={
            world.stp.pk: (DAY(2022, 4, 12), "Sở Tư pháp chậm sơ kết phong trào."),
            world.syt.pk: (DAY(2022, 4, 13), "Sở Y tế lập hồ sơ đúng hạn."),
        },
    )
    return activity


@pytest.mark.parametrize("action", list(ACTIVITY.steps))
def test_only_the_standing_body_takes_steps(world, action):
    step = ACTIVITY.steps[action]
    activity = plan(world)

    allowed = {name for name, person in world.people.items() if step.may(person, activity)}

    assert allowed == {"hanh", "thang"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"place": ""}, "Cần ghi địa điểm."),
        ({"units": []}, "Cần chọn ít nhất một đơn vị tham gia."),
        (
            {"starts_on": DAY(2022, 3, 1), "ends_on": DAY(2022, 3, 2), "result_due_on": None},
            "Hoạt động đã kết thúc ngày 02/03/2022. Hãy sửa lại thời gian.",
        ),
    ],
)
def test_announcing_needs_what_units_must_read(world, changes, sentence):
    activity = plan(world, **changes)

    with pytest.raises(Refused, match="^" + sentence.replace(".", r"\.") + "$"):
        services.take_activity_step(activity, "announce", by=world.hanh, at=AT)

    assert Activity.objects.get().state == ActivityState.PLANNED
    assert not Notice.objects.exists()


def test_holding_waits_for_the_day(world):
    activity = announced(world)

    with pytest.raises(Refused, match="Hoạt động bắt đầu ngày 12/04/2022"):
        services.take_activity_step(activity, "hold", by=world.hanh, at=AT)


def test_closing_needs_something_to_show(world):
    activity = held(world)

    with pytest.raises(Refused, match="Cần ghi kết quả"):
        services.take_activity_step(activity, "close", by=world.hanh, at=AT)

    files.store(paper("ket-luan.pdf"), owner=activity, by=world.hanh, at=AT)
    services.take_activity_step(activity, "close", by=world.hanh, at=AT)

    assert Activity.objects.get().state == ActivityState.CLOSED


def test_announcement_tells_the_units_and_the_team_once(world):
    activity = announced(world)

    with pytest.raises(Stale):
        services.take_activity_step(activity, "announce", by=world.thang, at=AT)

    told = sorted(Notice.objects.values_list("person__username", flat=True))
    assert told == ["binh", "dung", "hoa", "lan", "tuan"]


def test_moving_an_announced_activity_tells_the_new_day(world):
    activity = announced(world)
    values = {name: getattr(activity, name) for name in services.PLANNED_FIELDS}
    values |= {"starts_on": DAY(2022, 4, 19), "ends_on": DAY(2022, 4, 19)}

    services.update_activity(activity, version=0, by=world.hanh, at=AT, units=[world.stp], team=[], **values)

    moved = Notice.objects.filter(subject__startswith="Đổi thời gian")
    assert sorted(moved.values_list("person__username", flat=True)) == ["binh", "lan"]
    assert set(moved.values_list("body", flat=True)) == {
        "Nay là: 08 giờ 00, thứ Ba 19/04/2022. Địa điểm: Trụ sở các đơn vị."
    }


def test_a_stale_edit_writes_nothing(world):
    activity = plan(world)
    values = {name: getattr(activity, name) for name in services.PLANNED_FIELDS}
    services.update_activity(activity, version=0, by=world.hanh, at=AT, units=[world.stp], team=[], **values)

    with pytest.raises(Stale):
        services.update_activity(
            activity, version=0, by=world.thang, at=AT, units=[], team=[], **(values | {"title": "Tên khác"})
        )

    stored = Activity.objects.get()
    assert (stored.title, stored.version, stored.concerned.count()) == (TITLE, 1, 1)


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        ("planned", {"hanh", "thang", "do", "ha"}),
        ("announced", {"hanh", "thang", "do", "ha", "lan", "binh", "tuan"}),
    ],
)
def test_units_read_an_activity_only_after_its_announcement(world, state, readers):
    activity = plan(world, units=[world.stp])
    if state == "announced":
        services.take_activity_step(activity, "announce", by=world.hanh, at=AT)

    seen = {name for name, person in world.people.items() if Activity.objects.visible_to(person).exists()}

    assert seen == readers


def test_a_unit_reads_its_own_conclusion_and_not_its_neighbours(world, client_for):
    activity = concluded(world)

    answer = client_for(world.lan).get(reverse("plans:activity-detail", args=[activity.pk])).content.decode()

    assert "Sở Tư pháp chậm sơ kết phong trào." in answer
    assert "Sở Y tế" not in answer
    assert "Hai đơn vị có nhiều việc cần sửa." not in answer


def test_inspection_files_are_not_for_the_units(world, client_for):
    activity = concluded(world)
    stored = files.store(paper("bien-ban.pdf"), owner=activity, by=world.hanh, at=AT)
    url = reverse("core:file-download", args=[stored.uuid])

    answers = {name: asked(client_for(person), url) for name, person in world.people.items()}

    assert {name for name, status in answers.items() if status == 200} == {"hanh", "thang", "do", "ha", "tuan"}
    assert {status for status in answers.values() if status != 200} == {404}


def test_training_files_are_for_the_units_invited(world, client_for):
    activity = announced(world, kind=ActivityKind.TRAINING, units=[world.stp])
    stored = files.store(paper("tai-lieu.pdf"), owner=activity, by=world.hanh, at=AT)
    url = reverse("core:file-download", args=[stored.uuid])

    readers = {name for name, person in world.people.items() if asked(client_for(person), url) == 200}

    assert readers == {"hanh", "thang", "do", "ha", "tuan", "lan", "binh"}


def test_team_and_standing_body_owe_their_part(world):
    activity = announced(world)

    going = [d for d in owed(on=DAY(2022, 4, 1), person=world.tuan) if d.kind == "plans.activity"]
    result = [d for d in owed(on=DAY(2022, 4, 20), person=world.hanh) if d.kind == "plans.activity-result"]
    later = [d for d in owed(on=DAY(2022, 4, 13), person=world.tuan) if d.kind == "plans.activity"]

    assert [(d.title, d.due_on) for d in going] == [(f"Kiểm tra: {activity.title}", DAY(2022, 4, 12))]
    assert [(d.title, d.due_on) for d in result] == [(f"Ghi kết quả: {activity.title}", DAY(2022, 4, 28))]
    assert later == []


def form_values(world, **changes):
    return {
        "kind": "training",
        "title": "Tập huấn nghiệp vụ thi đua, khen thưởng",
        "starts_on": "12/04/2022",
        "ends_on": "12/04/2022",
        "place": "Hội trường Sở Nội vụ",
        "units": [world.stp.pk, world.syt.pk],
        "team-TOTAL_FORMS": "1",
        "team-INITIAL_FORMS": "0",
        "team-0-name": "Bùi Thị Mai",
        "team-0-duty": "Giảng viên",
        **changes,
    }


def test_staff_plan_an_activity_on_the_page(world, client_for):
    answer = client_for(world.hanh).post(reverse("plans:activity-create"), form_values(world))

    activity = Activity.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == activity.get_absolute_url()
    assert [row.unit.name for row in activity.concerned.all()] == ["Sở Tư pháp", "Sở Y tế"]
    assert [(m.name, m.duty) for m in activity.team.all()] == [("Bùi Thị Mai", "Giảng viên")]


def test_an_impossible_day_keeps_what_was_typed(world, client_for):
    answer = client_for(world.hanh).post(reverse("plans:activity-create"), form_values(world, ends_on="31/02/2022"))

    assert answer.status_code == 422
    assert "Tập huấn nghiệp vụ thi đua, khen thưởng" in answer.content.decode()
    assert "31/02/2022" in answer.content.decode()
    assert not Activity.objects.exists()


@pytest.mark.parametrize("name", ["lan", "binh", "tuan", "van", "ke", "do", "ha", "admin", "root"])
def test_others_cannot_plan_activities(world, client_for, name):
    answer = client_for(world.people[name]).post(reverse("plans:activity-create"), form_values(world))

    assert answer.status_code == 403
    assert not Activity.objects.exists()


def test_the_export_holds_exactly_the_visible_rows(world, client_for):
    announced(world, units=[world.stp], title="Kiểm tra Sở Tư pháp")
    announced(world, units=[world.syt], title="Kiểm tra Sở Y tế", team=[])

    content = client_for(world.lan).get(reverse("plans:activity-export")).content

    cells = [cell for row in read_book(content, "hoat-dong.xlsx").sheets[0].rows for cell in row if cell]
    assert [value for value in cells if str(value).startswith("Kiểm tra Sở")] == ["Kiểm tra Sở Tư pháp"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_questions_for_any_length(world, client_for, django_assert_num_queries, count):
    for number in range(count):
        announced(world, title=f"Kiểm tra đợt {number}")
    client = client_for(world.hanh)
    client.get(reverse("plans:activity-list"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("plans:activity-list"))


def test_the_journal_names_the_act_and_keeps_the_reason_for_the_history(world):
    activity = announced(world)

    services.take_activity_step(activity, "cancel", by=world.hanh, at=AT, reason="Giảng viên bận, mã XK-7720")

    entry = JournalEntry.objects.get(act="activity.cancel")
    assert (journal.act_label(entry.act), entry.detail) == ("Không tổ chức hoạt động", {})
    assert Transition.objects.of(activity).first().reason == "Giảng viên bận, mã XK-7720"


def test_every_step_has_a_name_in_the_journal():
    assert {f"activity.{action}" for action in ACTIVITY.steps} | {"activity.export"} <= set(journal.acts(whole=True))
