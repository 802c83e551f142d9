"""Letters to the State level: what they hold, who may know, what was answered."""

import datetime
import threading

import pytest
from django.db import connection
from django.urls import reverse

from awards.forwarding import queries
from awards.forwarding.enums import ForwardingState, Outcome
from awards.forwarding.models import Forwarded, Forwarding
from awards.forwarding.services import answers, letters
from awards.forwarding.workflow import sending_findings
from awards.registry.models import Recipient
from awards.registry.services import merging
from core import files
from core.errors import Refused, Stale
from core.models import JournalEntry, Notice, Transition
from core.search import search
from tests.factories import awards as make
from tests.factories import cast
from tests.factories.unit_plans import moment, word_file

DAY = datetime.date
AT = make.BEFORE  # 1/3/2022
TODAY = AT.date()
LETTER = {
    "number": "12", "symbol": "TTr-UBND", "dated": DAY(2022, 2, 10), "addressee": "Thủ tướng Chính phủ",
    "subject": "Đề nghị tặng thưởng",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def by(world):
    return world.hanh


@pytest.fixture
def lo(world, by):
    return make.person("Lò Văn Thử", by=by, unit=world.stp)


@pytest.fixture
def letter(by, lo):
    """Sent on 10/2/2022 with one line."""
    return make.letter("12", (lo, "CSTDTQ"), by=by)


def only(letter):
    return letter.lines.select_related("recipient", "forwarding").get()


def state_decision(*lines, by, on=None, number="77"):
    """Entered, of the State level, signed on 20/2/2022."""
    on = on or DAY(2022, 2, 20)
    return make.entered(number, *lines, by=by, on=on, level="state", decider="Thủ tướng Chính phủ")


def answer(line, outcome=Outcome.REFUSED, *, by, version=None, **said):
    said = {"answer": "Công văn 5/BTĐKT", "answered_on": DAY(2022, 2, 25), "reason": "Chưa đủ năm", **said}
    version = line.version if version is None else version
    return answers.answer_line(line, outcome=outcome, version=version, by=by, at=AT, on=TODAY, **said)


# Counts for other rooms ------------------------------------------------------------------------------------------------
def test_counted_takes_lines_of_sent_letters_of_the_year(world, by, lo):
    stp = make.collective("Phòng Thử", by=by)
    make.letter("1", (lo, "CSTDTQ"), (stp, "HCLD3"), by=by)
    make.letter("2", (lo, "CSTDTQ"), by=by, on=DAY(2022, 12, 31))
    make.letter("3", (lo, "CSTDTQ"), by=by, on=DAY(2021, 12, 31))
    make.letter("4", (lo, "CSTDTQ"), by=by, state="draft")

    found = queries.counted(2022)

    assert found == [
        queries.Alike("CSTDTQ", "individual", "merit", "", False, 2),
        queries.Alike("HCLD3", "collective", "merit", "", False, 1),
    ]


def test_counted_asks_once(by, letter, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.counted(2022)


# Typing ----------------------------------------------------------------------------------------------------------------
def test_a_letter_is_typed_in_once(by):
    made = letters.create_forwarding(by=by, at=AT, **LETTER)

    with pytest.raises(Refused, match="đã có"):
        letters.create_forwarding(by=by, at=AT, **LETTER)
    assert (made.state, made.code, made.folded) == (
        "draft", "12/TTr-UBND", "12 ttr ubnd thu tuong chinh phu de nghi tang thuong",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["lan", "binh", "do", "ha", "ke", "admin", "root"])
def test_only_the_standing_body_writes(world, by, lo, name):
    other = getattr(world, name)
    draft = make.letter("12", (lo, "CSTDTQ"), by=by, state="draft")
    tries = (
        lambda: letters.create_forwarding(by=other, at=AT, **LETTER),
        lambda: letters.update_forwarding(draft, version=0, by=other, at=AT, subject="Khác"),
        lambda: letters.remove_forwarding(draft, by=other, at=AT),
        lambda: letters.add_line(draft, lo, by=other, at=AT, award="HCLD3"),
        lambda: letters.remove_line(only(draft), by=other, at=AT),
        lambda: letters.take_forwarding_step(draft, "send", by=other, at=AT),
        lambda: letters.attach_file(draft, word_file("a.docx", "x"), by=other, at=AT),
        lambda: answer(only(draft), by=other),
    )

    for act in tries:
        with pytest.raises(Refused):
            act()
    assert Forwarding.objects.get(pk=draft.pk).version == 0


def test_two_people_edit_the_head_and_the_second_is_told(by):
    made = letters.create_forwarding(by=by, at=AT, **LETTER)
    letters.update_forwarding(made, version=0, by=by, at=AT, subject="Một")

    with pytest.raises(Stale):
        letters.update_forwarding(made, version=0, by=by, at=AT, subject="Hai")
    assert Forwarding.objects.get().subject == "Một"


def test_only_awards_of_the_state_level_are_proposed(by, lo):
    draft = letters.create_forwarding(by=by, at=AT, **LETTER)

    with pytest.raises(Refused, match="không phải danh hiệu, hình thức cấp Nhà nước"):
        letters.add_line(draft, lo, by=by, at=AT, award="BK_TINH")
    with pytest.raises(Refused, match="không phải danh hiệu, hình thức cấp Nhà nước"):
        letters.update_line(
            letters.add_line(draft, lo, by=by, at=AT, award="HCLD3"), version=0, by=by, at=AT, award="CSTDCS"
        )
    assert only(draft).award == "HCLD3"


def test_the_same_award_is_proposed_once(by, lo):
    draft = letters.create_forwarding(by=by, at=AT, **LETTER)
    letters.add_line(draft, lo, by=by, at=AT, award="HCLD3")

    with pytest.raises(Refused, match="Tờ trình đã đề nghị “Huân chương Lao động hạng Ba” cho Lò Văn Thử"):
        letters.add_line(draft, lo, by=by, at=AT, award="HCLD3")


def test_proposing_finds_the_record_of_the_book(world, by, lo):
    draft = letters.create_forwarding(by=by, at=AT, **LETTER)
    identity = {"kind": "individual", "name": "Lò Văn Thử", "unit": world.stp}

    line = letters.propose(draft, identity, by=by, at=AT, award="HCLD3", cause="merit")

    assert (line.recipient, Recipient.objects.count()) == (lo, 1)


def test_a_new_record_goes_when_its_line_is_refused(by):
    draft = letters.create_forwarding(by=by, at=AT, **LETTER)

    with pytest.raises(Refused):
        letters.propose(draft, {"kind": "individual", "name": "Người Mới"}, by=by, at=AT, award="BK_TINH")
    assert Recipient.objects.count() == 0


# Sending and reopening -----------------------------------------------------------------------------------------------
def test_a_letter_without_lines_is_not_sent(by):
    draft = letters.create_forwarding(by=by, at=AT, **LETTER)

    with pytest.raises(Refused, match="chưa có đề nghị nào"):
        letters.take_forwarding_step(draft, "send", by=by, at=AT)


@pytest.mark.parametrize(("dated", "sent"), [(DAY(2022, 3, 1), True), (DAY(2022, 3, 2), False)])
def test_a_letter_of_tomorrow_is_not_sent(by, lo, dated, sent):
    draft = make.letter("12", (lo, "CSTDTQ"), by=by, on=dated, state="draft")

    if not sent:
        with pytest.raises(Refused, match="Ngày tờ trình 02/03/2022 chưa đến"):
            letters.take_forwarding_step(draft, "send", by=by, at=AT)
    else:
        letters.take_forwarding_step(draft, "send", by=by, at=AT)
    assert Forwarding.objects.get().state == ("sent" if sent else "draft")


def test_the_law_of_the_letters_day_warns_and_does_not_stop(by):
    group = make.collective("Phòng Thử", by=by)
    draft = make.letter("12", (group, "CSTDTQ"), by=by, state="draft")

    found = sending_findings(draft, on=TODAY)
    letters.take_forwarding_step(draft, "send", by=by, at=AT)

    assert [(f.code, f.stops) for f in found] == [("subject", False)]
    assert "“Chiến sĩ thi đua toàn quốc” không dành cho tập thể" in found[0].message


def test_a_sent_letter_is_closed(by, letter, lo):
    line = only(letter)
    for act in (
        lambda: letters.update_forwarding(letter, version=0, by=by, at=AT, subject="Khác"),
        lambda: letters.add_line(letter, lo, by=by, at=AT, award="HCLD3"),
        lambda: letters.update_line(line, version=0, by=by, at=AT, name="Khác"),
        lambda: letters.remove_line(line, by=by, at=AT),
        lambda: letters.remove_forwarding(letter, by=by, at=AT),
    ):
        with pytest.raises(Refused, match="Tờ trình đã gửi"):
            act()


def test_it_is_reopened_with_a_reason_while_nothing_is_answered(by, letter):
    with pytest.raises(Refused, match="lý do"):
        letters.take_forwarding_step(letter, "reopen", by=by, at=AT)
    letters.take_forwarding_step(letter, "reopen", by=by, at=AT, reason="Nhầm danh sách")

    assert Forwarding.objects.get().state == ForwardingState.DRAFT
    assert Transition.objects.of(letter).get().reason == "Nhầm danh sách"


def test_an_answered_letter_is_not_reopened(by, letter):
    answer(only(letter), by=by)

    with pytest.raises(Refused, match="Đã ghi kết quả của 1 đề nghị"):
        letters.take_forwarding_step(letter, "reopen", by=by, at=AT, reason="Nhầm")
    answers.clear_answer(only(letter), version=1, by=by, at=AT)
    letters.take_forwarding_step(letter, "reopen", by=by, at=AT, reason="Nhầm")

    assert Forwarding.objects.get().state == ForwardingState.DRAFT


def test_a_line_typed_while_somebody_sends_is_refused(by, lo):
    draft = make.letter("12", (lo, "CSTDTQ"), by=by, state="draft")
    seen = Forwarding.objects.get()
    letters.take_forwarding_step(draft, "send", by=by, at=AT)

    with pytest.raises(Stale):
        letters.add_line(seen, lo, by=by, at=AT, award="HCLD3")
    assert Forwarded.objects.count() == 1


# Answers ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"answer": ""}, "văn bản trả lời"),
        ({"answered_on": None}, "ngày của văn bản"),
        ({"reason": " "}, "lý do"),
        ({"outcome": Outcome.WITHDRAWN, "reason": ""}, "lý do"),
        ({"outcome": Outcome.WAITING}, "chọn kết quả"),
        ({"answered_on": DAY(2022, 3, 2)}, "chưa đến"),
        ({"answered_on": DAY(2022, 2, 9)}, "trước ngày tờ trình 10/02/2022"),
    ],
)
def test_an_answer_needs_paper_day_and_reason(by, letter, said, message):
    with pytest.raises(Refused, match=message):
        answer(only(letter), by=by, **said)
    assert only(letter).outcome == Outcome.WAITING


