"""A ranking as its page draws it: a stacked bar for each member, diverging bars for a difference."""

from clusters.enums import ProposalKind
from clusters.rules.scoring import rounded, shown
from core.pictures import diverging_bar, stacked_bar

TONES = 5  # colours of groups; more groups begin again


def shown_key(board):
    """What each colour of the bars means: title, most points, tone."""
    return [
        {"title": group.title, "most": shown(group.maximum), "tone": f"g{place % TONES + 1}"}
        for place, group in enumerate(board.groups)
    ]


def shown_rows(board, chosen, *, state):
    """One dict per ranked member, in order; `chosen` is the index of the row that is explained."""
    old = f"lan={board.ranking.number}&" if state == "withdrawn" else ""
    kinds, made, above = dict(ProposalKind.choices), [], None
    scale = max([board.standard, *(one.score for one in board.placed)])
    for index, one in enumerate(board.placed):
        made.append(
            {
                "one": one,
                "href": f"?{old}don-vi={one.entry.key}#vi-sao",
                "chosen": index == chosen,
                "proposal": kinds.get(board.proposals.get(one.entry.key), ""),
                "bar": _bar(one, board.groups, scale),
                "score": shown(one.score),
                "gap": shown(above.score - one.score) if above else "",
                "self_total": shown(one.entry.self_total) if one.entry.self_total is not None else "",
                "penalty": shown(one.entry.penalty) if one.entry.penalty else "",
                "votes": one.entry.votes,
                "sheet": board.sheets.get(one.entry.key, ""),
            }
        )
        above = one
    return made


def _bar(one, groups, scale):
    """Groups from 0 up to the score; bonus after the penalties; what penalties take beyond it is cut from the end."""
    parts, words, left = [], [], one.score
    for place, group in enumerate(groups):
        points = rounded(one.sum_of(group.key))
        words.append(f"{group.symbol or group.name} {shown(points)}")
        taken = max(min(points, left), 0)
        left -= taken
        parts.append((f"g{place % TONES + 1}", float(taken)))
    parts.append(("g-more", float(max(left, 0))))
    words.append(f"thưởng {shown(rounded(one.sum_of('bonus')))}, trừ {shown(one.entry.penalty)}")
    return stacked_bar(parts, float(scale), f"{shown(one.score)} điểm: {', '.join(words)}")


def compared(comparison):
    """The lines of the table of a difference, each with its bar; the last adds up."""
    most = max((abs(row.difference) for row in comparison.rows), default=0)
    lines = [
        {
            "symbol": row.symbol,
            "label": row.label,
            "why": row.why,
            "mine": shown(row.mine),
            "theirs": shown(row.theirs),
            "difference": signed(row.difference),
            "tone": "ok" if row.difference > 0 else "bad" if row.difference < 0 else "none",
            "bar": diverging_bar(float(row.difference), float(most), f"{signed(row.difference)} điểm"),
        }
        for row in comparison.rows
    ]
    total = {
        "mine": shown(comparison.mine.score),
        "theirs": shown(comparison.other.score),
        "difference": signed(comparison.difference),
    }
    return {"rows": lines, "total": total}


def signed(points):
    """“+4”, “−2,5”, “0”."""
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{shown(abs(points))}"
