"""Who may manage units, accounts and posts. Each predicate is a plain bool; the reasons stand here.

The standing body keeps units and people current in its daily work, so staff and leads may do it beside the
administrator. What would let them rise above their post (the administrator's and the auditor's posts, and the accounts
of those who hold them) is the administrator's alone. Nobody changes their own rights, and a superuser's account is
changed from the command line only.
"""

from core import clock
from units.enums import Role
from units.models import Appointment, Unit, User
from units.rights import rights_of

GUARDED = frozenset({Role.ADMIN, Role.AUDITOR})  # only the administrator gives, ends and touches these
SEES_OWN_TREE = frozenset({Role.OFFICER, Role.HEAD, Role.CLERK, Role.ACCOUNTANT})


def can_manage_units(user):
    """Found, correct, rename, move, merge and end units."""
    return rights_of(user).holds(Role.STAFF, Role.LEAD, Role.ADMIN)


def can_manage_accounts(user):
    """Open and keep accounts and posts at all; which ones, the predicates below say."""
    return rights_of(user).holds(Role.STAFF, Role.LEAD, Role.ADMIN)


def can_give_role(user, role):
    """Appoint somebody to the role, or end such a post."""
    return can_manage_accounts(user) and (role not in GUARDED or rights_of(user).holds(Role.ADMIN))


def roles_to_give(user):
    return [role for role in Role if can_give_role(user, role)]


def can_manage_account(user, person):
    """Edit, deactivate, unlock this account, reset its password, appoint this person."""
    if not can_manage_accounts(user) or person.pk == user.pk or person.is_superuser:
        return False
    return rights_of(user).holds(Role.ADMIN) or not holds_guarded_role(person)


def can_end_appointment(user, appointment):
    return can_manage_account(user, appointment.user) and can_give_role(user, appointment.role)


def holds_guarded_role(person):
    """An administrator's or auditor's post, in force or to come."""
    day = clock.today()
    return Appointment.objects.not_over(day).filter(user=person, role__in=GUARDED).exists()


def can_set_security(user):
    """Say which roles need a second factor."""
    return rights_of(user).holds(Role.ADMIN)


def can_see_all_people(user):
    rights = rights_of(user)
    return rights.sees_all or rights.holds(Role.ADMIN)


def can_see_people(user):
    """See the list of people at all; council members and strangers see names of units only."""
    return can_see_all_people(user) or rights_of(user).holds(*SEES_OWN_TREE)


def people_visible_to(user):
    """The people this person may look up: all, those with a post in their own tree, or nobody but themselves."""
    if not user.is_authenticated or not user.is_active:
        return User.objects.none()
    if can_see_all_people(user):
        return User.objects.all()
    rights = rights_of(user)
    return User.objects.filter(pk__in=_of_trees(rights.paths(*SEES_OWN_TREE))) | User.objects.filter(pk=user.pk)


def appointments_visible_to(user):
    """Posts this person may read about, past ones included, by the same scope."""
    if not user.is_authenticated or not user.is_active:
        return Appointment.objects.none()
    if can_see_all_people(user):
        return Appointment.objects.all()
    units = _units_below(rights_of(user).paths(*SEES_OWN_TREE))
    return Appointment.objects.filter(unit__in=units) | Appointment.objects.filter(user=user)


def _of_trees(paths):
    day = clock.today()
    below = _units_below(paths)
    return Appointment.objects.not_over(day).filter(unit__in=below).values("user")


def _units_below(paths):
    return Unit.objects.within(paths).values("pk")
