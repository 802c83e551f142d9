"""The pages: who finds whose cluster, what a clash shows, what leaves by search, export and counts."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clusters.models import Cluster, ClusterYear, Membership
from clusters.services import members
from core.models import JournalEntry
from core.search import search
from core.sheets import read_book
from tests.factories import clusters as make
from tests.factories import units as make_units
from tests.units.test_resources import confirm, counts, upload, workbook

DAY = datetime.date
LIST = "/cum-khoi/"
IMPORT = "/cum-khoi/nam/2022/nhap/"
HEAD = ["Cụm, khối", "Đơn vị", "Vai trò", "Thứ tự", "Đến hết ngày", "Lý do rời"]


@pytest.fixture
def two(world):
    """Lan's cluster and Hoa's, alike in everything; a third one is being prepared."""
    mine = make.running(world, "Khối nội chính", world.stp, world.snv, head=world.stp)
    theirs = make.running(world, "Khối văn xã", world.syt, world.tuangiao, head=world.syt)
    make.planned(world, "Khối kín")
    return mine, theirs


def exported(client, query=""):
    """[(cluster, unit, role)] of the export."""
    answer = client.get(reverse("clusters:cluster-export") + query)
    sheet = read_book(answer.content, "x.xlsx").sheets[0]
    table = [list(row) for row in sheet.rows]
    head = next(number for number, row in enumerate(table) if "Cụm, khối" in row)
    places = [table[head].index(name) for name in ("Cụm, khối", "Đơn vị", "Vai trò")]
    return [tuple(row[place] for place in places) for row in table[head + 1 :] if row[places[0]]]


def listed(client, query=""):
    """(cards with their member count, bare names) of the list."""
    context = client.get(LIST + query).context
    cards = [(card.year.cluster.name, card.member_count) for group in context["groups"] for card in group["cards"]]
    return cards, [cluster.name for cluster in context["others"]]


# Who finds what -----------------------------------------------------------------------------------------------------------
def test_a_member_opens_its_own_cluster_and_knows_the_others_by_name_only(world, client_for, two):
    mine, theirs = two
    client = client_for(world.lan)

    assert listed(client) == ([("Khối nội chính", 2)], ["Khối văn xã"])
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert client.get(theirs.get_absolute_url()).status_code == 404
    shown = client.get(LIST).content.decode()
    assert "Sở Y tế" not in shown and theirs.get_absolute_url() not in shown and "Khối kín" not in shown


def test_the_export_holds_exactly_the_clusters_whose_pages_are_open(world, client_for, two):
    assert exported(client_for(world.lan)) == [
        ("Khối nội chính", "Sở Tư pháp", "Trưởng"),
        ("Khối nội chính", "Sở Nội vụ", "Thành viên"),
    ]
    assert exported(client_for(world.van)) == []
    assert len(exported(client_for(world.ha))) == 4
    assert JournalEntry.objects.filter(act="cluster.export").count() == 3


def test_search_finds_only_clusters_whose_pages_are_open(world, two):
    mine, theirs = two
    make.followed(world, theirs, world.tuan)

    def hits(person, words):
        return [
            hit.title for found in search(person, words, limit=5) if found.label == "Cụm, khối" for hit in found.hits
        ]

    assert hits(world.lan, "khoi") == ["Khối nội chính năm 2022"]
    assert hits(world.tuan, "KHỐI VĂN") == ["Khối văn xã năm 2022"]
    assert (hits(world.van, "khoi"), hits(world.root, "khoi")) == ([], [])
    assert len(hits(world.hanh, "khoi")) == 3


def test_who_left_and_whoever_is_below_a_member_still_read_the_year(world, client_for, two):
    mine, _ = two
    members.remove_member(
        make.membership_of(mine, world.stp), left_on=DAY(2022, 3, 1), reason="Chuyển khối", by=world.hanh, at=make.NOW
    )

    page = client_for(world.lan).get(mine.get_absolute_url())

    assert [row.name for row in page.context["left"]] == ["Sở Tư pháp"]
    assert [row.name for row in page.context["members"]] == ["Sở Nội vụ"]
    assert not page.context["may_record"]


def test_members_read_no_history_and_outsiders_with_similar_posts_record_nothing(world, client_for, two):
    mine, theirs = two
    address = reverse("clusters:cluster-milestone", args=[mine.pk, "covenant"])

    page = client_for(world.lan).get(mine.get_absolute_url())
    assert (page.context["history"], page.context["may_run"], page.context["may_record"]) == ([], False, True)
    assert client_for(world.hoa).post(address, {"done_on": "10/02/2022"}).status_code == 404
    assert client_for(world.dung).get(theirs.get_absolute_url()).context["may_record"]


def test_fictional_clusters_and_model_days_say_so(world, client_for, two):
    mine, _ = two
    Cluster.objects.filter(pk=mine.cluster_id).update(standing="demo")

    shown = client_for(world.lan).get(mine.get_absolute_url()).content.decode()

    assert "Hư cấu để trình diễn" in shown
    assert "tham số mẫu, chưa kiểm chứng" in shown


# Acting ---------------------------------------------------------------------------------------------------------------
def test_staff_set_up_a_cluster_and_bring_it_to_life(world, client_for):
    client = client_for(world.hanh)
    client.post("/cum-khoi/them/", {"name": "Khối mới", "kind": "bloc", "level": "province", "year": 2022})
    year = ClusterYear.objects.get()
    add = reverse("clusters:cluster-member-add", args=[year.pk])

    found = client.get(add + "?q=tu+phap").context["found"]
    assert [(row["unit"].name, row["here"], row["elsewhere"]) for row in found] == [("Sở Tư pháp", False, None)]
    for _ in range(2):
        client.post(add, {"unit": world.stp.pk, "joined_on": "01/01/2022"})
    (member,) = year.memberships.in_order()
    client.post(
        reverse("clusters:cluster-members", args=[year.pk]),
        {"version": make.fresh(year).version, f"role_{member.pk}": "head", f"seat_{member.pk}": 1},
    )
    step = reverse("clusters:cluster-step", args=[year.pk, "start"])
    answers = [client.post(step).status_code for _ in range(2)]

    member.refresh_from_db()
    assert (make.fresh(year).state, member.role, answers) == ("running", "head", [302, 302])


def test_the_same_name_and_a_missing_unit_are_answered_with_a_sentence(world, client_for, two):
    mine, _ = two
    client = client_for(world.hanh)

    twice = client.post(
        "/cum-khoi/them/", {"name": "khối  Nội chính", "kind": "bloc", "level": "province", "year": 2022}
    )
    assert twice.context["form"].errors["name"] == ["Đã có cụm, khối mang tên “khối Nội chính”."]
    add = reverse("clusters:cluster-member-add", args=[mine.pk])
    taken = client.post(add, {"unit": world.syt.pk, "joined_on": "01/03/2022"})
    assert taken.status_code == 422
    assert taken.context["form"].non_field_errors() == [
        "“Sở Y tế” đang ở Khối văn xã năm 2022. Hãy cho đơn vị rời khỏi đó trước."
    ]


def test_a_clash_shows_both_choices_and_the_next_saving_goes_through(world, client_for, two):
    mine, _ = two
    client, address = client_for(world.hanh), reverse("clusters:cluster-members", args=[mine.pk])
    first, second = mine.memberships.in_order()
    page = {"version": mine.version, f"seat_{first.pk}": 1, f"seat_{second.pk}": 2}
    make.lead(world, mine, head=world.snv)

    clash = client.post(address, page | {f"role_{first.pk}": "member", f"role_{second.pk}": "deputy"})

    assert clash.status_code == 422
    assert clash.context["clash"] == [{"label": "Sở Nội vụ", "theirs": "Trưởng, thứ tự 2", "mine": "Phó, thứ tự 2"}]
    again = client.post(
        address,
        page
        | {"version": clash.context["form"].data["version"], f"role_{first.pk}": "head", f"role_{second.pk}": "deputy"},
    )
    assert again.status_code == 302
    assert sorted(mine.memberships.values_list("role", flat=True)) == ["deputy", "head"]


def test_a_clash_of_days_shows_both_dates(world, client_for, two):
    mine, _ = two
    client, address = client_for(world.hanh), reverse("clusters:cluster-edit", args=[mine.pk])
    page = {
        "version": mine.version,
        "covenant": "20/02/2022",
        "registration": "05/01/2022",
        "registration_before": "on",
    }
    page |= {"mid_year": "15/08/2022", "year_end": "31/01/2023"}
    assert client.post(address, page).status_code == 302

    clash = client.post(address, page | {"covenant": "25/02/2022", "flags": 2})

    assert clash.context["clash"] == [
        {"label": "Số Cờ thi đua được đề nghị", "theirs": "(trống)", "mine": "2"},
        {"label": "Ký giao ước", "theirs": "20/02/2022", "mine": "25/02/2022"},
    ]


def test_days_in_the_wrong_order_are_refused_where_they_stand(world, client_for, two):
    mine, _ = two
    page = {"version": mine.version, "covenant": "20/09/2022", "mid_year": "15/08/2022"}

    answer = client_for(world.hanh).post(reverse("clusters:cluster-edit", args=[mine.pk]), page)

    assert answer.context["form"].errors == {"mid_year": ["Phải bằng hoặc sau mốc ký giao ước (20/09/2022)."]}


def test_opening_the_next_year_shows_it_first_and_opens_what_is_ticked(world, client_for, two):
    mine, theirs = two
    client, address = client_for(world.hanh), reverse("clusters:cluster-open", args=[2023])
    lines = client.get(address).context["lines"]
    assert [(line["proposal"].before.cluster.name, len(line["proposal"].members)) for line in lines] == [
        ("Khối nội chính", 2),
        ("Khối văn xã", 2),
        ("Khối kín", 0),
    ]

    client.post(address, {"clusters": [mine.pk]})

    assert list(ClusterYear.objects.for_year(2023).values_list("cluster__name", flat=True)) == ["Khối nội chính"]
    assert client.post(address, {"clusters": [mine.pk]}).status_code == 422


# Excel ----------------------------------------------------------------------------------------------------------------
def test_a_sheet_is_previewed_then_written_and_the_second_time_changes_nothing(world, client_for, two):
    client = client_for(world.hanh)
    free = make_units.unit("Sở Xây dựng", parent=world.province)

    def file():
        return workbook(
            HEAD,
            ["Khối nội chính", "so tu phap", "Phó khối", 2, None, None],
            ["khoi noi chinh", "Sở Xây dựng", "Trưởng khối", 1, None, None],
        )

    preview = upload(client, IMPORT, file())
    assert counts(preview) == {"new": 1, "changed": 1, "warning": 1}  # the head is replaced
    assert Membership.objects.filter(unit=free).count() == 0
    confirm(client, IMPORT, preview, seen="on")
    written = {str(m): (m.role, m.seat) for m in Membership.objects.filter(year=two[0]).select_related("unit")}
    assert written == {"Sở Tư pháp": ("deputy", 2), "Sở Nội vụ": ("member", 2), "Sở Xây dựng": ("head", 1)}
    assert counts(upload(client, IMPORT, file())) == {"same": 2}


def test_faults_of_a_sheet_are_told_by_cell_and_nothing_is_written(world, client_for, two):
    client = client_for(world.hanh)
    before = list(Membership.objects.order_by("pk").values())

    preview = upload(
        client,
        IMPORT,
        workbook(
            HEAD,
            ["Khối nội chính", "Sở Y tế", "", None, None, None],
            ["Khối lạ", "Sở Tư pháp", "", None, None, None],
            ["Khối nội chính", "Sở Nội vụ", "Trưởng", None, "01/03/2022", None],
        ),
    )

    problems = [problem for row in preview.context["preview"].rows for problem in _problems(row)]
    assert problems == [
        "Đơn vị đang ở Khối văn xã năm 2022.",
        "Không tìm thấy cụm, khối “Khối lạ”. Hãy kiểm tra mã hoặc tên.",
        "Cần nêu lý do rời.",
    ]
    assert list(Membership.objects.order_by("pk").values()) == before


def _problems(row):
    return [cell.message for cell in row.cells if cell.state == "error"]


def test_the_exported_file_comes_back_without_a_change(world, client_for, two):
    mine, _ = two
    members.remove_member(
        make.membership_of(mine, world.snv), left_on=DAY(2022, 3, 1), reason="Chuyển khối", by=world.hanh, at=make.NOW
    )
    client = client_for(world.hanh)
    content = client.get(reverse("clusters:cluster-export")).content

    preview = upload(client, IMPORT, SimpleUploadedFile("xuat.xlsx", content))

    assert counts(preview) == {"same": 4}
