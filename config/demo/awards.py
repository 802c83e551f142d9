"""The book of awards: decisions of 2019 to early 2022 with a correction, a revocation, and one list still being typed in.

People, villages, schools, papers and their numbers are made up; flags go to the units that the fictional khối proposed.
"""

import dataclasses
import datetime

from awards.law.enums import Cause, Level, PersonClass
from awards.registry.models import Decision, Grant
from awards.registry.services import decisions, recipients
from clusters.enums import ProposalKind
from clusters.models import Proposal
from config.demo.unit_plans import Event
from units.models import Unit

DAY, TIME = datetime.date, datetime.time
P, S, B = Level.PROVINCE, Level.STATE, Level.BASE
MERIT, THEMATIC, EXCEPTIONAL = Cause.MERIT, Cause.THEMATIC, Cause.EXCEPTIONAL
DIRECT, OTHER, CHIEF = PersonClass.DIRECT_WORKER, PersonClass.OTHER_LEADER, PersonClass.DEPARTMENT_LEADER
OWNER = PersonClass.ENTREPRENEUR
CHAIR = "Chủ tịch UBND tỉnh"
SIGNER = "Điêu Chính Tùng"
COVID = "phòng, chống dịch COVID-19 năm 2021"


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """A decision and the day its list was typed in; `flags` takes the units proposed by the khối instead of lines."""

    number: str
    symbol: str
    day: datetime.date
    level: str
    decider: str
    subject: str
    award: str
    cause: str
    period: str
    typed: datetime.date
    signer: str = ""
    unit: str = ""
    people: tuple = ()  # (name, gender, title, workplace, unit, class) and, for a second look, the year of birth
    groups: tuple = ()  # (name, unit) or (name, unit, True for an enterprise)
    homes: tuple = ()  # (name, address, unit)
    bodies: tuple = ()  # codes of units
    proposed: str = ""
    entered: bool = True


