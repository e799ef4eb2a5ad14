from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from annotation.models import money_fields
from annotation.models.people import User
from annotation.rules.pay_periods import PeriodState

STATES = [(one.value, one.value) for one in PeriodState]


class PayPeriod(models.Model):
    """
    Dates that are paid together, both ends with it. `state` follows its newest step.

    Entries of pay are made while it is open; after it was closed, a later period mends it.
    """

    name = models.SlugField(max_length=32, unique=True)
    first_date = models.DateField()
    last_date = models.DateField()
    state = models.CharField(max_length=9, choices=STATES, default=PeriodState.OPEN)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[*PeriodState]), name="payperiod_state_known"),
            models.CheckConstraint(condition=Q(last_date__gte=F("first_date")), name="payperiod_first_to_last"),
            ExclusionConstraint(
                name="payperiod_one_at_a_time",
                expressions=[(money_fields.dates("first_date", "last_date"), RangeOperators.OVERLAPS)],
            ),
        ]


class PeriodStep(models.Model):
    """A period came into this state: by whom, when, and what it came to then; append-only."""

    period = models.ForeignKey(PayPeriod, on_delete=models.PROTECT, related_name="steps", db_index=False)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=STATES)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField(default="", blank=True)
    detail = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "number"], name="periodstep_once"),
            models.CheckConstraint(condition=Q(state__in=[*PeriodState]), name="periodstep_state_known"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(state=PeriodState.OPEN) | ~Q(reason=""), name="periodstep_back_says_why"
            ),
        ]
