"""Counting what people looked at that is sensitive, and stopping before it is too much."""

from datetime import datetime

from django.db import transaction

from annotation.choices import SlotState
from annotation.errors import PairUnknown
from annotation.gateways import queue
from annotation.models import Annotator, Meeting, Reveal, Slot
from annotation.rules.leases import day_of
from dataset.choices import Sensitivity


@transaction.atomic
def keep(*, annotator: Annotator, pair_id: int, ms: int, a_day: int, now: datetime) -> int:
    """
    Keep one look; return how many pairs were revealed today. From `a_day` on, no more are given until tomorrow.

    :raises PairUnknown: no such pair, or never given to this annotator
    """
    if not Meeting.objects.filter(pair=pair_id, annotator=annotator).exists():
        raise PairUnknown("There is no such pair, or it was never given to you.")
    Reveal.objects.create(annotator=annotator, pair_id=pair_id, ms=ms, created_at=now)
    today, tomorrow = day_of(now)
    seen = Reveal.objects.filter(annotator=annotator, created_at__gte=today, created_at__lt=tomorrow)
    n_today = seen.values("pair").distinct().count()
    if n_today >= a_day:
        Annotator.objects.filter(pk=annotator.pk).update(capped_until=tomorrow)
        give_back_others(annotator=annotator, pair_id=pair_id)
    return n_today


def give_back_others(*, annotator: Annotator, pair_id: int) -> None:
    """What they hold of such pictures goes back, but for the one that they are looking at."""
    held = Slot.objects.filter(annotator=annotator, state=SlotState.LEASED).exclude(pair=pair_id)
    sensitive = held.filter(pair__image__sensitivity=Sensitivity.SENSITIVE)
    queue.give_back(annotator_id=annotator.pk, slots=[*sensitive.values_list("pk", flat=True)])
