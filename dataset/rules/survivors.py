"""Survivors: which signs, brackets and weights of a prompt still stand once some of its words are gone."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import accumulate

from dataset.rules.characters import PAIRS
from dataset.rules.tokens import Kind, Token

_STRUCTURE = frozenset([Kind.PARAMETER, Kind.WEIGHT, Kind.URL])
_CONTENT = frozenset([Kind.WORD, Kind.PARAMETER, Kind.URL])
_BREAKS = frozenset([Kind.OPEN, Kind.SEPARATOR, Kind.WEIGHT])


def survivors(prompt: str, tokens: Sequence[Token], gone: Collection[int], *, bare: bool) -> list[bool]:
    """
    For each token whether it stays. Which separators are needed is seen only between two survivors: they stay here.

    :param gone: the word indices that go
    :param bare: whether links, parameters and weights go too
    """
    stays = [token.word not in gone and not (bare and token.kind in _STRUCTURE) for token in tokens]
    clauses = {token.clause for token, stay in zip(tokens, stays, strict=True) if stay and token.word is not None}
    _drop_weights(tokens, stays)
    _drop_brackets(prompt, tokens, stays, clauses)
    _drop_glue(prompt, tokens, stays, clauses)
    return stays


def _drop_weights(tokens: Sequence[Token], stays: list[bool]) -> None:
    """A weight goes with the last word of the part that it weighs."""
    had_word = has_word = False
    for index, token in enumerate(tokens):
        if token.kind in _STRUCTURE:
            if token.kind is Kind.WEIGHT and had_word and not has_word:
                stays[index] = False
            had_word = has_word = False
        elif token.kind is Kind.WORD:
            had_word, has_word = True, has_word or stays[index]


def _drop_brackets(prompt: str, tokens: Sequence[Token], stays: list[bool], clauses: set[int]) -> None:
    """A pair of brackets or quotes goes with its last word, and all that is left inside goes with it."""
    content = [0, *accumulate(stay and token.kind in _CONTENT for token, stay in zip(tokens, stays, strict=True))]
    depth_change = [0] * (len(tokens) + 1)
    for opening, closing in _pairs(prompt, tokens):
        if opening is None or closing is None:
            alone = closing if opening is None else opening
            if alone is not None and tokens[alone].clause not in clauses:
                stays[alone] = False
        elif content[opening] == content[closing]:
            depth_change[opening] += 1
            depth_change[closing + 1] -= 1
    for index, depth in enumerate(accumulate(depth_change[:-1])):
        stays[index] = stays[index] and depth == 0


def _pairs(prompt: str, tokens: Sequence[Token]) -> list[tuple[int | None, int | None]]:
    """The brackets and quotes of each shape, matched innermost first; one without a partner stands with None."""
    pairs: list[tuple[int | None, int | None]] = []
    open_ones: dict[str, list[int]] = defaultdict(list)
    for index, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            mark = token.text(prompt)
            open_ones[PAIRS.get(mark, mark)].append(index)
        elif token.kind is Kind.CLOSE:
            waiting = open_ones[token.text(prompt)]
            pairs.append((waiting.pop() if waiting else None, index))
    return pairs + [(index, None) for waiting in open_ones.values() for index in waiting]


def _drop_glue(prompt: str, tokens: Sequence[Token], stays: list[bool], clauses: set[int]) -> None:
    """A sign goes with the word that it hangs on, a slash with either of its two."""
    clause, in_clause, in_group, in_chain = -1, False, False, False
    for index, token in enumerate(tokens):
        if token.clause != clause:
            clause, in_clause = token.clause, False
        if token.kind in _BREAKS:
            in_group = False
        if index and tokens[index - 1].end < token.start:
            in_chain = False
        if token.kind is Kind.WORD:
            in_clause = True
            in_group, in_chain = in_group or stays[index], in_chain or stays[index]
        elif token.kind is Kind.GLUE and stays[index]:
            if token.end - token.start > 1 and prompt[token.start] == ":":
                stays[index] = in_group
            elif not in_clause:
                stays[index] = clause in clauses
            else:
                stays[index] = _holds(tokens, stays, index, in_chain=in_chain)


def _holds(tokens: Sequence[Token], stays: Sequence[bool], index: int, *, in_chain: bool) -> bool:
    """Whether a sign that stands after a word of its clause still has something to hold on to."""
    token, before = tokens[index], tokens[index - 1]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    word_follows = after is not None and after.kind in {Kind.WORD, Kind.OPEN, Kind.GLUE}
    follower_stays = word_follows and stays[index + 1]
    on_left = before.end == token.start and before.kind in {Kind.WORD, Kind.CLOSE, Kind.GLUE}
    on_right = word_follows and after is not None and after.start == token.end
    if on_left and on_right:
        return in_chain and follower_stays
    if on_left:
        return stays[index - 1]
    return follower_stays if on_right else stays[index - 1] and follower_stays
