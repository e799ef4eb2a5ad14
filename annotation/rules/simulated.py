"""
Made-up annotators: what they strike, given what the picture shows.

A word that is not depicted is struck with the probability `finds` (sensitivity), a depicted one kept with `spares`
(specificity): the two-coin model of Dawid and Skene (1979), each word by itself.
"""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skill:
    """How well somebody sees; both lie between 0 and 1."""

    finds: float
    spares: float

    def __post_init__(self) -> None:
        if not (0 <= self.finds <= 1 and 0 <= self.spares <= 1):
            raise ValueError(f"a skill lies between 0 and 1, not {self.finds:g} and {self.spares:g}")


def made_up_truth(seed: int, picture: str, words: Sequence[int], share: float) -> frozenset[int]:
    """Which words a picture does not show where nobody knows: about `share` of them, the same for every annotator."""
    chance = random.Random(f"{seed} {picture}")  # noqa: S311  a simulation, no secret
    return frozenset(word for word in words if chance.random() < share)


def marks(skill: Skill, words: Sequence[int], false: Collection[int], chance: random.Random) -> list[int]:
    """The words that somebody of this skill strikes."""
    return [word for word in words if chance.random() < (skill.finds if word in false else 1 - skill.spares)]
