"""Writing a test set in tests."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dataset.actions import exports
from dataset.queries.exports import snapshot
from dataset.rules.exports import ExportOptions, Pending
from tests.dataset import exported
from tests.dataset.settled import x_id

TEXT = "a red apple and yellow bananas"


def write(target: Path, pending: Iterable[Pending] = (), *, replace: bool = False, **options: Any) -> exports.Written:
    with snapshot():
        return exports.write_test_set(target=target, options=ExportOptions(**options), pending=pending, replace=replace)


def waiting(number: int, waits_for: str = "opinions", excluded: str = "") -> Pending:
    return Pending(x_id(number), "street-2", waits_for, excluded, {"round": 1})


def prompts(target: Path) -> dict[str, str]:
    """The number of each exported pair, with its clean prompt."""
    return {line["x_id"][:2]: line["prompt"] for line in exported.questions(target)}
