"""Pictures drawn on the server: ring, stacked and diverging bar, curve. Plain numbers in, SVG out, no style attribute.

`parts` is a list of (tone, number) in drawing order; tones as in `core.looks`. Numbers are written with a point and
never localised, because SVG knows no decimal comma.
"""

import datetime
import itertools

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

GAP = 0.5  # units of the ring's path length left free between two parts
LEFT, RIGHT, TOP, BOTTOM = 34.0, 556.0, 56.0, 214.0  # the curve's field inside its 640 × 248 box
LABEL = 84.0  # half of “hạn 15/3, 81 đơn vị” on a phone, where letters are larger; in units of that box


def number(value):
    """At most two decimals, no trailing zeros: 45.5, 12, 0.92."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def starts(parts):
    """Each (tone, count) with the sum of what stands before it; empty parts left out."""
    sums = itertools.accumulate((count for _, count in parts), initial=0)
    return [(tone, count, before) for (tone, count), before in zip(parts, sums, strict=False) if count]


def ring(parts, total, label, *, caption="", done=None, url=""):
    """A ring of parts with “done/total” in the middle; `done` defaults to the parts in tones ok and wait."""
    total = max(total, 0)
    if done is None:
        done = sum(count for tone, count in parts if tone in ("ok", "wait"))
    circle = (
        '<circle class="k-{}" cx="95" cy="95" r="82" pathLength="{}" stroke-dasharray="{} {}" stroke-dashoffset="{}"/>'
    )
    scale = max(total, 1)
    drawn = starts(parts)
    gap = GAP * scale / 80 if len(drawn) > 1 else 0
    arcs = format_html_join(
        "",
        circle,
        (
            (tone, number(scale), number(shown), number(scale - shown), number(-before))
            for tone, count, before in drawn
            for shown in [max(count - gap, count / 2)]
        ),
    )
    if not arcs:
        arcs = format_html(circle, "none", "1", "1", "0", "0")
    figure = format_html(
        '<text class="n{}" x="95" y="100" text-anchor="middle">{}/{}</text>', " long" if total > 99 else "", done, total
    )
    if url:
        figure = format_html('<a href="{}">{}</a>', url, figure)
    words = format_html('<text class="t" x="95" y="124" text-anchor="middle">{}</text>', caption) if caption else ""
    return format_html(
        '<svg class="ring" viewBox="0 0 190 190" role="{}" aria-label="{}"><g transform="rotate(-90 95 95)">{}</g>{}{}</svg>',
        "group" if url else "img",
        label,
        arcs,
        figure,
        words,
    )


def stacked_bar(parts, total, label):
    """One thin bar from zero to `total`; what no part fills stays pale."""
    scale = max(total, 1)
    hair = scale * 0.004  # the white line between two parts
    rects = format_html_join(
        "",
        '<rect class="f-{}" x="{}" width="{}" height="10"/>',
        (
            (tone, number(before), f"{max(count - hair, 0):.4g}")
            for tone, count, before in starts(parts)
            if tone != "none"
        ),
    )
    return format_html(
        '<svg class="mini" viewBox="0 0 {} 10" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="f-none" width="{}" height="10"/>{}</svg>',
        number(scale),
        label,
        number(scale),
        rects,
    )


def diverging_bar(value, most, label):
    """A thin bar to the left of a middle line for less, to the right for more; `most` fills one half."""
    length = 98 * min(abs(value) / most, 1) if most else 0
    bar = ""
    if length:
        tone, start = ("ok", 100) if value > 0 else ("bad", 100 - length)
        bar = format_html('<rect class="f-{}" x="{}" width="{}" height="10"/>', tone, number(start), number(length))
    return format_html(
        '<svg class="diverging" viewBox="0 0 200 10" preserveAspectRatio="none" role="img" aria-label="{}">{}'
        '<path class="axis" d="M100 0V10"/></svg>',
        label,
        bar,
    )


def curve(series, due, today, total, *, name="", previous=(), previous_name="", key=""):
    """The growing number of filed papers from the first day to the due day.

    series: [(day, number so far)], ascending. due: the date as the document says it, drawn as the deadline.
    previous: last year's series moved to this year's days, drawn dashed. key: a word that makes the ids unique.
    """
    if not series:
        return ""
    first = min(series[0][0], today)
    last = max(due, today, series[-1][0])
    span = max((last - first).days, 1)
    ceiling = _ceiling(total)

    def x(day):
        return LEFT + (RIGHT - LEFT) * min(max((day - first).days, 0), span) / span

    def y(count):
        return BOTTOM - (BOTTOM - TOP) * count / ceiling

    def path(points):
        return "M" + "L".join(f"{x(day):.1f} {y(count):.1f}" for day, count in points)

    shown = [(day, count) for day, count in series if day <= today] or [(first, 0)]
    now = shown[-1][1]
    if shown[-1][0] < today:
        shown = [*shown, (today, now)]
    drawn = [_grid(ceiling, y), _months(first, last, today, x)]
    drawn.append(
        format_html(
            '<path class="area" d="{}L{} {}L{} {}Z"/>',
            path(shown),
            f"{x(shown[-1][0]):.1f}",
            BOTTOM,
            f"{x(shown[0][0]):.1f}",
            BOTTOM,
        )
    )
    if previous:
        drawn.append(format_html('<path class="prev" d="{}"/>', path(previous)))
    if name:
        drawn.append(_legend(name, previous_name if previous else ""))
    drawn.append(_deadline(due, total, x(due)))
    needed = today < due and now < total
    if needed:
        drawn.append(format_html('<path class="need" d="{}"/>', path([(today, now), (due, total)])))
    drawn.append(format_html('<path class="line" d="{}"/>', path(shown)))
    slope = (y(now) - y(total)) / (x(due) - x(today)) if needed else 0
    drawn.append(_today(today, now, x(today), y(now), slope=slope))
    title = f"Số đã gửi theo ngày: {now} ngày {_short(today)}; cần {total}, hạn {_short(due)}"
    return format_html(
        '<svg class="plot" viewBox="0 0 640 248" role="img" aria-labelledby="duong-{}">'
        '<title id="duong-{}">{}</title>{}</svg>',
        key or "cong",
        key or "cong",
        title,
        mark_safe("".join(drawn)),
    )


def _short(day):
    return f"{day.day}/{day.month}"


def _ceiling(total):
    """The top of the scale: the total itself, so that a full curve ends in the corner."""
    return max(total, 1)


def _grid(ceiling, y):
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if ceiling / s <= 5), 2000)
    ticks = list(range(0, ceiling + 1, step))
    if ceiling - ticks[-1] >= step * 0.6:
        ticks.append(ceiling)
    return format_html_join(
        "",
        '<path class="{}" d="M34 {}H556"/><text x="26" y="{}" text-anchor="end">{}</text>',
        (("grid" if tick else "axis", f"{y(tick):.1f}", f"{y(tick) + 4:.1f}", tick) for tick in ticks),
    )


def _months(first, last, today, x):
    """The first day and the 1st and 15th of each month, where they do not run into “hôm nay” or each other."""
    days = [first]
    day = first
    while day <= last:
        day += datetime.timedelta(days=1)
        if day.day in (1, 15) and day <= last:
            days.append(day)
    kept = []
    for day in days:
        if abs(x(day) - x(today)) >= 55 and (not kept or x(day) - x(kept[-1]) >= 60) and RIGHT - x(day) >= 20:
            kept.append(day)
    return format_html_join(
        "",
        '<text{} x="{}" y="236" text-anchor="{}">{}</text>',
        (
            (
                mark_safe(' class="plot-minor"') if abs(x(day) - x(today)) < 95 else "",
                f"{x(day):.1f}",
                "start" if day == first else "middle",
                f"{day:%d/%m}",
            )
            for day in kept
        ),
    )


def _legend(name, previous_name):
    text = format_html('<path class="line" d="M34 10h22"/><text class="strong" x="64" y="14">{}</text>', name)
    if previous_name:
        text += format_html('<path class="prev" d="M158 10h22"/><text x="188" y="14">{}</text>', previous_name)
    return text


def _deadline(due, total, at):
    """The red line; its words stand in a row of their own above the field, where nothing else is written."""
    side, anchor = (at, "start") if at < LEFT + LABEL else (at + LABEL, "end") if at > RIGHT - LABEL else (at, "middle")
    return format_html(
        '<path class="due" d="M{} 40V214"/><text x="{}" y="34" text-anchor="{}">'
        '<tspan class="due-t">hạn {}</tspan>, {} đơn vị</text>',
        f"{at:.1f}",
        f"{side:.1f}",
        anchor,
        _short(due),
        total,
    )


def _today(today, now, at, height, *, slope):
    """The dot of today. Its words stay above the line of what is still needed, which rises by `slope`."""
    lift = 5.0
    if at <= 140:
        side, anchor = at + 10, "start"
        lift += slope * 100
    else:
        side, anchor = at - 10, "end"
    return format_html(
        '<circle class="now" cx="{}" cy="{}" r="5.5"/><text class="told" x="{}" y="{}" text-anchor="{}">{} ngày {}</text>'
        '<text class="strong" x="{}" y="236" text-anchor="{}">hôm nay</text>',
        f"{at:.1f}",
        f"{height:.1f}",
        f"{side:.1f}",
        f"{max(height - lift, TOP - 5):.1f}",
        anchor,
        now,
        _short(today),
        f"{at:.1f}",
        "middle" if at > LEFT + 25 else "start",
    )
