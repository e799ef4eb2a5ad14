from django.db import models
from django.db.models import Q

from annotation.choices import JUDGED, PLACELESS, Lane, SkipReason, SlotState
from annotation.models.batches import Batch, BatchPair
from annotation.models.people import Annotator


class Slot(models.Model):
    """
    One opinion wanted on one pair; a second opinion is a second slot.

    A live slot (open, leased, filled) has an ordinal, so that exactly N holds by constraint; that of gold is 0, for it
    takes nobody's place. Surplus, skipped and set
    aside keep their annotator: one unique index says that nobody meets a pair twice.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="slots", db_index=False)
    pair = models.ForeignKey(BatchPair, on_delete=models.PROTECT, related_name="slots", db_index=False)
    ordinal = models.PositiveSmallIntegerField(null=True)
    state = models.SmallIntegerField(choices=SlotState, default=SlotState.OPEN)
    annotator = models.ForeignKey(Annotator, null=True, on_delete=models.PROTECT, related_name="slots", db_index=False)
    lane = models.SmallIntegerField(choices=Lane)
    position = models.BigIntegerField()
    lease_ends_at = models.DateTimeField(null=True)
    skip_reason = models.CharField(max_length=16, choices=SkipReason, default="", blank=True)
    skipped_at = models.DateTimeField(null=True)
    judgment = models.ForeignKey("Judgment", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "ordinal"], condition=Q(ordinal__gt=0), name="slot_live_ordinal"),
            # Without a condition: it is also the way to all slots of a pair.
            models.UniqueConstraint(fields=["pair", "annotator"], name="slot_once_per_person"),
            models.CheckConstraint(condition=Q(state__in=SlotState.values), name="slot_state_known"),
            models.CheckConstraint(condition=Q(lane__in=Lane.values), name="slot_lane_known"),
            models.CheckConstraint(
                condition=Q(state__in=PLACELESS) | Q(ordinal__isnull=False), name="slot_live_has_an_ordinal"
            ),
            models.CheckConstraint(
                condition=Q(ordinal__isnull=True) | Q(ordinal__range=(0, 5)), name="slot_none_to_five"
            ),
            models.CheckConstraint(
                condition=(Q(state=SlotState.OPEN) & Q(annotator__isnull=True))
                | Q(state=SlotState.CLOSED)
                | (~Q(state__in=[SlotState.OPEN, SlotState.CLOSED]) & Q(annotator__isnull=False)),
                name="slot_annotator_fits_state",
            ),
            models.CheckConstraint(
                condition=(Q(state=SlotState.LEASED) & Q(lease_ends_at__isnull=False))
                | (~Q(state=SlotState.LEASED) & Q(lease_ends_at__isnull=True)),
                name="slot_lease_fits_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PLACELESS) | Q(ordinal__isnull=True), name="slot_dead_has_no_ordinal"
            ),
            models.CheckConstraint(
                condition=(Q(state__in=JUDGED) & Q(judgment__isnull=False))
                | (~Q(state__in=JUDGED) & Q(judgment__isnull=True)),
                name="slot_judgment_fits_state",
            ),
            models.CheckConstraint(
                condition=(Q(state=SlotState.SKIPPED) & ~Q(skip_reason=""))
                | (~Q(state=SlotState.SKIPPED) & Q(skip_reason="")),
                name="slot_skipped_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "lane", "position", "id"], condition=Q(state=0), name="slot_queue"),
            models.Index(fields=["annotator"], condition=Q(state=1), name="slot_held"),
            models.Index(fields=["batch"], condition=Q(state=1), name="slot_leased_in_batch"),
            models.Index(
                fields=["batch", "pair"],
                condition=Q(state__in=[SlotState.SURPLUS, SlotState.SKIPPED, SlotState.SET_ASIDE]),
                name="slot_passed_in_batch",
            ),
            models.Index(
                fields=["annotator", "skipped_at"], condition=Q(state=SlotState.SKIPPED), name="slot_skipped_by"
            ),
        ]


class Meeting(models.Model):
    """An annotator was given a pair, once or more; kept, so that an answer that comes late is known for theirs."""

    pair = models.ForeignKey(BatchPair, on_delete=models.PROTECT, related_name="meetings", db_index=False)
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="meetings", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "annotator"], name="meeting_once")]
