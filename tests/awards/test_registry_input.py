"""What the forms of the book of awards make of good and bad input."""

import datetime

import pytest
from django.urls import reverse

from awards.law.rules import find
from awards.registry.enums import DecisionState
from awards.registry.models import Decision, Grant, GrantChange, Recipient
from awards.registry.queries import grants as grant_queries
from awards.registry.services import decisions, recipients
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
AT = make.BEFORE
PAPER = {"paper": "Quyết định 15/QĐ-UBND", "dated": "10/01/2022", "reason": "Kê khai sai"}
HEAD = {
    "number": "99", "symbol": "QĐ-UBND", "decided_on": "20/12/2021", "level": "province", "unit": "",
    "decider": "Chủ tịch UBND tỉnh", "signer": "Lò Văn Thử", "subject": "Về việc khen thưởng",
}  # fmt: skip
LINE = {"award": "BK_TINH", "cause": "merit", "name": "Lò Thị Thử", "title": "Giám đốc", "workplace": "", "period": ""}


@pytest.fixture
def client(client_for, keeper):
    return client_for(keeper)


@pytest.fixture
def draft(keeper):
    return make.decision(by=keeper)


@pytest.fixture
def lo(world, keeper):
    return make.person("Lò Thị Thử", by=keeper, unit=world.stp)


def at(name, *args):
    return reverse(f"awards:{name}", args=args)


def form_errors(response):
    return [text for texts in response.context["form"].errors.values() for text in texts]


# The head -----------------------------------------------------------------------------------------------------------------
def test_a_decision_is_typed_in_and_leads_to_its_page(client):
    response = client.post(at("decision-create"), HEAD)

    one = Decision.objects.get()
    assert response.url == at("decision-detail", one.pk)
    assert (one.code, one.state, one.version) == ("99/QĐ-UBND", DecisionState.DRAFT, 0)


def test_pressing_twice_leads_to_the_decision_that_is_there(client):
    client.post(at("decision-create"), HEAD)

    again = client.post(at("decision-create"), HEAD)

    one = Decision.objects.get()
    assert again.status_code == 422
    assert "đã có trong sổ" in form_errors(again)[0]
    assert f'href="{at("decision-detail", one.pk)}"' in again.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"decided_on": "09/03/2022"}, "Ngày ký 09/03/2022 chưa đến. Hãy kiểm tra lại ngày."),
        ({"number": "99/QĐ-UBND"}, "Chỉ ghi số, ví dụ 2871; phần sau dấu gạch chéo ghi ở ô Ký hiệu."),
        ({"decided_on": "31/02/2022"}, "Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/03/2022."),
        ({"symbol": "/"}, "Hãy ghi ký hiệu, ví dụ QĐ-UBND."),
    ],
)
def test_a_head_that_cannot_be_is_told(client, changed, said):
    response = client.post(at("decision-create"), {**HEAD, **changed})

    assert (response.status_code, form_errors(response)) == (422, [said])
    assert not Decision.objects.exists()


def test_two_people_at_one_head_see_both_wordings(client, world, draft):
    first = {**HEAD, "number": "2871", "subject": "Của tôi", "version": "0"}
    decisions.update_decision(draft, version=0, by=world.thang, at=AT, subject="Của người khác")

    clash = client.post(at("decision-edit", draft.pk), first)

    assert clash.status_code == 409
    assert clash.context["differences"] == [{"label": "Trích yếu", "before": "Của người khác", "after": "Của tôi"}]
    assert Decision.objects.get().subject == "Của người khác"
    client.post(at("decision-edit", draft.pk), {**first, "version": clash.context["version"]})
    assert Decision.objects.get().subject == "Của tôi"


def test_an_entered_decision_leads_back_instead_of_being_written(client, keeper, draft, lo):
    line = make.grant(draft, lo, by=keeper)
    make.enter(draft, by=keeper)

    for name, pk in (("decision-edit", draft.pk), ("decision-remove", draft.pk), ("grant-add", draft.pk),
                     ("grant-edit", line.pk), ("grant-remove", line.pk)):  # fmt: skip
        assert client.post(at(name, pk), {**HEAD, **LINE, "version": "0"}).url == at("decision-detail", draft.pk)
    assert Grant.objects.get().award == "BK_TINH"


