"""What an export says of itself: its files with their sums, its counts, the rules that made it."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dataset.rules.exports import FORMAT, Counts, ExportOptions, Json, VerdictRow


@dataclass(slots=True)
class FileEntry:
    """One file of the export; ids and rows are of its lines or members, in order."""

    path: str
    n_bytes: int = 0
    sha256: str = ""
    rows: int = 0
    first_id: str = ""
    last_id: str = ""
    digest: str = ""

    def saw(self, x_id: str) -> None:
        self.rows += 1
        self.first_id = self.first_id or x_id
        self.last_id = x_id


@dataclass(slots=True)
class Origins:
    """Where the exported pairs came from and by which rules, each with its number of pairs."""

    batches: Counter[str] = field(default_factory=Counter)
    splits: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    tokenisers: Counter[str] = field(default_factory=Counter)
    methods: Counter[tuple[str, str]] = field(default_factory=Counter)

    def saw(self, row: VerdictRow) -> None:
        self.batches[row.source] += 1
        self.splits[row.split] += 1
        self.languages[row.language] += 1
        self.tokenisers[row.tokeniser] += 1
        self.methods[row.method, row.parameters] += 1

    def as_json(self) -> dict[str, Any]:
        return {
            "batches": in_order(self.batches),
            "splits": in_order(self.splits),
            "languages": in_order(self.languages),
            "tokenisers": in_order(self.tokenisers),
            "methods": [
                {"method": method, "parameters": json.loads(parameters), "pairs": n}
                for (method, parameters), n in sorted(self.methods.items())
            ],
        }


def manifest(*, options: ExportOptions, counts: Counts, origins: Origins, files: Iterable[FileEntry]) -> dict[str, Any]:
    """The content of `manifest.json`. It holds no date and no place: the same data give the same bytes."""
    return {
        "format": FORMAT,
        "options": asdict(options),
        "counts": {
            "pairs": counts.pairs,
            "exported": counts.exported,
            "provisional": counts.provisional,
            "excluded": counts.excluded.total(),
            "unresolved": counts.unresolved.total(),
            "words": counts.words,
            "words_removed": counts.removed,
        },
        "excluded": in_order(counts.excluded),
        "unresolved": in_order(counts.unresolved),
        "made_by": origins.as_json(),
        "digests": {entry.path: entry.digest for entry in files if entry.digest},
    }


def file_line(entry: FileEntry) -> dict[str, Any]:
    """One line of `MANIFEST.jsonl`."""
    return {
        "path": entry.path,
        "bytes": entry.n_bytes,
        "sha256": entry.sha256,
        "rows": entry.rows,
        "config": "default",
        "split": "test",
        "first_id": entry.first_id,
        "last_id": entry.last_id,
    }


def sums(entries: Mapping[str, str]) -> bytes:
    """`SHA256SUMS` as coreutils write it: path → sum, ordered by path."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(entries.items())).encode()


def parse_sums(text: str) -> dict[str, str]:
    """
    The inverse of `sums`.

    :raises ValueError: a line is not of that form
    """
    found = {}
    for line in text.splitlines():
        sha256, mark, path = line[:64], line[64:66], line[66:]
        if len(sha256) != 64 or mark != "  " or not path:
            raise ValueError(f"not a line of sums: {line!r}")
        found[path] = sha256
    return found


def pretty(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def in_order(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items()))
