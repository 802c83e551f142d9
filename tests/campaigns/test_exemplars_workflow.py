"""The life of an exemplar: who takes which step, what it needs, what it does to the public page, who is told."""

import datetime

import pytest

from campaigns.models import Exemplar
from campaigns.services import exemplars as services
from campaigns.workflow.exemplars import EXEMPLAR
from core import journal
from core.errors import Refused, Stale
from core.models import JournalEntry, Notice, Transition
from core.search import search
from core.text import fold
from tests.factories import exemplars as make
from tests.factories.unit_plans import moment

AT = moment(8)
DAY = datetime.date
STANDING = {"hanh", "thang"}
UNIT = {"lan", "binh"}


@pytest.mark.parametrize(
    ("action", "state", "people"),
    [
        ("foster", "found", STANDING | UNIT),
        ("recognise", "fostered", STANDING),
        ("spread", "recognised", STANDING),
        ("unfoster", "fostered", STANDING | UNIT),
        ("unrecognise", "recognised", STANDING),
        ("unspread", "spread", STANDING),
        ("drop", "fostered", STANDING | UNIT),
        ("drop", "recognised", STANDING),
        ("drop", "spread", STANDING),
        ("resume", "dropped", STANDING | UNIT),
    ],
)
def test_each_step_is_open_to_those_who_may(world, action, state, people):
    exemplar = make.in_state(state, world.stp, by=world.lan, staff=world.hanh)

    able = {name for name, who in world.people.items() if action in {s.action for s in EXEMPLAR.open_to(who, exemplar)}}

    assert able == people


def test_every_step_has_a_name_in_the_journal():
    wanted = {f"exemplar.{action}" for action in EXEMPLAR.steps}

    assert wanted <= set(journal.acts(whole=True))


@pytest.mark.parametrize("action", ["unfoster", "unrecognise", "unspread", "drop", "resume"])
def test_a_step_back_wants_its_reason(world, action):
    assert EXEMPLAR.steps[action].reason


@pytest.mark.parametrize(
    ("paper", "day", "sentence"),
    [
        ("", DAY(2022, 3, 1), "Cần ghi văn bản công nhận."),
        ("  ", None, "Cần ghi văn bản công nhận. Cần ghi ngày công nhận."),
        (make.PAPER, DAY(2022, 3, 9), "Ngày công nhận 09/03/2022 chưa đến."),
        (make.PAPER, DAY(2022, 2, 9), "Ngày công nhận không thể trước ngày phát hiện 10/02/2022."),
    ],
)
def test_recognition_needs_a_paper_and_a_day_that_fits(world, paper, day, sentence):
    exemplar = make.in_state("fostered", world.stp, by=world.lan, staff=world.hanh)

    with pytest.raises(Refused) as refusal:
        services.take_exemplar_step(exemplar, "recognise", by=world.hanh, at=AT, paper=paper, recognised_on=day)

    stored = Exemplar.objects.get()
    assert str(refusal.value) == sentence
    assert (stored.state, stored.recognition_paper, stored.recognised_on) == ("fostered", "", None)


def test_recognition_is_kept_and_the_unit_is_told_once(world):
    exemplar = make.in_state("fostered", world.stp, by=world.lan, staff=world.hanh)
    values = {"paper": f" {make.PAPER} ", "recognised_on": DAY(2022, 3, 8), "by": world.hanh, "at": AT}

    services.take_exemplar_step(exemplar, "recognise", **values)
    with pytest.raises(Stale):
        services.take_exemplar_step(exemplar, "recognise", **values)

    stored = Exemplar.objects.get()
    told = Notice.objects.filter(subject="Đơn vị có điển hình tiên tiến được công nhận")
    assert (stored.state, stored.recognition_paper, stored.recognised_on) == ("recognised", make.PAPER, DAY(2022, 3, 8))
    assert sorted(told.values_list("person__username", flat=True)) == ["binh", "lan"]
    assert set(told.values_list("body", flat=True)) == {
        f"Lò Văn Muôn. Văn bản công nhận: {make.PAPER}, ngày 08/03/2022."
    }
    assert JournalEntry.objects.filter(act="exemplar.recognise").count() == 1


