"""Rows by COPY into temporary tables, and from there into the corpus: the fast way in."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from dataset.choices import RowVerdict
from dataset.gateways.chunks import Chunk, RefusedRow, TakenRow
from dataset.models import ImportRun
from dataset.rules.reasons import RowReason

TABLES = """
CREATE TEMPORARY TABLE IF NOT EXISTS staged_pair (
  number bigint, source_key text, prompt text, digest bytea, nsfw_score float8, clip_score float8, sensitivity text,
  origin text, archive_id bigint, reason text, detail text);
CREATE TEMPORARY TABLE IF NOT EXISTS staged_words (number bigint, kind text, words text[]);
CREATE TEMPORARY TABLE IF NOT EXISTS staged_caption (number bigint, text text);
CREATE TEMPORARY TABLE IF NOT EXISTS staged_question (
  number bigint, kind text, position int, text text, options text[], answer int);
TRUNCATE staged_pair, staged_words, staged_caption, staged_question;
"""

# Staged rows whose image the source has already. Tells what to say of each, and whether its picture is worth a new try.
MET = f"""
SELECT s.number, s.source_key, s.origin, s.archive_id, i.id AS image_id,
  CASE WHEN i.run_id = %(run)s THEN '{RowReason.DUPLICATE_KEY}'
       WHEN p.text_sha256 <> s.digest THEN '{RowReason.OTHER_PROMPT}'
       WHEN s.origin <> '' AND i.withdrawn_at IS NULL AND (i.media_state = 'refused' OR i.origin = '')
         THEN '{RowReason.PICTURE_RETRIED}'
       ELSE '{RowReason.ALREADY_IN}' END AS reason
FROM staged_pair s
JOIN dataset_image i ON i.source = %(source)s AND i.source_key = s.source_key
JOIN dataset_prompt p ON p.id = i.prompt_id
"""  # noqa: S608  constants of ours

KNOWN = f"""
WITH met AS MATERIALIZED ({MET}),
retried AS (
  UPDATE dataset_image i SET origin = met.origin, archive_id = met.archive_id, media_state = 'waiting',
    media_reason = '', media_detail = '', media_lease_ends_at = NULL, n_media_attempts = 0
  FROM met WHERE i.id = met.image_id AND met.reason = '{RowReason.PICTURE_RETRIED}'),
gone AS (DELETE FROM staged_pair s USING met WHERE s.number = met.number),
written AS (
  INSERT INTO dataset_importrow (run_id, number, verdict, reason, source_key, detail)
  SELECT %(run)s, number,
    CASE WHEN reason IN ('{RowReason.DUPLICATE_KEY}', '{RowReason.OTHER_PROMPT}') THEN 'refused' ELSE 'known' END,
    reason, source_key, '' FROM met
  RETURNING verdict)
SELECT verdict, count(*) FROM written GROUP BY verdict
"""  # noqa: S608  constants of ours

# Sorted by digest, so that two imports at once cannot wait for each other.
PROMPTS = """
INSERT INTO dataset_prompt (text, text_sha256, language, traits)
SELECT DISTINCT ON (digest) prompt, digest, '', '{}'::varchar[] FROM staged_pair ORDER BY digest
ON CONFLICT (text_sha256) DO NOTHING
"""

# An image of a prompt that was described before takes its arguments from the prompt's other images.
IMAGES = """
INSERT INTO dataset_image (public_id, source, source_key, run_id, prompt_id, generator, licence, nsfw_score, clip_score,
  sensitivity, origin, archive_id, arguments, split, media_state, media_reason, media_detail, n_media_attempts, format,
  thumbhash, created_at)
SELECT gen_random_uuid(), %(source)s, s.source_key, %(run)s, p.id, %(generator)s, %(licence)s, s.nsfw_score,
  s.clip_score, s.sensitivity, s.origin, s.archive_id,
  CASE WHEN p.described_at IS NULL THEN '{}' ELSE COALESCE(
    (SELECT i.arguments FROM dataset_image i WHERE i.prompt_id = p.id ORDER BY i.id LIMIT 1), '{}') END,
  '', 'waiting', '', '', 0, '', '', %(now)s
