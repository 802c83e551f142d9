"""Sign-in, one's own pages, units, people, posts. Names of units are public among those who signed in."""

from tests.factories.units import PASSWORD
from tests.matrix.people import ADMIN, ALL, LOOKS_UP, MANAGES, READS, STP
from tests.matrix.row import Row, reads, writes

SEES = MANAGES | READS | STP  # who may look up a person of Sở Tư pháp
SEES_STAFF = MANAGES | READS | {"van", "ke"}  # a person of the Ban, which lies under Sở Nội vụ
SEES_AUDITOR = MANAGES | READS
NEW_PASSWORD = "mot-mat-khau-khac-hẳn-9"


def officer(stage, side):
    return [side.officer.pk]


def post(stage, side):
    return [side.post.pk]


def unit(stage, side):
    return [side.unit.pk]


def _new_unit(stage, side):
    return {
        "name": "Chi cục Kiểm lâm",
        "kind": "department",
        "parent": stage.world.province.pk,
        "on": "01/03/2022",
        "document": "15/QĐ-UBND",
    }


def _renamed(stage, side):
    return {"name": f"{side.unit.name} tỉnh", "kind": side.unit.kind, "on": "08/03/2022", "document": "15/QĐ-UBND"}


def _corrected(stage, side):
    return {"name": f"{side.unit.name} tỉnh", "kind": side.unit.kind, "reason": "Gõ sai"}


def _account(stage, side):
    return {"full_name": "Quàng Thị Xuân", "email": "xuan@dienbien.test"}


def _appointed(stage, side):
    return {"role": "clerk", "unit": side.unit.pk, "starts_on": "08/03/2022"}


def _end(stage, side):
    return {"last_day": "08/03/2022", "reason": "Chuyển công tác"}


def _hand_over(stage, side):
    return {"person": "stranger", "starts_on": "09/03/2022", "reason": "Chuyển công tác"}


def _reason(stage, side):
    return {"reason": "Chuyển công tác"}


def _password(stage, side):
    return {"current": PASSWORD, "new": NEW_PASSWORD, "repeated": NEW_PASSWORD}


def _act(name, opens=MANAGES, sees=SEES, args=officer, **more):
    """A grave act on an account: managed by staff, lead and administrator, visible to who may look the person up."""
    return Row(f"units:{name}", reads(opens, sees), writes(opens, sees, send=_reason), args=args, **more)


ROWS = [
    Row("units:sign-in", reads(ALL, status=302, outside=200), writes(ALL, outside=422)),
    Row("units:sign-out", post=writes(ALL, outside=302)),
    Row("units:second-factor-check", reads(ALL, status=302), writes(ALL), note="nobody has one: go on"),
    # One's own
    Row("units:profile", reads(ALL), writes(ALL, send=lambda s, side: {"phone": "0215 3 825 000"})),
    Row("units:password-change", reads(ALL), writes(ALL, send=_password)),
    Row("units:second-factor", reads(ALL), writes(ALL, status=422, send=lambda s, side: {"token": "000000"})),
    Row("units:second-factor-codes", post=writes(ALL)),
    Row("units:second-factor-off", post=writes(ALL)),
    # Units
    Row("units:unit-list", reads(ALL)),
    Row("units:unit-tree", reads(ALL)),
    Row("units:unit-export", reads(ALL)),
    Row("units:unit-detail", reads(ALL), args=unit, two_sided=True),
    Row("units:unit-import", reads(MANAGES), writes(MANAGES, status=422)),
    Row("units:unit-create", reads(MANAGES), writes(MANAGES, send=_new_unit)),
    Row("units:unit-correct", reads(MANAGES), writes(MANAGES, send=_corrected), args=unit),
    Row("units:unit-event", reads(MANAGES), writes(MANAGES, send=_renamed), args=lambda s, x: [x.unit.pk, "doi-ten"]),
    # People
    Row("units:user-list", reads(LOOKS_UP)),
    Row("units:user-export", reads(MANAGES)),
    Row("units:user-import", reads(MANAGES), writes(MANAGES, status=422)),
    Row("units:user-import-passwords", reads({"hanh"}, ALL - (MANAGES - {"hanh"})),
        writes({"hanh"}, ALL - (MANAGES - {"hanh"}), status=200), args=lambda s, side: [s.imported.key],
        note="one's own import"),
    Row("units:user-create", reads(MANAGES), writes(MANAGES, send=_account)),
    Row("units:user-detail", reads(SEES, SEES), args=officer, two_sided=True),
    Row("units:user-edit", reads(MANAGES, SEES), writes(MANAGES, SEES, send=_account), args=officer, two_sided=True),
    Row(
        "units:user-edit",
        reads(ADMIN, SEES_AUDITOR),
        writes(ADMIN, SEES_AUDITOR, send=_account),
        args=lambda s, side: [s.world.ha.pk],
        note="the auditor's account is the administrator's alone",
    ),
    Row(
        "units:user-edit",
        reads((), MANAGES | READS),
        writes((), MANAGES | READS, send=_account),
        args=lambda s, side: [s.world.admin.pk],
        note="the administrator's account: guarded, and nobody manages their own",
    ),
    Row(
        "units:user-edit",
        reads((), MANAGES | READS | {"root"}),
        writes((), MANAGES | READS | {"root"}, send=_account),
        args=lambda s, side: [s.world.root.pk],
        note="a superuser is changed from the command line only",
    ),
    _act("user-deactivate", two_sided=True),
    _act("user-reset-password", two_sided=True),
    _act("user-unlock", two_sided=True),
    _act("user-second-factor-off", two_sided=True),
    _act("user-reactivate", sees=SEES_STAFF, args=lambda s, side: [s.people["stopped"].pk]),
    # Posts and rights
    Row("units:appointment-create", reads(MANAGES), writes(MANAGES, send=_appointed),
        query=lambda s, side: f"?nguoi={s.world.stranger.pk}"),
    Row("units:appointment-end", reads(MANAGES, SEES), writes(MANAGES, SEES, send=_end), args=post, two_sided=True),
    Row("units:appointment-hand-over", reads(MANAGES, SEES), writes(MANAGES, SEES, send=_hand_over), args=post,
        two_sided=True),
    Row("units:rights-on-day", reads(LOOKS_UP)),
    Row("units:rights-export", reads(LOOKS_UP)),
    Row("units:security", reads(ADMIN), writes(ADMIN)),
]  # fmt: skip
