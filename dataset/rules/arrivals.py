"""Names of files that come from a browser or stand in a zip: made plain, or refused. Nothing outside is ever named."""

import re

from dataset.errors import DatasetError
from dataset.rules.image_paths import SUFFIXES as PICTURES

TABLES = (".jsonl", ".jsonl.tgz", ".jsonl.tar.gz", ".csv", ".tsv")
ARCHIVES = (".zip", ".tgz", ".tar", ".tar.gz")
LONGEST = 300
LONGEST_PART = 120
MOST_FILES = 50_000
MOST_CHUNK = 1_000_000

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:]|^/|^~")


class NameRefused(DatasetError):
    """A file's name leads outside, cannot be written, or is of a kind that no import reads."""

    code = "name_refused"


def plain(name: str) -> str:
    """
    The path inside the arrival, with plain slashes.

    :raises NameRefused: it is unsafe, too long, hidden, or neither table nor picture nor archive
    """
    parts = [part for part in name.split("/") if part not in {"", "."}]
    found = "/".join(parts)
    if not parts or _UNSAFE.search(name) or ".." in parts or not name.isprintable():
        raise NameRefused(f"{ascii(name)[:200]} is no name that a file here may have.")
    if len(found) > LONGEST or any(len(part.encode()) > LONGEST_PART for part in parts):
        raise NameRefused(f"{found[:80]}… is too long a name.")
    if any(part.startswith(".") for part in parts) or "__MACOSX" in parts:
        raise NameRefused(f"{found} is hidden.")
    if not found.lower().endswith((*TABLES, *PICTURES, *ARCHIVES)):
        raise NameRefused(f"{found} is neither a table nor a picture nor an archive.")
    return found


def spread(n_rows: int, n: int) -> list[int]:
    """`n` places among the rows, from the first to the last, as even as can be; all when there are no more."""
    if n_rows <= n:
        return [*range(n_rows)]
    return [place * (n_rows - 1) // (n - 1) for place in range(n)]
