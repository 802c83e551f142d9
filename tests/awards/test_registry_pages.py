"""Pages of the book of awards: who sees what, and what bad input gets for an answer."""

import datetime

import pytest
from django.urls import reverse

from awards.law.enums import RecipientKind
from awards.registry.enums import GrantState
from awards.registry.services import decisions
from core.models import StoredFile
from core.search import search
from tests.core import uploads
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
AT = make.BEFORE
PAPER = {"paper": "Quyết định 15/QĐ-UBND", "dated": "10/01/2022", "reason": "Kê khai sai"}
HEAD = {
    "number": "99", "symbol": "QĐ-UBND", "decided_on": "20/12/2021", "level": "province",
    "decider": "Chủ tịch UBND tỉnh", "signer": "Lò Văn Thử", "subject": "Về việc khen thưởng", "unit": "",
}  # fmt: skip
LINE = {"award": "BK_TINH", "cause": "merit", "name": "Lò Thị Thử", "title": "", "workplace": "", "period": ""}


@pytest.fixture
def book(world, keeper):
    """An entered decision with a line of each department, an older one of Sở Y tế alone, and a draft that names both."""
    lo = make.person("Lò Thị Thử", by=keeper, unit=world.stp)
    vang = make.person("Vàng A Kín", by=keeper, unit=world.syt)
    entered = make.entered("2871", (lo, "BK_TINH"), (vang, "BK_TINH", {"workplace": "Bệnh viện Kín"}), by=keeper)
    foreign = make.entered("15", (vang, "CSTDCS"), by=keeper, on=datetime.date(2020, 6, 1), subject="Khen ngành y")
    draft = make.decision("7", by=keeper, subject="Dự thảo bí mật")
    make.grant(draft, lo, "CSTDT", by=keeper, title="Chức Bí Mật")
    hidden = make.person("Sùng Giấu Tên", by=keeper, unit=world.stp)
    make.grant(draft, hidden, "CSTDT", by=keeper)
    return {"lo": lo, "vang": vang, "hidden": hidden, "entered": entered, "foreign": foreign, "draft": draft}


def at(name, *args):
    return reverse(f"awards:{name}", args=args)


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def names(response):
    return [grant.name for grant in response.context["rows"]]


# Who sees what ------------------------------------------------------------------------------------------------------------
def test_the_book_shows_a_unit_its_own_lines_and_counts_only_them(world, client_for, book):
    mine, all_of_them = client_for(world.lan).get(at("grant-list")), client_for(world.hanh).get(at("grant-list"))

    assert names(mine) == ["Lò Thị Thử"]
    assert (mine.context["book"], mine.context["in_state"]) == (1, 1)
    assert mine.context["states"] == [(GrantState.STANDING, 1, False)]
    assert "Kín" not in text(mine)
    assert names(all_of_them) == ["Lò Thị Thử", "Vàng A Kín", "Vàng A Kín"]
    assert all_of_them.context["states"] == [(GrantState.DRAFT, 2, False), (GrantState.STANDING, 3, False)]


@pytest.mark.parametrize("name", ["admin", "tuan", "van", "ke", "stranger", "root"])
def test_whoever_reads_nothing_finds_empty_lists(world, client_for, book, name):
    client = client_for(world.people[name])

    for page in ("grant-list", "decision-list", "recipient-list"):
        said = text(client.get(at(page)))
        assert not {"Lò Thị", "Vàng A", "2871", "Sùng"} & {
            word for word in ("Lò Thị", "Vàng A", "2871", "Sùng") if word in said
        }
    assert client.get(at("decision-detail", book["entered"].pk)).status_code == 404
    assert client.get(at("recipient-detail", book["lo"].pk)).status_code == 404
    assert search(world.people[name], "vang a", limit=5) == []


def test_a_decision_shows_a_unit_its_head_and_only_its_lines(world, client_for, book):
    response = client_for(world.lan).get(at("decision-detail", book["entered"].pk))

    said = text(response)
    assert names(response) == ["Lò Thị Thử"]
    assert response.context["kinds"] == {RecipientKind.INDIVIDUAL: 1}
    assert response.context["total"] == 1
    assert "Kín" not in said
    assert "Lịch sử" not in said
    assert "Bản chụp" not in said


def test_a_decision_about_others_is_not_known_to_a_unit(world, client_for, book):
    client = client_for(world.lan)

    assert client.get(at("decision-detail", book["foreign"].pk)).status_code == 404
    rows = client.get(at("decision-list"))
    assert [one.number for one, _ in rows.context["lines"]] == ["2871"]
    assert rows.context["lines"][0][1] == 1
    assert rows.context["total"] == 1
    assert 2020 not in dict(rows.context["form"].fields["year"].choices)


