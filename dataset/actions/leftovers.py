"""Files of imports that nothing needs any more: archives after they were unpacked, what is in, what was abandoned."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Greatest

from dataset.choices import ArrivalKind, ArrivalState
from dataset.gateways import uploads
from dataset.models import Arrival, Image
from dataset.models.arrivals import AT_WORK

AT_ONCE = 20
# Whoever began it may still go on, from the files that are here.
UNFINISHED = (ArrivalState.RECEIVING, ArrivalState.LOOKED, ArrivalState.REFUSED, ArrivalState.STOPPED)


def clear(*, after: timedelta, now: datetime) -> int:
    """Remove what has not been needed for so long, of some arrivals; return of how many."""
    before = now - after
    return sum(
        cleared(key, act, before, now)
        for found, act in ((done(before), clear_done), (abandoned(before), clear_abandoned))
        for key in [*found.values_list("pk", flat=True)[:AT_ONCE]]
    )


def clear_unpacked() -> int:
    """Remove files as they came, where a worker has put what is in them beside; return of how many arrivals."""
    looked = Arrival.objects.filter(cleared_at__isnull=True).exclude(state__in=[ArrivalState.RECEIVING, *AT_WORK])
    keys = looked.exclude(look={}).values_list("pk", flat=True)
    return sum(uploads.remove(uploads.received(str(key))) for key in keys)


def done(before: datetime) -> QuerySet[Arrival]:
    """Those whose rows came in so long ago."""
    return Arrival.objects.filter(
        cleared_at__isnull=True, state=ArrivalState.DONE, run__finished_at__lt=before
    ).order_by("created_at")


def abandoned(before: datetime) -> QuerySet[Arrival]:
    """
    Those that nobody has gone on with for so long. What goes on from a folder of the server, which is not ours, may.
    """
    last = [Coalesce(F(name), F("created_at")) for name in ("began_at", "stop_asked_at")]
    moved = Greatest(F("created_at"), *last)
    return (
        Arrival.objects.filter(cleared_at__isnull=True, state__in=UNFINISHED)
        .exclude(run__isnull=False, kind=ArrivalKind.FOLDER)
        .annotate(moved_at=moved)
        .filter(moved_at__lt=before)
        .order_by("created_at")
    )


Act = Callable[[Arrival, datetime, datetime], bool]


@transaction.atomic
def cleared(key: UUID, act: Act, before: datetime, now: datetime) -> bool:
    """Whether its files are gone; while it is locked nobody goes on with it."""
    locked = Arrival.objects.select_for_update(skip_locked=True, of=("self",))
    arrival = locked.filter(pk=key, cleared_at__isnull=True).exclude(state__in=AT_WORK).first()
    return arrival is not None and act(arrival, before, now)


def clear_done(arrival: Arrival, before: datetime, now: datetime) -> bool:
    """Unless pictures are still to be read from there."""
    if is_read(arrival):
        return False
    uploads.remove(uploads.whole(str(arrival.key)))
    Arrival.objects.filter(pk=arrival.pk).update(cleared_at=now)
    return True


def clear_abandoned(arrival: Arrival, before: datetime, now: datetime) -> bool:
    """Unless a piece of a file came in the meantime, or pictures of its rows are still to be read from there."""
    has_rows = arrival.run_id is not None
    if uploads.moved_since(str(arrival.key), before.timestamp()) or (has_rows and is_read(arrival)):
        return False
    uploads.remove(uploads.whole(str(arrival.key)))
    then = "What came in stays; begin another import for the rest." if has_rows else "Begin another import."
    detail = f"Nobody went on with it for {(now - before).days} days, so its files were removed. {then}"
    Arrival.objects.filter(pk=arrival.pk).update(state=ArrivalState.REFUSED, detail=detail, cleared_at=now)
    return True


def is_read(arrival: Arrival) -> bool:
    """Whether a picture of its rows is still to be read."""
    return Image.objects.waiting().filter(run=arrival.run_id).exists()
