"""Where an import reads from: the table in a path, and the places where its images may be."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dataset.errors import DatasetError
from dataset.gateways.tables import SUFFIXES
from dataset.rules.image_paths import ARCHIVE_MARK, candidates

# Of several lists of one tree, the one whose paths match the pictures.
PREFERRED = ("repath", "new", "anno", "questions", "")

MOST_FOLDERS = 10_000


class SourceUnclear(DatasetError):
    code = "source_unclear"


class Origin(NamedTuple):
    """Where the bytes of an image are: the path of a file, or `archive::member` with the archive's path beside it."""

    place: str
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A table and the folder that its images are named from."""

    table: Path
    folder: Path

    def fingerprint(self) -> str:
        """Tells this table from a later or another one: name, size, time."""
        facts = self.table.stat()
        named = f"{self.table}\0{facts.st_size}\0{facts.st_mtime_ns}"
        return hashlib.sha256(named.encode(errors="surrogateescape")).hexdigest()


def find(path: Path) -> Source:
    """
    The source at a path: a table, or a folder with one.

    :raises SourceUnclear: there is none, or several could be meant
    """
    path = path.resolve()
    if ARCHIVE_MARK in str(path) or not str(path).isprintable():
        raise SourceUnclear(f"{path} has characters in its name that a path here must not have.")
    if path.is_dir():
        return Source(_table_in(path), path)
    if not path.is_file():
        raise SourceUnclear(f"{path} is not there.")
    if not path.name.endswith(SUFFIXES):
        raise SourceUnclear(f"{path.name} is none of {', '.join(SUFFIXES)}.")
    return Source(path, path.parent)


def _table_in(folder: Path) -> Path:
    """The one table, JSON before CSV; of the several lists of a JourneyDB split, the usable one."""
    tables = sorted(child for child in folder.iterdir() if child.is_file() and child.name.endswith(SUFFIXES))
    found = [table for table in tables if ".jsonl" in table.name] or tables
    for mark in PREFERRED:
        if len(marked := [table for table in found if mark in table.name]) == 1:
            return marked[0]
        if marked:
            raise SourceUnclear(f"{folder} has several tables: {', '.join(t.name for t in marked)}. Name one of them.")
    below = sorted(child.name for child in folder.iterdir() if child.is_dir() and any(child.glob("*.jsonl*")))
    hint = f" Name one of its folders: {', '.join(below)}." if below else ""
    raise SourceUnclear(f"{folder} has no table ({', '.join(SUFFIXES)}).{hint}")


class ImagePlaces:
    """The images beside a table: in `imgs/`, in the folder itself, in `imgs/NNN.tgz` or in `imgs.tgz`."""

    def __init__(self, folder: Path) -> None:
        self._roots = [f"{root}/" for root in (folder / "imgs", folder) if root.is_dir()]
        self._known: dict[str, list[str]] = {}
        self._archives = {f.name.partition(".")[0]: str(f) for f in sorted((folder / "imgs").glob("*.tgz"))}
        self._archives |= {f.name.partition(".")[0]: str(f) for f in sorted((folder / "imgs").glob("*.tar"))}
        self._whole = next((str(f) for f in (folder / "imgs.tgz", folder / "imgs.tar") if f.is_file()), "")

    def find(self, key: str) -> Origin | None:
        """Where the image of that key is, under its own or another suffix; an archive is looked into later."""
        first = key.partition("/")[0]
        for root in self._roots_with(first if first != key else ""):
            for name in candidates(key):
                if os.path.isfile(root + name):  # noqa: PTH113  a million calls: a Path each would double the time
                    return Origin(root + name)
        archive = self._archives.get(first, self._whole)
        return Origin(f"{archive}{ARCHIVE_MARK}{key}", archive) if archive else None

    def _roots_with(self, folder: str) -> list[str]:
        """The roots that have such a folder; looked for once, since most of a tree may be in archives."""
        if (roots := self._known.get(folder)) is None:
            roots = [root for root in self._roots if Path(root, folder).is_dir()]
            if len(self._known) < MOST_FOLDERS:
                self._known[folder] = roots
        return roots

    def describe(self) -> str:
        parts = [f"{len(self._archives)} archives in imgs/" if self._archives else "", self._whole, *self._roots]
        return ", ".join(part for part in parts if part)
