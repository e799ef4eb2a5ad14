"""What is known of a demo pair: its picture, its prompt, and which words the picture does not show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PIL.Image import Image

from dataset.rules.tokens import Token, words
from jdb_site.demo.finishes import encoded

Known = Literal["judged", "mismatch", "unjudgeable"]
Scene = Callable[[], Image]


class NotInPrompt(ValueError):
    """A truth names words that its prompt does not have, or that do not begin and end where words do."""


@dataclass(frozen=True, slots=True)
class DemoPair:
    """
    One picture with its prompt and its truth.

    `struck` names runs of the prompt that are not depicted, each with its occurrence from 1; `rulings` are the rows of
    the guideline that the pair shows; `draw` gives the bytes of the picture's file, the same on every call.
    """

    key: str
    prompt: str
    language: str
    outcome: str
    struck: tuple[tuple[str, int], ...]
    rulings: tuple[int, ...]
    width: int
    height: int
    suffix: str
    draw: Callable[[], bytes]


def known(
    key: str,
    scene: Scene,
    prompt: str,
    *struck: str | tuple[str, int],
    shows: tuple[int, ...],
    outcome: Known = "judged",
    language: str = "en",
    size: tuple[int, int] = (1024, 1024),
    suffix: str = ".jpg",
) -> DemoPair:
    """A demo pair; a struck run given without its occurrence is the first."""
    runs = tuple((run, 1) if isinstance(run, str) else run for run in struck)
    draw = partial(_bytes, scene, suffix)
    return DemoPair(key, prompt, language, outcome, runs, shows, *size, suffix, draw)


def struck_words(pair: DemoPair, tokens: Sequence[Token]) -> tuple[int, ...]:
    """
    The word indices of the truth, sorted.

    :raises NotInPrompt: a run is not in the prompt as often as its occurrence says, or cuts through a word
    """
    found = {index for run, occurrence in pair.struck for index in _indices(pair.prompt, run, occurrence, tokens)}
    return tuple(sorted(found))


def _indices(prompt: str, run: str, occurrence: int, tokens: Sequence[Token]) -> list[int]:
    matches = [at for at in range(len(prompt)) if prompt.startswith(run, at) and _whole(at, at + len(run), tokens)]
    if len(matches) < occurrence:
        raise NotInPrompt(f"{run!r} ({occurrence}) is not a run of words in {prompt!r}")
    start = matches[occurrence - 1]
    return [t.word for t in words(tokens) if t.word is not None and start <= t.start and t.end <= start + len(run)]


def _whole(start: int, end: int, tokens: Sequence[Token]) -> bool:
    touched = [token for token in words(tokens) if token.start < end and start < token.end]
    return bool(touched) and all(start <= token.start and token.end <= end for token in touched)


def _bytes(scene: Scene, suffix: str) -> bytes:
    return encoded(scene(), suffix)