@pytest.mark.parametrize("day", [DAY(2022, 2, 10), DAY(2022, 3, 1)])
def test_an_answer_may_come_from_the_letters_day_to_today(by, letter, day):
    answer(only(letter), by=by, answered_on=day)

    assert only(letter).answered_on == day


def test_granted_needs_no_reason_and_may_wait_for_the_decision(by, letter):
    answer(only(letter), Outcome.GRANTED, by=by, reason="")

    line = only(letter)
    assert (line.outcome, line.grant, line.answer) == ("granted", None, "Công văn 5/BTĐKT")


def test_nothing_is_answered_before_the_letter_is_sent(by, lo):
    draft = make.letter("12", (lo, "CSTDTQ"), by=by, state="draft")

    with pytest.raises(Refused, match="chưa gửi"):
        answer(only(draft), by=by)


def test_two_people_answer_and_the_second_is_told(by, letter):
    first, second = only(letter), only(letter)
    answer(first, by=by)

    with pytest.raises(Stale, match="vừa ghi kết quả"):
        answer(second, Outcome.WITHDRAWN, by=by)
    assert only(letter).outcome == Outcome.REFUSED


def test_an_answer_is_refused_when_the_letter_was_reopened_meanwhile(by, letter):
    line = only(letter)
    letters.take_forwarding_step(letter, "reopen", by=by, at=AT, reason="Nhầm")

    with pytest.raises(Stale):
        answer(line, by=by)
    assert only(letter).outcome == Outcome.WAITING


