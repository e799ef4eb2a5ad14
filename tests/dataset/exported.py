"""An exported directory as its readers see it."""

import json
import tarfile
from pathlib import Path
from typing import Any


def lines(directory: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (directory / name).read_text().splitlines()]


def questions(directory: Path) -> list[dict[str, Any]]:
    with tarfile.open(directory / "data/test/test_questions.jsonl.tgz", "r:gz") as archive:
        assert archive.getnames() == ["test_questions.jsonl"]
        member = archive.extractfile("test_questions.jsonl")
        assert member is not None
        return [json.loads(line) for line in member]


def pictures(directory: Path) -> dict[str, bytes]:
    found = {}
    with tarfile.open(directory / "data/test/imgs.tgz", "r:gz") as archive:
        for info in archive:
            member = archive.extractfile(info)
            assert member is not None
            found[info.name] = member.read()
    return found


def everything(directory: Path) -> dict[str, bytes]:
    """All files by their path."""
    files = sorted(path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in files}
