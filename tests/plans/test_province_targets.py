"""The province's own registration: its words, and the paper that is issued once and stays."""

import hashlib
import io

import pypdf
import pytest
from django.urls import reverse

from core.errors import Refused
from core.models import IssuedCopy, IssuedDocument, JournalEntry, Notice, Transition
from plans.models import TargetRound
from plans.services import filings as steps
from plans.services import province_targets as issuing
from plans.services import targets as services
from tests.factories import reports
from tests.factories import targets as make

ADDRESS = "/ke-hoach/dang-ky/2022/cua-tinh/phat-hanh/"
PAPER = {
    "number": "12", "symbol": "ĐK-UBND", "dated_on": "20/03/2022", "on_behalf": "KT. CHỦ TỊCH",
    "signer_title": "PHÓ CHỦ TỊCH", "signer_name": "Vừ A Bằng",
}  # fmt: skip


@pytest.fixture
def begun(world):
    """The province's own registration, nothing written yet."""
    make.season(world)
    return services.start_for_province(TargetRound.objects.get(), world.province, by=world.hanh, at=make.moment(1))


@pytest.fixture
def confirmed(world, begun):
    return make.filed(begun, by=world.hanh, head=world.thang)


def pdf_text(content):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def issued_of(registration):
    return IssuedDocument.objects.of(registration.round)


# Its words -----------------------------------------------------------------------------------------------------------
def test_it_goes_to_the_lead_of_the_standing_body_in_these_words(world, begun, client_for):
    made = make.draft(begun, by=world.hanh)
    hanh, thang, do = (client_for(person) for person in (world.hanh, world.thang, world.do))
    detail, submit = made.get_absolute_url(), reverse("plans:target-registration-submit", args=[made.pk])

    assert hanh.get(detail).context["primary"]["label"] == "Trình lãnh đạo Ban"
    asked = hanh.get(submit).context
    assert (asked["step"].label, asked["question"]) == (
        "Trình lãnh đạo Ban",
        "Trình đăng ký này cho lãnh đạo Ban TĐKT xác nhận?",
    )
    assert _said(hanh.post(submit, follow=True)) == ["Đã trình lãnh đạo Ban TĐKT."]
    assert thang.get(detail).context["state_label"] == "Chờ lãnh đạo Ban"
    assert do.get(detail).context["state_label"] == "Nháp"
    assert [step["label"] for step in thang.get(detail).context["secondary"]] == [
        "Rút về để sửa",
        "Trả chuyên viên sửa",
    ]
    confirm = reverse("plans:target-registration-confirm", args=[made.pk])
    assert _said(thang.post(confirm, follow=True)) == ["Đã xác nhận đăng ký của tỉnh."]
    assert do.get(detail).context["state_label"] == "Đã xác nhận"
    assert list(Transition.objects.of(made).order_by("pk").values_list("label", flat=True)) == [
        "Bắt đầu soạn",
        "Trình lãnh đạo Ban",
        "Xác nhận",
    ]
    text = hanh.get(detail).content.decode()
    assert ("Thủ trưởng" in text, "thủ trưởng" in text, "Lãnh đạo Ban</dt>" in text) == (False, False, True)


def test_a_units_own_keeps_its_words(world, client_for):
    make.season(world)
    made = make.draft(make.filing_of(world.stp), by=world.lan)

    page = client_for(world.lan).get(reverse("plans:target-registration-submit", args=[made.pk])).context

    assert (page["step"].label, page["question"]) == ("Trình thủ trưởng", "Trình đăng ký này cho thủ trưởng xác nhận?")


def test_notices_name_the_lead(world, begun):
    made = make.awaiting(begun, by=world.hanh)
    steps.hand_back(made, reason="Thiếu", by=world.thang, at=make.moment(3))
    steps.submit(made, by=world.hanh, at=make.moment(4))
    steps.confirm(made, by=world.thang, at=make.moment(4))
    steps.give_back(made, reason="Sai số", by=world.thang, at=make.moment(5))

    told = Notice.objects.filter(person=world.hanh).order_by("pk").values_list("subject", "body")
    what = "đăng ký thi đua với Chính phủ năm 2022"
    assert [(subject, body.split("\n")[-1]) for subject, body in told][-3:] == [
        (f"Lãnh đạo Ban TĐKT trả lại {what} để sửa", "Hạn gửi: trước ngày 15/3/2022, hết thứ Hai 14/3 (24 giờ)."),
        (f"Lãnh đạo Ban TĐKT đã xác nhận {what}", ""),
        ("Đăng ký thi đua với Chính phủ năm 2022 bị trả lại để sửa", "Sửa xong, trình lãnh đạo Ban TĐKT xác nhận lại."),
    ]


def _said(response):
    return [str(message) for message in response.context["messages"]]


