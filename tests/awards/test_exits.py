"""What leaves the book of awards by other doors than its pages, and what happens when two hands meet."""

import datetime
import io
import re
import uuid

import pytest
from django.core.management import call_command
from django.urls import reverse

from awards.forwarding.models import Forwarding
from awards.forwarding.services import letters
from awards.fund import services as fund_services
from awards.registry.models import Decision, Grant, GrantChange, Recipient
from awards.registry.queries.facts import awards_of_units
from awards.registry.queries.figures import given_by_the_province
from awards.registry.services import decisions, merging, recipients
from core import files
from core.errors import Refused, Stale
from core.models import JournalEntry, Notice, Transition
from core.models.notices import NoticeState
from core.search import search
from tests.core import uploads
from tests.factories import awards as make
from tests.factories import units as make_units
from tests.factories.unit_plans import moment
from units.enums import Role

pytestmark = pytest.mark.django_db
AT = make.BEFORE
LATER = moment(8)


def at(name, *args):
    return reverse(f"awards:{name}", args=args)


def page(client, name, *args, **asked):
    response = client.get(at(name, *args), asked)
    assert response.status_code == 200
    return response.content.decode()


# Names and words of records -----------------------------------------------------------------------------------------------
@pytest.fixture
def moved(world, keeper):
    """Lò was Phó phòng at Sở Tư pháp; Sở Y tế honoured her later under another name, post and as a doanh nhân."""
    lo = make.person("Lò Thị Thử", by=keeper, unit=world.stp, title="Phó phòng")
    make.entered("1", (lo, "BK_TINH"), by=keeper)
    make.entered("2", (lo, "CSTDCS", {"unit": world.syt, "title": "Giám đốc Kín", "name": "Lò Thị Tên Mới"}), by=keeper,
                 on=datetime.date(2022, 1, 5))  # fmt: skip
    lo = Recipient.objects.get(pk=lo.pk)
    return recipients.update_recipient(
        lo, version=lo.version, by=keeper, at=AT, name="Lò Thị Tên Mới", is_enterprise=True
    )


def test_a_unit_is_shown_the_name_its_own_lines_bear(world, client_for, moved):
    lan, ha = client_for(world.lan), client_for(world.ha)

    assert "Tên Mới" not in page(lan, "recipient-list") + page(lan, "recipient-detail", moved.pk)
    assert "doanh nhân" not in page(lan, "recipient-detail", moved.pk)
    assert [hit.title for found in search(world.lan, "lo thi", limit=5) for hit in found.hits] == ["Lò Thị Thử"]
    assert search(world.lan, "ten moi", limit=5) == []
    assert "Lò Thị Tên Mới" in page(ha, "recipient-list")
    assert "doanh nhân" in page(ha, "recipient-detail", moved.pk)


@pytest.mark.parametrize("words", ["lo thi thu", "pho phong", "so tu phap"])
def test_a_unit_finds_what_it_is_shown_whatever_was_given_elsewhere_since(world, client_for, moved, words):
    """A search that found nothing would tell of the newer line at the other unit."""
    shown = client_for(world.lan).get(at("recipient-list"), {"q": words}).context["shown"]

    assert [(one.name, one.place) for one in shown] == [("Lò Thị Thử", "Phó phòng, Sở Tư pháp")]


def test_a_merge_of_somebody_known_from_drafts_only_is_the_standing_bodys(world, client_for, keeper):
    kept = make.person("Lò Thị Thử", by=keeper, unit=world.stp)
    make.entered("1", (kept, "BK_TINH"), by=keeper)
    gone = make.person("Lò Thị Bí Mật", by=keeper, unit=world.syt)
    make.grant(make.decision("2", by=keeper), gone, "CSTDT", by=keeper)
    old = make.person("Lò Thị Cũ", by=keeper, unit=world.syt)
    make.entered("3", (old, "LDTT"), by=keeper)
    merging.merge(kept, gone, reason="Là một", by=keeper, at=AT)
    merging.merge(kept, old, reason="Là một", by=keeper, at=AT)

    def merged(person):
        response = client_for(person).get(at("recipient-detail", kept.pk))
        return [trace.gone.name for trace in response.context["merges"]]

    assert merged(world.hanh) == ["Lò Thị Cũ", "Lò Thị Bí Mật"]
    assert merged(world.ha) == ["Lò Thị Cũ"]
    assert merged(world.lan) == []


