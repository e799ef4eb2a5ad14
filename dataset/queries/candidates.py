"""The pairs of an export, a chunk at a time: read, and made into lines, in this process or in others beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from operator import attrgetter
from typing import Any, NamedTuple

import psycopg

from dataset.errors import DatasetError
from dataset.gateways.snapshots import Snapshot, reading
from dataset.queries.exported import EXPORTED_ID
from dataset.rules import export_lines
from dataset.rules.cleaning import Level
from dataset.rules.exports import Candidate, ExportOptions, QuestionRow, Texts, VerdictRow
from dataset.rules.pages import Page

Cursor = psycopg.Cursor[tuple[Any, ...]]

CLEAN = {
    Level.TIDY: ("clean.id = v.tidy_prompt_id", "clean.text"),
    Level.STRICT: ("clean.text_sha256 = sha256(convert_to(v.strict_text, 'UTF8'))", "v.strict_text"),
}

VERDICTS = """
SELECT {exported_id}::text, v.id, v.number, v.outcome, v.source, v.provisional, v.method, v.parameters::text,
       v.evidence_hash, r.n_judgments, r.n_words, r.words, r.removed, r.tokeniser, p.text, p.language, clean.id,
       {clean_text}, i.sha256, i.format, i.width, i.height, i.arguments::text, i.generator, i.licence, i.split,
       i.media_state, i.sensitivity = 'blocked', i.withdrawn_at IS NOT NULL
  FROM dataset_verdict v
  JOIN dataset_image i ON i.id = v.image_id
  JOIN dataset_prompt p ON p.id = v.prompt_id
  JOIN dataset_verdictrecord r ON r.verdict_id = v.id
  LEFT JOIN dataset_prompt clean ON {clean_prompt}
 WHERE v.id = ANY(%s)"""

WORDS = "SELECT prompt_id, kind, words FROM dataset_promptwords WHERE prompt_id = ANY(%s)"
CAPTIONS = "SELECT prompt_id, text FROM dataset_caption WHERE prompt_id = ANY(%s)"
QUESTIONS = """
SELECT prompt_id, kind, text, options, answer FROM dataset_question WHERE prompt_id = ANY(%s)
 ORDER BY prompt_id, kind, position"""


class RecordMissing(DatasetError):
    """A verdict came into the export without the record of its words."""

    code = "record_missing"


class Chunk(NamedTuple):
    """
    Pairs that follow each other, up to the exported id `last_id`: one by one, or as a page where nothing but the
    database decides on them.
    """

    last_id: str
    pairs: Sequence[Candidate]
    page: Page | None


def beside(chunks: Sequence[Sequence[int]], snapshot: Snapshot, options: ExportOptions) -> Iterator[Chunk]:
    """The chunks of these verdicts, by a connection of its own to that snapshot: for other processes."""
    with reading(snapshot) as cursor:
        yield from here(chunks, cursor, options)


def here(chunks: Iterable[Sequence[int]], cursor: Cursor, options: ExportOptions) -> Iterator[Chunk]:
    """The chunks of these verdicts."""
    for ids in chunks:
        pairs = candidates(cursor, ids, options)
        last_id = pairs[-1].x_id
        yield Chunk(last_id, (), page_of(pairs)) if options.rows_only else Chunk(last_id, pairs, None)


def page_of(pairs: Iterable[Candidate]) -> Page:
    page = Page()
    for pair in pairs:
        page.decide(pair)
    return page


def candidates(cursor: Cursor, verdict_ids: Sequence[int], options: ExportOptions) -> list[Candidate]:
    """
    These verdicts' pairs, in four queries.

    :raises RecordMissing: one has no record
    """
    rows = verdicts(cursor, verdict_ids, options)
    if len(rows) != len(verdict_ids):
        raise RecordMissing(f"{len(verdict_ids) - len(rows)} verdicts have no record of their words")
    found = texts(cursor, (row.clean_prompt_id for row in rows if row.clean_prompt_id is not None))
    return [export_lines.candidate(row, found.get(row.clean_prompt_id or 0, NO_TEXTS), options) for row in rows]


def verdicts(cursor: Cursor, verdict_ids: Sequence[int], options: ExportOptions) -> list[VerdictRow]:
    """These verdicts with all that their lines say, in the order of exported ids."""
    clean_prompt, clean_text = CLEAN[options.level]
    sql = VERDICTS.format(exported_id=EXPORTED_ID, clean_prompt=clean_prompt, clean_text=clean_text)
    rows = cursor.execute(sql, [list(verdict_ids)]).fetchall()
    return sorted(starmap(VerdictRow, rows), key=attrgetter("x_id"))


NO_TEXTS = Texts()


def texts(cursor: Cursor, prompt_ids: Iterable[int]) -> dict[int, Texts]:
    """What hangs on these prompts, by id, in three queries."""
    found: defaultdict[int, Texts] = defaultdict(Texts)
    ids = sorted(set(prompt_ids))
    for prompt_id, kind, words in cursor.execute(WORDS, [ids]):
        found[prompt_id].words[kind] = words
    for prompt_id, text in cursor.execute(CAPTIONS, [ids]):
        found[prompt_id].caption = text
    for prompt_id, *question in cursor.execute(QUESTIONS, [ids]):
        found[prompt_id].questions.append(QuestionRow(*question))
    return found
