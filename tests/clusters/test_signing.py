"""Signatures under a covenant: who signs what with which password, in which order, and how it ends."""

import datetime

import pytest
from django.urls import reverse

from clusters.enums import CovenantState, MilestoneKind, SheetState, SignMethod, TableState
from clusters.models import Change, CovenantIndicator, Criterion, Signature
from clusters.services import covenants as services
from clusters.services import members, signing
from core.models import JournalEntry, Notice, Transition
from core.obligations import of_kind
from tests.clusters.signatures import AT, PASSWORD, khoi, paper_signed, refusal, sign_address, with_password
from tests.factories import clusters as make
from tests.factories import covenants as pact
from tests.factories import scoring
from tests.factories.cast import IN_POST_SINCE
from tests.factories.units import account
from units.enums import Role
from units.models import Appointment, Unit
from units.services import units as unit_services
from units.services.units import NewUnit

DAY = datetime.date
S = CovenantState


@pytest.fixture
def year(world):
    return khoi(world)


@pytest.fixture
def unprinted(monkeypatch):
    """Where the paper is not the point, it is not printed."""
    monkeypatch.setattr(signing, "issue_paper", lambda covenant, *, by, at: None)


# Signing alone --------------------------------------------------------------------------------------------------------
def test_the_head_signs_with_the_password_and_the_officer_cannot(world, year, client_for):
    covenant = pact.opened(world, year)
    address = sign_address(covenant, world.syt)
    client = client_for(with_password(world.dung))

    assert client_for(world.hoa).get(address).status_code == 403
    assert client_for(world.binh).get(address).status_code == 403
    wrong = client.post(address, {"digest": covenant.digest, "password": "sai-mat-khau-roi"})
    assert (wrong.status_code, wrong.context["form"].errors["password"]) == (422, ["Mật khẩu không đúng."])
    assert "sai-mat-khau-roi" not in wrong.content.decode()
    assert client.post(address, {"digest": covenant.digest, "password": PASSWORD}).status_code == 302

    made = Signature.objects.get()
    assert (made.person, made.name, made.title, made.method) == (
        world.dung, "Lê Tiến Dũng", "Giám đốc", SignMethod.OWN,
    )  # fmt: skip
    assert (made.digest, made.recorded_by) == (covenant.digest, world.dung)


def test_signing_twice_is_signing_once(world, year, client_for):
    covenant = pact.opened(world, year)

    first = pact.signed_by(covenant, world.syt, world.dung)
    second = pact.signed_by(covenant, world.syt, world.dung)
    answer = client_for(world.dung).post(sign_address(covenant, world.syt), {"digest": "", "password": ""}, follow=True)

    assert (first[1], second[1], first[0].pk) == (True, False, second[0].pk)
    assert "Sở Y tế đã ký, không cần ký lại." in answer.content.decode()
    assert (Signature.objects.count(), JournalEntry.objects.filter(act="covenant.sign").count()) == (1, 1)


def test_another_text_than_the_page_showed_is_not_signed(world, year):
    covenant = pact.opened(world, year)
    old = covenant.digest
    services.take_back(covenant, "withdraw", reason="Sửa chỉ tiêu", by=world.hanh, at=AT)
    covenant = pact.opened(world, year, content="Nội dung khác")

    assert old != covenant.digest
    assert refusal(lambda: pact.signed_by(covenant, world.syt, world.dung, digest=old)) == (
        "Giao ước đã được sửa sau khi bạn mở trang này. Hãy tải lại, đọc bản mới rồi ký."
    )
    CovenantIndicator.objects.update(target="1.500")
    assert refusal(lambda: pact.signed_by(covenant, world.syt, world.dung)).startswith(
        "Nội dung giao ước hoặc bảng điểm khác với lúc mở ký."
    )
    CovenantIndicator.objects.update(target="1.200")
    Criterion.objects.filter(number="1").update(maximum=61)
    assert "khác với lúc mở ký" in refusal(lambda: pact.signed_by(covenant, world.syt, world.dung))
    assert Signature.objects.count() == 0


def test_a_member_that_left_or_somebody_else_does_not_sign(world, year):
    covenant = pact.opened(world, year)
    assert refusal(lambda: pact.signed_by(covenant, world.syt, world.binh)) == (
        "Trần Quốc Bình không phải thủ trưởng của Sở Y tế. Chỉ thủ trưởng đơn vị được ký."
    )
    assert refusal(lambda: pact.signed_by(covenant, world.syt, world.dung, by=world.hoa)).startswith(
        "Chỉ đơn vị trưởng cụm, khối"
    )
    gone = make.membership_of(year, world.syt)
    members.remove_member(gone, left_on=DAY(2022, 3, 1), reason="Chuyển khối", by=world.hanh, at=AT)
    assert (
        refusal(
            lambda: signing.sign_covenant(
                covenant, gone, person=world.dung, digest=covenant.digest, by=world.dung, at=AT
            )
        )
        == "Sở Y tế không còn là thành viên nên không ký giao ước này."
    )


