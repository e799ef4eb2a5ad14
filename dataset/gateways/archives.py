"""
Tar archives, read as a stream: nothing is extracted, nothing is trusted.

Python's own reader keeps every header, follows sparse maps and reads headers of whatever size they claim. This one
holds one member at a time, knows the five kinds of header that real archives have, and refuses the rest.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dataset.errors import DatasetError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK: Final = 512
LONGEST_HEADER = 64 * 1024
LONGEST_LENGTH = 6  # digits: more of them say more than the longest header holds
MOST_MEMBERS = 5_000_000
MOST_BYTES = 4 * 1024**4
HIGHEST_RATIO = 200
RATIO_COUNTS_FROM = 16 * 1024**2
STEP = 1024**2

FILES, LONG_NAMES, LOCAL_HEADERS, SKIPPED = b"\x000", b"L", b"xX", b"1234567gKDMV"


class ArchiveRefused(DatasetError):
    code = "archive_refused"


class Inflated:
    """The bytes of a file, unpacked if it is gzip whatever its name, under a cap on what they grow to."""

    def __init__(self, raw: io.BufferedReader) -> None:
        self._raw = raw
        is_gzip = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        self._source: io.BufferedReader | gzip.GzipFile = gzip.GzipFile(fileobj=raw) if is_gzip else raw
        self.n_bytes = 0
        self._check_at = RATIO_COUNTS_FROM

    def position(self) -> int:
        """How many bytes of the file itself are read."""
        return self._raw.tell()

    def read(self, size: int) -> bytes:
        """Some bytes, at most so many; of an archive that breaks off, all that comes before."""
        try:
            data = self._source.read1(min(size, STEP))
        except (OSError, EOFError, zlib.error) as error:
            raise ArchiveRefused(f"The archive is damaged or ends too early: {error}") from error
        self.n_bytes += len(data)
        if self.n_bytes > self._check_at:
            self._check()
        return data

    def exactly(self, size: int) -> bytes:
        parts = []
        while size:
            if not (part := self.read(size)):
                raise ArchiveRefused("The archive ends in the middle of a member.")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def skip(self, size: int) -> None:
        while size:
            size -= len(self.exactly(min(size, STEP)))

    def _check(self) -> None:
        self._check_at = self.n_bytes + STEP
        if self.n_bytes > MOST_BYTES:
            raise ArchiveRefused("The archive unpacks to more than 4 TB.")
        if self.n_bytes > HIGHEST_RATIO * max(1, self._raw.tell()):
            raise ArchiveRefused(f"The archive unpacks to more than {HIGHEST_RATIO} times its size.")


class Member(io.RawIOBase):
    """A regular file in an archive; readable until the next one is asked for."""

    def __init__(self, stream: Inflated, name: str, size: int) -> None:
        super().__init__()
        self.name = name
        self.size = size
        self.left = size
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        data = self._stream.read(min(self.left, view.nbytes))
        if self.left and view.nbytes and not data:
            raise ArchiveRefused("The archive ends in the middle of a member.")
        view[: len(data)] = data
        self.left -= len(data)
        return len(data)

    def content(self) -> bytes:
        """All that is left of it: look at `size` first."""
        data = self._stream.exactly(self.left)
        self.left = 0
        return data


@dataclass(slots=True)
class _Header:
    name: str
    kind: bytes
    size: int


@contextmanager
def opened(path: Path) -> Iterator[Inflated]:
    """
    The archive's bytes.

    :raises ArchiveRefused: there is no such file
    """
    try:
        raw = path.open("rb")
    except OSError as error:
        raise ArchiveRefused(f"The archive cannot be opened: {error.strerror}") from error
    with raw:
        yield Inflated(raw)


def members(stream: Inflated) -> Iterator[Member]:
    """
    The regular files, in their order; links, folders and devices are passed over.

    :raises ArchiveRefused: it is damaged, ends early, or grows beyond every limit
    """
    name, size, n_members = "", None, 0
    while (header := _header(stream)) is not None:
        if (n_members := n_members + 1) > MOST_MEMBERS:
            raise ArchiveRefused(f"The archive has more than {MOST_MEMBERS:,} members.")
        if header.kind in LONG_NAMES:
            name = _text(_padded(stream, header.size).rstrip(b"\0"))
        elif header.kind in LOCAL_HEADERS:
            name, size = _extended(_padded(stream, header.size), name, size)
        else:
            length = header.size if size is None else size
            yield from _file(stream, header, name or header.name, length)
            name, size = "", None


def _file(stream: Inflated, header: _Header, name: str, size: int) -> Iterator[Member]:
    """The member, if it is a file; then the rest of its bytes and their padding are passed over."""
    if header.kind not in FILES:
        if header.kind not in SKIPPED:
            raise ArchiveRefused(f"The archive has a member of the unknown kind {header.kind!r}.")
        stream.skip(0 if header.kind in b"123456" else _rounded(size))
        return
    member = Member(stream, name, size)
    yield member
    stream.skip(member.left + _rounded(size) - size)


def _header(stream: Inflated) -> _Header | None:
    """The next header; None at the end that archives have."""
    block = stream.exactly(BLOCK)
    if not block.strip(b"\0"):
        return None
    if _number(block[148:156]) != sum(block) - sum(block[148:156]) + 8 * 32:
        raise ArchiveRefused("The archive has a damaged header.")
    name, prefix = block[:100].partition(b"\0")[0], block[345:500].partition(b"\0")[0]
    is_posix = block[257:263] == b"ustar\0"
    full = prefix + b"/" + name if is_posix and prefix else name
    return _Header(_text(full), block[156:157], _number(block[124:136]))


def _number(digits: bytes) -> int:
    """Octal digits, or base 256 when the highest bit is set; never negative."""
    if digits[0] == 0x80:
        return int.from_bytes(digits[1:], "big")
    text = digits.strip(b" \0")
    if text and not set(text) <= set(b"01234567"):
        raise ArchiveRefused("The archive has a header with a number that is none.")
    return int(text or b"0", 8)


def _padded(stream: Inflated, size: int) -> bytes:
    if size > LONGEST_HEADER:
        raise ArchiveRefused("The archive has a header of more than 64 kB.")
    return stream.exactly(_rounded(size))[:size]


def _rounded(size: int) -> int:
    return -(-size // BLOCK) * BLOCK


def _extended(records: bytes, name: str, size: int | None) -> tuple[str, int | None]:
    """Path and size from the records of a pax header: `<length> <key>=<value>` and a line feed each."""
    while records:
        length, _, rest = records.partition(b" ")
        is_length = length.isdigit() and len(length) <= LONGEST_LENGTH
        if not is_length or not len(length) + 1 < int(length) <= len(records):
            raise ArchiveRefused("The archive has a damaged pax header.")
        key, _, value = rest[: int(length) - len(length) - 2].partition(b"=")
        if key.startswith(b"GNU.sparse"):
            raise ArchiveRefused("The archive has a sparse member.")
        if key == b"path":
            name = _text(value)
        elif key == b"size":
            size = int(value) if value.isdigit() and len(value) < 20 else _refuse_size()
        records = records[int(length) :]
    return name, size


def _refuse_size() -> int:
    raise ArchiveRefused("The archive has a header with a number that is none.")


def _text(name: bytes) -> str:
    return name.decode(errors="surrogateescape")
