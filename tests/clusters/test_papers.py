"""Plan and outline: begun from what is known, written by few, read by all once issued."""

import datetime

import pytest
from django.urls import reverse

from clusters.documents.words import Words
from clusters.models import ClusterPaper, Covenant, CovenantCampaign
from clusters.queries.lists import whole
from clusters.queries.papers import model_text, papers
from clusters.services import clusters as cluster_services
from clusters.services import members
from clusters.services import papers as services
from core.errors import Refused, Stale
from core.models import IssuedDocument
from plans.services.filings import Clash
from tests.clusters import papers as given
from tests.factories import clusters as make

DAY, NOW, TODAY = datetime.date, make.NOW, make.TODAY
WORDS = Words(symbol="KH-KTĐ", dated_on=TODAY)


def started(world, year, *, kind="plan", by=None, title="Hoạt động năm 2022", content="# I. Mục đích\nThi đua."):
    made = services.start_paper(year, kind=kind, title=title, content=content, by=by or world.lan, at=NOW)
    return papers().get(pk=made.pk)


def text_of(year, kind="plan"):
    return model_text(whole(type(year).objects.filter(pk=year.pk)).get(), kind, on=TODAY).splitlines()


def test_the_plan_begins_with_members_and_days_and_makes_no_day_up(world):
    year = given.khoi(world)
    cluster_services.record_milestone(
        make.milestone_of(year, "covenant"),
        done_on=DAY(2022, 2, 10),
        place="Sở Tư pháp",
        paper="",
        by=world.lan,
        at=NOW,
    )

    lines = text_of(year)

    assert lines[3:6] == ["- Sở Tư pháp (Trưởng khối)", "- Sở Y tế", "- Tuần Giáo"]
    assert lines[6:12] == [
        "# III. Thời gian thực hiện",
        "- Các đơn vị đăng ký thi đua với đơn vị trưởng: …",
        "- Ký giao ước thi đua: đã thực hiện ngày 10/02/2022, tại Sở Tư pháp.",
        "- Sơ kết 6 tháng đầu năm: …",
        "- Tự chấm điểm, gửi minh chứng: …",
        "- Tổng kết, bình xét, suy tôn: …",
    ]


def test_days_with_a_basis_and_campaigns_of_a_covenant_being_signed_stand_in_the_plan(world):
    year = given.khoi(world)
    type(year).objects.filter(pk=year.pk).update(basis="Quyết định của tỉnh")
    covenant = Covenant.objects.create(year=year, updated_at=NOW)
    CovenantCampaign.objects.create(covenant=covenant, position=1, name="Chung tay", goal="Giảm nghèo", period="2022")
    assert not [line for line in text_of(year) if "Chung tay" in line]  # a draft covenant says nothing yet

    Covenant.objects.filter(pk=covenant.pk).update(state="signing")

    lines = text_of(year)
    assert "- Chung tay: Giảm nghèo; 2022" in lines
    assert "- Sơ kết 6 tháng đầu năm: chậm nhất ngày 15/8." in lines or [
        x for x in lines if "Sơ kết" in x and "15/8" in x
    ]


def test_the_outline_has_the_five_parts_and_the_forms_between_provinces(world):
    headings = [line for line in text_of(given.khoi(world), "outline") if line.startswith("#")]
    assert headings == [
        "# I. Đặc điểm tình hình",
        "# II. Kết quả",
        "# III. Hạn chế, nguyên nhân, bài học kinh nghiệm",
        "# IV. Phương hướng, nhiệm vụ",
        "# V. Kiến nghị, đề xuất",
    ]
    inter = make.running(world, "Cụm bảy tỉnh", world.province, level="inter", kind="cluster")
    assert text_of(inter, "outline")[-2:] == [
        "# Biểu kèm theo",
        "Biểu mẫu số 01, 03, 05 của Ban Thi đua - Khen thưởng Trung ương.",
    ]


def test_a_paper_is_begun_once_and_by_its_writers_only(world):
    year = given.khoi(world)
    first = started(world, year)

    assert started(world, year).pk == first.pk
    with pytest.raises(Refused, match="đã có kế hoạch hoạt động"):
        started(world, year, content="Khác")
    with pytest.raises(Refused, match="Chỉ đơn vị trưởng"):
        started(world, year, kind="outline", by=world.hoa)
    assert ClusterPaper.objects.count() == 1


