"""
`.tgz` archives whose bytes depend on their content alone: not on clock, user, file system, nor on the zlib at hand.

gzip is written with stored blocks. Pictures do not compress, default gzip costs 13 times the time for nothing; and
compressed text would differ between builds of zlib, so that two machines would disagree on the sums of equal data.
"""

import io
import struct
import tarfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self

from dataset.gateways.hashed_files import HashedFile, Sealed

HEADER = b"\x1f\x8b\x08\x00" + b"\x00" * 4 + b"\x00\xff"  # deflate, no name, mtime 0, no level said, system unknown
LARGEST_BLOCK = 65_535


class StoredGzip(io.RawIOBase):
    """gzip (RFC 1952) of stored deflate blocks (RFC 1951, 3.2.4), all but the last of the largest size."""

    def __init__(self, file: HashedFile) -> None:
        super().__init__()
        self._file = file
        self._rest = bytearray()
        self._crc = 0
        self._size = 0
        file.write(HEADER)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # tarfile hands in bytes
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)
        self._rest += data
        while len(self._rest) > LARGEST_BLOCK:
            self._put_block(last=False)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._put_block(last=True)
            self._file.write(struct.pack("<LL", self._crc, self._size & 0xFFFFFFFF))
            super().close()

    def _put_block(self, *, last: bool) -> None:
        block = bytes(self._rest[:LARGEST_BLOCK])
        del self._rest[:LARGEST_BLOCK]
        self._file.write(struct.pack("<BHH", last, len(block), len(block) ^ 0xFFFF))
        self._file.write(block)


class Tarball:
    """A new archive: members in the order in which they are added, mode 0644, owned by nobody, of no time."""

    def __init__(self, path: Path) -> None:
        self._file = HashedFile(path)
        self._gzip = StoredGzip(self._file)
        self._tar = tarfile.open(fileobj=self._gzip, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115  closed below

    def add(self, name: str, data: bytes) -> None:
        self._tar.addfile(member(name, len(data)), io.BytesIO(data))

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self._tar.addfile(member(name, path.stat().st_size), file)

    def close(self) -> None:
        self._tar.close()
        self._gzip.close()
        self._file.close()

    @property
    def sealed(self) -> Sealed:
        return self._file.sealed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def member(name: str, size: int) -> tarfile.TarInfo:
    """A regular file's header; what it does not set is zero or empty already."""
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o644
    return info
