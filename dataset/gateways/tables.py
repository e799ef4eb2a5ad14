"""Rows of a table, streamed: JSONL, JSONL in an archive, CSV; each a mapping, or the reason against it."""

import csv
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from dataset.errors import DatasetError
from dataset.gateways import archives
from dataset.rules import columns
from dataset.rules.columns import Columns
from dataset.rules.pairs import LONGEST_LINE
from dataset.rules.reasons import Refused, RowReason
from dataset.rules.table_lines import Line, Row, json_rows

ARCHIVE_SUFFIXES = (".jsonl.tgz", ".jsonl.tar.gz")
CSV_SUFFIXES = (".csv", ".tsv")
SUFFIXES = (".jsonl", *ARCHIVE_SUFFIXES, *CSV_SUFFIXES)
BOM = b"\xef\xbb\xbf"


# A row whose cells hold line feeds, and the lines of it: the csv module itself would keep cells without end.
LONGEST_ROW = 2 * LONGEST_LINE

_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # what stands for bytes that are no UTF-8


class TableRefused(DatasetError):
    code = "table_refused"


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: its rows with their numbers from 1, its size in bytes, and how many of them are read."""

    rows: Iterator[Row]
    n_bytes: int
    position: Callable[[], int]
    columns: Columns | None = None


@contextmanager
def opened(path: Path, *, image_column: str = "", prompt_column: str = "") -> Iterator[Table]:
    """
    The table in a file, by its suffix.

    :raises TableRefused: it cannot be read, or is none
    :raises columns.ColumnsUnclear: it is not said which columns hold image and prompt
    :raises archives.ArchiveRefused: it stands in an archive that is damaged
    """
    if path.name.endswith(ARCHIVE_SUFFIXES):
        with archives.opened(path) as stream:
            yield Table(json_rows(lines(_first_table(stream))), path.stat().st_size, stream.position)
        return
    with path.open("rb", buffering=1024**2) as file:
        n_bytes = os.fstat(file.fileno()).st_size
        if path.suffix in CSV_SUFFIXES:
            found = CsvRows(lines(file), image_column=image_column, prompt_column=prompt_column)
            yield Table(iter(found), n_bytes, file.tell, found.columns)
        else:
            yield Table(json_rows(lines(file)), n_bytes, file.tell)


def _first_table(stream: archives.Inflated) -> BinaryIO:
    for member in archives.members(stream):
        if member.name.endswith(".jsonl"):
            return io.BufferedReader(member, 1024**2)
    raise TableRefused("The archive holds no .jsonl file.")


def lines(file: BinaryIO) -> Iterator[Line]:
    """The lines with their ends, without a byte order mark; None for each that is too long to be held."""
    line: Line = _without_mark(file.readline(LONGEST_LINE + 2), file)
    while line:
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            _skip_line(file)
            line = None
        yield line
        line = file.readline(LONGEST_LINE + 2)


def _without_mark(line: bytes, file: BinaryIO) -> bytes:
    """The first line without a byte order mark, and with what was cut from its end in the mark's stead."""
    if not line.startswith(BOM):
        return line
    is_cut = not line.endswith(b"\n")
    return line.removeprefix(BOM) + (file.readline(len(BOM)) if is_cut else b"")


def _skip_line(file: BinaryIO) -> None:
    while (part := file.readline(LONGEST_LINE)) and not part.endswith(b"\n"):
        pass


class CsvRows:
    """Rows of a CSV, numbered from 1 after the header; image under `img_path`, prompt under `prompt`."""

    def __init__(self, found: Iterator[Line], *, image_column: str, prompt_column: str) -> None:
        csv.field_size_limit(LONGEST_LINE)
        self._lines = found
        self._overlong = False
        self._n_read = 0
        first = self._text(next(found, b""))
        delimiter = columns.delimiter(first)
        header = next(csv.reader([first], delimiter=delimiter), [])
        self.columns = columns.columns(header, image=image_column, prompt=prompt_column)
        self._reader = csv.reader(map(self._text, found), delimiter=delimiter)

    def _text(self, line: Line) -> str:
        if line is None:
            self._overlong = True
            return "\n"
        self._n_read += len(line)
        if self._n_read > LONGEST_ROW:
            raise Refused(RowReason.LINE_TOO_LONG, f"a row of more than {LONGEST_ROW:,} bytes")
        return line.decode(errors="surrogateescape")

    def __iter__(self) -> Iterator[Row]:
        number = 0
        while True:
            self._overlong, self._n_read = False, 0
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except Refused as refusal:
                number += 1
                yield number, refusal
                continue
            except csv.Error as error:
                number += 1
                yield number, Refused(RowReason.BAD_CELLS, str(error)[:200])
                continue
            if cells or self._overlong:
                number += 1
                yield number, self._row(cells)

    def _row(self, cells: list[str]) -> Mapping[str, Any] | Refused:
        header, image, prompt = self.columns
        if self._overlong:
            return Refused(RowReason.LINE_TOO_LONG)
        if len(cells) != len(header):
            return Refused(RowReason.BAD_CELLS, f"{len(cells)} cells, {len(header)} in the header")
        if not _is_utf8(cells[image]) or not _is_utf8(cells[prompt]):
            return Refused(RowReason.NOT_UTF8)
        scores = {name: cell for name, cell in zip(header, cells, strict=True) if name.endswith("_score")}
        return {**scores, "img_path": cells[image], "prompt": cells[prompt]}


def _is_utf8(cell: str) -> bool:
    return cell.isascii() or not _NOT_UTF8.search(cell)


def first_rows(path: Path, n: int) -> list[list[str]]:
    """The first lines of a CSV as cells, the header among them; of one that cannot be read, those before."""
    csv.field_size_limit(LONGEST_LINE)
    with path.open("rb") as file:
        found = [(line or b"\n").decode(errors="replace") for _, line in zip(range(4 * n), lines(file), strict=False)]
    rows: list[list[str]] = []
    try:
        rows.extend(row for row in csv.reader(found, delimiter=columns.delimiter(found[0] if found else "")) if row)
    except csv.Error:
        return rows[:n]
    return rows[:n]
