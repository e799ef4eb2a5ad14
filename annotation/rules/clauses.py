"""Clauses: the words of a prompt as they are spelled, in the groups that its punctuation makes."""

from collections.abc import Sequence
from typing import NamedTuple

from dataset.rules.tokens import Kind, Token

QUOTES = frozenset("\"'“”„‟‘’«»‹›「」『』＂")
APOSTROPHES = str.maketrans("’‘ʼ", "'''")


class Spelled(NamedTuple):
    """One word of a clause: its index, its raw and its folded text, and what stands around it."""

    word: int
    raw: str
    folded: str
    spaced: bool
    quoted: bool
    locked: bool


Clause = tuple[Spelled, ...]


def clauses(prompt: str, tokens: Sequence[Token]) -> list[Clause]:
    """The words by clause, in order. A clause without a word is left out."""
    found: dict[int, list[Spelled]] = {}
    end, quoted = 0, False
    for token in tokens:
        if token.kind in {Kind.OPEN, Kind.CLOSE} and token.text(prompt) in QUOTES:
            quoted = token.kind is Kind.OPEN
        if token.word is not None:
            found.setdefault(token.clause, []).append(_spelled(prompt, token, end, quoted=quoted))
            end = token.end
    return [tuple(words) for words in found.values()]


def fold(text: str) -> str:
    """The text for comparison: one case, one apostrophe."""
    return text.translate(APOSTROPHES).casefold()


def _spelled(prompt: str, token: Token, end: int, *, quoted: bool) -> Spelled:
    raw = token.text(prompt)
    assert token.word is not None  # noqa: S101 - the caller asked; this tells the type checker
    return Spelled(token.word, raw, fold(raw), token.start > end, quoted, token.locked)
