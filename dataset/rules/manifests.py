"""What an export says of itself: its files with their sums, its counts, the rules that made it."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dataset.rules.exports import FORMAT, Counts, ExportOptions, Json, Origin
from dataset.rules.records import SOURCES


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
        self.saw_all(1, x_id, x_id)

    def saw_all(self, rows: int, first_id: str, last_id: str) -> None:
        """Further rows, if any."""
        self.rows += rows
        self.first_id = self.first_id or first_id
        self.last_id = last_id or self.last_id


def made_by(origins: Counter[Origin]) -> dict[str, Any]:
    """Each batch, split and rule with its number of exported pairs."""
    rules: Counter[str] = Counter()
    for origin, n in origins.items():
        rules[origin.made_by] += n
    tokenisers: Counter[str] = Counter()
    methods: Counter[tuple[str, str]] = Counter()
    for text, n in rules.items():
        rule = json.loads(text)
        tokenisers[rule["tokeniser"]] += n
        methods[rule["method"], json.dumps(rule["parameters"])] += n
    return {
        "batches": _of(origins, "batch"),
        "splits": _of(origins, "split"),
        "languages": _of(origins, "language"),
        "tokenisers": in_order(tokenisers),
        "methods": [
            {"method": method, "parameters": json.loads(parameters), "pairs": n}
            for (method, parameters), n in sorted(methods.items())
        ],
    }


def _of(origins: Counter[Origin], field: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for origin, n in origins.items():
        found[getattr(origin, field)] += n
    return in_order(found)


def manifest(
    *, options: ExportOptions, counts: Counts, origins: Counter[Origin], files: Iterable[FileEntry]
) -> dict[str, Any]:
    """
    The content of `manifest.json`. It holds no date and no place: the same data give the same bytes.

    `word_sources` names the numbers that stand under `sources` in `words.jsonl`.
    """
    return {
        "format": FORMAT,
        "options": options.as_json(),
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
        "word_sources": list(SOURCES),
        "made_by": made_by(origins),
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
