"""How long a campaign has run, and what that opens later: every parameter at its day, a day before, a day after."""

import datetime

import pytest

from campaigns.rules import Facts, after_years, durations, full_years, parameters, rulesets_on
from core.findings import Level

DAY = datetime.date
ON = DAY(2022, 3, 8)
RULES = [(ruleset, rule) for ruleset in parameters()["rulesets"] for rule in ruleset["rules"]]


def facts(**changes):
    return Facts(**{"kind": "movement", "method": "thematic", "launcher": "province"} | changes)


def seen(given, on=ON):
    return [(finding.code, finding.level) for finding in durations(given, on=on)]


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (DAY(2019, 3, 8), DAY(2022, 3, 8), 3),
        (DAY(2019, 3, 8), DAY(2022, 3, 7), 2),
        (DAY(2019, 3, 8), DAY(2022, 3, 9), 3),
        (DAY(2020, 2, 29), DAY(2023, 2, 28), 3),
        (DAY(2020, 2, 29), DAY(2023, 2, 27), 2),
        (DAY(2020, 2, 29), DAY(2024, 2, 28), 3),
        (DAY(2020, 2, 29), DAY(2024, 2, 29), 4),
        (DAY(2021, 1, 1), DAY(2025, 12, 31), 4),
        (DAY(2021, 1, 1), DAY(2026, 1, 1), 5),
        (DAY(2022, 3, 8), DAY(2022, 3, 8), 0),
        (DAY(2022, 3, 8), DAY(2021, 3, 8), 0),
    ],
)
def test_years_are_counted_by_the_calendar(first, last, years):
    assert full_years(first, last) == years


def test_a_leap_day_comes_back_on_the_last_of_february():
    assert [after_years(DAY(2020, 2, 29), n) for n in (1, 4)] == [DAY(2021, 2, 28), DAY(2024, 2, 29)]


def test_rule_sets_hold_on_their_days_and_only_once_they_were_known():
    def codes(day, known):
        return [each["code"] for each in rulesets_on(day, known=known)]

    assert codes(DAY(2017, 9, 30), DAY(2030, 1, 1)) == []
    assert codes(DAY(2017, 10, 1), DAY(2030, 1, 1)) == ["RS-2017"]
    assert codes(DAY(2023, 12, 31), DAY(2030, 1, 1)) == ["RS-2017"]
    assert codes(DAY(2024, 1, 1), DAY(2030, 1, 1)) == ["RS-2024"]
    assert codes(DAY(2024, 1, 1), DAY(2022, 6, 14)) == []
    assert codes(DAY(2024, 1, 1), DAY(2022, 6, 15)) == ["RS-2024"]


@pytest.mark.parametrize(("ruleset", "rule"), RULES, ids=[rule["id"] for _, rule in RULES])
def test_each_rule_at_its_day(ruleset, rule):
    """Closed on the anniversary it is long enough, a day earlier not; below Vq nothing stops."""
    known = rule["evidence"] in ("V", "Vq")
    closed = max(ruleset["valid_from"], DAY(2020, 1, 1)).replace(month=6, day=15)
    launched = closed.replace(year=closed.year - rule["years"])
    for launcher in rule["launchers"]:
        for shift, level in ((0, Level.INFO), (-1, Level.INFO), (1, Level.BLOCKER)):
            given = facts(launcher=launcher, launched_on=launched + datetime.timedelta(days=shift), closed_on=closed)
            found = {finding.code: finding for finding in durations(given, on=closed)}[rule["id"]]
            assert found.level == (level if known else Level.WARNING)
            assert ("chưa kiểm chứng" in found.citation.lower()) == (not known)


@pytest.mark.parametrize(
    ("launcher", "codes"),
    [
        ("province", {"RS-2024/CO_TINH-b", "RS-2024/BKTTG-t1", "RS-2024/HCLD3"}),
        ("state", {"RS-2024/CO_CP-c2"}),
        ("party", {"no-rule"}),
        ("front", {"no-rule"}),
        ("ministry", {"no-rule"}),
        ("unit", {"no-rule"}),
        ("unknown", {"launcher"}),
    ],
)
def test_each_launcher_opens_its_own(launcher, codes):
    given = facts(launcher=launcher, launched_on=DAY(2010, 1, 1), closed_on=DAY(2024, 5, 1))

    assert {code for code, _ in seen(given, DAY(2024, 5, 1))} == codes


