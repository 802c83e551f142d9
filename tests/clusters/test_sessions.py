"""Sessions: who prepares and reads, what stops minutes, what concluding records, what the printed minutes say."""

import dataclasses
import datetime
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clusters.documents.sessions import minutes
from clusters.models import ClusterSession, PeerVote, Ranking, RankingRow, VoteCandidate, Voter
from clusters.queries.sessions import attendance_of, results_of
from clusters.services import clusters as cluster_services
from clusters.services import members
from clusters.services import sessions as services
from clusters.workflow.sessions import SESSION
from core import documents
from core.errors import Refused, Stale
from core.models import IssuedDocument, StoredFile, Transition
from plans.services.filings import Clash
from tests.clusters import papers as given
from tests.factories import clusters as make
from tests.factories import scoring

DAY, NOW, TODAY = datetime.date, make.NOW, make.TODAY


def words_of(paper):
    """Every line of text of a paper's body."""
    return [getattr(block, "lead", "") + (getattr(block, "text", None) or "") for block in paper.body]


# Preparing ----------------------------------------------------------------------------------------------------------------
def test_the_heads_people_and_the_standing_body_prepare_a_session_once_a_year(world):
    year = given.khoi(world)
    first = given.planned(world, year)

    assert given.planned(world, year).pk == first.pk  # pressed twice
    with pytest.raises(Refused, match="Năm này đã có hội nghị sơ kết"):
        given.planned(world, year, place="Nơi khác", by=world.hanh)
    for person in (world.hoa, world.tuan, world.admin, world.do):
        with pytest.raises(Refused, match="Chỉ đơn vị trưởng"):
            services.plan_session(year, kind="other", by=person, at=NOW)
    assert ClusterSession.objects.count() == 1


def test_a_closed_year_prepares_no_session(world):
    year = given.khoi(world)
    cluster_services.take_year_step(year, "close", by=world.hanh, at=NOW)

    with pytest.raises(Refused):
        given.planned(world, make.fresh(year), by=world.hanh)


def test_a_session_prepared_by_mistake_is_taken_away_but_never_one_that_had_minutes(world, client_for):
    year = given.khoi(world)
    wrong = given.held(world, given.planned(world, year, kind="other"))
    with pytest.raises(Refused, match="không được bỏ"):
        services.discard_session(wrong, by=world.hoa, at=NOW)
    address = reverse("clusters:session-discard", args=[wrong.pk])
    assert client_for(world.lan).post(address).status_code == 302
    services.discard_session(wrong, by=world.lan, at=NOW)  # a second press
    assert ClusterSession.objects.count() == 0

    kept = given.concluded(world, given.planned(world, year))
    services.take_session_step(kept, "reopen", by=world.hanh, at=NOW, reason="Sửa")
    with pytest.raises(Refused, match="đã có biên bản nên không bỏ được"):
        services.discard_session(given.fresh(kept), by=world.hanh, at=NOW)
    assert ClusterSession.objects.count() == 1


# Concluding ----------------------------------------------------------------------------------------------------------------
def said(session, on=TODAY):
    return [(f.code, f.stops) for f in SESSION.steps["conclude"].guard(session, on=on)]


def test_what_minutes_need_before_they_are_concluded(world):
    year = given.khoi(world)
    session = given.planned(world, year, held_on=None, chair="", secretary="")

    assert said(session) == [
        ("day", True), ("present", True), ("content", False), ("resolutions", False), ("people", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "sentence"), [(DAY(2022, 3, 9), "chưa đến"), (DAY(2020, 12, 1), "không thuộc năm")])
def test_a_day_to_come_or_of_another_time_stops(world, day, sentence):
    session = given.held(world, given.planned(world, given.khoi(world), held_on=day))

    with pytest.raises(Refused, match=sentence):
        services.take_session_step(session, "conclude", by=world.lan, at=NOW)
    assert given.fresh(session).state == "planned"


def test_fewer_than_half_present_warns_and_half_does_not(world):
    year = make.running(world, "Khối bốn", world.stp, world.syt, world.tuangiao, world.snv, head=world.stp)
    session = given.held(world, given.planned(world, year), world.syt, world.tuangiao)
    assert said(session) == [("milestone", False)]

    session = given.held(world, session, world.syt, world.tuangiao, world.snv)
    assert said(session) == [("milestone", False), ("half", False)]


def test_concluding_records_the_milestone_once_and_twice_changes_nothing(world):
    year = given.khoi(world)
    session = given.concluded(world, given.planned(world, year))

    milestone = make.milestone_of(year, "mid_year")
    assert (milestone.done_on, milestone.place) == (given.HELD, "Hội trường Sở Tư pháp")
    with pytest.raises(Stale):
        services.take_session_step(session, "conclude", by=world.lan, at=NOW)
    assert [t.action for t in Transition.objects.of(session)] == ["conclude"]


