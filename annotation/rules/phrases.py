"""Phrases: the short runs of words inside one clause, as terms and patterns meet them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotation.rules.clauses import Clause, fold

# Terms and patterns see no longer run than this: matching stays linear in the prompt, whatever a guideline says.
LONGEST_RUN = 8
LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words `start` to `end` (half-open, positions in the clause), their folded text, and its term key."""

    start: int
    end: int
    text: str
    key: str


def phrases(clause: Clause) -> Iterator[Phrase]:
    """All runs of up to `LONGEST_RUN` words. Words written without a gap are joined without one (虚幻引擎)."""
    for start in range(len(clause)):
        text = ""
        for end in range(start, min(start + LONGEST_RUN, len(clause))):
            gap = " " if text and clause[end].spaced else ""
            text += gap + clause[end].folded
            if len(text) > LONGEST_TEXT:
                break
            yield Phrase(start, end + 1, text, term_key(text) if "-" in text or "·" in text else text)


def term_key(text: str) -> str:
    """The text by which terms are compared: "Octane-Render" and "octane render" are one term, "·" is a gap."""
    return " ".join(fold(text).replace("-", " ").replace("·", " ").split())


def spans(found: Sequence[Phrase], terms: frozenset[str]) -> dict[int, int]:
    """For each position where a term starts, where the longest one ends."""
    ends: dict[int, int] = {}
    for phrase in found:
        if phrase.key in terms:
            ends[phrase.start] = max(phrase.end, ends.get(phrase.start, 0))
    return ends


def covered(ends: Iterable[tuple[int, int]]) -> set[int]:
    """All positions in these half-open ranges."""
    return {position for start, end in ends for position in range(start, end)}
