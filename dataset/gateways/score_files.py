"""Files of scores: JSONL, CSV, TSV; each row as a mapping, or the reason why it cannot be read."""

import csv
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from dataset.gateways.tables import CSV_SUFFIXES, Line, TableRefused, json_rows, lines
from dataset.rules import columns
from dataset.rules.pairs import LONGEST_LINE
from dataset.rules.reasons import Refused, RowReason

SUFFIXES = (".jsonl", *CSV_SUFFIXES)
_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # what stands for bytes that are no UTF-8

Row = tuple[int, Mapping[str, Any] | Refused]


@dataclass(frozen=True, slots=True)
class ScoreFile:
    """An open file: its rows with their numbers from 1, its size, and how many of its bytes are read."""

    rows: Iterator[Row]
    n_bytes: int
    position: Callable[[], int]


@contextmanager
def opened(path: Path) -> Iterator[ScoreFile]:
    """
    The rows of a file, by its suffix.

    :raises TableRefused: it cannot be read, or is none
    """
    if path.suffix not in SUFFIXES:
        raise TableRefused(f"{path.name} is not named {', '.join(SUFFIXES)}.")
    try:
        file = path.open("rb", buffering=1 << 20)
    except OSError as error:
        raise TableRefused(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        yield ScoreFile(rows_of(file, path.suffix), os.fstat(file.fileno()).st_size, file.tell)


def rows_of(file: BinaryIO, suffix: str) -> Iterator[Row]:
    return csv_rows(lines(file)) if suffix in CSV_SUFFIXES else json_rows(lines(file))


def fingerprint(path: Path) -> str:
    """The SHA-256 of the file, in hex."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise TableRefused(f"{path} cannot be read: {error.strerror}.") from error


def csv_rows(found: Iterator[Line]) -> Iterator[Row]:
    """Rows under the names of the header, numbered from 1 after it; empty lines are no rows."""
    csv.field_size_limit(LONGEST_LINE)
    first = text(next(found, b""))
    delimiter = columns.delimiter(first)
    header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    if not any(header):
        raise TableRefused("The file has no header: its first line names the columns, as: picture,score")
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
    return "\n" if line is None else line.decode(errors="surrogateescape")
