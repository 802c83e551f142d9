"""Pages of report rounds and unit reports: who, what is typed, what comes back, what is added up, what is printed."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from core.errors import Refused, Stale
from core.models import IssuedDocument
from plans.models import AnnualPlan, ReportRound, UnitReport
from plans.queries import reports as queries
from plans.services import filings as steps
from plans.services import report_rounds as rounds
from tests.factories import reports as make
from tests.plans.filings import FOREIGN, INSIDE, READS, paper_text

SECRET = "Chỉ đạo riêng của Sở Tư pháp"


@pytest.fixture
def season(world):
    """Both departments hold much the same; Sở Tư pháp has filed, Sở Y tế drafts."""
    make.season(world)
    make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh, words=SECRET)
    make.draft(make.filing_of(world.syt), by=world.hoa, numbers=(900, 1, 1, 1))
    return world


def the_round():
    return ReportRound.objects.get()


# Who -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(INSIDE | FOREIGN))
def test_units_know_nothing_of_a_round_that_is_not_open(world, client_for, name):
    collected = make.prepared(world)
    client = client_for(world.people[name])

    for page in ("detail", "board", "edit", "open"):
        assert client.get(reverse(f"plans:report-round-{page}", args=[collected.pk])).status_code in (403, 404)
    listed = client.get(reverse("plans:report-round-list"))
    assert listed.status_code == 200
    assert collected.title not in listed.content.decode()


# Typing --------------------------------------------------------------------------------------------------------------
def data_of(report, **changes):
    """What the officer's page posts; `changes` by position of the indicator."""
    found = {"version": report.version, "press": "save", "section_0": "Lời", "section_1": ""}
    for indicator in report.round.indicators.all():
        found[f"value_{indicator.pk}"] = changes.get(f"v{indicator.position}", "1")
        found[f"note_{indicator.pk}"] = ""
    return found


@pytest.mark.parametrize(
    ("position", "typed", "kept"),
    [
        (1, "1.490", "1490"),
        (1, "0", "0"),
        (3, "65,2", "65.2"),
        (3, "65,2%", "65.2"),
        (3, "100", "100"),
        (3, "0", "0"),
        (4, "1.234,5", "1234.5"),
        (4, "12", "12"),
    ],
)
def test_numbers_are_read_in_the_vietnamese_way(world, client_for, position, typed, kept):
    make.season(world)
    report = make.filing_of(world.stp)
    address = reverse("plans:unit-report-edit", args=[report.pk])

    answer = client_for(world.lan).post(address, data_of(report, v2="0", **{f"v{position}": typed}))

    assert answer.status_code == 302
    assert report.values.get(indicator__position=position).number == Decimal(kept)


def test_a_clash_shows_both_values_and_keeps_the_chosen_one(world, client_for):
    make.season(world)
    report = make.draft(make.filing_of(world.stp), by=world.lan, numbers=(7, 2, 50, None), words="Bản đang lưu")
    first = report.round.indicators.get(position=1)
    data = data_of(report, v1="9", v2="2", v3="50", v4="", v5="Mô hình dân vận khéo")
    data |= {"version": report.version - 1, "section_0": "Bản của tôi"}
    client, address = client_for(world.lan), reverse("plans:unit-report-edit", args=[report.pk])

    page = client.post(address, data)

    assert page.status_code == 422
    assert [(row["mine"], row["theirs"]) for row in page.context["clash"]] == [
        ("9", "7"),
        ("Bản của tôi", "Bản đang lưu"),
    ]
    again = data | {"version": page.context["form"]["version"].value(), f"keep_value_{first.pk}": "theirs"}
    assert client.post(address, again).status_code == 302
    kept = make.filing_of(world.stp)
    assert (kept.values.get(indicator=first).number, kept.sections[0]) == (Decimal(7), "Bản của tôi")


# The round -----------------------------------------------------------------------------------------------------------
def round_data(**changes):
    found = {
        "kind": "mid_year",
        "title": "Sơ kết 6 tháng",
        "task": "",
        "period_from": "01/01/2022",
        "period_to": "30/06/2022",
        "opens_on": "01/06/2022",
        "due_date": "05/07/2022",
        "outline": "Kết quả",
        "press": "save",
        "chi-tieu-TOTAL_FORMS": "2",
        "chi-tieu-INITIAL_FORMS": "0",
    }
    for index, part_of in enumerate(("", "1")):
        found |= {
            f"chi-tieu-{index}-label": f"Chỉ tiêu {index + 1}",
            f"chi-tieu-{index}-kind": "integer",
            f"chi-tieu-{index}-roll_up": "sum",
            f"chi-tieu-{index}-part_of": part_of,
            f"chi-tieu-{index}-required": "on",
        }
    return found | changes


