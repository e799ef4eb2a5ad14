"""A finished export as it lies on the disk: its files, all of them as one zip, and whether it carries a pair."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

SUMS = "SHA256SUMS"
STEP = 1 << 20
KEY = b'{"x_id":"'
LENGTH = 36
# No date is told, as in the archives inside; zip knows none before this.
DATE = (1980, 1, 1, 0, 0, 0)


def files(directory: Path) -> list[tuple[str, int]]:
    """Every file by its path inside, with its size; none when the directory is gone."""
    if not (directory / SUMS).is_file():
        return []
    found = sorted(path for path in directory.rglob("*") if path.is_file())
    return [(path.relative_to(directory).as_posix(), path.stat().st_size) for path in found]


def zipped(directory: Path, names: list[str], root: str) -> Iterator[bytes]:
    """The files as a zip, made while it is sent; nothing is packed, since pictures do not pack."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            info = zipfile.ZipInfo(f"{root}/{name}", DATE)
            info.external_attr = 0o644 << 16
            with (directory / name).open("rb") as file, archive.open(info, "w", force_zip64=True) as member:
                while part := file.read(STEP):
                    member.write(part)
                    yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """What a zip is written to: it holds what was not taken yet."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # zipfile gives bytes
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def line_of(path: Path, x_id: str) -> bytes | None:
    """The line of that pair in a file of lines ordered by id, by halving; None when it has none."""
    wanted = x_id.encode()
    if not path.is_file():
        return None
    with path.open("rb") as file:
        low, high = 0, path.stat().st_size
        while low < high:  # the line that is looked for begins at or after `low`, and before `high`
            middle = (low + high) // 2
            start, line = _line_after(file, middle)
            if not line or start >= high or _id(line) > wanted:
                high = middle
            elif _id(line) == wanted:
                return line
            else:
                low = start + len(line)
    return None


def _line_after(file: io.BufferedReader, position: int) -> tuple[int, bytes]:
    """The first line that begins at or after a position, and where."""
    if position:
        file.seek(position - 1)
        position += len(file.readline()) - 1
    file.seek(position)
    return position, file.readline()


def _id(line: bytes) -> bytes:
    return line[len(KEY) : len(KEY) + LENGTH]
