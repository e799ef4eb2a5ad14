"""Lines of a table as rows: each a mapping, or the reason why it cannot be read."""

import csv
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dataset.errors import DatasetError
from dataset.rules import columns
from dataset.rules.pairs import LONGEST_LINE, parsed
from dataset.rules.reasons import Refused, RowReason

Row = tuple[int, Mapping[str, Any] | Refused]
Line = bytes | None  # None stands for a line over the limit

_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # what stands for bytes that are no UTF-8


class HeaderMissing(DatasetError):
    code = "header_missing"


def json_rows(found: Iterator[Line]) -> Iterator[Row]:
    """Numbered by line; empty lines are no rows."""
    for number, line in enumerate(found, 1):
        if line is None:
            yield number, Refused(RowReason.LINE_TOO_LONG)
        elif not line.isspace():
            try:
                yield number, parsed(line)
            except Refused as refusal:
                yield number, refusal


def csv_rows(found: Iterator[Line]) -> Iterator[Row]:
    """
    Rows under the names of the header, numbered from 1 after it; empty lines are no rows.

    :raises HeaderMissing: there is none
    """
    csv.field_size_limit(LONGEST_LINE)
    first = text(next(found, b""))
    delimiter = columns.delimiter(first)
    header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    if not any(header):
        raise HeaderMissing("There is no header: the first line names the columns, as: picture,score")
    reader = csv.reader(map(text, found), delimiter=delimiter)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield number, Refused(RowReason.BAD_CELLS, str(error)[:200])
            continue
        if cells:
            number += 1
            yield number, named(header, cells)


def named(header: list[str], cells: list[str]) -> Mapping[str, Any] | Refused:
    if len(cells) != len(header):
        return Refused(RowReason.BAD_CELLS, f"{len(cells)} cells, {len(header)} in the header")
    if any(_NOT_UTF8.search(cell) for cell in cells):
        return Refused(RowReason.NOT_UTF8)
    return dict(zip(header, cells, strict=True))


def text(line: Line) -> str:
    """A line as text; one over the limit is cut to nothing, so that its row lacks cells."""
    return "\n" if line is None else line.removeprefix(b"\xef\xbb\xbf").decode(errors="surrogateescape")
