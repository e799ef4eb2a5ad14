"""One run at a time has a data folder: a lock, freed by the system when its holder dies, and a note of who that is."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from .paths import DataFolder


class Occupied(Exception):
    """Another run has the folder."""

    def __init__(self, holder: "Holder") -> None:
        super().__init__(holder)
        self.holder = holder


@dataclass
class Holder:
    """Who has the folder: the command, and the address once the demo serves."""

    command: str
    address: str = ""


class Occupation:
    """A held folder."""

    def __init__(self, stream: TextIO, note: Path, holder: Holder) -> None:
        self._stream = stream  # kept open: closing it frees the lock
        self._note = note
        self._holder = holder
        self._write()

    def serves_at(self, address: str) -> None:
        """Note the address for whoever asks."""
        self._holder.address = address
        self._write()

    def _write(self) -> None:
        self._note.write_text(json.dumps(asdict(self._holder)))


@contextmanager
def occupy(folder: DataFolder, command: str) -> Iterator[Occupation]:
    """
    Hold the folder while the block runs.

    :raises Occupied: another run holds it
    """
    folder.make()
    note = folder.path / "holder.json"
    with folder.lock.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Occupied(read(note)) from None
        yield Occupation(stream, note, Holder(command))


def read(note: Path) -> Holder:
    """Who is noted; in the moment before it is written, somebody."""
    try:
        return Holder(**json.loads(note.read_text()))
    except (OSError, ValueError):
        return Holder("another ./run")
