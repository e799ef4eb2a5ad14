"""Lines as COPY reads them in its text format."""

import re

NULL = r"\N"

_MEANT_OTHERWISE = re.compile(r"[\\\n\r\t]")
_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def text(value: str) -> str:
    """A text as a cell of such a line."""
    return value.translate(_ESCAPES) if _MEANT_OTHERWISE.search(value) else value


def number(value: float | None) -> str:
    """A number as a cell, to its last digit; None is NULL."""
    return NULL if value is None else repr(value)


def octets(value: bytes) -> str:
    """Bytes as a cell."""
    return rf"\\x{value.hex()}"
