"""What holds of a clean prompt: what is said of itself, else what is carried over from the one it was cleaned from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dataset.rules.answers import Said
from dataset.rules.mentions import mentions
from dataset.rules.prunings import holds_still, pruned_words

WORDS = "words"
PARTS = (WORDS, "caption", "questions")
NOTHING: Mapping[str, Any] = {WORDS: {}, "caption": "", "questions": []}


@dataclass(frozen=True, slots=True)
class Lost:
    """The stems of words that were struck from a text, which is in this language."""

    stems: Collection[str]
    language: str

    def is_mentioned(self, part: str, value: Any) -> bool:
        """Whether this part of an annotation says one of them."""
        if part == WORDS:
            return any(mentions(word, self.stems, self.language) for group in value.values() for word in group)
        return not holds_still(Said(**{part: value}), self.stems, self.language)


@dataclass(frozen=True, slots=True)
class Origin:
    """A text with the words that were struck from it, and what holds of it."""

    text: str
    struck: Collection[int]
    said: Said


@dataclass(frozen=True, slots=True)
class Own:
    """
    What is said of the clean text itself: what holds now, whether somebody said that of this very text, be it that
    there is nothing to say, and all that was ever said of it so, the newest first, each with its number.
    """

    now: Said
    is_firsthand: Mapping[str, bool]
    before: Sequence[tuple[int | None, Said]]


@dataclass(frozen=True, slots=True)
class Choice:
    """
    What a part is to be: as it is, the `earlier` one, or this value, of that origin. `lacks`: it has to be asked anew.
    """

    stays: bool = False
    earlier: tuple[int | None] | None = None
    value: Any = None
    origin: int | None = None
    lacks: bool = False


def choose(part: str, own: Own, origins: Iterable[Origin], lost: Lost) -> Choice:
    """
    Decide what a part is. What mentions a struck word never holds; then rather nothing does.

    :param origins: the newest first
    """
    now = getattr(own.now, part) or NOTHING[part]
    if own.is_firsthand[part] and not lost.is_mentioned(part, now):
        return Choice(stays=True)
    for number, said in own.before:
        if (value := getattr(said, part)) and not lost.is_mentioned(part, value):
            return Choice(earlier=(number,))
    found = carried(part, origins, lost) or Choice(
        value=NOTHING[part], lacks=part != WORDS and bool(now) and lost.is_mentioned(part, now)
    )
    return Choice(stays=True, lacks=found.lacks) if found.value == now else found


def carried(part: str, origins: Iterable[Origin], lost: Lost) -> Choice | None:
    """The part of the first origin that says it: without what was struck, or nothing where it mentions that."""
    for place, origin in enumerate(origins):
        if not (value := getattr(origin.said, part)):
            continue
        if part == WORDS:
            return Choice(value=pruned_words(value, origin.text, origin.struck), origin=place)
        if lost.is_mentioned(part, value):
            return Choice(value=NOTHING[part], origin=place, lacks=True)
        return Choice(value=value, origin=place)
    return None
