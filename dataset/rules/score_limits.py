"""Thresholds on scores: which pairs one lets through, whose score it speaks of, what becomes of pairs without one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    NSFW = "nsfw"
    CLIP = "clip"


# A probability, and a cosine.
RANGES = {Kind.NSFW: (0.0, 1.0), Kind.CLIP: (-1.0, 1.0)}
COLLECTED = "collected"  # no scorer of ours: as it came with the pair; no key of a scorer is so
NAME, VERSION = re.compile(r"[-a-zA-Z0-9_]{1,64}"), re.compile(r"[-a-zA-Z0-9_.]{1,32}")


def is_plain(name: str, version: str) -> bool:
    """Whether a scorer may be named so."""
    return bool(NAME.fullmatch(name) and VERSION.fullmatch(version))


@dataclass(frozen=True, slots=True)
class Limit:
    """
    Pairs whose score of a kind is from `least` to `most`, both inclusive; None is open. Without a score a pair is
    taken where `unscored`, else not. Scores of two scorers are not comparable: a limit speaks of one, `name@version`;
    none named is the newest, to be found by `dataset.queries.scores.meant`.
    """

    kind: Kind
    scorer: str = ""
    least: float | None = None
    most: float | None = None
    unscored: bool = False

    @property
    def narrows(self) -> bool:
        return self.least is not None or self.most is not None

    @property
    def bounds(self) -> tuple[float, float]:
        """Both ends; an open one is that of the kind."""
        low, high = RANGES[self.kind]
        return (low if self.least is None else self.least, high if self.most is None else self.most)

    def fits(self, value: float | None) -> bool:
        if value is None:
            return self.unscored or not self.narrows
        low, high = self.bounds
        return low <= value <= high


def fits_kind(kind: Kind, value: float) -> bool:
    low, high = RANGES[kind]
    return low <= value <= high


def narrowing(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """Those that leave anything out."""
    return tuple(limit for limit in limits if limit.narrows)


def as_json(limits: Iterable[Limit]) -> list[dict[str, Any]]:
    return [asdict(limit) | {"kind": limit.kind.value} for limit in limits]


def from_json(said: Iterable[Mapping[str, Any]]) -> tuple[Limit, ...]:
    """The limits that a selection keeps."""
    return tuple(Limit(**{**one, "kind": Kind(one["kind"])}) for one in said)
