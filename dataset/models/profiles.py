from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from dataset.choices import HaltScope, Transport

STAND_IN = "stand-in"  # how names of models begin that `jdb_site.stand_in` answers to


class ModelProfile(models.Model):
    """
    A model at a server that speaks OpenAI's protocol, with what it can do and its limits.

    `secret_name` names the environment's variable with the key; the key itself is never in the database.
    """

    name = models.SlugField(max_length=64, unique=True)
    base_url = models.URLField(max_length=300, blank=True, help_text="Empty where it is reached by files alone.")
    model = models.CharField(max_length=200)
    transports = ArrayField(models.CharField(max_length=8, choices=Transport))
    strict_schema = models.BooleanField(default=True, help_text="Whether it keeps to a JSON schema by itself.")
    secret_name = models.CharField(max_length=100, blank=True, default="")
    requests_per_minute = models.PositiveIntegerField(default=500)
    tokens_per_minute = models.PositiveIntegerField(default=200_000)
    enqueued_tokens = models.PositiveBigIntegerField(default=2_000_000, help_text="Most tokens in unfinished batches.")
    at_once = models.PositiveSmallIntegerField(default=16, help_text="Most questions on their way together.")
    timeout_seconds = models.PositiveSmallIntegerField(default=120)
    extra = models.JSONField(default=dict, blank=True, help_text="Further keys of each question, as the server asks.")
    stronger = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="What a run of it asks where it gives no valid answer, unless the run says otherwise.",
    )
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(transports__len__gte=1), name="modelprofile_can_be_reached"),
            models.CheckConstraint(
                condition=Q(transports__contained_by=Transport.values), name="modelprofile_transports_known"
            ),
            models.CheckConstraint(
                condition=Q(requests_per_minute__gte=1, tokens_per_minute__gte=1, at_once__gte=1),
                name="modelprofile_limits_let_some_through",
            ),
            models.CheckConstraint(condition=~Q(stronger=F("pk")), name="modelprofile_stronger_is_another"),
            models.CheckConstraint(
                condition=~Q(base_url="") | Q(transports=[Transport.FILE]), name="modelprofile_has_its_server"
            ),
        ]

    @property
    def server(self) -> str:
        """Where it is asked, in words."""
        return self.base_url or "no server, by files alone"

    @property
    def is_stand_in(self) -> bool:
        """Whether rules answer, and no model: what it says is for trying the product out."""
        return self.model.startswith(STAND_IN)


class Price(models.Model):
    """What a profile asks for a million tokens, from a moment on; append-only. `batch_factor` is for batches."""

    profile = models.ForeignKey(ModelProfile, on_delete=models.PROTECT, related_name="prices", db_index=False)
    valid_from = models.DateTimeField()
    currency = models.CharField(max_length=3, default="USD")
    input_amount = models.DecimalField(max_digits=12, decimal_places=6)
    cached_amount = models.DecimalField(max_digits=12, decimal_places=6)
    output_amount = models.DecimalField(max_digits=12, decimal_places=6)
    batch_factor = models.DecimalField(max_digits=4, decimal_places=3, default=1)
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "valid_from"], name="price_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(input_amount__gte=0, cached_amount__gte=0, output_amount__gte=0, batch_factor__gte=0),
                name="price_is_not_negative",
            ),
        ]


class Halt(models.Model):
    """The switch that stops questions: nothing is asked of what it names until somebody lifts it."""

    scope = models.CharField(max_length=8, choices=HaltScope)
    profile = models.ForeignKey(ModelProfile, null=True, blank=True, on_delete=models.PROTECT, related_name="halts")
    run = models.ForeignKey(
        "dataset.MachineRun", null=True, blank=True, on_delete=models.PROTECT, related_name="halts", db_index=False
    )
    reason = models.TextField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=150, blank=True, default="")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scope=HaltScope.ALL, profile__isnull=True, run__isnull=True)
                | Q(scope=HaltScope.PROFILE, profile__isnull=False, run__isnull=True)
                | Q(scope=HaltScope.RUN, profile__isnull=True, run__isnull=False),
                name="halt_names_what_it_stops",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="halt_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by="") | (Q(lifted_at__isnull=False) & ~Q(lifted_by="")),
                name="halt_lifted_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["scope", "profile", "run"],
                condition=Q(lifted_at__isnull=True),
                nulls_distinct=False,
                name="halt_stands_once",
            ),
        ]
