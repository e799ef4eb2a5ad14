"""The demo's accounts, as `manage seed_demo` notes them."""

import json
from pathlib import Path


def table(path: Path) -> list[str]:
    """The accounts as lines of a small table; none when nothing was noted."""
    if not path.is_file():
        return []
    rows = [(str(row["role"]), str(row["email"]), str(row["password"])) for row in json.loads(path.read_text())]
    widths = [max(len(row[column]) for row in rows) for column in range(3)] if rows else []
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
