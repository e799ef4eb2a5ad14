from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Prompt(models.Model):
    """A text, once: collected or clean. Captions and questions hang on the exact text that they were made from."""

    text = models.TextField()
    text_sha256 = models.BinaryField(unique=True)
    language = models.CharField(max_length=8, default="", blank=True)
    language_confidence = models.FloatField(null=True)
    traits = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    described_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(language="") | Q(described_at__isnull=False), name="prompt_language_is_dated"
            ),
            models.CheckConstraint(
                condition=Q(language_confidence__isnull=True) | Q(language_confidence__range=(0, 1)),
                name="prompt_confidence_is_a_share",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(described_at__isnull=True), name="prompt_undescribed"),
        ]


class Tokenisation(models.Model):
    """The tokens of a prompt under one tokeniser version; immutable, so that word indices keep their meaning."""

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="tokenisations")
    version = models.CharField(max_length=64)
    tokens = models.JSONField()
    tokens_hash = models.CharField(max_length=64)
    n_words = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prompt", "version"], name="tokenisation_once_per_version")]
