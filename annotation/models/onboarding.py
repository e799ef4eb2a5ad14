from django.db import models
from django.db.models import Q

from annotation.choices import QualifiedHow
from annotation.models.people import Annotator


class Onboarding(models.Model):
    """How far somebody is on their way to the first pair: each step is kept as soon as it is done."""

    annotator = models.OneToOneField(Annotator, on_delete=models.PROTECT, related_name="onboarding")
    consented_at = models.DateTimeField(null=True)
    rule_read_at = models.DateTimeField(null=True)
    n_examples = models.PositiveSmallIntegerField(default=0)
    n_practised = models.PositiveSmallIntegerField(default=0)
    practised_at = models.DateTimeField(null=True)
    skipped_at = models.DateTimeField(null=True, help_text="The whole of it was passed over, as the demo allows.")
    qualified_at = models.DateTimeField(null=True)
    qualified_how = models.CharField(max_length=8, choices=QualifiedHow, default="", blank=True)
    failed_at = models.DateTimeField(null=True, help_text="No further attempt is left: a manager decides.")
    n_more_attempts = models.PositiveSmallIntegerField(default=0, help_text="Given by a manager, beyond the usual.")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(rule_read_at__isnull=True) | Q(consented_at__isnull=False))
                & (Q(n_examples=0) | Q(rule_read_at__isnull=False))
                & (Q(practised_at__isnull=True) | Q(rule_read_at__isnull=False)),
                name="onboarding_step_by_step",
            ),
            models.CheckConstraint(
                condition=Q(qualified_at__isnull=True, qualified_how="")
                | Q(qualified_at__isnull=False, qualified_how__in=QualifiedHow.values),
                name="onboarding_qualified_says_how",
            ),
            models.CheckConstraint(
                condition=Q(failed_at__isnull=True) | Q(qualified_at__isnull=True),
                name="onboarding_not_failed_and_qualified",
            ),
        ]
