"""Report rounds and unit reports. A round no unit knows of is for those who read every unit's work."""

from tests.matrix.people import ALL, READS, RUNS
from tests.matrix.row import Row, reads, writes
from tests.matrix.rows.filings import BOARD, filing_rows, round_rows


def _round(stage, side):
    return [stage.report_round.pk]


def _prepared(stage, side):
    return [stage.prepared_round.pk]


def _report(filing):
    return {"version": filing.version, "press": "save", "section_0": "Lời", "section_1": ""}


def _prepare(stage, side):
    return {
        "kind": "year_end", "title": "Tổng kết", "period_from": "01/01/2022", "period_to": "31/12/2022",
        "opens_on": "01/12/2022", "due_date": "15/12/2022", "outline": "Kết quả", "press": "save",
        "version": stage.prepared_round.version, "chi-tieu-TOTAL_FORMS": "1", "chi-tieu-INITIAL_FORMS": "0",
        "chi-tieu-0-label": "Số phong trào", "chi-tieu-0-kind": "integer", "chi-tieu-0-roll_up": "sum",
    }  # fmt: skip


def _kinds(stage, side):
    return {"kinds": ["huyen"]}


def _summary(press):
    return lambda stage, side: {
        "opening": "Thực hiện kế hoạch", "press": press, "number": "9", "symbol": "BC-UBND", "dated_on": "08/03/2022",
        "section_0": "Đã biên tập", "section_1": "", "signer_title": "CHỦ TỊCH", "version": stage.report_round.version,
    }  # fmt: skip


ROWS = [
    Row("plans:report-round-list", reads(BOARD)),
    Row("plans:my-unit-report", reads(ALL), note="everybody, each with the reports of their own units"),
    Row(
        "plans:report-round-create",
        reads(RUNS),
        writes(RUNS, status=422, send=_prepare),
        note="the year has its round of that kind already",
    ),
    Row("plans:report-round-detail", reads(BOARD, BOARD), args=_round),
    Row("plans:report-round-detail", reads(RUNS | READS, RUNS | READS), args=_prepared, note="being prepared"),
    Row(
        "plans:report-round-edit",
        reads(RUNS, RUNS | READS),
        writes(RUNS, RUNS | READS, send=_prepare),
        args=_prepared,
    ),
    Row("plans:report-round-open", reads(RUNS, BOARD), writes(RUNS, BOARD, send=_kinds), args=_round),
    Row("plans:report-round-rollup", reads(RUNS | READS, BOARD), args=_round),
    Row("plans:report-round-rollup-export", reads(RUNS | READS, BOARD), args=_round),
    Row(
        "plans:report-round-report",
        reads(RUNS | READS, BOARD),
        writes(RUNS | READS, BOARD, status=200, send=_summary("docx")),
        args=_round,
    ),
    Row(
        "plans:report-round-report",
        reads(RUNS | READS, BOARD),
        writes(RUNS, BOARD, send=_summary("issue")),
        args=_round,
        note="issued for good: by the standing body only",
    ),
    Row("plans:report-round-paper", reads(RUNS | READS, BOARD), args=lambda s, side: [s.report_round.pk, "docx"]),
    *round_rows("report-round", lambda stage: stage.report_round.pk, lambda side: side.reports),
    *filing_rows("unit-report", lambda side: side.reports, lambda side: side.report_file, _report),
]
