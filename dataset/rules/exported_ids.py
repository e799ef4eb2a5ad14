"""
By what a pair is known outside: the same wherever, whenever and in whatever order it was imported.

The id is made from source and source key, so that a corpus built anew keeps the paths of its pictures. Its first digits
name the shard: the order of ids is the order of paths.
"""

import hashlib
from typing import NamedTuple
from uuid import UUID

N_SHARDS = 200  # loaders of the layout enumerate 000 to 199

SUFFIXES = {"jpeg": "jpg"}


class Range(NamedTuple):
    """Exported ids from the first to the last, both of them in it."""

    number: int
    first: str
    last: str


def ranges(n: int) -> list[Range]:
    """All ids in so many ranges, in order; ids are sums, so that about as many are in each."""
    edges = [2**128 * number // n for number in range(n + 1)]
    return [Range(i, str(UUID(int=edges[i])), str(UUID(int=edges[i + 1] - 1))) for i in range(n)]


def exported_id(source: str, source_key: str) -> str:
    """A UUID (version 8, RFC 9562): the SHA-256 of source, line feed and source key, cut to size."""
    digest = hashlib.sha256(f"{source}\n{source_key}".encode()).hexdigest()
    return str(UUID(f"{digest[:12]}8{digest[13:16]}a{digest[17:32]}"))


def shard(x_id: str) -> str:
    """Three digits, 000 to 199."""
    return f"{int(x_id[:8], 16) * N_SHARDS >> 32:03d}"


def picture_path(x_id: str, picture_format: str) -> str:
    """`NNN/<uuid>.<ext>`: neither dots nor underscores in the stem, since loaders cut it there."""
    suffix = picture_format.lower()
    return f"{shard(x_id)}/{x_id}.{SUFFIXES.get(suffix, suffix)}"
