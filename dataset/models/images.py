import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from dataset.choices import MediaState, Sensitivity, Split
from dataset.models.archives import Archive
from dataset.models.imports import ImportRun
from dataset.models.prompts import Prompt


class ImageQuerySet(models.QuerySet["Image"]):
    def present(self) -> Self:
        """Images that may be shown: bytes in, neither withdrawn nor blocked."""
        return self.filter(media_state=MediaState.READY, withdrawn_at__isnull=True).exclude(
            sensitivity=Sensitivity.BLOCKED
        )

    def waiting(self) -> Self:
        """Images whose bytes are known to be somewhere and are not in yet."""
        return self.filter(media_state=MediaState.WAITING, withdrawn_at__isnull=True).exclude(origin="")

    def free(self, now: datetime) -> Self:
        """Waiting images with a file of their own that nobody has in hand."""
        unheld = Q(media_lease_ends_at__isnull=True) | Q(media_lease_ends_at__lte=now)
        return self.waiting().filter(unheld, archive__isnull=True)


class Image(models.Model):
    """
    A picture with the prompt that it was generated from. The row may come before its bytes.

    Prompt, run and archive are looked up by the statement, not by the row (`dataset.models.references`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(max_length=64)
    source_key = models.CharField(max_length=300)
    run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, related_name="images", db_constraint=False, db_index=False
    )
    row = models.BigIntegerField(null=True, help_text="Number of its row in the run's table, where it is known.")
    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="images", db_constraint=False)
    generator = models.CharField(max_length=64, default="midjourney")
    arguments = models.JSONField(default=dict, blank=True)
    licence = models.CharField(max_length=100, default="", blank=True)
    nsfw_score = models.FloatField(null=True)
    clip_score = models.FloatField(null=True)
    sensitivity = models.CharField(max_length=16, choices=Sensitivity, default=Sensitivity.UNKNOWN)
    split = models.CharField(max_length=16, choices=Split, default="", blank=True)
    origin = models.TextField(
        blank=True, help_text="Where the bytes are to be read: a path, or archive::member; empty when nowhere yet."
    )
    archive = models.ForeignKey(
        Archive, null=True, on_delete=models.PROTECT, related_name="images", db_constraint=False, db_index=False
    )
    media_state = models.CharField(max_length=16, choices=MediaState, default=MediaState.WAITING)
    media_reason = models.CharField(max_length=32, default="", blank=True)
    media_detail = models.TextField(default="", blank=True)
    media_lease_ends_at = models.DateTimeField(null=True)
    n_media_attempts = models.PositiveSmallIntegerField(default=0)
    sha256 = models.CharField(max_length=64, null=True)  # noqa: DJ001  unknown until the bytes are in
    n_bytes = models.PositiveBigIntegerField(null=True)
    format = models.CharField(max_length=8, default="", blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    phash = models.BigIntegerField(null=True)
    thumbhash = models.BinaryField(default=b"")
    withdrawn_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_key"], name="image_once_per_source"),
            models.UniqueConstraint(fields=["run", "row"], name="image_once_per_row"),
            models.UniqueConstraint(fields=["sha256"], condition=Q(sha256__isnull=False), name="image_once_per_bytes"),
            models.CheckConstraint(condition=Q(media_state__in=MediaState.values), name="image_media_state_known"),
            models.CheckConstraint(condition=Q(sensitivity__in=Sensitivity.values), name="image_sensitivity_known"),
            models.CheckConstraint(condition=Q(split__in=["", *Split.values]), name="image_split_known"),
            models.CheckConstraint(
                condition=~Q(media_state=MediaState.READY)
                | Q(
                    sha256__isnull=False,
                    n_bytes__isnull=False,
                    width__isnull=False,
                    height__isnull=False,
                ),
                name="image_ready_has_its_facts",
            ),
            models.CheckConstraint(
                condition=(Q(media_state=MediaState.REFUSED) & ~Q(media_reason=""))
                | (~Q(media_state=MediaState.REFUSED) & Q(media_reason="")),
                name="image_refused_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(media_state="waiting", archive__isnull=True) & ~Q(origin=""),
                name="image_waiting",
            ),
            models.Index(
                fields=["media_lease_ends_at"],
                condition=Q(media_state="waiting", media_lease_ends_at__isnull=False),
                name="image_in_hand",
            ),
            models.Index(fields=["archive"], condition=Q(archive__isnull=False), name="image_of_archive"),
            models.Index(fields=["phash"], condition=Q(phash__isnull=False), name="image_phash"),
        ]

    @property
    def is_present(self) -> bool:
        """Whether it may be shown, as `present()` asks of many."""
        hidden = self.withdrawn_at is not None or self.sensitivity == Sensitivity.BLOCKED
        return self.media_state == MediaState.READY and not hidden


class Withdrawal(models.Model):
    """An image taken out of use; append-only."""

    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.TextField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason")]
