"""A day's time as sittings with pauses between them, and what is known of why somebody paused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from annotation.rules.activities import Activity
from annotation.rules.day_facts import Span

# What is shorter is no pause: work goes on.
PAUSE_FROM = timedelta(minutes=2)
NEAR = timedelta(minutes=2)


class Cause(StrEnum):
    SHIFT_ENDED = "shift_ended"
    OUT_OF_SIGHT = "out_of_sight"
    QUIET = "quiet"
    CLOSED = "closed"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Beat:
    """What a page reported of the minute before: when, whether it was in sight, how many keys and touches."""

    at: datetime
    visible: bool
    inputs: int


@dataclass(frozen=True, slots=True)
class Pause:
    began: datetime
    ended: datetime
    cause: Cause

    @property
    def length(self) -> timedelta:
        return self.ended - self.began


@dataclass
class Sitting:
    """Work with no pause in it; `counted` is what counts of it, by activity."""

    began: datetime
    ended: datetime
    zone: str
    counted: dict[Activity, timedelta] = field(default_factory=dict)

    @property
    def length(self) -> timedelta:
        return sum(self.counted.values(), timedelta())


def sittings(spans: Iterable[Span]) -> list[Sitting]:
    """The spans, in order, joined where no pause is between them."""
    found: list[Sitting] = []
    for one in spans:
        if not found or one.began - found[-1].ended >= PAUSE_FROM or one.zone != found[-1].zone:
            found.append(Sitting(one.began, one.ended, one.zone))
        last = found[-1]
        last.ended = one.ended
        last.counted[one.activity] = last.counted.get(one.activity, timedelta()) + one.length
    return found


def cause_of(
    began: datetime, ended: datetime, beats: Sequence[Beat], shift_ends: Sequence[datetime], closed: Sequence[datetime]
) -> Cause:
    """What is known of a pause: what was said, then what pages reported in it; without any report nobody was there."""
    if any(began - NEAR <= at <= ended for at in shift_ends):
        return Cause.SHIFT_ENDED
    within = [beat for beat in beats if began < beat.at <= ended]
    if within:
        hidden = sum(not beat.visible for beat in within)
        return Cause.OUT_OF_SIGHT if 2 * hidden > len(within) else Cause.QUIET
    return Cause.CLOSED if any(began - NEAR <= at <= ended for at in closed) else Cause.AWAY
