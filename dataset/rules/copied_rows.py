"""
Rows as COPY writes them in its text format: half the work of fetching them as values, and to be done anywhere.

One line a row, fields between tabs, `\\N` for what is not there; within a field tabs, line feeds and backslashes are
written with a backslash before them.
"""

import re

import orjson

from dataset.rules.exports import QuestionRow, Texts, VerdictRow

NULL = r"\N"
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}

_INTEGERS, _FLAGS = (
    tuple(place for place, kind in enumerate(VerdictRow.__annotations__.values()) if kind in kinds)
    for kinds in ((int, int | None), (bool,))
)


def fields(line: str) -> list[str | None]:
    """The fields of one line, without its line feed."""
    return [_field(field) if "\\" in field else field for field in line.split("\t")]


def _field(written: str) -> str | None:
    return None if written == NULL else _ESCAPED.sub(_meant, written)


def _meant(escaped: re.Match[str]) -> str:
    return _MEANT.get(escaped[1], escaped[1])


def verdict_row(line: str) -> tuple[VerdictRow, Texts]:
    """A row of the export's query, with what hangs on the clean prompt: words by kind, caption, questions."""
    *row, words, caption, questions = fields(line)
    values: list[object] = [*row]
    for place in _INTEGERS:
        values[place] = None if (found := row[place]) is None else int(found)
    for place in _FLAGS:
        values[place] = row[place] == "t"
    texts = Texts(
        orjson.loads(words) if words else {},
        caption,
        [QuestionRow(*question) for question in orjson.loads(questions)] if questions else [],
    )
    return VerdictRow(*values), texts  # type: ignore[arg-type]  # as many, and of the kinds that the query gives
