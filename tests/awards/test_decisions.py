"""Decisions and their lines: what may be written when, and what a correction keeps."""

import datetime

import pytest

from awards.registry.enums import DecisionState
from awards.registry.models import Decision, Grant, Recipient
from awards.registry.services import decisions, recipients
from awards.registry.workflow import entering_findings
from core.errors import Refused, Stale
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
AT = make.BEFORE
PAPER = {"paper": "Quyết định 15/QĐ-UBND", "dated": datetime.date(2022, 1, 10)}


@pytest.fixture
def lo(world, keeper):
    return make.person("Lò Thị Thử", by=keeper, unit=world.stp)


def test_a_decision_without_lines_is_not_entered(keeper):
    one = make.decision(by=keeper)

    with pytest.raises(Refused, match="chưa có dòng khen thưởng nào"):
        make.enter(one, by=keeper)


def test_a_decision_of_tomorrow_is_not_entered(world, keeper, lo):
    one = make.decision(by=keeper, on=datetime.date(2022, 3, 2))
    make.grant(one, lo, by=keeper)

    with pytest.raises(Refused, match="Ngày ký 02/03/2022 chưa đến"):
        make.enter(one, by=keeper)


def test_the_same_decision_is_in_the_book_once(keeper):
    make.decision(by=keeper)

    with pytest.raises(Refused, match="đã có trong sổ"):
        make.decision(by=keeper)
    assert Decision.objects.count() == 1


def test_one_award_once_for_one_recipient_in_a_decision(keeper, lo):
    one = make.decision(by=keeper)
    make.grant(one, lo, by=keeper)

    with pytest.raises(Refused, match="đã ghi “Bằng khen của Chủ tịch UBND tỉnh” cho Lò Thị Thử"):
        make.grant(one, lo, by=keeper)
    make.grant(one, lo, "CSTDT", by=keeper)
    assert list(one.grants.order_by("position").values_list("position", "award")) == [(1, "BK_TINH"), (2, "CSTDT")]


def test_an_entered_decision_takes_no_more_lines(world, keeper, lo):
    one = make.entered("1", (lo, "BK_TINH"), by=keeper)

    with pytest.raises(Refused, match="đã vào sổ"):
        make.grant(one, make.person("Vàng A Thử", by=keeper), by=keeper)
    with pytest.raises(Refused, match="đã vào sổ"):
        decisions.remove_decision(one, by=keeper, at=AT)


def test_what_the_law_of_the_day_does_not_know_is_a_warning(keeper, lo):
    one = make.decision(by=keeper, on=datetime.date(2021, 6, 1))
    make.grant(one, lo, "KNC_TINH", by=keeper, unit=None)

    messages = [f.message for f in entering_findings(one, on=AT.date())]

    assert messages == [
        "Lò Thị Thử: chưa gắn đơn vị, cán bộ của đơn vị sẽ không thấy dòng này.",
        "Lò Thị Thử: “Kỷ niệm chương của tỉnh” không có trong danh mục áp dụng ngày 01/06/2021.",
    ]


def test_a_flag_for_a_person_is_a_warning(keeper, lo):
    one = make.decision(by=keeper)
    make.grant(one, lo, "CO_TINH", by=keeper)

    (found,) = entering_findings(one, on=AT.date())

    assert "không dành cho cá nhân" in found.message
    assert not found.stops


def test_a_correction_keeps_both_wordings_and_needs_a_paper(keeper, lo):
    one = make.entered("1", (lo, "BK_TINH"), by=keeper)
    line = one.grants.get()

    with pytest.raises(Refused, match="Cần ghi số, ngày"):
        decisions.correct_grant(line, paper="", dated=None, reason="Sai họ", by=keeper, at=AT, name="Lường Thị Thử")
    made = decisions.correct_grant(line, **PAPER, reason="Sai họ", by=keeper, at=AT, name="Lường Thị Thử")

    assert (made.before, made.after) == ({"name": "Lò Thị Thử"}, {"name": "Lường Thị Thử"})
    assert Grant.objects.get().name == "Lường Thị Thử"
    assert Grant.objects.search("luong thi").count() == 1


def test_a_corrected_name_is_the_records_unless_another_line_bears_the_old_one(keeper, lo):
    line = make.entered("1", (lo, "BK_TINH"), by=keeper).grants.get()
    other = make.entered("2", (lo, "CSTDCS"), by=keeper).grants.get()

    decisions.correct_grant(line, **PAPER, reason="In sai", by=keeper, at=AT, name="Lường Thị Thử")
    kept = Recipient.objects.get().name
    decisions.correct_grant(other, **PAPER, reason="In sai", by=keeper, at=AT, name="Lường Thị Thử")

    assert (kept, Recipient.objects.get().name) == ("Lò Thị Thử", "Lường Thị Thử")
    assert Recipient.objects.search("luong thi").get() == lo


