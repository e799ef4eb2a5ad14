"""The bytes of an image from where its row says that they are."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from dataset.gateways import archives
from dataset.gateways.pixels import MOST_BYTES
from dataset.rules.image_paths import member_key
from dataset.rules.reasons import PictureReason, Refused


def read(place: str) -> bytes:
    """
    The bytes of a file.

    :raises Refused: it is not there, no regular file, too large, or cannot be read
    """
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused(PictureReason.NOT_FOUND, place) from error
    except OSError as error:
        reason = PictureReason.NOT_A_FILE if Path(place).is_symlink() else PictureReason.UNREADABLE
        raise Refused(reason, f"{error.strerror}: {place}") from error
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise Refused(PictureReason.NOT_A_FILE, place)
        if facts.st_size > MOST_BYTES:
            raise Refused(PictureReason.TOO_LARGE_BYTES, f"{facts.st_size:,} bytes")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(MOST_BYTES + 1)
    finally:
        os.close(descriptor)


def in_archive(stream: archives.Inflated) -> Iterator[tuple[str, archives.Member]]:
    """
    The pictures of an archive in their order, each with the key that rows may name it by.

    :raises archives.ArchiveRefused: the archive is damaged
    """
    for member in archives.members(stream):
        if (key := member_key(member.name)) is not None:
            yield key, member


def member_bytes(member: archives.Member) -> bytes:
    """
    The bytes of a member.

    :raises Refused: it is too large
    """
    if member.size > MOST_BYTES:
        raise Refused(PictureReason.TOO_LARGE_BYTES, f"{member.size:,} bytes")
    return member.content()
