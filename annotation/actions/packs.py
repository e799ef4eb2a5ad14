"""Taking pairs along, to work where there is no network."""

from datetime import datetime

from django.db import IntegrityError, transaction

from annotation.actions import claims
from annotation.gateways import queue
from annotation.models import Annotator, Pack
from annotation.rules.leases import PACK_LEASE, WINDOWS_A_CLAIM


def take(*, annotator: Annotator, wanted: int, now: datetime) -> claims.Work:
    """
    Hold up to `wanted` pairs for four hours, those held already among them. Doing it again changes little.

    A batch gives no more than its share, so the next batches are asked for the rest.
    """
    try:
        with transaction.atomic():
            return gather(annotator=annotator, wanted=wanted, now=now)
    except IntegrityError as error:
        if "slot_once_per_person" not in str(error):
            raise
        return claims.LOOKING  # as in a claim: an answer that came late filled another place of the same pair


def gather(*, annotator: Annotator, wanted: int, now: datetime) -> claims.Work:
    work = claims.hold(annotator=annotator, wanted=wanted, now=now, lease=PACK_LEASE)
    if work.state != "work":
        return work
    for _ in range(WINDOWS_A_CLAIM):
        if not look_once_more(annotator_id=annotator.pk, wanted=wanted, now=now):
            break
    pairs = queue.held(annotator_id=annotator.pk, wanted=wanted, now=now)
    Pack.objects.create(annotator=annotator, n_pairs=len(pairs), taken_at=now, ends_at=now + PACK_LEASE)
    return claims.Work("work", pairs=pairs)


def look_once_more(*, annotator_id: int, wanted: int, now: datetime) -> bool:
    """Whether another look into each batch, from where the looks before had come to, brought anything."""
    places = queue.lock_memberships(annotator_id=annotator_id)
    looks = [
        claims.take(annotator_id=annotator_id, place=place, wanted=wanted, now=now, lease=PACK_LEASE)
        for place in places
    ]
    return any(look.n_taken for look in looks)
