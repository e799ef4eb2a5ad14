"""Counting the pairs of a batch by kind, for who must know more often than a million pairs can be counted."""

from datetime import datetime, timedelta

from django.db import transaction

from annotation.choices import BatchState
from annotation.gateways import spreads
from annotation.models import Batch, BatchSpread
from dataset.gateways import rests

AT_MOST_EVERY = timedelta(minutes=1)
PAIRS_A_SECOND = 2000  # of waiting between two counts: a million pairs are counted every eight minutes


@transaction.atomic
def recount(*, batch: Batch, now: datetime) -> None:
    """Count anew, and keep that instead of what was counted before."""
    Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    BatchSpread.objects.filter(batch=batch).delete()
    spreads.recount(batch_id=batch.pk, now=now)


def recount_due(*, now: datetime) -> list[str]:
    """Count the batches that run and were not counted lately; the names of those counted."""
    due = [batch for batch in Batch.objects.exclude(state=BatchState.CLOSED).order_by("pk") if is_due(batch, now)]
    for batch in due:
        with rests.turn():
            recount(batch=batch, now=now)
    return [batch.name for batch in due]


def is_due(batch: Batch, now: datetime) -> bool:
    wait = max(AT_MOST_EVERY, timedelta(seconds=batch.n_pairs / PAIRS_A_SECOND))
    return batch.spread_at is None or batch.spread_at <= now - wait
