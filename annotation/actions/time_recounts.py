"""Does the time that counts still follow from what was reported?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from annotation.actions.heartbeats import MILLISECOND, reported
from annotation.actions.intervals import as_interval
from annotation.gateways import times
from annotation.models import ActiveInterval, Annotator, Heartbeat, Meeting, WorkSession
from annotation.rules.intervals import Interval, by_day, clipped, merged_apart
from annotation.rules.times import Contact, worked

EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Difference:
    """A day of somebody that a recount finds otherwise than it stands: how long it is by either."""

    annotator: Annotator
    local_date: date
    stands: timedelta
    recounted: timedelta


@dataclass(frozen=True, slots=True)
class Before:
    """A report that had come by then."""

    seq: int
    written_at: datetime


def differences() -> Iterator[Difference]:
    """Reckon everybody's intervals anew from their heartbeats, person by person; tell the days that differ."""
    for annotator in Annotator.objects.select_related("user").order_by("pk").iterator(chunk_size=500):
        yield from of_person(annotator)


@transaction.atomic
def of_person(annotator: Annotator) -> list[Difference]:
    """The days of one person that differ, of the time of which all reports are kept still."""
    times.lock(annotator_id=annotator.pk)
    since = reckoned_from(annotator)
    rows = ActiveInterval.objects.filter(annotator=annotator).order_by("span")
    stand = by_date(clipped((as_interval(row) for row in rows), since))
    again = by_date(clipped(merged_apart(pieces(annotator)), since))
    return [
        Difference(annotator, day, length(stand.get(day, [])), length(again.get(day, [])))
        for day in sorted({*stand, *again})
        if stand.get(day) != again.get(day)
    ]


def reckoned_from(annotator: Annotator) -> datetime:
    """From when on nothing is missing: no page of theirs whose reports were let go was seen later."""
    gone = WorkSession.objects.filter(annotator=annotator, expired_at__isnull=False)
    last: datetime | None = gone.aggregate(at=Max("seen_at"))["at"]
    return EVER if last is None else last.replace(microsecond=0) + timedelta(seconds=1)


def pieces(annotator: Annotator) -> Iterator[Interval]:
    """What each report made count when it came, in the order in which they came."""
    met = Meeting.objects.filter(annotator=annotator).values_list("pair", "pair__n_words", "created_at")
    given = {pair: (n_words, met_at) for pair, n_words, met_at in met}
    kept = Heartbeat.objects.filter(session__annotator=annotator).select_related("session").order_by("pk")
    before: dict[int, list[Before]] = {}
    for beat in kept.iterator(chunk_size=2000):
        came = before.setdefault(beat.session_id, [])
        known = {
            span["pair"]: given[span["pair"]][0]
            for span in beat.spans
            if span["pair"] in given and given[span["pair"]][1] <= beat.received_at
        }
        for one in worked(contact_of(beat, came), reported(beat.spans, known)):
            yield from by_day(one.stretch, one.activity, beat.zone)
        came.append(Before(beat.seq, beat.written_at))


def contact_of(beat: Heartbeat, came: list[Before]) -> Contact:
    """How the report met the server then."""
    return Contact(
        received=beat.received_at,
        age=beat.age_ms * MILLISECOND,
        since=max((one.written_at for one in came if one.seq < beat.seq), default=None),
        clock=beat.sent_at - beat.session.clock_ahead_ms * MILLISECOND,
        until=beat.counts_until,
    )


def by_date(intervals: list[Interval]) -> dict[date, list[Interval]]:
    found: dict[date, list[Interval]] = {}
    for one in intervals:
        found.setdefault(one.local_date, []).append(one)
    return found


def length(intervals: list[Interval]) -> timedelta:
    return sum((one.ended - one.began for one in intervals), timedelta())
