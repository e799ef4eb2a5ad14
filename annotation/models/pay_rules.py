from datetime import date

from django.db import models
from django.db.models import F, Q

from annotation.models import money_fields
from annotation.rules.day_classes import DayClass
from annotation.rules.day_rules import Terms
from annotation.rules.moneys import Rounding

CLASSES = [(one.value, one.value) for one in DayClass]
ROUNDINGS = [(one.value, one.value) for one in Rounding]


class PayRule(models.Model):
    """
    A version of the day rule, in force for dates from `since_date` on until a newer one is; append-only.

    `holidays` are names by date. `text` is the rule in plain words, as it was told. What one person may add or take
    from somebody in a period by themselves is `two_names_above` in its currency; more needs two names.
    """

    number = models.PositiveIntegerField(unique=True)
    since_date = models.DateField()
    full_minutes = models.PositiveSmallIntegerField()
    half_minutes = models.PositiveSmallIntegerField()
    full_amount = money_fields.amount()
    half_amount = money_fields.amount()
    currency = money_fields.currency()
    rounding = models.CharField(max_length=9, choices=ROUNDINGS)
    holidays = models.JSONField(default=dict)
    holiday_class = models.CharField(max_length=4, choices=CLASSES)
    two_names_above = money_fields.amount()
    text = models.TextField()
    reason = models.TextField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(half_minutes__gt=0, half_minutes__lt=F("full_minutes"), full_minutes__lte=1440),
                name="payrule_half_before_full",
            ),
            models.CheckConstraint(
                condition=Q(half_amount__gt=0, half_amount__lte=F("full_amount")), name="payrule_half_is_no_more"
            ),
            models.CheckConstraint(condition=Q(two_names_above__gte=0), name="payrule_limit_is_a_sum"),
            models.CheckConstraint(condition=money_fields.is_currency(), name="payrule_currency_is_a_code"),
            models.CheckConstraint(condition=Q(rounding__in=[*Rounding]), name="payrule_rounding_known"),
            models.CheckConstraint(condition=Q(holiday_class__in=[*DayClass]), name="payrule_holiday_class_known"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(reason=""), name="payrule_says_what_it_is"),
        ]

    @property
    def terms(self) -> Terms:
        return Terms(
            number=self.number,
            full_minutes=self.full_minutes,
            half_minutes=self.half_minutes,
            full_amount=self.full_amount,
            half_amount=self.half_amount,
            currency=self.currency,
            rounding=Rounding(self.rounding),
            holidays={date.fromisoformat(day): name for day, name in self.holidays.items()},
            holiday_class=DayClass(self.holiday_class),
        )


class ReferenceWage(models.Model):
    """What an hour should be worth in a country from a date on, by whom and when it was said; append-only."""

    country = models.CharField(max_length=2)
    since_date = models.DateField()
    hourly_amount = money_fields.amount()
    currency = money_fields.currency()
    source = models.CharField(max_length=300)
    source_date = models.DateField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(country__regex="^[A-Z]{2}$"), name="referencewage_country_is_a_code"),
            models.CheckConstraint(condition=Q(hourly_amount__gt=0), name="referencewage_is_something"),
            models.CheckConstraint(condition=money_fields.is_currency(), name="referencewage_currency_is_a_code"),
            models.CheckConstraint(condition=~Q(source=""), name="referencewage_has_a_source"),
        ]
        indexes = [models.Index(fields=["country", "since_date", "id"], name="referencewage_by_country")]
