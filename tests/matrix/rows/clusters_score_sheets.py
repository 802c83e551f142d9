"""Score sheets: inside the member for its own people; once sent for the head's and who reads every unit's work."""

from tests.matrix.people import READS, RUNS, STP, SYT
from tests.matrix.row import Row, reads, writes

MEMBERS = RUNS | READS | STP | SYT  # both departments are members of these years
SENT = RUNS | READS | STP  # a sheet of the department that heads the cluster; the other one is a plain member


def _key(stage, side):
    return next(key for key, one in stage.sides.items() if one is side)


def of(name):
    """The arguments of an address: a year or a sheet of the side."""
    return lambda stage, side: [getattr(stage.sheets[_key(stage, side)], name).pk]


def step(name, action):
    return lambda stage, side: [*of(name)(stage, side), action]


def _nothing(stage, side):
    return {"base_version": "{}", "press": "save"}


ROWS = [
    Row("clusters:sheet-list", reads(MEMBERS, MEMBERS), args=of("begun")),
    Row("clusters:sheet-open", reads(RUNS | STP, MEMBERS), writes(RUNS | STP, MEMBERS), args=of("bare"),
        two_sided=True),
    Row("clusters:sheets-export", reads(MEMBERS, MEMBERS), args=of("begun")),
    Row("clusters:sheets-import", reads(STP, MEMBERS), writes(STP, MEMBERS, status=422), args=of("begun"),
        note="to score and to verify"),
    Row("clusters:sheets-import", reads(RUNS, MEMBERS), writes(RUNS, MEMBERS, status=422), args=of("judged"),
        note="to assess"),
    Row("clusters:sheet-detail", reads(STP, STP), args=of("own"), two_sided=True),
    Row("clusters:sheet-detail", reads(MEMBERS, MEMBERS), args=of("other"), note="to be verified"),
    Row("clusters:sheet-detail", reads(SENT, SENT), args=of("assessing"), note="to be assessed"),
    Row("clusters:sheet-edit", reads({"lan"}, STP), writes({"lan"}, STP, send=_nothing), args=of("own"),
        two_sided=True),
    Row("clusters:sheet-compute", post=writes({"lan"}, STP, status=200, send=_nothing), args=of("own")),
    Row("clusters:sheet-step", reads({"lan"}, STP), writes({"lan"}, STP), args=step("own", "submit")),
    Row("clusters:sheet-step", reads(STP, MEMBERS), writes(STP, MEMBERS), args=step("other", "verify"),
        note="to be verified"),
    Row("clusters:sheet-step", reads(RUNS, SENT), writes(RUNS, SENT), args=step("assessing", "finalise"),
        note="to be assessed"),
    Row("clusters:sheet-send-for", reads(RUNS, RUNS), writes(RUNS, RUNS, status=422), args=of("outside")),
    Row("clusters:sheet-edit", reads(RUNS, RUNS), writes(RUNS, RUNS, send=_nothing), args=of("outside"),
        note="of a member from outside"),
    Row("clusters:sheet-paper", reads(STP, STP), args=of("own")),
    Row("clusters:sheet-export", reads(SENT, SENT), args=of("assessing")),
    Row("clusters:sheet-import", reads({"lan"}, STP), writes({"lan"}, STP, status=422), args=of("own")),
]  # fmt: skip
