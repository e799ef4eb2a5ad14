"""
Rows as COPY writes them in its text format: half the work of fetching them as values, and to be done anywhere.

One line a row, fields between tabs, nothing for what is not there; within a field tabs, line feeds and backslashes are
written with a backslash before them.
"""

import re

from dataset.rules.exports import VerdictRow

_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def fields(line: str) -> list[str]:
    """The fields of one line, without its line feed."""
    found = line.split("\t")
    if "\\" not in line:
        return found
    return [_ESCAPED.sub(_meant, field) if "\\" in field else field for field in found]


def _meant(escaped: re.Match[str]) -> str:
    return _MEANT.get(escaped[1], escaped[1])


def verdict_row(line: str) -> VerdictRow:
    """A row of the export's query."""
    return VerdictRow._make(fields(line))
