"""The files of an exported test set: lines by parts, pictures one by one, all of it sealed at the end."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

from dataset.gateways.hashed_files import BUFFER, Sealed, joined, sum_of
from dataset.gateways.tarballs import Tarball
from dataset.gateways.targets import MANIFEST, SUMS
from dataset.rules import manifests
from dataset.rules.export_lines import as_bytes
from dataset.rules.exports import Pending
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

PLACES = {"questions": QUESTIONS, "words": WORDS, "excluded": EXCLUDED, "unresolved": UNRESOLVED}


class PartFiles:
    """The lines of pairs that follow each other, in files of their own; `total` is what is known of all of them."""

    def __init__(self, directory: Path, number: int) -> None:
        self._open = ExitStack()
        self._files = {
            name: self._open.enter_context(part_path(directory, name, number).open("xb", buffering=BUFFER))
            for name in PLACES
        }
        self.total = Page()

    def add(self, page: Page) -> None:
        for name, part in page.parts.items():
            self._files[name].write(part.data)
        self.total.join(page)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()


class PendingFile:
    """Pairs that wait, kept in a file for another process, which takes them once."""

    def __init__(self, path: Path, pending: Iterable[Pending]) -> None:
        self._path = path
        with path.open("xb") as file:
            file.writelines(as_bytes(pair._asdict()) for pair in pending)

    def __iter__(self) -> Iterator[Pending]:
        with self._path.open("rb") as file:
            self._path.unlink()
            for line in file:
                yield Pending(**orjson.loads(line))


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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def part_path(directory: Path, name: str, number: int) -> Path:
    return directory / f"{name}.{number}.part"


def seal_parts(directory: Path, n_parts: int, total: Page, *, with_unresolved: bool) -> list[FileEntry]:
    """Make the files of lines out of their parts, two at a time; return what there is."""

    def sealed(name: str) -> FileEntry:
        paths = [part_path(directory, name, number) for number in range(n_parts)]
        seal = packed if name == "questions" else joined
        return entry(PLACES[name], total.parts[name], seal(paths, directory / PLACES[name]))

    names = [name for name in PLACES if with_unresolved or name != "unresolved"]
    with ThreadPoolExecutor(max_workers=2) as pool:
        entries = [*pool.map(sealed, names)]
    for rest in directory.glob("*.part"):
        rest.unlink()
    return entries


def packed(paths: Sequence[Path], target: Path) -> Sealed:
    """The archive of the questions' parts, which go."""
    with Tarball(target) as archive:
        archive.add_files(QUESTIONS_MEMBER, paths)
    for path in paths:
        path.unlink()
    return archive.sealed


def entry(path: str, part: Part, sealed: Sealed) -> FileEntry:
    digest = part.digest
    return FileEntry(path, *sealed, digest.rows, part.first_id, part.last_id, digest.hexdigest())


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
