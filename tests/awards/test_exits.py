"""What leaves the book of awards by other doors than its pages, and what happens when two hands meet."""

import datetime

import pytest
from django.urls import reverse

from awards.registry.models import Recipient
from awards.registry.services import merging, recipients
from core.search import search
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
AT = make.BEFORE
LATER = moment(8)


@pytest.fixture
def keeper(world):
    return world.hanh


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
