"""What is signed, as one canonical text, and its digest; and what a covenant must have before signing. Pure."""

import hashlib
import json
from decimal import Decimal

from core.findings import blocker, warning

TABLE = (
    "number", "title", "source", "share_b", "share_c", "share_d", "over_per_percent", "over_most", "over_cap", "bonus_cap",
    "tie_rules", "vote_needed", "cross_scoring",
)  # fmt: skip
CRITERION = (
    "number", "name", "kind", "measure", "maximum", "scorer", "rewards_over", "bars", "note",
)  # fmt: skip


def canonical(covenant, campaigns, indicators, table, groups):
    """The text that is signed: the same words give the same text, whatever the rows' ids and places of storage."""
    said = {
        "content": covenant.content,
        "place": covenant.place,
        "ceremony_on": covenant.ceremony_on.isoformat() if covenant.ceremony_on else "",
        "campaigns": [[row.name, row.goal, row.period] for row in campaigns],
        "indicators": [[row.content, row.measure, row.target, row.note] for row in indicators],
        "table": [_said(getattr(table, name)) for name in TABLE] if table else None,
        "groups": [
            [
                group.symbol,
                group.name,
                [[_said(getattr(one, name)) for name in CRITERION] for one in group.criteria.all()],
            ]
            for group in groups
        ],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text):
    """SHA-256 in 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _said(value):
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def signing_findings(covenant, indicators, table, table_findings, members):
    """What stands in the way of signing. members: of the year today; table_findings: of the draft, else nothing."""
    found = []
    if not covenant.year.is_published:
        found.append(blocker("year", f"{covenant.year} chưa hoạt động. Hãy đưa vào hoạt động trước khi ký giao ước."))
    if not covenant.content.strip() and not indicators:
        found.append(blocker("content", "Giao ước chưa có nội dung hay chỉ tiêu nào."))
    if not members:
        found.append(blocker("members", "Chưa có thành viên nào để ký."))
    if table is None:
        found.append(blocker("table", "Chưa có bảng tiêu chí chấm điểm. Hãy lập ở phần Bảng điểm."))
    for finding in table_findings:
        if finding.stops:
            found.append(blocker("table", f"Bảng điểm: {finding.message}"))
        elif finding.code == "ties":
            found.append(warning("table", f"Bảng điểm: {finding.message}"))
    if not indicators:
        found.append(warning("indicators", "Giao ước chưa có chỉ tiêu."))
    return found
