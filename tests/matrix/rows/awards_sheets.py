"""The book as files, and records that may be one: files are as wide as their pages, the rest is the standing body's."""

from tests.matrix.people import POSTED, READS, RUNS, UNITS
from tests.matrix.row import Row, reads, writes
from tests.matrix.rows.awards_registry import draft, entered

KNOWS = RUNS | READS | UNITS


def _pair(stage, side):
    return "?" + "&".join(f"ho_so={one.pk}" for one in stage.honours.twins)


def _kept(stage, side):
    return {"kept": stage.honours.twins[0].pk, "reason": "Cùng một người"}


def _trace(stage, side):
    return [stage.honours.trace.pk]


ROWS = [
    Row("awards:grant-export", reads(POSTED), note="everybody with a post, each with the lines they may see"),
    Row("awards:grant-import", reads(RUNS), writes(RUNS, status=422)),
    Row("awards:decision-export", reads(KNOWS, KNOWS), args=entered),
    Row("awards:decision-export", reads(RUNS, RUNS), args=draft, note="draft"),
    Row("awards:decision-lines-import", reads(RUNS, RUNS), writes(RUNS, RUNS, status=422), args=draft),
    Row("awards:recipient-duplicates", reads(RUNS)),
    Row("awards:recipient-merge", reads(RUNS), writes(RUNS, send=_kept), query=_pair),
    Row("awards:recipient-unmerge", reads(RUNS), writes(RUNS), args=_trace),
]
