"""How a state looks: a tone and an icon. The word always comes from the enum; colour is only the third sign.

Tones: ok, wait, warn, bad, idle (and none, for the part of a chart that is still empty).
"""

IDLE = ("idle", "circle-dashed")

STATES = {
    "missing": ("idle", "circle-dashed"),
    "draft": ("idle", "pencil"),
    "awaiting": ("wait", "hourglass"),
    "filed": ("wait", "send"),
    "returned": ("warn", "arrow-back-up"),
    "accepted": ("ok", "circle-check"),
    "issued": ("ok", "circle-check"),
    "closed": ("ok", "archive"),
    "frozen": ("ok", "lock"),
    "replaced": ("idle", "archive"),
    "signing": ("wait", "edit"),
    "self": ("idle", "pencil"),
    "confirming": ("wait", "hourglass"),
    "verifying": ("wait", "list-search"),
    "assessing": ("wait", "shield-check"),
    "final": ("ok", "lock"),
    "signed": ("ok", "circle-check"),
    "open": ("wait", "progress"),
    "waiting": ("idle", "circle-dashed"),
    "planned": ("idle", "calendar-event"),
    "doing": ("wait", "progress"),
    "running": ("wait", "progress"),
    "done": ("ok", "circle-check"),
    "dropped": ("idle", "x"),
    "cancelled": ("idle", "x"),
    "withdrawn": ("idle", "arrow-back-up"),
    "launched": ("wait", "progress"),
    "reviewed": ("wait", "progress-check"),
    "registered": ("ok", "circle-check"),
    "late": ("bad", "alert-triangle"),
    "pending": ("idle", "hourglass"),
    "sending": ("wait", "progress"),
    "sent": ("ok", "mail-check"),
    "failed": ("bad", "circle-x"),
    "active": ("ok", "circle-check"),
    "ended": ("idle", "archive"),
    "locked": ("warn", "lock"),
    "found": ("idle", "eye"),
    "fostered": ("wait", "progress"),
    "recognised": ("ok", "rubber-stamp"),
    "spread": ("ok", "send"),
    "counted": ("ok", "circle-check"),
    "published": ("ok", "rubber-stamp"),
    "concluded": ("ok", "circle-check"),
    "entered": ("ok", "rubber-stamp"),
    "revoked": ("bad", "circle-x"),
    "granted": ("ok", "circle-check"),
    "standing": ("ok", "circle-check"),
    "annulled": ("bad", "circle-x"),
    "refused": ("idle", "x"),
}


def look(state):
    """(tone, icon) of a state value; a state nobody described looks idle."""
    return STATES.get(str(state), IDLE)
