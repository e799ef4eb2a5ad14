"""
Rows by COPY into temporary tables, and from there into the corpus: the fast way in.

`CROSS JOIN LATERAL (… LIMIT 1)` holds the planner to one index probe a row. Left free, it reads the whole corpus for
each chunk, since nobody has counted the temporary tables for it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from dataset.choices import RowVerdict
from dataset.gateways.chunks import RefusedRow, TakenRow
from dataset.models import ImportRun
from dataset.rules.image_texts import Question, Texts
from dataset.rules.reasons import RowReason

# A connection keeps them for its next chunk. Each commit empties them; DELETE finds rows only where several chunks
# share a transaction.
TABLES = """
CREATE TEMPORARY TABLE IF NOT EXISTS staged_pair (
  number bigint, source_key text, prompt text, digest bytea, nsfw_score float8, clip_score float8, sensitivity text,
  origin text, archive int, reason text, detail text) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS staged_words (
  number bigint, digest bytea, kind text, words text[]) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS staged_caption (
  number bigint, digest bytea, text text) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS staged_question (
  number bigint, digest bytea, kind text, position int, text text, options text[], answer int) ON COMMIT DELETE ROWS;
DELETE FROM staged_pair; DELETE FROM staged_words; DELETE FROM staged_caption; DELETE FROM staged_question;
"""

# Staged rows whose image the source has already. Tells what to say of each, and whether its picture is worth a new try.
MET = f"""
SELECT s.number, s.source_key, s.origin, (%(archives)s::bigint[])[s.archive] AS archive_id, i.id AS image_id,
  CASE WHEN i.run_id = %(run)s THEN '{RowReason.DUPLICATE_KEY}'
       WHEN i.text_sha256 <> s.digest THEN '{RowReason.OTHER_PROMPT}'
       WHEN s.origin <> '' AND i.withdrawn_at IS NULL AND (i.media_state = 'refused' OR i.origin = '')
         THEN '{RowReason.PICTURE_RETRIED}'
       ELSE '{RowReason.ALREADY_IN}' END AS reason
FROM staged_pair s
CROSS JOIN LATERAL (
  SELECT i.*, p.text_sha256 FROM dataset_image i JOIN dataset_prompt p ON p.id = i.prompt_id
  WHERE i.source = %(source)s AND i.source_key = s.source_key LIMIT 1) i
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
  RETURNING number, verdict)
SELECT number, verdict FROM written
"""  # noqa: S608  constants of ours

# Sorted by digest, so that two imports at once cannot wait for each other.
PROMPTS = """
INSERT INTO dataset_prompt (text, text_sha256, language, traits)
SELECT DISTINCT ON (digest) prompt, digest, '', '{}'::varchar[] FROM staged_pair ORDER BY digest
ON CONFLICT (text_sha256) DO NOTHING
"""

# No conflict is possible: one import of a source runs at a time, and its known rows are gone from the stage.
# An image of a prompt that was described before takes its arguments from the prompt's other images.
IMAGES = """
INSERT INTO dataset_image (public_id, source, source_key, run_id, row, prompt_id, generator, licence, nsfw_score,
  clip_score, sensitivity, origin, archive_id, arguments, split, media_state, media_reason, media_detail,
  n_media_attempts, format, thumbhash, created_at)
SELECT gen_random_uuid(), %(source)s, s.source_key, %(run)s, s.number, p.id, %(generator)s, %(licence)s, s.nsfw_score,
  s.clip_score, s.sensitivity, s.origin, (%(archives)s::bigint[])[s.archive],
  CASE WHEN p.described_at IS NULL THEN '{}' ELSE COALESCE(
    (SELECT i.arguments FROM dataset_image i WHERE i.prompt_id = p.id ORDER BY i.id LIMIT 1), '{}') END,
  '', 'waiting', '', '', 0, '', '', %(now)s
