"""Who stands before each address, and the groups the rules speak of. Names are those of the cast.

`past` and `future` hold nothing today; `stopped` holds a post but the account is closed; `nobody` did not sign in.
"""

RUNS = frozenset({"hanh", "thang"})  # staff and lead of the standing body
READS = frozenset({"do", "ha"})  # leader of the province and auditor: read every unit's work
STP = frozenset({"lan", "binh"})
SYT = frozenset({"hoa", "dung"})
UNITS = STP | SYT
PLAIN = frozenset({"tuan", "van", "ke"})  # council, clerk, accountant
ADMIN = frozenset({"admin"})
POSTED = RUNS | READS | UNITS | PLAIN | ADMIN
POSTLESS = frozenset({"root", "stranger", "past", "future"})
ALL = POSTED | POSTLESS  # everybody who can sign in
OUTSIDE = frozenset({"nobody", "stopped"})  # are sent to sign in
EVERYBODY = sorted(ALL | OUTSIDE)
# Asked again about the other department's object: both departments, and one of each other kind.
OTHER_SIDE = sorted(UNITS | {"hanh", "do", "tuan", "admin", "past", "stranger", "nobody"})
# Asked on the second database: the rules are the same Python there, the statements behind each page are not.
SECOND_DATABASE = sorted({"hanh", "lan", "admin"})

MANAGES = RUNS | ADMIN  # units, accounts, posts, delivery
LOOKS_UP = POSTED - {"tuan"}  # may see people at all: province-wide, admin, and the unit roles in their own tree

_MIRROR = {"lan": "hoa", "hoa": "lan", "binh": "dung", "dung": "binh"}


def mirrored(names):
    """The same people when the object is Sở Y tế's instead of Sở Tư pháp's."""
    return frozenset(_MIRROR.get(name, name) for name in names)
