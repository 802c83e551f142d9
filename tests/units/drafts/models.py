from django.db import models

from units.models.grants import GroupGrant, PersonGrant


class Draft(models.Model):
    """Something that is granted one by one."""

    name = models.CharField(max_length=40)

    class Meta:
        permissions = [("read_draft", "đọc bản nháp")]

    def __str__(self):
        return self.name


class DraftPersonGrant(PersonGrant):
    content_object = models.ForeignKey(Draft, on_delete=models.CASCADE)


class DraftGroupGrant(GroupGrant):
    content_object = models.ForeignKey(Draft, on_delete=models.CASCADE)