def test_issuing_takes_the_next_number_keeps_bytes_and_twice_is_refused(world):
    paper = started(world, given.khoi(world))

    issued = services.issue_paper(paper, words=WORDS, by=world.lan, at=NOW)

    assert (issued.notation, issued.title) == ("01/KH-KTĐ", "Kế hoạch 01/KH-KTĐ Hoạt động năm 2022")
    assert sorted(issued.copies.values_list("form", flat=True)) == ["docx", "pdf"]
    with pytest.raises(Stale):
        services.issue_paper(papers().get(pk=paper.pk), words=WORDS, by=world.lan, at=NOW)
    with pytest.raises(Refused, match="đã phát hành"):
        services.save_paper(papers().get(pk=paper.pk), version=1, title="x", content="y", by=world.lan, at=NOW)


def test_a_refused_issue_leaves_a_draft(world):
    paper = started(world, given.khoi(world), content="")
    with pytest.raises(Refused, match="chưa có nội dung"):
        services.issue_paper(paper, words=WORDS, by=world.lan, at=NOW)
    services.save_paper(paper, version=1, title="Kế hoạch", content="Có", by=world.lan, at=NOW)
    with pytest.raises(Refused, match="ghi ngày"):
        services.issue_paper(papers().get(pk=paper.pk), words=Words(symbol="KH-KTĐ"), by=world.lan, at=NOW)

    assert papers().get(pk=paper.pk).state == "draft"
    assert IssuedDocument.objects.of(paper).count() == 0


def test_reopened_by_the_standing_body_the_next_issue_stands_beside_the_first(world, client_for):
    paper = started(world, given.khoi(world))
    first = services.issue_paper(paper, words=WORDS, by=world.lan, at=NOW)
    with pytest.raises(Refused):
        services.reopen_paper(paper, by=world.lan, at=NOW, reason="Sửa")
    services.reopen_paper(paper, by=world.hanh, at=NOW, reason="Bổ sung")

    listed = client_for(world.hoa).get(reverse("clusters:session-list", args=[paper.year_id]))
    assert first.pdf_url in listed.content.decode()  # the first issue stays readable
    assert client_for(world.hoa).get(paper.get_absolute_url()).status_code == 404  # the new draft is not
    second = services.issue_paper(
        papers().get(pk=paper.pk), words=Words(number="1", symbol="KH-KTĐ", dated_on=TODAY), by=world.hanh, at=NOW
    )
    assert (second.issue, second.notation) == (2, "01/KH-KTĐ")


def test_a_clash_shows_both_texts(world, client_for):
    paper = started(world, given.khoi(world))
    services.save_paper(paper, version=1, title=paper.title, content="Của Hạnh", by=world.hanh, at=NOW)
    with pytest.raises(Clash):
        services.save_paper(paper, version=1, title=paper.title, content="Của Lan", by=world.lan, at=NOW)

    address = reverse("clusters:paper-edit", args=[paper.pk])
    data = {"version": 1, "title": paper.title, "content": "Của Lan", "press": "save"}
    answer = client_for(world.lan).post(address, data)
    assert answer.status_code == 422
    assert [(row["name"], row["mine"], row["theirs"]) for row in answer.context["clash"]] == [
        ("content", "Của Lan", "Của Hạnh")
    ]


def test_the_page_begins_with_the_model_text_and_can_take_it_over_again(world, client_for):
    year, client = given.khoi(world), client_for(world.lan)
    address = reverse("clusters:paper-create", args=[year.pk, "ke-hoach"])
    assert "- Sở Y tế" in client.get(address).context["draft"].form["content"].value()

    assert (
        client.post(address, {"version": 0, "title": "Kế hoạch", "content": "Ngắn", "press": "save"}).status_code == 302
    )
    paper = ClusterPaper.objects.get()
    edit = reverse("clusters:paper-edit", args=[paper.pk])
    answer = client.post(edit, {"version": 1, "title": "Kế hoạch", "content": "Ngắn", "press": "model"})
    assert "- Sở Y tế" in answer.context["draft"].form["content"].value()
    assert ClusterPaper.objects.get().content == "Ngắn"  # nothing saved


def test_the_inter_provincial_cluster_works_with_members_from_outside(world, client_for):
    outside = members.outside_unit("Tỉnh Lai Châu")
    year = make.planned(world, "Cụm bảy tỉnh", world.province, outside, level="inter", kind="cluster")
    make.lead(world, year, head=world.province)
    cluster_services.take_year_step(make.fresh(year), "start", by=world.hanh, at=NOW)
    year = make.fresh(year)
    session = given.planned(world, year, by=world.hanh)
    session = given.concluded(world, session, by=world.hanh)
    paper = started(world, year, by=world.hanh)
    issued = services.issue_paper(paper, words=Words(symbol="KH-CTĐ", dated_on=TODAY), by=world.hanh, at=NOW)

    assert "- Tỉnh Lai Châu" in text_of(year)
    assert issued.notation == "01/KH-CTĐ"
    page = client_for(world.do).get(session.get_absolute_url())
    assert "Tỉnh Lai Châu" in page.content.decode()
