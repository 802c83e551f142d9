"""Old awards brought in with their own decisions."""

import datetime

import pytest

from awards.registry.models import Decision, Grant, Recipient
from awards.registry.queries.identity import Facts
from awards.registry.resources.legacy import OldBookSheet
from awards.registry.services import lists
from core import journal
from core.errors import Refused, Stale
from core.models import Transition
from core.sheets.imports import apply_import, start_import
from tests.awards.lists import bring, said, shown, xlsx
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
AT, ON = make.BEFORE, make.BEFORE.date()
OLD_HEAD = [
    "STT", "Số quyết định", "Ký hiệu", "Ngày ký", "Cơ quan quyết định", "Người ký", "Trích yếu", "Họ tên", "Đối tượng",
    "Hình thức khen thưởng", "Chức vụ", "Đơn vị công tác", "Loại hình", "Năm sinh", "Thời gian",
]  # fmt: skip


OLD = [
    OLD_HEAD,
    [1, "15/QĐ-UBND", None, "03/04/2019", "Chủ tịch UBND tỉnh", "Lò Văn Ký", "Khen năm 2018", "Lò Văn Một", "Cá nhân", "Bằng khen", "Chuyên viên", "Sở Tư pháp", "Công trạng", 1980, "2018"],
    [2, 15, "QĐ-UBND", "03/04/2019", "Chủ tịch UBND tỉnh", "Lò Văn Ký", "Khen năm 2018", "Phòng Một", "Tập thể", "Bằng khen", None, "Sở Y tế", "Công trạng", None, "2018"],
    [3, "Số 99", "QĐ-TTg", "20/12/2020", "Thủ tướng Chính phủ", None, None, "Lò Văn Một", "Cá nhân", "BK TTg", "Phó phòng", "Sở Tư pháp", "Công trạng", 1980, "2015-2019"],
]  # fmt: skip


def old(by):
    return OldBookSheet(by=by, on=ON)


def test_old_decisions_go_into_the_book_with_their_lines_and_their_source(world, keeper):
    counts = bring(old(keeper), OLD, keeper, name="sổ cũ.xlsx")

    assert counts == said(0, 2, 3, 0, 0, 3)  # 3/4 may be April 3 or March 4
    fields = ("number", "symbol", "decided_on", "level", "signer", "state", "source")
    assert list(Decision.objects.order_by("pk").values_list(*fields)) == [
        ("15", "QĐ-UBND", datetime.date(2019, 4, 3), "province", "Lò Văn Ký", "entered", "Nhập từ tệp sổ cũ.xlsx"),
        ("99", "QĐ-TTg", datetime.date(2020, 12, 20), "state", "", "entered", "Nhập từ tệp sổ cũ.xlsx"),
    ]
    one = Recipient.objects.get(kind="individual")
    assert (one.grants.count(), one.title, one.birth_year) == (2, "Phó phòng", 1980)
    assert [n.name for n in Grant.objects.visible_to(world.lan).order_by("pk")] == ["Lò Văn Một", "Lò Văn Một"]
    assert Transition.objects.filter(action="enter").count() == 2
    assert journal.verify(at=AT).faults == []


def test_the_same_old_file_again_changes_nothing(keeper):
    bring(old(keeper), OLD, keeper)

    assert [row[0] for row in shown(old(keeper), OLD)] == ["same"] * 3


OLD_BAD = [
    ({8: "Không rõ"}, "Đối tượng", "Không có “Không rõ”."),
    ({3: "31/02/2019"}, "Ngày ký", "“31/02/2019”"),
    ({3: "20/12/2022"}, "Ngày ký", "Ngày 20/12/2022 chưa đến."),
    ({1: "15"}, "Ký hiệu", "Thiếu ký hiệu"),
    ({4: None}, "Cơ quan quyết định", "Thiếu cơ quan quyết định."),
    ({1: "123456789012/QĐ-UBND"}, "Số quyết định", "Dài quá 11 ký tự."),
]


