"""Who may change the schedule of reminders, and what they see before it goes out."""

import pytest
from django.urls import reverse

from core.models import JournalEntry, Notice, ReminderRule
from core.models.notices import Audience
from core.reminders import ensure_rules
from core.reminders.schedule import DEFAULTS
from tests.core.duties import KIND, march

pytestmark = pytest.mark.django_db


def rules(kind=""):
    return list(
        ReminderRule.objects.filter(kind=kind).order_by("audience", "offset").values_list("audience", "offset", "every")
    )


def answers(**changes):
    return {"audience": "people", "side": "before", "days": "10", "every": "", "is_active": "on", **changes}


@pytest.mark.parametrize("name", ["hanh", "thang", "admin"])
def test_staff_lead_and_administrator_keep_the_schedule(desk, world, client_for, name):
    client = client_for(getattr(world, name))

    assert client.get(reverse("core:reminder-rules")).context["groups"][0]["label"] == "Người phải làm"
    client.post(reverse("core:reminder-rule-create"), answers())
    assert ("people", -10, None) in rules()
    assert len(rules()) == len(DEFAULTS) + 1  # the steps that were only implied are rows now


def test_a_step_that_was_only_implied_is_not_added_again(world, client_for):
    page = client_for(world.hanh).post(reverse("core:reminder-rule-create"), answers(days="7"))

    assert page.context["form"].non_field_errors() == ["Đã có bước nhắc này cho cùng người nhận."]
    assert [offset for _, offset, _ in rules()].count(-7) <= 1


@pytest.mark.parametrize("name", ["lan", "binh", "tuan", "van", "ke", "do", "ha", "root", "stranger"])
def test_nobody_else_does(desk, world, client_for, name):
    ensure_rules()
    client, before, rule = client_for(getattr(world, name)), rules(), ReminderRule.objects.order_by("pk").first()

    got = [client.get(reverse(f"core:{page}")).status_code for page in ("reminder-rules", "reminder-preview")]
    got += [client.get(reverse("core:reminder-rule-edit", args=[rule.pk])).status_code]
    posted = [
        client.post(reverse("core:reminder-rule-create"), answers()).status_code,
        client.post(reverse("core:reminder-rule-edit", args=[rule.pk]), answers()).status_code,
        client.post(reverse("core:reminder-rule-drop", args=[rule.pk])).status_code,
        client.post(reverse("core:reminder-own"), {"kind": KIND}).status_code,
        client.post(reverse("core:reminder-common"), {"kind": KIND}).status_code,
        client.post(reverse("core:reminder-run")).status_code,
    ]

    assert got + posted == [403] * 9
    assert rules() == before


def test_a_step_is_added_in_words_of_people(desk, world, client_for):
    ensure_rules()
    client = client_for(world.hanh)

    answer = client.post(reverse("core:reminder-rule-create"), answers(), follow=True)

    assert (Audience.PEOPLE, -10, None) in rules()
    assert "Trước hạn 10 ngày" in answer.content.decode()
    assert JournalEntry.objects.values_list("act", "by__username", "detail").get() == (
        "reminders.rule-save",
        "hanh",
        {"before": None, "after": {"kind": "", "audience": "people", "step": "trước hạn 10 ngày", "active": True}},
    )


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"days": ""}, "days", "Cần ghi số ngày."),
        ({"days": "bảy"}, "days", "Số ngày phải là số nguyên, ví dụ 7."),
        ({"days": "400"}, "days", "Số ngày không quá 365."),
        ({"days": "7"}, "__all__", "Đã có bước nhắc này cho cùng người nhận."),
        (
            {"every": "7"},
            "every",
            "Lời nhắc trước hạn không lặp lại. Hãy để trống ô này hoặc thêm từng bước nhắc.",
        ),
        ({"side": "after", "days": "5", "every": "0"}, "every", "Phải cách nhau ít nhất 1 ngày."),
    ],
)
def test_a_step_without_sense_is_explained_and_what_was_typed_stays(world, client_for, changes, field, sentence):
    ensure_rules()
    before = rules()

    page = client_for(world.hanh).post(reverse("core:reminder-rule-create"), answers(**changes))

    assert page.status_code == 422
    assert page.context["form"].errors[field] == [sentence]
    assert page.context["form"]["days"].value() == answers(**changes)["days"]
    assert rules() == before


def test_on_the_last_day_needs_no_number(world, client_for):
    ensure_rules()
    ReminderRule.objects.filter(offset=0).delete()

    client_for(world.hanh).post(reverse("core:reminder-rule-create"), answers(side="on", days=""))

    assert (Audience.PEOPLE, 0, None) in rules()