# Notices ------------------------------------------------------------------------------------------------------------------
def test_units_are_told_of_an_entered_decision_with_the_number_of_their_own_lines(world, keeper):
    """Hoa holds a second post in Quài Cang; Tuần Giáo reads its commune; who holds no line's unit is told nothing."""
    make_units.post(world.hoa, world.commune, Role.OFFICER)
    above, late = make_units.person("dieu", "Điêu Thị Trên"), make_units.person("cu", "Lò Văn Cũ")
    make_units.post(above, world.tuangiao, Role.HEAD)
    make_units.post(late, world.stp, Role.OFFICER, ends_on=datetime.date(2022, 2, 1))
    one = make.decision(by=keeper, subject="Tặng Bằng khen cho ông Vàng Kín")
    for name, unit in (("Lò Một", world.stp), ("Lò Hai", world.stp), ("Vàng Kín", world.syt), ("Cà Ba", world.commune)):
        make.grant(one, make.person(name, by=keeper, unit=unit), by=keeper)
    make.grant(one, make.collective("Tổ Một", by=keeper, unit=world.stp), by=keeper)
    assert not Notice.objects.exists()

    make.enter(one, by=keeper)

    told = {notice.person.username: notice for notice in Notice.objects.select_related("person")}
    lines = {name: notice.body.split(" có ")[-1] for name, notice in told.items()}
    assert lines == {
        "lan": "3 dòng (2 cá nhân, 1 tập thể).", "binh": "3 dòng (2 cá nhân, 1 tập thể).",
        "hoa": "2 dòng (2 cá nhân).", "dung": "1 dòng (1 cá nhân).", above.username: "1 dòng (1 cá nhân).",
    }  # fmt: skip
    assert late.username not in told
    assert told["lan"].body.startswith("Quyết định 2871/QĐ-UBND ngày 20/12/2021, Chủ tịch UBND tỉnh.\n")
    assert "2871" not in told["lan"].subject
    assert told["lan"].url == one.get_absolute_url()
    assert not any("Kín" in notice.body + notice.subject for notice in told.values())


def test_a_decision_opened_again_is_not_told_to_those_who_know_nothing_yet(world, keeper):
    one = make.entered("1", (make.person("Lò Thị Thử", by=keeper, unit=world.stp), "BK_TINH"), by=keeper)
    other = make.entered("2", (make.person("Lò Thị Thử", by=keeper, unit=world.stp), "BK_TINH"), by=keeper)
    Notice.objects.filter(person=world.binh).update(state=NoticeState.SENT)

    decisions.take_decision_step(one, "reopen", reason="Sai tên", by=keeper, at=AT)

    def listed(person):
        return [notice.url for notice in Notice.objects.of(person).order_by("pk")]

    assert listed(world.lan) == [other.get_absolute_url()]
    assert listed(world.binh) == [one.get_absolute_url(), other.get_absolute_url()]
    make.enter(one, by=keeper)
    assert listed(world.lan) == [other.get_absolute_url(), one.get_absolute_url()]


# Two hands ----------------------------------------------------------------------------------------------------------------
def test_a_line_is_not_corrected_or_revoked_while_somebody_opens_its_decision_again(world, keeper):
    one = make.entered("1", (make.person("Lò Thị Thử", by=keeper, unit=world.stp), "BK_TINH"), by=keeper)
    seen = Grant.objects.select_related("decision", "recipient").get()
    decisions.take_decision_step(one, "reopen", reason="Sai tên", by=world.thang, at=AT)
    paper = {"paper": "9/QĐ", "dated": datetime.date(2022, 1, 10), "reason": "Sai", "by": keeper, "at": AT}

    with pytest.raises(Stale, match="vừa được mở lại"):
        decisions.correct_grant(seen, name="Lò Thị Khác", **paper)
    with pytest.raises(Stale, match="vừa được mở lại"):
        decisions.revoke_grant(seen, **paper)

    kept = Grant.objects.get()
    assert (kept.name, kept.revoked_on, GrantChange.objects.count()) == ("Lò Thị Thử", None, 0)


