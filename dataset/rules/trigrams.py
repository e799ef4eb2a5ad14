"""
Likeness of short texts by their trigrams, as PostgreSQL's pg_trgm defines it (its documentation, F.35.1).

Reckoned here since not every PostgreSQL brings that extension: the same numbers on every server.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+")


def trigrams(text: str) -> frozenset[str]:
    """Every three letters of each word, with two blanks before it and one after."""
    found = set[str]()
    for word in _WORD.findall(text.lower()):
        padded = f"  {word} "
        found.update(padded[at : at + 3] for at in range(len(padded) - 2))
    return frozenset(found)


def similarity(left: str, right: str) -> float:
    """The trigrams that both have, as a share of all that either has: 0 to 1."""
    a, b = trigrams(left), trigrams(right)
    return len(a & b) / len(a | b) if a and b else 0.0


class Index:
    """Texts, found again by likeness; several may stand for one key."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self.keys: list[int] = []
        self.sizes: list[int] = []
        self.places: dict[str, list[int]] = {}
        for entry, (key, text) in enumerate(texts):
            grams = trigrams(text)
            self.keys.append(key)
            self.sizes.append(len(grams))
            for gram in grams:
                self.places.setdefault(gram, []).append(entry)

    def nearest(self, text: str, n: int) -> list[tuple[int, float]]:
        """At most n keys with any likeness to the text, the likest first, of equals the smaller key."""
        grams = trigrams(text)
        shared = Counter[int]()
        for gram in grams:
            shared.update(self.places.get(gram, ()))
        best: dict[int, float] = {}
        for entry, common in shared.items():
            score = common / (len(grams) + self.sizes[entry] - common)
            if score > best.get(self.keys[entry], 0.0):
                best[self.keys[entry]] = score
        ranked: Sequence[tuple[int, float]] = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [*ranked[:n]]
