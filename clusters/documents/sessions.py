"""Biên bản of a session (NĐ 30/2020, Phụ lục III): start, place, who was there, content, conclusions, end, two signatures."""

from clusters.documents.words import Words, base, blocks_of, symbol_of
from clusters.enums import ProposalKind, SessionKind
from clusters.queries.sessions import attendance_of
from clusters.rules.scoring import aligned
from core.documents import Heading, ListItem, Paragraph, Signature, Table
from core.words import document_date, roman

RANKED = ("Hạng", "Đơn vị", "Điểm xếp hạng", "Phiếu suy tôn")
VOTED = ("TT", "Đơn vị", "Số phiếu")


def minutes_words(session, *, on):
    """The words the form begins with; the day of minutes is that of the session."""
    return Words(
        symbol=symbol_of(session.year, "BB"),
        dated_on=session.held_on or on,
        distribution=("Các đơn vị thành viên", "Sở Nội vụ (Ban TĐKT)", "Lưu: VT"),
    )


def minutes(session, words, *, results, draft):
    """The minutes as a `Paper`. results: `queries.sessions.Results`; what is empty is left out, not invented."""
    parts = [
        ("Thành phần", _present(session)),
        ("Nội dung", blocks_of(session.content, level=2)),
        ("Kết quả bình xét, suy tôn", _results(results)),
        ("Kết luận", blocks_of(session.resolutions, level=2)),
    ]
    blocks = _opening(session)
    for place, (title, body) in enumerate((part for part in parts if part[1]), 1):
        blocks += [Heading(f"{roman(place)}. {title.upper()}"), *body]
    return base(
        session.year,
        words,
        kind="BIÊN BẢN",
        subject=_subject(session),
        blocks=[*blocks, _closing(session)],
        signature=Signature(title="CHỦ TỌA", name=words.signer_name or name_in(session.chair)),
        countersignature=Signature(title="THƯ KÝ", name=name_in(session.secretary)),
        minutes=True,
        draft=draft,
    )


def name_in(person):
    """“Nguyễn Văn An, Giám đốc Sở Tư pháp” signs as “Nguyễn Văn An”."""
    return person.partition(",")[0].strip()


def _subject(session):
    cluster, year = session.year.cluster, session.year.year
    if session.kind == SessionKind.OTHER:
        return f"Họp {cluster.name} năm {year}"
    word = "sơ kết" if session.kind == SessionKind.MID_YEAR else "tổng kết"
    span = "6 tháng đầu năm" if session.kind == SessionKind.MID_YEAR else "năm"
    return f"Hội nghị {word} công tác thi đua, khen thưởng {span} {year} của {cluster.name}"


def _clock(moment):
    return f"{moment:%H} giờ {moment:%M}"


def _day(day):
    return document_date(day) if day else "ngày … tháng … năm …"


def _opening(session):
    start = f"{_clock(session.starts_at)}, " if session.starts_at else ""
    blocks = [Paragraph(f"Thời gian bắt đầu: {start}{_day(session.held_on)}.")]
    for label, value in (("Địa điểm", session.place), ("Chủ tọa", session.chair), ("Thư ký", session.secretary)):
        if value:
            blocks.append(Paragraph(f"{label}: {value}."))
    return blocks


def _present(session):
    rows = attendance_of(session)
    there = [row for row in rows if row.present]
    blocks = [Paragraph(f"Có mặt {_two(len(there))}/{_two(len(rows))} đơn vị thành viên:", lead="1.")]
    blocks += [ListItem(f"{row.name}{f': {row.people}' if row.people else ''};") for row in there]
    away = [row for row in rows if row.recorded and not row.present]
    unknown = [row for row in rows if not row.recorded]
    guests = [line.strip() for line in session.guests.splitlines() if line.strip()]
    more = (
        (f"Vắng mặt {_two(len(away))} đơn vị:", [f"{row.name}: {row.because or 'không nêu lý do'}" for row in away]),
        (f"Chưa điểm danh {_two(len(unknown))} đơn vị:", [row.name for row in unknown]),
        ("Đại biểu khác:", guests),
    )
    for place, (title, items) in enumerate((part for part in more if part[1]), 2):
        blocks.append(Paragraph(title, lead=f"{place}."))
        blocks += [ListItem(f"{item};") for item in items]
    return blocks


def _two(count):
    """A count below ten gets a leading zero, as in minutes: 09/09."""
    return f"{count:02d}"


def _results(results):
    blocks = []
    if results.vote:
        blocks += _vote(results.vote)
    if results.ranking:
        blocks += _ranking(results.ranking)
    return blocks


def _vote(vote):
    given = sum(voter.has_voted for voter in vote.voters.all())
    found = sorted(vote.candidates.all(), key=lambda c: (-(c.votes or 0), c.membership.seat, c.pk))
    rows = [(str(place), str(c.membership), str(c.votes or 0)) for place, c in enumerate(found, 1)]
    blank = f", trong đó {vote.blank} phiếu không chọn đơn vị nào" if vote.blank else ""
    said = f"Bỏ phiếu suy tôn: {_two(given)}/{_two(len(vote.voters.all()))} thành viên bỏ phiếu{blank}."
    return [Paragraph(said), Table(VOTED, rows, widths=(1, 8, 3), aligns=("center", "left", "center"))]


def _ranking(ranking):
    found = list(ranking.rows.all())
    scores = aligned(row.score for row in found)
    rows = [
        (str(row.place), str(row.membership), score, "" if row.votes is None else str(row.votes))
        for row, score in zip(found, scores, strict=True)
    ]
    aligns = ("center", "left", "center", "center")
    blocks = [Paragraph("Xếp hạng đã công bố:"), Table(RANKED, rows, widths=(2, 8, 4, 4), aligns=aligns)]
    for kind in ProposalKind:
        named = [str(each.membership) for each in ranking.proposals.all() if each.kind == kind]
        if named:
            blocks.append(Paragraph(f"Đề nghị tặng {kind.label}: {'; '.join(named)}."))
    return blocks


def _closing(session):
    noun = "Cuộc họp" if session.kind == SessionKind.OTHER else "Hội nghị"
    end = _clock(session.ends_at) if session.ends_at else "… giờ …"
    return Paragraph(f"{noun} kết thúc vào {end}, {_day(session.held_on)}.")
