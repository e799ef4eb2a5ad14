"""Files that are written once, from start to end, and know their own sum."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

BUFFER, AT_ONCE = 1 << 20, 32 << 20


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
        self._n_bytes = self._n_begun = 0

    def write(self, data: bytes | bytearray | memoryview) -> int:
        self._file.write(data)
        self._sha256.update(data)
        self._n_bytes += len(data)
        if self._n_bytes - self._n_begun > AT_ONCE:
            self._begin()
        return len(data)

    def _begin(self) -> None:
        """Let the disk begin with what is new, so that closing need not wait for all of it: the advice sets it off."""
        os.posix_fadvise(self._file.fileno(), self._n_begun, AT_ONCE, os.POSIX_FADV_DONTNEED)
        self._n_begun += AT_ONCE

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


def joined(paths: Sequence[Path], target: Path) -> Sealed:
    """The files one behind the other as one, which is then on the disk: the first is gone on with, the others go."""
    first, *others = paths
    first.rename(target)
    with target.open("r+b") as file:
        sha256 = hashlib.file_digest(file, "sha256")
        for path in others:
            for part in parts(path):
                file.write(part)
                sha256.update(part)
            path.unlink()
        file.flush()
        os.fsync(file.fileno())
        return Sealed(file.tell(), sha256.hexdigest())


def parts(path: Path) -> Iterator[bytes]:
    """What a file holds, so much at a time."""
    with path.open("rb") as file:
        while part := file.read(BUFFER):
            yield part


def sum_of(path: Path) -> Sealed:
    """Size and sum of a file that is there."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Sealed(file.tell(), digest)