def test_steps_ask_for_what_they_need_and_are_taken_once(client, keeper, draft, lo):
    make.grant(draft, lo, by=keeper)
    enter, annul = at("decision-step", draft.pk, "enter"), at("decision-step", draft.pk, "annul")

    client.post(enter)
    again = client.post(enter, follow=True)
    bare = client.post(annul, {"reason": "Sai thẩm quyền"})
    early = client.post(annul, {**PAPER, "dated": "01/01/2021"})
    client.post(annul, PAPER)

    assert "không cần làm lại bước này" in again.content.decode()
    assert (bare.status_code, early.status_code) == (422, 422)
    assert "không thể trước ngày ký" in form_errors(early)[0]
    assert Decision.objects.get().state == DecisionState.REVOKED
    assert [(one.grant, one.paper) for one in GrantChange.objects.all()] == [(None, PAPER["paper"])]
    assert client.get(at("decision-step", draft.pk, "fly")).status_code == 404


def test_a_draft_without_lines_says_so_before_it_is_entered(client, draft):
    page = client.get(at("decision-step", draft.pk, "enter")).content.decode()

    assert "Quyết định chưa có dòng khen thưởng nào" in page
    assert client.post(at("decision-step", draft.pk, "enter")).status_code == 422


def test_a_draft_is_removed_with_its_lines_and_its_recipient_stays(client, keeper, draft, lo):
    make.grant(draft, lo, by=keeper)

    assert client.post(at("decision-remove", draft.pk)).url == at("decision-list")
    assert (Decision.objects.count(), Grant.objects.count(), Recipient.objects.count()) == (0, 0, 1)


# Lines --------------------------------------------------------------------------------------------------------------------
def test_somebody_known_is_found_without_diacritics_and_picked(client, world, draft, lo):
    found = client.get(at("grant-add", draft.pk), {"q": "lo thi thu"})
    assert [one.recipient for one in found.context["found"]] == [lo]

    client.post(f"{at('grant-add', draft.pk)}?nguoi={lo.pk}", {**LINE, "unit": world.stp.pk})

    line = Grant.objects.get()
    assert (line.recipient, line.unit, line.title, line.position) == (lo, world.stp, "Giám đốc", 1)


def test_the_next_line_begins_with_the_award_of_the_last(client, keeper, draft, lo):
    make.grant(draft, lo, "CSTDT", by=keeper, cause="")

    form = client.get(f"{at('grant-add', draft.pk)}?moi=individual&q=Mùa A Thử").context["form"]

    assert (form["award"].value(), form["name"].value()) == ("CSTDT", "Mùa A Thử")


def test_words_that_match_nobody_say_what_to_do(client, draft):
    page = client.get(at("grant-add", draft.pk), {"q": "khong ai ca"}).content.decode()

    assert "Không có ai như vậy trong sổ" in page
    assert "Cá nhân mới" in page


def test_the_same_recipient_twice_in_a_decision_is_told(client, draft, lo):
    address = f"{at('grant-add', draft.pk)}?nguoi={lo.pk}"
    client.post(address, LINE)

    again = client.post(address, LINE)

    assert form_errors(again) == ["Quyết định đã ghi “Bằng khen của Chủ tịch UBND tỉnh” cho Lò Thị Thử."]
    assert Grant.objects.count() == 1


def test_an_award_given_before_is_shown_and_wants_a_second_word(client, keeper, draft, lo):
    old = make.entered("15", (lo, "BK_TINH"), by=keeper, on=datetime.date(2019, 5, 1))
    address = f"{at('grant-add', draft.pk)}?nguoi={lo.pk}"

    asked = client.post(address, LINE)

    assert asked.status_code == 422
    assert [one.decision for one in asked.context["repeats"]] == [old]
    assert "15/QĐ-UBND" in asked.content.decode()
    assert not draft.grants.exists()
    client.post(address, {**LINE, "anyway": "on"})
    assert draft.grants.count() == 1


