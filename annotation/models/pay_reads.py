from django.db import models
from django.db.models import Q

from annotation.models.people import Annotator, User


class PayRead(models.Model):
    """Somebody looked at another person's pay: at what, and when; append-only. This person can read it."""

    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="pay_reads", db_index=False)
    what = models.CharField(max_length=100)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="payread_of_something")]
        indexes = [models.Index(fields=["annotator", "created_at"], name="payread_by_annotator")]
