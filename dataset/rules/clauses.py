"""Clauses: the runs of words between separators, and the words that a negative weight asks to be absent."""

import re
from collections.abc import Sequence

from dataset.rules.pieces import Piece
from dataset.rules.tokens import Kind, Token

_LINE_BREAK = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]")
_STRUCTURE = frozenset([Kind.PARAMETER, Kind.WEIGHT, Kind.URL])


def tokens_of(prompt: str, pieces: Sequence[Piece]) -> list[Token]:
    """Number the words and clauses of these pieces and lock what the prompt's structure forbids to judge."""
    negative = _negative(prompt, pieces)
    tokens: list[Token] = []
    add, new = tokens.append, tuple.__new__  # a long prompt has thousands; Token(...) takes twice the time
    clause = n_words = at = 0
    has_word = ended = False
    for number, (start, end, kind, ends_clause) in enumerate(pieces):
        if has_word and (ended or (start > at and _LINE_BREAK.search(prompt, at, start))):
            clause, has_word, ended = clause + 1, False, False
        if kind is Kind.WORD:
            add(new(Token, (start, end, kind, clause, n_words, number in negative)))
            n_words, has_word, ended = n_words + 1, True, False
        else:
            add(new(Token, (start, end, kind, clause, None, kind in _STRUCTURE)))
        ended, at = ended or ends_clause, end
    return tokens


def _negative(prompt: str, pieces: Sequence[Piece]) -> frozenset[int]:
    """The pieces of the parts that a negative weight ends; a part begins after a weight, a link or an argument."""
    if "::-" not in prompt:
        return frozenset()
    found: set[int] = set()
    since = 0
    for number, (start, _, kind, _) in enumerate(pieces):
        if kind not in _STRUCTURE:
            continue
        if kind is Kind.WEIGHT and prompt.startswith("::-", start):
            found.update(range(since, number))
        since = number + 1
    return frozenset(found)