F, M = "female", "male"
PAPERS = (
    Paper(
        "1274", "QĐ-UBND", DAY(2019, 12, 25), P, CHAIR,
        "Về việc tặng Bằng khen cho các tập thể, cá nhân có thành tích trong phong trào thi đua giai đoạn 2018 - 2019",
        "BK_TINH", MERIT, "2018-2019", DAY(2022, 1, 18), SIGNER,
        people=(
            ("Lò Văn Pẻng", M, "Phó Trưởng phòng Ngân sách", "Sở Tài chính", "STC", OTHER, 1979),
            ("Quàng Thị Inh", F, "Giáo viên", "Điểm trường Huổi Tát", "SGDDT", DIRECT, 1986),
            ("Giàng A Phứ", M, "Điều dưỡng", "Trạm y tế lưu động Nậm Hạt", "SYT", DIRECT, 1990),
            ("Cà Thị Ún Mai", F, "Chuyên viên", "Sở Nông nghiệp và PTNT", "SNNPTNT", DIRECT, 1984),
            ("Tòng Văn Hặc", M, "Chánh Văn phòng", "Sở Giao thông vận tải", "SGTVT", OTHER, 1975),
            ("Mùa A Sính", M, "Trưởng bản Háng Trợ Mới", "Huyện Điện Biên Đông", "101", DIRECT, 1968),
        ),
        groups=(("Phòng Giáo dục Dân tộc Nậm Hạt", "SGDDT"), ("Tổ hợp tác cà phê bản Pá Sẳng", "102")),
    ),
    Paper(
        "846", "QĐ-UBND", DAY(2020, 8, 20), P, CHAIR,
        "Về việc khen thưởng đột xuất thành tích cứu người, cứu tài sản trong trận lũ quét tại bản Huổi Chá",
        "BK_TINH", EXCEPTIONAL, "đợt lũ tháng 8/2020", DAY(2022, 1, 19), SIGNER,
        people=(
            ("Vàng A Lử", M, "Nông dân", "Bản Huổi Chá, huyện Mường Chà", "097", DIRECT, 1988),
            ("Hạng Thị Pàng", F, "Chi hội trưởng phụ nữ", "Bản Huổi Chá, huyện Mường Chà", "097", DIRECT, 1992),
            ("Giàng A Chớ", M, "Đội vận động quần chúng", "Đồn biên phòng Nậm Tin", "BCHBDBP", DIRECT, 1991),
        ),
        groups=(("Tổ tự quản an ninh bản Huổi Chá", "CAT"), ("Đội dân quân bản Huổi Chá", "BCHQS")),
        homes=(("Hộ ông Lò Văn Chựa", "Bản Huổi Chá, huyện Mường Chà", "097"),),
    ),
    Paper(
        "1903", "QĐ-TTg", DAY(2021, 6, 15), S, "Thủ tướng Chính phủ", "Về việc tặng Cờ thi đua của Chính phủ năm 2020",
        "CO_CP", MERIT, "năm 2020", DAY(2022, 1, 20),
        groups=(("Trường Trung học phổ thông Nậm Hạt", "SGDDT"),),
    ),
    Paper(
        "1946", "QĐ-TTg", DAY(2021, 9, 7), S, "Thủ tướng Chính phủ", "Về việc tặng Bằng khen của Thủ tướng Chính phủ",
        "BK_TTG", MERIT, "2016-2020", DAY(2022, 1, 20),
        people=(("Quàng Thị Inh", F, "Giáo viên", "Điểm trường Huổi Tát", "SGDDT", DIRECT, 1986),),
        groups=(("Trạm y tế lưu động Nậm Hạt", "SYT"),),
    ),
    Paper(
        "2117", "QĐ-CTN", DAY(2021, 11, 16), S, "Chủ tịch nước", "Về việc tặng thưởng Huân chương Lao động hạng Ba",
        "HCLD3", MERIT, "2016-2020", DAY(2022, 1, 21),
        groups=(("Trường Phổ thông dân tộc bán trú Huổi Tát", "SGDDT"),),
    ),
    Paper(
        "2064", "QĐ-UBND", DAY(2021, 11, 5), P, CHAIR,
        f"Về việc tặng Bằng khen cho các tập thể, cá nhân, hộ gia đình có thành tích {COVID}",
        "BK_TINH", THEMATIC, "năm 2021", DAY(2022, 1, 24), SIGNER,
        people=(
            ("Giàng A Phứ", M, "Điều dưỡng", "Trạm y tế lưu động Nậm Hạt", "SYT", DIRECT, 1990),
            ("Lường Thị Xôm", F, "Bác sĩ khoa Truyền nhiễm", "Bệnh viện Đa khoa tỉnh", "BVDK", DIRECT, 1983),
            ("Phạm Thu Thử", F, "Kỹ thuật viên xét nghiệm", "Bệnh viện Đa khoa tỉnh", "BVDK", DIRECT, 1994),
            ("Khoàng Văn Lả", M, "Phó Giám đốc Sở", "Sở Y tế", "SYT", CHIEF, 1972),
            ("Sùng A Tủa", M, "Cán bộ chốt kiểm soát", "Công an huyện Tủa Chùa", "CAT", DIRECT, 1995),
            ("Lò Thị Bóng", F, "Giám đốc Hợp tác xã Rau sạch Nậm Hạt", "Hợp tác xã Rau sạch Nậm Hạt", "LMHTX", OWNER, 1980),
            ("Bạc Cầm Thử", M, "Giám đốc Công ty TNHH Vận tải Mường Mới", "Công ty TNHH Vận tải Mường Mới", "094", OWNER, 1976),
            ("Vừ Thị Chia", F, "Tình nguyện viên", "Bản Sông Ún Mới, huyện Tủa Chùa", "TINHDOAN", DIRECT, 2000),
        ),
        groups=(
            ("Khoa Truyền nhiễm cơ sở 2", "BVDK"), ("Chốt kiểm soát liên ngành số 9", "CAT"),
            ("Hợp tác xã Rau sạch Nậm Hạt", "LMHTX", True), ("Công ty TNHH Vận tải Mường Mới", "094", True),
        ),
        homes=(
            ("Hộ bà Quàng Thị Ịnh", "Bản Co Phát, huyện Tuần Giáo", "099"),
            ("Hộ ông Mùa A Tráng", "Bản Háng Trợ Mới, huyện Điện Biên Đông", "101"),
        ),
    ),
    Paper(
        "2483", "QĐ-UBND", DAY(2021, 12, 28), P, CHAIR,
        "Về việc tặng Bằng khen cho các tập thể, cá nhân có thành tích xuất sắc trong phong trào thi đua năm 2021",
        "BK_TINH", MERIT, "2020-2021", DAY(2022, 1, 25), SIGNER,
        people=(
            ("Lò Văn Pẻng", M, "Trưởng phòng Ngân sách", "Sở Tài chính", "STC", OTHER, 1979),
            ("Đỗ Thị Thử", F, "Phó Giám đốc Sở", "Sở Công Thương", "SCT", CHIEF, 1974),
            ("Lường Văn Ún", M, "Chuyên viên tiếp nhận hồ sơ", "Sở Tài chính", "STC", DIRECT, 1987),
            ("Cà Thị Ún Mai", F, "Phó Trưởng phòng", "Sở Nông nghiệp và PTNT", "SNNPTNT", OTHER, 1984),
            ("Vì Văn Khặm", M, "Thẩm phán", "Tòa án nhân dân tỉnh", "TAND", DIRECT, 1978),
            ("Hờ A Dế", M, "Phó Chủ tịch Hội", "Hội Nông dân tỉnh", "HND", OTHER, 1977),
            ("Ngô Thanh Mẫu", F, "Phó Trưởng ban", "Ban Dân vận Tỉnh ủy", "BDVTU", CHIEF, 1975),
            ("Tòng Thị Piếng", F, "Bí thư chi đoàn bản Co Phát", "Bản Co Phát, huyện Tuần Giáo", "TINHDOAN", DIRECT, 1997),
            ("Điêu Văn Thử", M, "Giám đốc", "Công ty TNHH Chế biến Pá Sẳng", "102", OWNER, 1982),
            ("Thào A Nếnh", M, "Công nhân vận hành", "Công ty Điện lực Điện Biên", "DIENLUC", DIRECT, 1993),
            ("Lò Thị Bóng", F, "Chuyên viên", "Sở Lao động - TB và XH", "SLDTBXH", DIRECT, 1989),
        ),
        groups=(
            ("Phòng Ngân sách", "STC"), ("Phòng Quản lý Năng lượng số 2", "SCT"), ("Tòa chuyên trách Mường Mới", "TAND"),
            ("Đội quản lý điện khu vực Nậm Tin", "DIENLUC", True), ("Công ty TNHH Chế biến Pá Sẳng", "102", True),
            ("Nhân dân và cán bộ bản Sông Ún Mới", "098"),
        ),
    ),
    Paper(
        "1450", "QĐ-SGDĐT", DAY(2021, 12, 30), B, "Giám đốc Sở Giáo dục và Đào tạo",
        "Về việc tặng Giấy khen cho các tập thể, cá nhân có thành tích trong học kỳ I năm học 2021 - 2022",
        "GK_SO", MERIT, "học kỳ I 2021-2022", DAY(2022, 2, 8), unit="SGDDT",
        people=(
            ("Bùi Thị Thử", F, "Giáo viên", "Trường Trung học phổ thông Nậm Hạt", "SGDDT", DIRECT, 1991),
            ("Sùng Thị Mỷ", F, "Giáo viên", "Điểm trường Huổi Tát", "SGDDT", DIRECT, 1993),
            ("Lò Văn Ngoan", M, "Hiệu trưởng", "Trường Phổ thông dân tộc bán trú Huổi Tát", "SGDDT", OTHER, 1976),
            ("Quàng Văn Tưởng", M, "Nhân viên thư viện", "Trường Trung học phổ thông Nậm Hạt", "SGDDT", DIRECT, 1988),
        ),
        groups=(("Tổ Toán - Tin Trường Trung học phổ thông Nậm Hạt", "SGDDT"), ("Phòng Giáo dục Dân tộc Nậm Hạt", "SGDDT")),
    ),
    Paper(
        "152", "QĐ-UBND", DAY(2022, 1, 26), P, CHAIR, "Về việc tặng danh hiệu Chiến sĩ thi đua cấp tỉnh năm 2021",
        "CSTDT", MERIT, "2019-2021", DAY(2022, 2, 9), SIGNER,
        people=(
            ("Quàng Thị Inh", F, "Giáo viên", "Điểm trường Huổi Tát", "SGDDT", DIRECT, 1986),
            ("Tòng Văn Hặc", M, "Phó Giám đốc Sở", "Sở Giao thông vận tải", "SGTVT", CHIEF, 1975),
            ("Lường Thị Xôm", F, "Bác sĩ khoa Truyền nhiễm", "Bệnh viện Đa khoa tỉnh", "SYT", DIRECT, None),
            ("Phùng Văn Mẫu", M, "Kiểm sát viên", "Viện kiểm sát nhân dân tỉnh", "VKSND", DIRECT, 1981),
            ("Lý Thị Nhình", F, "Trưởng phòng Nghiệp vụ", "Kho bạc Nhà nước Điện Biên", "KBNN", OTHER, 1979),
            ("Chang A Vàng", M, "Biên tập viên", "Đài PT-TH tỉnh", "DPTTH", DIRECT, 1985),
        ),
    ),
    Paper(
        "341", "QĐ-UBND", DAY(2022, 2, 22), P, CHAIR, "Về việc tặng Cờ thi đua của UBND tỉnh năm 2021",
        "CO_TINH", MERIT, "năm 2021", DAY(2022, 2, 25), SIGNER, proposed=ProposalKind.FLAG,
    ),
    Paper(
        "418", "QĐ-UBND", DAY(2022, 3, 4), P, CHAIR,
        "Về việc tặng Bằng khen cho các đơn vị xếp thứ hai của các khối thi đua năm 2021",
        "BK_TINH", MERIT, "năm 2021", DAY(2022, 3, 7), SIGNER, proposed=ProposalKind.CERTIFICATE, entered=False,
    ),
)  # fmt: skip
CORRECTED = ("2483", "Vì Văn Khặm", "Vi Văn Khặm", "Quyết định 389/QĐ-UBND", DAY(2022, 2, 28))
REVOKED = ("2064", "Bạc Cầm Thử", "Quyết định 352/QĐ-UBND", DAY(2022, 2, 23))