def test_two_officers_at_once_take_one_step(world):
    exemplar = make.found(world.stp, by=world.lan)
    same = Exemplar.objects.select_related("unit").get()

    services.take_exemplar_step(exemplar, "foster", by=world.lan, at=AT)
    with pytest.raises(Stale, match="Người khác vừa xử lý việc này"):
        services.take_exemplar_step(same, "foster", by=world.binh, at=AT)

    assert Transition.objects.of(exemplar).count() == 1


@pytest.mark.parametrize("action", ["unrecognise", "drop"])
def test_what_falls_below_recognition_leaves_the_public_page_at_once(world, client, action):
    exemplar = make.published(world.stp, by=world.lan, staff=world.hanh)
    assert client.get("/guong-dien-hinh/lo-van-muon/").status_code == 200

    services.take_exemplar_step(exemplar, action, by=world.hanh, at=AT, reason="Cần xác minh lại")

    stored = Exemplar.objects.get()
    assert client.get("/guong-dien-hinh/lo-van-muon/").status_code == 404
    assert (stored.published_at, stored.consent_on, stored.recognised_on, stored.recognition_paper) == (
        None, None, None, "",
    )  # fmt: skip
    assert Transition.objects.of(exemplar).first().evidence == {"paper": make.PAPER, "on": "01/03/2022"}
    told = Notice.objects.filter(body="Lò Văn Muôn. Lý do: Cần xác minh lại").values_list("person__username", flat=True)
    assert sorted(told) == ["binh", "lan"]


def test_spreading_and_back_keeps_recognition_and_page(world, client):
    exemplar = make.published(world.stp, by=world.lan, staff=world.hanh)

    services.take_exemplar_step(exemplar, "spread", by=world.hanh, at=AT)
    services.take_exemplar_step(exemplar, "unspread", by=world.hanh, at=AT, reason="Chưa đủ điều kiện")

    stored = Exemplar.objects.get()
    assert (stored.state, stored.recognised_on) == ("recognised", DAY(2022, 3, 1))
    assert client.get("/guong-dien-hinh/lo-van-muon/").status_code == 200


def test_the_finder_of_the_unit_follows_until_somebody_else_is_named(world):
    assert make.found(world.stp, by=world.lan).follower == world.lan
    assert make.found(world.syt, by=world.hanh).follower is None


def test_a_double_click_writes_one_exemplar(world):
    make.found(world.stp, by=world.lan)

    with pytest.raises(Refused, match="Đơn vị đã có điển hình “Lò Văn Muôn”"):
        make.found(world.stp, by=world.lan)

    assert Exemplar.objects.count() == 1


def test_nobody_writes_down_for_another_unit(world):
    with pytest.raises(Refused, match="của đơn vị mình"):
        make.found(world.syt, by=world.lan)

    exemplar = make.found(world.stp, by=world.lan)
    with pytest.raises(Refused, match="của đơn vị mình"):
        services.update_exemplar(exemplar, version=0, unit=world.syt, by=world.lan, at=AT)
    assert Exemplar.objects.get().unit == world.stp


def test_from_recognition_on_the_unit_keeps_only_the_fostering(world):
    exemplar = make.in_state("recognised", world.stp, by=world.lan, staff=world.hanh)

    with pytest.raises(Refused, match="không sửa được phần này"):
        services.update_exemplar(exemplar, version=0, story="Khác", by=world.lan, at=AT)
    exemplar.refresh_from_db()
    services.update_exemplar(exemplar, version=0, fostering="Mở lớp", by=world.lan, at=AT)

    stored = Exemplar.objects.get()
    assert (stored.fostering, stored.version) == ("Mở lớp", 1)
    assert stored.story.startswith("# Cách làm")


def test_a_text_typed_before_recognition_does_not_land_after_it(world):
    exemplar = make.in_state("fostered", world.stp, by=world.lan, staff=world.hanh)
    as_lan_read_it = Exemplar.objects.select_related("unit").get()
    services.take_exemplar_step(
        exemplar, "recognise", by=world.hanh, at=AT, paper=make.PAPER, recognised_on=DAY(2022, 3, 8)
    )

    with pytest.raises(Stale):
        services.update_exemplar(as_lan_read_it, version=0, story="Khác", by=world.lan, at=AT)

    assert Exemplar.objects.get().story.startswith("# Cách làm")


