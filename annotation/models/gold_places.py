from django.db import models

from annotation.models.batches import Batch


class GoldPlace(models.Model):
    """
    A number among those of a batch's pairs that no pair has: for gold that is made while the batch runs.

    So such gold cannot be told by its number either.
    """

    number = models.BigIntegerField(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="gold_places")