FROM staged_pair s JOIN dataset_prompt p ON p.text_sha256 = s.digest
ORDER BY s.number
ON CONFLICT (source, source_key) DO NOTHING
"""

ADDED = """
INSERT INTO dataset_importrow (run_id, number, verdict, reason, source_key, detail)
SELECT %(run)s, number, 'added', reason, source_key, detail FROM staged_pair
"""

TEXTS = """
INSERT INTO dataset_promptwords (prompt_id, kind, words, provenance)
SELECT DISTINCT ON (p.id, t.kind) p.id, t.kind, t.words, %(provenance)s
FROM staged_words t JOIN staged_pair s USING (number) JOIN dataset_prompt p ON p.text_sha256 = s.digest
ORDER BY p.id, t.kind, t.number
ON CONFLICT (prompt_id, kind) DO NOTHING;

INSERT INTO dataset_caption (prompt_id, text, provenance)
SELECT DISTINCT ON (p.id) p.id, t.text, %(provenance)s
FROM staged_caption t JOIN staged_pair s USING (number) JOIN dataset_prompt p ON p.text_sha256 = s.digest
ORDER BY p.id, t.number
ON CONFLICT (prompt_id) DO NOTHING;

INSERT INTO dataset_question (prompt_id, kind, position, text, options, answer, provenance)
SELECT DISTINCT ON (p.id, t.kind, t.position) p.id, t.kind, t.position, t.text, t.options, t.answer, %(provenance)s
FROM staged_question t JOIN staged_pair s USING (number) JOIN dataset_prompt p ON p.text_sha256 = s.digest
ORDER BY p.id, t.kind, t.position, t.number
ON CONFLICT (prompt_id, kind, position) DO NOTHING
"""


def stage(chunk: Chunk, archives: dict[str, int]) -> None:
    """Put the sound rows of a chunk into the temporary tables. `archives` are the ids of archives by path."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
    copy("staged_pair", (_pair_row(row, archives) for row in chunk.taken))
    texts = [(row.number, row.pair.texts) for row in chunk.taken if row.pair.texts is not None]
    if texts:
        copy("staged_words", ((n, kind, words) for n, found in texts for kind, words in found.words.items()))
        copy("staged_caption", ((n, found.caption) for n, found in texts if found.caption))
        copy("staged_question", ((n, *_question_row(q)) for n, found in texts for q in found.questions))


def _pair_row(row: TakenRow, archives: dict[str, int]) -> tuple[Any, ...]:
    number, (key, prompt, digest, nsfw_score, clip_score, sensitivity, texts), (place, archive) = row
    skipped = ", ".join(texts.skipped)[:1000] if texts else ""
    archive_id = archives[archive] if archive else None
    reason = RowReason.TEXTS_SKIPPED.value if skipped else ""
    return number, key, prompt, digest, nsfw_score, clip_score, sensitivity, place, archive_id, reason, skipped


def _question_row(question: Sequence[Any]) -> Iterator[Any]:
    return (list(value) if isinstance(value, tuple) else value for value in question)


def sort_out_known(run: ImportRun) -> dict[str, int]:
    """Write the verdict of each staged row that is in already, and drop it; how many by verdict."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, {"run": run.pk, "source": run.source})
        return dict(cursor.fetchall())


def add(run: ImportRun, facts: dict[str, Any], *, with_texts: bool) -> int:
    """Put the staged rows that are left into the corpus; how many."""
    facts |= {"run": run.pk, "source": run.source, "provenance": f"import/{run.pk}"}
    with connection.cursor() as cursor:
        cursor.execute(PROMPTS)
        cursor.execute(IMAGES, facts)
        n_added: int = cursor.rowcount
        cursor.execute(ADDED, facts)
        if cursor.rowcount != n_added:
            raise RuntimeError(f"{cursor.rowcount} rows added {n_added} images: another import of this source runs")
        if with_texts:
            cursor.execute(TEXTS, facts)
    return n_added


def refuse(run: ImportRun, rows: Sequence[RefusedRow]) -> None:
    """Write the verdict of the rows that never were staged."""
    if rows:
        copy(
            "dataset_importrow (run_id, number, verdict, reason, source_key, detail)",
            ((run.pk, r.number, RowVerdict.REFUSED.value, r.reason.value, r.key, r.detail) for r in rows),
        )


def copy(table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as target:
        for row in rows:
            target.write_row(row)
