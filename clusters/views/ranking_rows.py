"""A ranking as its page draws it: a stacked bar for each member, diverging bars for a difference."""

import itertools

from clusters.enums import ProposalKind
from clusters.rules.scoring import aligned, rounded, shown
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
    kinds, made = dict(ProposalKind.choices), []
    scores = [one.score for one in board.placed]
    gaps = [None, *(above - below for above, below in itertools.pairwise(scores))]
    columns = zip(
        aligned(scores),
        aligned(gaps),
        aligned(one.entry.self_total for one in board.placed),
        aligned(one.entry.penalty or None for one in board.placed),
        strict=True,
    )
    scale = max([board.standard, *(one.score for one in board.placed)])
    for index, (one, (score, gap, self_total, penalty)) in enumerate(zip(board.placed, columns, strict=True)):
        made.append(
            {
                "one": one,
                "href": f"?{old}don-vi={one.entry.key}#vi-sao",
                "chosen": index == chosen,
                "proposal": kinds.get(board.proposals.get(one.entry.key), ""),
                "bar": _bar(one, board.groups, scale),
                "score": score,
                "gap": gap,
                "self_total": self_total,
                "penalty": penalty,
                "votes": one.entry.votes,
                "sheet": board.sheets.get(one.entry.key, ""),
            }
        )
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
    *mine, mine_all = aligned([*(row.mine for row in comparison.rows), comparison.mine.score])
    *theirs, theirs_all = aligned([*(row.theirs for row in comparison.rows), comparison.other.score])
    *apart, apart_all = aligned([*(abs(row.difference) for row in comparison.rows), abs(comparison.difference)])
    lines = [
        {
            "symbol": row.symbol,
            "label": row.label,
            "why": row.why,
            "mine": mine[place],
            "theirs": theirs[place],
            "difference": f"{_sign(row.difference)}{apart[place]}",
            "tone": "ok" if row.difference > 0 else "bad" if row.difference < 0 else "none",
            "bar": diverging_bar(float(row.difference), float(most), f"{signed(row.difference)} điểm"),
        }
        for place, row in enumerate(comparison.rows)
    ]
    total = {
        "mine": mine_all,
        "theirs": theirs_all,
        "difference": f"{_sign(comparison.difference)}{apart_all}",
    }
    return {"rows": lines, "total": total}


def signed(points):
    """“+4”, “−2,5”, “0”."""
    return f"{_sign(points)}{shown(abs(points))}"


def _sign(points):
    return "+" if points > 0 else "−" if points < 0 else ""
