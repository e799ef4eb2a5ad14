"""Hostile archives: three pictures are wanted of each, `before`, `x` and `after`; what becomes of the last two."""

import gzip
import lzma
from collections.abc import Callable
from typing import NamedTuple

from tests.dataset.hostile.tars import END, header, member, noise, packed, padded, pax, record, shown, sound

REFUSED, MISSING = "archive_refused", "not_found"


class ArchiveCase(NamedTuple):
    """
    `make` gives what stands between `before` and `after`, for the folder that the pictures are in.

    Empty reasons: the picture goes in. `wrap` makes the file of the whole tar.
    """

    name: str
    make: Callable[[str], bytes]
    x: str
    after: str = ""
    wrap: Callable[[bytes], bytes] = packed

    def file(self, folder: str) -> bytes:
        between = self.make(folder)
        return self.wrap(shown(f"{folder}/before.png") + between + shown(f"{folder}/after.png") + END)


def named(*names: str) -> Callable[[str], bytes]:
    """Pictures under these names; F in one is the folder."""
    return lambda folder: b"".join(shown(name.replace("F", folder)) for name in names)


def special(kind: bytes) -> Callable[[str], bytes]:
    """No file, under the name of the wanted one."""
    return lambda folder: member(f"{folder}/x.png", kind=kind, link=b"/etc/passwd")


def sized(size: int | bytes) -> Callable[[str], bytes]:
    """The wanted picture under a header that claims that size."""
    return lambda folder: header(f"{folder}/x.png".encode(), size) + padded(sound(folder))


def behind(extended: bytes) -> Callable[[str], bytes]:
    """The wanted picture behind an extended header."""
    return lambda folder: extended + shown(f"{folder}/x.png")


def with_x(data: bytes) -> Callable[[str], bytes]:
    return lambda folder: member(f"{folder}/x.png", data)


def nothing(folder: str) -> bytes:
    return b""


NAMES = [
    ArchiveCase("traversal", named("../F/x.png", "F/../../x.png"), MISSING),
    ArchiveCase("an absolute name", named("/F/x.png"), MISSING),
    ArchiveCase("a name with backslashes", named("F\\x.png"), MISSING),
    ArchiveCase("a NUL in a long name", behind(member("L", b"F/x\0.png", kind=b"L")), MISSING),
    ArchiveCase("a name that is not UTF-8", lambda f: member(f.encode() + b"/\xff.png", sound(f)), MISSING),
    ArchiveCase("a name with a bidi override", named("F/\u202ex.png"), MISSING),
    ArchiveCase("a name with a line feed", named("F/x\n.png"), MISSING),
    ArchiveCase("no name", lambda f: member("", sound(f)), MISSING),
    ArchiveCase("a name of 200 kB", behind(member("L", b"n" * 200_000, kind=b"L")), REFUSED, REFUSED),
    ArchiveCase(
        "a name by a prefix", lambda f: header(b"x.png", len(sound(f)), prefix=f.encode()) + padded(sound(f)), ""
    ),
    ArchiveCase(
        "a traversal by a prefix",
        lambda f: header(b"x.png", len(sound(f)), prefix=b"../" + f.encode()) + padded(sound(f)),
        MISSING,
    ),
    ArchiveCase("a pax path that leads out", behind(pax((b"path", b"../../etc/x.png"))), MISSING),
    ArchiveCase("the same member ten times", lambda f: shown(f"{f}/x.png") * 10, ""),
    ArchiveCase("two members of a name", lambda f: member(f"{f}/x.png", b"<svg/>") + shown(f"{f}/x.png"), "bad_format"),
    ArchiveCase("one picture under two suffixes", named("F/x.jpg", "F/x.png"), ""),
]

KINDS = [
    ArchiveCase("a hard link", special(b"1"), MISSING),
    ArchiveCase("a symbolic link", special(b"2"), MISSING),
    ArchiveCase("a character device", special(b"3"), MISSING),
    ArchiveCase("a block device", special(b"4"), MISSING),
    ArchiveCase("a folder of a picture's name", special(b"5"), MISSING),
    ArchiveCase("a pipe", special(b"6"), MISSING),
    ArchiveCase(
        "a link that claims bytes",
        lambda f: header(f"{f}/x.png".encode(), 2**30, kind=b"2", link=b"/etc/passwd"),
        MISSING,
    ),
    ArchiveCase("a sparse member", special(b"S"), REFUSED, REFUSED),
    ArchiveCase("a sparse member by pax", behind(pax((b"GNU.sparse.major", b"1"))), REFUSED, REFUSED),
    ArchiveCase("a kind that is none", special(b"\xff"), REFUSED, REFUSED),
    ArchiveCase("a link, then the file", lambda f: special(b"2")(f) + shown(f"{f}/x.png"), ""),
]

