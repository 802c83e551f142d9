"""A covenant from the draft to the signed paper: who signs what, in which order, with which password, and what follows."""

import datetime
import io
import json

import pypdf
import pytest
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from clusters.enums import CovenantState, MilestoneKind, SheetState, SignMethod, TableState
from clusters.models import Change, Covenant, CovenantIndicator, Criterion, Signature
from clusters.services import covenants as services
from clusters.services import members, signing
from clusters.services import score_tables as tables
from core.errors import Refused, Stale
from core.models import IssuedCopy, IssuedDocument, JournalEntry, Notice, Transition
from core.obligations import of_kind
from tests.factories import clusters as make
from tests.factories import covenants as pact
from tests.factories import scoring
from tests.factories.cast import IN_POST_SINCE
from tests.factories.units import account
from units.enums import Role
from units.models import Appointment, RoleSecurity, Unit, User
from units.services import units as unit_services
from units.services.units import NewUnit

AT, DAY = make.NOW, datetime.date
PASSWORD = "mat-khau-dai-2022"
S = CovenantState


@pytest.fixture
def year(world):
    """Sở Tư pháp heads, Sở Y tế and Tuần Giáo are members; nobody heads Tuần Giáo."""
    return make.running(world, "Khối nội chính", world.stp, world.syt, world.tuangiao, head=world.stp)


@pytest.fixture
def unprinted(monkeypatch):
    """Where the paper is not the point, it is not printed."""
    monkeypatch.setattr(signing, "issue_paper", lambda covenant, *, by, at: None)


def with_password(person):
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def sign_address(covenant, unit, name="clusters:covenant-sign"):
    return reverse(name, args=[covenant.year_id, make.membership_of(covenant.year, unit).pk])


def paper_signed(world, covenant, unit, **how):
    how = {"name": "Lò Văn Muôn", "title": "Chủ tịch", "digest": covenant.digest, "by": world.hanh, "at": AT} | how
    return signing.record_paper_signature(covenant, make.membership_of(covenant.year, unit), **how)


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value)


# Opening --------------------------------------------------------------------------------------------------------------
def test_signing_opens_with_something_to_sign_and_a_table_without_stopping_findings(world, year):
    empty = pact.written(world, year, content="", indicators=[])
    assert refusal(lambda: services.open_signing(empty, by=world.hanh, at=AT)) == (
        "Giao ước chưa có nội dung hay chỉ tiêu nào."
    )

    covenant = pact.written(world, year)
    table = year.score_tables.get()
    type(table).objects.filter(pk=table.pk).update(share_b=None)
    assert refusal(lambda: services.open_signing(covenant, by=world.hanh, at=AT)).startswith(
        "Bảng điểm: Có 1 tiêu chí xếp loại A–D nhưng chưa ghi loại B"
    )
    tables.discard_table(year.score_tables.get(), by=world.hanh, at=AT)
    assert refusal(lambda: services.open_signing(pact.fresh(year), by=world.hanh, at=AT)) == (
        "Chưa có bảng tiêu chí chấm điểm. Hãy lập ở phần Bảng điểm."
    )


def test_while_it_is_signed_neither_text_nor_table_changes(world, year):
    covenant = pact.opened(world, year)
    table = covenant.table
    table.year = covenant.year

    assert (covenant.state, len(covenant.digest), covenant.table.state) == (S.SIGNING, 64, TableState.DRAFT)
    assert refusal(lambda: tables.add_group(table, symbol="X", name="x", by=world.hanh, at=AT)).startswith(
        "Giao ước đang ký kèm bảng điểm này."
    )
    assert refusal(lambda: pact.written(world, year)) == (
        "Giao ước đang ký nên không sửa được. Hãy đưa về soạn thảo trước."
    )


def test_opening_asks_the_heads_who_have_not_signed_until_the_day_of_the_covenant(world, year):
    covenant = pact.opened(world, year)
    pact.signed_by(covenant, world.syt, world.dung)

    duties = list(of_kind("clusters.covenant", on=AT.date()))

    assert [(d.title, d.due_on, d.people) for d in duties] == [
        ("Ký giao ước thi đua: Khối nội chính năm 2022", DAY(2022, 2, 15), (world.binh.pk,))
    ]
    told = Notice.objects.filter(key__startswith="clusters.covenant-open").order_by("person__username")
    assert [n.person.username for n in told] == ["binh", "dung", "hoa", "lan"]
    assert {n.subject for n in told} == {"Mời ký giao ước thi đua: Khối nội chính năm 2022"}


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