def test_staff_prepare_change_and_open_a_round(world, client_for):
    make.annual_plan()
    client = client_for(world.hanh)
    suggested = client.get(reverse("plans:report-round-create"))
    assert suggested.context["rows"].total_form_count() == len(queries.suggested("mid_year")[1]) + 1

    assert client.post(reverse("plans:report-round-create"), round_data()).status_code == 302
    collected = the_round()
    assert list(collected.indicators.values_list("position", "label", "part_of")) == [
        (1, "Chỉ tiêu 1", None),
        (2, "Chỉ tiêu 2", 1),
    ]
    edit = reverse("plans:report-round-edit", args=[collected.pk])
    changed = round_data(title="Đã sửa", version="0", **{"chi-tieu-0-DELETE": "on", "chi-tieu-1-part_of": ""})
    assert client.post(edit, changed).status_code == 302
    assert list(the_round().indicators.values_list("position", "label")) == [(1, "Chỉ tiêu 2")]
    assert client.post(edit, changed).status_code == 302  # pressed twice, saved once
    assert the_round().version == 1

    opened = client.post(reverse("plans:report-round-open", args=[collected.pk]), {"kinds": ["so-nganh"]})
    assert opened.status_code == 302
    assert UnitReport.objects.count() > 1
    assert client.get(edit).status_code == 302
    assert client.post(edit, round_data(version="1")).status_code == 302
    assert the_round().title == "Đã sửa"


def test_two_who_prepare_a_round_see_both_values_and_lose_none(world, client_for):
    make.annual_plan()
    hanh, thang = client_for(world.hanh), client_for(world.thang)
    hanh.post(reverse("plans:report-round-create"), round_data(before="on"))
    edit = reverse("plans:report-round-edit", args=[the_round().pk])
    his = {"title": "Bản của Thắng", "due_date": "10/07/2022", "chi-tieu-1-label": "Của Thắng", "before": "on"}
    hers = {"title": "Bản của Hạnh", "outline": "Kết quả\nKiến nghị", "chi-tieu-0-label": "Của Hạnh"}
    assert thang.post(edit, round_data(version="0", **his)).status_code == 302

    page = hanh.post(edit, round_data(version="0", **hers))

    assert page.status_code == 422
    integer = "(số nguyên, tổng hợp: cộng"
    assert [tuple(row.values()) for row in page.context["clash"]] == [
        ("title", "Tên đợt", "Bản của Hạnh", "Bản của Thắng"),
        ("due_date", "Hạn gửi", "05/07/2022", "10/07/2022"),
        ("before", "Gửi trước ngày này (ngày cuối cùng là ngày hôm trước)", "Không", "Có"),
        ("outline", "Đề cương", "Kết quả\nKiến nghị", "Kết quả"),
        (
            "indicators",
            "Chỉ tiêu",
            f"1. Của Hạnh {integer})\n2. Chỉ tiêu 2 {integer}, một phần của chỉ tiêu 1)",
            f"1. Chỉ tiêu 1 {integer})\n2. Của Thắng {integer}, một phần của chỉ tiêu 1)",
        ),
    ]
    assert f"{world.thang} lưu lúc" in page.content.decode()
    assert (page.context["form"]["title"].value(), page.context["form"]["version"].value()) == ("Bản của Hạnh", "1")
    assert the_round().title == "Bản của Thắng"

    chosen = {"keep_title": "mine", "keep_due_date": "theirs", "keep_before": "theirs", "keep_indicators": "theirs"}
    assert hanh.post(edit, round_data(version="1", **hers, **chosen)).status_code == 302
    kept = the_round()
    assert (kept.title, kept.outline) == ("Bản của Hạnh", "Kết quả\nKiến nghị")
    assert (kept.deadline.last_day.isoformat(), kept.before) == ("2022-07-09", True)
    assert list(kept.indicators.values_list("label", "part_of")) == [("Chỉ tiêu 1", None), ("Của Thắng", 1)]