SIZES = [
    ArchiveCase("a negative size", sized(b"-0000000512\0"), REFUSED, REFUSED),
    ArchiveCase("a negative size in base 256", sized(b"\xff" * 12), REFUSED, REFUSED),
    ArchiveCase("a size that is no number", sized(b"0x000000200\0"), REFUSED, REFUSED),
    ArchiveCase("a size of 2^80", sized(b"\x80" + b"\x01" + bytes(10)), "too_large_bytes", REFUSED),
    ArchiveCase("a size beyond the end", sized(1_000_000), REFUSED, REFUSED),
    ArchiveCase("a size of nothing", lambda f: member(f"{f}/x.png"), "bad_format"),
    ArchiveCase("a negative size by pax", behind(pax((b"size", b"-512"))), REFUSED, REFUSED),
    ArchiveCase("a size of 30 digits by pax", behind(pax((b"size", b"9" * 30))), REFUSED, REFUSED),
    ArchiveCase(
        "a pax length of 5,000 digits",
        behind(member("x", b"060000".ljust(5000, b"0") + b" a=" + b"b" * 55_000 + b"\n", kind=b"x")),
        REFUSED,
        REFUSED,
    ),
    ArchiveCase("a pax length of nothing", behind(member("x", b"0 a=b\n", kind=b"x")), REFUSED, REFUSED),
    ArchiveCase("a pax length beyond its header", behind(member("x", b"99 a=b\n", kind=b"x")), REFUSED, REFUSED),
    ArchiveCase("a pax header for all, with a size", behind(pax((b"size", b"0"), kind=b"g")), ""),
    ArchiveCase("a thousand pax records", behind(member("x", record(b"comment", b"x") * 1000, kind=b"x")), ""),
    ArchiveCase("a wrong sum", lambda f: b"b" + shown(f"{f}/x.png")[1:], REFUSED, REFUSED),
    ArchiveCase("noise", lambda f: noise(5000), REFUSED, REFUSED),
]

BOMBS = [
    ArchiveCase("a bomb of zeros", with_x(bytes(60_000_000)), REFUSED, REFUSED),
    ArchiveCase("a bomb of a stranger", lambda f: member("notes.txt", bytes(60_000_000)), REFUSED, REFUSED),
    ArchiveCase("a packed bomb in the picture", with_x(gzip.compress(bytes(60_000_000))), "bad_format"),
    ArchiveCase(
        "an archive in the picture", lambda f: member(f"{f}/x.png", packed(shown("a.png") + END)), "bad_format"
    ),
    ArchiveCase("an archive packed twice", named("F/x.png"), REFUSED, REFUSED, wrap=lambda tar: packed(packed(tar))),
    ArchiveCase("the end in the middle", lambda f: END + shown(f"{f}/x.png"), MISSING, MISSING),
    ArchiveCase("no end", named("F/x.png"), "", "", wrap=lambda tar: packed(tar[:-1024])),
    ArchiveCase("garbage behind the end", named("F/x.png"), "", "", wrap=lambda tar: packed(tar) + b"garbage"),
    ArchiveCase("not packed at all", named("F/x.png"), "", "", wrap=lambda tar: tar),
    ArchiveCase(
        "packed in two pieces", named("F/x.png"), "", "", wrap=lambda tar: packed(tar[:700]) + packed(tar[700:])
    ),
    ArchiveCase("packed as xz", named("F/x.png"), REFUSED, REFUSED, wrap=lzma.compress),
    ArchiveCase("cut in the middle", with_x(noise(50_000)), REFUSED, REFUSED, wrap=lambda tar: packed(tar)[:20_000]),
    ArchiveCase("a wrong sum of the packing", named("F/x.png"), "", "", wrap=lambda tar: packed(tar)[:-8] + bytes(8)),
]

ARCHIVES = [*NAMES, *KINDS, *SIZES, *BOMBS]
# Nothing of these can be read, not even what comes first.
UNREADABLE = {"an archive packed twice", "packed as xz"}
