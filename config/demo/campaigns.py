"""The campaigns by 8/3/2022: the province's of the year launched by a chỉ thị, two with a sơ kết, one of 2021 closed.

The sixteen are real; numbers of papers, figures, words of summaries and people here are made up, and say so.
"""

import datetime

from campaigns.documents.campaigns import DIRECTIVE, Words
from campaigns.enums import CampaignKind, CampaignMethod, Launcher
from campaigns.models import Campaign
from campaigns.services import campaigns as services
from campaigns.services import papers
from campaigns.services.loading import campaign_of, load_campaigns
from config.demo.unit_plans import Event
from plans.models import PlanTask
from units.enums import Role
from units.models import Unit

DAY = datetime.date
LAUNCH_TASK = 2  # position in the plan: I.2
DEMO = "Số, ngày văn bản và số liệu là dữ liệu trình diễn."
NAME_2021 = "Thi đua lập thành tích chào mừng các ngày lễ lớn năm 2021 (trình diễn)"


def _indicator(label, measure, target, *, kind="integer", roll_up="sum"):
    return {"label": label, "measure": measure, "kind": kind, "direction": "up", "target": target, "roll_up": roll_up}


OF_THE_YEAR = {
    "purpose": "Tạo khí thế thi đua sôi nổi ngay từ đầu năm, góp phần hoàn thành nhiệm vụ phát triển kinh tế - xã hội, "
    "bảo đảm quốc phòng, an ninh năm 2022.\nThi đua thiết thực, có chỉ tiêu rõ ràng; bình xét công khai, dân chủ, đúng "
    "người, đúng việc.",
    "subjects": "Các cơ quan, đơn vị, địa phương, doanh nghiệp, tập thể và cá nhân trong tỉnh.",
    "goals": "- Thi đua hoàn thành các chỉ tiêu kinh tế - xã hội được giao\n- Thi đua cải cách hành chính, nâng cao kỷ luật, "
    "kỷ cương, đạo đức công vụ\n- Thi đua xây dựng nông thôn mới, giảm nghèo\n- Thi đua phòng, chống dịch COVID-19, phục "
    "hồi sản xuất, kinh doanh\n- Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến",
    "criteria_collective": "- Hoàn thành các chỉ tiêu đã đăng ký\n- Có ít nhất một mô hình hoặc cách làm mới được áp dụng\n"
    "- Nội bộ đoàn kết; không có vi phạm bị xử lý kỷ luật",
    "criteria_person": "- Hoàn thành xuất sắc nhiệm vụ được giao\n- Có sáng kiến, giải pháp được cơ sở công nhận\n- Gương mẫu "
    "chấp hành kỷ luật, kỷ cương",
    "organisation": "- Thủ trưởng các cơ quan, đơn vị, địa phương tổ chức phát động, đăng ký thi đua trong quý I và báo cáo kết "
    "quả theo từng kỳ.\n- Ủy ban Mặt trận Tổ quốc và các đoàn thể tỉnh vận động đoàn viên, hội viên hưởng ứng.\n- Sở Nội vụ "
    "(Ban Thi đua - Khen thưởng) hướng dẫn, theo dõi, tổng hợp, tham mưu sơ kết, tổng kết và khen thưởng.",
    "review_due_on": DAY(2022, 7, 15),
}
INDICATORS_OF_THE_YEAR = (
    _indicator("Mô hình, cách làm mới được áp dụng", "mô hình", 120),
    _indicator("Sáng kiến được công nhận", "sáng kiến", 300),
    _indicator("Nhiệm vụ trong năm hoàn thành đúng hạn", "%", 95, kind="percent", roll_up="none"),
    _indicator("Gương điển hình tiên tiến được giới thiệu", "gương", 80),
)
REVIEWS = (  # code, day of the sơ kết, day it was concluded, words
    ("DHTT", DAY(2022, 2, 18), {
        "results": "- 11 điển hình tiên tiến được phát hiện, bồi dưỡng (số liệu trình diễn)\n- 46 cơ quan, đơn vị đưa nội "
        "dung điển hình tiên tiến vào kế hoạch năm",
        "effects": "Cách làm của điển hình được nơi khác học và làm theo.",
        "limits": "Nhiều đơn vị mới dừng ở phát hiện, chưa có kế hoạch bồi dưỡng, nhân rộng.",
        "causes": "Cán bộ làm công tác thi đua kiêm nhiệm.",
        "lessons": "Giao rõ người theo dõi từng điển hình.",
    }),
    ("VHCS", DAY(2022, 3, 2), {
        "results": "- 78 cơ quan, đơn vị ban hành quy chế văn hóa công sở (số liệu trình diễn)\n- Bộ phận một cửa của 10 huyện, "
        "thị xã, thành phố niêm yết quy tắc ứng xử",
        "effects": "Tỷ lệ hồ sơ giải quyết đúng hạn tăng so với năm trước.",
        "limits": "Một số nơi chưa kiểm tra việc thực hiện quy chế.",
        "causes": "Chưa gắn kết quả thực hiện với xét thi đua.",
        "lessons": "",
    }),
)  # fmt: skip
CLOSED_WORDS = {
    "results": "- 64 cơ quan, đơn vị đăng ký tham gia; 412 công trình, phần việc được thực hiện (số liệu trình diễn)\n- 9 mô "
    "hình được nhân rộng trong tỉnh",
    "effects": "Tạo không khí thi đua trong những tháng cuối năm; nhiều phần việc hoàn thành trước hạn.",
    "limits": "Báo cáo của một số đơn vị còn chung chung, thiếu số liệu.",
    "causes": "Chỉ tiêu giao khi phát động chưa cụ thể.",
    "lessons": "Phát động phải kèm chỉ tiêu đo được và kỳ báo cáo.",
}
HONOURS = (  # unit, object, name, title, achievement: nobody of them exists
    ("SGTVT", "collective", "Phòng Quản lý hạ tầng giao thông", "", "Hoàn thành sớm 45 ngày việc khắc phục sạt lở ba tuyến đường."),
    ("099", "collective", "Tổ công tác thu gom rác bản Lồng", "", "Duy trì 52 buổi thu gom; bản không còn điểm rác tự phát."),
    ("SYT", "person", "Lò Văn Pâng", "Bác sĩ, Trung tâm kiểm soát bệnh tật", "Sáng kiến xếp lịch lấy mẫu giảm nửa thời gian chờ."),
    ("SGDDT", "person", "Vừ Thị Sênh", "Giáo viên tiểu học", "Mở lớp đọc buổi tối cho 36 học sinh nội trú."),
)  # fmt: skip
OWN = (  # unit, day it was drafted, whether the head launched it on the day after
    ("SGDDT", DAY(2022, 2, 14), True, "Dạy tốt, học tốt, xây dựng trường học hạnh phúc"),
    ("STC", DAY(2022, 3, 3), False, "Thi đua quyết toán sớm, đúng, gọn"),
)


