"""Biểu 03 of the cluster between provinces, saved from the book of awards in February, so that a later decision differs.

The forms of 2021 stay as the books have them: that year was closed before this product came.
"""

import datetime

from clusters.enums import ClusterLevel, SummaryCode
from clusters.models import ClusterYear
from clusters.queries.summaries import shown
from clusters.services.summaries import save_summary
from config.demo.unit_plans import Event

SAVED = datetime.date(2022, 2, 22)


def events(cast):
    yield Event(SAVED, datetime.time(15, 30), lambda at: _save(by=cast.staff[0], at=at))


def _save(*, by, at):
    year = ClusterYear.objects.select_related("cluster").get(cluster__level=ClusterLevel.INTER, year=2022)
    counted = shown(year, SummaryCode.F03, with_books=True).book.cells
    cells = {row: {key: value for key, value in values.items() if value} for row, values in counted.items()}
    save_summary(year, SummaryCode.F03, version=0, cells=cells, from_books=True, by=by, at=at)
