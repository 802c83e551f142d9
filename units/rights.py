"""Who may see and do what: role × unit tree × term, and the grants of django-guardian.

The standing rule follows the posts a person holds today (`rights_of`). What is granted on one object is a guardian row;
only this module calls guardian's shortcuts.
"""

import dataclasses

from django.db.models import Q
from guardian.models import (
    GroupObjectPermission,
    GroupObjectPermissionBase,
    UserObjectPermission,
    UserObjectPermissionBase,
)
from guardian.shortcuts import assign_perm, get_objects_for_user, get_users_with_perms, remove_perm
from guardian.utils import get_obj_perms_model

from core import clock
from units.enums import PROVINCE_WIDE, Role
from units.models import Appointment


@dataclasses.dataclass(frozen=True, slots=True)
class Post:
    """One appointment in force: role, unit, and the unit's path in the tree."""

    role: str
    unit_id: int
    path: str
    unit_name: str
    title: str


@dataclasses.dataclass(frozen=True, slots=True)
class Rights:
    """What a person may reach on a day. No post, no right; an inactive account holds no post."""

    user_id: int | None
    posts: tuple[Post, ...]

    @property
    def sees_all(self):
        """Every unit's work is readable: the standing body, its leaders and the auditor."""
        return any(p.role in PROVINCE_WIDE for p in self.posts)

    def holds(self, *roles):
        return any(p.role in roles for p in self.posts)

    @property
    def is_standing_body(self):
        """Staff or lead of the Ban TĐKT: they run the province's work."""
        return self.holds(Role.STAFF, Role.LEAD)

    def holds_at(self, unit_id, *roles):
        """One of the roles at exactly this unit."""
        return any(p.role in roles and p.unit_id == unit_id for p in self.posts)

    def paths(self, *roles):
        """Tree paths under which these roles (all roles when none is named) reach."""
        return tuple(p.path for p in self.posts if not roles or p.role in roles)

    def under(self, *roles, to="unit"):
        """Q: the unit behind the relation `to` lies at or below one where the person holds one of the roles."""
        reach = Q(pk__in=[])
        for path in self.paths(*roles):
            reach |= Q(**{f"{to}__path__startswith": path})
        return reach

    def runs(self, unit_id):
        """Decides in what this unit does on its own; with None in what the province does: the standing body."""
        return self.is_standing_body if unit_id is None else self.holds_at(unit_id, Role.HEAD)

    def prepares(self, unit_id):
        """Whoever runs it, and the unit's officer beside its head."""
        return self.is_standing_body if unit_id is None else self.holds_at(unit_id, Role.OFFICER, Role.HEAD)

    def unit_ids(self, *roles):
        return tuple(p.unit_id for p in self.posts if not roles or p.role in roles)


NOBODY = Rights(None, ())


def rights_of(user, on=None):
    """The person's rights on the day (today when none is given), read once per request and kept on the user."""
    if not user or not user.is_authenticated or not user.is_active:
        return NOBODY
    day = on or clock.today()
    kept = user.__dict__.setdefault("_rights_by_day", {})
    if day not in kept:
        held = Appointment.objects.current(day).filter(user=user).select_related("unit").order_by("starts_on", "pk")
        kept[day] = Rights(
            user.pk,
            tuple(Post(a.role, a.unit_id, a.unit.path, a.unit.label, a.title) for a in held),
        )
    return kept[day]


def forget(user):
    """Drop what `rights_of` kept, after the person's posts changed."""
    user.__dict__.pop("_rights_by_day", None)


# Grants on one object -------------------------------------------------------------------------------------------


def grant(to, perm, obj):
    """Let a person or a group do `perm` ("change_draft") with this object. Granting again changes nothing.

    Raises TypeError for a model without permission tables of its own (see `units.models.grants`).
    """
    _own_tables(type(obj))
    assign_perm(perm, to, obj)


def revoke(to, perm, obj):
    """Take the grant back; nothing happens when there is none."""
    _own_tables(type(obj))
    remove_perm(perm, to, obj)


def granted(user, perm, model):
    """The objects of the model on which the person, or a group of theirs, was granted `perm`.

    An inactive account is granted nothing; a superuser only what was really granted; a model-wide permission opens no
    object.
    """
    _own_tables(model)
    if not user or not user.is_authenticated or not user.is_active:
        return model._default_manager.none()
    return get_objects_for_user(user, perm, klass=model, accept_global_perms=False, with_superuser=False)


def is_granted(user, perm, obj):
    """The same for one object, by the same rule."""
    return granted(user, perm, type(obj)).filter(pk=obj.pk).exists()


def holders(perm, obj):
    """Ids of the active people who hold the grant, by themselves or through a group."""
    found = get_users_with_perms(obj, only_with_perms_in=[perm], with_superusers=False, with_group_users=True)
    return sorted(found.filter(is_active=True).values_list("pk", flat=True))


def _own_tables(model):
    for base, generic in (
        (UserObjectPermissionBase, UserObjectPermission),
        (GroupObjectPermissionBase, GroupObjectPermission),
    ):
        if get_obj_perms_model(model, base, generic) is generic:
            raise TypeError(f"{model.__name__} has no permission tables of its own")