FROM staged_pair s
CROSS JOIN LATERAL (SELECT id, described_at FROM dataset_prompt WHERE text_sha256 = s.digest LIMIT 1) p
ORDER BY s.number
"""

ADDED = """
INSERT INTO dataset_importrow (run_id, number, verdict, reason, source_key, detail)
SELECT %(run)s, number, 'added', reason, source_key, detail FROM staged_pair WHERE reason <> ''
"""

# Of several rows with one prompt the first speaks.
NEW_TEXTS = """
FROM (SELECT DISTINCT ON ({key}) * FROM {staged} ORDER BY {key}, number) t
CROSS JOIN LATERAL (SELECT id FROM dataset_prompt WHERE text_sha256 = t.digest LIMIT 1) p
"""
TEXTS = f"""
INSERT INTO dataset_promptwords (prompt_id, kind, words, provenance)
SELECT p.id, t.kind, t.words, %(provenance)s
{NEW_TEXTS.format(staged="staged_words", key="digest, kind")}
ON CONFLICT (prompt_id, kind) DO NOTHING;

INSERT INTO dataset_caption (prompt_id, text, provenance)
SELECT p.id, t.text, %(provenance)s
{NEW_TEXTS.format(staged="staged_caption", key="digest")}
ON CONFLICT (prompt_id) DO NOTHING;

INSERT INTO dataset_question (prompt_id, kind, position, text, options, answer, provenance)
SELECT p.id, t.kind, t.position, t.text, t.options, t.answer, %(provenance)s
{NEW_TEXTS.format(staged="staged_question", key="digest, kind, position")}
ON CONFLICT (prompt_id, kind, position) DO NOTHING
"""


# A chunk lost in a crash takes the cursor behind it along, and is brought in again: nobody waits for the disk.
AT_LEISURE = "SET LOCAL synchronous_commit = off"


def stage(staged: bytes) -> None:
    """Put the sound rows of a chunk, as `staged_rows` wrote them, into the temporary table."""
    with connection.cursor() as cursor:
        cursor.execute(AT_LEISURE)
        cursor.execute(TABLES)
        with cursor.copy("COPY staged_pair FROM STDIN") as target:
            target.write(staged)


def _stage_texts(rows: Iterable[TakenRow]) -> bool:
    """Put the texts of these rows into the temporary tables; whether there are any."""
    texts = _new_texts(rows)
    if texts:
        copy("staged_words", ((n, digest, k, _array(w)) for n, digest, found in texts for k, w in found.words.items()))
        copy("staged_caption", ((n, digest, found.caption) for n, digest, found in texts if found.caption))
        copy("staged_question", (_question_row(n, digest, q) for n, digest, found in texts for q in found.questions))
    return bool(texts)


def _question_row(number: int, digest: bytes, question: Question) -> tuple[Any, ...]:
    kind, position, text, options, answer = question
    return number, digest, kind, position, text, _array(options), answer


def _array(texts: Sequence[str]) -> str:
    """An array as PostgreSQL reads it; the driver's own way takes ten times as long."""
    quoted = (text.replace("\\", r"\\").replace('"', r"\"") for text in texts)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"


def _new_texts(rows: Iterable[TakenRow]) -> list[tuple[int, bytes, Texts]]:
    """The texts with number and digest of their row, but for those that an earlier row says of the same prompt."""
    said: dict[bytes, Texts] = {}
    found = []
    for number, row, _ in rows:
        if row.texts is not None and said.get(row.digest) != row.texts:
            said[row.digest] = row.texts
            found.append((number, row.digest, row.texts))
    return found


def sort_out_known(run: ImportRun, archives: Sequence[int]) -> dict[int, str]:
    """Write the verdict of each staged row that is in already, and drop it; these verdicts by number."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, {"run": run.pk, "source": run.source, "archives": list(archives)})
        return dict(cursor.fetchall())


def add(run: ImportRun, rows: Sequence[TakenRow], facts: dict[str, Any]) -> None:
    """Put the staged rows that are left, which are `rows`, into the corpus."""
    facts = {**facts, "run": run.pk, "source": run.source, "provenance": f"import/{run.pk}"}
    with connection.cursor() as cursor:
        cursor.execute(PROMPTS)
        cursor.execute(IMAGES, facts)
        cursor.execute(ADDED, facts)
        if _stage_texts(rows):
            cursor.execute(TEXTS, facts)


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
