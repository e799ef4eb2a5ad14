"""The shape of the code: small files, small functions, no hidden acts, no drawer for everything."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePath

from tests.guards.sources import APPS, files, models, modules, place, texts

MAX_LINES = 300
MAX_FUNCTION_LINES = 50
NOT_MEASURED = re.compile(r"/migrations/|^jdb_site/settings\.py$")
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "shared"}
SIGNALS = re.compile(r"^(django|allauth)\b.*\bsignals$|^django\.dispatch\b")
SAVES = {"save", "asave", "delete", "adelete"}
UNFINISHED = re.compile(rf"\b({'|'.join(['TO' + 'DO', 'FIX' + 'ME', 'X' * 3, 'HA' + 'CK'])})\b")


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def n_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imported(tree: ast.Module) -> set[str]:
    """Every module that is imported, and every name from a module as if it were one too."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_no_file_is_longer_than_what_can_be_read_at_once() -> None:
    long = {
        place(path): n
        for path in files()
        if path.suffix == ".py" and not NOT_MEASURED.search(place(path))
        if (n := len(path.read_text().splitlines())) > MAX_LINES
    }

    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{name}:{node.lineno} {node.name}": n_lines(node)
        for name, tree in modules()
        if not NOT_MEASURED.search(name)
        for node in functions(tree)
        if n_lines(node) > MAX_FUNCTION_LINES
    }

    assert long == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    assert [place(path) for path in files() if DRAWERS & set(PurePath(place(path)).with_suffix("").parts)] == []


def test_nothing_happens_by_signal() -> None:
    assert [
        (name, module) for name, tree in modules(*APPS) for module in imported(tree) if SIGNALS.search(module)
    ] == []


def test_no_model_acts_when_it_is_saved() -> None:
    overrides = [
        f"{cls.__name__}.{method}"
        for model in models()
        for cls in model.__mro__
        if cls.__module__.startswith(APPS)
        for method in SAVES & set(vars(cls))
    ]

    assert overrides == []


def test_nothing_is_left_for_later() -> None:
    assert [(name, found[0]) for name, text in texts() for found in UNFINISHED.finditer(text)] == []
