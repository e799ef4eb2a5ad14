"""Work taken along, to be judged without a network; and pairs left lying for a moment."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from annotation.actions import claims
from annotation.choices import SlotState
from annotation.models import Annotator, Slot
from annotation.rules.leases import AT_MOST_PACKED, LEASE, PACK_LEASE, PARKED

CLAIMS_AT_MOST = 4  # one batch is taken from at a time


def take(*, annotator: Annotator, wanted: int, now: datetime) -> claims.Work:
    """Hold up to `wanted` pairs, at most a pack, all of them for hours."""
    wanted = min(wanted, AT_MOST_PACKED)
    work = claims.claim(annotator=annotator, wanted=wanted, now=now)
    for _ in range(CLAIMS_AT_MOST - 1):
        before = len(work.pairs)
        if before == wanted or work.state != "work":
            break
        work = claims.claim(annotator=annotator, wanted=wanted, now=now)
        if len(work.pairs) == before:
            break
    return hold_longer(annotator=annotator, work=work, now=now)


@transaction.atomic
def hold_longer(*, annotator: Annotator, work: claims.Work, now: datetime) -> claims.Work:
    """The same pairs until much later; those lost in between are left out."""
    slots = mine(annotator).filter(pk__in=[pair["slot"] for pair in work.pairs])
    held = set(slots.values_list("pk", flat=True))
    ends = now + PACK_LEASE
    Slot.objects.filter(pk__in=held).update(lease_ends_at=ends)
    pairs = [{**pair, "lease_ends_at": ends} for pair in work.pairs if pair["slot"] in held]
    if work.pairs and not pairs:
        return claims.LOOKING
    return claims.Work(work.state, retry_after=work.retry_after, pairs=pairs)


@transaction.atomic
def park(*, annotator: Annotator, now: datetime) -> int:
    """
    The page was left: what is held goes to others soon, unless a claim takes it up again. Packs are left alone.

    Returns how many leases end sooner for it.
    """
    due = mine(annotator).filter(lease_ends_at__gt=now + PARKED, lease_ends_at__lte=now + LEASE)
    slots = list(due.values_list("pk", flat=True))
    return Slot.objects.filter(pk__in=slots).update(lease_ends_at=now + PARKED)


def mine(annotator: Annotator) -> QuerySet[Slot]:
    return (
        Slot.objects.filter(annotator=annotator, state=SlotState.LEASED).order_by("pk").select_for_update(no_key=True)
    )
