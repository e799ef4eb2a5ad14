"""The default guideline: its 24 rulings, read from the data that ships with the package."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from annotation.rules.matchers import Matcher

LANGUAGES = ("en", "ko", "zh")


class RulingDecision(StrEnum):
    """What annotators do with the words that a ruling speaks of."""

    JUDGE = "judge"
    LENIENT = "lenient"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Text:
    """A ruling in one language."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Example:
    """A prompt, what its picture shows, and the words to strike."""

    prompt: str
    picture: str
    struck: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class RulingText:
    """One ruling of a guideline as it is shipped; `matcher_data` is the JSON that `matcher` was read from."""

    number: int
    code: str
    decision: RulingDecision
    matcher: Matcher | None
    matcher_data: Mapping[str, Any] | None
    texts: Mapping[str, Text]
    examples: tuple[Example, ...]

    def as_fields(self) -> dict[str, Any]:
        """The columns of its row."""
        return {
            "number": self.number,
            "code": self.code,
            "decision": self.decision.value,
            "matcher": self.matcher_data,
            "texts": {language: asdict(text) for language, text in self.texts.items()},
            "examples": [asdict(example) for example in self.examples],
        }


class GuidelineError(ValueError):
    """The shipped guideline breaks its own shape."""


@cache
def default_rulings() -> tuple[RulingText, ...]:
    """
    The default rulings by number, each with its texts in all languages.

    :raises GuidelineError: numbers, codes, texts or examples are not as they should be
    """
    source = resources.files("annotation.guidelines").joinpath("default.json")
    rulings = tuple(_ruling(row) for row in json.loads(source.read_text(encoding="utf-8")))
    if [ruling.number for ruling in rulings] != list(range(1, len(rulings) + 1)):
        raise GuidelineError("rulings are numbered from 1, in order")
    if len({ruling.code for ruling in rulings}) != len(rulings):
        raise GuidelineError("two rulings share a code")
    return rulings


def _ruling(row: Mapping[str, Any]) -> RulingText:
    data = row["matcher"]
    if set(row["texts"]) != set(LANGUAGES) or len(row["examples"]) < 2:
        raise GuidelineError(f"ruling {row['number']} needs its texts in {LANGUAGES} and two examples")
    return RulingText(
        number=row["number"],
        code=row["code"],
        decision=RulingDecision(row["decision"]),
        matcher=None if data is None else Matcher.from_data(data),
        matcher_data=data,
        texts={language: Text(**text) for language, text in row["texts"].items()},
        examples=tuple(Example(**{**example, "struck": tuple(example["struck"])}) for example in row["examples"]),
    )
