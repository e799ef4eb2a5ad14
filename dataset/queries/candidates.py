"""The pairs of an export, as the rows of one query."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import psycopg

from dataset.queries.exported import EXPORTED_ID, scope
from dataset.rules.cleaning import Level
from dataset.rules.exports import ExportOptions

Cursor = psycopg.Cursor[tuple[Any, ...]]

CLEAN = {
    Level.TIDY: ("clean.id = v.tidy_prompt_id", "clean.text"),
    Level.STRICT: ("clean.text_sha256 = sha256(convert_to(v.strict_text, 'UTF8'))", "v.strict_text"),
}

# Whole tables are joined and sorted: a tenth of the pages that so many look-ups by number would read.
CANDIDATES = """
SELECT {exported_id}::text, v.number, v.outcome, v.source, v.provisional, v.method, v.parameters::text,
       v.evidence_hash, r.n_judgments, r.n_words, r.words, r.removed, r.tokeniser, p.text, p.language, {clean_text},
       i.sha256, i.format, i.width, i.height, i.arguments::text, i.generator, i.licence, i.split, i.media_state,
       i.sensitivity = 'blocked', i.withdrawn_at IS NOT NULL, w.words, c.text, q.questions
  FROM ({verdicts}) v
  JOIN dataset_image i ON i.id = v.image_id
  JOIN dataset_prompt p ON p.id = v.prompt_id
  LEFT JOIN dataset_verdictrecord r ON r.verdict_id = v.id
  LEFT JOIN dataset_prompt clean ON {clean_prompt}
  LEFT JOIN dataset_caption c ON c.prompt_id = clean.id
  LEFT JOIN (SELECT prompt_id, json_object_agg(kind, words) AS words FROM dataset_promptwords GROUP BY prompt_id) w
    ON w.prompt_id = clean.id
  LEFT JOIN (SELECT prompt_id, json_agg(json_build_array(kind, text, options, answer) ORDER BY kind, position)
                    AS questions FROM dataset_question GROUP BY prompt_id) q ON q.prompt_id = clean.id
 ORDER BY {exported_id}"""


def statement(options: ExportOptions) -> str:
    """The query of all pairs in scope, one an image, in the order of exported ids."""
    clean_prompt, clean_text = CLEAN[options.level]
    return CANDIDATES.format(
        exported_id=EXPORTED_ID, verdicts=scope(options), clean_prompt=clean_prompt, clean_text=clean_text
    )


def raw(cursor: Cursor, options: ExportOptions, n_rows: int) -> Iterator[bytes]:
    """Those pairs' rows in COPY's text format, so many at a time; the cursor's connection is taken up meanwhile."""
    with cursor.copy(f"COPY ({statement(options)}) TO STDOUT", {"sources": list(options.sources)}) as copy:
        rows = iter(copy)
        while found := b"".join(islice(rows, n_rows)):
            yield found
