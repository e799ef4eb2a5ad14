from django.db import models

from annotation.models.slots import Slot


class Trail(models.Model):
    """
    The way to one answer or skip, by its UUID: when it was seen and what was done, as the browser told it; append-only.

    `told` is what `annotation.rules.trails` lets through; docs/what-is-recorded.md explains it to annotators.
    """

    uuid = models.UUIDField(primary_key=True)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="trails", db_index=False)
    told = models.JSONField()
    created_at = models.DateTimeField()
