"""Tokens: the pieces of a prompt, as half-open code-point ranges of the untouched text."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    WORD = "word"
    SEPARATOR = "separator"
    OPEN = "open"
    CLOSE = "close"
    GLUE = "glue"
    WEIGHT = "weight"
    PARAMETER = "parameter"
    URL = "url"


KINDS = {kind.value: kind for kind in Kind}  # a look here costs a fifth of `Kind(value)`


class Token(NamedTuple):
    """
    One piece of a prompt: `prompt[start:end]`.

    `clause` counts the clauses of the prompt from 0. `word` is the running index among the word tokens, None for every
    other kind; strikes are sorted lists of these. `locked` says that the prompt's own structure forbids judging it.
    """

    start: int
    end: int
    kind: Kind
    clause: int
    word: int | None
    locked: bool

    def text(self, prompt: str) -> str:
        return prompt[self.start : self.end]


def words(tokens: Sequence[Token]) -> list[Token]:
    """The word tokens; the position in this list is the word index."""
    return [token for token in tokens if token.word is not None]


def pack(tokens: Sequence[Token]) -> list[list[int | str]]:
    """The JSON form kept in the database: [start, end, kind, clause, locked] a token."""
    return [[t.start, t.end, t.kind.value, t.clause, int(t.locked)] for t in tokens]


def unpack(rows: Sequence[Sequence[int | str]]) -> tuple[Token, ...]:
    """The inverse of `pack`; word indices are counted anew."""
    tokens: list[Token] = []
    n_words = 0
    for start, end, kind, clause, locked in rows:
        is_word = kind == "word"
        word = n_words if is_word else None
        tokens.append(Token(int(start), int(end), KINDS[str(kind)], int(clause), word, bool(locked)))
        n_words += is_word
    return tuple(tokens)
