"""
Zip archives, unpacked under the limits of all archives (`archives`): by plain names, no links, no bombs.

Only files that an import may read are written; the rest is passed over and counted.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from dataset.gateways.archives import HIGHEST_RATIO, RATIO_COUNTS_FROM, STEP, ArchiveRefused
from dataset.rules.arrivals import MOST_FILES, NameRefused, plain

LARGEST_DIRECTORY = 64 * 1024**2
TAIL = 22 + 65_535
END, LOCATOR, END64 = b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
ENCRYPTED = 1
DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)

Report = Callable[[int, int], None]


def unpack(path: Path, folder: Path, *, most_bytes: int, report: Report) -> int:
    """
    Write what is worth it beneath the folder; return how many files were passed over.

    :raises ArchiveRefused: it is damaged, encrypted, too large, or grows beyond every limit
    """
    try:
        _check_directory(path)
        with zipfile.ZipFile(path) as archive:
            return _written(archive, path, folder, most_bytes, report)
    except DAMAGE as error:
        raise ArchiveRefused(f"{path.name} cannot be unpacked: {str(error)[:200]}") from error


def _check_directory(path: Path) -> None:
    """Before it is read as a whole: how large the archive says that its list of files is."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        tail = file.read(TAIL)
        at = tail.rfind(END)
        if at < 0 or len(tail) - at < 22:
            raise ArchiveRefused(f"{path.name} is no zip, or was cut off.")
        n_files, n_bytes = struct.unpack("<HI", tail[at + 10 : at + 16])
        if (locator := tail.rfind(LOCATOR, 0, at)) >= 0:
            file.seek(struct.unpack("<Q", tail[locator + 8 : locator + 16])[0])
            record = file.read(56)
            if len(record) < 56 or not record.startswith(END64):
                raise ArchiveRefused(f"{path.name} is damaged.")
            n_files, n_bytes = struct.unpack("<QQ", record[32:48])
    if n_bytes > min(LARGEST_DIRECTORY, size):
        raise ArchiveRefused(f"{path.name} has a list of files of more than 64 MB.")
    if n_files > MOST_FILES:
        raise ArchiveRefused(f"{path.name} has more than {MOST_FILES:,} files.")


def _written(archive: zipfile.ZipFile, path: Path, folder: Path, most_bytes: int, report: Report) -> int:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES:
        raise ArchiveRefused(f"{path.name} has more than {MOST_FILES:,} files.")
    packed = max(1, path.stat().st_size)
    most = min(most_bytes, max(RATIO_COUNTS_FROM, HIGHEST_RATIO * packed))
    n_bytes = n_passed = 0
    for done, info in enumerate(infos):
        report(done, len(infos))
        if info.flag_bits & ENCRYPTED:
            raise ArchiveRefused(f"{path.name} is encrypted.")
        target = _target(info, folder)
        if target is None:
            n_passed += 1
            continue
        n_bytes += _copied(archive, info, target, most - n_bytes, path.name)
    return n_passed


def _target(info: zipfile.ZipInfo, folder: Path) -> Path | None:
    """Where it goes; None for what is no plain file, has no safe name, or is nothing that an import reads."""
    mode = info.external_attr >> 16
    if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
        return None
    try:
        name = plain(info.filename)
    except NameRefused:
        return None
    return None if name.lower().endswith(".zip") else folder / name


def _copied(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int, name: str) -> int:
    n_bytes = 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(info) as member, target.open("wb") as file:
        while part := member.read(STEP):
            n_bytes += len(part)
            if n_bytes > most:
                raise ArchiveRefused(f"{name} unpacks to more than is allowed.")
            file.write(part)
    return n_bytes
