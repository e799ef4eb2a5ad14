"""The lines of the exported files, as plain values and as bytes."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dataset.rules.cleaning import Level
from dataset.rules.exports import Answers, ExportOptions, Json, Pending, QuestionRow, Texts, VerdictRow
from dataset.rules.shards import picture_path
from dataset.rules.tokens import Kind

TASK1_KEYS = {"style": "Style", "content": "Content", "atmosphere": "Atmosphere"}
TASK3_KEYS = {"style": "Style", "content": "Content"}
LETTERS = "ABCD"
WORD_SOURCES = ("unanimous", "majority", "desk", "provisional", "locked")

_WORD = Kind.WORD.value


class Span(NamedTuple):
    """A word of the raw prompt: `prompt[start:end]`, in code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Removed:
    """Words that are not in the clean prompt: struck by people, and taken out after them by rule."""

    struck: frozenset[int]
    auto: frozenset[int]

    def __contains__(self, index: int) -> bool:
        return index in self.struck or index in self.auto


def as_bytes(line: Json) -> bytes:
    """One line of JSON in UTF-8, with its line feed; keys stay in their order."""
    return _ENCODER.encode(line).encode() + b"\n"


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "), allow_nan=False)


def spans(row: VerdictRow) -> list[Span]:
    """The words of the raw prompt; the position in this list is the word index."""
    prompt = row.prompt
    return [Span(t[0], t[1], prompt[t[0] : t[1]]) for t in json.loads(row.tokens) if t[2] == _WORD]


def removed(row: VerdictRow, level: Level) -> Removed:
    return Removed(frozenset(row.struck), frozenset(row.tidy_auto) if level is Level.TIDY else frozenset())


def kept(words: Sequence[Span], gone: Removed) -> list[str]:
    """The words of the clean prompt."""
    return [word.text for index, word in enumerate(words) if index not in gone]


def question_line(
    row: VerdictRow, words: Sequence[Span], gone: Removed, texts: Texts, options: ExportOptions
) -> dict[str, Any]:
    """One line of `test_questions.jsonl`: the public layout's keys, then our own with the prefix `x_`."""
    return {
        "img_path": f"./{picture_path(row.public_id, row.format)}",
        "prompt": row.clean_prompt,
        "Task1": task1(texts, options.other_key),
        "Task2": {} if texts.caption is None else {"Caption": texts.caption},
        "Task3": task3(texts.questions, options.answers),
        "x_id": row.public_id,
        "x_prompt_raw": row.prompt,
        "x_removed": [
            {"index": index, "word": word.text, "auto": index in gone.auto}
            for index, word in enumerate(words)
            if index in gone
        ],
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
    return {key: _as_text(value) for key, value in sorted(json.loads(arguments).items())}


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def words_line(row: VerdictRow, words: Sequence[Span], gone: Removed, n_judgments: int) -> dict[str, Any]:
    """One line of `words.jsonl`: every word with its place, its votes, and who decided it."""
    return {
        "x_id": row.public_id,
        "prompt": row.prompt,
        "clean_prompt": row.clean_prompt,
        "language": row.language,
        "batch": row.source,
        "version": row.number,
        "provisional": row.provisional,
        "method": row.method,
        "parameters": json.loads(row.parameters),
        "tokeniser": row.tokeniser,
        "evidence": row.evidence_hash,
        "judgments": n_judgments,
        "words": [
            {
                "index": index,
                "text": word.text,
                "start": word.start,
                "end": word.end,
                "judged": row.judged[index],
                "strikes": row.strikes[index],
                "source": WORD_SOURCES[row.word_sources[index]],
                "struck": index in gone.struck,
                "auto": index in gone.auto,
            }
            for index, word in enumerate(words)
        ],
    }


def excluded_line(public_id: str, source: str, reason: str) -> dict[str, str]:
    """One line of `excluded.jsonl`; it says nothing of what the pair shows, since it may be withdrawn."""
    return {"x_id": public_id, "batch": source, "reason": reason}


def unresolved_line(pending: Pending) -> dict[str, Any]:
    return {"x_id": pending.public_id, "batch": pending.source, "waits_for": pending.waits_for, **pending.line}
