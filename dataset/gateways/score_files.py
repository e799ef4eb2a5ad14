"""Files of scores: JSONL, CSV, TSV."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dataset.gateways.tables import CSV_SUFFIXES, TableRefused, lines
from dataset.rules.table_lines import Row, csv_rows, json_rows

SUFFIXES = (".jsonl", *CSV_SUFFIXES)


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
        read = csv_rows if path.suffix in CSV_SUFFIXES else json_rows
        yield ScoreFile(read(lines(file)), os.fstat(file.fileno()).st_size, file.tell)


def fingerprint(path: Path) -> str:
    """The SHA-256 of the file, in hex."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise TableRefused(f"{path} cannot be read: {error.strerror}.") from error