def events(cast, plan):
    """All steps up to 8/3, as `Event`s."""
    lead = cast.centre[Role.LEAD]
    yield Event(DAY(2022, 1, 14), datetime.time(17, 0), lambda at: load_campaigns(at=at))
    yield Event(DAY(2022, 1, 20), datetime.time(15, 0), lambda at: _close_2021(cast, lead, at))
    yield Event(DAY(2022, 1, 24), datetime.time(15, 0), lambda at: _write_of_the_year(cast, plan, at))
    yield Event(DAY(2022, 1, 25), datetime.time(9, 0), lambda at: _launch_of_the_year(lead, at))
    for code, day, words in REVIEWS:
        yield Event(day, datetime.time(16, 0), lambda at, code=code, words=words, day=day: _review(
            cast, lead, code, day, words, at))  # fmt: skip
    for code, day, is_launched, name in OWN:
        unit = Unit.objects.get(code=code)
        yield Event(day, datetime.time(10, 0), lambda at, unit=unit, name=name: _draft_own(cast, unit, name, at))
        if is_launched:
            yield Event(day + datetime.timedelta(days=1), datetime.time(9, 0),
                        lambda at, unit=unit, name=name: _launch_own(cast, unit, name, at))  # fmt: skip


def _write_of_the_year(cast, plan, at):
    campaign = Campaign.objects.get(code="TX2022")
    note = f"{campaign.note}. {DEMO}"
    services.edit_campaign(
        campaign, version=campaign.version, by=cast.staff[0], at=at, indicators=INDICATORS_OF_THE_YEAR,
        task=PlanTask.objects.get(plan=plan, position=LAUNCH_TASK), note=note, **OF_THE_YEAR,
    )  # fmt: skip


