"""The lines of the exported files, as plain values and as bytes."""

from collections.abc import Iterable
from typing import Any

import orjson

from dataset.rules import records
from dataset.rules.exclusions import exclusion
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
    Texts,
    VerdictRow,
)

TASK1_KEYS = {"style": "Style", "content": "Content", "atmosphere": "Atmosphere"}
TASK3_KEYS = {"style": "Style", "content": "Content"}
LETTERS = "ABCD"


def as_bytes(line: Json) -> bytes:
    """One line of JSON in UTF-8, with its line feed; keys stay in their order."""
    return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def candidate(row: VerdictRow, texts: Texts, options: ExportOptions) -> Candidate:
    """The pair as it goes out, or the first reason against it; the bytes of its picture are looked at later."""
    words, removed = records.at_level(row.words, row.removed, options.level)
    if reason := exclusion(row, records.kept(words)):
        return Candidate(row.x_id, row.source, reason.value, None)
    lines = Lines(
        as_bytes(question_line(row, removed, texts, options)),
        as_bytes(words_line(row, words)),
        row.sha256 or "",
        row.format,
        row.n_words,
        records.n_removed(removed),
        row.provisional,
        Origin(row.source, row.split, row.language, row.tokeniser, row.method, row.parameters),
    )
    return Candidate(row.x_id, row.source, "", lines)


def question_line(row: VerdictRow, removed: str, texts: Texts, options: ExportOptions) -> dict[str, Any]:
    """One line of `test_questions.jsonl`: the public layout's keys, then our own with the prefix `x_`."""
    return {
        "img_path": f"./{picture_path(row.x_id, row.format)}",
        "prompt": row.clean_prompt,
        "Task1": task1(texts, options.other_key),
        "Task2": {} if texts.caption is None else {"Caption": texts.caption},
        "Task3": task3(texts.questions, options.answers),
        "x_id": row.x_id,
        "x_prompt_raw": row.prompt,
        "x_removed": orjson.Fragment(removed),
        "x_language": row.language,
        "x_sha256": row.sha256,
        "x_width": row.width,
        "x_height": row.height,
        "x_generator": row.generator,
        "x_params": params(row.arguments),
        "x_licence": row.licence,
        "x_split": row.split,
        "x_batch": row.source,
        "x_version": row.number,
        "x_provisional": row.provisional,
    }


def task1(texts: Texts, other_key: str) -> dict[str, list[str]]:
    keys = {**TASK1_KEYS, "other": other_key}
    return {key: list(texts.words.get(kind, ())) for kind, key in keys.items()}


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


def params(arguments: str) -> dict[str, str]:
    """The generator's arguments, sorted; every value a string, so that a column of them has one type."""
    return {key: _as_text(value) for key, value in sorted(orjson.loads(arguments).items())}


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def words_line(row: VerdictRow, words: str) -> dict[str, Any]:
    """One line of `words.jsonl`: every word with its place, its votes, and who decided it."""
    return {
        "x_id": row.x_id,
        "prompt": row.prompt,
        "clean_prompt": row.clean_prompt,
        "language": row.language,
        "batch": row.source,
        "version": row.number,
        "provisional": row.provisional,
        "method": row.method,
        "parameters": orjson.Fragment(row.parameters),
        "tokeniser": row.tokeniser,
        "evidence": row.evidence_hash,
        "judgments": row.n_judgments,
        "words": orjson.Fragment(words),
    }


def excluded_line(x_id: str, source: str, reason: str) -> dict[str, str]:
    """One line of `excluded.jsonl`; it says nothing of what the pair shows, since it may be withdrawn."""
    return {"x_id": x_id, "batch": source, "reason": reason}


def unresolved_line(pending: Pending) -> dict[str, Any]:
    return {"x_id": pending.x_id, "batch": pending.source, "waits_for": pending.waits_for, **pending.line}
