"""Intervals of working time that never overlap: of two things at one moment the stronger counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from annotation.rules.activities import STRENGTH, Activity
from annotation.rules.times import Stretch

NO_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Interval:
    """Somebody at work, on one day of one zone."""

    began: datetime
    ended: datetime
    activity: Activity
    zone: str
    local_date: date


@cache
def zones() -> frozenset[str]:
    return frozenset(available_timezones())


def known_zone(name: str) -> str:
    """The zone, or UTC for what no list has: a browser's strange name must not cost anybody their time."""
    return name if name in zones() else NO_ZONE


def local_date(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def by_day(stretch: Stretch, activity: Activity, zone: str) -> Iterator[Interval]:
    """The stretch, cut at the midnights of the zone."""
    began = stretch.began
    while began < stretch.ended:
        day = local_date(began, zone)
        ended = min(stretch.ended, next_midnight(began, zone))
        yield Interval(began, ended, activity, zone, day)
        began = ended


def next_midnight(at: datetime, zone: str) -> datetime:
    """The first moment of the next day there, in UTC; a day may have 23 or 25 hours."""
    tomorrow = local_date(at, zone) + timedelta(days=1)
    # Where the clock is put back over midnight, there are two of them.
    midnights = [datetime.combine(tomorrow, time(fold=fold), ZoneInfo(zone)).astimezone(UTC) for fold in (0, 1)]
    return min(midnight for midnight in midnights if midnight > at)


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """
    The same time, each moment once, in order: where intervals overlap the stronger activity counts; what touches and is
    alike becomes one. Neither order nor repetition of what goes in changes what comes out.
    """
    pieces = list(intervals)
    edges = sorted({edge for piece in pieces for edge in (piece.began, piece.ended)})
    joined: list[Interval] = []
    for began, ended in pairwise(edges):
        over = [piece for piece in pieces if piece.began <= began and ended <= piece.ended]
        if over:
            join(joined, replace(max(over, key=strength), began=began, ended=ended))
    return joined


def merged_apart(intervals: Iterable[Interval]) -> list[Interval]:
    """As `merged`, for months of somebody's time: what does not touch is merged apart."""
    joined: list[Interval] = []
    group: list[Interval] = []
    for piece in sorted(intervals, key=lambda one: one.began):
        if group and piece.began > max(one.ended for one in group):
            joined += merged(group)
            group = []
        group.append(piece)
    return joined + merged(group)


def clipped(intervals: Iterable[Interval], since: datetime) -> list[Interval]:
    """The part of them from that moment on."""
    return [replace(one, began=max(one.began, since)) for one in intervals if one.ended > since]


def join(joined: list[Interval], piece: Interval) -> None:
    """Put the next piece behind the others, or make the last longer by it."""
    last = joined[-1] if joined else piece
    if last.ended == piece.began and replace(last, ended=piece.ended) == replace(piece, began=last.began):
        joined[-1] = replace(last, ended=piece.ended)
    else:
        joined.append(piece)


def strength(interval: Interval) -> tuple[int, str, date]:
    """Which of two counts; of two zones any, but always the same."""
    return STRENGTH[interval.activity], interval.zone, interval.local_date