def _launch_of_the_year(lead, at):
    campaign = Campaign.objects.get(code="TX2022")
    words = Words(
        DIRECTIVE, number="02", symbol="CT-UBND", dated_on=DAY(2022, 1, 25), authority="TM. ỦY BAN NHÂN DÂN",
        on_behalf="KT. CHỦ TỊCH", signer_title="PHÓ CHỦ TỊCH", signer_name="Điêu Chính Tùng",
        distribution=("Thường trực Tỉnh ủy, HĐND tỉnh", "Các sở, ban, ngành, đoàn thể tỉnh",
                      "UBND các huyện, thị xã, thành phố", "Lưu: VT, TĐKT"),
    )  # fmt: skip
    papers.issue_launch_paper(campaign, words=words, by=lead, at=at)
    services.take_campaign_step(campaign, "launch", by=lead, at=at)


def _review(cast, lead, code, day, words, at):
    campaign = Campaign.objects.get(code=code)
    services.save_summary(campaign, "interim", version=0, by=cast.staff[1], at=at, held_on=day, **words)
    services.take_campaign_step(campaign, "review", by=lead, at=at)


def _close_2021(cast, lead, at):
    """The year before the product came: entered as launched, then summed up."""
    staff = cast.staff[0]
    campaign = campaign_of(
        {
            "code": None, "name": NAME_2021, "other_names": "", "kind": CampaignKind.MOVEMENT,
            "method": CampaignMethod.THEMATIC, "scope": "province", "launcher": Launcher.PROVINCE,
            "launched_by": "UBND tỉnh Điện Biên", "launch_paper": "Kế hoạch phát động (trình diễn)",
            "launched_on": "2021-05-19", "starts_on": "2021-05-19", "ends_on": "2021-12-20", "state": "launched",
            "criteria_collective": "- Làm xong công trình, phần việc đã đăng ký", "source": "dữ liệu trình diễn",
            "criteria_person": "- Có sáng kiến, việc làm cụ thể", "note": DEMO, "name_standing": "verified",
            "launch_standing": "verified",
        },
        at=at,
    )  # fmt: skip
    campaign.goals = "- Mỗi đơn vị một công trình hoặc phần việc\n- Hoàn thành trước ngày 10/12/2021"
    campaign.save(force_insert=True)
    held = DAY(2021, 12, 28)
    services.save_summary(campaign, "final", version=0, by=staff, at=at, held_on=held, **CLOSED_WORDS)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[row[0] for row in HONOURS])}
    rows = [
        {"unit": units[code], "object": of, "name": name, "title": title, "achievement": achievement, "source": None}
        for code, of, name, title, achievement in HONOURS
        if code in units
    ]
    services.name_honours(campaign, version=campaign.version, rows=rows, by=staff, at=at)
    services.take_campaign_step(campaign, "close", by=lead, at=at)


def _draft_own(cast, unit, name, at):
    services.create_campaign(
        by=cast.officers[unit.pk], at=at, name=name, unit=unit, launcher=Launcher.UNIT, method=CampaignMethod.REGULAR,
        parent=Campaign.objects.get(code="TX2022"), launch_paper="Kế hoạch của đơn vị (trình diễn)",
        starts_on=DAY(2022, 2, 15), ends_on=DAY(2022, 12, 31),
        subjects="Các phòng, đơn vị trực thuộc và cá nhân trong đơn vị.",
        goals="- Hoàn thành nhiệm vụ năm\n- Mỗi đơn vị trực thuộc một cách làm mới",
        criteria_collective="- Hoàn thành nhiệm vụ đã đăng ký", criteria_person="- Có việc làm cụ thể được tập thể công nhận",
        indicators=[_indicator("Cách làm mới được áp dụng", "cách làm", 12)],
    )  # fmt: skip


def _launch_own(cast, unit, name, at):
    campaign = Campaign.objects.get(unit=unit, name=name)
    services.take_campaign_step(campaign, "launch", by=cast.heads[unit.pk], at=at)
