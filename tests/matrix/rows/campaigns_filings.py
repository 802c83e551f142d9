"""Registrations for campaigns and reports on them. Whoever knows of a campaign may know that it is run; units are asked
by the standing body; in a unit's own campaign, those below it by its head, and it receives what they file."""

from tests.matrix.people import ALL, POSTED, READS, RUNS, STP, SYT
from tests.matrix.row import Row, reads, writes
from tests.matrix.rows.filings import BOARD, filing_rows, round_rows
from tests.matrix.stage import FILED, RETURNED

ASKED = {"groups": ["huyen"], "opens_on": "08/03/2022", "due_date": "31/03/2022"}


def _campaign(stage, side):
    return [stage.campaign_asked.pk]


def _typed(**more):
    return lambda filing: {"version": filing.version, "press": "save"} | more


_rows = {f"{prefix}-{name}": "0" for prefix in ("tap-the", "ca-nhan") for name in ("TOTAL_FORMS", "INITIAL_FORMS")}


def _kind(code, round_code, mine, rollup, filings, stored, draft, create):
    def collected(stage):
        return filings(stage.sides["stp"])[RETURNED].round_id

    more = {"groups": ["huyen"]}
    return [
        Row(f"campaigns:{round_code}-list", reads(BOARD)),
        Row(f"campaigns:{mine}", reads(ALL), note="everybody, each with those of their own units"),
        Row(
            f"campaigns:{round_code}-create",
            reads(RUNS, POSTED),
            writes(RUNS, POSTED, send=lambda s, side: ASKED | create),
            args=_campaign,
        ),
        Row(f"campaigns:{rollup}", reads(BOARD, POSTED), args=_campaign),
        Row(
            f"campaigns:{round_code}-open",
            reads(RUNS, BOARD),
            writes(RUNS, BOARD, send=lambda s, side: more),
            args=lambda stage, side: [collected(stage)],
        ),
        Row(
            f"campaigns:{code}-paper",
            reads(STP | RUNS | READS, STP | RUNS | READS),
            args=lambda s, side: [filings(side)[FILED].pk, "docx"],
            two_sided=True,
        ),
        *round_rows(round_code, collected, filings, app="campaigns"),
        *filing_rows(code, filings, stored, draft, app="campaigns"),
    ]


OWN, HEAD = STP | RUNS | READS, {"binh"}  # who knows of what Sở Tư pháp asks its divisions; who asks
DIVISIONS = {"groups": ["so-nganh"]}
LATER = {"new_due_on": "15/04/2022", "reason": "Mưa lũ"}
WHY = {"reason": "Thiếu chỉ tiêu"}


def _own(name, get=None, post=None, args=lambda s, side: [side.own_round.pk], **more):
    return Row(f"campaigns:{name}", get, post, args=args, two_sided=True, note="a unit's own", **more)


def _own_filing(name, get=None, post=None, more=(), **how):
    return _own(name, get, post, lambda s, side: [side.own_filed.pk, *more], **how)


def _sends(values):
    return lambda stage, side: values


OWN_ROWS = [
    *(
        _own(
            name,
            reads(HEAD, OWN),
            writes(HEAD, OWN, send=_sends(ASKED | DIVISIONS | typed)),
            lambda s, side: [side.own_campaign.pk],
        )
        for name, typed in (
            ("registration-round-create", {"year": "2022"}),
            ("result-round-create", {"kind": "interim", "period_from": "01/03/2022", "period_to": "06/03/2022"}),
        )
    ),
    _own("registration-round-board", reads(OWN, ALL - SYT)),
    _own("registration-round-export", reads(OWN, OWN)),
    _own("registration-round-remind", reads(STP, OWN), writes(STP, OWN)),
    _own("registration-round-open", reads(HEAD, OWN), writes(HEAD, OWN, send=_sends(DIVISIONS))),
    _own("registration-round-extend", reads(HEAD, OWN), writes(HEAD, OWN, send=_sends(LATER))),
    _own_filing("registration-detail", reads(OWN, OWN)),
    _own_filing("registration-paper", reads(OWN, OWN), more=("docx",)),
    _own_filing("registration-comment", post=writes(STP, OWN, send=_sends({"text": "Xin hỏi"}))),
    _own_filing("registration-accept", reads(STP, OWN), writes(STP, OWN)),
    _own_filing("registration-return", reads(STP, OWN), writes(STP, OWN, send=_sends(WHY))),
    _own_filing("registration-edit", reads(set(), OWN), writes(set(), OWN)),
]

ROWS = [
    *OWN_ROWS,
    *_kind(
        "registration",
        "registration-round",
        "my-registration",
        "registration-rollup",
        lambda side: side.registrations,
        lambda side: side.registration_file,
        _typed(measures="Thay đổi"),
        {"year": "2024"},
    ),
    *_kind(
        "campaign-report",
        "result-round",
        "my-campaign-report",
        "result-rollup",
        lambda side: side.campaign_reports,
        lambda side: side.campaign_report_file,
        _typed(section_0="Thay đổi", **_rows),
        {"kind": "interim", "period_from": "01/01/2022", "period_to": "31/03/2022"},
    ),
]