# Issuing -------------------------------------------------------------------------------------------------------------
def test_staff_issue_it_and_every_download_gives_the_same_bytes(world, confirmed, client_for):
    client = client_for(world.hanh)

    assert _said(client.post(ADDRESS, PAPER | {"press": "issue"}, follow=True)) == [
        f"Đã phát hành {issued_of(confirmed).get().title}."
    ]
    issued = issued_of(confirmed).get()
    assert (issued.notation, str(issued.dated_on), issued.signer_title, issued.signer_name, issued.issued_by) == (
        "12/ĐK-UBND",
        "2022-03-20",
        "PHÓ CHỦ TỊCH",
        "Vừ A Bằng",
        world.hanh,
    )
    kept = {copy.form: (bytes(copy.content), copy.sha256) for copy in IssuedCopy.objects.filter(document=issued)}
    assert set(kept) == {"pdf", "docx"}
    steps.give_back(confirmed, reason="Sai số", by=world.thang, at=make.moment(5))
    make.draft(confirmed, by=world.hanh, titles=[], goals=[])
    for form, address in (("pdf", issued.pdf_url), ("docx", issued.docx_url)):
        for person in (world.hanh, world.thang, world.do, world.ha):
            given = client_for(person).get(address).content
            assert (given, hashlib.sha256(given).hexdigest()) == kept[form]
    words = " ".join(pdf_text(kept["pdf"][0]).split())
    for wanted in ("Tập thể lao động xuất sắc", "Số: 12/ĐK-UBND", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "Vừ A Bằng"):
        assert wanted in words
    assert "DỰ THẢO" not in words.upper()


def test_both_pages_list_what_was_issued_the_newest_first(world, confirmed, client_for):
    for number in ("12", "15"):
        client_for(world.thang).post(ADDRESS, PAPER | {"number": number, "press": "issue"})

    client = client_for(world.do)
    shown = client.get(ADDRESS)
    assert [(paper.notation, paper.issue) for paper in shown.context["issued"]] == [
        ("15/ĐK-UBND", 2),
        ("12/ĐK-UBND", 1),
    ]
    detail = client.get(confirmed.get_absolute_url()).content.decode()
    assert [issued.pdf_url in detail for issued in issued_of(confirmed)] == [True, True]
    assert JournalEntry.objects.filter(act="document.issue").count() == 2


@pytest.mark.parametrize("state", ["draft", "awaiting", "returned"])
def test_before_the_leads_confirmation_nothing_is_issued(world, begun, client_for, state):
    made = make.in_state(begun, state, by=world.hanh, head=world.thang, staff=world.thang)
    client = client_for(world.hanh)

    page = client.get(ADDRESS)
    answer = client.post(ADDRESS, PAPER | {"press": "issue"})

    assert (page.context["may_issue"], page.context["why_not"]) == (False, issuing.NOT_CONFIRMED)
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [issuing.NOT_CONFIRMED])
    assert answer.context["form"]["signer_name"].value() == "Vừ A Bằng"
    assert not issued_of(made).exists()


@pytest.mark.parametrize("press", ["pdf", "docx"])
def test_a_draft_can_be_looked_at_and_keeps_nothing(world, confirmed, client_for, press):
    answer = client_for(world.do).post(ADDRESS, PAPER | {"press": press})

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert not issued_of(confirmed).exists()
    if press == "pdf":
        assert "DỰ THẢO" in pdf_text(answer.content).upper()


@pytest.mark.parametrize("name", ["lan", "binh", "hoa", "tuan", "admin", "root", "stranger"])
def test_the_issued_paper_is_not_for_units(world, confirmed, client_for, name):
    issuing.issue_for_province(confirmed, by=world.hanh, at=make.moment(3), number="12", symbol="ĐK-UBND")

    assert client_for(world.people[name]).get(issued_of(confirmed).get().pdf_url).status_code == 404


def test_a_units_registration_is_never_issued_for_the_province(world):
    make.season(world)
    made = make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh)

    with pytest.raises(Refused, match=r"Lãnh đạo Ban TĐKT chưa xác nhận bản đăng ký này nên chưa phát hành được\."):
        issuing.issue_for_province(made, by=world.hanh, at=make.moment(3))


def test_a_wrong_day_is_one_sentence_and_loses_nothing(world, confirmed, client_for):
    answer = client_for(world.hanh).post(ADDRESS, PAPER | {"dated_on": "31/02/2022", "press": "issue"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["dated_on"])
    assert answer.context["form"]["number"].value() == "12"


def test_before_it_is_begun_the_page_leads_to_its_beginning(world, client_for):
    make.season(world)

    answer = client_for(world.hanh).get(ADDRESS)

    assert (answer.status_code, answer["Location"]) == (302, "/ke-hoach/dang-ky/2022/cua-tinh/")


# “của đơn vị tôi” ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "shown"), [("lan", True), ("binh", True), ("hanh", False), ("thang", False), ("do", False)]
)
@pytest.mark.parametrize(
    ("page", "link"),
    [("target-list", "my-target-registration"), ("report-round-list", "my-unit-report")],
)
def test_the_way_to_the_own_filing_stands_only_where_there_is_one(world, client_for, page, link, name, shown):
    make.season(world)
    reports.season(world)

    text = client_for(world.people[name]).get(reverse(f"plans:{page}")).content.decode()

    assert (f'href="{reverse(f"plans:{link}")}"' in text) == shown
