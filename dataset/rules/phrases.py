"""Where pieces of a prompt stand in it, word by word, whatever their capitals, width and spaces."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words


def folded(text: str) -> str:
    """Without differences of case, width and form."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def flat(text: str) -> str:
    """Folded, with single spaces: what two texts have in common that say the same."""
    return " ".join(folded(text).split())


@lru_cache(maxsize=10_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded; the place in it is the word index."""
    return tuple(folded(token.text(text)) for token in words(tokenise(text)))


@dataclass(frozen=True, slots=True)
class Span:
    """Words from `start` on, before `end`."""

    start: int
    end: int

    def within(self) -> range:
        return range(self.start, self.end)


def spans(phrase: str, prompt: Sequence[str]) -> list[Span]:
    """Every place of a phrase among the folded words of a prompt, in order; none for a phrase without words."""
    wanted = words_of(phrase)
    if not wanted:
        return []
    n = len(wanted)
    return [Span(at, at + n) for at in range(len(prompt) - n + 1) if tuple(prompt[at : at + n]) == wanted]
