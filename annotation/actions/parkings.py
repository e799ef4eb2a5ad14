"""Leaving the page for a moment."""

from datetime import datetime

from django.db import transaction

from annotation.gateways import leases
from annotation.models import Annotator
from annotation.rules.leases import PARKED


@transaction.atomic
def park(*, annotator: Annotator, slots: list[int] | None, now: datetime) -> int:
    """
    Keep what they hold for two minutes more, then others may have it; a claim takes it up again before that.

    :param slots: these alone; None: all. A pack is never parked.
    """
    return leases.park(annotator_id=annotator.pk, slots=slots, ends=now + PARKED)