# The ceremony ---------------------------------------------------------------------------------------------------------
def test_at_the_ceremony_a_head_signs_on_anothers_device_whose_session_stays(world, year, client_for):
    covenant = pact.opened(world, year)
    with_password(world.dung)
    client = client_for(world.lan)
    key = client.session.session_key
    address = sign_address(covenant, world.syt, "clusters:covenant-ceremony-sign")
    typed = {"digest": covenant.digest, "username": "DUNG", "password": PASSWORD}

    assert client_for(world.hoa).get(address).status_code == 403
    wrong = client.post(address, typed | {"password": "khong-phai"})
    assert wrong.context["form"].errors["password"] == ["Tên đăng nhập hoặc mật khẩu không đúng."]
    officer = client.post(address, typed | {"username": with_password(world.hoa).username})
    assert officer.context["form"].non_field_errors() == [
        "Vũ Thị Hoa không phải thủ trưởng của Sở Y tế. Chỉ thủ trưởng đơn vị được ký."
    ]
    assert client.post(address, typed).status_code == 302

    made = Signature.objects.get()
    assert (made.person, made.recorded_by, made.method) == (world.dung, world.lan, SignMethod.CEREMONY)
    assert client.session.session_key == key
    assert client.get("/").wsgi_request.user == world.lan