def test_the_decision_in_the_book_is_offered_and_gives_paper_and_day(by, lo, letter):
    decision = state_decision((lo, "CSTDTQ"), by=by)
    line = only(letter)
    (grant,) = queries.answers_in_book([line])[line.pk]

    answer(line, Outcome.GRANTED, by=by, grant=grant, answer="Giấy khác", answered_on=DAY(2022, 2, 11))

    line = only(letter)
    assert (line.grant, line.answer, line.answered_on) == (grant, str(decision), DAY(2022, 2, 20))
    assert queries.answers_in_book([line])[line.pk] == []


def test_only_what_fits_is_offered(world, by, lo, letter):
    other = make.person("Lò Văn Khác", by=by, unit=world.stp)
    state_decision((lo, "CSTDTQ"), by=by, on=DAY(2022, 2, 9), number="1")  # older than the letter
    state_decision((lo, "HCLD3"), by=by, number="2")  # another award
    state_decision((other, "CSTDTQ"), by=by, number="3")  # another person
    draft = make.decision("4", by=by, level="state", on=DAY(2022, 2, 20))  # not entered
    make.grant(draft, lo, "CSTDTQ", by=by)
    make.entered("5", (lo, "CSTDTQ"), by=by, on=DAY(2022, 2, 20))  # said to be of the province

    line = only(letter)

    assert queries.answers_in_book([line]) == {line.pk: []}