def test_a_round_opened_in_between_is_not_changed(world):
    collected, same = make.prepared(world), the_round()
    rounds.open_round(collected, [world.stp], by=world.thang, at=make.moment(2))

    with pytest.raises(Stale, match="vừa được mở cho đơn vị"):
        rounds.edit_round(same, version=0, indicators=[], title="Muộn", by=world.hanh, at=make.moment(3))

    assert the_round().title == "Báo cáo sơ kết 6 tháng 2022"
    assert the_round().indicators.count() == 5


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"period_to": "31/12/2021"}, "Ngày cuối kỳ số liệu phải sau ngày đầu kỳ."),
        ({"due_date": "01/05/2022"}, "Hạn gửi phải sau ngày bắt đầu nhận báo cáo."),
        ({"outline": "  "}, "Đề cương cần ít nhất một mục."),
        (
            {"chi-tieu-1-part_of": "7"},
            "Chỉ tiêu 2 ghi là một phần của chỉ tiêu 7, nhưng chỉ tiêu đó không có trong bảng.",
        ),
        ({"chi-tieu-0-kind": "text"}, "Chỉ tiêu 2 và 1 phải cùng là số."),
        ({"chi-tieu-0-DELETE": "on", "chi-tieu-1-DELETE": "on"}, "Cần ít nhất một chỉ tiêu."),
        ({"period_from": "31/02/2022"}, "Ngày không có trong lịch hoặc viết sai."),
    ],
)
def test_a_round_that_makes_no_sense_is_refused_with_a_sentence(world, client_for, changes, sentence):
    make.annual_plan()

    answer = client_for(world.hanh).post(reverse("plans:report-round-create"), round_data(**changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Sơ kết 6 tháng" in answer.content.decode()
    assert not ReportRound.objects.exists()


def test_one_row_more_loses_nothing(world, client_for):
    make.annual_plan()

    page = client_for(world.hanh).post(reverse("plans:report-round-create"), round_data(press="row"))

    assert page.status_code == 200
    assert page.context["rows"].total_form_count() == 3
    assert "Chỉ tiêu 2" in page.content.decode()
    assert not ReportRound.objects.exists()


def test_last_years_indicators_can_be_copied(world, client_for):
    make.season(world, year=2021)
    make.annual_plan(2022)

    page = client_for(world.hanh).get(reverse("plans:report-round-create") + "?loai=mid_year&tu=dot-truoc")

    labels = [form["label"].value() for form in page.context["rows"].forms]
    assert labels[:5] == [indicator["label"] for indicator in make.INDICATORS]


# The roll-up ---------------------------------------------------------------------------------------------------------
def test_the_roll_up_equals_a_hand_count(world):
    make.season(world, world.stp, world.syt, world.tuangiao)
    make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh, numbers=(7, 2, "65.2", "12.5"))
    make.filed(make.filing_of(world.syt), by=world.hoa, head=world.dung, numbers=(5, 1, "80", None))

    facts = queries.round_facts(the_round(), world.hanh)

    totals = {row.indicator.label: (row.total_words, len(row.answers), len(row.missing)) for row in facts.rows}
    assert totals == {
        "Số phong trào": ("12", 2, 0),
        "Trong đó theo chuyên đề": ("3", 2, 0),
        "Tỷ lệ đăng ký": ("", 2, 0),
        "Tiền thưởng": ("12,5", 1, 1),
        "Mô hình nổi bật": ("", 2, 0),
    }
    assert [report.unit for report in facts.unsent] == [world.tuangiao]
    assert [(answer.report.unit, answer.words) for answer in facts.rows[2].answers] == [
        (world.stp, "65,2%"),
        (world.syt, "80%"),
    ]


def test_what_is_being_corrected_is_not_counted(season):
    steps.give_back(make.filing_of(season.stp), reason="Thiếu", by=season.hanh, at=make.moment(4))

    facts = queries.round_facts(the_round(), season.hanh)

    assert facts.sent == ()
    assert {row.total for row in facts.rows} == {None}


def test_last_years_figures_stand_beside_this_years(world, client_for):
    make.season(world, year=2021)
    make.filed(
        make.filing_of(world.stp, 2021),
        by=world.lan,
        head=world.binh,
        numbers=(4, 1, 10, None),
        at=make.moment(2, year=2021),
    )
    make.season(world)
    make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh)
    current = ReportRound.objects.get(year=2022)

    assert queries.last_period(make.filing_of(world.stp)) == {
        "Số phong trào": "4",
        "Trong đó theo chuyên đề": "1",
        "Tỷ lệ đăng ký": "10",
    }
    row = queries.round_facts(current, world.hanh).rows[0]
    assert (row.total_words, row.previous_words) == ("7", "4")


