"""The lines of the exported files, as plain values and as bytes."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import orjson

from dataset.rules.cleaning import Level
from dataset.rules.exported_ids import picture_path
from dataset.rules.exports import Answers, ExportOptions, Json, Pending, QuestionRow, Texts, VerdictRow
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


class Removed(NamedTuple):
    """Words that are not in the clean prompt: struck by people, taken out after them by rule, and both together."""

    struck: frozenset[int]
    auto: frozenset[int]
    all: frozenset[int]


def as_bytes(line: Json) -> bytes:
    """One line of JSON in UTF-8, with its line feed; keys stay in their order."""
    return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def spans(row: VerdictRow) -> list[Span]:
    """The words of the raw prompt; the position in this list is the word index."""
    prompt = row.prompt
    return [Span(start, end, prompt[start:end]) for start, end, kind, *_ in orjson.loads(row.tokens) if kind == _WORD]


def removed(row: VerdictRow, level: Level) -> Removed:
    struck, auto = frozenset(row.struck), frozenset(row.tidy_auto if level is Level.TIDY else ())
    return Removed(struck, auto, struck | auto)


def kept(words: Sequence[Span], gone: Removed) -> list[str]:
    """The words of the clean prompt."""
    return [word.text for index, word in enumerate(words) if index not in gone.all]


def question_line(
    row: VerdictRow, words: Sequence[Span], gone: Removed, texts: Texts, options: ExportOptions
) -> dict[str, Any]:
    """One line of `test_questions.jsonl`: the public layout's keys, then our own with the prefix `x_`."""
    return {
        "img_path": f"./{picture_path(row.x_id, row.format)}",
        "prompt": row.clean_prompt,
        "Task1": task1(texts, options.other_key),
        "Task2": {} if texts.caption is None else {"Caption": texts.caption},
        "Task3": task3(texts.questions, options.answers),
        "x_id": row.x_id,
        "x_prompt_raw": row.prompt,
        "x_removed": [
            {"index": index, "word": words[index].text, "auto": index in gone.auto} for index in sorted(gone.all)
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
    return {key: _as_text(value) for key, value in sorted(orjson.loads(arguments).items())}


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def words_line(row: VerdictRow, words: Sequence[Span], gone: Removed, n_judgments: int) -> dict[str, Any]:
    """One line of `words.jsonl`: every word with its place, its votes, and who decided it."""
    struck, auto, _ = gone
    votes = zip(words, row.judged, row.strikes, row.word_sources, strict=True)
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
        "judgments": n_judgments,
        "words": [
            {
                "index": index,
                "text": text,
                "start": start,
                "end": end,
                "judged": judged,
                "strikes": strikes,
                "source": WORD_SOURCES[source],
                "struck": index in struck,
                "auto": index in auto,
            }
            for index, ((start, end, text), judged, strikes, source) in enumerate(votes)
        ],
    }


def excluded_line(x_id: str, source: str, reason: str) -> dict[str, str]:
    """One line of `excluded.jsonl`; it says nothing of what the pair shows, since it may be withdrawn."""
    return {"x_id": x_id, "batch": source, "reason": reason}


def unresolved_line(pending: Pending) -> dict[str, Any]:
    return {"x_id": pending.x_id, "batch": pending.source, "waits_for": pending.waits_for, **pending.line}
