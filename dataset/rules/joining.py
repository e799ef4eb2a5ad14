"""Joining: the surviving tokens of a prompt as one text, with the separators and spaces that they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dataset.rules.characters import BAR, COLON, COMMA, DASH, SEMICOLON, SENTENCE
from dataset.rules.spacing import gap, is_unspaced
from dataset.rules.tokens import Kind, Token

# Of the separators around what is gone, the strongest stays.
_STRENGTH = {mark: rank for rank, marks in enumerate([COLON, COMMA, BAR, SEMICOLON, DASH, SENTENCE]) for mark in marks}
_SPACED = frozenset(BAR + DASH)


@dataclass(frozen=True, slots=True)
class Draft:
    """A prompt under way to its clean text: its tokens, what to write for each, and which of them stay."""

    prompt: str
    tokens: Sequence[Token]
    texts: Sequence[str]
    stays: Sequence[bool]


def joined(draft: Draft) -> str:
    """The text of the tokens that stay; at least one of the others is gone."""
    standing = [at for at, stay in enumerate(draft.stays) if stay and draft.tokens[at].kind is not Kind.SEPARATOR]
    out: list[str] = []
    before: int | None = None
    for after in [*standing, None]:
        first, until = (0 if before is None else before + 1), (len(draft.tokens) if after is None else after)
        separators = [at for at in range(first, until) if draft.stays[at]]
        touched = len(separators) < until - first
        out += _stretch(
            draft, before, _needed(draft, before, after, separators, touched=touched), after, touched=touched
        )
        before = after
    return "".join(out)


def _needed(draft: Draft, before: int | None, after: int | None, separators: list[int], *, touched: bool) -> list[int]:
    """Which of the separators between two survivors are still wanted; None is the edge of the text."""
    follower = None if after is None else draft.tokens[after].kind
    if before is None or (touched and (_opens(draft, before) or follower is Kind.WEIGHT)):
        return []
    if follower in {None, Kind.PARAMETER} or (touched and follower is Kind.CLOSE):
        separators = [at for at in separators if _rank(draft, at) == _STRENGTH["."]]
    if touched:
        strongest = sorted(separators, key=lambda at: -_rank(draft, at))[:1]
        return [at for at in strongest if draft.texts[at] != "." or not draft.texts[before].endswith(".")]
    return [next(same) for _, same in groupby(separators, key=lambda at: draft.texts[at])]


def _opens(draft: Draft, at: int) -> bool:
    """Whether what follows this survivor begins anew: after a bracket, a weight or the bullet of a line."""
    kind, end = draft.tokens[at].kind, draft.tokens[at].end
    return kind in {Kind.OPEN, Kind.WEIGHT} or (kind is Kind.GLUE and draft.prompt[end : end + 1].isspace())


def _rank(draft: Draft, at: int) -> int:
    return _STRENGTH[draft.texts[at][0]]


def _stretch(draft: Draft, before: int | None, separators: list[int], after: int | None, *, touched: bool) -> list[str]:
    """What to write between two survivors, and the second of them."""
    out: list[str] = []
    last = before
    for at in separators:
        spaced = draft.texts[at][0] in _SPACED and draft.prompt[draft.tokens[at].start - 1 :][:1].isspace()
        out += [" " if last is not None and spaced else "", draft.texts[at]]
        last = at
    if after is not None:
        space = _gap(draft, before if touched else last, after)
        out += ["" if last is None else _space(draft, last, after, space, touched=touched), draft.texts[after]]
    return out


def _gap(draft: Draft, before: int | None, after: int) -> str:
    """The white space between two tokens, across those that are gone."""
    if before is None:
        return ""
    tokens = draft.tokens
    return gap("".join(draft.prompt[tokens[at].end : tokens[at + 1].start] for at in range(before, after)))


def _space(draft: Draft, last: int, after: int, space: str, *, touched: bool) -> str:
    """The space between two neighbours in the clean text, given the white space that was there."""
    left, right, prompt = draft.tokens[last], draft.tokens[after], draft.prompt
    hangs_on_left = right.kind in {Kind.GLUE, Kind.WEIGHT} and not prompt[right.start - 1].isspace()
    hangs_on_right = left.kind is Kind.GLUE and not prompt[left.end].isspace()
    if left.kind is Kind.OPEN or right.kind is Kind.CLOSE or hangs_on_left or hangs_on_right:
        return ""
    if space or right.kind is Kind.PARAMETER:
        return space or " "
    return " " if touched and not is_unspaced(draft.texts[last][-1] + draft.texts[after][0]) else ""
