import uuid
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from annotation.choices import Exposure, LinkKind, Role


class User(AbstractUser):
    """Somebody who can sign in. What they may do follows from `roles`; Django's groups are not used."""

    roles = ArrayField(models.CharField(max_length=16, choices=Role), default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(roles__contained_by=Role.values), name="user_roles_known"),
        ]

    def has_role(self, *roles: Role) -> bool:
        return any(role in self.roles for role in roles)


class AnnotatorQuerySet(models.QuerySet["Annotator"]):
    def working(self) -> Self:
        may = {"user__is_active": True, "user__roles__contains": [Role.ANNOTATOR]}
        return self.filter(suspended_at__isnull=True, **may)


class Annotator(models.Model):
    """A person who judges pairs. `rater_key` is what the corpus knows of them: random, and nothing else."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="annotator")
    rater_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    zone = models.CharField(
        max_length=64, default="", db_default="", blank=True, help_text="IANA; empty: the browser's."
    )
    exposure = models.CharField(max_length=8, choices=Exposure, default=Exposure.BLUR)
    capped_until = models.DateTimeField(null=True, blank=True, help_text="Sees nothing sensitive before.")
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_reason = models.TextField(default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AnnotatorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(suspended_at__isnull=True) & Q(suspended_reason=""))
                | (Q(suspended_at__isnull=False) & ~Q(suspended_reason="")),
                name="annotator_suspended_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(exposure__in=Exposure.values), name="annotator_exposure_known"),
        ]


class AccessLink(models.Model):
    """A one-time link that makes an account or sets a new password. Only the token's hash is kept."""

    kind = models.CharField(max_length=8, choices=LinkKind)
    token_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=16, choices=Role, default="", blank=True)
    name = models.CharField(max_length=150, default="", blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list, db_default=[], blank=True)
    zone = models.CharField(max_length=64, default="", db_default="", blank=True)
    groups = ArrayField(models.SlugField(max_length=64), default=list, db_default=[], blank=True)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="reset_links")
    used_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind=LinkKind.INVITE) & Q(role__in=Role.values) & Q(user__isnull=True))
                | (Q(kind=LinkKind.RESET) & Q(role="") & Q(user__isnull=False)),
                name="accesslink_invite_has_a_role_reset_a_user",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, used_by__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="accesslink_used_by_somebody",
            ),
        ]


class AuditEntry(models.Model):
    """Who did what to what, when; append-only."""

    actor = models.CharField(max_length=150)
    act = models.CharField(max_length=64)
    subject = models.CharField(max_length=150)
    detail = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "created_at"], name="auditentry_subject")]
