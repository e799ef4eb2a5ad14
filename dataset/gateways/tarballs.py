"""
`.tgz` archives whose bytes depend on their content alone: not on clock, user, file system, nor on libraries at hand.

gzip is written with stored blocks. Pictures do not compress, default gzip costs 13 times the time for nothing; and
compressed text would differ between builds of zlib, so that two machines would disagree on the sums of equal data.
"""

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from dataset.gateways.hashed_files import HashedFile, Sealed, parts

GZIP_HEADER = (
    b"\x1f\x8b\x08\x00" + b"\x00" * 4 + b"\x00\xff"
)  # deflate, no name, mtime 0, no level said, system unknown
LARGEST_BLOCK = 65_535

BLOCK, RECORD = 512, 10_240
LONGEST_NAME = 100
MODE, NOBODY, NO_TIME = b"0000644\0", b"0000000\0", b"00000000000\0"
HEADER_START = struct.Struct("100s8s8s8s12s12s")
# Kind of member, link, magic, names of owner and group, device numbers, prefix.
HEADER_END = struct.pack("1s100s8s32s32s8s8s155s12x", b"0", b"", b"ustar\x0000", b"", b"", NOBODY, NOBODY, b"")
HEADER_END_SUM = sum(HEADER_END)


class StoredGzip(io.RawIOBase):
    """gzip (RFC 1952) of stored deflate blocks (RFC 1951, 3.2.4), all but the last of the largest size."""

    def __init__(self, file: HashedFile) -> None:
        super().__init__()
        self._file = file
        self._rest = bytearray()
        self._crc = 0
        self._size = 0
        file.write(GZIP_HEADER)

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
        self._n_bytes = 0

    def add(self, name: str, data: bytes) -> None:
        self._put(header(name, len(data)))
        self._put(data)
        self._pad(BLOCK)

    def add_files(self, name: str, paths: Sequence[Path]) -> None:
        """One member: what these files hold, one behind the other."""
        self._put(header(name, sum(path.stat().st_size for path in paths)))
        for path in paths:
            for part in parts(path):
                self._put(part)
        self._pad(BLOCK)

    def close(self) -> None:
        if not self._gzip.closed:
            self._put(bytes(2 * BLOCK))
            self._pad(RECORD)
            self._gzip.close()
            self._file.close()

    def _put(self, data: bytes) -> None:
        self._gzip.write(data)
        self._n_bytes += len(data)

    def _pad(self, unit: int) -> None:
        self._put(bytes(-self._n_bytes % unit))

    @property
    def sealed(self) -> Sealed:
        return self._file.sealed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def header(name: str, size: int) -> bytes:
    """
    The ustar header (POSIX.1-1988) of a regular file; beyond 8 GiB its size is binary, as GNU tar writes it.

    :raises ValueError: the name is longer than a header holds
    """
    encoded = name.encode()
    if len(encoded) > LONGEST_NAME:
        raise ValueError(f"a member's name has at most {LONGEST_NAME} bytes: {name}")
    length = b"%011o\0" % size if size < 8**11 else b"\x80" + size.to_bytes(11, "big")
    before, after = HEADER_START.pack(encoded, MODE, NOBODY, NOBODY, length, NO_TIME), HEADER_END
    checksum = sum(before) + 8 * ord(" ") + HEADER_END_SUM
    return before + b"%06o\0 " % checksum + after
