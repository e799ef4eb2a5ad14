"""Counting what people looked at that is sensitive, and stopping before it is too much."""

from datetime import datetime

from django.db import transaction

from annotation.errors import PairUnknown
from annotation.models import Annotator, Meeting, Reveal
from annotation.rules.leases import day_of


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
    return n_today
