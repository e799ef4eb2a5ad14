"""Answers on lists of styles, held against the list: each index or id once. What can be mended is mended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dataset.rules.answers import Checked, Code

LEAST = 0.5  # share of a list that an answer must speak of; what is missing is asked again, or stays as it was
DEEPEST = 3


class StyleTask(StrEnum):
    """What a machine is asked of a list of styles or of categories."""

    PATCH = "style_patch"
    MERGE = "style_merge"
    RELATE = "style_relate"
    ASSIGN = "style_assign"


class Relation(StrEnum):
    """What the first of two categories is to the second."""

    SAME = "same"
    PARENT = "parent"
    CHILD = "child"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Listed:
    """What was asked: a task, and its list as the model was told."""

    task: str
    question: Mapping[str, Any]


def check(checked: Checked, asked: Listed) -> Checked:
    """Hold an answer of the right schema against its list; `said.value` is what is left of it."""
    checks[StyleTask(asked.task)](checked, checked.said.value or {}, asked.question)
    return checked


def check_patch(checked: Checked, value: Mapping[str, Any], question: Mapping[str, Any]) -> None:
    """Each index in one category: the first that names it has it."""
    n, left = len(question["styles"]), set(range(len(question["styles"])))
    found = []
    for category in value["categories"]:
        path = [name.strip() for name in category["path"] if name.strip()][:DEEPEST]
        members = taken(checked, category["members"], left) if path else []
        if members:
            found.append({"path": path, "definition": category["definition"].strip(), "members": members})
    told(checked, {"categories": found}, n_missing=len(left), n=n)


def check_merge(checked: Checked, value: Mapping[str, Any], question: Mapping[str, Any]) -> None:
    """Each id in one group; what no group names stays as it was."""
    left = {category["id"] for category in question["categories"]}
    n = len(left)
    found = []
    for group in value["groups"]:
        ids = taken(checked, group["ids"], left) if group["name"].strip() else []
        if ids:
            found.append({key: group[key].strip() for key in ("name", "parent", "definition")} | {"ids": ids})
    told(checked, {"groups": found}, n_missing=len(left), n=n)


def taken(checked: Checked, named: list[int], left: set[int]) -> list[int]:
    """Those that are there and were not named before."""
    found = []
    for one in named:
        if one in left:
            left.remove(one)
            found.append(one)
        else:
            checked.mend(Code.LISTED)
    return sorted(found)


def told(checked: Checked, value: dict[str, Any], *, n_missing: int, n: int) -> None:
    if n_missing > (1 - LEAST) * n:
        checked.fail(Code.MISSING)
    elif n_missing:
        checked.mend(Code.MISSING)
    checked.said.value = value


def check_relate(checked: Checked, value: Mapping[str, Any], question: Mapping[str, Any]) -> None:
    """One answer a pair, in their order."""
    if len(value["answers"]) != len(question["pairs"]):
        checked.fail(Code.MISSING)
    elif any(answer not in [*Relation] for answer in value["answers"]):
        checked.fail(Code.LISTED)


def check_assign(checked: Checked, value: Mapping[str, Any], question: Mapping[str, Any]) -> None:
    """One choice a style, in their order: the index of one of its candidates, or -1; anything else is none."""
    rows, choices = question["styles"], value["choices"]
    if len(choices) != len(rows):
        checked.fail(Code.MISSING)
        return
    fair = [choice if -1 <= choice < len(row["candidates"]) else -1 for choice, row in zip(choices, rows, strict=True)]
    if fair != choices:
        checked.mend(Code.LISTED)
    checked.said.value = {"choices": fair}


checks: Mapping[StyleTask, Callable[[Checked, Mapping[str, Any], Mapping[str, Any]], None]] = {
    StyleTask.PATCH: check_patch,
    StyleTask.MERGE: check_merge,
    StyleTask.RELATE: check_relate,
    StyleTask.ASSIGN: check_assign,
}
