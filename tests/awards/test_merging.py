"""Two records that are one: found, compared, merged, taken apart, and found again by what the merged one was called."""

import datetime

import pytest

from awards.registry.models import Merge, Recipient
from awards.registry.queries import duplicates as queries
from awards.registry.services import merging, recipients
from core.errors import Refused, Stale
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
AT = make.BEFORE
ONE = "Cùng một người chuyển công tác"
PAGE, MERGE = "/khen-thuong/nguoi-tap-the/trung/", "/khen-thuong/nguoi-tap-the/gop/"


@pytest.fixture
def lo(world, keeper):
    return make.person("Lò Thị Thử", by=keeper, unit=world.stp, birth_year=1980)


@pytest.fixture
def twin(world, keeper):
    return make.person("Lò Thị Thử", by=keeper, unit=world.syt, title="Bác sĩ")


def names(one):
    return sorted(one.grants.values_list("award", flat=True))


def found(**asked):
    return [
        (m.recipient.unit.name if m.recipient.unit else "", m.recipient.name)
        for g, ms in queries.members(queries.groups(**asked))
        for m in ms
    ]


# Merging ----------------------------------------------------------------------------------------------------------------
def test_a_merge_moves_the_awards_and_can_be_undone(keeper, lo, twin):
    make.entered("1", (lo, "BK_TINH"), by=keeper)
    make.entered("2", (twin, "CSTDCS"), by=keeper)

    trace = merging.merge(lo, twin, reason=ONE, by=keeper, at=AT)
    together = names(lo)
    merging.unmerge(trace, by=keeper, at=AT)

    assert together == ["BK_TINH", "CSTDCS"]
    assert (names(lo), names(twin)) == (["BK_TINH"], ["CSTDCS"])
    assert Recipient.objects.alive().count() == 2
    with pytest.raises(Stale):
        merging.unmerge(trace, by=keeper, at=AT)


def test_the_kept_record_takes_the_newest_post_and_gives_it_back(world, keeper, lo, twin):
    make.entered("1", (lo, "BK_TINH"), by=keeper, on=datetime.date(2019, 5, 1))
    make.entered("2", (twin, "CSTDCS"), by=keeper)

    trace = merging.merge(lo, twin, reason=ONE, by=keeper, at=AT)
    lo.refresh_from_db()
    after = lo.title, lo.unit
    merging.unmerge(trace, by=keeper, at=AT)
    lo.refresh_from_db()

    assert after == ("Bác sĩ", world.syt)
    assert (lo.title, lo.unit) == ("Chuyên viên", world.stp)


def test_two_honoured_by_one_decision_alike_are_not_one(keeper, lo, twin):
    make.entered("1", (lo, "BK_TINH"), (twin, "BK_TINH"), by=keeper)

    with pytest.raises(Refused, match="không phải một"):
        merging.merge(lo, twin, reason=ONE, by=keeper, at=AT)
    assert queries.forbids(queries.evidence(*queries.pair_of(lo, twin)))


def test_a_merge_needs_a_reason_the_standing_body_and_one_kind(world, keeper, lo, twin):
    group = make.collective("Lò Thị Thử", by=keeper)

    with pytest.raises(Refused, match="lý do"):
        merging.merge(lo, twin, reason="  ", by=keeper, at=AT)
    with pytest.raises(Refused, match="Chỉ Ban Thi đua"):
        merging.merge(lo, twin, reason=ONE, by=world.lan, at=AT)
    for other in (lo, group):
        with pytest.raises(Refused, match="khác nhau của cùng một loại"):
            merging.merge(lo, other, reason=ONE, by=keeper, at=AT)
    assert not Merge.objects.exists()


def test_a_record_is_merged_once(keeper, lo, twin):
    again = Recipient.objects.get(pk=twin.pk)
    merging.merge(lo, twin, reason=ONE, by=keeper, at=AT)

    with pytest.raises(Stale, match="vừa được gộp"):
        merging.merge(lo, again, reason=ONE, by=keeper, at=AT)


def test_an_earlier_merge_waits_for_the_later_one_to_be_undone(world, keeper, lo, twin):
    third = make.person("Lò Thị Thử", by=keeper, unit=world.snv)
    make.entered("2", (twin, "CSTDCS"), by=keeper)
    first = merging.merge(lo, twin, reason=ONE, by=keeper, at=AT)
    second = merging.merge(third, lo, reason=ONE, by=keeper, at=AT)

    with pytest.raises(Refused, match="tách lần gộp sau trước"):
        merging.unmerge(first, by=keeper, at=AT)
    merging.unmerge(second, by=keeper, at=AT)
    merging.unmerge(first, by=keeper, at=AT)

    assert names(twin) == ["CSTDCS"]


