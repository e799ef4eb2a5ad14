"""Numbers that machines give pictures, and pictures with their prompts: how unsafe one is, how well the two fit."""

from django.db import models
from django.db.models import Q

from dataset.choices import RunState, ScoreKind, ScorerPlace
from dataset.models.images import Image


class Scorer(models.Model):
    """
    Who gives scores: a model in one version. Append-only: what scores otherwise is another scorer.

    `sha256` is that of the model's files, where they are scored here; what a file from elsewhere was made with is what
    its importer says.
    """

    id = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=4, choices=ScoreKind)
    place = models.CharField(max_length=4, choices=ScorerPlace)
    name = models.SlugField(max_length=64, db_index=False)
    version = models.CharField(max_length=32, default="1")
    model = models.CharField(max_length=200, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="scorer_once"),
            models.CheckConstraint(
                condition=Q(kind__in=ScoreKind.values, place__in=ScorerPlace.values), name="scorer_is_known"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(version=""), name="scorer_is_named"),
            models.CheckConstraint(
                condition=(~Q(place=ScorerPlace.HERE) & Q(sha256="")) | (Q(place=ScorerPlace.HERE) & ~Q(sha256="")),
                name="scorer_here_knows_its_files",
            ),
        ]

    @property
    def key(self) -> str:
        """How a filter names it: `dataset.rules.score_limits`."""
        return f"{self.name}@{self.version}"


class ScoreRun(models.Model):
    """
    What brought scores of one scorer: a file, or a walk over the pictures. `cursor` is the last line, or picture,
    that is dealt with; `fingerprint` is the SHA-256 of the file. `refused` counts by reason, `problems` are the first.
    """

    id = models.AutoField(primary_key=True)
    scorer = models.ForeignKey(Scorer, on_delete=models.PROTECT, related_name="runs")
    path = models.TextField(blank=True, default="")
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    options = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=RunState, default=RunState.RUNNING)
    detail = models.TextField(blank=True, default="")
    cursor = models.BigIntegerField(default=0)
    n_rows = models.BigIntegerField(default=0)
    n_added = models.BigIntegerField(default=0)
    n_known = models.BigIntegerField(default=0)
    n_refused = models.BigIntegerField(default=0)
    refused = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    actor = models.CharField(max_length=150)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="scorerun_state_known"),
            models.CheckConstraint(
                condition=Q(state=RunState.RUNNING, finished_at__isnull=True)
                | (~Q(state=RunState.RUNNING) & Q(finished_at__isnull=False)),
                name="scorerun_ended_when_not_running",
            ),
            models.CheckConstraint(
                condition=Q(n_rows=models.F("n_added") + models.F("n_known") + models.F("n_refused")),
                name="scorerun_adds_up",
            ),
        ]


class Score(models.Model):
    """
    What one scorer says of one picture, or of it with its prompt; append-only, once for each of the two.

    A scorer says the same of a picture whenever it is asked; who has a newer opinion is another scorer. That a value is
    within its kind's range is held by the statement (`dataset/migrations`, `dataset_score_fits`).
    """

    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="scores", db_index=False)
    scorer = models.ForeignKey(Scorer, on_delete=models.PROTECT, related_name="scores", db_index=False)
    run = models.ForeignKey(ScoreRun, on_delete=models.PROTECT, related_name="scores", db_index=False)
    value = models.FloatField()

    class Meta:
        constraints = [
            # With the value, so that a filter over a million pictures reads the index alone.
            models.UniqueConstraint(fields=["scorer", "image"], include=["value"], name="score_once"),
        ]
        indexes = [models.Index(fields=["scorer", "value"], name="score_by_value")]
