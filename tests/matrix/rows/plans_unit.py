"""Unit plans. The officer writes and the head confirms for exactly their unit; the standing body receives; leaders and
auditor read; for everybody else another unit's plan does not exist.
"""

from tests.matrix.people import ALL, READS, RUNS
from tests.matrix.row import Row, reads, writes
from tests.matrix.rows.filings import BOARD, filing_rows, round_rows


def year(stage, side):
    return [2022]


def _draft(filing):
    return {
        "version": filing.version, "title": "Kế hoạch năm", "body": "Nội dung", "press": "save",
        "tasks-TOTAL_FORMS": "0", "tasks-INITIAL_FORMS": "0",
    }  # fmt: skip


def _report(press):
    return lambda stage, side: {
        "opening": "Thực hiện kế hoạch", "press": press, "number": "9", "symbol": "BC-SNV", "dated_on": "08/03/2022",
        "signer_title": "GIÁM ĐỐC", "signer_name": "Lê Văn Ký",
    }  # fmt: skip


ROWS = [
    Row("plans:unit-plan-board-today", reads(ALL, status=302), note="a signpost; the board itself asks"),
    Row("plans:my-unit-plan", reads(ALL), note="everybody, each with the plans of their own units"),
    Row(
        "plans:unit-plan-open",
        reads(RUNS),
        writes(RUNS, send=lambda s, side: {"kinds": ["huyen"]}),
        args=year,
    ),
    Row(
        "plans:unit-plan-report-page",
        reads(RUNS | READS, BOARD),
        writes(RUNS | READS, BOARD, status=200, send=_report("docx")),
        args=year,
    ),
    Row(
        "plans:unit-plan-report-page",
        reads(RUNS | READS, BOARD),
        writes(RUNS, BOARD, send=_report("issue")),
        args=year,
        note="issued for good: by the standing body only",
    ),
    Row("plans:unit-plan-report", reads(RUNS | READS, BOARD), args=lambda s, side: [2022, "docx"]),
    *round_rows("unit-plan", lambda stage: 2022, lambda side: side.plans),
    *filing_rows("unit-plan", lambda side: side.plans, lambda side: side.draft_file, _draft),
]
