"""Where a job goes after a question: it is done, asked again, or given up as poison."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from random import Random

from dataset.rules.answers import Checked, Said
from dataset.rules.retries import Fault, after

FIRST, AGAIN, STRONGER = range(3)  # the rounds of a job
REFUSED, CUT_OFF = "refused", "length"  # codes of poison beside those of the rules
MOST_CHARACTERS = 1_000


class Move(StrEnum):
    """What becomes of the job."""

    DONE = "done"
    WAIT = "wait"
    POISON = "poison"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a job stands: its round, whether a stronger profile is there to ask, and what came before."""

    round: int
    has_stronger: bool
    n_faults: int = 0
    was_cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What is kept of a question: its outcome, and the move of its job."""

    outcome: str
    move: Move
    round: int
    failures: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    wait: timedelta = timedelta(0)
    n_faults: int = 0
    stops: bool = False
    detail: str = ""
    said: Said | None = field(default=None, compare=False)


def after_fault(place: Place, fault: Fault, *, told: float | None, detail: str, chance: Random) -> Step:
    """No answer came: wait and ask the same again, or give up."""
    n_faults = place.n_faults + 1
    found = after(fault, n_faults=n_faults, told=told, chance=chance)
    detail = detail[:MOST_CHARACTERS]
    if found.wait is None:
        return Step(fault.value, Move.POISON, place.round, (fault.value,), n_faults=n_faults, detail=detail)
    return Step(
        fault.value, Move.WAIT, place.round, wait=found.wait, n_faults=n_faults, stops=found.stops, detail=detail
    )


def after_refusal(place: Place) -> Step:
    """The model would not: it is asked once more, then the job is given up."""
    if place.round == FIRST:
        return Step("refusal", Move.WAIT, AGAIN, (REFUSED,))
    return Step("refusal", Move.POISON, place.round, (REFUSED,))


def after_cut(place: Place) -> Step:
    """The answer was cut off: it may be twice as long, once."""
    move = Move.POISON if place.was_cut_off else Move.WAIT
    return Step("length", move, place.round, (CUT_OFF,))


def after_answer(place: Place, checked: Checked) -> Step:
    """An answer came: it holds, perhaps mended, or goes back with what is wrong with it."""
    repairs = tuple(code.value for code in checked.repairs)
    if not checked.failures:
        outcome = "repaired" if repairs else "good"
        return Step(outcome, Move.DONE, place.round, repairs=repairs, said=checked.said)
    failures = tuple(code.value for code in checked.failures)
    last = STRONGER if place.has_stronger else AGAIN
    if place.round >= last:
        return Step("invalid", Move.POISON, place.round, failures, repairs)
    return Step("invalid", Move.WAIT, place.round + 1, failures, repairs)
