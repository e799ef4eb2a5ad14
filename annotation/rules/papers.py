"""What stands on a sheet of paper, as plain values; `annotation/gateways/papers.py` draws it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph; `muted` stands back."""

    text: str
    is_muted: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list with a mark before each."""

    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is its part of the width, by those of the others; numbers stand right."""

    head: str
    share: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    cells: Sequence[str]
    is_muted: bool = False
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle in units of its drawing, from the top left."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line down from `top` to `bottom` with a text below it."""

    x: float
    top: float
    bottom: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars and marks in a drawing of `width` × `height`, which becomes as wide as the sheet."""

    width: float
    height: float
    bars: Sequence[Bar]
    marks: Sequence[Mark]


Block = Heading | Said | Points | Table | Drawing


@dataclass(frozen=True, slots=True)
class Paper:
    """
    Sheets under one title. `foot` stands below each, `page_of` beside it with its places `{n}` and `{m}`.

    With `is_one` all of it stands on one sheet: in smaller type where there is much, then on a longer sheet.
    """

    title: str
    language: str
    blocks: Sequence[Block]
    foot: str
    page_of: str
    is_one: bool = False