# The order, and the end -----------------------------------------------------------------------------------------------
def test_the_head_signs_last_or_says_why_not(world, year, unprinted):
    covenant = pact.opened(world, year)
    pact.signed_by(covenant, world.syt, world.dung)

    assert refusal(lambda: pact.signed_by(covenant, world.stp, world.binh)) == (
        "Trưởng khối ký sau cùng. Còn 1 đơn vị chưa ký: Tuần Giáo. Muốn ký ngay, hãy nêu lý do."
    )
    pact.signed_by(covenant, world.stp, world.binh, reason="Tuần Giáo vắng có lý do")

    covenant = pact.fresh(year)
    step = Transition.objects.filter(action="conclude").get()
    assert (covenant.state, covenant.signed_at, step.reason) == (S.SIGNED, AT, "Tuần Giáo vắng có lý do")
    assert step.evidence == {"missing": ["Tuần Giáo"]}
    assert Change.objects.filter(year=year, label="Ký xong giao ước thi đua; chưa ký: Tuần Giáo").count() == 1


def test_when_all_have_signed_the_head_ends_it_without_a_reason(world, year, unprinted):
    covenant = pact.opened(world, year)
    pact.signed_by(covenant, world.syt, world.dung)
    paper_signed(world, covenant, world.tuangiao)
    pact.signed_by(covenant, world.stp, world.binh)

    covenant = pact.fresh(year)
    done = make.milestone_of(year, MilestoneKind.COVENANT)
    assert (covenant.state, covenant.table.state, covenant.table.frozen_by) == (
        S.SIGNED, TableState.FROZEN, world.binh,
    )  # fmt: skip
    assert (done.done_on, done.place) == (AT.date(), "Điện Biên Phủ")
    assert list(of_kind("clusters.covenant", on=AT.date())) == []
    assert [f.kind for f in of_kind("clusters.milestone", on=AT.date()) if f.title.startswith("Ký")] == []
    assert refusal(lambda: pact.signed_by(covenant, world.syt, world.hoa)).startswith("Vũ Thị Hoa không phải")


def test_ending_it_with_some_missing_wants_a_reason_and_only_those_who_prepare_may(world, year, unprinted, client_for):
    covenant = pact.opened(world, year)
    address = reverse("clusters:covenant-conclude", args=[year.pk])

    assert client_for(world.dung).post(address).status_code == 403
    asked = client_for(world.hanh).post(address, {"reason": " "})
    assert (asked.status_code, asked.context["form"].errors["reason"]) == (
        422, ["Hãy nêu lý do ký khi còn đơn vị chưa ký."],
    )  # fmt: skip
    assert "Chưa ký: Sở Y tế; Tuần Giáo; Sở Tư pháp." in asked.content.decode()
    assert refusal(lambda: signing.conclude_signing(covenant, by=world.hanh, at=AT)).startswith("Còn 3 đơn vị chưa ký")
    assert client_for(world.hanh).post(address, {"reason": "Ký bản giấy"}).status_code == 302
    assert client_for(world.hanh).post(address, {"reason": "Lần nữa"}).status_code == 302
    assert Transition.objects.filter(action="conclude").count() == 1


def test_the_day_of_the_ceremony_is_the_day_of_the_covenant_once_it_has_come(world, year, unprinted):
    for ceremony, expected in ((DAY(2022, 3, 4), DAY(2022, 3, 4)), (DAY(2022, 4, 1), AT.date())):
        covenant = pact.opened(world, year, ceremony_on=ceremony)
        signing.conclude_signing(covenant, by=world.hanh, at=AT, reason="Đủ trên giấy")
        assert make.milestone_of(year, MilestoneKind.COVENANT).done_on == expected
        services.take_back(pact.fresh(year), "reopen", reason="Sửa", by=world.hanh, at=AT)
        assert make.milestone_of(year, MilestoneKind.COVENANT).done_on is None


def test_taken_back_the_signatures_are_void_and_the_signers_told(world, year):
    covenant = pact.opened(world, year)
    pact.signed_by(covenant, world.syt, world.dung)

    assert refusal(lambda: services.take_back(covenant, "withdraw", reason=" ", by=world.lan, at=AT)) == (
        "Cần nêu lý do."
    )
    services.take_back(covenant, "withdraw", reason="Sửa chỉ tiêu", by=world.lan, at=AT)

    covenant = pact.fresh(year)
    assert (covenant.state, covenant.digest, covenant.table) == (S.DRAFT, "", None)
    assert Signature.objects.get().void_at == AT
    told = Notice.objects.filter(key__startswith="clusters.covenant-void").order_by("person__username")
    assert [(n.person.username, n.subject) for n in told] == [
        ("dung", "Chữ ký giao ước hết hiệu lực: Khối nội chính năm 2022"),
        ("hoa", "Chữ ký giao ước hết hiệu lực: Khối nội chính năm 2022"),
    ]
    again = pact.opened(world, year)
    assert pact.signed_by(again, world.syt, world.dung)[1]


