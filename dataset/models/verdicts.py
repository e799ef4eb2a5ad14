from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dataset.choices import Outcome
from dataset.models.images import Image
from dataset.models.prompts import Prompt, Tokenisation


class Verdict(models.Model):
    """
    The agreed strikes of a pair, as published: append-only but for `superseded_at`, at most one current per image.

    `judged` and `strikes` count, word by word, who judged it and who struck it; `word_sources` says who decided it.
    `source` and `source_key` name the human work without knowing it; `precedence` grows with batch and round, so that a
    late recount of an older round never displaces a newer verdict.
    """

    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="verdicts", db_index=False)
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=16, choices=Outcome)
    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="verdicts")
    tokenisation = models.ForeignKey(Tokenisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    struck = ArrayField(models.SmallIntegerField(), default=list)
    judged = ArrayField(models.SmallIntegerField(), default=list)
    strikes = ArrayField(models.SmallIntegerField(), default=list)
    word_sources = ArrayField(models.SmallIntegerField(), default=list)
    provisional = models.BooleanField(default=False)
    method = models.CharField(max_length=100)
    parameters = models.JSONField(default=dict)
    evidence_hash = models.CharField(max_length=64)
    strict_text = models.TextField()
    tidy_prompt = models.ForeignKey(
        Prompt, null=True, on_delete=models.PROTECT, related_name="cleaned_from", help_text="Null: nothing was left."
    )
    tidy_auto = ArrayField(models.SmallIntegerField(), default=list)
    source = models.CharField(max_length=100)
    source_key = models.CharField(max_length=100)
    precedence = models.BigIntegerField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "number"], name="verdict_numbered"),
            models.UniqueConstraint(
                fields=["image"], condition=Q(superseded_at__isnull=True), name="verdict_one_current"
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="verdict_outcome_known"),
        ]
        indexes = [models.Index(fields=["source", "image"], name="verdict_by_source")]


class VerdictEvidence(models.Model):
    """One judgment as it counted in a verdict; the rater key is random and means nothing here. Append-only."""

    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="evidence", db_index=False)
    rater_key = models.UUIDField()
    outcome = models.CharField(max_length=16, choices=Outcome)
    struck = ArrayField(models.SmallIntegerField(), default=list)
    unsure = ArrayField(models.SmallIntegerField(), default=list)
    asked = ArrayField(models.SmallIntegerField(), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["verdict", "rater_key"], name="verdictevidence_once_per_rater"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="verdictevidence_outcome_known"),
        ]


class VerdictRecord(models.Model):
    """
    A verdict as an export writes it, made when it is published: a million are not made in an export.

    Texts are the JSON of `dataset.rules.records`. All of it follows from the verdict and from what its image is called:
    a record that is missing is made by the next export.
    """

    verdict = models.OneToOneField(Verdict, primary_key=True, on_delete=models.PROTECT, related_name="record")
    exported_id = models.UUIDField()
    n_words = models.PositiveSmallIntegerField()
    made_by = models.TextField()
    prompt = models.TextField()
    clean_prompt = models.TextField(blank=True)
    votes = models.TextField()
    removed = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["exported_id"], name="verdictrecord_exported")]
