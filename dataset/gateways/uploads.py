"""Files that arrive: pieces written at their place, folders beneath the allowed root, prefixes of the bucket."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage

from dataset.errors import DatasetError
from dataset.rules.arrivals import MOST_FILES, NameRefused, plain

STEP = 1 << 20


class FolderRefused(DatasetError):
    """The folder or prefix is not there, or not beneath what the settings allow."""

    code = "folder_refused"


class TooMuch(DatasetError):
    """More comes than one import may bring."""

    code = "too_much"


def received(key: str) -> Path:
    """Where the files of an arrival are put as they come."""
    return Path(settings.UPLOAD_ROOT) / key / "received"


def tree(key: str) -> Path:
    """What the import reads: the files, and what was in their zips."""
    return Path(settings.UPLOAD_ROOT) / key / "tree"


def pictures(key: str) -> Path:
    """The small pictures of the contact sheet."""
    return Path(settings.UPLOAD_ROOT) / key / "look"


def whole(key: str) -> Path:
    """All that is kept of an arrival."""
    return Path(settings.UPLOAD_ROOT) / key


def write(key: str, name: str, offset: int, data: bytes) -> None:
    """Put a piece where it belongs; what a write that was cut off left behind it goes."""
    path = received(key) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+b" if path.exists() else "wb") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(data)


def allowed_folder(said: str) -> Path:
    """
    The folder of the server that was named.

    :raises FolderRefused: it is not beneath the allowed root, whatever links lead there, or is no folder
    """
    if not settings.IMPORT_ROOT:
        raise FolderRefused("Folders of the server are not open to this page: IMPORT_ROOT is not set.")
    root = Path(settings.IMPORT_ROOT).resolve()
    if "\0" in said:
        raise FolderRefused("That is no folder.")
    path = (root / said).resolve()
    if not path.is_relative_to(root):
        raise FolderRefused(f"{said} is not beneath the folder that imports may read.")
    if not path.is_dir():
        raise FolderRefused(f"{said} is not there, or is no folder.")
    return path


def allowed_prefix(said: str) -> str:
    """
    The prefix of the bucket that was named, without slashes round it.

    :raises FolderRefused: prefixes are not open, or it is not beneath the allowed one
    """
    if not settings.IMPORT_PREFIX:
        raise FolderRefused("The bucket is not open to this page: IMPORT_PREFIX is not set.")
    root, parts = PurePosixPath(settings.IMPORT_PREFIX), PurePosixPath(said.strip("/")).parts
    if ".." in parts or not said.isprintable():
        raise FolderRefused(f"{said!a} is no prefix.")
    path = PurePosixPath(*parts)
    inside = path if path.is_relative_to(root) else root / path
    return str(inside)


def fetch(prefix: str, folder: Path, report: Callable[[int, int], None]) -> int:
    """
    Copy what an import may read from the bucket; files that are here whole are not fetched again. How many passed over.

    :raises FolderRefused: nothing is there
    :raises TooMuch: it is more than the settings allow
    """
    n_bytes = n_passed = n_files = 0
    for name in _listed(prefix):
        try:
            target = folder / plain(name.removeprefix(f"{prefix}/"))
        except NameRefused:
            n_passed += 1
            continue
        n_files, size = n_files + 1, default_storage.size(name)
        n_bytes += size
        if n_bytes > settings.UPLOAD_MOST_BYTES or n_files > MOST_FILES:
            raise TooMuch("There is more beneath that prefix than one import may bring.")
        if not (target.is_file() and target.stat().st_size == size):
            _fetch_one(name, target)
        report(n_files, n_files)
    if not n_files:
        raise FolderRefused(f"Nothing that can be imported is beneath {prefix}.")
    return n_passed


def _fetch_one(name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.partial")
    with default_storage.open(name) as source, partial.open("wb") as file:
        shutil.copyfileobj(source, file, STEP)
    partial.rename(target)


def _listed(prefix: str) -> Iterator[str]:
    try:
        folders, names = default_storage.listdir(prefix)
    except FileNotFoundError:
        return
    for name in sorted(names):
        yield f"{prefix}/{name}"
    for folder in sorted(folders):
        yield from _listed(f"{prefix}/{folder}")


def moved_since(key: str, moment: float) -> bool:
    """Whether a file of an arrival was written since then, in seconds of the epoch."""
    return any(path.stat().st_mtime >= moment for path in received(key).rglob("*"))


def is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def has_zips(folder: Path) -> bool:
    return any(is_zip(path) and path.is_file() for path in folder.rglob("*"))


def put_beside(path: Path, target: Path) -> None:
    """
    The same file under a second name, which takes no room; a copy where that is another disk's.

    What came out of a zip under that name stays.
    """
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, target)


def remove(folder: Path) -> bool:
    """Remove it with all that is in it; False when it was not there."""
    if not folder.exists():
        return False
    shutil.rmtree(folder)
    return True


def clear(folder: Path) -> None:
    remove(folder)
    folder.mkdir(parents=True)
