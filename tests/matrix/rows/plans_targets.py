"""Target registration. The province's own is for those who read every unit's work."""

from tests.matrix.people import ALL, READS, RUNS, STP
from tests.matrix.row import Row, reads, writes
from tests.matrix.rows.filings import BOARD, filing_rows, round_rows
from tests.matrix.stage import FILED

YEAR = 2022


def _year(stage, side):
    return [YEAR]


def _confirmed_year(stage, side):
    return [FILED]


def _paper(press):
    return lambda stage, side: {
        "number": "9", "symbol": "ĐK-UBND", "dated_on": "08/03/2022", "signer_title": "CHỦ TỊCH", "press": press,
    }  # fmt: skip


def _draft(filing):
    return {
        "version": filing.version, "press": "save", "danh-hieu-TOTAL_FORMS": "0", "danh-hieu-INITIAL_FORMS": "0",
        "chi-tieu-TOTAL_FORMS": "0", "chi-tieu-INITIAL_FORMS": "0",
    }  # fmt: skip


ROWS = [
    Row("plans:target-list", reads(BOARD)),
    Row("plans:my-target-registration", reads(ALL), note="everybody, each with those of their own units"),
    Row("plans:target-round-open", reads(RUNS), writes(RUNS, send=lambda s, side: {"kinds": ["huyen"]}), args=_year),
    Row("plans:target-round-rollup", reads(RUNS | READS, BOARD), args=_year),
    Row("plans:target-round-rollup-export", reads(RUNS | READS, BOARD), args=_year),
    Row("plans:target-round-province", reads(RUNS | READS, BOARD), args=_year),
    Row(
        "plans:target-round-province-issue",
        reads(RUNS | READS, BOARD, status=302),
        writes(RUNS | READS, BOARD),
        args=_year,
        note="nothing is begun yet: the way to begin it",
    ),
    Row(
        "plans:target-round-province-issue",
        reads(RUNS | READS, BOARD),
        writes(RUNS | READS, BOARD, status=200, send=_paper("docx")),
        args=_confirmed_year,
        note="a draft to look at",
    ),
    Row(
        "plans:target-round-province-issue",
        reads(RUNS | READS, BOARD),
        writes(RUNS, BOARD, send=_paper("issue")),
        args=_confirmed_year,
        note="issued for good: by the standing body only",
    ),
    Row("plans:target-round-province-start", post=writes(RUNS, BOARD), args=_year),
    Row(
        "plans:target-registration-paper",
        reads(STP | RUNS | READS, STP | RUNS | READS),
        args=lambda s, side: [side.targets[FILED].pk, "docx"],
        two_sided=True,
    ),
    *round_rows("target-round", lambda stage: YEAR, lambda side: side.targets),
    *filing_rows("target-registration", lambda side: side.targets, lambda side: side.target_file, _draft),
]
