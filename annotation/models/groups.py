from django.db import models

from annotation.models.people import Annotator


class Group(models.Model):
    """People by a name, to choose them together: a shift, a language, a company."""

    name = models.SlugField(max_length=64, unique=True)
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()


class GroupMember(models.Model):
    """An annotator in a group; put there by hand, or by the invitation that they used."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members", db_index=False)
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="groups")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "annotator"], name="groupmember_once")]