def test_a_step_is_changed_and_switched_off(world, client_for):
    ensure_rules()
    rule = ReminderRule.objects.get(audience=Audience.PEOPLE, offset=-30)
    client = client_for(world.hanh)
    form = client.get(reverse("core:reminder-rule-edit", args=[rule.pk])).context["form"]
    assert (form["side"].value(), form["days"].value()) == ("before", 30)

    client.post(
        reverse("core:reminder-rule-edit", args=[rule.pk]),
        {"audience": "people", "side": "before", "days": "20", "every": ""},
    )

    rule.refresh_from_db()
    assert (rule.offset, rule.is_active) == (-20, False)


def test_a_kind_leaves_the_common_schedule_and_comes_back(desk, world, client_for):
    ensure_rules()
    client, common = client_for(world.hanh), rules()
    address = reverse("core:reminder-rules") + f"?kind={KIND}"
    assert "đang theo lịch chung" in client.get(address).content.decode()

    client.post(reverse("core:reminder-own"), {"kind": KIND})
    assert rules(KIND) == common
    client.post(reverse("core:reminder-rule-create") + f"?kind={KIND}", answers())
    assert (len(rules(KIND)), len(rules())) == (len(common) + 1, len(common))
    assert "có lịch riêng" in client.get(address).content.decode()

    client.post(reverse("core:reminder-common"), {"kind": KIND})
    assert rules(KIND) == []
    acts = JournalEntry.objects.order_by("number").values_list("act", flat=True)
    assert list(acts) == ["reminders.own-schedule", "reminders.rule-save", "reminders.common-schedule"]


def test_pressing_twice_on_an_own_schedule_copies_once(desk, world, client_for):
    client = client_for(world.hanh)
    for _ in range(2):
        client.post(reverse("core:reminder-own"), {"kind": KIND})

    assert rules(KIND) == rules()


def test_an_unknown_kind_changes_nothing(desk, world, client_for):
    client_for(world.hanh).post(reverse("core:reminder-own"), {"kind": "no.such"})

    assert rules("no.such") == []


def test_the_last_step_is_not_dropped_by_accident(world, client_for):
    rule = ReminderRule.objects.create(audience=Audience.PEOPLE, offset=-7)

    answer = client_for(world.hanh).post(reverse("core:reminder-rule-drop", args=[rule.pk]), follow=True)

    assert [str(m) for m in answer.context["messages"]] == [
        "Đây là bước nhắc cuối cùng. Muốn ngừng nhắc, hãy sửa bước này và bỏ chọn “Đang dùng”."
    ]
    assert ReminderRule.objects.count() == 1


def test_a_step_is_dropped(world, client_for):
    ensure_rules()
    rule = ReminderRule.objects.get(audience=Audience.PEOPLE, offset=-30)
    client_for(world.hanh).post(reverse("core:reminder-rule-drop", args=[rule.pk]))

    assert (Audience.PEOPLE, -30, None) not in rules()
    assert JournalEntry.objects.get().act == "reminders.rule-drop"


# Before it goes out -------------------------------------------------------------------------------------------------
@pytest.fixture
def owing(desk, world):
    desk.owes("k", march(14), people=(world.lan.pk,), heads=(world.binh.pk,), unit="Sở Tư pháp", before=True)
    return desk


def test_the_preview_names_day_step_and_people(owing, world, client_for):
    page = client_for(world.hanh).get(reverse("core:reminder-preview") + "?days=7")

    seen = [
        (day, row["line"].audience, row["line"].step, [p.full_name for p in row["people"]], row["units"])
        for _, day, rows in page.context["by_day"]
        for row in rows
    ]
    assert seen == [
        (march(8), "people", -7, ["Phạm Thị Lan"], ["Sở Tư pháp"]),
        (march(11), "people", -3, ["Phạm Thị Lan"], ["Sở Tư pháp"]),
        (march(14), "heads", -1, ["Trần Quốc Bình"], ["Sở Tư pháp"]),
        (march(14), "people", 0, ["Phạm Thị Lan"], ["Sở Tư pháp"]),
        (march(15), "heads", 1, ["Trần Quốc Bình"], ["Sở Tư pháp"]),
    ]
    assert Notice.objects.count() == 0


def test_looking_at_the_schedule_writes_nothing(owing, world, client_for):
    client = client_for(world.hanh)
    client.get(reverse("core:reminder-rules"))
    client.get(reverse("core:reminder-preview"))

    assert (ReminderRule.objects.count(), Notice.objects.count()) == (0, 0)


def test_running_the_day_by_hand_says_how_many_and_is_journalled(owing, world, client_for):
    client = client_for(world.thang)

    said = [
        [str(m) for m in client.post(reverse("core:reminder-run"), follow=True).context["messages"]] for _ in range(2)
    ]

    assert said == [["Đã ghi 1 lời nhắc mới; thư đi trong vài phút."], ["Hôm nay không có lời nhắc nào mới."]]
    assert list(JournalEntry.objects.order_by("number").values_list("act", "detail")) == [
        ("reminders.run", {"new": 1}),
        ("reminders.run", {"new": 0}),
    ]