def test_a_grant_of_somebody_else_is_no_answer(world, by, letter):
    other = make.person("Lò Văn Khác", by=by, unit=world.stp)
    grant = state_decision((other, "CSTDTQ"), by=by).grants.get()

    with pytest.raises(Refused, match="không tặng đúng hình thức này"):
        answer(only(letter), Outcome.GRANTED, by=by, grant=grant)


def test_a_merged_recipient_is_still_answered(by, lo, letter):
    kept = make.person("Lò Văn Thử", by=by, title="Phó Giám đốc")
    merging.merge(kept, lo, reason="Một người", by=by, at=AT)
    grant = state_decision((kept, "CSTDTQ"), by=by).grants.get()

    (line,) = queries.lines_of(letter)

    assert queries.answers_in_book([line]) == {line.pk: [grant]}


def test_link_takes_what_is_certain_and_twice_changes_nothing(world, by, lo):
    other = make.person("Lò Văn Khác", by=by, unit=world.stp)
    letter = make.letter("12", (lo, "CSTDTQ"), (other, "CSTDTQ"), (other, "HCLD3"), by=by)
    state_decision((lo, "CSTDTQ"), (other, "CSTDTQ"), by=by)
    state_decision((other, "CSTDTQ"), by=by, number="78")  # two decisions: not certain

    assert answers.link_answers(letter, by=by, at=AT) == 1
    assert answers.link_answers(letter, by=by, at=AT) == 0
    assert list(letter.lines.values_list("outcome", flat=True)) == ["granted", "waiting", "waiting"]


def test_one_decision_answers_one_of_two_letters(by, lo):
    first, second = (make.letter(number, (lo, "CSTDTQ"), by=by) for number in ("1", "2"))
    state_decision((lo, "CSTDTQ"), by=by)

    assert answers.link_answers(first, by=by, at=AT) == 1
    assert answers.link_answers(second, by=by, at=AT) == 0