def events(cast):
    """The lists as they were typed in, as `Event`s, and the two papers that changed lines of them."""
    for number, paper in enumerate(PAPERS):
        by = cast.staff[number % len(cast.staff)]
        yield Event(paper.typed, TIME(16, number), lambda at, paper=paper, by=by: _type(paper, by=by, at=at))
    yield Event(DAY(2022, 2, 24), TIME(9, 40), lambda at: _revoke(by=cast.staff[0], at=at))
    yield Event(DAY(2022, 3, 1), TIME(9, 40), lambda at: _correct(by=cast.staff[1], at=at))


def _type(paper, *, by, at):
    units = {unit.code: unit for unit in Unit.objects.in_force(paper.typed)}
    decision = decisions.create_decision(
        number=paper.number, symbol=paper.symbol, decided_on=paper.day, level=paper.level, decider=paper.decider,
        unit=units.get(paper.unit), signer=paper.signer, subject=paper.subject, by=by, at=at,
    )  # fmt: skip
    for facts, line in _lines(paper, units):
        recipient = recipients.find_or_create(by=by, at=at, **facts)
        decisions.add_grant(
            decision, recipient, award=paper.award, cause=paper.cause, period=paper.period, by=by, at=at, **line
        )
    if paper.entered:
        decisions.take_decision_step(decision, "enter", by=by, at=at)


