"""Tables of plain text, for people at a terminal."""

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width


def sheet(rows: Iterable[Sequence[object]]) -> str:
    """Rows in columns; numbers to the right, all else to the left."""
    found = [list(row) for row in rows]
    if not found:
        return ""
    widths = [max(_width(_text(row[column])) for row in found) for column in range(len(found[0]))]
    return "".join(f"  {_line(row, widths)}\n" for row in found)


def _line(row: Sequence[object], widths: Sequence[int]) -> str:
    return "  ".join(_cell(value, width) for value, width in zip(row, widths, strict=True)).rstrip()


def _cell(value: object, width: int) -> str:
    text = _text(value)
    space = " " * (width - _width(text))
    return space + text if isinstance(value, int) else text + space


def _text(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def shortened(text: str, at_most: int) -> str:
    """One line of the text: what a terminal could obey stands there as its code."""
    plain = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[: at_most + 1])
    return plain if len(plain) <= at_most else plain[: at_most - 1] + "…"