def test_a_yearly_title_repeats_only_within_its_year(keeper, draft, lo):
    make.entered("15", (lo, "LDTT", {"period": "năm 2020"}), by=keeper, on=datetime.date(2021, 1, 5))
    make.entered("16", (lo, "LDTT"), by=keeper, on=datetime.date(2020, 12, 1))

    def before(award, period=""):
        found = grant_queries.repeats(keeper, lo, find(award), decision=draft, period=period)
        return [one.decision.number for one in found]

    assert before("LDTT", "năm 2021") == []
    assert before("LDTT", "Năm 2020") == ["15"]
    assert before("LDTT") == ["15"]  # no period said: decisions of 2021


def test_somebody_new_gets_a_record_of_what_was_typed(client, world, draft):
    client.post(
        f"{at('grant-add', draft.pk)}?moi=individual",
        {
            **LINE,
            "unit": world.stp.pk,
            "gender": "female",
            "born_on": "",
            "birth_year": "1980",
            "id_number": "011080000123",
        },
    )

    made = Recipient.objects.get()
    assert (made.name, made.kind, made.title, made.unit, made.birth_year) == (
        "Lò Thị Thử", "individual", "Giám đốc", world.stp, 1980,
    )  # fmt: skip
    assert made.id_digest == recipients.id_digest("011 080 000 123")
    assert Grant.objects.get().recipient == made


def test_a_namesake_is_asked_about_before_a_second_record_is_made(client, world, draft, lo):
    address, typed = f"{at('grant-add', draft.pk)}?moi=individual", {**LINE, "unit": world.stp.pk}

    asked = client.post(address, typed)

    assert asked.status_code == 422
    assert [one.recipient for one in asked.context["alike"]] == [lo]
    assert f"?nguoi={lo.pk}" in asked.content.decode()
    assert (Recipient.objects.count(), Grant.objects.count()) == (1, 0)
    client.post(address, {**typed, "anyway": "on", "seen": asked.context["seen"]})
    assert (Recipient.objects.count(), Grant.objects.count()) == (2, 1)


def test_pressing_twice_after_the_question_makes_one_record(client, world, draft, lo):
    address = f"{at('grant-add', draft.pk)}?moi=individual"
    typed = {**LINE, "unit": world.stp.pk, "anyway": "on", "seen": str(lo.pk)}

    client.post(address, typed)
    again = client.post(address, typed)

    assert again.status_code == 422
    assert [one.recipient.pk for one in again.context["alike"]] == sorted(
        Recipient.objects.values_list("pk", flat=True)
    )
    assert (Recipient.objects.count(), Grant.objects.count()) == (2, 1)


def test_an_id_number_of_another_record_makes_no_second_one(client, world, keeper, draft):
    make.person("Người Cũ", by=keeper, unit=world.syt, id_number="011080000123")

    answer = client.post(
        f"{at('grant-add', draft.pk)}?moi=individual", {**LINE, "id_number": "011080000123", "anyway": "on"}
    )

    assert answer.status_code == 422
    assert [one.recipient.name for one in answer.context["alike"]] == ["Người Cũ"]
    assert "011080000123" not in str(Recipient.objects.values())
    assert (Recipient.objects.count(), Grant.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"id_number": "12345"}, "Số định danh có 12 chữ số (chứng minh nhân dân cũ: 9)."),
        ({"born_on": "09/03/2022"}, "Ngày sinh chưa đến. Hãy kiểm tra lại."),
        ({"born_on": "01/02/1980", "birth_year": "1981"},
         "Năm sinh khác ngày sinh 01/02/1980. Hãy để trống hoặc sửa lại."),
    ],
)  # fmt: skip
def test_what_cannot_be_of_a_person_is_told(client, draft, typed, said):
    answer = client.post(f"{at('grant-add', draft.pk)}?moi=individual", {**LINE, **typed})

    assert (answer.status_code, form_errors(answer)) == (422, [said])
    assert not Recipient.objects.exists()


