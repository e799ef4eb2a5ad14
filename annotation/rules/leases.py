"""How long a pair is held, and how far a claim looks."""

from datetime import datetime, timedelta

LEASE = timedelta(minutes=30)
RENEWED_AFTER = timedelta(minutes=5)  # a lease is renewed by work, at most this often
WINDOW = 1000  # queue positions examined by one look at a lane
WINDOWS_A_CLAIM = 5
DRY = timedelta(seconds=60)
LATE_MARGIN = 1000  # late positions may be committed out of order by about this many
AT_MOST_HELD = 10
PACK_LEASE = timedelta(hours=4)  # work taken along without a network
AT_MOST_PACKED = 80
PARKED = timedelta(minutes=2)  # how long a page may be left before its pairs go to others
AT_MOST_REOPENED = 100


def day_of(now: datetime) -> tuple[datetime, datetime]:
    """When the day, UTC, began, and when the next begins."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight, midnight + timedelta(days=1)


def rests_until(now: datetime) -> datetime:
    """How long a dry round is believed; not beyond the day, since what was too much today is not so tomorrow."""
    return min(now + DRY, day_of(now)[1])