def test_a_milestone_recorded_with_another_day_stays_and_a_finding_says_so(world):
    year = given.khoi(world)
    cluster_services.record_milestone(
        make.milestone_of(year, "mid_year"), done_on=DAY(2022, 3, 1), place="", paper="", by=world.hanh, at=NOW
    )
    session = given.held(world, given.planned(world, year))

    (finding,) = SESSION.steps["conclude"].guard(session, on=TODAY)
    assert not finding.stops
    assert "đã ghi thực hiện ngày 01/03/2022, khác ngày họp" in finding.message
    services.take_session_step(session, "conclude", by=world.lan, at=NOW)
    assert make.milestone_of(year, "mid_year").done_on == DAY(2022, 3, 1)


def test_another_session_touches_no_milestone(world):
    year = given.khoi(world)
    given.concluded(world, given.planned(world, year, kind="other"))

    assert {m.done_on for m in year.milestones.all()} == {None}


def test_only_the_standing_body_reopens_with_a_reason_and_concluding_again_works(world):
    session = given.concluded(world, given.planned(world, given.khoi(world)))

    with pytest.raises(Refused, match="không có quyền"):
        services.take_session_step(session, "reopen", by=world.lan, at=NOW, reason="Sai")
    with pytest.raises(Refused, match="Cần nêu lý do"):
        services.take_session_step(session, "reopen", by=world.hanh, at=NOW)
    services.take_session_step(session, "reopen", by=world.hanh, at=NOW, reason="Ghi thiếu kết luận")
    session = given.concluded(world, given.fresh(session))
    assert session.state == "concluded"


def test_a_member_that_left_before_the_day_is_not_asked(world):
    year = given.khoi(world)
    member = make.membership_of(year, world.tuangiao)
    members.remove_member(member, left_on=DAY(2022, 3, 6), reason="Chuyển khối", by=world.hanh, at=NOW)
    session = given.planned(world, year)

    assert [row.name for row in attendance_of(session)] == ["Sở Tư pháp", "Sở Y tế"]


# Two writers ------------------------------------------------------------------------------------------------------------
def test_an_old_version_is_a_clash_and_concluded_minutes_take_nothing(world):
    session = given.planned(world, given.khoi(world))
    given.held(world, session)

    with pytest.raises(Clash):
        services.save_session(session, version=0, by=world.hanh, at=NOW, content="Bản khác")
    session = given.fresh(session)
    services.take_session_step(session, "conclude", by=world.lan, at=NOW)
    with pytest.raises(Refused, match="đã chốt"):
        services.save_session(given.fresh(session), version=1, by=world.hanh, at=NOW, content="Bản khác")
    assert given.fresh(session).content == "# Báo cáo\nĐã thảo luận."


def typed(session, **values):
    """The page as it opens, with some fields typed over; attendance as stored."""
    return {"version": session.version, "held_on": "07/03/2022", "starts_at": "8h30", "place": session.place,
            "chair": session.chair, "secretary": session.secretary, "press": "save", **values}  # fmt: skip


def test_two_tabs_show_both_values_by_field_and_lose_nothing(world, client_for):
    session = given.planned(world, given.khoi(world))
    address = reverse("clusters:session-edit", args=[session.pk])
    assert client_for(world.hanh).post(address, typed(session, content="Của Hạnh")).status_code == 302

    answer = client_for(world.lan).post(address, typed(session, content="Của Lan", ends_at="11 giờ 05"))

    assert answer.status_code == 422
    assert [(row["name"], row["mine"], row["theirs"]) for row in answer.context["clash"]] == [
        ("ends_at", "11:05", ""),
        ("content", "Của Lan", "Của Hạnh"),
    ]
    assert "Của Lan</textarea>" in answer.content.decode()
    again = typed(session, content="Của Lan", ends_at="11:05", version=1, keep_content="theirs", keep_ends_at="mine")
    assert client_for(world.lan).post(address, again).status_code == 302
    session = given.fresh(session)
    assert (session.content, session.ends_at) == ("Của Hạnh", datetime.time(11, 5))


