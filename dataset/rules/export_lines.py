"""
The lines of the exported files.

Those of exported pairs are written as text, a million times each: the record of a verdict and the row of its image give
JSON already.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import orjson

from dataset.rules import records
from dataset.rules.exclusions import TRUE, exclusion
from dataset.rules.exported_ids import picture_path
from dataset.rules.exports import (
    Answers,
    Candidate,
    ExportOptions,
    Json,
    Lines,
    Origin,
    Pending,
    QuestionRow,
    VerdictRow,
)

TASK1_KEYS = {"style": "Style", "content": "Content", "atmosphere": "Atmosphere"}
TASK3_KEYS = {"style": "Style", "content": "Content"}
LETTERS = "ABCD"


def as_bytes(line: Json) -> bytes:
    """One line of JSON in UTF-8, with its line feed; keys stay in their order."""
    return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def candidate(row: VerdictRow, options: ExportOptions) -> Candidate:
    """The pair as it goes out, or the first reason against it; the bytes of its picture are looked at later."""
    votes, removed = records.at_level(row.votes, row.removed, options.level)
    if reason := exclusion(row, votes):
        return Candidate(row.x_id, row.source, reason.value, None)
    lines = Lines(
        question_line(row, removed, options).encode(),
        words_line(row, votes).encode(),
        row.sha256,
        row.format,
        int(row.n_words),
        records.n_removed(removed),
        row.provisional == TRUE,
        Origin(row.source, row.split, row.language, row.made_by),
    )
    return Candidate(row.x_id, row.source, "", lines)


@cache
def quoted(text: str) -> str:
    """In JSON; for what many pairs have in common."""
    return orjson.dumps(text).decode()


def question_line(row: VerdictRow, removed: str, options: ExportOptions) -> str:
    """One line of `test_questions.jsonl`: the public layout's keys, then our own with the prefix `x_`."""
    path, tasks = picture_path(row.x_id, row.format), tasks_of(row.texts, options.answers, options.other_key)
    return (
        f'{{"img_path":"./{path}","prompt":{row.clean_prompt},{tasks},"x_id":"{row.x_id}","x_prompt_raw":{row.prompt},'
        f'"x_removed":{removed},"x_language":{quoted(row.language)},"x_sha256":"{row.sha256}","x_width":{row.width},'
        f'"x_height":{row.height},"x_generator":{quoted(row.generator)},"x_params":{params(row.arguments)},'
        f'"x_licence":{quoted(row.licence)},"x_split":{quoted(row.split)},"x_batch":{quoted(row.source)},'
        f'"x_version":{row.number},"x_provisional":{row.provisional}}}\n'
    )


def tasks_of(texts: str, answers: Answers, other_key: str) -> str:
    """The three tasks, as keys of a line: what hangs on the clean prompt."""
    if not texts:
        return no_tasks(answers, other_key)
    words, caption, questions = orjson.loads(texts)
    tasks = {
        "Task1": task1(words or {}, other_key),
        "Task2": {} if caption is None else {"Caption": caption},
        "Task3": task3([QuestionRow(*question) for question in questions or ()], answers),
    }
    return orjson.dumps(tasks).decode()[1:-1]


@cache
def no_tasks(answers: Answers, other_key: str) -> str:
    """Those of most pairs."""
    return tasks_of("[null,null,null]", answers, other_key)


def task1(words: Mapping[str, Sequence[str]], other_key: str) -> dict[str, list[str]]:
    keys = {**TASK1_KEYS, "other": other_key}
    return {key: list(words.get(kind, ())) for kind, key in keys.items()}


def task3(questions: Iterable[QuestionRow], answers: Answers) -> dict[str, list[dict[str, Any]]]:
    """Questions by kind; a kind without questions has an empty list, since loaders walk over all of them unguarded."""
    tasks: dict[str, list[dict[str, Any]]] = {key: [] for key in TASK3_KEYS.values()}
    for question in questions:
        letter, text = LETTERS[question.answer], question.options[question.answer]
        tasks[TASK3_KEYS[question.kind]].append(
            {
                "Question": question.text,
                "Options": dict(zip(LETTERS, question.options, strict=True)),
                "Answer": letter if answers is Answers.LETTER else text,
            }
        )
    return tasks


@lru_cache(maxsize=10_000)
def params(arguments: str) -> str:
    """The generator's arguments, sorted; every value a string, so that a column of them has one type."""
    found = {key: _as_text(value) for key, value in orjson.loads(arguments).items()}
    return orjson.dumps(found, option=orjson.OPT_SORT_KEYS).decode()


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def words_line(row: VerdictRow, votes: str) -> str:
    """
    One line of `words.jsonl`: the verdict, then lists with one entry a word: the word, where it starts and ends, by how
    many it was judged and struck, and who decided it; at last the indices of the words that were taken away.
    """
    return (
        f'{{"x_id":"{row.x_id}","prompt":{row.prompt},"clean_prompt":{row.clean_prompt},"language":{quoted(row.language)},'
        f'"batch":{quoted(row.source)},"version":{row.number},"provisional":{row.provisional},'
        f'"made_by":{row.made_by},{votes}\n'
    )


def excluded_line(x_id: str, source: str, reason: str) -> dict[str, str]:
    """One line of `excluded.jsonl`; it says nothing of what the pair shows, since it may be withdrawn."""
    return {"x_id": x_id, "batch": source, "reason": reason}


def unresolved_line(pending: Pending) -> dict[str, Any]:
    return {"x_id": pending.x_id, "batch": pending.source, "waits_for": pending.waits_for, **pending.line}
