from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Func, IntegerField, Q, Value, When

from annotation.choices import BatchState, MemberState, PairState, Purpose, SettledHow
from annotation.models.agreement import SUMS_FIT, AgreementSums
from annotation.models.guidelines import GuidelineVersion
from annotation.models.people import Annotator
from annotation.rules.outcomes import DeskReason
from dataset.choices import Outcome
from dataset.models import Image, Tokenisation


class Batch(models.Model):
    """Pairs to be judged under one guideline: how many opinions each wants, and at most gets."""

    name = models.SlugField(max_length=64, unique=True)
    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="batches")
    state = models.CharField(max_length=8, choices=BatchState, default=BatchState.OPENING)
    wanted = models.PositiveSmallIntegerField(default=2)
    at_most = models.PositiveSmallIntegerField(default=3)
    split_to_desk = models.BooleanField(default=False)
    as_a_whole = models.BooleanField(
        db_default=False, help_text="Its pairs are accepted or rejected: no word of them is struck."
    )
    requires_qualification = models.BooleanField(
        default=False, help_text="Who has not qualified waits, where there is enough gold to qualify on."
    )
    priority = models.SmallIntegerField(default=0, help_text="Whoever is in several is given of the highest first.")
    deadline = models.DateField(null=True, blank=True)
    gold_share = models.PositiveSmallIntegerField(
        db_default=0, help_text="Of a hundred pairs given to somebody, how many are gold beside them."
    )
    seed = models.BigIntegerField(default=0)
    selection = models.JSONField(default=dict)
    n_pairs = models.BigIntegerField(default=0)
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    spread_at = models.DateTimeField(null=True, help_text="When its pairs were last counted by kind.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="batch_state_known"),
            models.CheckConstraint(
                condition=Q(wanted__gte=1) & Q(at_most__gte=F("wanted")) & Q(at_most__lte=5), name="batch_one_to_five"
            ),
            models.CheckConstraint(condition=Q(gold_share__lte=20), name="batch_gold_is_a_fifth_at_most"),
            models.CheckConstraint(
                condition=Q(as_a_whole=False) | Q(gold_share=0), name="batch_gold_is_judged_by_its_words"
            ),
            models.CheckConstraint(
                condition=(Q(state=BatchState.CLOSED) & Q(closed_at__isnull=False))
                | (~Q(state=BatchState.CLOSED) & Q(closed_at__isnull=True)),
                name="batch_closed_is_dated",
            ),
        ]