def test_the_page_takes_the_roll_and_a_wrong_time_keeps_what_was_typed(world, client_for):
    session = given.planned(world, given.khoi(world))
    first, second, third = (row.membership.pk for row in attendance_of(session))
    address, client = reverse("clusters:session-edit", args=[session.pk]), client_for(world.lan)
    roll = {f"present_{first}": "on", f"people_{first}": "Bà Lan", f"because_{second}": "tập huấn"}

    answer = client.post(address, typed(session, ends_at="8h", content="Đang gõ", **roll))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Giờ kết thúc phải sau giờ bắt đầu (08:30)." in shown
    assert "Đang gõ" in shown and "Bà Lan" in shown

    assert client.post(address, typed(session, **roll)).status_code == 302
    assert [(row.recorded, row.present, row.people, row.because) for row in attendance_of(session)] == [
        (True, True, "Bà Lan", ""),
        (True, False, "", "tập huấn"),
        (False, False, "", ""),
    ]


# Who reads ----------------------------------------------------------------------------------------------------------------
def test_members_know_day_and_place_before_and_the_content_only_after(world, client_for):
    year = given.khoi(world)
    session = given.held(world, given.planned(world, year), content="NỘI-DUNG-KÍN", guests="KHÁCH-KÍN")
    address = session.get_absolute_url()

    def shown(person):
        return client_for(person).get(address).content.decode()

    before = shown(world.hoa)
    assert "Hội trường Sở Tư pháp" in before
    assert not [mark for mark in ("NỘI-DUNG-KÍN", "KHÁCH-KÍN", "Thống nhất kế hoạch", "có mặt") if mark in before]
    for person in (world.binh, world.do, world.hanh):
        assert "NỘI-DUNG-KÍN" in shown(person)

    services.take_session_step(given.fresh(session), "conclude", by=world.lan, at=NOW)
    assert "NỘI-DUNG-KÍN" in shown(world.hoa)
    assert client_for(world.van).get(address).status_code == 404


def test_a_file_of_a_planned_session_is_not_given_to_members(world, client_for):
    year = given.khoi(world)
    session = given.held(world, given.planned(world, year))
    pdf = documents.render_pdf(minutes(session, given.WORDS, results=results_of(session), draft=True))
    upload = SimpleUploadedFile("giay-moi.pdf", pdf, "application/pdf")
    answer = client_for(world.lan).post(reverse("clusters:session-file", args=[session.pk]), {"file": upload})
    assert answer.status_code == 302
    stored = StoredFile.objects.get()
    address = reverse("core:file-download", args=[stored.uuid])

    def status(person):
        answer = client_for(person).get(address)
        if answer.streaming:
            answer.getvalue()  # read to the end, or the file stays open
        return answer.status_code

    assert [status(person) for person in (world.lan, world.do, world.hoa, world.van)] == [200, 200, 404, 404]
    services.take_session_step(given.fresh(session), "conclude", by=world.lan, at=NOW)
    assert [status(person) for person in (world.hoa, world.van)] == [200, 404]


# Minutes -------------------------------------------------------------------------------------------------------------------
def test_minutes_name_who_was_there_who_was_not_and_why(world):
    session = given.concluded(
        world, given.planned(world, given.khoi(world)), world.syt, guests="Ông Quàng Văn Khách",
        ends_at=datetime.time(11, 5),
    )  # fmt: skip
    paper = minutes(session, given.WORDS, results=results_of(session), draft=False)

    assert (paper.minutes, paper.kind, paper.parent_organ, paper.organ) == (
        True, "BIÊN BẢN", "SỞ TƯ PHÁP", "KHỐI NỘI CHÍNH",
    )  # fmt: skip
    assert paper.signature.name == "Lò Văn Chủ"
    assert paper.countersignature.lines + (paper.countersignature.name,) == ("THƯ KÝ", "Vàng Thị Ký")
    assert words_of(paper) == [
        "Thời gian bắt đầu: 08 giờ 30, ngày 07 tháng 3 năm 2022.",
        "Địa điểm: Hội trường Sở Tư pháp.",
        "Chủ tọa: Lò Văn Chủ, Giám đốc.",
        "Thư ký: Vàng Thị Ký.",
        "I. THÀNH PHẦN",
        "1.Có mặt 02/03 đơn vị thành viên:",
        "Sở Tư pháp: Đại diện Sở Tư pháp;",
        "Tuần Giáo: Đại diện Tuần Giáo;",
        "2.Vắng mặt 01 đơn vị:",
        "Sở Y tế: đi công tác;",
        "3.Đại biểu khác:",
        "Ông Quàng Văn Khách;",
        "II. NỘI DUNG",
        "Báo cáo",
        "Đã thảo luận.",
        "III. KẾT LUẬN",
        "Thống nhất kế hoạch.",
        "Hội nghị kết thúc vào 11 giờ 05, ngày 07 tháng 3 năm 2022./.",
    ]


