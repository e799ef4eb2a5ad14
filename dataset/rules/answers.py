"""Answers of models: from the text that came to what is said of a prompt, or to the codes of what is wrong."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from dataset.rules.image_texts import LETTERS, Question

RULES_VERSION = "1"  # raise it when an answer that held would not hold any more, or the reverse
GROUPS = ("style", "content", "atmosphere", "other")
KINDS = ("style", "content")

_FENCE = re.compile(r"\A\s*```[a-z]*\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)


class Code(StrEnum):
    """What an answer is held against; the notes of a template speak of these."""

    JSON = "S1"  # the text is one JSON value
    SCHEMA = "S2"  # which keeps to the template's schema
    SPAN = "W1"  # each word or phrase stands in the prompt
    COVERAGE = "W2"  # in one group only, and most words of the prompt are in one
    CAPTION = "C1"  # the caption is one sentence of 3 to 60 words, without parameters or links
    STRUCK = "C2"  # nothing speaks of a word that was struck
    OPTIONS = "Q1"  # four different options, a question mark, no question twice
    GIVEN_AWAY = "Q2"  # the right option stands not in the question, and is none of "all of the above"
    NO_STYLE = "Q3"  # questions on style only where there is style
    HIJACKED = "I1"  # the model did as the prompt said, or would not
    LISTED = "L1"  # of a list, each index or id is one that is there, and is named once
    MISSING = "L2"  # and none is left out


# What was wrong with an answer, as people read it.
SENTENCES: dict[str, str] = {
    Code.JSON: "no JSON, or JSON within a fence",
    Code.SCHEMA: "JSON of another schema",
    Code.SPAN: "words that do not stand in the prompt",
    Code.COVERAGE: "a word in two lists, or most words in none",
    Code.CAPTION: "no caption of one plain sentence",
    Code.STRUCK: "speaks of a struck word",
    Code.OPTIONS: "not four different options, no question mark, or a question twice",
    Code.GIVEN_AWAY: "the right option stands in the question, or is “all of the above”",
    Code.NO_STYLE: "questions on a style that is not there",
    Code.HIJACKED: "did as the prompt said, or spoke of itself",
    Code.LISTED: "named what is not in the list, or something twice",
    Code.MISSING: "left out much of the list",
}


@dataclass(slots=True)
class Said:
    """What an answer says of a prompt. A part that was not asked for is None; `value` is all of it, as it came."""

    words: dict[str, list[str]] | None = None
    caption: str | None = None
    questions: list[Question] | None = None
    value: dict[str, Any] | None = None


@dataclass(slots=True)
class Checked:
    """An answer, held against the rules: what it says, what was mended in it, and what is wrong with it still."""

    said: Said
    repairs: list[Code] = field(default_factory=list)
    failures: list[Code] = field(default_factory=list)

    def mend(self, code: Code) -> None:
        if code not in self.repairs:
            self.repairs.append(code)

    def fail(self, code: Code) -> None:
        if code not in self.failures:
            self.failures.append(code)


def read(text: str, schema: Mapping[str, Any]) -> Checked:
    """What a text says, when it is JSON of this schema, perhaps in a fence; the rules on its content come after."""
    checked = Checked(Said())
    if fenced := _FENCE.match(text):
        text = fenced[1]
        checked.mend(Code.JSON)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        checked.fail(Code.JSON)
        return checked
    if not _validator(json.dumps(schema, sort_keys=True)).is_valid(value):
        checked.fail(Code.SCHEMA)
        return checked
    checked.said = said(value)
    return checked


@lru_cache(maxsize=32)
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema))


def said(value: Mapping[str, Any]) -> Said:
    """What a valid answer says, trimmed."""
    words = value.get("words")
    caption = value.get("caption")
    kinds = [kind for kind in KINDS if f"{kind}_questions" in value]
    return Said(
        None if words is None else {group: [word.strip() for word in words.get(group, ())] for group in GROUPS},
        None if caption is None else caption.strip(),
        [question(kind, n, raw) for kind in kinds for n, raw in enumerate(value[f"{kind}_questions"])]
        if kinds
        else None,
        dict(value),
    )


def question(kind: str, position: int, raw: Mapping[str, Any]) -> Question:
    """A question; an answer that is none of the four letters is -1, which the rules refuse."""
    letter = raw["answer"].strip().upper()
    options = [option.strip() for option in raw["options"]]
    answer = LETTERS.find(letter) if len(letter) == 1 else -1
    return Question(kind, position, raw["question"].strip(), options, answer)