def test_a_unit_of_the_tree_becomes_a_recipient_once(client, world, draft):
    page = client.get(at("grant-add", draft.pk), {"q": "so tu phap"})
    assert page.context["units"] == [world.stp]
    address = f"{at('grant-add', draft.pk)}?moi=collective&don_vi={world.stp.pk}"
    assert client.get(address).context["form"]["name"].value() == "Sở Tư pháp"
    typed = {**LINE, "name": "Sở Tư pháp", "unit": world.stp.pk, "body": world.stp.pk}

    client.post(address, typed)
    again = client.post(address, {**typed, "award": "CO_TINH", "anyway": "on"})

    made = Recipient.objects.get()
    assert (made.kind, made.body) == ("collective", world.stp)
    assert again.status_code == 422
    found = client.get(at("grant-add", draft.pk), {"q": "so tu phap"})
    assert ([one.recipient for one in found.context["found"]], found.context["units"]) == ([made], [])


def test_two_people_at_one_line_see_both_wordings(client, world, keeper, draft, lo):
    line = make.grant(draft, lo, by=keeper)
    decisions.update_grant(line, by=world.thang, at=AT, title="Phó Giám đốc")

    clash = client.post(
        at("grant-edit", line.pk), {**LINE, "unit": world.stp.pk, "version": "0", "workplace": "Sở Tư pháp"}
    )

    assert clash.status_code == 409
    assert clash.context["differences"] == [{"label": "Chức vụ", "before": "Phó Giám đốc", "after": "Giám đốc"}]
    assert Grant.objects.get().title == "Phó Giám đốc"


def test_a_correction_and_a_revocation_are_told_with_their_papers(client, world, keeper, lo):
    one = make.entered("1", (lo, "BK_TINH"), by=keeper)
    line = one.grants.get()
    typed = {**LINE, "unit": world.stp.pk, "workplace": "Sở Tư pháp", "title": "Chuyên viên", "name": "Lường Thị Thử",
             "version": "0", "paper": "9/QĐ-UBND", "dated": "05/01/2022", "reason": "In sai họ"}  # fmt: skip

    client.post(at("grant-correct", line.pk), typed)
    stale = client.post(at("grant-correct", line.pk), {**typed, "name": "Lù Thị Thử"})
    future = client.post(at("grant-revoke", line.pk), {**PAPER, "dated": "09/03/2022"})
    client.post(at("grant-revoke", line.pk), PAPER)
    twice = client.post(at("grant-revoke", line.pk), PAPER, follow=True)

    page = client.get(at("decision-detail", one.pk)).content.decode()
    assert stale.status_code == 409
    assert "chưa đến" in form_errors(future)[0]
    assert "không đính chính, thu hồi được" in twice.content.decode()
    assert GrantChange.objects.count() == 2
    for words in ("Lò Thị Thử</del>", "Lường Thị Thử</ins>", "9/QĐ-UBND", "Kê khai sai", "Đã thu hồi"):
        assert words in page


# Records ------------------------------------------------------------------------------------------------------------------
def test_a_record_is_edited_and_its_number_never_shown(client, keeper, lo):
    address = at("recipient-edit", lo.pk)
    typed = {"name": "Lò Thị Thử", "title": "Giám đốc", "born_on": "01/02/1980", "version": "0"}

    client.post(address, {**typed, "id_number": "011080000123"})
    page = client.get(address).content.decode()
    stale = client.post(address, {**typed, "title": "Trưởng phòng"})

    known = Recipient.objects.get()
    assert (known.title, known.born_on, known.id_digest) == (
        "Giám đốc", datetime.date(1980, 2, 1), recipients.id_digest("011080000123"),
    )  # fmt: skip
    assert "011080000123" not in page
    assert known.id_digest not in page
    assert stale.status_code == 409
    assert {"label": "Chức vụ", "before": "Giám đốc", "after": "Trưởng phòng"} in stale.context["differences"]
    client.post(address, {**typed, "version": "1", "forget_number": "on"})
    assert Recipient.objects.get().id_digest is None