def test_the_flag_of_the_province_is_for_thematic_movements_only():
    given = {"launched_on": DAY(2019, 1, 1), "closed_on": DAY(2024, 5, 1)}

    thematic = seen(facts(method="thematic", **given), DAY(2024, 5, 1))
    regular = seen(facts(method="regular", **given), DAY(2024, 5, 1))

    assert [code for code, _ in thematic] == ["RS-2024/CO_TINH-b", "RS-2024/BKTTG-t1", "RS-2024/HCLD3"]
    assert [code for code, _ in regular] == ["RS-2024/BKTTG-t1", "RS-2024/HCLD3"]


def test_what_closed_under_the_old_law_is_judged_by_it_for_ever():
    given = facts(launched_on=DAY(2019, 1, 1), closed_on=DAY(2023, 12, 31))

    assert seen(given, DAY(2030, 1, 1)) == [("RS-2017/BKTTG-17a", Level.INFO), ("RS-2017/PLAN", Level.WARNING)]


def test_a_running_one_says_when_it_is_full_and_warns_when_that_is_after_its_end():
    (personal, _) = durations(facts(launched_on=DAY(2020, 6, 1), ends_on=DAY(2025, 12, 31)), on=ON)
    (short, _) = durations(facts(launched_on=DAY(2022, 1, 25), ends_on=DAY(2022, 12, 31)), on=ON)

    assert (personal.level, personal.datum) == (
        Level.UNKNOWN, "Tính từ ngày phát động 01/06/2020: đủ 3 năm ngày 01/06/2023.",
    )  # fmt: skip
    assert personal.message == "Từ 3 năm: Bằng khen của Thủ tướng Chính phủ cho cá nhân, khi sơ kết hoặc tổng kết."
    assert personal.citation == "Nghị định 91/2017/NĐ-CP, Điều 38 khoản 1"
    assert (short.level, short.datum) == (
        Level.WARNING,
        "Tính từ ngày phát động 25/01/2022: đủ 3 năm ngày 25/01/2025, sau ngày kết thúc 31/12/2022.",
    )


def test_the_law_of_the_last_day_is_shown_once_it_is_passed():
    given = facts(launched_on=DAY(2021, 4, 6), ends_on=DAY(2025, 12, 31))
    before, after = seen(given, DAY(2022, 6, 14)), seen(given, DAY(2022, 6, 15))

    assert [code for code, _ in before] == ["RS-2017/BKTTG-17a", "RS-2017/PLAN"]
    assert [code for code, _ in after] == [code for code, _ in before] + [
        "RS-2024/CO_TINH-b", "RS-2024/BKTTG-t1", "RS-2024/HCLD3",
    ]  # fmt: skip


def test_without_a_launch_the_first_day_counts_and_is_called_so():
    (given, _) = durations(facts(starts_on=DAY(2019, 1, 1)), on=ON)
    (nothing, _) = durations(facts(), on=ON)

    assert given.datum == "Tính từ ngày bắt đầu (chưa rõ ngày phát động) 01/01/2019: đủ 3 năm ngày 01/01/2022."
    assert (nothing.level, nothing.datum) == (Level.UNKNOWN, "Chưa rõ ngày phát động nên chưa tính được.")


def test_a_review_counts_where_the_law_lets_a_review_open_it():
    given = facts(launched_on=DAY(2021, 2, 1), reviewed_on=DAY(2024, 2, 1), ends_on=DAY(2025, 12, 31))
    levels = dict(seen(given, DAY(2024, 3, 1)))

    assert levels == {
        "RS-2024/CO_TINH-b": Level.INFO, "RS-2024/BKTTG-t1": Level.INFO, "RS-2024/HCLD3": Level.WARNING,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["drive", "study", "programme", "content"])
def test_what_is_no_movement_opens_nothing(kind):
    (only,) = durations(facts(kind=kind, launched_on=DAY(2010, 1, 1)), on=ON)

    assert (only.code, only.citation) == ("not-a-movement", "")


def test_from_the_amended_law_on_a_person_must_look():
    given = facts(launched_on=DAY(2021, 4, 6), closed_on=DAY(2026, 10, 1))

    assert seen(given, DAY(2026, 10, 1))[-1] == ("amended", Level.WARNING)
    assert "amended" not in dict(seen(facts(launched_on=DAY(2021, 4, 6), closed_on=DAY(2026, 9, 30)), DAY(2026, 10, 1)))