@pytest.mark.parametrize("name", ["lan", "binh", "ha", "do"])
def test_a_draft_is_the_standing_bodys_alone(world, client_for, book, name):
    client = client_for(world.people[name])

    assert client.get(at("decision-detail", book["draft"].pk)).status_code == 404
    assert client.get(at("recipient-detail", book["hidden"].pk)).status_code == 404
    assert "bí mật" not in text(client.get(at("decision-list"), {"q": "bi mat"}))
    assert names(client.get(at("grant-list"), {"state": "draft"})) == []
    assert "Sùng Giấu Tên" not in text(client.get(at("recipient-list")))
    assert "Chức Bí Mật" not in text(client.get(at("recipient-detail", book["lo"].pk)))


def test_a_recipient_shows_a_unit_only_the_awards_it_may_see(world, client_for, keeper, book):
    """Lò moved to Sở Y tế and got another award there; her old department learns neither."""
    make.entered("50", (book["lo"], "CSTDCS", {"unit": world.syt, "title": "Trưởng phòng Kín"}), by=keeper,
                 on=datetime.date(2022, 1, 5))  # fmt: skip
    mine = client_for(world.lan).get(at("recipient-detail", book["lo"].pk))
    theirs = client_for(world.hoa).get(at("recipient-detail", book["lo"].pk))
    every = client_for(world.ha).get(at("recipient-detail", book["lo"].pk))

    def awards(response):
        return [grant.award for _, rows in response.context["timeline"] for grant, _ in rows]

    assert (awards(mine), awards(theirs), awards(every)) == (["BK_TINH"], ["CSTDCS"], ["CSTDCS", "BK_TINH"])
    assert "Kín" not in text(mine)
    assert "Trưởng phòng Kín" in text(theirs)
    said = client_for(world.lan).get(at("recipient-list"), {"q": "truong phong kin"})
    assert said.context["shown"] == []
    assert [one.place for one in client_for(world.lan).get(at("recipient-list")).context["shown"]] == [
        "Chuyên viên, Sở Tư pháp"
    ]


def test_birthdays_are_for_readers_of_every_unit(world, client_for, keeper):
    born = make.person("Lò Sinh Nhật", by=keeper, unit=world.stp, born_on=datetime.date(1980, 5, 17), gender="female")
    make.entered("1", (born, "BK_TINH"), by=keeper)

    assert "17/05/1980" in text(client_for(world.ha).get(at("recipient-detail", born.pk)))
    said = text(client_for(world.lan).get(at("recipient-detail", born.pk)))
    assert "1980" not in said
    assert "Giới tính" not in said


def test_the_search_finds_and_counts_only_what_may_be_seen(world, book):
    def found(person, words):
        return {one.label: [hit.title for hit in one.hits] for one in search(person, words, limit=9)}

    assert found(world.lan, "lo thi thu") == {"Người, tập thể được khen": ["Lò Thị Thử"]}
    assert found(world.lan, "vang a") == {}
    assert found(world.lan, "sung giau") == {}
    assert found(world.ha, "sung giau") == {}
    assert found(world.hanh, "sung giau") == {"Người, tập thể được khen": ["Sùng Giấu Tên"]}
    assert found(world.lan, "khen nganh y") == {}
    assert found(world.hoa, "khen nganh y") == {"Quyết định khen thưởng": ["Quyết định 15/QĐ-UBND"]}
    assert found(world.lan, "bi mat") == found(world.ha, "bi mat") == {}
    assert found(world.lan, "chuc bi mat") == {}


def test_a_correction_of_another_units_line_is_not_told(world, client_for, keeper, book):
    line = book["entered"].grants.get(recipient=book["vang"])
    decisions.correct_grant(
        line, paper="9/QĐ", dated=datetime.date(2022, 1, 10), reason="Sai", by=keeper, at=AT, name="Vàng A Khác"
    )

    assert client_for(world.lan).get(at("decision-detail", book["entered"].pk)).context["changes"] == []
    said = text(client_for(world.hoa).get(at("decision-detail", book["entered"].pk)))
    assert "Vàng A Kín" in said
    assert "Vàng A Khác" in said
    assert "Lý do: Sai" not in said


def test_the_scan_is_for_readers_of_every_line(world, client_for, keeper, book):
    client_for(keeper).post(
        at("decision-file", book["entered"].pk), {"file": uploads.upload("ban-chup.pdf", uploads.pdf())}
    )
    stored = StoredFile.objects.get()

    address = reverse("core:file-download", args=[stored.uuid])
    assert client_for(world.lan).get(address).status_code == 404
    assert client_for(world.ha).get(address).getvalue().startswith(b"%PDF")
    assert "ban-chup" not in text(client_for(world.lan).get(at("decision-detail", book["entered"].pk)))