def test_the_export_holds_every_answer_and_the_totals(season, client_for):
    answer = client_for(season.hanh).get(reverse("plans:report-round-rollup-export", args=[the_round().pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if isinstance(row[0].value, int)]

    assert [(row[2], row[4], row[5]) for row in rows][:4] == [
        ("Số phong trào", "Sở Tư pháp", 7),
        ("Số phong trào", "Cộng 1 đơn vị", 7),
        ("Trong đó theo chuyên đề", "Sở Tư pháp", 2),
        ("Trong đó theo chuyên đề", "Cộng 1 đơn vị", 2),
    ]


# The province's report -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_report_says_what_the_data_say(season, client_for, form):
    answer = client_for(season.hanh).get(reverse("plans:report-round-paper", args=[the_round().pk, form]))
    text = paper_text(answer.content)

    assert answer.status_code == 200
    for words in (
        "BÁO CÁO",
        "Sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm 2022",
        f"Sở Tư pháp: {SECRET}",
        "I. CÔNG TÁC CHỈ ĐẠO",
        "II. SỐ LIỆU TỔNG HỢP",
        "Số liệu tổng hợp từ báo cáo của 1/2 cơ quan, đơn vị, địa phương (50%).",
        "Số phong trào",
        "12,5",
        "DANH SÁCH ĐƠN VỊ CHƯA GỬI BÁO CÁO",
        "Sở Y tế",
        "TM. ỦY BAN NHÂN DÂN",
    ):
        assert words in text


def summary_data(press, **changes):
    return {
        "symbol": "BC-UBND",
        "dated_on": "05/07/2022",
        "version": the_round().version,
        "opening": "Mở đầu riêng",
        "section_0": "Đã biên tập",
        "section_1": "",
        "signer_title": "CHỦ TỊCH",
        "press": press,
    } | changes


def test_staff_keep_words_and_issue_them_for_good(season, client_for):
    client, address = client_for(season.hanh), reverse("plans:report-round-report", args=[the_round().pk])
    assert client.post(address, summary_data("keep")).status_code == 302
    again = client.get(address).context["form"]
    assert (again["section_0"].value(), again["opening"].value()) == ("Đã biên tập", "Mở đầu riêng")

    assert client.post(address, summary_data("issue", number="88")).status_code == 302
    issued = IssuedDocument.objects.of(the_round()).get()
    assert issued.notation == "88/BC-UBND"
    steps.give_back(make.filing_of(season.stp), reason="Thiếu", by=season.hanh, at=make.moment(4))
    assert "88/BC-UBND" in client.get(address).content.decode()


def test_two_who_work_on_the_report_see_both_values(season, client_for):
    address = reverse("plans:report-round-report", args=[the_round().pk])
    mine = summary_data("keep", section_0="Bản của Hạnh")
    assert client_for(season.thang).post(address, summary_data("keep", section_0="Bản của Thắng")).status_code == 302

    page = client_for(season.hanh).post(address, mine)

    assert page.status_code == 422
    assert [(d.label, d.before, d.after) for d in page.context["differences"]] == [
        ("Công tác chỉ đạo", "Bản của Thắng", "Bản của Hạnh")
    ]
    assert page.context["form"]["section_0"].value() == "Bản của Hạnh"
    assert the_round().summary["sections"][0] == "Bản của Thắng"
    again = mine | {"version": page.context["form"]["version"].value()}
    assert client_for(season.hanh).post(address, again).status_code == 302
    assert the_round().summary["sections"][0] == "Bản của Hạnh"


@pytest.mark.parametrize("name", sorted(READS))
@pytest.mark.parametrize("press", ["keep", "issue"])
def test_those_who_only_read_neither_keep_nor_issue(season, client_for, name, press):
    address = reverse("plans:report-round-report", args=[the_round().pk])

    assert client_for(season.people[name]).post(address, summary_data(press)).status_code == 403
    assert the_round().summary == {}
    assert not IssuedDocument.objects.exists()


def test_a_wrong_date_of_the_report_loses_no_word(season, client_for):
    address = reverse("plans:report-round-report", args=[the_round().pk])
    answer = client_for(season.hanh).post(address, summary_data("issue", dated_on="31/02/2022"))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["dated_on"]
    assert "Đã biên tập" in answer.content.decode()


# The task of the plan, cost ---------------------------------------------------------------------------------------------
def test_the_task_shows_how_many_units_have_reported(world, client_for):
    plan = make.annual_plan()
    task = plan.tasks.create(position=1, quarter=2, ordinal="6", text="Ban hành Báo cáo sơ kết công tác TĐKT 6 tháng")
    make.season(world, task=task)
    make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh)

    page = client_for(world.hanh).get(task.get_absolute_url()).content.decode()
    own = client_for(world.hoa).get(task.get_absolute_url()).content.decode()

    assert "1/2 đơn vị đã gửi" in page
    assert "0/1 đơn vị đã gửi" in own


def test_a_second_round_of_the_kind_is_refused(world):
    make.prepared(world)

    with pytest.raises(Refused, match="Năm này đã có đợt báo cáo loại này."):
        make.prepared(world)


def test_a_draft_plan_has_no_round(world):
    plan = AnnualPlan.objects.create(year=2023, subject="Công tác thi đua, khen thưởng năm 2023")

    with pytest.raises(Refused, match="Kế hoạch của tỉnh chưa ban hành"):
        make.prepared(world, year=2023)
    assert not plan.report_rounds.exists()
