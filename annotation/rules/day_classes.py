"""What a day of work comes to, and what a manager can say of a day."""

from enum import StrEnum


class DayClass(StrEnum):
    FULL = "full"
    HALF = "half"
    NONE = "none"


class AttendanceKind(StrEnum):
    OUTAGE = "outage"
    SICK_LEAVE = "sick_leave"
    TRAINING = "training"
    HOLIDAY = "holiday"


class DayFlag(StrEnum):
    """What whoever approves a day may want to look at; it changes nothing by itself."""

    OVER_MIDNIGHT = "over_midnight"
    ZONE_CHANGED = "zone_changed"
    NEARLY = "nearly"
    LONG = "long"
    NO_CONTRACT = "no_contract"


# How many halves of a day each is.
HALVES = {DayClass.NONE: 0, DayClass.HALF: 1, DayClass.FULL: 2}
CLASSES = (DayClass.NONE, DayClass.HALF, DayClass.FULL)


def together(n_halves: int) -> DayClass:
    """The class of so many halves; a day is never more than full."""
    return CLASSES[min(n_halves, 2)]