def test_a_decision_a_fund_paid_for_is_not_removed(world, client_for, keeper):
    one = make.entered("1", (make.person("Lò Thị Thử", by=keeper, unit=world.stp), "BK_TINH"), by=keeper)
    fund = fund_services.open_fund(unit=world.province, keeper=world.snv, year=2022, by=keeper, at=LATER)
    fund_services.add_entry(
        fund, press=uuid.uuid4(), on=datetime.date(2022, 2, 1), purpose="province-awards", amount=5, content="Thưởng",
        decision=one, by=keeper, at=LATER,
    )  # fmt: skip
    decisions.take_decision_step(one, "reopen", reason="Sai tên", by=keeper, at=AT)

    answer = client_for(keeper).post(at("decision-remove", one.pk))

    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [decisions.PAID])
    assert Grant.objects.count() == 1
    with pytest.raises(Refused, match="Sổ quỹ"):
        decisions.remove_decision(Decision.objects.get(), by=keeper, at=AT)


def test_two_presses_at_once_make_one_record_and_one_line(world, keeper):
    """Both have looked and found nobody; the second comes to the service when the first has written."""
    one = make.decision(by=keeper)
    record = {"kind": "individual", "name": "Lò Thị Thử", "unit": world.stp}

    decisions.add_new(one, record=record, award="BK_TINH", unit=world.stp, by=keeper, at=AT)
    with pytest.raises(Refused, match="đã có hồ sơ"):
        decisions.add_new(one, record=record, award="BK_TINH", unit=world.stp, by=keeper, at=AT)

    assert (Recipient.objects.count(), Grant.objects.count()) == (1, 1)


def test_what_somebody_removed_meanwhile_is_not_entered_nor_sent(world, keeper):
    lo = make.person("Lò Thị Thử", by=keeper, unit=world.stp)
    one, letter = make.decision(by=keeper), make.letter("2", (lo, "HCLD3"), by=keeper, state="draft")
    make.grant(one, lo, by=keeper)
    decisions.remove_decision(Decision.objects.get(), by=world.thang, at=AT)
    letters.remove_forwarding(Forwarding.objects.get(), by=world.thang, at=AT)

    with pytest.raises(Refused):
        decisions.take_decision_step(one, "enter", by=keeper, at=AT)
    with pytest.raises(Refused):
        letters.take_forwarding_step(letter, "send", by=keeper, at=AT)

    assert not Transition.objects.exists()


def test_a_line_typed_for_a_record_merged_meanwhile_goes_to_the_one_that_stays(world, client_for, keeper):
    kept, gone = (make.person("Lò Thị Thử", by=keeper, unit=unit) for unit in (world.stp, world.syt))
    one = make.decision(by=keeper)
    merging.merge(kept, gone, reason="Là một", by=world.thang, at=AT)

    with pytest.raises(Stale, match="vừa được gộp"):
        decisions.add_grant(one, gone, award="BK_TINH", by=keeper, at=AT)
    client_for(keeper).post(
        f"{at('grant-add', one.pk)}?nguoi={gone.pk}",
        {"award": "BK_TINH", "name": "Lò Thị Thử", "achievement": "Gõ dài"},
    )

    assert [(line.recipient, line.achievement) for line in Grant.objects.select_related("recipient")] == [
        (kept, "Gõ dài")
    ]


# Typed work ---------------------------------------------------------------------------------------------------------------
def test_a_lost_session_keeps_what_was_typed_but_never_an_id_number(world, client_for, keeper):
    """The sign-in page promises it; static/js/drafts.js keeps the forms with data-draft."""
    client, one = client_for(keeper), make.decision(by=keeper)
    lo = make.person("Lò Thị Thử", by=keeper, unit=world.stp)
    entered = make.entered("1", (lo, "BK_TINH"), by=keeper)
    letter = make.letter("2", by=keeper, state="draft")
    fund = fund_services.open_fund(unit=world.province, keeper=world.snv, year=2022, by=keeper, at=LATER)
    pages = {
        "new": page(client, "grant-add", one.pk, moi="individual"), "known": page(client, "grant-add", one.pk, nguoi=lo.pk),
        "correct": page(client, "grant-correct", entered.grants.get().pk), "record": page(client, "recipient-edit", lo.pk),
        "letter": page(client, "forwarding-line-add", letter.pk), "entry": page(client, "fund-entry-add", fund.pk),
        "fund": page(client, "fund-edit", fund.pk), "open": page(client, "fund-open", unit=world.stp.pk, year=2022),
    }  # fmt: skip

    keys = {name: re.search(r'<form [^>]*data-draft="([^"]+)"', said) for name, said in pages.items()}
    assert {name for name, found in keys.items() if found is None} == set()
    assert len({found[1] for found in keys.values()}) == len(pages)
    for name in ("new", "record"):
        assert "data-unkept" in re.search(r'<input [^>]*name="id_number"[^>]*>', pages[name])[0]


