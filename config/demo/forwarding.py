"""Two letters to the State level: of 2021, partly answered by decisions in the book; of 2022, waiting.

People, schools, papers and their numbers are made up.
"""

import dataclasses
import datetime

from awards.forwarding.enums import Outcome
from awards.forwarding.queries import certain_answers, lines_of
from awards.forwarding.services import answers, letters
from awards.law.enums import Cause, PersonClass
from config.demo.unit_plans import Event
from units.models import Unit

DAY, TIME = datetime.date, datetime.time
ONE, GROUP = "individual", "collective"
DIRECT, OTHER, CHIEF = PersonClass.DIRECT_WORKER, PersonClass.OTHER_LEADER, PersonClass.DEPARTMENT_LEADER
REFUSED = ("Tòng Văn Hặc", "Công văn 615/BTĐKT-VI", DAY(2021, 10, 12), "Chưa đủ thời gian giữ danh hiệu trước đó.")
WITHDRAWN = (
    "Công ty TNHH Chế biến Pá Sẳng",
    "Công văn 1477/UBND-NC",
    DAY(2021, 8, 3),
    "Công ty xin rút để bổ sung hồ sơ.",
)
LEFT_TO_LINK = "HCLD3"  # its decision is in the book; the page offers to take it


@dataclasses.dataclass(frozen=True, slots=True)
class Letter:
    """A letter, the day it was typed in, and its lines: (kind, name, title, workplace, unit, class, award, period)."""

    number: str
    dated: datetime.date
    addressee: str
    subject: str
    typed: datetime.date
    lines: tuple


TEACHER = (ONE, "Quàng Thị Inh", "Giáo viên", "Điểm trường Huổi Tát", "SGDDT", DIRECT)
BOARDING, STATION = "Trường Phổ thông dân tộc bán trú Huổi Tát", "Trạm y tế lưu động Nậm Hạt"
LETTERS = (
    Letter(
        "738", DAY(2021, 3, 19), "Thủ tướng Chính phủ; Ban Thi đua - Khen thưởng Trung ương",
        "Về việc đề nghị tặng thưởng Huân chương Lao động, Cờ thi đua của Chính phủ, Bằng khen của Thủ tướng Chính phủ",
        DAY(2022, 1, 25),
        (
            (GROUP, "Trường Trung học phổ thông Nậm Hạt", "", "", "SGDDT", "", "CO_CP", "năm 2020"),
            (GROUP, BOARDING, "", "", "SGDDT", "", LEFT_TO_LINK, "2016-2020"),
            (GROUP, STATION, "", "", "SYT", "", "BK_TTG", "2016-2020"),
            (*TEACHER, "BK_TTG", "2016-2020"),
            (ONE, "Tòng Văn Hặc", "Chánh Văn phòng", "Sở Giao thông vận tải", "SGTVT", OTHER, "BK_TTG", "2016-2020"),
            (GROUP, "Công ty TNHH Chế biến Pá Sẳng", "", "", "102", "", "BK_TTG", "2016-2020"),
            (ONE, "Lò Văn Pẻng", "Phó Trưởng phòng Ngân sách", "Sở Tài chính", "STC", OTHER, "HCLD3", "2011-2020"),
        ),
    ),
    Letter(
        "492", DAY(2022, 2, 18), "Thủ tướng Chính phủ; Ban Thi đua - Khen thưởng Trung ương",
        "Về việc đề nghị tặng thưởng cấp Nhà nước cho các tập thể, cá nhân có thành tích năm 2021",
        DAY(2022, 2, 21),
        (
            (*TEACHER, "CSTDTQ", "2016-2021"),
            (ONE, "Lường Thị Xôm", "Bác sĩ khoa Truyền nhiễm", "Bệnh viện Đa khoa tỉnh", "SYT", DIRECT, "BK_TTG", "2017-2021"),
            (ONE, "Khoàng Văn Lả", "Phó Giám đốc Sở", "Sở Y tế", "SYT", CHIEF, "HCLD3", "2012-2021"),
            (GROUP, STATION, "", "", "SYT", "", "CO_CP", "năm 2021"),
            (GROUP, "Phòng Ngân sách", "", "", "STC", "", "BK_TTG", "2017-2021"),
        ),
    ),
)  # fmt: skip


def events(cast):
    """The letters as they were typed in and sent, then the answers of the first."""
    for letter in LETTERS:
        yield Event(letter.typed, TIME(10, 5), lambda at, letter=letter: _type(letter, by=cast.staff[0], at=at))
    yield Event(DAY(2022, 1, 26), TIME(10, 5), lambda at: _answer(by=cast.staff[1], at=at))


def _type(letter, *, by, at):
    units = {unit.code: unit for unit in Unit.objects.in_force(letter.typed)}
    made = letters.create_forwarding(
        number=letter.number, symbol="TTr-UBND", dated=letter.dated, addressee=letter.addressee, subject=letter.subject,
        by=by, at=at,
    )  # fmt: skip
    for kind, name, title, workplace, code, person_class, award, period in letter.lines:
        firm = name.startswith("Công ty")
        place = {"title": title, "workplace": workplace or units[code].name, "unit": units[code], "is_enterprise": firm}
        letters.propose(
            made, {"kind": kind, "name": name, **place}, award=award, cause=Cause.MERIT, name=name,
            person_class=person_class, period=period, by=by, at=at, **place,
        )  # fmt: skip
    letters.take_forwarding_step(made, "send", by=by, at=at)


def _answer(*, by, at):
    """What the book answers is taken from it, but for one line; two answers came on paper, one line still waits."""
    letter = letters.Forwarding.objects.get(number=LETTERS[0].number)
    lines = lines_of(letter)
    said = {"by": by, "at": at, "on": at.date()}
    for line, grant in certain_answers(lines):
        if line.award != LEFT_TO_LINK:
            answers.answer_line(line, outcome=Outcome.GRANTED, grant=grant, version=line.version, **said)
    for outcome, (name, answer, day, reason) in ((Outcome.REFUSED, REFUSED), (Outcome.WITHDRAWN, WITHDRAWN)):
        line = next(one for one in lines if one.name == name)
        answers.answer_line(
            line, outcome=outcome, answer=answer, answered_on=day, reason=reason, version=line.version, **said
        )