def test_whom_nobody_called_is_not_said_to_be_absent(world):
    session = given.planned(world, given.khoi(world))
    said = words_of(minutes(session, given.WORDS, results=results_of(session), draft=True))

    assert said[said.index("2.Chưa điểm danh 03 đơn vị:") + 1] == "Sở Tư pháp;"
    assert not any("Vắng mặt" in line for line in said)


def test_issued_minutes_are_kept_bytes_with_a_number_of_the_cluster(world, client_for, tmp_path):
    session = given.planned(world, given.khoi(world))
    with pytest.raises(Refused, match="Hãy chốt biên bản trước"):
        services.issue_minutes(session, words=given.WORDS, by=world.lan, at=NOW)
    session = given.concluded(world, session)
    with pytest.raises(Refused, match="phát hành được biên bản"):
        services.issue_minutes(session, words=given.WORDS, by=world.hoa, at=NOW)

    issued = services.issue_minutes(session, words=given.WORDS, by=world.lan, at=NOW)

    assert issued.notation == "01/BB-KTĐ"
    answer = client_for(world.hoa).get(issued.pdf_url)  # a member reads it
    (tmp_path / "m.pdf").write_bytes(b"".join(answer) if answer.streaming else answer.content)
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "m.pdf", "-"], capture_output=True, text=True).stdout
    for line in ("BIÊN BẢN", "Số: 01/BB-KTĐ", "Có mặt 03/03 đơn vị thành viên", "THƯ KÝ", "CHỦ TỌA", "Lò Văn Chủ"):
        assert line in text
    assert "DỰ THẢO" not in text
    assert client_for(world.van).get(issued.pdf_url).status_code == 404


def test_numbers_run_by_cluster_and_a_taken_one_is_refused(world):
    first = given.concluded(world, given.planned(world, given.khoi(world)))
    second = given.concluded(world, given.planned(world, first.year, kind="other"))
    elsewhere = make.running(world, "Khối khác", world.snv, head=world.snv)
    third = given.planned(world, elsewhere, by=world.hanh)
    third = given.concluded(world, third, by=world.hanh)
    seven = dataclasses.replace(given.WORDS, number="7")
    assert services.issue_minutes(first, words=seven, by=world.lan, at=NOW).notation == "07/BB-KTĐ"
    with pytest.raises(Refused, match="Số 7 đã dùng"):
        services.issue_minutes(second, words=seven, by=world.lan, at=NOW)
    assert services.issue_minutes(first, words=seven, by=world.lan, at=NOW).issue == 2  # the same paper again
    assert services.issue_minutes(third, words=seven, by=world.hanh, at=NOW).notation == "07/BB-KTĐ"
    assert IssuedDocument.objects.of(second).count() == 0


def year_end(world):
    """A tổng kết with an open and a counted vote, a draft and a published ranking."""
    year = given.khoi(world)
    session = given.concluded(world, given.planned(world, year, kind="year_end"))
    members = list(year.memberships.in_order())
    for number, state in ((1, "counted"), (2, "open")):
        vote = PeerVote.objects.create(
            year=year, number=number, state=state, seats=1, due_on=TODAY, opened_by=world.hanh, opened_at=NOW,
            blank=1 if state == "counted" else None, updated_at=NOW,
        )  # fmt: skip
        for place, member in enumerate(members):
            VoteCandidate.objects.create(vote=vote, membership=member, votes=place if state == "counted" else None)
            Voter.objects.create(vote=vote, membership=member, has_voted=place > 0)
    table = scoring.table(year)
    for number, state in ((1, "withdrawn"), (2, "published")):
        ranking = Ranking.objects.create(year=year, number=number, state=state, table=table, updated_at=NOW)
        RankingRow.objects.create(
            ranking=ranking, membership=members[number], position=1, place=1, total=290, base=300,
            score="966.67" if number == 2 else "111", votes=2, explanation="",
        )  # fmt: skip
    return session


def test_minutes_of_a_year_end_take_in_the_counted_vote_and_the_published_ranking_only(world):
    session = year_end(world)
    paper = minutes(session, given.WORDS, results=results_of(session), draft=False)

    vote, ranking = [block for block in paper.body if block.shape == "table"]
    assert vote.rows == (("1", "Tuần Giáo", "2"), ("2", "Sở Y tế", "1"), ("3", "Sở Tư pháp", "0"))
    assert ranking.rows == (("1", "Tuần Giáo", "966,67", "2"),)
    assert "Bỏ phiếu suy tôn: 02/03 thành viên bỏ phiếu, trong đó 1 phiếu không chọn đơn vị nào." in words_of(paper)
