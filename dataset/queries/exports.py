"""What an export reads: one snapshot of the corpus, streamed in the order of exported ids."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import starmap
from typing import Any

from django.db import connection, transaction

from dataset.rules.cleaning import Level
from dataset.rules.exports import ExportOptions, QuestionRow, Texts, VerdictRow

CHUNK = 2_000

# The whole result is wanted, not its first rows; a long export must outlive the limits that protect the web server.
SNAPSHOT = """
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
SET LOCAL cursor_tuple_fraction = 1;
SET LOCAL jit = off;
SET LOCAL work_mem = '64MB';
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
"""

# dataset.rules.exported_ids.exported_id, of the image `i`.
EXPORTED_ID = """overlay(overlay(
    left(encode(sha256(convert_to(i.source || chr(10) || i.source_key, 'UTF8')), 'hex'), 32)
    placing '8' from 13) placing 'a' from 17)::uuid"""

CURRENT = "SELECT * FROM dataset_verdict WHERE superseded_at IS NULL"
NEWEST_OF_SOURCES = """
SELECT DISTINCT ON (image_id) * FROM dataset_verdict WHERE source = ANY(%(sources)s)
 ORDER BY image_id, precedence DESC, number DESC"""

CLEAN = {
    Level.TIDY: ("clean.id = v.tidy_prompt_id", "clean.text"),
    Level.STRICT: ("clean.text_sha256 = sha256(convert_to(v.strict_text, 'UTF8'))", "v.strict_text"),
}

VERDICTS = """
SELECT {exported_id}::text, v.id, v.number, v.outcome, v.source, v.provisional, v.method, v.parameters::text,
       v.evidence_hash, v.struck, v.judged, v.strikes, v.word_sources, v.tidy_auto, p.text, p.language, clean.id,
       {clean_text}, t.version, t.tokens::text, i.sha256, i.n_bytes, i.format, i.width, i.height, i.arguments::text,
       i.generator, i.licence, i.split, i.media_state, i.sensitivity = 'blocked', i.withdrawn_at IS NOT NULL
  FROM ({verdicts}) v
  JOIN dataset_image i ON i.id = v.image_id
  JOIN dataset_prompt p ON p.id = v.prompt_id
  JOIN dataset_tokenisation t ON t.id = v.tokenisation_id
  LEFT JOIN dataset_prompt clean ON {clean_prompt}
 ORDER BY {exported_id}"""

WORDS = "SELECT prompt_id, kind, words FROM dataset_promptwords WHERE prompt_id = ANY(%s)"
CAPTIONS = "SELECT prompt_id, text FROM dataset_caption WHERE prompt_id = ANY(%s)"
QUESTIONS = """
SELECT prompt_id, kind, text, options, answer FROM dataset_question WHERE prompt_id = ANY(%s)
 ORDER BY prompt_id, kind, position"""
JUDGMENTS = "SELECT verdict_id, count(*) FROM dataset_verdictevidence WHERE verdict_id = ANY(%s) GROUP BY verdict_id"


@contextmanager
def snapshot() -> Iterator[None]:
    """One read-only transaction that sees one state of all rows; must be the outermost."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute(SNAPSHOT)
        yield


def stream(sql: str, parameters: dict[str, Any]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query through a cursor on the server, in chunks: memory stays flat. Needs a transaction."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def verdicts(options: ExportOptions) -> Iterator[list[VerdictRow]]:
    """The verdicts in scope, one an image, in chunks, ordered by exported id."""
    clean_prompt, clean_text = CLEAN[options.level]
    sql = VERDICTS.format(
        exported_id=EXPORTED_ID, verdicts=_scope(options), clean_prompt=clean_prompt, clean_text=clean_text
    )
    for rows in stream(sql, {"sources": list(options.sources)}):
        yield list(starmap(VerdictRow, rows))


def n_verdicts(options: ExportOptions) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({_scope(options)}) v", {"sources": list(options.sources)})  # noqa: S608
        return int(cursor.fetchone()[0])


def _scope(options: ExportOptions) -> str:
    return NEWEST_OF_SOURCES if options.sources else CURRENT


def texts(prompt_ids: Iterable[int]) -> defaultdict[int, Texts]:
    """What hangs on these prompts, by id, in three queries."""
    found: defaultdict[int, Texts] = defaultdict(Texts)
    ids = sorted(set(prompt_ids))
    for prompt_id, kind, words in _fetch(WORDS, ids):
        found[prompt_id].words[kind] = words
    for prompt_id, text in _fetch(CAPTIONS, ids):
        found[prompt_id].caption = text
    for prompt_id, *question in _fetch(QUESTIONS, ids):
        found[prompt_id].questions.append(QuestionRow(*question))
    return found


def n_judgments(verdict_ids: Sequence[int]) -> dict[int, int]:
    """How many judgments counted, by verdict."""
    return dict(_fetch(JUDGMENTS, list(verdict_ids)))


def _fetch(sql: str, ids: list[int]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [ids])
        return list(cursor.fetchall())
