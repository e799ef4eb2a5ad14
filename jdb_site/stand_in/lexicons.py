"""The words that the stand-in knows, from lexicon.txt: styles, atmospheres, boosters, things of many kinds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TEXT = (Path(__file__).parent / "lexicon.txt").read_text(encoding="utf-8")
SECTION = re.compile(r"^\[(\w+) (\w+)\] ([^|\n]+?)(?: \| (.+))?\n((?:.+\n)+)", re.MULTILINE)


@dataclass(frozen=True)
class Kind:
    """Words of one kind; `parent` names the wider kind."""

    name: str
    parent: str
    words: tuple[str, ...]


def kinds(wanted: str) -> dict[str, Kind]:
    """The kinds of one list, by their keys."""
    return {
        key: Kind(name, parent or "", tuple(word.strip() for word in words.replace("\n", " ").split(",")))
        for listed, key, name, parent, words in SECTION.findall(TEXT)
        if listed == wanted
    }


def classes(found: Mapping[str, Kind]) -> dict[str, str]:
    """The kind of each word; the first that lists it."""
    return {word: key for key, kind in reversed([*found.items()]) for word in kind.words}


STYLES = kinds("styles")
ATMOSPHERES = kinds("atmospheres")
THINGS = kinds("things")
ANYTHING = kinds("anything")["anything"].words  # for what no list of things knows
BOOSTERS = frozenset(kinds("others")["boosters"].words)
STOP_WORDS = frozenset(kinds("small")["words"].words)

OF_STYLE = classes(STYLES)
OF_ATMOSPHERE = classes(ATMOSPHERES)
OF_THING = classes(THINGS)


def class_of_style(style: str) -> str | None:
    """The kind of a style: of the whole, or of the longest end that is known, or else of the longest beginning."""
    pieces = style.casefold().split()
    ends = [pieces[start:] for start in range(len(pieces))]
    beginnings = [pieces[:end] for end in range(len(pieces) - 1, 0, -1)]
    return next((OF_STYLE[text] for part in [*ends, *beginnings] if (text := " ".join(part)) in OF_STYLE), None)
