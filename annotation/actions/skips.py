"""Passing a pair on to somebody else."""

from datetime import datetime

from django.db import transaction

from annotation.actions import settlement
from annotation.actions.judgments import PairUnknown
from annotation.choices import SkipReason, SlotState
from annotation.models import Annotator, Slot


@transaction.atomic
def skip(*, annotator: Annotator, pair_id: int, reason: SkipReason, now: datetime) -> None:
    """
    Never meet this pair again, and let another take the place. Doing it twice changes nothing.

    :raises PairUnknown: no such pair, or never given to this annotator
    """
    this = settlement.load(pair_id=pair_id, annotator_id=annotator.pk)
    if this is None or not this.pair["met"]:
        raise PairUnknown("There is no such pair, or it was never given to you.")
    mine = this.of(annotator.pk)
    if mine is None or mine["state"] != SlotState.LEASED:
        return
    mine |= {"state": SlotState.SKIPPED, "ordinal": None}
    Slot.objects.filter(pk=mine["id"]).update(
        state=SlotState.SKIPPED, ordinal=None, lease_ends_at=None, skip_reason=reason
    )
    if this.pair["state"] in settlement.IN_WORK:
        settlement.settle(this=this, now=now)
