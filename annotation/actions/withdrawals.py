"""Following the corpus: a pair whose image was withdrawn, or is shown to nobody, is judged no more."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from annotation.actions import audit
from annotation.choices import PairState, SlotState
from annotation.models import BatchPair, Slot
from dataset.actions import images
from dataset.models import Image

OVER = (PairState.WITHDRAWN, PairState.REPLACED)


@transaction.atomic
def follow(*, now: datetime, limit: int = 500) -> int:
    """Close the pairs of withdrawn images, at most `limit`; return how many. What was judged stays."""
    due = BatchPair.objects.filter(image__withdrawals__isnull=False).exclude(state__in=OVER)
    return close(lock(due, limit))


@transaction.atomic
def withdraw_image(*, image: Image, reason: str, actor: str, now: datetime) -> int:
    """
    Take a picture out of use, and its pairs out of work at once; return how many pairs.

    :raises ReasonMissing: no reason is given
    """
    n_pairs = withdraw_pairs(image=image)
    images.withdraw(image=image, reason=reason, actor=actor, now=now)
    detail = {"reason": reason, "pairs": n_pairs}
    audit.record(actor=actor, act="withdraw_image", subject=f"image {image.public_id}", detail=detail, now=now)
    return n_pairs


@transaction.atomic
def withdraw_pairs(*, image: Image) -> int:
    """Close all pairs of one image at once; return how many."""
    return close(lock(BatchPair.objects.filter(image=image).exclude(state__in=OVER)))


def lock_pairs_beside(*, pair_id: int) -> None:
    """Lock all pairs of the image of this pair, before any of them is locked alone: who follows one locks in order."""
    lock(BatchPair.objects.filter(image__in=BatchPair.objects.filter(pk=pair_id).values("image")))


def lock(pairs: QuerySet[BatchPair], limit: int | None = None) -> list[int]:
    """The ids of these pairs, locked in the order of their numbers."""
    locked = pairs.order_by("pk").select_for_update(of=("self",), no_key=True)
    return list(locked.values_list("pk", flat=True)[:limit])


def close(pairs: Collection[int]) -> int:
    """Close these locked pairs and whatever of their places waits or is held."""
    waiting = Slot.objects.filter(pair__in=pairs, state__in=[SlotState.OPEN, SlotState.LEASED])
    slots = list(waiting.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    Slot.objects.filter(pk__in=slots).update(state=SlotState.CLOSED, ordinal=None, lease_ends_at=None)
    return BatchPair.objects.filter(pk__in=pairs).update(state=PairState.WITHDRAWN)