# Publishing --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "changes", "asked", "sentence"),
    [
        ("fostered", {}, {}, "Chỉ công khai điển hình đã được công nhận."),
        ("recognised", {"story": ""}, {}, "Cần có câu chuyện, cách làm trước khi công khai."),
        ("recognised", {}, {"consent_on": None}, "Cần ngày được đồng ý công khai và địa chỉ trang."),
        ("recognised", {}, {"slug": ""}, "Cần ngày được đồng ý công khai và địa chỉ trang."),
    ],
)
def test_publishing_needs_recognition_story_consent_and_address(world, state, changes, asked, sentence):
    exemplar = make.in_state(state, world.stp, by=world.lan, staff=world.hanh, **changes)

    with pytest.raises(Refused) as refusal:
        services.publish_exemplar(
            exemplar, **{"consent_on": DAY(2022, 3, 1), "slug": "muon", **asked}, by=world.hanh, at=AT
        )

    assert str(refusal.value) == sentence
    assert Exemplar.objects.get().published_at is None


def test_only_the_standing_body_publishes(world):
    exemplar = make.in_state("recognised", world.stp, by=world.lan, staff=world.hanh)
    able = set()

    for name, person in world.people.items():
        try:
            services.publish_exemplar(exemplar, consent_on=DAY(2022, 3, 1), slug="muon", by=person, at=AT)
        except Refused:
            continue
        able.add(name)
        services.withdraw_exemplar(exemplar, by=world.hanh, at=AT)

    assert able == STANDING


def test_publishing_twice_tells_once_and_taking_back_twice_is_said(world):
    exemplar = make.published(world.stp, by=world.lan, staff=world.hanh)

    with pytest.raises(Stale):
        services.publish_exemplar(exemplar, consent_on=DAY(2022, 3, 2), slug="khac", by=world.thang, at=AT)
    services.withdraw_exemplar(exemplar, by=world.hanh, at=AT)
    with pytest.raises(Stale):
        services.withdraw_exemplar(exemplar, by=world.thang, at=AT)

    stored = Exemplar.objects.get()
    assert (stored.slug, stored.consent_on) == ("lo-van-muon", None)
    assert JournalEntry.objects.filter(act="exemplar.publish").count() == 1
    assert JournalEntry.objects.filter(act="exemplar.withdraw").count() == 1


def test_an_address_is_given_once(world):
    make.published(world.stp, by=world.lan, staff=world.hanh)
    other = make.in_state("recognised", world.syt, by=world.hoa, staff=world.hanh)

    with pytest.raises(Refused, match="Địa chỉ này đã có trang khác dùng"):
        services.publish_exemplar(other, consent_on=DAY(2022, 3, 2), slug="lo-van-muon", by=world.hanh, at=AT)

    assert Exemplar.objects.published().count() == 1


# Who sees what --------------------------------------------------------------------------------------------------------------
def test_before_publication_the_unit_and_the_readers_of_all_see_it_then_everybody_with_a_post(world):
    exemplar = make.in_state("recognised", world.stp, by=world.lan, staff=world.hanh)
    seen = {name for name, who in world.people.items() if Exemplar.objects.visible_to(who).exists()}

    services.publish_exemplar(exemplar, consent_on=DAY(2022, 3, 2), slug="muon", by=world.hanh, at=AT)
    after = {name for name, who in world.people.items() if Exemplar.objects.visible_to(who).exists()}

    assert seen == {"hanh", "thang", "lan", "binh", "do", "ha"}
    assert after == set(world.people) - {"root", "stranger"}


def test_the_search_finds_the_visible_ones_without_marks_and_counts_no_other(world):
    make.found(world.stp, by=world.lan, name="Điêu Thị Đỗ Quyên")

    assert fold("Điêu Thị Đỗ Quyên") == "dieu thi do quien"
    found = {
        name: [(f.label, [h.title for h in f.hits], f.more) for f in search(who, "dieu do quyen", limit=5)]
        for name, who in world.people.items()
    }

    hit = [("Điển hình tiên tiến", ["Điêu Thị Đỗ Quyên"], False)]
    assert {name for name, hits in found.items() if hits == hit} == {"hanh", "thang", "lan", "binh", "do", "ha"}
    assert [hits for hits in found.values() if hits != hit and hits] == []


def test_the_fostering_plan_is_not_searched(world):
    make.found(world.stp, by=world.lan, fostering="Bí danh Kơ-nia")

    assert search(world.lan, "ko nia", limit=5) == []
