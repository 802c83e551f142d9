"""The campaigns of `campaigns/data/campaigns.csv`. What is on record stays as people left it."""

import csv
import datetime
from pathlib import Path

from django.db import transaction

from campaigns.models import Campaign
from campaigns.services.campaigns import keys_of
from core import text

FILE = Path(__file__).resolve().parent.parent / "data" / "campaigns.csv"
PLAIN = (
    "code", "kind", "method", "scope", "launcher", "launched_by", "launch_paper", "state", "source", "note",
    "name_standing", "launch_standing",
)  # fmt: skip
DAYS = ("launched_on", "starts_on", "ends_on")
TEXTS = ("criteria_collective", "criteria_person")


def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def load_campaigns(*, at):
    """Add the campaigns whose code is not on record, and return how many; the others are not touched."""
    known = set(Campaign.objects.exclude(code=None).values_list("code", flat=True))
    made = [campaign_of(row, at=at) for row in rows() if row["code"] not in known]
    Campaign.objects.bulk_create(made)
    return len(made)


def campaign_of(row, *, at):
    """A row as a campaign, not yet saved."""
    campaign = Campaign(
        name=text.clean(row["name"]),
        other_names=other_names(row["other_names"]),
        updated_at=at,
        **{name: row[name] for name in PLAIN},
        **{name: datetime.date.fromisoformat(row[name]) if row[name] else None for name in DAYS},
        **{name: text.clean_lines(row[name]) for name in TEXTS},
    )
    for name, value in keys_of(campaign).items():
        setattr(campaign, name, value)
    return campaign


def other_names(written):
    """“name|paper” lines as [{"name", "paper"}]."""
    pairs = (line.partition("|") for line in written.splitlines() if line.strip())
    return [{"name": text.clean(name), "paper": text.clean(paper)} for name, _, paper in pairs]
