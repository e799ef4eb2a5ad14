"""The six worked examples that the product ships: a picture, its prompt, and what is struck in it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from annotation.rules.guidelines import default_rulings
from annotation.rules.matchers import locked_words
from annotation.rules.views import token_views
from dataset.rules.tokeniser import tokenise, tokens_hash
from dataset.rules.tokens import Token, words

SIDE = 768


class LessonError(ValueError):
    """A shipped example strikes what its prompt does not say."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One worked example; `struck` are word indices, `picture` names its file."""

    code: str
    picture: str
    prompt: str
    language: str
    tokens: tuple[Token, ...]
    struck: tuple[int, ...]


@cache
def lessons() -> tuple[Lesson, ...]:
    """
    The examples in their order.

    :raises LessonError: a run to be struck is not in its prompt
    """
    source = resources.files("annotation.guidelines").joinpath("lessons.json")
    return tuple(_lesson(row) for row in json.loads(source.read_text(encoding="utf-8")))


def _lesson(row: Mapping[str, Any]) -> Lesson:
    tokens = tuple(tokenise(row["prompt"]))
    struck = [word for run in row["struck"] for word in _words_of(row["prompt"], run, tokens)]
    return Lesson(row["code"], row["picture"], row["prompt"], row["language"], tokens, tuple(sorted(struck)))


def _words_of(prompt: str, run: str, tokens: Sequence[Token]) -> list[int]:
    """The words of the first run of whole words that reads so."""
    starts = {token.start for token in words(tokens)}
    start = next((at for at in sorted(starts) if prompt.startswith(run, at)), None)
    if start is None:
        raise LessonError(f"{run!r} is not a run of words in {prompt!r}")
    end = start + len(run)
    return [t.word for t in words(tokens) if t.word is not None and start <= t.start and t.end <= end]


def shipped(address: Callable[[str], str]) -> list[dict[str, Any]]:
    """
    The examples as the page reads them: pairs as the workbench knows them, with their truth.

    :param address: from the name of a picture's file to where the browser finds it
    """
    return [_shown(number, lesson, address) for number, lesson in enumerate(lessons(), start=1)]


def _shown(number: int, lesson: Lesson, address: Callable[[str], str]) -> dict[str, Any]:
    locked = locked_words(default_rulings(), lesson.prompt, lesson.tokens, lesson.language)
    views, tail = token_views(lesson.prompt, lesson.tokens, {str(word): ruling for word, ruling in locked.items()})
    url = address(f"lessons/{lesson.picture}.webp")
    return {
        "code": lesson.code,
        "truth": [*lesson.struck],
        "item": number,
        "language": lesson.language,
        "tokens_hash": tokens_hash(lesson.prompt, lesson.tokens),
        "prompt": lesson.prompt,
        "n_words": len(words(lesson.tokens)),
        "tokens": [view._asdict() for view in views],
        "tail": tail,
        "image": {
            "id": lesson.picture,
            "width": SIDE,
            "height": SIDE,
            "thumbhash": "",
            "sensitivity": "safe",
            "renditions": dict.fromkeys(("512", "1024", "original"), url),
        },
    }
