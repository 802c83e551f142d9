"""What a reminder says, always from the duty as it stands today: dates and hours come from its deadline."""

from django.template.loader import render_to_string

from core import obligations
from core.models.notices import Audience
from core.notices.posting import one_line

LINES = 30  # a summary names at most so many; the board has them all


def when(duty, on):
    """ "Còn 6 ngày", "Hôm nay là ngày cuối", "Đã quá hạn 1 ngày"."""
    left = duty.days_left(on)
    if left > 0:
        return f"Còn {left} ngày"
    return "Hôm nay là ngày cuối" if left == 0 else f"Đã quá hạn {-left} ngày"


def worded(duties, *, audience, on):
    """(subject, body, url) of a reminder about these duties, which share kind and last good day."""
    first = duties[0]
    context = {
        "duty": first,
        "duties": duties[:LINES],
        "more": max(len(duties) - LINES, 0),
        "count": len(duties),
        "late": first.is_late(on),
        "days": abs(first.days_left(on)),
        "label": obligations.label_of(first.kind),
        "deadline": first.deadline,
    }
    if audience == Audience.LEADS:
        subject, name = f"{when(first, on)}: {len(duties)} việc chưa xong, {context['label']}", "leads"
        url = first.board or first.url
    else:
        # The list of what was sent has readers who do not know who owes what is discreet.
        unit = f" ({first.unit})" if first.unit and not obligations.is_discreet(first.kind) else ""
        subject, name, url = f"{when(first, on)}: {first.title}{unit}", str(audience), first.url
    body = render_to_string(f"emails/core/reminder_{name}.txt", context)
    return one_line(subject), body.strip(), url
