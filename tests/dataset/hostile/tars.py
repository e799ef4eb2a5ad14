"""Tar archives made block by block, so that they may say what no library would write."""

import gzip
import random
import zlib
from collections.abc import Iterator

from tests.dataset.collected import picture

END = bytes(1024)


def header(name: bytes, size: int | bytes = 0, *, kind: bytes = b"0", link: bytes = b"", prefix: bytes = b"") -> bytes:
    """A header; a size in bytes stands there as it is."""
    digits = size if isinstance(size, bytes) else b"%011o\0" % size
    block = bytearray(512)
    block[: len(name)] = name
    block[100:124] = b"0000644\0" * 3
    block[124:136] = digits.ljust(12, b"\0")
    block[136:148] = b"00000000000\0"
    block[156:157] = kind
    block[157 : 157 + len(link)] = link
    block[257:265] = b"ustar\x0000"
    block[345 : 345 + len(prefix)] = prefix
    block[148:156] = b"%06o\0 " % (sum(block) + 8 * 32)
    return bytes(block)


def member(name: str | bytes, data: bytes = b"", *, kind: bytes = b"0", link: bytes = b"") -> bytes:
    """A header and its padded bytes."""
    named = name if isinstance(name, bytes) else name.encode()
    return header(named, len(data), kind=kind, link=link) + padded(data)


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 512)


def pax(*records: tuple[bytes, bytes], kind: bytes = b"x") -> bytes:
    """An extended header of these records."""
    return member("pax", b"".join(record(key, value) for key, value in records), kind=kind)


def record(key: bytes, value: bytes) -> bytes:
    body = b" " + key + b"=" + value + b"\n"
    length = len(body) + 1
    while len(str(length)) + len(body) != length:
        length += 1
    return str(length).encode() + body


def sound(name: str) -> bytes:
    """A picture of its own for each name."""
    return picture(zlib.crc32(name.encode()), size=(20, 18))


def shown(name: str) -> bytes:
    """A member with its own sound picture."""
    return member(name, sound(name))


def noise(n_bytes: int) -> bytes:
    return random.Random(0).randbytes(n_bytes)  # noqa: S311  repeatable


def packed(tar: bytes) -> bytes:
    return gzip.compress(tar, 1, mtime=0)


def million() -> Iterator[bytes]:
    """A million empty pictures of one name, one after another."""
    block = header(b"000/x.png") * 2000
    for _ in range(500):
        yield block
    yield END


def endless() -> Iterator[bytes]:
    """A member of nothing, for ever: more of them than any archive may have."""
    block = header(b"notes.txt") * 2000
    while True:
        yield block