@pytest.mark.parametrize(("cells", "column", "words"), OLD_BAD)
def test_a_wrong_cell_of_an_old_decision_is_named(keeper, cells, column, words):
    row = list(OLD[1])
    for place, value in cells.items():
        row[place] = value

    ((outcome, found, _),) = shown(old(keeper), [OLD_HEAD, row])

    assert (outcome, found[column][0]) == ("error", "error")
    assert words in found[column][2]


def test_rows_of_one_decision_must_agree(keeper):
    other = [*OLD[2][:5], "Người Khác", *OLD[2][6:]]

    found = shown(old(keeper), [OLD_HEAD, OLD[1], other])

    assert (found[1][0], found[1][1]["Người ký"][2]) == ("error", "Dòng 2 ghi khác cho cùng quyết định này.")


def test_a_decision_in_the_book_takes_no_more_lines_and_one_being_typed_in_none(keeper):
    bring(old(keeper), OLD, keeper)
    make.decision("7", by=keeper, on=datetime.date(2021, 1, 5))
    more = [*OLD[1][:7], "Ai Nữa", *OLD[1][8:]]
    typed = [1, 7, "QĐ-UBND", "05/01/2021", *OLD[1][4:]]

    found = shown(old(keeper), [OLD_HEAD, more, typed])

    assert [row[0] for row in found] == ["error", "error"]
    assert "đã vào sổ và không có dòng này" in found[0][1]["Số quyết định"][2]
    assert "đang được nhập" in found[1][1]["Số quyết định"][2]


def test_the_same_old_file_by_two_people_at_once_is_written_once(world, keeper):
    mine = start_import(old(keeper), xlsx(OLD), "a.xlsx", by=keeper, at=AT)
    yours = start_import(old(world.thang), xlsx(OLD), "b.xlsx", by=world.thang, at=AT)

    apply_import(mine, old(keeper), by=keeper, at=AT)
    with pytest.raises(Stale):
        apply_import(yours, old(world.thang), by=world.thang, at=AT)
    assert (Decision.objects.count(), Grant.objects.count()) == (2, 3)


def test_the_services_refuse_a_second_time_by_themselves(world, keeper):
    line = lists.Line(
        Facts("individual", "Ai"), {"kind": "individual", "name": "Ai"}, {"award": "BK_TINH", "name": "Ai"}
    )
    head = {"number": "1", "symbol": "QĐ", "decided_on": make.DAY, "level": "province", "decider": "A", "subject": ""}
    papers = [lists.OldPaper(head, [line])]
    lists.enter_old(papers, source="a", by=keeper, at=AT)

    with pytest.raises(Refused, match="đã có trong sổ"):
        lists.enter_old(papers, source="a", by=keeper, at=AT)
    with pytest.raises(Refused, match="hai lần"):
        lists.enter_old([lists.OldPaper({**head, "number": "2"}, [line, line])], source="a", by=keeper, at=AT)
    with pytest.raises(Refused, match="Chỉ Ban Thi đua"):
        lists.enter_old([lists.OldPaper({**head, "number": "3"}, [line])], source="a", by=world.lan, at=AT)
    with pytest.raises(Refused, match="chưa có dòng"):
        lists.enter_old([lists.OldPaper({**head, "number": "4"}, [])], source="a", by=keeper, at=AT)
    assert Decision.objects.count() == 1


def test_many_old_rows_cost_the_same_statements(keeper, django_assert_max_num_queries):
    rows = [OLD_HEAD, *([n, n, *OLD[2][2:7], f"Phòng Số {n}", *OLD[2][8:]] for n in range(1, 301))]
    found = start_import(old(keeper), xlsx(rows), "a.xlsx", by=keeper, at=AT)

    with django_assert_max_num_queries(80):
        apply_import(found, old(keeper), by=keeper, at=AT)

    assert (Decision.objects.filter(state="entered").count(), Grant.objects.count()) == (300, 300)
