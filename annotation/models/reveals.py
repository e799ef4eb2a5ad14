from django.db import models

from annotation.models.batches import BatchPair
from annotation.models.people import Annotator


class Reveal(models.Model):
    """An annotator looked at a sensitive picture, for so long; append-only. Above a number a day they get no more."""

    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="reveals", db_index=False)
    pair = models.ForeignKey(BatchPair, on_delete=models.PROTECT, related_name="reveals", db_index=False)
    ms = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["annotator", "created_at"], name="reveal_by_annotator")]