def test_wrong_passwords_at_the_ceremony_lock_the_account_as_at_sign_in(world, year, client_for, settings):
    covenant = pact.opened(world, year)
    with_password(world.dung)
    client = client_for(world.lan)
    address = sign_address(covenant, world.syt, "clusters:covenant-ceremony-sign")
    typed = {"digest": covenant.digest, "username": "dung"}

    codes = [client.post(address, typed | {"password": "sai"}).status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
    locked = client.post(address, typed | {"password": PASSWORD})

    assert (codes[0], codes[-1], locked.status_code) == (422, 429, 429)
    assert Signature.objects.count() == 0


def test_a_second_factor_and_a_first_password_are_asked_for_at_the_ceremony_too(world, year, client_for):
    covenant = pact.opened(world, year)
    with_password(world.dung)
    device = StaticDevice.objects.create(user=world.dung, name="Mã dự phòng", confirmed=True)
    StaticToken.objects.create(device=device, token="abcd2345")
    client = client_for(world.lan)
    address = sign_address(covenant, world.syt, "clusters:covenant-ceremony-sign")
    typed = {"digest": covenant.digest, "username": "dung", "password": PASSWORD}

    User.objects.filter(pk=world.dung.pk).update(must_change_password=True)
    first = client.post(address, typed).context["form"].errors["username"]
    User.objects.filter(pk=world.dung.pk).update(must_change_password=False, second_factor=True)
    without = client.post(address, typed).context["form"].errors["token"]
    done = client.post(address, typed | {"token": "ABCD 2345"})

    assert first[0].startswith("Tài khoản này còn dùng mật khẩu được cấp.")
    assert without[0].startswith("Tài khoản này đã bật xác thực hai bước.")
    assert (done.status_code, Signature.objects.count()) == (302, 1)


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


# The paper ------------------------------------------------------------------------------------------------------------
def test_the_signed_paper_names_everybody_and_carries_the_table(world, year, client_for):
    covenant = pact.opened(world, year)
    pact.signed_by(covenant, world.syt, world.dung)
    pact.signed_by(covenant, world.stp, world.binh, reason="Một đơn vị vắng")

    issued = IssuedDocument.objects.get()
    content = bytes(IssuedCopy.objects.get(document=issued, form="pdf").content)
    said = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    for words in (
        "GIAO ƯỚC THI ĐUA Năm 2022",
        "Chung sức xây dựng nông thôn mới 2 xã",
        "Thu ngân sách tỷ đồng 1.200",
        "SỞ Y TẾ GIÁM ĐỐC (Đã ký lúc",
        "Lê Tiến Dũng",
        "TUẦN GIÁO (Chưa ký)",
        "BẢNG TIÊU CHÍ CHẤM ĐIỂM KHỐI NỘI CHÍNH NĂM 2022",
        "Thang điểm là tham số mẫu, chưa kiểm chứng",
    ):
        assert words in said
    assert said.index("Lê Tiến Dũng") < said.index("TRƯỞNG KHỐI") < said.index("Trần Quốc Bình")
    assert client_for(world.hoa).get(issued.pdf_url).status_code == 200
    assert client_for(world.van).get(issued.pdf_url).status_code == 404


# Who reads, what is kept ----------------------------------------------------------------------------------------------
def test_a_draft_is_no_business_of_the_members_until_signing(world, year, client_for):
    pact.written(world, year, content="CHƯA-CÔNG-BỐ")
    table = year.score_tables.get()
    address = reverse("clusters:covenant-detail", args=[year.pk])

    def reads(person):
        client = client_for(person)
        return "CHƯA-CÔNG-BỐ" in client.get(address).content.decode(), client.get(table.get_absolute_url()).status_code

    assert [reads(p) for p in (world.lan, world.hanh, world.ha)] == [(True, 200)] * 3
    assert [reads(p) for p in (world.hoa, world.dung)] == [(False, 404)] * 2
    assert client_for(world.hoa).get(reverse("clusters:covenant-edit", args=[year.pk])).status_code == 404
    services.open_signing(pact.fresh(year), by=world.hanh, at=AT)
    assert [reads(p) for p in (world.hoa, world.dung)] == [(True, 200)] * 2


def test_no_password_stays_in_journal_history_or_messages(world, year, client_for):
    covenant = pact.opened(world, year)
    with_password(world.dung)
    client = client_for(world.lan)
    address = sign_address(covenant, world.syt, "clusters:covenant-ceremony-sign")

    answer = client.post(
        address, {"digest": covenant.digest, "username": "dung", "password": PASSWORD}, follow=True
    ).content.decode()

    kept = json.dumps(list(JournalEntry.objects.order_by("number").values_list("act", "subject_name", "detail")))
    kept += json.dumps(list(Change.objects.order_by("pk").values_list("label", "reason")))
    kept += json.dumps(list(Notice.objects.order_by("pk").values_list("subject", "body")))
    assert "Sở Y tế đã ký." in answer
    assert PASSWORD not in answer + kept + json.dumps(dict(client.session), default=str)


# Writing --------------------------------------------------------------------------------------------------------------
def written_form(**changes):
    rows = {
        f"{prefix}-{name}": value
        for prefix in ("phong-trao", "chi-tieu")
        for name, value in (
            ("TOTAL_FORMS", "1"),
            ("INITIAL_FORMS", "0"),
            ("MIN_NUM_FORMS", "0"),
            ("MAX_NUM_FORMS", "80"),
        )
    }
    return rows | {"version": "0", "content": "Nội dung một", "place": "", "ceremony_on": "", "press": "save"} | changes


def test_one_row_more_keeps_what_is_typed_and_rows_without_a_name_are_told(world, year, client_for):
    address = reverse("clusters:covenant-edit", args=[year.pk])
    client = client_for(world.lan)

    more = client.post(address, written_form(press="chi-tieu", **{"chi-tieu-0-content": "Thu ngân sách"}))
    assert (more.status_code, 'value="Thu ngân sách"' in more.content.decode()) == (200, True)
    assert 'name="chi-tieu-1-content"' in more.content.decode()
    wrong = client.post(address, written_form(**{"chi-tieu-0-target": "100", "phong-trao-0-goal": "2 xã"}))
    assert wrong.status_code == 422
    assert "Hãy ghi nội dung chỉ tiêu, hoặc đánh dấu bỏ dòng này." in wrong.content.decode()
    assert "Hãy chọn hoặc ghi tên phong trào, hoặc đánh dấu bỏ dòng này." in wrong.content.decode()
    assert Covenant.objects.count() == 0
    assert client.post(address, written_form(**{"chi-tieu-0-content": "Thu ngân sách"})).status_code == 302
    assert list(CovenantIndicator.objects.values_list("content", flat=True)) == ["Thu ngân sách"]


def test_two_who_write_at_once_see_both_texts_and_choose(world, year, client_for):
    address = reverse("clusters:covenant-edit", args=[year.pk])
    client = client_for(world.lan)
    client_for(world.hanh).post(address, written_form(content="Bản của Hạnh"))

    clash = client.post(address, written_form(content="Bản của Lan"))

    assert clash.status_code == 422
    assert clash.context["clash"] == [
        {"name": "content", "label": "Nội dung giao ước", "mine": "Bản của Lan", "theirs": "Bản của Hạnh"}
    ]
    assert clash.context["who"] == "Lò Thị Minh Hạnh"
    chosen = written_form(content="Bản của Lan", version="1", keep_content="mine")
    assert client.post(address, chosen).status_code == 302
    assert client.post(address, chosen).status_code == 302  # the same press once more
    assert Covenant.objects.get().content == "Bản của Lan"


def test_a_stale_save_by_the_service_writes_nothing(world, year):
    pact.written(world, year)
    with pytest.raises(Stale):
        services.save_covenant(
            year,
            version=0,
            content="Khác",
            place="",
            ceremony_on=None,
            campaigns=[],
            indicators=[],
            by=world.lan,
            at=AT,
        )
    assert Covenant.objects.get().content == "Thi đua hoàn thành nhiệm vụ năm."


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


def test_who_must_set_up_a_second_factor_does_it_before_signing_at_the_ceremony(world, year, client_for):
    covenant = pact.opened(world, year)
    with_password(world.dung)
    RoleSecurity.objects.create(role=Role.HEAD, second_factor_required=True)
    address = sign_address(covenant, world.syt, "clusters:covenant-ceremony-sign")

    answer = client_for(world.lan).post(address, {"digest": covenant.digest, "username": "dung", "password": PASSWORD})

    assert answer.context["form"].errors["username"][0].startswith("Tài khoản này phải bật xác thực hai bước trước.")
