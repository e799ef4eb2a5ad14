"""
Matchers: which words of a prompt a ruling speaks of.

A matcher is a lexicon, a pattern, kinds of token, names after a lead, or several of these; each is enough. It looks at
one clause at a time and costs time linear in the prompt.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Protocol, Self

from annotation.rules.clauses import Clause, clauses
from annotation.rules.names import Names, names_in
from annotation.rules.phrases import LONGEST_RUN, Phrase, covered, phrases, term_key
from dataset.rules.tokens import Kind, Token

NEVER = "never"
# Prompts of every language carry English words.
EVERYWHERE = "en"

LONGEST_PATTERN = 600
# A repeated group, a look-around or a back-reference can make a search exponential.
UNSAFE = re.compile(r"\)[*+{]|\(\?[^:]|\\[1-9]")
FIELDS = frozenset({"words", "pattern", "run", "kinds", "names"})


class MatcherError(ValueError):
    """This is no matcher: a field is unknown, of the wrong type, or a pattern is unsafe."""


class Ruling(Protocol):
    """What locking needs to know of a ruling."""

    @property
    def number(self) -> int: ...
    @property
    def decision(self) -> str: ...
    @property
    def matcher(self) -> "Matcher | None": ...


@dataclass(frozen=True)
class Matcher:
    """
    `words`: terms by language (one or more words each). `pattern`: a regular expression on the whole folded text of up
    to `run` words. `kinds`: kinds of token. `names`: names after a lead. All optional, any suffices.
    """

    words: Mapping[str, tuple[str, ...]]
    pattern: str | None = None
    run: int = 1
    kinds: frozenset[Kind] = frozenset()
    names: Names | None = None

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """
        Read the JSON form.

        :raises MatcherError: it is none
        """
        if unknown := set(data) - FIELDS:
            raise MatcherError(f"unknown fields: {', '.join(sorted(unknown))}")
        return cls(
            words={language: _terms(terms) for language, terms in _mapping(data.get("words", {})).items()},
            pattern=_pattern(data["pattern"]) if data.get("pattern") is not None else None,
            run=_run(data.get("run", 1)),
            kinds=_kinds(data.get("kinds", [])),
            names=_names(_mapping(data["names"])) if data.get("names") is not None else None,
        )

    @cached_property
    def keys(self) -> dict[str, frozenset[str]]:
        """The terms by language as they are compared."""
        return {language: frozenset(map(term_key, terms)) for language, terms in self.words.items()}

    @cached_property
    def regex(self) -> re.Pattern[str] | None:
        return re.compile(self.pattern) if self.pattern else None

    def terms(self, language: str) -> frozenset[str]:
        none = frozenset[str]()
        return self.keys.get(EVERYWHERE, none) | self.keys.get(language.partition("-")[0], none)


def matches(matcher: Matcher, prompt: str, tokens: Sequence[Token], language: str) -> frozenset[int]:
    """The indices of the words that the matcher speaks of."""
    return _matches(matcher, tokens, _readings(prompt, tokens), language)


def matches_any(matchers: Iterable[Matcher], prompt: str, tokens: Sequence[Token], language: str) -> frozenset[int]:
    """The words that any of these speaks of."""
    readings = _readings(prompt, tokens)
    return frozenset().union(*(_matches(matcher, tokens, readings, language) for matcher in matchers))


def touches(matcher: Matcher, prompt: str, tokens: Sequence[Token], language: str) -> bool:
    """Whether the ruling matters to this prompt: a word matches, or a token of its kinds is there."""
    return any(token.kind in matcher.kinds for token in tokens) or bool(matches(matcher, prompt, tokens, language))


def locked_words(rulings: Iterable[Ruling], prompt: str, tokens: Sequence[Token], language: str) -> dict[int, int]:
    """The words that nobody judges under these rulings, each with the first ruling that says so."""
    readings = _readings(prompt, tokens)
    locked: dict[int, int] = {}
    for ruling in sorted(rulings, key=lambda ruling: ruling.number):
        if ruling.decision == NEVER and ruling.matcher is not None:
            for word in _matches(ruling.matcher, tokens, readings, language):
                locked.setdefault(word, ruling.number)
    return dict(sorted(locked.items()))


_Reading = tuple[Clause, list[Phrase]]


def _readings(prompt: str, tokens: Sequence[Token]) -> list[_Reading]:
    return [(clause, list(phrases(clause))) for clause in clauses(prompt, tokens)]


def _matches(matcher: Matcher, tokens: Sequence[Token], readings: Sequence[_Reading], language: str) -> frozenset[int]:
    found = {token.word for token in tokens if token.word is not None and token.kind in matcher.kinds}
    terms = matcher.terms(language)
    for clause, runs in readings:
        found |= {clause[at].word for at in _positions(matcher, terms, clause, runs)}
    return frozenset(found)


def _positions(matcher: Matcher, terms: frozenset[str], clause: Clause, runs: list[Phrase]) -> set[int]:
    hits = covered((run.start, run.end) for run in runs if run.key in terms)
    if (regex := matcher.regex) is not None:
        short = (run for run in runs if run.end - run.start <= matcher.run)
        hits |= covered((run.start, run.end) for run in short if regex.fullmatch(run.text))
    return hits | names_in(clause, runs, matcher.names) if matcher.names else hits


def _pattern(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_PATTERN or UNSAFE.search(value):
        raise MatcherError("a pattern is a short expression without repeated groups, look-around or back-references")
    try:
        re.compile(value)
    except re.error as error:
        raise MatcherError(f"the pattern is not a regular expression: {error}") from error
    return value


def _run(value: object) -> int:
    if type(value) is not int or not 1 <= value <= LONGEST_RUN:  # True is an int to isinstance
        raise MatcherError(f"a pattern looks at 1 to {LONGEST_RUN} words")
    return value


def _kinds(value: object) -> frozenset[Kind]:
    kinds = _terms(value)
    if unknown := set(kinds) - set(Kind):
        raise MatcherError(f"unknown kinds of token: {', '.join(sorted(unknown))}")
    return frozenset(map(Kind, kinds))


def _names(data: Mapping[str, object]) -> Names:
    if set(data) != {field.name for field in fields(Names)}:
        raise MatcherError(f"names have these fields: {', '.join(field.name for field in fields(Names))}")
    return Names(**{field: frozenset(map(term_key, _terms(terms))) for field, terms in data.items()})


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise MatcherError("an object with fields is wanted")
    return value


def _terms(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(term, str) and term.strip() for term in value):
        raise MatcherError("terms are a list of texts")
    return tuple(value)
