"""What two sortings of a prompt differ in, piece by piece, as people read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dataset.rules.answers import GROUPS
from dataset.rules.sorted_words import Lists, counted, placed
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words


class Mark(StrEnum):
    """How a piece stands in an answer's list."""

    SAME = "same"  # people put it there too
    EXTRA = "extra"  # people did not
    MISSED = "missed"  # people did, the answer did not


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand beside each other in a prompt and in a list."""

    text: str
    mark: Mark


def expected_pieces(text: str, lists: Lists) -> dict[str, list[Piece]]:
    """The lists of people, as pieces."""
    return pieces(text, lists, lists)


def pieces(text: str, expected: Lists, said: Lists) -> dict[str, list[Piece]]:
    """Each list of an answer beside what was expected: what is in both, what is too much, what is not there."""
    wanted, found = placed(text, expected), placed(text, said)
    return {
        kind: joined(text, {place: mark for place in counted(text) if (mark := mark_of(place, kind, wanted, found))})
        for kind in GROUPS
    }


def mark_of(place: int, kind: str, wanted: Mapping[int, str], found: Mapping[int, str]) -> Mark | None:
    is_wanted, is_found = wanted.get(place) == kind, found.get(place) == kind
    if is_wanted and is_found:
        return Mark.SAME
    if is_found:
        return Mark.EXTRA
    return Mark.MISSED if is_wanted else None


def joined(text: str, marks: Mapping[int, Mark]) -> list[Piece]:
    """Neighbours within a clause that are marked alike, as they stand in the prompt."""
    tokens = words(tokenise(text))
    runs: list[list[int]] = []
    for place in sorted(marks):
        last = runs[-1][-1] if runs else None
        near = last == place - 1 and tokens[last].clause == tokens[place].clause and marks[last] == marks[place]
        if near:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [Piece(text[tokens[run[0]].start : tokens[run[-1]].end], marks[run[0]]) for run in runs]
