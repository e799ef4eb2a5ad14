from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from annotation.models import money_fields
from annotation.models.pay_rules import CLASSES, PayRule
from annotation.models.people import Annotator, User
from annotation.rules.day_classes import DayClass, DayFlag


class DayProposal(models.Model):
    """
    What the rule proposes for a date of somebody, with all the facts that it follows from; append-only.

    When facts came later, or the rule changed, there is a further one with the next number; the newest holds.
    """

    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="day_proposals", db_index=False)
    local_date = models.DateField()
    number = models.PositiveSmallIntegerField()
    rule = models.ForeignKey(PayRule, on_delete=models.PROTECT, related_name="proposals", db_index=False)
    facts = models.JSONField()
    facts_digest = models.CharField(max_length=64)
    seconds = models.PositiveIntegerField()
    day_class = models.CharField(max_length=4, choices=CLASSES)
    amount = money_fields.amount()
    currency = money_fields.currency()
    reason = models.TextField()
    whys = models.JSONField(default=list, help_text="The reason as codes with values, to be said in any language.")
    flags = ArrayField(models.CharField(max_length=16, choices=[(one.value, one.value) for one in DayFlag]))
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["annotator", "local_date", "number"], name="dayproposal_once"),
            models.CheckConstraint(condition=Q(day_class__in=[*DayClass]), name="dayproposal_class_known"),
            models.CheckConstraint(
                condition=Q(day_class=DayClass.NONE, amount=0) | (~Q(day_class=DayClass.NONE) & Q(amount__gt=0)),
                name="dayproposal_amount_of_its_class",
            ),
            models.CheckConstraint(condition=money_fields.is_currency(), name="dayproposal_currency_is_a_code"),
            models.CheckConstraint(condition=Q(facts_digest__regex="^[0-9a-f]{64}$"), name="dayproposal_digest_whole"),
            models.CheckConstraint(condition=~Q(reason=""), name="dayproposal_says_why"),
            models.CheckConstraint(condition=Q(flags__contained_by=[*DayFlag]), name="dayproposal_flags_known"),
        ]
        indexes = [models.Index(fields=["local_date", "annotator", "-number"], name="dayproposal_by_date")]


class DayApproval(models.Model):
    """
    A person's word on a proposal: the class of the day, never lower than proposed; append-only.

    Each further word on the same date has the next number, and the newest holds.
    """

    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="day_approvals", db_index=False)
    local_date = models.DateField()
    number = models.PositiveSmallIntegerField()
    proposal = models.ForeignKey(DayProposal, on_delete=models.PROTECT, related_name="approvals")
    proposed_class = models.CharField(max_length=4, choices=CLASSES)
    day_class = models.CharField(max_length=4, choices=CLASSES)
    amount = money_fields.amount()
    currency = money_fields.currency()
    reason = models.TextField(default="", blank=True, help_text="Why the class is higher than proposed.")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["annotator", "local_date", "number"], name="dayapproval_once"),
            models.CheckConstraint(
                condition=Q(day_class=F("proposed_class"))
                | (Q(proposed_class=DayClass.NONE, day_class__in=[DayClass.HALF, DayClass.FULL]) & ~Q(reason=""))
                | (Q(proposed_class=DayClass.HALF, day_class=DayClass.FULL) & ~Q(reason="")),
                name="dayapproval_never_lower",
            ),
            models.CheckConstraint(condition=Q(day_class__in=[*DayClass]), name="dayapproval_class_known"),
            models.CheckConstraint(
                condition=Q(day_class=DayClass.NONE, amount=0) | (~Q(day_class=DayClass.NONE) & Q(amount__gt=0)),
                name="dayapproval_amount_of_its_class",
            ),
            models.CheckConstraint(condition=money_fields.is_currency(), name="dayapproval_currency_is_a_code"),
        ]
