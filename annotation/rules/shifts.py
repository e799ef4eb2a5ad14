"""Where a shift began, when somebody says that it ends."""

from collections.abc import Iterable
from datetime import datetime, timedelta

Spell = tuple[datetime, datetime]

# Whoever does nothing for this long has gone home.
SHIFTS_APART = timedelta(hours=6)
# No shift is longer than this.
LOOKED_BACK = timedelta(hours=36)


def shift_start(spells: Iterable[Spell], now: datetime) -> datetime:
    """
    The start of the last row of spells between which nobody went home; `now` when there is none.

    :param spells: (from, to) of what was done since the shift before ended, in any order
    """
    start: datetime | None = None
    for began, ended in sorted(spells, key=lambda spell: spell[1], reverse=True):
        if start is not None and start - ended >= SHIFTS_APART:
            break
        start = began if start is None else min(start, began)
    return now if start is None else start
