"""Columns of the roll-ups of a campaign: one line per round, indicator and unit, and one line with the sum."""

from core.sheets import Column

PARTICIPATION = (
    Column("round", "Đợt", width=14),
    Column("position", "Số", kind="integer"),
    Column("label", "Chỉ tiêu", width=48),
    Column("measure", "Đơn vị tính", width=14),
    Column("unit", "Đơn vị", width=40),
    Column("number", "Mức đăng ký", kind="number"),
    Column("text", "Nội dung", width=30),
    Column("note", "Ghi chú", width=30),
)
RESULTS = (
    Column("round", "Đợt", width=24),
    Column("position", "Số", kind="integer"),
    Column("label", "Chỉ tiêu", width=48),
    Column("measure", "Đơn vị tính", width=14),
    Column("direction", "Chiều", width=20),
    Column("unit", "Đơn vị", width=40),
    Column("target", "Mức đăng ký", kind="number"),
    Column("number", "Kết quả", kind="number"),
    Column("text", "Nội dung", width=30),
    Column("percent", "Tỷ lệ so với đăng ký (%)", kind="number"),
    Column("remark", "Nhận xét", width=34),
    Column("note", "Ghi chú", width=30),
)


def participation_rows(participation):
    """Units in the board's order below each indicator, then the sum; last the units that have not sent."""
    for numbers in participation.rounds:
        year = str(numbers.round.year)
        for row in numbers.rows:
            indicator = row.indicator
            head = (year, indicator.position, indicator.label, indicator.measure)
            for one in row.targets:
                yield (
                    *head,
                    one.registration.unit.name,
                    one.number,
                    "" if one.number is not None else one.words,
                    one.note,
                )
            if row.total is not None:
                yield (*head, f"Cộng {len(row.targets)} đơn vị", row.total, "", "")
        for filing in numbers.unsent:
            yield (year, None, "", "", filing.unit.name, None, "Chưa gửi đăng ký", "")


def result_rows(results):
    """As above, with what was registered and the percentage beside each result."""
    for numbers in results.rounds:
        name = numbers.round.period_words
        for row in numbers.rows:
            indicator = row.indicator
            head = (name, indicator.position, indicator.label, indicator.measure, indicator.get_direction_display())
            for one in row.results:
                words = "" if one.number is not None else one.words
                remark = reached_words(one.share) if not row.is_text else ""
                unit = one.report.unit.name
                yield (*head, unit, one.target, one.number, words, one.share.percent, remark, one.note)
            if row.actual is not None:
                said = f"Tỷ lệ tính trên {row.both} đơn vị có cả mức đăng ký và kết quả" if row.both else ""
                unit = f"Cộng {len(row.results)} đơn vị"
                yield (*head, unit, row.registered, row.actual, "", row.share.percent, said, "")
        for filing in numbers.unsent:
            yield (name, None, "", "", "", filing.unit.name, None, None, "Chưa gửi báo cáo", None, "", "")


def reached_words(share):
    """“Đạt”, “Chưa đạt”, or why it cannot be said."""
    if share.reached is None:
        return share.why
    said = "Đạt" if share.reached else "Chưa đạt"
    return f"{said}; {share.why}" if share.why else said
