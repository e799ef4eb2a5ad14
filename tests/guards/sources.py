"""What the repository holds: its files without what it ignores, its modules, its models."""

import ast
import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
APPS = ("annotation", "dataset", "jdb_site")


def files() -> Iterator[Path]:
    """Every file, but for git's own and those that .gitignore names."""
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split()]
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder)
        folders[:] = [name for name in folders if name != ".git" and not is_ignored(here / name, ignored)]
        yield from (here / name for name in names if not is_ignored(here / name, ignored))


def is_ignored(path: Path, ignored: list[str]) -> bool:
    """Patterns with a slash speak of the path from the root, the others of a name anywhere."""
    place = f"/{path.relative_to(ROOT)}"
    return any(fnmatch(place if "/" in pattern else path.name, pattern) for pattern in ignored)


def texts() -> Iterator[tuple[str, str]]:
    """Every file that is text: its place in the repository and what it says."""
    for path in files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield place(path), content.decode()


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every Python module within these folders, or of the whole repository, parsed."""
    for path in files():
        if path.suffix == ".py" and (not folders or place(path).startswith(tuple(f"{name}/" for name in folders))):
            yield place(path), ast.parse(path.read_text())


def models() -> Iterator[type[Model]]:
    """The models of our own apps."""
    return (model for model in apps.get_models() if model.__module__.startswith(APPS))
