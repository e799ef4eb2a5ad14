from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from annotation.choices import LookKind, SampleKind
from annotation.models.batches import BatchPair
from annotation.models.judgments import Adjudication
from annotation.models.people import User
from dataset.choices import Outcome


class DeskHold(models.Model):
    """A pair in an adjudicator's hands until `ends_at`: nobody else is given it before."""

    pair = models.OneToOneField(BatchPair, primary_key=True, on_delete=models.CASCADE, related_name="desk_hold")
    adjudicator = models.ForeignKey(User, on_delete=models.CASCADE, related_name="desk_holds")
    ends_at = models.DateTimeField()


class DeskSample(models.Model):
    """
    A settled pair that was drawn to be decided once more, blind.

    `repeat` asks again what the desk decided, as it was asked in the adjudication `of`; `third` asks all words of a
    pair that two opinions left without a strike.
    """

    pair = models.ForeignKey(BatchPair, on_delete=models.PROTECT, related_name="desk_samples", db_index=False)
    kind = models.CharField(max_length=8, choices=SampleKind)
    of = models.ForeignKey(Adjudication, null=True, on_delete=models.PROTECT, related_name="samples", db_index=False)
    drawn_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "kind"], name="desksample_once"),
            models.CheckConstraint(condition=Q(kind__in=SampleKind.values), name="desksample_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=SampleKind.REPEAT, of__isnull=False) | Q(kind=SampleKind.THIRD, of__isnull=True),
                name="desksample_repeats_a_decision",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(answered_at__isnull=True), name="desksample_open")]


class SecondLook(models.Model):
    """
    What an adjudicator decided beside a settlement: it changes nothing. Append-only.

    `late` is a decision that somebody else, or a late answer, was quicker than. `of` is the decision that stands, when
    that was asked the same words. `canonical` is `struck` after the rules for words that are never judged alone.
    """

    uuid = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=8, choices=LookKind)
    pair = models.ForeignKey(BatchPair, on_delete=models.PROTECT, related_name="second_looks")
    of = models.ForeignKey(Adjudication, null=True, on_delete=models.PROTECT, related_name="second_looks")
    adjudicator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="second_looks", db_index=False)
    outcome = models.CharField(max_length=16, choices=Outcome)
    asked = ArrayField(models.SmallIntegerField(), default=list)
    struck = ArrayField(models.SmallIntegerField(), default=list)
    canonical = ArrayField(models.SmallIntegerField(), default=list)
    note = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LookKind.values), name="secondlook_kind_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="secondlook_outcome_known"),
            models.CheckConstraint(
                condition=~Q(kind=LookKind.REPEAT) | Q(of__isnull=False), name="secondlook_repeats_a_decision"
            ),
        ]
        indexes = [models.Index(fields=["kind", "created_at"], name="secondlook_by_kind")]
