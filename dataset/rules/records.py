"""
The words of a verdict as the files of an export have them, in JSON: made once, when the verdict is published.

What an export only has to paste is kept as text. It is that of the tidy level; the strict level differs in the words
that were taken away by rule alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import orjson

from dataset.rules.cleaning import Level
from dataset.rules.tokens import Token
from dataset.rules.tokens import words as words_of

SOURCES = ("unanimous", "majority", "desk", "provisional", "locked")

# A quotation mark within a text stands behind a backslash: these match keys alone.
_WORDS, _STARTS, _STRUCK, _AUTO = '"words":', ',"starts":', ',"struck":', ',"auto":'
_NONE_GONE = f"{_STRUCK}[]{_AUTO}[]}}"


class Decided(Protocol):
    """A verdict: words by their indices; the lists of votes have one entry a word."""

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
    @property
    def method(self) -> str: ...
    @property
    def parameters(self) -> Mapping[str, Any]: ...
    @property
    def evidence_hash(self) -> str: ...


class Record(NamedTuple):
    """
    `made_by`: the rules, an object. `prompt` and `clean_prompt`: strings; nothing at all where no word is left.
    `votes`: the last keys of a line of `words.jsonl` with its closing brace, lists with one entry a word, then lists
    of indices. `removed`: the words that are not in the clean prompt.
    """

    n_words: int
    made_by: str
    prompt: str
    clean_prompt: str
    votes: str
    removed: str


def record(
    prompt: str, clean: str | None, tokens: Sequence[Token], tokeniser: str, decided: Decided, *, n_judgments: int
) -> Record:
    """
    The record of a verdict on that prompt, of which `clean` was left.

    :raises ValueError: the votes are of another number of words
    """
    words = words_of(tokens)
    if not len(words) == len(decided.judged) == len(decided.strikes) == len(decided.word_sources):
        raise ValueError(f"votes of another number of words than {len(words)}")
    texts = [word.text(prompt) for word in words]
    auto = frozenset(decided.tidy_auto)
    votes = {
        "evidence": decided.evidence_hash,
        "judgments": n_judgments,
        "words": texts,
        "starts": [word.start for word in words],
        "ends": [word.end for word in words],
        "judged": [*decided.judged],
        "strikes": [*decided.strikes],
        "sources": [*decided.word_sources],
        "struck": sorted(decided.struck),
        "auto": sorted(auto),
    }
    removed = [
        {"index": index, "word": texts[index], "auto": index in auto} for index in sorted(auto.union(decided.struck))
    ]
    made_by = {"method": decided.method, "parameters": decided.parameters, "tokeniser": tokeniser}
    return Record(
        len(words),
        orjson.dumps(made_by, option=orjson.OPT_SORT_KEYS).decode(),  # the same, just made or read again
        as_json(prompt),
        "" if clean is None else as_json(clean),
        as_json(votes)[1:],
        as_json(removed),
    )


def as_json(value: object) -> str:
    return orjson.dumps(value).decode()


def at_level(votes: str, removed: str, level: Level) -> tuple[str, str]:
    """The same at the tidy or the strict level."""
    if level is Level.TIDY or votes.endswith(',"auto":[]}'):
        return votes, removed
    struck = [word for word in orjson.loads(removed) if not word["auto"]]
    return f"{votes[: votes.rindex(_AUTO)]}{_AUTO}[]}}", as_json(struck)


def n_removed(removed: str) -> int:
    return removed.count('{"index":')


def kept(votes: str) -> Sequence[str]:
    """The words of the clean prompt."""
    words: list[str] = orjson.loads(votes[votes.index(_WORDS) + len(_WORDS) : votes.index(_STARTS)])
    if votes.endswith(_NONE_GONE):
        return words
    gone = orjson.loads("{" + votes[votes.rindex(_STRUCK) + 1 :])
    removed = {*gone["struck"], *gone["auto"]}
    return [word for index, word in enumerate(words) if index not in removed]
