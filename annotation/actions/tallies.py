"""Keeping the tallies that pages read. Counting a large batch takes a while, so it is counted the more seldom."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from annotation.choices import BatchState, PairState
from annotation.gateways import countings
from annotation.models import Batch, BatchTally, Pace

# A batch is counted anew after so many times as long as its counting took: a thirtieth of one core at most.
REST = 30
CLOSED_REST = timedelta(minutes=1)
COUNT_FOR = 0.2  # seconds in which a tick begins to count a further batch
SETTLED_AFTER = timedelta(minutes=1)
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
WEEK_REST = timedelta(minutes=5)
NEVER = datetime.min.replace(tzinfo=UTC)
NAMES = {
    PairState.PREPARING: "n_preparing",
    PairState.OPEN: "n_open",
    PairState.DESK: "n_desk",
    PairState.SETTLED: "n_settled",
    PairState.SET_ASIDE: "n_set_aside",
    PairState.WITHDRAWN: "n_withdrawn",
}
LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended('annotation.tallies', 0))"


def count_due(*, now: datetime, clock: Callable[[], float] = time.monotonic) -> int:
    """Count the batches that are due, the longest uncounted first, for a moment; return how many."""
    end, n = clock() + COUNT_FOR, 0
    for batch in due(now):
        count_batch(batch=batch, now=now, clock=clock)
        n += 1
        if clock() >= end:
            break
    return n


def due(now: datetime) -> list[Batch]:
    """The batches to be counted now, in that order."""
    found = []
    for batch in Batch.objects.select_related("tally").order_by("pk"):
        tally: BatchTally | None = getattr(batch, "tally", None)
        if tally is None or now - tally.counted_at >= rest(batch, tally):
            found.append((NEVER if tally is None else tally.counted_at, batch))
    return [batch for _, batch in sorted(found, key=lambda one: one[0])]


def rest(batch: Batch, tally: BatchTally) -> timedelta:
    """How long the count of a batch is good for."""
    measured = REST * timedelta(milliseconds=tally.took_ms)
    return max(measured, CLOSED_REST) if batch.state == BatchState.CLOSED else measured


def count_batch(*, batch: Batch, now: datetime, clock: Callable[[], float] = time.monotonic) -> None:
    """Count the pairs of one batch."""
    began = clock()
    counted = dict.fromkeys([*NAMES.values(), "n_missing", "n_more"], 0)
    with transaction.atomic():
        rows, n_contested = countings.pairs(batch_id=batch.pk), countings.n_contested(batch_id=batch.pk)
    for state, n, n_more, n_missing in rows:
        counted[NAMES[PairState(state)]] = n
        counted["n_more"] += n_more if state == PairState.SETTLED else 0
        counted["n_missing"] += n_missing if state in {PairState.OPEN, PairState.PREPARING} else 0
    counted["n_contested"] = min(n_contested, counted["n_open"])
    took_ms = round(1000 * (clock() - began))
    BatchTally.objects.update_or_create(batch=batch, defaults=counted | {"took_ms": took_ms, "counted_at": now})


@transaction.atomic
def keep_pace(*, now: datetime) -> bool:
    """Count the judgments that came since the last time; False when another process is at it."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        if not cursor.fetchone()[0]:
            return False
    pace = Pace.objects.filter(pk=1).first() or Pace(pk=1, counted_at=now, week_counted_at=now - WEEK)
    pace.last_judgment = countings.count_judgments(after=pace.last_judgment, before=now - SETTLED_AFTER)
    pace.n_hour, pace.counted_at = countings.n_judged_since(since=now - HOUR), now
    if now - pace.week_counted_at >= WEEK_REST:
        pace.n_week, pace.n_week_hours, pace.week_seconds = countings.week(since=now - WEEK)
        pace.week_counted_at = now
    pace.save()
    return True
