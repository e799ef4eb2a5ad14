"""Spacing: the white space of a text, set in order by what stands to its left and right."""

import re

from dataset.rules.characters import COMMA, HAN, KANA, SEMICOLON, SENTENCE, SOUTH_EAST, WIDE_MARKS

_LINE_BREAK = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]")
_UNSPACED = f"{HAN}{KANA}{SOUTH_EAST}{WIDE_MARKS}"
_GAP = re.compile(r"\s+")
_NEEDLESS = re.compile(
    rf"\s(?=[{COMMA}{SEMICOLON}]|[{SENTENCE}]++(?:\s|\Z))"
    rf"|(?<=[{WIDE_MARKS}])[ ](?=[{_UNSPACED}])|(?<=[{_UNSPACED}])[ ](?=[{WIDE_MARKS}])"
)


def gap(text: str) -> str:
    """White space as nothing, one space or one line break."""
    return "\n" if _LINE_BREAK.search(text) else " " if text else ""


def spaced(text: str) -> str:
    """
    The text with one space, or one line break, where there is white space, and none before a comma or a full stop.

    Whether a space stays depends on its two neighbours alone, so that a second pass changes nothing.
    """
    return _NEEDLESS.sub("", _GAP.sub(lambda found: gap(found[0]), text.strip()))


def is_unspaced(text: str) -> bool:
    """Whether any character here belongs to running text without spaces."""
    return re.search(f"[{_UNSPACED}]", text) is not None
