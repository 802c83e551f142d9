"""Two patterns for the permission tables a model needs before anything on it can be granted.

A model whose objects are granted one by one names its own two tables, with a foreign key, so that no row outlives its
object and every lookup is one join. Beside the model:

    class DraftPersonGrant(PersonGrant):
        content_object = models.ForeignKey(Draft, on_delete=models.CASCADE)

    class DraftGroupGrant(GroupGrant):
        content_object = models.ForeignKey(Draft, on_delete=models.CASCADE)

Leave `related_name` alone: guardian finds the table by the reverse relation, and "+" hides it. Grant, revoke and ask
through `units.rights`, which refuses a model without tables of its own.
"""

from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase


class PersonGrant(UserObjectPermissionBase):
    class Meta(UserObjectPermissionBase.Meta):
        abstract = True
        verbose_name = "quyền cấp cho người"
        verbose_name_plural = "quyền cấp cho người"


class GroupGrant(GroupObjectPermissionBase):
    class Meta(GroupObjectPermissionBase.Meta):
        abstract = True
        verbose_name = "quyền cấp cho nhóm"
        verbose_name_plural = "quyền cấp cho nhóm"
