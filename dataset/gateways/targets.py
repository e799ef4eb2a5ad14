"""Directories that appear whole or not at all: built beside their place, then put there by one rename."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dataset.errors import DatasetError

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"


class TargetTaken(DatasetError):
    """Something else is where the directory should go."""

    code = "target_taken"


class TargetBusy(DatasetError):
    """Another process is building the same directory."""

    code = "target_busy"


def require_free(target: Path, made: str) -> None:
    """
    Refuse a target that holds anything but a complete earlier directory of the kind `made`.

    :raises TargetTaken: it is a file, a mount point, or a directory with other things in it
    """
    if target.is_mount():
        raise TargetTaken(f"{target} is a mount point, which nothing can be renamed to. Name a directory inside it.")
    if is_free(target) or is_of_kind(target, made):
        return
    raise TargetTaken(f"{target} holds something that is not an export. Name a new or empty directory.")


def is_free(target: Path) -> bool:
    return not target.exists() or (target.is_dir() and not any(target.iterdir()))


def is_of_kind(target: Path, made: str) -> bool:
    """Whether the directory's manifest says that it is one of ours."""
    manifest = target / MANIFEST
    if not (manifest.is_file() and (target / SUMS).is_file()):
        return False
    try:
        return bool(json.loads(manifest.read_bytes())["format"] == made)
    except (ValueError, TypeError, KeyError):
        return False


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """
    An empty directory beside the target, for this process alone; what an interrupted one left there is cleared.

    :raises TargetBusy: another process is at it
    """
    partial = beside(target, "partial")
    partial.mkdir(parents=True, exist_ok=True)
    lock = os.open(partial, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(lock, partial)
        _clear(partial)
        yield partial
    finally:
        os.close(lock)


def _lock(lock: int, partial: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Between opening and locking another process may have finished and renamed it: then it must not be cleared.
        ours = partial.exists() and os.fstat(lock).st_ino == partial.stat().st_ino
    except BlockingIOError:
        ours = False
    if not ours:
        raise TargetBusy(f"Another export is writing {partial}. Wait for it, or name another directory.")


def _clear(directory: Path) -> None:
    for entry in directory.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def put(partial: Path, target: Path) -> None:
    """Make the directory the target, instead of what stands there, after all of it is on the disk."""
    for directory in [*(entry for entry in partial.rglob("*") if entry.is_dir()), partial]:
        _sync(directory)
    earlier = beside(target, "replaced")
    if not is_free(target):
        _remove(earlier)
        target.rename(earlier)
    partial.rename(target)
    _sync(target.parent)
    _remove(earlier)


def discard(partial: Path) -> None:
    shutil.rmtree(partial)


def beside(target: Path, suffix: str) -> Path:
    return target.with_name(f"{target.name}.{suffix}")


def _remove(directory: Path) -> None:
    if directory.exists():
        shutil.rmtree(directory)


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