def test_answers_in_book_asks_once_for_many_lines(world, by, lo, django_assert_num_queries):
    people = [make.person(f"Lò Văn {n}", by=by, unit=world.stp) for n in "ABCD"]
    letter = make.letter("12", *((one, "CSTDTQ") for one in people), by=by)
    state_decision(*((one, "CSTDTQ") for one in people), by=by)
    lines = queries.lines_of(letter)

    with django_assert_num_queries(1):
        found = queries.answers_in_book(lines)
    assert [len(grants) for grants in found.values()] == [1, 1, 1, 1]


# Who may know -----------------------------------------------------------------------------------------------------------
READERS = {"hanh", "thang", "do", "ha"}


def test_nobody_in_a_unit_learns_who_was_submitted(world, by, lo, letter):
    """The officer of the very unit finds nothing by list, page, search, file, journal, count or notice."""
    stored = letters.attach_file(letter, word_file("to-trinh.docx", "Bí mật"), by=by, at=AT)
    answer(only(letter), by=by)

    for name, person in world.people.items():
        found = search(person, "lo van thu", limit=5)
        labels = {kind.label for kind in found}
        reads = name in READERS
        assert ("Trình cấp Nhà nước" in labels) is reads, name
        assert Forwarding.objects.visible_to(person).exists() is reads, name
        assert files.may_read_file(person, stored) is reads, name
        assert Recipient.objects.visible_to(person).exists() is (name in ("hanh", "thang")), name
    assert Notice.objects.count() == 0


def test_drafts_are_the_standing_bodys(world, by, lo):
    draft = make.letter("12", (lo, "CSTDTQ"), by=by, state="draft")
    stored = letters.attach_file(draft, word_file("du-thao.docx", "Bí mật"), by=by, at=AT)

    for name, person in world.people.items():
        keeps = name in ("hanh", "thang")
        assert Forwarding.objects.visible_to(person).exists() is keeps, name
        assert files.may_read_file(person, stored) is keeps, name
        assert ("Trình cấp Nhà nước" in {kind.label for kind in search(person, "lo van thu", limit=5)}) is keeps, name


def test_the_journal_of_letters_is_for_readers_of_the_whole(world, by, lo, letter):
    from core import journal  # noqa: PLC0415  beside what it proves

    answer(only(letter), by=by)

    assert not [act for act in journal.acts(whole=False) if act.startswith("forwarding")]
    assert {"forwarding.answer", "forwarding.send"} <= set(journal.acts(whole=True))
    assert JournalEntry.objects.filter(act="forwarding.answer").get().subject_name == str(letter)


# Pages ------------------------------------------------------------------------------------------------------------------
def text(response):
    return " ".join(response.content.decode().split())


def test_each_number_opens_the_list_it_counts(world, by, lo, client_for):
    other = make.person("Lò Văn Khác", by=by, unit=world.stp)
    letter = make.letter("12", (lo, "CSTDTQ"), (other, "CSTDTQ"), by=by)
    make.letter("13", (other, "HCLD3"), by=by, on=DAY(2021, 5, 1))
    make.letter("14", (other, "HCLD2"), by=by, state="draft")
    answer(letter.lines.get(recipient=lo), by=by)
    client, address = client_for(by), reverse("awards:forwarding-list")

    first = client.get(address)
    chips = {chip["value"]: chip["count"] for chip in first.context["chips"]}

    assert chips == {"": 3, "draft": 1, "waiting": 2, "refused": 1}
    for value, count in chips.items():
        assert client.get(address, {"show": value}).context["rows"].paginator.count == count
    of_2021 = client.get(address, {"year": 2021, "show": "waiting"}).context
    assert [line.forwarding.number for line in of_2021["rows"]] == ["13"]
    assert {chip["value"]: chip["count"] for chip in of_2021["chips"]} == {"": 1, "waiting": 1}
    assert [one.number for one in client.get(address, {"q": "lo van khac"}).context["rows"]] == ["14", "12", "13"]


