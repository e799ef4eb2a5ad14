"""Whether an exported directory is what its sums and its manifest say."""

import json
import tarfile
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import IO, Any

from dataset.gateways.exports import (
    EXCLUDED,
    FILES,
    PICTURES,
    PICTURES_ROOT,
    QUESTIONS,
    QUESTIONS_MEMBER,
    UNRESOLVED,
    WORDS,
)
from dataset.gateways.hashed_files import sum_of
from dataset.gateways.targets import MANIFEST, SUMS
from dataset.rules.digests import LineDigest
from dataset.rules.exports import FORMAT
from dataset.rules.manifests import parse_sums

COUNTED = {QUESTIONS: "exported", WORDS: "exported", EXCLUDED: "excluded", UNRESOLVED: "unresolved"}


def problems(directory: Path) -> list[str]:
    """What is wrong with the export in this directory, one sentence each; empty when all is well."""
    if not (directory / SUMS).is_file():
        return [f"{SUMS} is missing: this is not a complete export"]
    try:
        return wrong_sums(directory) or [*wrong_counts(directory), *wrong_pictures(directory)]
    except (ValueError, KeyError, TypeError, OSError, tarfile.TarError) as error:
        return [f"it cannot be read: {error}"]


def wrong_sums(directory: Path) -> list[str]:
    """Files that are missing, changed, or there without a sum."""
    sums = parse_sums((directory / SUMS).read_text(encoding="utf-8"))
    found = []
    for path, sha256 in sums.items():
        if not is_inside(path):
            found.append(f"{path} is not a path inside the export")
        elif not (directory / path).is_file():
            found.append(f"{path} is missing")
        elif sum_of(directory / path).sha256 != sha256:
            found.append(f"{path} was changed: its sum differs")
    there = {entry.relative_to(directory).as_posix() for entry in directory.rglob("*") if not entry.is_dir()}
    return found + [f"{path} has no sum" for path in sorted(there - sums.keys() - {SUMS})]


def sum_of_sums(directory: Path) -> str:
    """The SHA-256 of the list of sums: it stands for all that the export holds."""
    return sum_of(directory / SUMS).sha256


def is_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts


def wrong_counts(directory: Path) -> Iterator[str]:
    """Numbers of rows and digests that are not those of the manifest."""
    manifest = json.loads((directory / MANIFEST).read_bytes())
    if manifest["format"] != FORMAT:
        yield f"its format is {manifest['format']}, not {FORMAT}"
        return
    rows = {entry["path"]: entry["rows"] for entry in map(json.loads, lines(directory / FILES))}
    for path, digest in manifest["digests"].items():
        counted = digest_of(directory, path)
        expected = manifest["counts"][COUNTED[path]]
        if not counted.rows == rows[path] == expected:
            yield f"{path} has {counted.rows} rows, but {FILES} says {rows[path]} and {MANIFEST} {expected}"
        if counted.hexdigest() != digest:
            yield f"{path} has other lines than {MANIFEST} says: the digest differs"


def digest_of(directory: Path, path: str) -> LineDigest:
    digest = LineDigest()
    for line in lines(directory / path):
        digest.add(line)
    return digest


def lines(path: Path) -> Iterator[bytes]:
    """The lines of a JSONL file, or of the one in an archive."""
    if path.suffix != ".tgz":
        with path.open("rb") as file:
            yield from file
        return
    with tarfile.open(path, "r:gz") as archive:
        yield from content(archive, QUESTIONS_MEMBER)


def content(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    if (file := archive.extractfile(name)) is None:
        raise ValueError(f"{name} is no file")
    return file


def wrong_pictures(directory: Path) -> Iterator[str]:
    """Where the archive of pictures and the questions first part ways; an export of rows only has no pictures."""
    if json.loads((directory / MANIFEST).read_bytes()).get("options", {}).get("rows_only"):
        return
    for wanted, there in zip_longest(paths_in_questions(directory), paths_in_archive(directory)):
        if wanted != there:
            yield f"{PICTURES} holds {there} where {QUESTIONS} names {wanted}"
            return


def paths_in_questions(directory: Path) -> Iterable[str]:
    entries: Iterator[dict[str, Any]] = map(json.loads, lines(directory / QUESTIONS))
    return (f"{PICTURES_ROOT}/{entry['img_path'].removeprefix('./')}" for entry in entries)


def paths_in_archive(directory: Path) -> Iterator[str]:
    with tarfile.open(directory / PICTURES, "r:gz") as archive:
        for info in archive:
            yield info.name
