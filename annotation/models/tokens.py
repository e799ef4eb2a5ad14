from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from annotation.choices import Scope
from annotation.models.people import User


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def live(self, now: datetime) -> Self:
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)


class ApiToken(models.Model):
    """
    A program's key to the HTTP API, in the name of whoever made it. Only its hash is kept.

    `hint` is how the token begins, to know it again by. It opens what its scopes name, as long as its owner may.
    """

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=20)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=150, default="", blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values, scopes__len__gt=0), name="apitoken_scopes_known"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="apitoken_ends_after_it_began"),
            models.CheckConstraint(
                condition=(Q(revoked_at__isnull=True) & Q(revoked_by=""))
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="apitoken_revoked_by_somebody",
            ),
        ]

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None