def test_days_waiting_are_counted_from_the_letter(by, letter, client_for):
    page = client_for(by).get(letter.get_absolute_url())

    assert "đã chờ 26 ngày" in text(page)  # 10/2 to 8/3
    assert [line.days for line in page.context["lines"]] == [26]


def test_a_clash_shows_both_values_and_saving_again_wins(by, client_for):
    made = letters.create_forwarding(by=by, at=AT, **LETTER)
    client, address = client_for(by), reverse("awards:forwarding-edit", args=[made.pk])
    typed = {**LETTER, "dated": "10/02/2022", "subject": "Của tôi", "version": "0"}
    letters.update_forwarding(made, version=0, by=by, at=AT, subject="Của người khác")

    clashed = client.post(address, typed)

    assert clashed.status_code == 422
    assert clashed.context["clash"] == [{"label": "Trích yếu", "theirs": "Của người khác", "mine": "Của tôi"}]
    assert client.post(address, {**typed, "version": clashed.context["form"]["version"].value()}).status_code == 302
    assert Forwarding.objects.get().subject == "Của tôi"


def test_a_recipient_is_chosen_from_the_book(world, by, lo, client_for):
    draft = letters.create_forwarding(by=by, at=AT, **LETTER)
    client, address = client_for(by), reverse("awards:forwarding-line-add", args=[draft.pk])

    assert client.get(address, {"q": "lo van"}).context["found"] == [lo]
    typed = {"name": "Lò Văn Thử", "award": "HCLD3", "cause": "merit", "unit": world.stp.pk}
    assert client.post(f"{address}?chosen={lo.pk}", typed).status_code == 302
    line = only(draft)
    assert (line.recipient, line.kind, line.unit) == (lo, "individual", world.stp)


def test_a_class_of_persons_is_not_for_collectives(by, client_for):
    draft = letters.create_forwarding(by=by, at=AT, **LETTER)
    address = reverse("awards:forwarding-line-add", args=[draft.pk])
    typed = {"kind": "collective", "name": "Phòng", "award": "HCLD3", "cause": "merit", "person_class": "entrepreneur"}

    refused = client_for(by).post(address, typed)

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["person_class"]


def test_the_answer_page_begins_with_the_decision_of_the_book(by, lo, letter, client_for):
    state_decision((lo, "CSTDTQ"), by=by)
    line = only(letter)
    client, address = client_for(by), reverse("awards:forwarding-answer", args=[letter.pk, line.pk])

    initial = client.get(address).context["form"].initial
    sent = {"outcome": "granted", "grant": initial["grant"], "version": "0"}

    assert initial["outcome"] == "granted"
    assert client.post(address, sent).status_code == 302
    assert only(letter).grant.decision.number == "77"
    assert client.post(address, {**sent, "version": "0"}).status_code == 422  # the second press is told


# Two hands at once --------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_reopening_and_answering_at_once_leaves_no_answered_draft():
    world = cast.world()
    lo = make.person("Lò Văn Thử", by=world.hanh)
    letter = make.letter("12", (lo, "CSTDTQ"), by=world.hanh)
    start = threading.Barrier(2)

    def run(act):
        try:
            start.wait(10)
            act()
        except Refused:
            pass
        finally:
            connection.close()

    line = only(letter)
    hands = [
        threading.Thread(target=run, args=(lambda: answer(line, by=world.hanh),)),
        threading.Thread(
            target=run,
            args=(lambda: letters.take_forwarding_step(letter, "reopen", by=world.thang, at=moment(2), reason="Nhầm"),),
        ),
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)

    pair = (Forwarding.objects.get().state, Forwarded.objects.get().outcome)
    assert pair in {("sent", "refused"), ("draft", "waiting")}


def test_a_letter_without_lines_stands_in_the_list(by):
    letter = letters.create_forwarding(by=by, at=AT, **LETTER)

    assert list(queries.letters_listed(by, {})) == [letter]
    assert queries.numbers(by, {})[:2] == (1, 1)