def test_a_correction_on_an_old_page_changes_nothing(keeper, lo):
    one = make.entered("1", (lo, "BK_TINH"), by=keeper)
    mine, yours = one.grants.get(), one.grants.get()
    decisions.correct_grant(yours, **PAPER, reason="Sai", by=keeper, at=AT, title="Phó Giám đốc")

    with pytest.raises(Stale):
        decisions.correct_grant(mine, **PAPER, reason="Sai", by=keeper, at=AT, title="Giám đốc")
    assert Grant.objects.get().title == "Phó Giám đốc"


def test_a_revoked_award_stands_no_more_and_is_revoked_once(keeper, lo):
    one = make.entered("1", (lo, "BK_TINH"), by=keeper)
    line, again = one.grants.get(), one.grants.get()

    decisions.revoke_grant(line, **PAPER, reason="Kê khai sai", by=keeper, at=AT)

    assert Grant.objects.get().revoked_on == PAPER["dated"]
    assert Grant.objects.standing().count() == 0
    with pytest.raises(Stale, match="vừa được thu hồi"):
        decisions.revoke_grant(again, **PAPER, reason="Kê khai sai", by=keeper, at=AT)


def test_a_paper_older_than_the_decision_corrects_nothing(keeper, lo):
    one = make.entered("1", (lo, "BK_TINH"), by=keeper)

    with pytest.raises(Refused, match="không thể trước ngày ký"):
        decisions.revoke_grant(
            one.grants.get(), paper="1/QĐ", dated=datetime.date(2021, 1, 1), reason="Sai", by=keeper, at=AT
        )


def test_annulling_needs_its_paper_and_takes_all_awards(keeper, lo):
    one = make.entered("1", (lo, "BK_TINH"), by=keeper)

    with pytest.raises(Refused, match="văn bản hủy bỏ"):
        decisions.take_decision_step(one, "annul", reason="Sai thẩm quyền", by=keeper, at=AT)
    decisions.take_decision_step(one, "annul", reason="Sai thẩm quyền", by=keeper, at=AT, **PAPER)

    assert Decision.objects.get().state == DecisionState.REVOKED
    assert Grant.objects.standing().count() == 0


def test_a_decision_with_corrections_is_not_opened_again(keeper, lo):
    one = make.entered("1", (lo, "BK_TINH"), by=keeper)
    decisions.correct_grant(one.grants.get(), **PAPER, reason="Sai", by=keeper, at=AT, title="Giám đốc")

    with pytest.raises(Refused, match="không mở lại được"):
        decisions.take_decision_step(one, "reopen", reason="Sửa", by=keeper, at=AT)


@pytest.mark.parametrize("name", ["lan", "binh", "admin", "ha"])
def test_only_the_standing_body_keeps_the_book(world, name, lo):
    person = world.people[name]

    with pytest.raises(Refused, match="Chỉ Ban Thi đua"):
        make.decision(by=person)
    with pytest.raises(Refused, match="Chỉ Ban Thi đua"):
        make.person("Ai đó", by=person)


def test_two_may_type_lines_at_once_but_not_the_same_line(world, keeper, lo):
    one = make.decision(by=keeper)
    line = make.grant(one, lo, by=keeper)
    other = Decision.objects.get(pk=one.pk)
    make.grant(other, make.person("Vàng A Thử", by=keeper), by=world.thang)

    decisions.update_grant(line, version=0, by=keeper, at=AT, title="Giám đốc")
    decisions.update_decision(one, version=0, by=keeper, at=AT, subject="Về việc khen thưởng")

    assert list(one.grants.order_by("position").values_list("title", flat=True)) == ["Giám đốc", "Chuyên viên"]
    with pytest.raises(Stale, match="vừa sửa dòng này"):
        decisions.update_grant(line, version=0, by=world.thang, at=AT, title="Phó Giám đốc")
    with pytest.raises(Stale, match="vừa sửa quyết định này"):
        decisions.update_decision(one, version=0, by=world.thang, at=AT, subject="Khác")


def test_a_line_learns_nothing_from_a_decision_entered_meanwhile(keeper, lo):
    one = make.decision(by=keeper)
    line = make.grant(one, lo, by=keeper)
    make.enter(one, by=keeper)

    for act in (decisions.update_grant, decisions.remove_grant):
        with pytest.raises(Stale, match="đã vào sổ"):
            act(line, by=keeper, at=AT)
    assert Grant.objects.count() == 1