def test_numbers_above_the_book_are_the_lengths_of_the_lists_they_open(client, world, keeper, lo):
    syt = make.collective("Khoa Nội", by=keeper, unit=world.syt)
    make.entered("1", (lo, "BK_TINH"), (syt, "BK_TINH"), by=keeper)
    two = make.entered("2", (lo, "CSTDCS"), (syt, "TTLDXS"), by=keeper)
    decisions.revoke_grant(two.grants.get(recipient=lo), paper="9/QĐ", dated=datetime.date(2022, 1, 5), reason="Sai",
                           by=keeper, at=AT)  # fmt: skip
    gone = make.entered("3", (lo, "LDTT"), by=keeper)
    decisions.take_decision_step(
        gone, "annul", reason="Sai", paper="9/QĐ", dated=datetime.date(2022, 1, 5), by=keeper, at=AT
    )
    make.grant(make.decision("4", by=keeper), lo, "CSTDT", by=keeper)

    for chosen in ({}, {"state": "revoked"}, {"kind": "individual"}, {"state": "annulled", "kind": "individual"},
                   {"unit": world.syt.pk}, {"award": "BK_TINH"}, {"level": "base"}, {"q": "lo thi"}):  # fmt: skip
        page = client.get(at("grant-list"), chosen)
        assert page.context["rows"].paginator.count == len(page.context["rows"].paginator.object_list)
        for name, chips in (("state", page.context["states"]), ("kind", page.context["kinds"])):
            for one, n, _ in chips:
                opened = client.get(at("grant-list"), {**chosen, name: one.value})
                assert len(opened.context["rows"].object_list) == n, (chosen, one)
        whole = client.get(at("grant-list"), {k: v for k, v in chosen.items() if k != "state"})
        assert len(whole.context["rows"].object_list) == page.context["book"]


def test_an_unreadable_filter_shows_the_whole_book_and_words_find_without_diacritics(client, keeper, lo):
    make.entered("1", (lo, "BK_TINH"), by=keeper)

    assert len(client.get(at("grant-list"), {"year": "năm nào", "page": "x"}).context["rows"].object_list) == 1
    assert len(client.get(at("grant-list"), {"q": "bang khen cua chu tich"}).context["rows"].object_list) == 1
    empty = client.get(at("grant-list"), {"q": "khong co"})
    assert "Không có khen thưởng nào như vậy" in empty.content.decode()
    part = client.get(at("grant-list"), {"q": "lo thi"}, htmx=True).content.decode()
    assert part.lstrip().startswith('<div id="danh-sach">')


# The catalogue --------------------------------------------------------------------------------------------------------------
def test_the_catalogue_is_that_of_the_day(client):
    def shown(day):
        page = client.get(at("catalogue"), {"ngay": day})
        codes = {row.award.code for _, levels in page.context["sections"] for _, rows in levels for row in rows}
        return page, codes, {award.code for award in page.context["absent"]}

    today, then, gone_then = shown("")
    newer, now, gone_now = shown("01/11/2026")

    assert today.context["rules"].code == "RS-2017"
    assert "HUYHIEU_TINH" in then
    assert "KNC_TINH" in gone_then
    assert "KNC_TINH" in now
    assert {"HUYHIEU_TINH", "GK_HUYEN"} <= gone_now
    assert "Đã có quy định mới nhưng chưa được nạp." in newer.content.decode()
    assert "chưa được nạp" not in today.content.decode()
    assert "chưa kiểm chứng" in today.content.decode()
    bad = client.get(at("catalogue"), {"ngay": "hôm qua"})
    assert bad.context["rules"].code == "RS-2017"
    assert "Đang hiện danh mục của hôm nay" in bad.content.decode()
