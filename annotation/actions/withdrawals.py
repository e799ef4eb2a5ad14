"""Following the corpus: a pair whose image was withdrawn is judged no more."""

from datetime import datetime

from django.db import transaction

from annotation.choices import PairState, SlotState
from annotation.models import BatchPair, Slot


@transaction.atomic
def follow(*, now: datetime, limit: int = 500) -> int:
    """Close the pairs of withdrawn images, at most `limit`; return how many. What was judged stays."""
    over = [PairState.WITHDRAWN, PairState.REPLACED]
    due = BatchPair.objects.filter(image__withdrawals__isnull=False).exclude(state__in=over)
    pairs = list(due.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk", flat=True)[:limit])
    waiting = Slot.objects.filter(pair__in=pairs, state__in=[SlotState.OPEN, SlotState.LEASED])
    slots = list(waiting.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    Slot.objects.filter(pk__in=slots).update(state=SlotState.CLOSED, ordinal=None, lease_ends_at=None)
    return BatchPair.objects.filter(pk__in=pairs).update(state=PairState.WITHDRAWN)