def test_a_draft_changes_no_record_of_its_recipient(world, keeper, lo):
    """Whoever may not read the draft reads the record."""
    old = make.person("Vàng A Thử", by=keeper, unit=world.syt, title="Giám đốc")
    make.entered("1", (old, "CSTDT"), by=keeper)
    one = make.decision("2", by=keeper, on=datetime.date(2020, 1, 3))
    make.grant(one, lo, by=keeper, title="Phó Giám đốc", unit=world.syt)
    make.grant(one, old, by=keeper, title="Nhân viên")

    before = [Recipient.objects.get(pk=lo.pk).title, Recipient.objects.get(pk=old.pk).title]
    make.enter(one, by=keeper)
    known = Recipient.objects.get(pk=lo.pk)

    assert before == ["Chuyên viên", "Giám đốc"]
    assert (known.title, known.unit) == ("Phó Giám đốc", world.syt)
    assert Recipient.objects.search("pho giam doc").get() == lo
    assert Recipient.objects.get(pk=old.pk).title == "Giám đốc"  # the older paper tells nothing new


def test_a_paper_of_tomorrow_revokes_nothing(keeper, lo):
    one = make.entered("1", (lo, "BK_TINH"), by=keeper)

    with pytest.raises(Refused, match="chưa đến"):
        decisions.revoke_grant(
            one.grants.get(), paper="1/QĐ", dated=datetime.date(2022, 3, 2), reason="Sai", by=keeper, at=AT
        )


# Recipients ------------------------------------------------------------------------------------------------------------
def test_a_person_is_found_again_and_namesakes_stay_apart(world, keeper, lo):
    def found(**facts):
        return recipients.find_or_create(by=keeper, at=AT, kind="individual", **facts)

    assert found(name="LÒ THỊ THỬ", unit=world.stp) == lo
    assert found(name="Lò Thị Thử", unit=world.syt) != lo
    assert found(name="Lò Thị Thủ", unit=world.stp) != lo
    assert found(name="Lò Thị Thử", unit=world.stp, birth_year=1980) == lo
    assert Recipient.objects.count() == 3


def test_an_id_number_decides_and_is_not_kept(world, keeper):
    first = make.person("Lò Văn Một", by=keeper, unit=world.stp, id_number="011 090 000 123")

    again = recipients.find_or_create(
        by=keeper, at=AT, kind="individual", name="Lò Văn Mốt", unit=world.syt, id_number="011090000123"
    )
    other = recipients.find_or_create(
        by=keeper, at=AT, kind="individual", name="Lò Văn Một", unit=world.stp, id_number="011090000999"
    )

    assert again == first
    assert other != first
    assert "011090000123" not in str(Recipient.objects.filter(pk=first.pk).values())


# Who sees -------------------------------------------------------------------------------------------------------------
def test_a_unit_reads_its_own_lines_of_entered_decisions_only(world, keeper, lo):
    other = make.person("Vàng A Kín", by=keeper, unit=world.syt)
    entered = make.entered("1", (lo, "BK_TINH"), (other, "BK_TINH"), by=keeper)
    draft = make.decision("2", by=keeper)
    make.grant(draft, lo, "CSTDT", by=keeper)

    def names(person):
        return sorted(Grant.objects.visible_to(person).values_list("name", "award"))

    everything = [("Lò Thị Thử", "BK_TINH"), ("Lò Thị Thử", "CSTDT"), ("Vàng A Kín", "BK_TINH")]
    assert names(world.hanh) == everything
    assert names(world.lan) == [("Lò Thị Thử", "BK_TINH")]
    assert names(world.people["admin"]) == []
    assert names(world.people["ha"]) == [("Lò Thị Thử", "BK_TINH"), ("Vàng A Kín", "BK_TINH")]
    assert list(Decision.objects.visible_to(world.lan)) == [entered]
    assert list(Recipient.objects.visible_to(world.lan)) == [lo]


def test_the_achievement_is_corrected_like_any_other_word(keeper, lo):
    one = make.entered("1", (lo, "BK_TINH", {"achievement": "Phòng, chống dich"}), by=keeper)

    made = decisions.correct_grant(
        one.grants.get(), **PAPER, reason="In thiếu dấu", by=keeper, at=AT, achievement="Phòng, chống dịch"
    )

    assert (made.before, made.after) == ({"achievement": "Phòng, chống dich"}, {"achievement": "Phòng, chống dịch"})
    assert made.reason == "In thiếu dấu"
