"""Pages of campaigns: what each person sees, what is asked before something is done, what is kept when two write."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.documents.campaigns import Words, launch_paper, launch_words, summary_paper, summary_words
from campaigns.models import Campaign
from campaigns.services import campaigns as services
from campaigns.services import papers
from core.errors import Refused
from core.models import IssuedDocument, JournalEntry
from core.sheets import read_book
from plans.queries.fulfilment import fulfilments_of
from plans.services import filings as steps
from tests.campaigns import campaigns as make
from tests.factories import campaign_reports as reports
from tests.plans.annual import draft_plan, plan_led_by

DAY = datetime.date
AT = make.moment(8)
WORDS = Words(
    "CHỈ THỊ", number="02", symbol="CT-UBND", dated_on=DAY(2022, 3, 7), signer_title="CHỦ TỊCH", signer_name="Lê A"
)


def url(name, *args, query=""):
    return reverse(f"campaigns:campaign-{name}", args=args) + query


def names(response):
    return [campaign.name for campaign, _ in response.context["rows"]]


def typed(campaign, **changes):
    """The edit form as the page gives it, with changes."""
    day = "%d/%m/%Y"
    values = {
        "version": campaign.version, "press": "save", "name": campaign.name, "kind": campaign.kind,
        "method": campaign.method, "launcher": campaign.launcher, "launched_by": campaign.launched_by,
        "launch_paper": campaign.launch_paper, "starts_on": campaign.starts_on.strftime(day),
        "ends_on": campaign.ends_on.strftime(day), "goals": campaign.goals,
        "criteria_collective": campaign.criteria_collective, "criteria_person": campaign.criteria_person,
        "name_standing": "verified", "launch_standing": "verified",
        "chi-tieu-TOTAL_FORMS": "0", "chi-tieu-INITIAL_FORMS": "0",
    }  # fmt: skip
    return values | changes


# The list ------------------------------------------------------------------------------------------------------------
def test_the_list_is_by_state_filtered_and_searched_without_marks(world, client_for):
    make.launched(world, name="Dân vận khéo", kind="drive", method="regular", ends_on=DAY(2022, 12, 31))
    make.launched(world, name="Đường sáng, đẹp", launcher="ministry", starts_on=DAY(2023, 1, 1))
    make.closed(world, name="Đã xong")
    make.draft(world, name="Đang soạn")
    client = client_for(world.hanh)

    def shown(query):
        return names(client.get(url("list", query=query)))

    assert shown("") == ["Dân vận khéo", "Đường sáng, đẹp"]
    assert shown("?muc=da-tong-ket") == ["Đã xong"]
    assert shown("?muc=nhap") == ["Đang soạn"]
    assert shown("?q=duong+sang") == ["Đường sáng, đẹp"]
    assert shown("?kind=drive") == shown("?method=regular") == shown("?launcher=province") == ["Dân vận khéo"]
    assert shown("?nam=2022") == ["Dân vận khéo"]
    assert shown("?nam=2024") == ["Đường sáng, đẹp"]
    assert shown("?nam=xx&kind=nothing") == ["Dân vận khéo", "Đường sáng, đẹp"]
    page = client.get(url("list", query="?q=duong"))
    assert [number for _, _, number in page.context["sections"]] == [1, 0, 0]


def test_what_may_not_be_known_is_in_no_count_no_search_no_export(world, client_for):
    make.launched(world, name="Dùng chung")
    make.own_launched(world, world.syt, world.hoa, world.dung)
    make.own_draft(world, world.syt, world.hoa)
    make.draft(world, name="Tỉnh đang soạn")
    mine, theirs = client_for(world.lan), client_for(world.hoa)

    page = mine.get(url("list"))
    assert names(page) == ["Dùng chung"]
    assert [number for _, _, number in page.context["sections"]] == [1, 0, 0]
    assert [number for _, _, number in theirs.get(url("list")).context["sections"]] == [2, 0, 1]
    found = mine.get(reverse("core:search"), {"q": "thi dua cua so y te"})
    assert "Thi đua của Sở Y tế" not in found.content.decode()
    book = read_book(mine.get(url("export")).getvalue(), "phong-trao.xlsx")
    cells = [cell for row in book.sheets[0].rows for cell in row]
    assert "Dùng chung" in cells and "Thi đua của Sở Y tế" not in cells
    assert JournalEntry.objects.filter(act="campaigns.export").get().detail == {"section": "dang-chay", "rows": 1}


def test_an_export_holds_the_filtered_rows_and_no_formula(world, client_for):
    make.launched(world, name="=1+1 nguy hiểm")
    make.launched(world, name="Khác")

    answer = client_for(world.hanh).get(url("export", query="?q=nguy"))
    rows = read_book(answer.getvalue(), "a.xlsx").sheets[0].rows

    assert [row[0] for row in rows if row[0] in ("=1+1 nguy hiểm", "Khác")] == ["=1+1 nguy hiểm"]


# One campaign --------------------------------------------------------------------------------------------------------
def test_facts_that_are_not_vouched_for_are_shown_as_such(world, client_for):
    campaign = make.launched(world, launch_standing="unverified")
    Campaign.objects.filter(pk=campaign.pk).update(launched_on=None, launch_paper="")

    text = client_for(world.lan).get(url("detail", campaign.pk)).content.decode()

    assert "Việc phát động: <b>chưa xác minh</b>" in text
    assert text.count('<span class="muted">chưa xác minh</span>') == 3  # who, paper, day


def test_who_is_offered_what(world, client_for):
    campaign = make.draft(world)

    def offered(person, tab=""):
        context = client_for(person).get(url("detail", campaign.pk, query=tab)).context
        return [step.action for step in context["steps"]], [step.action for step in context["back_steps"]]

    assert offered(world.hanh) == (["launch"], [])
    assert offered(world.ha) == ([], [])
    services.take_campaign_step(campaign, "launch", by=world.hanh, at=AT)
    assert offered(world.hanh) == ([], ["unlaunch"])
    make.sum_up(campaign, "final", by=world.hanh)
    assert offered(world.hanh) == (["close"], ["unlaunch"])
    assert offered(world.lan) == offered(world.tuan) == ([], [])


def test_a_summary_being_written_is_not_read_by_others(world, client_for):
    campaign = make.launched(world)
    make.sum_up(campaign, "interim", by=world.hanh, results="Đang viết KÍN")

    def reads(person):
        return (
            "Đang viết KÍN" in client_for(person).get(url("detail", campaign.pk, query="?tab=van-ban")).content.decode()
        )

    assert (reads(world.hanh), reads(world.ha), reads(world.lan)) == (True, False, False)
    services.take_campaign_step(campaign, "review", by=world.hanh, at=AT)
    assert (reads(world.ha), reads(world.lan)) == (True, True)


def test_the_task_of_the_plan_shows_its_campaign_to_those_who_may_know_it(world):
    task = plan_led_by(world, count=2).tasks.order_by("position").first()
    campaign = make.draft(world, task=task)

    assert fulfilments_of(task, world.lan) == []
    ((label, (row,)),) = fulfilments_of(task, world.hanh)
    assert (label, row.title, row.url, row.state) == ("Phong trào", make.NAME, campaign.get_absolute_url(), "Nháp")


# Writing -------------------------------------------------------------------------------------------------------------
def test_a_unit_writes_its_own_with_indicators(world, client_for):
    values = {
        "version": 0, "press": "save", "name": "Thi đua nội bộ", "unit": world.stp.pk, "method": "regular",
        "starts_on": "01/04/2022", "ends_on": "31/12/2022", "goals": "- Một việc",
        "chi-tieu-TOTAL_FORMS": "2", "chi-tieu-INITIAL_FORMS": "0",
        "chi-tieu-0-label": "Sáng kiến", "chi-tieu-0-kind": "decimal", "chi-tieu-0-direction": "up",
        "chi-tieu-0-roll_up": "sum", "chi-tieu-0-target": "1.490,5", "chi-tieu-0-measure": "sáng kiến",
        "chi-tieu-1-kind": "integer", "chi-tieu-1-direction": "up", "chi-tieu-1-roll_up": "sum",
    }  # fmt: skip
    client = client_for(world.lan)

    assert client.post(reverse("campaigns:campaign-create-own"), values).status_code == 302

    campaign = Campaign.objects.get()
    assert (campaign.unit, campaign.launcher, campaign.state) == (world.stp, "unit", "draft")
    assert [(each.label, str(each.target)) for each in campaign.indicators.all()] == [("Sáng kiến", "1490.5000")]
    theirs = client.post(reverse("campaigns:campaign-create-own"), values | {"unit": world.syt.pk})
    assert theirs.status_code == 422
    assert Campaign.objects.count() == 1


def test_bad_input_comes_back_with_everything_typed(world, client_for):
    campaign = make.draft(world)
    values = typed(campaign, ends_on="01/01/2022", goals="Gõ dở")

    answer = client_for(world.hanh).post(url("edit", campaign.pk), values)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"ends_on": ["Ngày kết thúc phải bằng hoặc sau ngày bắt đầu."]}
    assert "Gõ dở" in answer.content.decode()


def test_a_clash_shows_both_values_and_what_was_chosen_stays(world, client_for):
    campaign = make.draft(world, indicators=[])
    version = campaign.version
    values = make.written(goals="Của Thắng") | {"indicators": []}
    services.edit_campaign(campaign, version=version, by=world.thang, at=AT, **values)
    client = client_for(world.hanh)
    mine = typed(campaign, version=version, goals="Của Hạnh", launched_by=campaign.launched_by)

    answer = client.post(url("edit", campaign.pk), mine)

    assert answer.status_code == 422
    assert answer.context["clash"] == [
        {"name": "goals", "label": "Mục tiêu, nội dung thi đua", "mine": "Của Hạnh", "theirs": "Của Thắng"}
    ]
    kept = mine | {"version": version + 1, "keep_goals": "theirs", "note": "Thêm"}
    assert client.post(url("edit", campaign.pk), kept).status_code == 302
    saved = Campaign.objects.get()
    assert (saved.goals, saved.note) == ("Của Thắng", "Thêm")


def test_pressing_save_twice_is_no_clash(world, client_for):
    campaign = make.draft(world, indicators=[])
    client, values = client_for(world.hanh), typed(campaign, goals="Một lần")

    assert [client.post(url("edit", campaign.pk), values).status_code for _ in range(2)] == [302, 302]
    assert Campaign.objects.get().version == 1


def test_a_step_that_lacks_something_says_what(world, client_for):
    campaign = make.draft(world, goals="")
    client = client_for(world.hanh)

    page = client.get(url("step", campaign.pk, "launch"))
    assert [finding.code for finding in page.context["findings"]] == ["goals"]
    assert client.post(url("step", campaign.pk, "launch")).status_code == 422
    assert Campaign.objects.get().state == "draft"


# The best ------------------------------------------------------------------------------------------------------------
def test_the_best_are_taken_from_what_units_proposed(world, client_for):
    campaign = make.launched(world, indicators=[])
    reports.season(world, campaign=campaign)
    report = reports.filed(reports.filing_of(world.stp), by=world.lan, head=world.binh, numbers=())
    client = client_for(world.hanh)
    empty = {"version": 0, "nguoi-TOTAL_FORMS": "0", "nguoi-INITIAL_FORMS": "0"}
    assert client.get(url("honours", campaign.pk)).context["candidates"] == []
    steps.accept(report, by=world.hanh, at=AT)
    collective, person = client.get(url("honours", campaign.pk)).context["candidates"]

    page = client.post(url("honours", campaign.pk), empty | {"press": "take", "take": [person.pk]})

    (row,) = page.context["rows"]
    shown = {name: row[name].value() for name in ("object", "name", "title", "unit", "achievement", "source")}
    assert shown == {
        "object": "person", "name": "Lù Văn Pản", "title": "Trưởng bản", "unit": str(world.stp.pk),
        "achievement": "Hiến 200 m2 đất làm đường", "source": str(person.pk),
    }  # fmt: skip
    values = {f"nguoi-0-{name}": value for name, value in shown.items()}
    saved = client.post(url("honours", campaign.pk), empty | values | {"press": "save", "nguoi-TOTAL_FORMS": "1"})
    assert saved.status_code == 302
    honour = campaign.honours.get()
    assert (honour.name, honour.unit, honour.source) == ("Lù Văn Pản", world.stp, person)
    assert collective.name == "Phòng Tổng hợp"


def test_the_best_are_typed_where_nobody_proposed_them(world, client_for):
    campaign = make.launched(world)
    client = client_for(world.hanh)
    rows = {
        "version": campaign.version, "press": "save", "nguoi-TOTAL_FORMS": "1", "nguoi-INITIAL_FORMS": "0",
        "nguoi-0-object": "person", "nguoi-0-name": "Lò Thị Mai", "nguoi-0-unit": world.syt.pk,
        "nguoi-0-achievement": "Sáng kiến hay", "nguoi-0-source": "999999",
    }  # fmt: skip

    longer = client.post(url("honours", campaign.pk), rows | {"press": "row"})
    assert (longer.status_code, longer.context["rows"].total_form_count()) == (200, 2)
    assert client.post(url("honours", campaign.pk), rows | {"nguoi-0-unit": ""}).status_code == 422
    assert client.post(url("honours", campaign.pk), rows).status_code == 302
    honour = campaign.honours.get()
    assert (honour.name, honour.unit, honour.source) == ("Lò Thị Mai", world.syt, None)


def test_the_page_of_the_best_asks_no_more_for_more_of_them(world, client_for):
    campaign = make.launched(world)
    client, counts = client_for(world.hanh), []
    client.get(url("honours", campaign.pk))  # what a process keeps is read once
    for number in (1, 12):
        rows = [make.honour(world.stp, f"Phòng số {n}") for n in range(number)]
        services.name_honours(campaign, version=campaign.version, rows=rows, by=world.hanh, at=AT)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url("honours", campaign.pk)).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_two_write_one_summary_and_both_texts_are_shown(world, client_for):
    campaign = make.launched(world)
    make.sum_up(campaign, "interim", by=world.thang, results="Của Thắng", held_on=None)
    values = {"version": 0, "results": "Của Hạnh", "press": "save"}
    client = client_for(world.hanh)

    answer = client.post(reverse("campaigns:campaign-summary", args=[campaign.pk, "so-ket"]), values)

    assert answer.status_code == 422
    assert answer.context["clash"] == [
        {"name": "results", "label": "Kết quả", "mine": "Của Hạnh", "theirs": "Của Thắng"}
    ]
    kept = values | {"version": 1, "keep_results": "mine", "press": "conclude", "held_on": "04/03/2022"}
    went = client.post(reverse("campaigns:campaign-summary", args=[campaign.pk, "so-ket"]), kept)
    assert went.url == url("step", campaign.pk, "review")
    assert campaign.summaries.get().results == "Của Hạnh"


# Papers --------------------------------------------------------------------------------------------------------------
def words_of(paper):
    """Headings and texts of a paper in order."""
    return [block.text for block in paper.body if hasattr(block, "text")]


def test_the_launching_paper_says_what_the_campaign_says(world):
    campaign = make.launched(world, purpose="Thi đua thiết thực", subjects="Các cơ quan", organisation="- Sở Nội vụ theo dõi",
                             review_due_on=DAY(2023, 6, 30))  # fmt: skip
    paper = launch_paper(campaign, launch_words(campaign, on=DAY(2022, 3, 7)), draft=True)

    assert (paper.kind, paper.symbol, paper.draft) == ("CHỈ THỊ", "CT-UBND", True)
    assert paper.subject == f"Phát động phong trào “{make.NAME}”"
    assert words_of(paper)[1:] == [
        "I. MỤC ĐÍCH, YÊU CẦU", "Thi đua thiết thực", "II. ĐỐI TƯỢNG THI ĐUA", "Các cơ quan", "III. NỘI DUNG THI ĐUA",
        "Mỗi cơ quan có một mô hình", "IV. TIÊU CHÍ THI ĐUA", "a) Đối với tập thể", "Thực hiện quy chế",
        "b) Đối với cá nhân", "Chấp hành kỷ luật", "V. CHỈ TIÊU", "VI. THỜI GIAN THỰC HIỆN",
        "Từ ngày 01/03/2022 đến hết ngày 31/12/2025. Sơ kết chậm nhất ngày 30/06/2023.", "VII. TỔ CHỨC THỰC HIỆN",
        "Sở Nội vụ theo dõi./.",
    ]  # fmt: skip


def test_a_units_paper_is_its_own(world):
    campaign = make.own_launched(world, world.stp, world.lan, world.binh)
    paper = launch_paper(campaign, launch_words(campaign, on=DAY(2022, 3, 7)), draft=True)

    assert (paper.kind, paper.symbol, paper.organ, paper.parent_organ) == (
        "KẾ HOẠCH", "KH-STP", "SỞ TƯ PHÁP", "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
    )  # fmt: skip


def test_issuing_gives_the_campaign_its_paper_and_keeps_the_bytes(world, client_for):
    campaign = make.draft(world, launch_paper="")
    issued = papers.issue_launch_paper(campaign, words=WORDS, by=world.thang, at=AT)
    services.edit_campaign(
        campaign, version=campaign.version, by=world.hanh, at=AT, **make.written(goals="Sửa sau") | {"indicators": []}
    )

    assert issued.notation == "02/CT-UBND"
    assert Campaign.objects.get().launched_on == DAY(2022, 3, 7)
    with pytest.raises(Refused):
        papers.issue_launch_paper(make.draft(world), words=WORDS, by=world.thang, at=AT)
    for person, status in ((world.hanh, 200), (world.ha, 200), (world.lan, 404), (world.hoa, 404)):
        assert client_for(person).get(issued.docx_url).status_code == status
    services.take_campaign_step(campaign, "launch", by=world.hanh, at=AT)
    answer = client_for(world.lan).get(issued.docx_url)
    assert answer.content == bytes(issued.copies.get(form="docx").content)


def test_a_report_is_issued_only_once_it_is_concluded(world):
    campaign = make.launched(world)
    summary = make.sum_up(campaign, "final", by=world.hanh)
    services.name_honours(campaign, version=campaign.version, rows=[make.honour(world.stp)], by=world.hanh, at=AT)
    words = summary_words(summary, on=DAY(2022, 3, 8))
    with pytest.raises(Refused):
        papers.issue_summary_paper(summary, words=words, by=world.hanh, at=AT)

    paper = summary_paper(summary, words, draft=True)

    assert (paper.kind, paper.symbol, paper.date) == ("BÁO CÁO", "BC-UBND", DAY(2022, 3, 4))
    assert paper.blocks[-1].rows == (("1", "Phòng Bổ trợ tư pháp", "Sở Tư pháp", "Ba mô hình hay"),)
    services.take_campaign_step(campaign, "close", by=world.hanh, at=AT)
    summary.refresh_from_db()
    assert papers.issue_summary_paper(summary, words=words, by=world.hanh, at=AT).organ
    assert IssuedDocument.objects.of(summary).count() == 1


def test_an_officer_prepares_the_paper_and_the_head_issues_it(world, client_for):
    campaign = make.own_draft(world, world.stp, world.lan)
    values = {"press": "issue", "kind": "KẾ HOẠCH", "symbol": "KH-STP", "dated_on": "07/03/2022"}

    assert client_for(world.lan).post(url("paper", campaign.pk), values).status_code == 403
    assert client_for(world.binh).post(url("paper", campaign.pk), values | {"dated_on": ""}).status_code == 422
    assert client_for(world.binh).post(url("paper", campaign.pk), values).status_code == 302
    assert Campaign.objects.get().launch_paper == "Kế hoạch không số ngày 07/03/2022"


# Before it is final ----------------------------------------------------------------------------------------------------
def readers_of(world, client_for, address, words):
    """Short names of the people who find the words on a page they may open."""
    answers = {name: client_for(person).get(address) for name, person in world.people.items()}
    return {name for name, answer in answers.items() if answer.status_code == 200 and words in answer.content.decode()}


def test_whom_a_campaign_will_name_is_read_by_others_only_after_the_closing(world, client_for):
    campaign = make.launched(world)
    make.sum_up(campaign, "final", by=world.hanh)
    row = make.honour(world.syt, "Khoa Mật 4471")
    services.name_honours(campaign, version=campaign.version, rows=[row], by=world.hanh, at=AT)
    address = url("detail", campaign.pk, query="?tab=tieu-bieu")

    assert readers_of(world, client_for, address, "Khoa Mật 4471") == {"hanh", "thang", "do", "ha"}
    services.take_campaign_step(campaign, "close", by=world.thang, at=AT)
    assert readers_of(world, client_for, address, "Khoa Mật 4471") == set(world.people) - {"root", "stranger"}


def test_why_a_step_was_taken_back_stays_with_those_who_prepare_it(world, client_for):
    campaign = make.closed(world)
    services.take_campaign_step(campaign, "reopen", by=world.thang, at=AT, reason="Số liệu mật 8812 sai")
    address = url("detail", campaign.pk, query="?tab=lich-su")

    assert readers_of(world, client_for, address, "Số liệu mật 8812 sai") == {"hanh", "thang", "do", "ha"}
    assert "lan" in readers_of(world, client_for, address, "Phát động")


def test_the_task_of_a_plan_not_yet_issued_is_named_to_its_readers_only(world, client_for):
    plan = draft_plan(world)
    task = plan.tasks.order_by("position").first()
    campaign = make.launched(world, task=task)

    assert readers_of(world, client_for, url("detail", campaign.pk), task.short) == {"hanh", "thang", "do", "ha"}
