"""What becomes of a job after a question that brought no answer of a model."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from random import Random

FIRST_WAIT = 5.0  # seconds
LONGEST_WAIT = 600.0
MOST_FAULTS = 6


class Fault(StrEnum):
    """Why there is no answer. By these names they stand among the outcomes of attempts."""

    RATE = "rate"
    QUOTA = "quota"
    SERVER = "server"
    LATE = "late"
    UNREACHABLE = "unreachable"
    DENIED = "denied"
    MALFORMED = "malformed"


STOPPING = {Fault.QUOTA, Fault.DENIED}  # no further question will be answered either


@dataclass(frozen=True, slots=True)
class Next:
    """Ask again after `wait`; without one, give up. `stops` stops all questions to the profile."""

    wait: timedelta | None
    stops: bool = False


def after(fault: Fault, *, n_faults: int, told: float | None, chance: Random) -> Next:
    """
    What to do after a fault.

    :param n_faults: how many questions of the job in a row brought no answer, this one included
    :param told: seconds to wait, as the server told
    """
    if fault in STOPPING:
        return Next(timedelta(seconds=LONGEST_WAIT), stops=True)
    if fault is Fault.MALFORMED:
        return Next(None)
    wait = backed_off(n_faults, chance)
    if fault is Fault.RATE:
        return Next(timedelta(seconds=wait if told is None else told))
    return Next(timedelta(seconds=max(wait, told or 0.0)) if n_faults < MOST_FAULTS else None)


def backed_off(n_faults: int, chance: Random) -> float:
    """Seconds: twice as many each time, with full jitter, so that many do not come back together."""
    return chance.uniform(0, min(LONGEST_WAIT, FIRST_WAIT * 2 ** (n_faults - 1)))
