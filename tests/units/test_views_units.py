"""Pages of units: list, tree, one unit, events; as of a day, by role, and without surprises in number of queries."""

import datetime
import io
import unicodedata

import openpyxl
import pytest

from core.models import JournalEntry
from tests.units.test_signin import words
from units.models import Unit
from units.services import units as services

DAY = datetime.date


def names(response):
    return [unit.period.name for unit in response.context["page"]]


def sheet_rows(response):
    """Rows of the exported workbook as dicts, by the printed header."""
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue() if response.streaming else response.content)).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(i for i, row in enumerate(rows) if len([v for v in row if v]) > 3)
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :] if any(row)]


@pytest.mark.parametrize("q", ["y te", "Y TẾ", "Sở y tế", "syt"])
def test_search_finds_without_marks(world, client_for, q):
    response = client_for(world.tuan).get("/don-vi/", {"q": q})

    assert names(response) == ["Sở Y tế"]


def test_decomposed_words_find_too(world, client_for):
    response = client_for(world.tuan).get("/don-vi/", {"q": unicodedata.normalize("NFD", "Tuần Giáo")})

    assert names(response) == ["UBND huyện Tuần Giáo"]


def test_filters_by_kind_and_parent(world, client_for):
    client = client_for(world.lan)

    assert names(client.get("/don-vi/", {"kind": "commune"})) == ["UBND xã Quài Cang"]
    assert names(client.get("/don-vi/", {"parent": world.tuangiao.pk})) == ["UBND xã Quài Cang"]
    assert names(client.get("/don-vi/", {"parent": world.snv.pk})) == ["Ban Thi đua - Khen thưởng"]


def test_list_of_a_day_shows_the_units_and_names_of_that_day(world, client_for):
    at = datetime.datetime(2022, 3, 8, 2, tzinfo=datetime.UTC)
    services.rename_unit(world.stp, name="Sở Pháp chế", on=DAY(2022, 3, 1), document="QĐ 1", by=world.hanh, at=at)
    services.dissolve_unit(world.syt, on=DAY(2022, 3, 5), document="QĐ 2", by=world.hanh, at=at)
    client = client_for(world.hanh)

    assert names(client.get("/don-vi/", {"q": "so"})) == ["Sở Nội vụ", "Sở Pháp chế"]
    assert names(client.get("/don-vi/", {"q": "so", "on": "28/02/2022"})) == ["Sở Nội vụ", "Sở Tư pháp", "Sở Y tế"]


def test_nonsense_day_gets_a_sentence_and_the_list_of_today(world, client_for):
    response = client_for(world.hanh).get("/don-vi/", {"on": "31/02/2022"})

    assert response.status_code == 200
    assert "Hãy ghi ngày theo dạng ngày/tháng/năm" in words(response)
    assert len(names(response)) == 7


def test_partial_is_the_part_of_the_page(world, client_for):
    client = client_for(world.hanh)
    page = client.get("/don-vi/", {"q": "so"}).content.decode()
    partial = client.get("/don-vi/", {"q": "so"}, htmx=True).content.decode()

    assert partial.strip() in page
    assert "<html" not in partial


def test_names_of_people_stay_in_their_scope(world, client_for):
    own, other = f"/don-vi/{world.stp.pk}/", f"/don-vi/{world.syt.pk}/"

    def shown(person, address):
        return [row["post"].user.username for row in client_for(person).get(address).context["posts"]]

    assert sorted(shown(world.lan, own)) == ["binh", "lan"]
    assert sorted(shown(world.ha, other)) == ["dung", "hoa"]
    for person, address in ((world.lan, other), (world.tuan, own), (world.stranger, own), (world.root, own)):
        text = words(client_for(person).get(address))
        assert [n for n in ("Vũ Thị Hoa", "Lê Tiến Dũng", "Trần Quốc Bình") if n in text] == []


@pytest.mark.parametrize(
    "address", ["them/", "{stp}/sua-loi-go/", "{stp}/doi-ten/", "{stp}/ket-thuc/", "{stp}/hop-nhat/", "nhap/"]
)
@pytest.mark.parametrize("name", ["lan", "binh", "tuan", "van", "ke", "do", "ha", "root", "stranger"])
def test_only_managers_change_units(world, client_for, address, name):
    client, target = client_for(world.people[name]), "/don-vi/" + address.format(stp=world.stp.pk)

    assert (client.get(target).status_code, client.post(target, {}).status_code) == (403, 403)