def test_numbers_of_an_old_secret_are_forgotten_before_they_make_second_records(world, keeper, settings):
    """What docs/production.md says of another SECRET_KEY."""
    facts = {"kind": "individual", "name": "Lò Thị Thử", "unit": world.stp}
    lo = make.person("Lò Thị Thử", by=keeper, unit=world.stp, id_number="011080000123")

    settings.SECRET_KEY = "another secret of this installation"
    assert recipients.alike(facts, "011080000123") == []
    call_command("forget_id_numbers", stdout=io.StringIO())

    assert recipients.alike(facts, "011080000123") == [lo]
    assert Recipient.objects.get().id_digest is None


def test_records_that_got_different_numbers_meanwhile_are_not_merged(world, keeper):
    seen = [make.person("Lò Thị Thử", by=keeper, unit=unit) for unit in (world.stp, world.syt)]
    for number, one in enumerate(Recipient.objects.order_by("pk")):
        recipients.update_recipient(one, version=0, by=world.thang, at=AT, id_number=f"01108000012{number}")

    with pytest.raises(Refused, match="số định danh"):
        merging.merge(*seen, reason="Là một", by=keeper, at=AT)

    assert not Recipient.objects.exclude(merged_into=None).exists()


def test_a_decision_opened_again_leaves_figures_facts_and_pages_of_members(world, client_for, keeper):
    """Members read it before; while it is typed in again nothing tells of it, however they ask."""
    body = make.collective("Sở Tư pháp", by=keeper, unit=world.stp, body=world.stp)
    one = make.entered("1", (body, "CO_TINH"), by=keeper, subject="Tặng Cờ thi đua")
    line, lan, ha = one.grants.get(), client_for(world.lan), client_for(world.ha)

    addresses = [at("decision-detail", one.pk), at("decision-export", one.pk), at("recipient-detail", body.pk)]

    def known(person, client):
        asked = {"figure": "03.flag.c3", "year": 2021}
        return (
            [client.get(address).status_code for address in addresses],
            len(client.get(at("grant-list"), asked).context["rows"]),
            client.get(at("decision-list")).context["total"],
            len(awards_of_units(person, [world.stp.pk], 2021, on=LATER.date())),
            sum(len(found.hits) for found in search(person, "so tu phap", limit=9) if "khen" in found.label),
            given_by_the_province(2021).cells["flag"]["c3"],
        )

    before = known(world.lan, lan)
    decisions.take_decision_step(one, "reopen", reason="Sai tên", by=keeper, at=AT)

    assert before == ([200, 200, 200], 1, 1, 1, 1, 1)
    assert known(world.lan, lan) == known(world.ha, ha) == ([404, 404, 404], 0, 0, 0, 0, 0)
    assert lan.get(at("grant-correct", line.pk)).status_code == 404


# Files --------------------------------------------------------------------------------------------------------------------
def test_whoever_takes_a_scan_of_a_list_or_of_a_letter_stands_in_the_journal(world, client_for, keeper):
    lo = make.person("Lò Thị Thử", by=keeper, unit=world.stp)
    owners = make.entered("1", (lo, "BK_TINH"), by=keeper), make.letter("2", (lo, "HCLD3"), by=keeper)
    stored = [files.store(uploads.upload("a.pdf", uploads.pdf()), owner=one, by=keeper, at=AT) for one in owners]
    lan, ha = client_for(world.lan), client_for(world.ha)

    for one in stored:
        assert lan.get(reverse("core:file-download", args=[one.uuid])).status_code == 404
        assert b"".join(ha.get(reverse("core:file-download", args=[one.uuid]))).startswith(b"%PDF")

    rows = JournalEntry.objects.filter(act__startswith="file.").order_by("number")
    assert [(row.act, row.by.username, row.subject_id) for row in rows] == [
        (act, name, str(one.pk)) for one in stored for act, name in (("file.refused", "lan"), ("file.download", "ha"))
    ]