def test_whoever_was_merged_is_found_again_under_the_old_unit_and_number(world, keeper, lo):
    twin = make.person("Lò Thị Thử", by=keeper, unit=world.syt, id_number="011080000123")
    merging.merge(lo, twin, reason=ONE, by=keeper, at=AT)

    by_unit = recipients.find_or_create(by=keeper, at=AT, kind="individual", name="Lò Thị Thử", unit=world.syt)
    by_number = recipients.find_or_create(
        by=keeper, at=AT, kind="individual", name="Lò Thị Mới", id_number="011080000123"
    )

    assert (by_unit, by_number) == (lo, lo)


# Finding ----------------------------------------------------------------------------------------------------------------
def test_people_of_one_name_are_shown_unless_their_births_tell_them_apart(world, keeper, lo, twin):
    make.person("Vàng A Hai", by=keeper, unit=world.stp, birth_year=1970)
    make.person("Vàng A Hai", by=keeper, unit=world.stp, born_on=datetime.date(1981, 2, 3))
    make.person("Lò Thị Thủ", by=keeper, unit=world.stp)

    assert found() == [("Sở Tư pháp", "Lò Thị Thử"), ("Sở Y tế", "Lò Thị Thử")]
    assert [(group.size, group.near) for group in queries.groups()] == [(2, False)]


def test_offices_of_one_name_are_shown_only_within_one_unit(world, keeper):
    for unit in (world.stp, world.stp, world.syt):
        make.collective("Văn phòng", by=keeper, unit=unit)
    for unit in (world.stp, world.syt):
        make.collective("Phòng Tổ chức", by=keeper, unit=unit)

    assert found(kind="collective") == [
        ("Sở Tư pháp", "Văn phòng"),
        ("Sở Tư pháp", "Văn phòng"),
        ("Sở Y tế", "Văn phòng"),
    ]
    assert found(kind="individual") == []
    assert found(words="phong to") == []


def test_a_merged_record_is_no_duplicate(keeper, lo, twin):
    merging.merge(lo, twin, reason=ONE, by=keeper, at=AT)

    assert queries.groups() == []


def test_what_speaks_for_and_against(world, keeper):
    one = make.person("Lò Văn A", by=keeper, unit=world.stp, birth_year=1980, gender="male")
    other = make.person(
        "Lò Văn A", by=keeper, unit=world.stp, born_on=datetime.date(1980, 2, 3), gender="female", title="Phó phòng"
    )

    assert queries.evidence(*queries.pair_of(one, other)) == [
        (True, "Cùng năm sinh 1980."),
        (True, "Cùng đơn vị: Sở Tư pháp."),
        (False, "Hai giới tính khác nhau."),
    ]


# Pages ------------------------------------------------------------------------------------------------------------------
def test_the_pages_lead_from_the_list_to_the_kept_record_and_back(world, client_for, keeper, lo, twin):
    make.entered("2", (twin, "CSTDCS"), by=keeper)
    client, pair = client_for(keeper), f"{MERGE}?ho_so={lo.pk}&ho_so={twin.pk}"

    listed = client.get(PAGE).content.decode()
    wordless = client.post(pair, {"kept": lo.pk, "reason": ""})
    merged = client.post(pair, {"kept": lo.pk, "reason": ONE})
    record = client.get(lo.get_absolute_url()).content.decode()
    trace = Merge.objects.get()
    client.post(f"/khen-thuong/gop-ho-so/{trace.pk}/tach/")

    assert f'value="{lo.pk}"' in listed and f'value="{twin.pk}"' in listed
    assert wordless.status_code == 422
    assert merged["Location"] == lo.get_absolute_url()
    assert ONE in record
    assert (names(lo), names(twin)) == ([], ["CSTDCS"])


@pytest.mark.parametrize("asked", ["", "?ho_so=1", "?ho_so=x", "?ho_so=0&ho_so=99999"])
def test_anything_but_two_records_leads_back_to_the_list(client_for, keeper, asked):
    assert client_for(keeper).get(MERGE + asked)["Location"] == PAGE
