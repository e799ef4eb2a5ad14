from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dataset.models.profiles import ModelProfile, Price


class ModelTest(models.Model):
    """
    A model is asked a few short questions before it is trusted: ordered, begun by one process, ended.

    `probes` holds what came back, one for each question; `problem` says why none was asked, or that nobody knows what
    came. What it cost is in no attempt, since no job asked.
    """

    profile = models.ForeignKey(ModelProfile, on_delete=models.PROTECT, related_name="tests", db_index=False)
    price = models.ForeignKey(Price, on_delete=models.PROTECT, related_name="+", db_index=False)
    base_url = models.URLField(max_length=300)
    model = models.CharField(max_length=200)
    probes = models.JSONField(default=list, blank=True)
    problem = models.TextField(blank=True, default="")
    n_input = models.PositiveBigIntegerField(default=0)
    n_cached = models.PositiveBigIntegerField(default=0)
    n_output = models.PositiveBigIntegerField(default=0)
    cost_amount = models.DecimalField(max_digits=20, decimal_places=12, default=0)
    reserved_amount = models.DecimalField(max_digits=20, decimal_places=12, default=0)
    reserved_in = ArrayField(models.BigIntegerField(), default=list, blank=True, help_text="Ids of budgets.")
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile"], condition=Q(ended_at__isnull=True), name="modeltest_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(begun_at__isnull=False, reserved_amount=0),
                name="modeltest_ended_holds_nothing_back",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(probes=[], problem="", cost_amount=0),
                name="modeltest_says_nothing_before_its_end",
            ),
            models.CheckConstraint(
                condition=Q(reserved_amount__gte=0, cost_amount__gte=0), name="modeltest_is_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["profile", "-id"], name="modeltest_of_profile")]