class Member(models.Model):
    """
    An annotator in a batch, with the place they have reached in its queue.

    `late_cursor` and `fresh_cursor` are positions already examined in the two lanes. While `sweeping`, the queue is
    gone through once more from its start; when that whole round is dry, `dry_until` spares the next rounds, unless a
    slot opened late beyond `dry_after`.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="members", db_index=False)
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="memberships")
    state = models.CharField(max_length=8, choices=MemberState, default=MemberState.ACTIVE)
    late_cursor = models.BigIntegerField(default=-1)
    fresh_cursor = models.BigIntegerField(default=-1)
    sweeping = models.BooleanField(default=False)
    dry_until = models.DateTimeField(null=True)
    dry_after = models.BigIntegerField(default=-1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "annotator"], name="member_once"),
            models.CheckConstraint(condition=Q(state__in=MemberState.values), name="member_state_known"),
        ]


# How far the opinions on a pair at the desk lie apart: unlike ones about the whole pair, then by its contested words.
DISPUTE = Case(
    When(desk_reason=DeskReason.UNLIKE_OUTCOMES.value, then=Value(32767)),
    default=Func(F("desk_words"), function="cardinality", output_field=IntegerField()),
    output_field=IntegerField(),
)


class BatchPair(AgreementSums):
    """
    An image with its prompt in a batch, for one purpose and round. Slots, sums and settlement hang on it.

    It pins what was judged: tokenisation, shown prompt (through it), the words locked by the guideline, and how many
    opinions were asked: `wanted` and `at_most` change with the batch's only while the pair is in work. `m` and `s` are,
    word by word, the counted judgments and the counted canonical strikes: recounted, never incremented.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="pairs", db_index=False)
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="batch_pairs")
    purpose = models.SmallIntegerField(choices=Purpose, default=Purpose.WORK)
    round = models.PositiveSmallIntegerField(default=1)
    guideline = models.ForeignKey(
        GuidelineVersion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="pairs",
        db_index=False,
        help_text="The version that it is judged under, where that is not its batch's.",
    )
    tokenisation = models.ForeignKey(
        Tokenisation, null=True, on_delete=models.PROTECT, related_name="batch_pairs", db_index=False
    )
    n_words = models.PositiveSmallIntegerField(default=0)
    # As the batch asked when the pair was last asked about: what is settled stays as it was asked.
    wanted = models.PositiveSmallIntegerField(db_default=2)
    at_most = models.PositiveSmallIntegerField(db_default=3)
    locked = models.JSONField(default=dict, help_text="Word index → number of the ruling that locks it.")
    state = models.SmallIntegerField(choices=PairState, default=PairState.PREPARING)
    n_counted = models.PositiveSmallIntegerField(default=0)
    m = ArrayField(models.SmallIntegerField(), default=list)
    s = ArrayField(models.SmallIntegerField(), default=list)
    flagged = models.BooleanField(db_default=False)
    desk_reason = models.CharField(max_length=24, default="", blank=True)
    desk_words = ArrayField(models.SmallIntegerField(), default=list)
    settled_how = models.CharField(max_length=12, choices=SettledHow, default="", blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, default="", blank=True)
    struck = ArrayField(models.SmallIntegerField(), default=list)
    word_sources = ArrayField(models.SmallIntegerField(), default=list)
    settled_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    proof_due = models.BooleanField(db_default=False, help_text="Its clean prompt is to be read.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "image", "purpose", "round"], name="batchpair_once_per_round"),
            models.CheckConstraint(
                condition=Q(state__in=[PairState.PREPARING, PairState.WITHDRAWN]) | Q(tokenisation__isnull=False),
                name="batchpair_in_work_has_tokens",
            ),
            models.CheckConstraint(
                condition=Q(wanted__gte=1) & Q(at_most__gte=F("wanted")) & Q(at_most__lte=5),
                name="batchpair_one_to_five",
            ),
            models.CheckConstraint(condition=Q(m__len=F("s__len")), name="batchpair_sums_match"),
            models.CheckConstraint(condition=SUMS_FIT, name="batchpair_agreement_sums_fit"),
            models.CheckConstraint(condition=Q(state__in=PairState.values), name="batchpair_state_known"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="batchpair_purpose_known"),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome.values]), name="batchpair_outcome_known"),
            models.CheckConstraint(
                condition=Q(settled_how__in=["", *SettledHow.values]), name="batchpair_settled_how_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=PairState.SETTLED) & Q(settled_at__isnull=False) & ~Q(outcome="") & ~Q(settled_how="")
                )
                | (~Q(state=PairState.SETTLED)),
                name="batchpair_settled_has_its_facts",
            ),
            models.CheckConstraint(
                condition=~Q(state=PairState.DESK) | ~Q(desk_reason=""), name="batchpair_at_the_desk_says_why"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(settled_at__isnull=False),
                name="batchpair_published_is_settled",
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "state", "id"], name="batchpair_by_state"),
            models.Index(fields=["id"], condition=Q(state=3, published_at__isnull=True), name="batchpair_to_publish"),
            models.Index(fields=["id"], condition=Q(published_at__isnull=False), name="batchpair_published"),
            models.Index(
                fields=["batch", "id"], condition=Q(published_at__isnull=False), name="batchpair_out_of_batch"
            ),
            models.Index(fields=["id"], condition=Q(proof_due=True), name="batchpair_to_proof"),
            models.Index(fields=["guideline"], condition=Q(guideline__isnull=False), name="batchpair_under_another"),
            models.Index(DISPUTE.desc(), "id", condition=Q(state=2), name="batchpair_by_dispute"),
            models.Index("batch", DISPUTE.desc(), "id", condition=Q(state=2), name="batchpair_dispute_in_batch"),
        ]

    @property
    def under(self) -> GuidelineVersion:
        """The guideline that it is judged under."""
        return self.guideline or self.batch.guideline
