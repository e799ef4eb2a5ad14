"""Files of questions and answers on this disk: written and read line by line, never held in memory."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from dataset.gateways.language_models import Answered, Missed, answered, fault_of
from dataset.rules import batch_lines
from dataset.rules.batch_lines import CANCELLED, EXPIRED, Line, LineRefused
from dataset.rules.retries import Fault


@dataclass(frozen=True, slots=True)
class Written:
    """A whole file of questions."""

    sha256: bytes
    n_lines: int
    n_bytes: int


def place(name: str) -> Path:
    """Where a file lies while it is worked on."""
    folder = Path(settings.SHARD_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


def write(path: Path, lines: Iterable[bytes]) -> Written:
    """Write a file; it is there under its name once it is whole."""
    part, digest, n_lines, n_bytes = path.with_name(f"{path.name}.part"), hashlib.sha256(), 0, 0
    with part.open("wb") as file:
        for line in lines:
            file.write(line)
            digest.update(line)
            n_lines, n_bytes = n_lines + 1, n_bytes + len(line)
    part.replace(path)
    return Written(digest.digest(), n_lines, n_bytes)


def is_whole(path: Path, sha256: bytes) -> bool:
    """Whether the file is here with this content."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest() == sha256


def read(paths: Iterable[Path]) -> Iterator[tuple[int, Line | str]]:
    """What came back, with the number of each line in its file; of one that is no answer of ours it says why."""
    for path in paths:
        with path.open("rb") as file:
            for number, text in enumerate(file, 1):
                if text.strip():
                    yield number, parsed(text)


def parsed(text: bytes) -> Line | str:
    try:
        return batch_lines.read(text)
    except LineRefused as refused:
        return str(refused)


def found(line: Line) -> Answered | Missed | None:
    """What a line says; None when its question was never asked, since the batch was cancelled."""
    if line.code == CANCELLED:
        return None
    if line.code == EXPIRED:
        return Missed(Fault.LATE, line.message or "the batch expired", request_id=line.request_id)
    if line.status == 0:
        return Missed(Fault.SERVER, f"status code 0: {line.message}"[:1000], request_id=line.request_id)
    if line.status == 200:
        return answered(line.body, {"x-request-id": line.request_id}, 0)
    detail = f"Error code: {line.status} - {line.message}"[:1000]
    return Missed(fault_of(line.status, line.code), detail, request_id=line.request_id)
