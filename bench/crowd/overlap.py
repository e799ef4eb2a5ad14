"""A manager who asks other numbers of opinions while the crowd is at work, and the worker that carries it out."""

from django.utils import timezone

from annotation.actions import overlaps
from annotation.actions.overlaps import NothingChanges
from annotation.models import Batch, OverlapChange


def order(wanted: int, at_most: int, reason: str) -> None:
    """Have the batch ask so many, unless it does."""
    now, batch = timezone.now(), Batch.objects.get()
    try:
        overlaps.begin(batch=batch, wanted=wanted, at_most=at_most, reason=reason, actor="manager", now=now)
    except NothingChanges:
        return


def go_on() -> None:
    """The next pairs of what was ordered."""
    for change in OverlapChange.objects.filter(done_at=None):
        overlaps.go_on(change=change, now=timezone.now())