def _lines(paper, units):
    """(what is known of the recipient, what the line says), collectives first as the lists have them."""
    codes = paper.bodies
    if paper.proposed:
        proposals = Proposal.objects.filter(kind=paper.proposed, ranking__year__year=2021)
        order = ("ranking__year__cluster__position", "ranking__year__cluster_id", "position", "pk")
        codes = proposals.order_by(*order).values_list("membership__unit__code", flat=True)
    for unit in (units[code] for code in codes):
        firm = unit.kind.endswith("enterprise")
        facts = {"kind": "collective", "name": unit.name, "unit": unit, "body": unit, "is_enterprise": firm}
        yield facts, {"unit": unit, "is_enterprise": firm}
    for name, code, *firm in paper.groups:
        unit, firm = units[code], bool(firm)
        facts = {"kind": "collective", "name": name, "workplace": unit.name, "unit": unit, "is_enterprise": firm}
        yield facts, {"workplace": unit.name, "unit": unit, "is_enterprise": firm}
    for name, address, code in paper.homes:
        place = {"workplace": address, "unit": units[code]}
        yield {"kind": "household", "name": name, **place}, place
    for name, gender, title, workplace, code, person_class, born in paper.people:
        place = {"title": title, "workplace": workplace, "unit": units[code]}
        firm = person_class == OWNER
        facts = {"kind": "individual", "name": name, "gender": gender, "birth_year": born, "is_enterprise": firm}
        yield {**facts, **place}, {**place, "person_class": person_class, "is_enterprise": firm}


def _line(number, name):
    decision = Decision.objects.get(number=number)
    return Grant.objects.select_related("decision", "recipient").get(decision=decision, name=name)


def _correct(*, by, at):
    number, wrong, right, paper, day = CORRECTED
    decisions.correct_grant(
        _line(number, wrong),
        paper=paper,
        dated=day,
        reason="In sai họ trong danh sách kèm theo",
        name=right,
        by=by,
        at=at,
    )


def _revoke(*, by, at):
    number, name, paper, day = REVOKED
    decisions.revoke_grant(
        _line(number, name), paper=paper, dated=day, reason="Báo cáo thành tích không đúng sự thật", by=by, at=at
    )
