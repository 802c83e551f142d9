"""Letters to the State level: what they hold, who may know, what was answered."""

import datetime

import pytest

from awards.forwarding import queries
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
DAY = datetime.date


def test_counted_takes_lines_of_sent_letters_of_the_year(world):
    by = world.hanh
    lan, stp = make.person("Lò Văn Thử", by=by), make.collective("Phòng Thử", by=by)
    make.letter("1", (lan, "CSTDTQ"), (stp, "HCLD3"), by=by)
    make.letter("2", (lan, "CSTDTQ"), by=by, on=DAY(2022, 12, 31))
    make.letter("3", (lan, "CSTDTQ"), by=by, on=DAY(2021, 12, 31))
    make.letter("4", (lan, "CSTDTQ"), by=by, state="draft")

    found = queries.counted(2022)

    assert found == [
        queries.Counted("CSTDTQ", "individual", "merit", "", False, 2),
        queries.Counted("HCLD3", "collective", "merit", "", False, 1),
    ]


def test_counted_asks_once(world, django_assert_num_queries):
    make.letter("1", (make.person("Lò Văn Thử", by=world.hanh), "CSTDTQ"), by=world.hanh)

    with django_assert_num_queries(1):
        queries.counted(2022)
