"""What somebody did in their shift."""

from datetime import datetime, timedelta

from django.db.models import Max

from annotation.choices import SlotState
from annotation.models import ActiveInterval, Annotator, Judgment, ShiftEnd, Slot
from annotation.rules.shifts import LOOKED_BACK, Spell, shift_start


def began_at(*, annotator: Annotator, now: datetime) -> datetime:
    """When the shift began that is to end now: the first thing done in it."""
    ended = ShiftEnd.objects.filter(annotator=annotator).aggregate(at=Max("ended_at"))["at"]
    since = min(now, max(filter(None, [ended, now - LOOKED_BACK])))
    return shift_start([*spells(annotator, since, now), *moments(annotator, since, now)], now)


def spells(annotator: Annotator, since: datetime, until: datetime) -> list[Spell]:
    """Active intervals, as much of them as lies between the two."""
    found = ActiveInterval.objects.filter(annotator=annotator, span__overlap=(since, until))
    return [(max(span.lower, since), min(span.upper, until)) for span in found.values_list("span", flat=True)]


def moments(annotator: Annotator, since: datetime, until: datetime) -> list[Spell]:
    """When something was judged or skipped."""
    judged = Judgment.objects.filter(annotator=annotator, created_at__gt=since, created_at__lte=until)
    skipped = Slot.objects.filter(
        annotator=annotator, state=SlotState.SKIPPED, skipped_at__gt=since, skipped_at__lte=until
    )
    times = [*judged.values_list("created_at", flat=True), *skipped.values_list("skipped_at", flat=True)]
    return [(at, at) for at in times if at is not None]


def active_ms(*, annotator: Annotator, since: datetime, until: datetime) -> int:
    """Milliseconds at work between the two."""
    lengths = (ended - began for began, ended in spells(annotator, since, until))
    return sum(lengths, timedelta()) // timedelta(milliseconds=1)


def n_judged(*, annotator: Annotator, since: datetime, until: datetime) -> int:
    """Pairs judged between the two, each once, both ends counted."""
    judged = Judgment.objects.filter(annotator=annotator, created_at__range=(since, until), revision=1)
    return judged.count()


def n_skipped(*, annotator: Annotator, since: datetime, until: datetime) -> int:
    """Pairs passed on between the two, both ends counted."""
    skipped = Slot.objects.filter(annotator=annotator, state=SlotState.SKIPPED, skipped_at__range=(since, until))
    return skipped.count()
