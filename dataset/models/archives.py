from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from dataset.choices import ArchiveState


class ArchiveQuerySet(models.QuerySet["Archive"]):
    def free(self, now: datetime) -> Self:
        """Archives that wait and that nobody reads."""
        return self.filter(Q(lease_ends_at__isnull=True) | Q(lease_ends_at__lte=now), state=ArchiveState.WAITING)


class Archive(models.Model):
    """A tar of pictures. It is read in its own order, from its beginning: its images have no bytes one by one."""

    path = models.TextField(unique=True)
    state = models.CharField(max_length=16, choices=ArchiveState, default=ArchiveState.WAITING)
    lease_ends_at = models.DateTimeField(null=True)
    detail = models.TextField(default="", blank=True)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ArchiveState.values), name="archive_state_known"),
        ]
