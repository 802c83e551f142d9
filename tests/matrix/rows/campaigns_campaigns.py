"""Campaigns: launched ones for everybody with a post, a unit's own for its tree and those who read every unit's work.

The standing body writes the province's. A unit's own is drafted by officer and head, launched and run by the head.
"""

from tests.core import uploads
from tests.matrix.people import ALL, POSTED, READS, RUNS, STP, UNITS
from tests.matrix.row import Row, reads, writes

DRAFT = RUNS | READS  # who knows of the province's draft
OWN = RUNS | READS | STP  # who knows of what Sở Tư pháp launched
HEAD, LAN = {"binh"}, {"lan"}
DOCX = {"press": "docx", "kind": "KẾ HOẠCH"}


def running(stage, side):
    return [stage.campaign.pk]


def draft(stage, side):
    return [stage.campaign_draft.pk]


def own(stage, side):
    return [side.own_campaign.pk]


def own_draft(stage, side):
    return [side.own_campaign_draft.pk]


def _written(version, **changes):
    return {
        "version": version,
        "name": "Phong trào viết lại",
        "method": "thematic",
        "chi-tieu-TOTAL_FORMS": "0",
        "chi-tieu-INITIAL_FORMS": "0",
    } | changes


def _province(version):
    standing = {"name_standing": "verified", "launch_standing": "verified"}
    return _written(version, kind="movement", launcher="province", **standing)


def _summary(stage, side):
    saved = stage.campaign.summaries.filter(kind="final", concluded_at=None).first()
    return {"version": saved.version, "results": "Kết quả"}


def _file(stage, side):
    return {"file": uploads.upload("them.docx", uploads.docx())}


def _honours(campaign):
    return {"version": campaign.version, "nguoi-TOTAL_FORMS": "0", "nguoi-INITIAL_FORMS": "0"}


def _about(name, get=None, post=None, args=running, **more):
    return Row(f"campaigns:{name}", get, post, args=args, **more)


ROWS = [
    Row("campaigns:campaign-list", reads(ALL), note="everybody, each with the campaigns they may know of"),
    Row("campaigns:campaign-export", reads(POSTED), note="the rows of the list"),
    Row("campaigns:campaign-waiting", reads(RUNS | UNITS), note="those who answer, each with what waits for them"),
    Row("campaigns:campaign-create", reads(RUNS), writes(RUNS, send=lambda s, side: _province(0))),
    Row("campaigns:campaign-create-own", reads(UNITS), writes(UNITS, status=422), note="each for the own unit"),
    _about("campaign-detail", reads(POSTED, POSTED)),
    _about("campaign-detail", reads(POSTED, POSTED), query=lambda s, side: "?tab=van-ban", note="papers"),
    _about("campaign-detail", reads(POSTED, POSTED), query=lambda s, side: "?tab=lich-su", note="history"),
    _about("campaign-detail", reads(DRAFT, DRAFT), args=draft, note="draft"),
    _about("campaign-detail", reads(STP, STP), args=own_draft, two_sided=True, note="a unit's draft"),
    _about("campaign-detail", reads(OWN, OWN), args=own, two_sided=True, note="a unit's own"),
    _about("campaign-detail", reads(OWN, OWN), args=own, two_sided=True, query=lambda s, side: "?tab=tieu-bieu",
           note="a unit's own, whom it names"),
    _about("campaign-detail", reads(OWN, OWN), args=own, two_sided=True, query=lambda s, side: "?tab=van-ban",
           note="a unit's own, what it is writing"),
    _about("campaign-edit", reads(RUNS, POSTED),
           writes(RUNS, POSTED, send=lambda s, side: _province(s.campaign.version))),
    _about("campaign-edit", reads(RUNS, DRAFT), args=draft, note="draft",
           post=writes(RUNS, DRAFT, send=lambda s, side: _province(s.campaign_draft.version))),
    _about("campaign-edit", reads(STP, STP), args=own_draft, two_sided=True, note="a unit's draft",
           post=writes(STP, STP, send=lambda s, side: _written(side.own_campaign_draft.version, unit=side.unit.pk))),
    _about("campaign-edit", reads(HEAD, OWN), args=own, two_sided=True, note="a unit's own once launched",
           post=writes(HEAD, OWN, send=lambda s, side: _written(side.own_campaign.version, unit=side.unit.pk))),
    _about("campaign-file", post=writes(RUNS, POSTED, send=_file)),
    _about("campaign-file", post=writes(STP, OWN, send=_file), args=own, two_sided=True, note="a unit's own"),
    _about("campaign-step", reads(RUNS, DRAFT), writes(RUNS, DRAFT), lambda s, side: [s.campaign_draft.pk, "launch"]),
    _about("campaign-step", reads(HEAD, STP), writes(HEAD, STP),
           lambda s, side: [side.own_campaign_draft.pk, "launch"], two_sided=True, note="a unit's draft"),
    _about("campaign-step", reads(LAN, STP), writes(LAN, STP), lambda s, side: [side.own_campaign_draft.pk, "hand-up"],
           two_sided=True, note="a unit's draft, to its head"),
    _about("campaign-step", reads(LAN, STP), writes(LAN, STP), lambda s, side: [side.own_campaign_handed.pk, "take-back"],
           two_sided=True, note="a unit's draft that lies with the head, back"),
    _about("campaign-step", reads(HEAD, STP), two_sided=True, note="a unit's draft that lies with the head, returned",
           args=lambda s, side: [side.own_campaign_handed.pk, "hand-back"],
           post=writes(HEAD, STP, send=lambda s, side: {"reason": "Thiếu chỉ tiêu"})),
    _about("campaign-edit", reads(HEAD, STP), args=lambda s, side: [side.own_campaign_handed.pk], two_sided=True,
           note="a unit's draft that lies with the head",
           post=writes(HEAD, STP, send=lambda s, side: _written(side.own_campaign_handed.version, unit=side.unit.pk))),
    _about("campaign-step", reads(HEAD, OWN), writes(HEAD, OWN), lambda s, side: [side.own_campaign.pk, "review"],
           two_sided=True, note="a unit's own"),
    _about("campaign-paper", reads(RUNS, POSTED), writes(RUNS, POSTED, status=200, send=lambda s, side: DOCX)),
    _about("campaign-paper", reads(STP, OWN), writes(STP, OWN, status=200, send=lambda s, side: DOCX), own,
           two_sided=True, note="a unit's own"),
    _about("campaign-summary", reads(RUNS, POSTED), writes(RUNS, POSTED, send=_summary),
           lambda s, side: [s.campaign.pk, "tong-ket"]),
    _about("campaign-summary", reads(STP, OWN), args=lambda s, side: [side.own_campaign.pk, "tong-ket"],
           two_sided=True, note="a unit's own", post=writes(STP, OWN, send=lambda s, side: {"version": 0})),
    _about("campaign-honours", reads(RUNS, POSTED), writes(RUNS, POSTED, send=lambda s, side: _honours(s.campaign))),
    _about("campaign-honours", reads(STP, OWN), args=own, two_sided=True, note="a unit's own",
           post=writes(STP, OWN, send=lambda s, side: _honours(side.own_campaign))),
    _about("campaign-summary-paper", reads(RUNS, POSTED), writes(RUNS, POSTED, status=200, send=lambda s, side: DOCX),
           lambda s, side: [s.campaign_summary.pk]),
    Row("core:file-download", reads(OWN, OWN), args=lambda s, side: [side.own_campaign_file.uuid], two_sided=True,
        note="file of a unit's own campaign"),
]  # fmt: skip
