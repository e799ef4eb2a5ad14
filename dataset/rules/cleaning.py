"""Cleaning: the text that is left of a prompt when words are struck, at three levels."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dataset.rules.articles import article_before
from dataset.rules.joining import Draft, joined
from dataset.rules.orphans import orphans
from dataset.rules.spacing import spaced
from dataset.rules.survivors import survivors
from dataset.rules.tokens import Kind, Token, words


class Level(StrEnum):
    STRICT = "strict"
    TIDY = "tidy"
    TEXT_ONLY = "text_only"


@dataclass(frozen=True, slots=True)
class Clean:
    """
    A clean prompt.

    `auto` are the indices of the words that the level took away beyond the strikes, ascending: orphaned function words
    and, where weights go, the words that a negative weight asked to be absent.
    """

    text: str
    auto: tuple[int, ...]


def clean(prompt: str, tokens: Sequence[Token], struck: Collection[int], level: Level, language: str = "en") -> Clean:
    """
    The prompt without the struck words, its structure set in order around them.

    With nothing to take away only white space changes. A prompt that loses its last word is empty.

    :param struck: word indices
    :param language: ISO 639-1; beyond `en` no function word is taken away
    :raises ValueError: a struck index is not a word of the prompt
    """
    listed = words(tokens)
    if unknown := [index for index in struck if not 0 <= index < len(listed)]:
        raise ValueError(f"not words of the prompt: {unknown}")
    bare = level is Level.TEXT_ONLY
    auto: frozenset[int] = frozenset()
    if level is not Level.STRICT and language == "en" and struck:
        auto = orphans(prompt, tokens, struck)
    if bare:
        auto |= {index for index, word in enumerate(listed) if word.locked and index not in struck}
    gone = auto.union(struck)
    return Clean(_text(prompt, tokens, gone, level, language), tuple(sorted(auto)))


def _text(prompt: str, tokens: Sequence[Token], gone: Collection[int], level: Level, language: str) -> str:
    if gone and len(gone) == len(words(tokens)):
        return ""
    bare = level is Level.TEXT_ONLY
    if not gone and not (bare and any(token.locked for token in tokens)):
        return spaced(prompt)
    texts = [token.text(prompt) for token in tokens]
    if level is not Level.STRICT and language == "en":
        _agree(tokens, texts, gone)
    return spaced(joined(Draft(prompt, tokens, texts, survivors(prompt, tokens, gone, bare=bare))))


def _agree(tokens: Sequence[Token], texts: list[str], gone: Collection[int]) -> None:
    """Let `a` and `an` agree with the word that now follows them, where another one did before."""
    article: int | None = None
    between = False
    for index, token in enumerate(tokens):
        if token.kind is not Kind.WORD:
            continue
        if token.word in gone:
            between = True
            continue
        if article is not None and between and tokens[article].clause == token.clause:
            texts[article] = article_before(texts[index], texts[article])
        article, between = (index if texts[index].lower() in {"a", "an"} else None), False