def test_a_signed_one_is_opened_by_the_standing_body_while_no_sheet_is_past_self_scoring(world, year, unprinted):
    covenant = pact.opened(world, year)
    signing.conclude_signing(covenant, by=world.hanh, at=AT, reason="Ký giấy")
    covenant = pact.fresh(year)

    def reopen(by):
        return services.take_back(covenant, "reopen", reason="Sai chỉ tiêu", by=by, at=AT)

    assert "không có quyền" in refusal(lambda: reopen(world.binh))
    sheet = scoring.sheet(make.membership_of(year, world.syt), covenant.table, state=SheetState.VERIFYING)
    assert refusal(lambda: reopen(world.hanh)).startswith("Đã có phiếu nộp để thẩm định")
    type(sheet).objects.update(state=SheetState.SELF)
    reopen(world.hanh)
    assert (pact.fresh(year).state, pact.fresh(year).table) == (S.DRAFT, None)
    assert pact.opened(world, year).table == year.score_tables.get(state=TableState.FROZEN)


# Heads ----------------------------------------------------------------------------------------------------------------
def test_the_grid_says_who_has_no_head_and_puts_the_leader_last(world, year, client_for):
    pact.opened(world, year)
    page = client_for(world.lan).get(reverse("clusters:covenant-ceremony", args=[year.pk]))

    assert [(box.row.name, box.heads) for box in page.context["boxes"]] == [
        ("Sở Y tế", True), ("Tuần Giáo", False), ("Sở Tư pháp", True),
    ]  # fmt: skip
    assert "Chưa có thủ trưởng có tài khoản" in page.content.decode()


def test_a_new_head_may_sign_and_one_whose_post_ended_may_not(world, year):
    covenant = pact.opened(world, year)
    new = account("moi", "Giàng Thị Mới")
    new.save()
    Appointment.objects.create(user=new, unit=world.tuangiao, role=Role.HEAD, title="Chủ tịch", starts_on=IN_POST_SINCE)
    Appointment.objects.filter(user=world.dung).update(ends_on=DAY(2022, 3, 1))

    signature, _ = pact.signed_by(covenant, world.tuangiao, new)
    assert (signature.name, signature.title) == ("Giàng Thị Mới", "Chủ tịch")
    assert "không phải thủ trưởng" in refusal(lambda: pact.signed_by(covenant, world.syt, world.dung))


def test_the_head_of_the_successor_signs_for_the_member_that_was_merged(world, year):
    new = NewUnit(name="Sở Y tế và Dân số", kind="department", parent=world.province)
    unit_services.merge_units([world.syt], into=[new], on=DAY(2022, 3, 1), by=world.hanh, at=AT, document="15/NQ")
    unit = Unit.objects.get(name="Sở Y tế và Dân số")
    after = account("sau", "Vàng A Sau")
    after.save()
    Appointment.objects.create(user=after, unit=unit, role=Role.HEAD, title="Giám đốc", starts_on=DAY(2022, 3, 1))
    covenant = pact.opened(world, year)

    duties = {duty.people for duty in of_kind("clusters.covenant", on=AT.date())}
    signature, _ = pact.signed_by(covenant, world.syt, after)

    assert duties == {(world.binh.pk,), (after.pk,)}
    assert (signature.name, str(signature.membership)) == ("Vàng A Sau", "Sở Y tế")


def test_an_old_page_gets_a_sentence_when_the_member_left_or_the_text_was_taken_back(world, year, client_for):
    covenant = pact.opened(world, year)
    address = sign_address(covenant, world.syt)
    client = client_for(with_password(world.dung))
    typed = {"digest": covenant.digest, "password": PASSWORD}
    services.take_back(covenant, "withdraw", reason="Sửa", by=world.hanh, at=AT)

    back = client.post(address, typed, follow=True).content.decode()
    pact.opened(world, year)
    gone = make.membership_of(year, world.syt)
    members.remove_member(gone, left_on=DAY(2022, 3, 1), reason="Chuyển khối", by=world.hanh, at=AT)
    left = client.post(address, typed, follow=True).content.decode()

    assert signing.NOT_OPEN in back
    assert "Sở Y tế không còn là thành viên nên không ký giao ước này." in left
    assert Signature.objects.count() == 0


def test_the_head_is_asked_for_the_reason_on_the_page(world, year, client_for, unprinted):
    covenant = pact.opened(world, year)
    address = sign_address(covenant, world.stp)
    client = client_for(with_password(world.binh))
    typed = {"digest": covenant.digest, "password": PASSWORD}

    asked = client.post(address, typed)
    assert asked.context["form"].errors == {"reason": ["Hãy nêu lý do ký khi còn đơn vị chưa ký."]}
    assert "Còn chưa ký: Sở Y tế; Tuần Giáo." in asked.content.decode()
    assert client.post(address, typed | {"reason": "Vắng có phép"}).status_code == 302
    assert pact.fresh(year).state == S.SIGNED
