"""Files that are written once, from start to end, and know their own sum."""

import hashlib
import os
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

BUFFER = 1 << 20


class Sealed(NamedTuple):
    """A file as it was written: its size in bytes and SHA-256 in hex."""

    n_bytes: int
    sha256: str


class HashedFile:
    """A new file that counts and hashes what is written; on close it is on the disk, not only on its way there."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("xb", buffering=BUFFER)
        self._sha256 = hashlib.sha256()
        self._n_bytes = 0

    def write(self, data: bytes | bytearray | memoryview) -> int:
        self._file.write(data)
        self._sha256.update(data)
        self._n_bytes += len(data)
        return len(data)

    def close(self) -> None:
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    @property
    def sealed(self) -> Sealed:
        return Sealed(self._n_bytes, self._sha256.hexdigest())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def sum_of(path: Path) -> Sealed:
    """Size and sum of a file that is there."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Sealed(file.tell(), digest)
