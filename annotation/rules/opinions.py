"""From rows of slots to the opinions that count, and to what the pair needs next."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from annotation.rules.consensus import Opinion, votes
from annotation.rules.outcomes import PairOutcome

UNANIMOUS, MAJORITY, DESK, PROVISIONAL, LOCKED = range(5)  # dataset.choices.WordSource, by number


def opinion(row: Mapping[str, Any]) -> Opinion:
    """The opinion of a judgment's row: outcome, canonical, unsure, asked."""
    return Opinion(
        outcome=PairOutcome(row["outcome"]),
        struck=frozenset(row["canonical"]),
        unsure=frozenset(row["unsure"]),
        asked=None if row["asked"] is None else frozenset(row["asked"]),
    )


def free_ordinals(taken: Collection[int], n: int) -> list[int]:
    """The `n` lowest ordinals of 1 to 5 that are not taken."""
    return [ordinal for ordinal in range(1, 6) if ordinal not in taken][:n]


def word_sources(
    opinions: Sequence[Opinion],
    n_words: int,
    locked: Collection[int],
    by_person: Collection[int] = (),
    person: int = DESK,
) -> list[int]:
    """Word by word, who decided it; `by_person` were decided at the desk, or provisionally."""
    judged, struck = votes(opinions, n_words)
    sources = []
    for word in range(n_words):
        if word in locked:
            sources.append(LOCKED)
        elif word in by_person:
            sources.append(person)
        else:
            sources.append(UNANIMOUS if struck[word] in {0, judged[word]} else MAJORITY)
    return sources
