from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from annotation.models import money_fields
from annotation.models.people import Annotator


class Payee(models.Model):
    """
    Somebody as the payroll knows them: by a number that stays when their name is taken away.

    `country` (ISO 3166) says which reference wages their pay is held against.
    """

    annotator = models.OneToOneField(Annotator, on_delete=models.PROTECT, related_name="payee")
    payroll_number = models.CharField(max_length=32, unique=True)
    country = models.CharField(max_length=2, default="", blank=True)
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    pseudonymised_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(payroll_number__regex="^[A-Za-z0-9][A-Za-z0-9._/-]*$"), name="payee_number_is_plain"
            ),
            models.CheckConstraint(condition=Q(country__regex="^([A-Z]{2})?$"), name="payee_country_is_a_code"),
        ]


class Contract(models.Model):
    """Between these dates, both with it, somebody's days are paid; without `ends_date` until further notice."""

    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="contracts", db_index=False)
    starts_date = models.DateField()
    ends_date = models.DateField(null=True)
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_date__isnull=True) | Q(ends_date__gte=F("starts_date")),
                name="contract_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="contract_one_at_a_time",
                expressions=[
                    (money_fields.whose("annotator"), RangeOperators.OVERLAPS),
                    (money_fields.dates("starts_date", "ends_date"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["annotator", "starts_date"], name="contract_by_annotator")]


class Rate(models.Model):
    """What a full day of somebody is worth from a date on, until a later row says otherwise; append-only."""

    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="rates", db_index=False)
    since_date = models.DateField()
    day_amount = money_fields.amount()
    currency = money_fields.currency()
    reason = models.TextField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(day_amount__gt=0), name="rate_is_something"),
            models.CheckConstraint(condition=money_fields.is_currency(), name="rate_currency_is_a_code"),
            models.CheckConstraint(condition=~Q(reason=""), name="rate_says_why"),
        ]
        indexes = [models.Index(fields=["annotator", "since_date", "id"], name="rate_by_annotator")]
