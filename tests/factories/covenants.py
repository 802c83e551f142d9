"""A covenant of a year, written and opened by the services; Hạnh of the standing body does it."""

from clusters.models import Covenant
from clusters.queries.covenants import stored_covenant
from clusters.services import covenants, signing
from tests.factories import clusters as make
from tests.factories import scoring

INDICATORS = [{"content": "Thu ngân sách", "measure": "tỷ đồng", "target": "1.200", "note": ""}]
CAMPAIGNS = [{"campaign_id": None, "name": "Chung sức xây dựng nông thôn mới", "goal": "2 xã", "period": "2022"}]


def fresh(year):
    """The covenant as the database has it; it knows its year."""
    found = Covenant.objects.get(year=year)
    found.year = make.fresh(year)
    return found


def written(world, year, **values):
    """A draft beside a draft score table (see `scoring.table`)."""
    if not year.score_tables.exists():
        scoring.table(year, state="draft")
    values = {
        "content": "Thi đua hoàn thành nhiệm vụ năm.", "place": "Điện Biên Phủ", "ceremony_on": None,
        "campaigns": CAMPAIGNS, "indicators": INDICATORS,
    } | values  # fmt: skip
    version = stored_covenant(make.fresh(year)).version
    covenants.save_covenant(year, version=version, by=world.hanh, at=make.NOW, **values)
    return fresh(year)


def opened(world, year, **values):
    """The same, open for signing."""
    written(world, year, **values)
    covenants.open_signing(fresh(year), by=world.hanh, at=make.NOW)
    return fresh(year)


def signed_by(covenant, unit, person, *, at=make.NOW, **how):
    """The unit's head signs alone; (signature, new)."""
    membership = make.membership_of(covenant.year, unit)
    how = {"by": person, "digest": covenant.digest} | how
    return signing.sign_covenant(covenant, membership, person=person, at=at, **how)
