"""The files of an exported test set, written side by side and sealed together."""

import os
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dataset.gateways.hashed_files import HashedFile, Sealed, sum_of
from dataset.gateways.tarballs import Tarball
from dataset.gateways.targets import MANIFEST, SUMS
from dataset.rules import manifests
from dataset.rules.digests import LineDigest
from dataset.rules.export_lines import as_bytes
from dataset.rules.manifests import FileEntry
from dataset.rules.pages import Page, Part

QUESTIONS = "data/test/test_questions.jsonl.tgz"
QUESTIONS_MEMBER = "test_questions.jsonl"
PICTURES = "data/test/imgs.tgz"
PICTURES_ROOT = "imgs"
WORDS = "words.jsonl"
EXCLUDED = "excluded.jsonl"
UNRESOLVED = "unresolved.jsonl"
FILES = "MANIFEST.jsonl"


class Lines:
    """A new file of JSON lines."""

    def __init__(self, directory: Path, name: str) -> None:
        self.path = directory / name
        self.entry = FileEntry(name)
        self._file = HashedFile(self.path)
        self._digest = LineDigest()

    def add(self, part: Part) -> None:
        self._file.write(part.data)
        self._digest.join(part.digest)
        self.entry.saw_all(part.digest.rows, part.first_id, part.last_id)

    def close(self) -> None:
        self._file.close()
        seal(self.entry, self._file.sealed)
        self.entry.digest = self._digest.hexdigest()


class Pictures:
    """The archive of pictures: unpacks to `imgs/NNN/<uuid>.<ext>`."""

    def __init__(self, directory: Path) -> None:
        self.entry = FileEntry(PICTURES)
        self._archive = Tarball(directory / PICTURES)

    def add(self, x_id: str, path: str, data: bytes) -> None:
        self._archive.add(f"{PICTURES_ROOT}/{path}", data)
        self.entry.saw(x_id)

    def close(self) -> None:
        self._archive.close()
        seal(self.entry, self._archive.sealed)


class ExportFiles:
    """All files that grow while the pairs are read: with those of the pictures and of the unresolved, or without."""

    def __init__(self, directory: Path, *, with_unresolved: bool, with_pictures: bool) -> None:
        self._directory = directory
        self._open = ExitStack()
        self.questions = self._lines(QUESTIONS_MEMBER)
        self.words = self._lines(WORDS)
        self.excluded = self._lines(EXCLUDED)
        self.unresolved = self._lines(UNRESOLVED) if with_unresolved else None
        self.pictures = self._pictures() if with_pictures else None

    def add(self, page: Page) -> None:
        """All lines of a page; pictures come one by one."""
        self.questions.add(page.questions)
        self.words.add(page.words)
        self.excluded.add(page.excluded)
        if self.unresolved is not None:
            self.unresolved.add(page.unresolved)

    def _lines(self, name: str) -> Lines:
        lines = Lines(self._directory, name)
        self._open.callback(lines.close)
        return lines

    def _pictures(self) -> Pictures:
        pictures = Pictures(self._directory)
        self._open.callback(pictures.close)
        return pictures

    def seal(self) -> list[FileEntry]:
        """Close all, pack the questions into their archive; return what there is."""
        self._open.close()
        return [
            self._packed_questions(),
            *([self.pictures.entry] if self.pictures else []),
            self.words.entry,
            self.excluded.entry,
            *([self.unresolved.entry] if self.unresolved else []),
        ]

    def _packed_questions(self) -> FileEntry:
        entry, path = self.questions.entry, self.questions.path
        with Tarball(self._directory / QUESTIONS) as archive:
            archive.add_file(QUESTIONS_MEMBER, path)
        path.unlink()
        entry.path = QUESTIONS
        seal(entry, archive.sealed)
        return entry

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()


def seal(entry: FileEntry, sealed: Sealed) -> None:
    entry.n_bytes, entry.sha256 = sealed


def write_summary(directory: Path, manifest: dict[str, Any], entries: Iterable[FileEntry]) -> None:
    """The manifest, the list of files, and the sums over all of it."""
    _write(directory / MANIFEST, manifests.pretty(manifest))
    manifest_entry = FileEntry(MANIFEST)
    seal(manifest_entry, sum_of(directory / MANIFEST))
    listed = sorted([*entries, manifest_entry], key=lambda entry: entry.path)
    _write(directory / FILES, b"".join(as_bytes(manifests.file_line(entry)) for entry in listed))
    sums = {entry.path: entry.sha256 for entry in listed} | {FILES: sum_of(directory / FILES).sha256}
    _write(directory / SUMS, manifests.sums(sums))


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
