"""Traits: what makes a prompt unfit to be judged word by word against its picture, found by its wording."""

import re
from enum import StrEnum

from dataset.rules.wordings import CLOSING_TAG, HEADING, INSTRUCTION, JSON_KEY, KEY_LINE, REFERENCE, TEMPLATE


class Trait(StrEnum):
    NEEDS_REFERENCE_IMAGE = "needs_reference_image"
    UNFILLED_TEMPLATE = "unfilled_template"
    INSTRUCTION = "instruction"
    STRUCTURED = "structured"
    IMAGE_PROMPT = "image_prompt"
    TOO_LONG = "too_long"


MAX_CHARACTERS = 6000
MAX_WORDS = 400

_LINK = re.compile(r"https?://", re.IGNORECASE)
_IMAGE_ARGUMENT = re.compile(r"(?:--|—|–)(?:iw|sref|cref|oref)\b", re.IGNORECASE)


def traits(text: str, n_words: int | None = None) -> tuple[Trait, ...]:
    """
    The traits of a prompt, in the order of `Trait`.

    :param n_words: the words of its tokenisation; without it they are counted by white space
    """
    read = text[:MAX_CHARACTERS]
    counted = len(text.split()) if n_words is None else n_words
    found = {
        Trait.NEEDS_REFERENCE_IMAGE: REFERENCE.search(read) is not None,
        Trait.UNFILLED_TEMPLATE: TEMPLATE.search(read) is not None,
        Trait.INSTRUCTION: INSTRUCTION.search(read) is not None,
        Trait.STRUCTURED: _is_structured(read),
        Trait.IMAGE_PROMPT: _LINK.search(read) is not None or _IMAGE_ARGUMENT.search(read) is not None,
        Trait.TOO_LONG: len(text) > MAX_CHARACTERS or counted > MAX_WORDS,
    }
    return tuple(trait for trait, is_so in found.items() if is_so)


def _is_structured(text: str) -> bool:
    """Whether it is a form: JSON, headings with text under them, tags, or lines of `Key: value`."""
    return (
        len(JSON_KEY.findall(text)) >= 2
        or len(HEADING.findall(text)) >= 2
        or len(KEY_LINE.findall(text)) >= 4
        or CLOSING_TAG.search(text) is not None
    )