def test_staff_founds_a_unit(world, client_for):
    response = client_for(world.hanh).post(
        "/don-vi/them/",
        {
            "name": "Trường Chính trị tỉnh",
            "kind": "school",
            "parent": world.province.pk,
            "on": "01/03/2022",
            "other_names": "Trường CT tỉnh\n\nTCT",
        },
    )

    unit = Unit.objects.get(name="Trường Chính trị tỉnh")
    assert response["Location"] == f"/don-vi/{unit.pk}/"
    assert (unit.valid_from, unit.other_names, unit.parent) == (
        DAY(2022, 3, 1),
        ["Trường CT tỉnh", "TCT"],
        world.province,
    )


def test_refused_unit_keeps_what_was_typed(world, client_for):
    response = client_for(world.hanh).post(
        "/don-vi/them/", {"name": "Sở Tư  pháp", "kind": "department", "parent": world.province.pk, "on": "08/03/2022"}
    )

    assert response.status_code == 422
    assert "Đã có “Sở Tư pháp” thuộc “Tỉnh Điện Biên” hoạt động trong ngày 08/03/2022." in words(response)
    assert 'value="Sở Tư  pháp"' in response.content.decode()


def test_staff_merges_two_departments_by_the_page(world, client_for):
    response = client_for(world.hanh).post(
        f"/don-vi/{world.stp.pk}/hop-nhat/",
        {
            "others": [world.syt.pk],
            "on": "01/04/2022",
            "document": "Nghị quyết 1",
            "moi-TOTAL_FORMS": 3,
            "moi-INITIAL_FORMS": 0,
            "moi-0-name": "Sở Tư pháp và Y tế",
            "moi-0-kind": "department",
            "moi-0-code": "STPYT",
        },
    )

    assert response.status_code == 302
    new = Unit.objects.get(code="STPYT")
    assert (new.valid_from, new.parent) == (DAY(2022, 4, 1), world.province)
    assert {s.predecessor_id for s in new.came_from.all()} == {world.stp.pk, world.syt.pk}
    shown = words(client_for(world.hanh).get(f"/don-vi/{new.pk}/"))
    assert "Chưa hoạt động" in shown
    assert "← Sở Tư pháp ← Sở Y tế" in shown


def test_merge_without_receiver_says_what_to_do(world, client_for):
    response = client_for(world.hanh).post(
        f"/don-vi/{world.stp.pk}/hop-nhat/",
        {"on": "01/04/2022", "document": "NQ 1", "moi-TOTAL_FORMS": 0, "moi-INITIAL_FORMS": 0},
    )

    assert response.status_code == 422
    assert "Hợp nhất cần ít nhất một đơn vị cũ và một đơn vị nhận." in words(response)
    assert Unit.objects.get(pk=world.stp.pk).valid_to is None


@pytest.mark.parametrize("kind", ["doi-ten", "chuyen", "hop-nhat", "chia-tach", "ket-thuc"])
def test_event_pages_open(world, client_for, kind):
    assert client_for(world.admin).get(f"/don-vi/{world.stp.pk}/{kind}/").status_code == 200


def test_unknown_event_and_unit_are_404(world, client_for):
    client = client_for(world.hanh)

    assert client.get(f"/don-vi/{world.stp.pk}/no-tung/").status_code == 404
    assert client.get("/don-vi/999999/").status_code == 404


def test_ended_unit_points_to_its_successor(world, client_for):
    at = datetime.datetime(2022, 3, 8, 2, tzinfo=datetime.UTC)
    services.merge_units([world.stp], into=[world.syt], on=DAY(2022, 3, 1), document="QĐ 1", by=world.hanh, at=at)

    assert "Hiện nay công việc thuộc Sở Y tế ." in words(client_for(world.tuan).get(f"/don-vi/{world.stp.pk}/"))


def test_export_holds_the_rows_of_the_page(world, client_for):
    client = client_for(world.lan)

    rows = sheet_rows(client.get("/don-vi/xuat/", {"q": "so"}))

    assert [row["Tên đơn vị"] for row in rows] == names(client.get("/don-vi/", {"q": "so"}))
    assert JournalEntry.objects.get(act="units.export").detail == {"on": "2022-03-08", "rows": 3}


def test_only_a_province_stands_alone(world, client_for):
    response = client_for(world.hanh).post(
        "/don-vi/them/", {"name": "Sở Mới", "kind": "department", "on": "08/03/2022"}
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {"parent": ["Hãy chọn đơn vị cấp trên."]}
