"""The time that counts: kept so that no moment of a person counts twice."""

from collections.abc import Sequence
from datetime import timedelta

from annotation.models import ActiveInterval, Annotator
from annotation.rules.activities import Activity
from annotation.rules.intervals import Interval, by_day, merged
from annotation.rules.times import SECOND, Worked

DAY = timedelta(days=1)


def add(*, annotator: Annotator, found: Sequence[Worked], zone: str) -> None:
    """Count this too. The caller holds the lock over this person's time, and a transaction."""
    pieces = [piece for one in found for piece in by_day(one.stretch, one.activity, zone)]
    if not pieces:
        return
    rows = around(annotator, pieces)
    before = {as_interval(row): row.pk for row in rows}
    after = merged([*before, *pieces])
    ActiveInterval.objects.filter(pk__in=[key for one, key in before.items() if one not in set(after)]).delete()
    ActiveInterval.objects.bulk_create(as_row(annotator, one) for one in after if one not in before)


def around(annotator: Annotator, pieces: Sequence[Interval]) -> list[ActiveInterval]:
    """The intervals that overlap these or touch them."""
    began, ended = min(piece.began for piece in pieces), max(piece.ended for piece in pieces)
    # A day's name differs by a day between zones; it leads to the rows by an index.
    days = (began.date() - 2 * DAY, ended.date() + 2 * DAY)
    near = ActiveInterval.objects.filter(annotator=annotator, local_date__range=days)
    return list(near.filter(span__overlap=(began - SECOND, ended + SECOND)))


def as_interval(row: ActiveInterval) -> Interval:
    return Interval(row.span.lower, row.span.upper, Activity(row.activity), row.zone, row.local_date)


def as_row(annotator: Annotator, one: Interval) -> ActiveInterval:
    return ActiveInterval(
        annotator=annotator,
        span=(one.began, one.ended),
        activity=one.activity,
        zone=one.zone,
        local_date=one.local_date,
    )
