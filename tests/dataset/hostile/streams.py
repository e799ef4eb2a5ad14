"""Files of a hundred megabytes and more that are never written: their bytes are made as they are read."""

import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Stream(io.RawIOBase):
    """The parts that `make` gives, one after another; it can be read again from its beginning."""

    def __init__(self, make: Callable[[], Iterator[bytes]]) -> None:
        super().__init__()
        self._make = make
        self._parts, self._part, self._n_read = make(), memoryview(b""), 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if (offset, whence) != (0, io.SEEK_SET):
            raise io.UnsupportedOperation("only back to the beginning")
        self._parts, self._part, self._n_read = self._make(), memoryview(b""), 0
        return 0

    def tell(self) -> int:
        return self._n_read

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        self._part = self._part or memoryview(next(self._parts, b""))
        taken, self._part = self._part[: view.nbytes], self._part[view.nbytes :]
        view[: len(taken)] = taken
        self._n_read += len(taken)
        return len(taken)


def opened(make: Callable[[], Iterator[bytes]]) -> io.BufferedReader:
    return io.BufferedReader(Stream(make), 1024**2)
