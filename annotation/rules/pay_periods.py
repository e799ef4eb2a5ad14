"""The way of a period of pay."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum


class PeriodState(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CLOSED = "closed"
    EXPORTED = "exported"
    PAID = "paid"


# Before it is closed a period may be sent back, with a reason; afterwards only a later period mends it.
MOVES = {
    PeriodState.OPEN: (PeriodState.SUBMITTED,),
    PeriodState.SUBMITTED: (PeriodState.APPROVED, PeriodState.OPEN),
    PeriodState.APPROVED: (PeriodState.CLOSED, PeriodState.OPEN),
    PeriodState.CLOSED: (PeriodState.EXPORTED,),
    PeriodState.EXPORTED: (PeriodState.PAID,),
    PeriodState.PAID: (),
}
NOT_CLOSED = (PeriodState.OPEN, PeriodState.SUBMITTED, PeriodState.APPROVED)
# The last zone in which a date ends.
LAST_ZONE = timedelta(hours=12)


def is_over(day: date, now: datetime) -> bool:
    """Whether the date has ended everywhere, so that nobody is still at work on it."""
    return now >= ends_everywhere(day)


def ends_everywhere(day: date) -> datetime:
    """The moment at which the date is over in UTC-12, where it ends last."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) + LAST_ZONE
