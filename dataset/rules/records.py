"""
The words of a verdict as the files of an export have them, in JSON: made once, when the verdict is published.

What an export only has to paste is kept as text. It is that of the tidy level; the strict level differs in the words
that were taken away by rule alone.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import orjson

from dataset.rules.cleaning import Level
from dataset.rules.tokens import Token
from dataset.rules.tokens import words as words_of

SOURCES = ("unanimous", "majority", "desk", "provisional", "locked")

# A quotation mark within a text stands behind a backslash: these match keys alone.
_AUTO, _NOT_AUTO = '"auto":true', '"auto":false'
_KEPT = re.compile(
    r'"text":("[^"\\]*(?:\\.[^"\\]*)*"),"start":\d+,"end":\d+,"judged":\d+,"strikes":\d+,"source":"\w+",'
    r'"struck":false,"auto":false'
)


class Decided(Protocol):
    """The words of a verdict, by their indices; the lists of votes have one entry a word."""

    @property
    def struck(self) -> Sequence[int]: ...
    @property
    def tidy_auto(self) -> Sequence[int]: ...
    @property
    def judged(self) -> Sequence[int]: ...
    @property
    def strikes(self) -> Sequence[int]: ...
    @property
    def word_sources(self) -> Sequence[int]: ...


class Record(NamedTuple):
    """`words`: every word with its place, its votes, and who decided it. `removed`: those not in the clean prompt."""

    n_words: int
    words: str
    removed: str


def record(prompt: str, tokens: Sequence[Token], decided: Decided) -> Record:
    """
    The record of a verdict on that prompt.

    :raises ValueError: the votes are of another number of words
    """
    struck, auto = frozenset(decided.struck), frozenset(decided.tidy_auto)
    votes = zip(words_of(tokens), decided.judged, decided.strikes, decided.word_sources, strict=True)
    words = [
        {
            "index": index,
            "text": word.text(prompt),
            "start": word.start,
            "end": word.end,
            "judged": judged,
            "strikes": strikes,
            "source": SOURCES[source],
            "struck": index in struck,
            "auto": index in auto,
        }
        for index, (word, judged, strikes, source) in enumerate(votes)
    ]
    removed = [{"index": index, "word": words[index]["text"], "auto": index in auto} for index in sorted(struck | auto)]
    return Record(len(words), orjson.dumps(words).decode(), orjson.dumps(removed).decode())


def at_level(words: str, removed: str, level: Level) -> tuple[str, str]:
    """The same at the tidy or the strict level."""
    if level is Level.TIDY or _AUTO not in removed:
        return words, removed
    struck = [word for word in orjson.loads(removed) if not word["auto"]]
    return words.replace(_AUTO, _NOT_AUTO), orjson.dumps(struck).decode()


def n_removed(removed: str) -> int:
    return removed.count('{"index":')


def kept(words: str) -> Iterator[str]:
    """The words of the clean prompt, one by one: most prompts are known by their first two."""
    for found in _KEPT.finditer(words):
        yield orjson.loads(found[1])
