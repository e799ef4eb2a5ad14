"""A case of the desk, and what is decided on it, without rows."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class Order(StrEnum):
    """Which cases come first: those where the opinions lie furthest apart, or those that wait longest."""

    DISPUTE = "dispute"
    AGE = "age"


class Became(StrEnum):
    """What a decision became: it counts, or somebody was quicker and it is kept beside theirs."""

    DECIDED = "decided"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Decision:
    """
    What an adjudicator decided on a pair: its outcome, and of the words that were `asked` those that are struck.

    `asked` and `struck` are sorted; with another outcome than judged nothing is struck.
    """

    uuid: uuid.UUID
    pair_id: int
    outcome: str
    asked: tuple[int, ...]
    struck: tuple[int, ...]
    note: str = ""
