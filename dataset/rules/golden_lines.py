"""Lines of a golden set: a prompt, its words by kind as people sort them, perhaps a caption, and why it is there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dataset.rules.answers import GROUPS
from dataset.rules.sorted_words import faults

KEYS = {"prompt", "words", "caption", "note"}
LONGEST = 10_000
LONGEST_NOTE = 300


class LineRefused(ValueError):
    """What is wrong with a line, for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What people say of a prompt. `note`: why it is in the set, as "an instruction within the prompt"."""

    text: str
    words: Mapping[str, list[str]] = field(default_factory=dict)
    caption: str = ""
    note: str = ""


def read(line: str) -> Expected:
    """
    The expectation that a line holds, with all four lists.

    :raises LineRefused: it is none, with all that is wrong with it
    """
    try:
        value = json.loads(line)
    except ValueError as error:
        raise LineRefused(f"This is no JSON: {error}.") from error
    if not isinstance(value, dict) or not isinstance(value.get("prompt"), str):
        raise LineRefused('A line is an object with a text under "prompt".')
    if strange := sorted(set(value) - KEYS):
        raise LineRefused(f"There is no key {', '.join(strange)}; there are {', '.join(sorted(KEYS))}.")
    return checked(value["prompt"], value.get("words"), value.get("caption", ""), value.get("note", ""))


def checked(text: str, words: Any, caption: Any, note: Any) -> Expected:
    """
    An expectation in its one form: trimmed, with all four lists.

    :raises LineRefused: with all that is wrong with it
    """
    if not isinstance(words, dict) or not all(map(are_texts, words.values())):
        raise LineRefused('"words" has four lists of texts: style, content, atmosphere, other.')
    if strange := sorted(set(words) - set(GROUPS)):
        raise LineRefused(f"There is no list {', '.join(strange)}; there are {', '.join(GROUPS)}.")
    if not isinstance(caption, str) or not isinstance(note, str):
        raise LineRefused('"caption" and "note" are texts.')
    text, lists = text.strip(), {kind: [word.strip() for word in words.get(kind, ())] for kind in GROUPS}
    if not text or len(text) > LONGEST or "\0" in text + caption + note:
        raise LineRefused(f"A prompt has 1 to {LONGEST:,} characters, and no NUL.")
    if len(note) > LONGEST_NOTE:
        raise LineRefused(f"A note has {LONGEST_NOTE} characters at most.")
    if wrong := faults(text, lists):
        raise LineRefused(" ".join(wrong))
    return Expected(text, lists, caption.strip(), note.strip())


def are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
