"""A prompt as pieces that a template writes one by one: text stays text, whatever it holds."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from annotation.rules.views import TokenView

KEPT, STRUCK, LOCKED, CONTESTED, MISSED, OVERSTRUCK = "kept", "struck", "locked", "contested", "missed", "overstruck"
SPANNING = {STRUCK, MISSED, OVERSTRUCK}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text of one kind."""

    kind: str
    text: str


def struck_through(tokens: Iterable[TokenView], tail: str, struck: Collection[int]) -> list[Piece]:
    """The prompt with its struck words."""
    kinds = ((STRUCK if token.word in struck else plain(token), token) for token in tokens)
    return pieces(kinds, tail)


def marked(tokens: Iterable[TokenView], tail: str, word: int | None) -> list[Piece]:
    """The prompt with one word marked."""
    return marked_all(tokens, tail, [] if word is None else [word])


def marked_all(tokens: Iterable[TokenView], tail: str, words: Collection[int]) -> list[Piece]:
    """The prompt with these words marked."""
    asked = ((CONTESTED if token.word in words else plain(token), token) for token in tokens)
    return pieces(asked, tail)


def against_truth(
    tokens: Iterable[TokenView], tail: str, struck: Collection[int], truth: Collection[int]
) -> list[Piece]:
    """The prompt with what somebody struck beside what is true: both, missed, or struck too much."""
    kinds = ((compared(token, token.word in struck, token.word in truth), token) for token in tokens)
    return pieces(kinds, tail)


def compared(token: TokenView, theirs: bool, true: bool) -> str:  # noqa: FBT001  two answers to one question
    if theirs and true:
        return STRUCK
    if true:
        return MISSED
    return OVERSTRUCK if theirs else plain(token)


def plain(token: TokenView) -> str:
    return LOCKED if token.locked and token.word is None else KEPT


def pieces(kinds: Iterable[tuple[str, TokenView]], tail: str) -> list[Piece]:
    """Runs of one kind together; the space between two struck words is struck with them."""
    parts: list[tuple[str, str]] = []
    before = KEPT
    for kind, token in kinds:
        if token.before:
            parts.append((kind if kind == before and kind in SPANNING else KEPT, token.before))
        parts.append((kind, token.text))
        before = kind
    parts.append((KEPT, tail))
    runs = ((kind, "".join(text for _, text in run)) for kind, run in groupby(parts, key=lambda part: part[0]))
    return [Piece(kind, text) for kind, text in runs if text]
