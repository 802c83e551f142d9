"""Score tables as pages need them: the newest one a person may read, its groups, older versions, who saw which words."""

import csv
import hashlib
import json
from decimal import Decimal
from pathlib import Path

from clusters.enums import CriterionKind, Scorer, TableState
from clusters.models import Criterion, ScoreTable
from clusters.permissions.score_tables import can_read_table
from clusters.rules.score_tables import sums

MODEL = Path(__file__).resolve().parent.parent / "data" / "criteria.csv"
PARAMETERS = (
    "title", "source", "share_b", "share_c", "share_d", "over_per_percent", "over_most", "over_cap", "bonus_cap",
    "tie_rules", "vote_needed", "cross_scoring",
)  # fmt: skip
GROUP = ("symbol", "name")
CRITERION = (
    "number", "name", "kind", "measure", "maximum", "scorer", "rewards_over", "bars", "fact", "note",
)  # fmt: skip


def tables_of(year):
    """All versions, newest first; each knows its year without asking."""
    found = list(year.score_tables.select_related("frozen_by").order_by("-number", "pk"))
    for table in found:
        table.year = year
    return found


def readable_tables(user, year):
    """The versions this person may read, newest first."""
    return [table for table in tables_of(year) if can_read_table(user, table)]


def table_in_use(year):
    """The version that counts for what comes next: the draft being written, else the frozen one, else None."""
    found = {table.state: table for table in tables_of(year)}
    return found.get(TableState.DRAFT) or found.get(TableState.FROZEN)


def frozen_table(year):
    """The frozen version of the year, or None."""
    return year.score_tables.filter(state=TableState.FROZEN).order_by("pk").first()


def groups_of(table):
    """Its groups in order, each with its criteria, in two queries."""
    return list(table.groups.prefetch_related("criteria").order_by("position", "pk"))


def grid(groups):
    """[(group, its criteria, sum of its base)] and the sum of the base."""
    total = sums(groups)
    return [(group, list(group.criteria.all()), total.groups[group.pk]) for group in groups], total.base


def stamp(record, names):
    """What a record says in these fields, as 16 digits: another stamp means that somebody changed one of them."""
    said = json.dumps([_said(getattr(record, name)) for name in names], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _said(value):
    return str(value.normalize()) if isinstance(value, Decimal) else value


def stamp_of_maxima(criteria):
    """The stamp of all maxima of a table: another one means that a maximum changed, or a criterion came or went."""
    said = json.dumps([[one.pk, _said(one.maximum)] for one in criteria])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def last_years_table(year):
    """The frozen table of the same cluster in the year before, or None."""
    found = ScoreTable.objects.filter(year__cluster=year.cluster_id, year__year=year.year - 1, state=TableState.FROZEN)
    return found.select_related("year__cluster").order_by("pk").first()


def model_groups():
    """The model of 1,000 points: [(symbol, name, [dict of fields of a Criterion])] in order."""
    groups = []
    with MODEL.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if not row["number"]:
                groups.append((row["group"], row["name"], []))
                continue
            groups[-1][2].append(
                {
                    "number": row["number"],
                    "name": row["name"],
                    "kind": CriterionKind(row["kind"]),
                    "measure": row["measure"],
                    "maximum": Decimal(row["maximum"]),
                    "scorer": Scorer(row["scorer"]),
                    "rewards_over": row["rewards_over"] == "x",
                    "bars": row["bars"] == "x",
                    "fact": row["fact"],
                    "note": row["note"],
                }
            )
    return groups


def copied_groups(table):
    """The groups of a table in the same shape as the model."""
    return [
        (group.symbol, group.name, [{name: getattr(one, name) for name in CRITERION} for one in group.criteria.all()])
        for group in groups_of(table)
    ]


def criteria_in_order(table):
    """The criteria of a table, each with its group, one query."""
    found = Criterion.objects.filter(group__table=table).select_related("group")
    return list(found.order_by("group__position", "group_id", "position", "pk"))
