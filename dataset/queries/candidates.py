"""The pairs of an export, as the rows of one query."""

from collections.abc import Generator
from itertools import islice
from typing import Any

import psycopg

from dataset.queries import score_sql
from dataset.queries.exported import scope
from dataset.rules.cleaning import Level
from dataset.rules.exported_ids import Range
from dataset.rules.exports import ExportOptions

Cursor = psycopg.Cursor[tuple[Any, ...]]

# The clean text in JSON, the number of its row, and where that is looked up. What is said of a strict text goes out
# where it is the tidy one too: only that is looked at for words that were struck here. Another prompt may read alike,
# and be described with them.
CLEAN = {
    Level.TIDY: ("r.clean_prompt", "v.tidy_prompt_id", ""),
    Level.STRICT: (
        "CASE WHEN v.strict_text <> '' THEN to_json(v.strict_text)::text END",
        "clean.id",
        "LEFT JOIN dataset_prompt clean ON clean.id = v.tidy_prompt_id AND clean.text = v.strict_text",
    ),
}

# Records are read once and are wide; what they are joined with is narrow, and is kept in memory meanwhile. What is said
# of a clean prompt that has to be looked at may mention a word that was struck: it stays behind.
CANDIDATES = """
SELECT r.exported_id, v.number, v.outcome, v.source, v.provisional::text, r.n_words, r.made_by, r.prompt, {clean},
       r.votes, r.removed, p.language, i.sha256, i.format, coalesce(i.width::text, 'null'),
       coalesce(i.height::text, 'null'), i.arguments, i.generator, i.licence, i.split, i.media_state,
       (i.sensitivity = 'blocked')::text, (i.withdrawn_at IS NOT NULL)::text, {refused},
       CASE WHEN waiting.prompt_id IS NULL AND num_nonnulls(w.words, c.text, q.questions) > 0
            THEN json_build_array(w.words, c.text, q.questions) END
  FROM dataset_verdictrecord r
  JOIN ({verdicts}) v ON v.id = r.verdict_id
  JOIN dataset_image i ON i.id = v.image_id
  JOIN dataset_prompt p ON p.id = v.prompt_id
  {clean_prompt}
  LEFT JOIN dataset_reannotation waiting ON waiting.prompt_id = {clean_id} AND waiting.state = 'waiting'
  LEFT JOIN dataset_currentannotation said ON said.prompt_id = {clean_id}
  LEFT JOIN dataset_caption c ON c.prompt_id = {clean_id} AND c.annotation_id IS NOT DISTINCT FROM said.caption_id
  LEFT JOIN (SELECT prompt_id, annotation_id, json_object_agg(kind, words) AS words
               FROM dataset_promptwords GROUP BY prompt_id, annotation_id) w
    ON w.prompt_id = {clean_id} AND w.annotation_id IS NOT DISTINCT FROM said.words_id
  LEFT JOIN (SELECT prompt_id, annotation_id, json_agg(json_build_array(kind, text, options, answer)
                    ORDER BY kind, position) AS questions FROM dataset_question GROUP BY prompt_id, annotation_id) q
    ON q.prompt_id = {clean_id} AND q.annotation_id IS NOT DISTINCT FROM said.questions_id
 WHERE r.exported_id BETWEEN %(first)s AND %(last)s
 ORDER BY r.exported_id"""


def statement(options: ExportOptions) -> str:
    """The query of the pairs in scope whose exported id is in a range, one an image, in the order of those ids."""
    clean, clean_id, clean_prompt = CLEAN[options.level]
    refused = score_sql.refusal_sql(options.scores)
    return CANDIDATES.format(
        verdicts=scope(options), clean=clean, clean_id=clean_id, clean_prompt=clean_prompt, refused=refused
    )


def parameters(options: ExportOptions, ids: Range) -> dict[str, Any]:
    within = score_sql.refusal_parameters(options.scores)
    return {"sources": list(options.sources), "first": ids.first, "last": ids.last, **within}


def raw(cursor: Cursor, options: ExportOptions, ids: Range, n_rows: int) -> Generator[bytes, None, None]:
    """
    Those pairs' rows in COPY's text format, so many at a time; the cursor's connection is taken up meanwhile.

    What is not there is written as nothing: no field tells that from an empty text.
    """
    with cursor.copy(f"COPY ({statement(options)}) TO STDOUT (NULL '')", parameters(options, ids)) as copy:
        rows = iter(copy)
        while found := b"".join(islice(rows, n_rows)):
            yield found
