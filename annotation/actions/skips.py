"""Passing a pair on to somebody else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from annotation.actions import settlement
from annotation.choices import PairState, SkipReason, SlotState
from annotation.errors import PairUnknown
from annotation.gateways import answers
from annotation.models import Annotator, SkipNote, Slot


@transaction.atomic
def skip(
    *,
    annotator: Annotator,
    pair_id: int,
    reason: SkipReason,
    uuid: UUID | None = None,
    trail: str | None = None,
    note: str = "",
    now: datetime,
) -> None:
    """
    Never meet this pair again, and let another take the place. Doing it twice changes nothing.

    The trail, JSON that `annotation.rules.trails` let through, is kept under the UUID of the act; so is a note.

    Also when the lease was lost meanwhile: then there is no place to pass on.

    :raises PairUnknown: no such pair, or never given to this annotator
    """
    this = settlement.load(pair_id=pair_id, annotator_id=annotator.pk)
    if this is None or not this.pair["met"]:
        raise PairUnknown("There is no such pair, or it was never given to you.")
    mine = this.of(annotator.pk)
    if mine is None and this.pair["state"] == PairState.OPEN:
        mine = without_place(this, annotator)
    elif mine is None or mine["state"] != SlotState.LEASED:
        return
    mine |= {"state": SlotState.SKIPPED, "ordinal": None}
    Slot.objects.filter(pk=mine["id"]).update(
        state=SlotState.SKIPPED, ordinal=None, lease_ends_at=None, skip_reason=reason, skipped_at=now
    )
    if uuid is not None and trail is not None:
        answers.keep_trail(uuid=uuid, slot_id=mine["id"], trail=trail, now=now)
    if uuid is not None and note:
        said = SkipNote(uuid=uuid, pair_id=pair_id, annotator=annotator, reason=reason, note=note, created_at=now)
        SkipNote.objects.bulk_create([said], ignore_conflicts=True)
    if this.pair["state"] in settlement.IN_WORK:
        settlement.settle(this=this, now=now)


def without_place(this: settlement.Round, annotator: Annotator) -> dict[str, Any]:
    """A row of theirs to say that they skipped the pair."""
    slot_id = answers.new_slot(batch_id=this.pair["batch_id"], pair_id=this.pair["id"], annotator_id=annotator.pk)
    return {"id": slot_id, "annotator_id": annotator.pk, "state": SlotState.CLOSED, "ordinal": None}
