"""
Task1, Task2 and Task3 of a JourneyDB line: words by kind, a caption, questions.

An absent one is missing, null, {} or "None".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeGuard

LONGEST = 5_000
MOST = 200
GROUPS = {"style": "style", "content": "content", "atmosphere": "atmosphere", "other": "other", "others": "other"}
KINDS = {"style": "style", "content": "content"}
LETTERS = "ABCD"
TASKS = frozenset({"Task1", "Task2", "Task3"})

_SURROGATE = re.compile("[\ud800-\udfff]")


class Question(NamedTuple):
    kind: str
    position: int
    text: str
    options: list[str]
    answer: int


@dataclass(slots=True)
class Texts:
    """What a line says of its prompt beside it; `skipped` names what was not usable."""

    words: dict[str, list[str]] = field(default_factory=dict)
    caption: str = ""
    questions: list[Question] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def texts(row: Mapping[str, Any]) -> Texts | None:
    """The texts of a line, None when it has none."""
    if TASKS.isdisjoint(row):
        return None
    given = {name: row[name] for name in TASKS if not _is_absent(row.get(name))}
    if not given:
        return None
    found = Texts()
    _read_words(given.get("Task1", {}), found)
    _read_caption(given.get("Task2", {}), found)
    _read_questions(given.get("Task3", {}), found)
    return found


def _is_absent(value: object) -> bool:
    return not value or value == "None"


def _read_words(task: object, found: Texts) -> None:
    for key, value in _entries(task, "Task1", found):
        group = GROUPS.get(key.lower())
        words = [value] if isinstance(value, str) else value
        if group is None or not _are_texts(words):
            found.skipped.append(f"Task1.{key}")
        else:
            found.words.setdefault(group, []).extend(dict.fromkeys(words))


def _read_caption(task: object, found: Texts) -> None:
    for key, value in _entries({"Caption": task} if isinstance(task, str) else task, "Task2", found):
        if key.lower() == "caption" and _are_texts([value]):
            found.caption = value
        elif not _is_absent(value):
            found.skipped.append(f"Task2.{key}")


def _read_questions(task: object, found: Texts) -> None:
    for key, value in _entries(task, "Task3", found):
        kind = KINDS.get(key.lower())
        if kind is None or not isinstance(value, list) or len(value) > MOST:
            found.skipped.append(f"Task3.{key}")
            continue
        for index, raw in enumerate(value):
            question = _question(raw, kind, index)
            if question is None:
                found.skipped.append(f"Task3.{key}[{index}]")
            else:
                found.questions.append(question)


def _entries(task: object, name: str, found: Texts) -> Iterator[tuple[str, Any]]:
    if not isinstance(task, dict):
        found.skipped.append(name)
        return
    for key, value in task.items():
        if not _is_absent(value):
            yield key[:40], value


def _question(raw: object, kind: str, position: int) -> Question | None:
    if not isinstance(raw, dict):
        return None
    given = [raw.get("Question"), raw.get("Answer"), *_options(raw.get("Options"))]
    if len(given) != 6 or not _are_texts(given):
        return None
    text, answer, *options = given
    index = _answer(answer, options)
    return None if index is None else Question(kind, position, text, options, index)


def _options(raw: object) -> list[Any]:
    """What is given as options, from {"A": …} or from a list."""
    if isinstance(raw, dict) and len(raw) == 4:
        return [raw.get(letter) for letter in LETTERS]
    return raw if isinstance(raw, list) else []


def _answer(answer: str, options: Sequence[str]) -> int | None:
    """The index of the right option: by its letter ("B", "b.", "B: a fox"), else by its text."""
    if answer in options:
        return options.index(answer)
    letter, rest = answer.strip()[:1].upper(), answer.strip()[1:2]
    return LETTERS.index(letter) if letter and letter in LETTERS and rest in {"", ".", ":", ")"} else None


def _are_texts(values: object) -> TypeGuard[list[str]]:
    """Whether it is a list of texts that the database can keep: not blank, no NUL, no half of a surrogate pair."""
    if not isinstance(values, list) or len(values) > MOST or not set(map(type, values)) <= {str}:
        return False
    joined = "".join(values)
    return (
        all(map(str.strip, values))
        and max(map(len, values), default=0) <= LONGEST
        and "\0" not in joined
        and (joined.isascii() or not _SURROGATE.search(joined))
    )
