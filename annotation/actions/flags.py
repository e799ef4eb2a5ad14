"""What annotators say is wrong with a pair, and what becomes of the pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from annotation.actions import audit, settlement, withdrawals
from annotation.choices import FlagReason, PairState, SlotState
from annotation.errors import PairUnknown, ReceiptTaken
from annotation.gateways import leases
from annotation.models import Annotator, BatchPair, Flag
from annotation.rules.consensus import ToDesk
from annotation.rules.outcomes import DeskReason
from dataset.actions import images
from dataset.choices import Sensitivity, SensitivityCause
from dataset.models import Image

# What is said of the picture itself: others meet it covered.
COVERING = frozenset({FlagReason.NSFW, FlagReason.VIOLENCE})


@dataclass(frozen=True, slots=True)
class Said:
    """A flag as it came: sorted reasons, a note or none, and the client's UUID for the act of sending it."""

    uuid: UUID
    pair_id: int
    reasons: tuple[str, ...]
    note: str = ""

    @property
    def is_illegal(self) -> bool:
        return FlagReason.ILLEGAL in self.reasons

    @property
    def covers(self) -> bool:
        return not self.is_illegal and not COVERING.isdisjoint(self.reasons)

    @property
    def worded(self) -> str:
        return "flagged: " + ", ".join(self.reasons)


def submit(*, annotator: Annotator, said: Said, now: datetime) -> None:
    """
    Keep a flag that came without an answer, once; the lease stays.

    :raises ReceiptTaken: the same UUID came before with another body, or from another person
    :raises PairUnknown: no such pair, or never given to this annotator
    """
    try:
        with transaction.atomic():
            keep_once(annotator=annotator, said=said, now=now)
    except IntegrityError as error:
        raise ReceiptTaken("This flag's UUID was used before, for another flag.") from error


def keep_once(*, annotator: Annotator, said: Said, now: datetime) -> None:
    if said.is_illegal:
        withdrawals.lock_pairs_beside(pair_id=said.pair_id)
    this = settlement.load(pair_id=said.pair_id, annotator_id=annotator.pk)
    if this is None or not this.pair["met"]:
        raise PairUnknown("There is no such pair, or it was never given to you.")
    if (earlier := Flag.objects.filter(pk=said.uuid).first()) is not None:
        return refuse_another(earlier, annotator, said)
    keep(this=this, annotator=annotator, said=said, now=now)
    if said.is_illegal:
        block(this=this, annotator=annotator, said=said, now=now)
    return None


def refuse_another(earlier: Flag, annotator: Annotator, said: Said) -> None:
    """
    :raises ReceiptTaken: what came before under this UUID was not this
    """
    before = (earlier.annotator_id, earlier.pair_id, tuple(earlier.reasons), earlier.note)
    if before != (annotator.pk, said.pair_id, said.reasons, said.note):
        raise ReceiptTaken("This flag's UUID was used before, for another flag.")


def keep(*, this: settlement.Round, annotator: Annotator, said: Said, now: datetime) -> None:
    """
    Keep the flag of a locked pair: it goes to the desk when it settles, and back there when it has.

    Back only for its first flag: what was settled with a flag on it was decided by a person who knew.
    """
    Flag.objects.create(
        uuid=said.uuid,
        pair_id=said.pair_id,
        annotator=annotator,
        reasons=list(said.reasons),
        note=said.note,
        created_at=now,
    )
    if said.covers:
        cover(this=this, annotator=annotator, said=said, now=now)
    if this.pair["flagged"]:
        return
    BatchPair.objects.filter(pk=said.pair_id).update(flagged=True)
    this.pair["flagged"] = True
    if this.pair["state"] == PairState.SETTLED:
        back_to_desk(this, now)


def back_to_desk(this: settlement.Round, now: datetime) -> None:
    """A settled pair waits for a decision; a published verdict stands until that is published."""
    BatchPair.objects.filter(pk=this.pair["id"]).update(published_at=None)
    settlement.write(this, ToDesk(DeskReason.FLAG, (), tuple(this.pair["desk_struck"])), [], now)
    this.pair["state"] = PairState.DESK


def cover(*, this: settlement.Round, annotator: Annotator, said: Said, now: datetime) -> None:
    """
    Let others meet the picture covered, until a manager decides. The caller holds the lock of this pair alone.

    Who never wants to see such pictures and holds it, here or in another batch, holds it no more; but for who flags it.
    """
    image = Image.objects.get(pk=this.pair["image_id"])
    if not images.cover(image=image, reason=said.worded, actor=annotator.user.username, now=now):
        return
    returned = leases.return_unwanted(image_id=image.pk, but=annotator.pk)
    for slot in this.slots:
        if slot["id"] in returned:
            slot |= {"annotator_id": None, **returned_to(this)}


def returned_to(this: settlement.Round) -> dict[str, Any]:
    """What a slot of the pair becomes when its lease is taken back."""
    is_open = this.pair["state"] == PairState.OPEN
    return {"state": SlotState.OPEN} if is_open else {"state": SlotState.CLOSED, "ordinal": None}


def block(*, this: settlement.Round, annotator: Annotator, said: Said, now: datetime) -> None:
    """Show the picture to nobody any more, from now on. The caller holds the locks of all its pairs."""
    image, actor = Image.objects.get(pk=this.pair["image_id"]), annotator.user.username
    blocked, flag = Sensitivity.BLOCKED, SensitivityCause.FLAG
    images.set_sensitivity(image=image, sensitivity=blocked, cause=flag, reason=said.worded, actor=actor, now=now)
    withdrawals.withdraw_pairs(image=image)
    this.pair["state"] = PairState.WITHDRAWN
    detail = {"pair": this.pair["id"], "reason": str(FlagReason.ILLEGAL)}
    audit.record(actor=actor, act="block_image", subject=f"image {image.public_id}", detail=detail, now=now)


def said_with(uuid: UUID, pair_id: int, reasons: Sequence[str], note: str = "") -> Said | None:
    """The flag that came with an answer; None when it flags nothing."""
    return Said(uuid, pair_id, tuple(reasons), note) if reasons else None
