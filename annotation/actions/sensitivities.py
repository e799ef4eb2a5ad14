"""A manager's word on a picture: covered or not, blocked or back in work. It stands until the next one."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from annotation.actions import audit, claims, settlement, withdrawals
from annotation.choices import BatchState, PairState, SlotState
from annotation.gateways import leases
from annotation.models import Batch, BatchPair, Slot
from dataset.actions import images
from dataset.choices import Sensitivity, SensitivityCause
from dataset.models import Image


@transaction.atomic
def decide(*, image: Image, sensitivity: Sensitivity, reason: str, actor: str, now: datetime) -> int:
    """
    Say who may see the picture, with a reason, also when it stays as it is; return how many pairs went back to work.

    What is blocked leaves every batch at once, what is sensitive leaves those who never want to see it. What is blocked
    no longer goes on from the opinions that it has, in the batches that still run.

    :raises ReasonMissing: no reason is given
    """
    pairs = withdrawals.lock(BatchPair.objects.filter(image=image))
    hand = SensitivityCause.HAND
    change = images.set_sensitivity(
        image=image, sensitivity=sensitivity, cause=hand, reason=reason, actor=actor, now=now
    )
    detail = {"before": change.before, "after": change.after, "reason": reason}
    audit.record(actor=actor, act="decide_sensitivity", subject=f"image {image.public_id}", detail=detail, now=now)
    if sensitivity == Sensitivity.SENSITIVE:
        leases.return_unwanted(image_id=image.pk, but=0)
    if sensitivity == Sensitivity.BLOCKED:
        withdrawals.withdraw_pairs(image=image)
        return 0
    return take_up_again(pairs, now=now) if change.before == Sensitivity.BLOCKED else 0


def take_up_again(pairs: list[int], *, now: datetime) -> int:
    """Put those of these locked pairs back to work that were taken out of a batch that still runs."""
    closed = BatchPair.objects.filter(pk__in=pairs, state=PairState.WITHDRAWN, image__withdrawals__isnull=True)
    ready = Q(tokenisation__isnull=False) | Q(batch__state=BatchState.OPENING)
    running = closed.filter(ready).exclude(batch__state=BatchState.CLOSED)
    found = [*running.values_list("pk", "batch", "tokenisation").order_by("pk")]
    for pair_id, _, tokenisation in found:
        if tokenisation is None:
            BatchPair.objects.filter(pk=pair_id).update(state=PairState.PREPARING)
        else:
            ask_again(pair_id, now=now)
    for batch in Batch.objects.filter(pk__in={batch for _, batch, _ in found}).order_by("pk"):
        claims.wake_members(batch=batch)
    return len(found)


def ask_again(pair_id: int, *, now: datetime) -> None:
    """Go on from the opinions that there are; who held the pair and never answered may be given it once more."""
    unanswered = Slot.objects.filter(pair=pair_id, state=SlotState.CLOSED, judgments__isnull=True)
    Slot.objects.filter(pk__in=[*unanswered.values_list("pk", flat=True)]).update(annotator=None)
    BatchPair.objects.filter(pk=pair_id).update(published_at=None)
    if (this := settlement.load(pair_id=pair_id)) is not None:
        settlement.settle(this=this, now=now)


def note_look(*, image: Image, actor: str, now: datetime) -> None:
    """Somebody of the office looked at a blocked picture."""
    audit.record(actor=actor, act="look_at_blocked", subject=f"image {image.public_id}", now=now)
