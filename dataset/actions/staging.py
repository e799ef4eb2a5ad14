"""
Rows by COPY: new ones straight into the corpus, those that may be known through a temporary table.

`CROSS JOIN LATERAL (… LIMIT 1)` holds the planner to one index probe a row. Left free, it reads the whole corpus for
each chunk, since nobody has counted the temporary tables for it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from dataset.choices import RowVerdict
from dataset.gateways import copies
from dataset.gateways.packets import Packet
from dataset.models import ImportRun
from dataset.rules.image_texts import Question, Texts
from dataset.rules.reasons import RowReason

# A connection keeps it for its next chunk. Each commit empties it; DELETE finds rows only where several chunks share a
# transaction.
TABLE = """
CREATE TEMPORARY TABLE IF NOT EXISTS staged_pair (
  number bigint, source_key text, nsfw_score float8, clip_score float8, sensitivity text, origin text,
  archive_id bigint, digest bytea) ON COMMIT DELETE ROWS;
DELETE FROM staged_pair;
"""
TEXT_TABLES = """
CREATE TEMPORARY TABLE IF NOT EXISTS staged_words (
  number bigint, digest bytea, kind text, words text[]) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS staged_caption (
  number bigint, digest bytea, text text) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS staged_question (
  number bigint, digest bytea, kind text, position int, text text, options text[], answer int) ON COMMIT DELETE ROWS;
DELETE FROM staged_words; DELETE FROM staged_caption; DELETE FROM staged_question;
"""

# Staged rows whose image the source has already. Tells what to say of each, and whether its picture is worth a new try.
MET = f"""
SELECT s.number, s.source_key, s.origin, s.archive_id, i.id AS image_id,
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
written AS (
  INSERT INTO dataset_importrow (run_id, number, verdict, reason, source_key, detail)
  SELECT %(run)s, number,
    CASE WHEN reason IN ('{RowReason.DUPLICATE_KEY}', '{RowReason.OTHER_PROMPT}') THEN 'refused' ELSE 'known' END,
    reason, source_key, '' FROM met
  RETURNING number, verdict)
SELECT number, verdict FROM written
"""  # noqa: S608  constants of ours

# What the lines of a packet say of an image, what is known of it otherwise, and what is the same for all that come in.
IMAGE = "row, source_key, nsfw_score, clip_score, sensitivity, origin, archive_id, prompt_id, public_id"
ARRIVED = {
    "arguments": "{}",
    "split": "",
    "media_state": "waiting",
    "media_reason": "",
    "media_detail": "",
    "n_media_attempts": "0",
    "format": "",
    "thumbhash": "",
}

ROW = "dataset_importrow (run_id, number, verdict, reason, source_key, detail)"

# Prompts that were described before: their new images take the arguments from an earlier image of the same prompt. One
# that had none is described again, as its arguments were written nowhere.
DESCRIBED = "SELECT id FROM dataset_prompt WHERE id = ANY(%(prompts)s) AND described_at IS NOT NULL"
EARLIER = """
SELECT i.arguments FROM dataset_image i
 WHERE i.prompt_id = {prompt} AND (i.run_id <> %(run)s OR i.row IS NULL OR i.row < %(first)s) ORDER BY i.id LIMIT 1
"""
ARGUMENTS = f"""
UPDATE dataset_image n SET arguments = ({EARLIER.format(prompt="n.prompt_id")})
 WHERE n.run_id = %(run)s AND n.row >= %(first)s AND n.prompt_id = ANY(%(described)s)
   AND ({EARLIER.format(prompt="n.prompt_id")}) IS NOT NULL;
UPDATE dataset_prompt p SET described_at = NULL, language = '', language_confidence = NULL, traits = '{{}}'
 WHERE p.id = ANY(%(described)s) AND ({EARLIER.format(prompt="p.id")}) IS NULL
"""  # noqa: S608  constants of ours

# Of several rows with one prompt the first speaks.
NEW_TEXTS = """
FROM (SELECT DISTINCT ON ({key}) * FROM {staged} ORDER BY {key}, number) t
CROSS JOIN LATERAL (SELECT id FROM dataset_prompt WHERE text_sha256 = t.digest LIMIT 1) p
"""
TEXTS = f"""
INSERT INTO dataset_promptwords (prompt_id, kind, words, provenance)
SELECT p.id, t.kind, t.words, %(provenance)s
{NEW_TEXTS.format(staged="staged_words", key="digest, kind")}
ON CONFLICT (prompt_id, annotation_id, kind) DO NOTHING;

INSERT INTO dataset_caption (prompt_id, text, provenance)
SELECT p.id, t.text, %(provenance)s
{NEW_TEXTS.format(staged="staged_caption", key="digest")}
ON CONFLICT (prompt_id, annotation_id) DO NOTHING;

INSERT INTO dataset_question (prompt_id, kind, position, text, options, answer, provenance)
SELECT p.id, t.kind, t.position, t.text, t.options, t.answer, %(provenance)s
{NEW_TEXTS.format(staged="staged_question", key="digest, kind, position")}
ON CONFLICT (prompt_id, annotation_id, kind, position) DO NOTHING
"""


# A chunk lost in a crash takes the cursor behind it along, and is brought in again: nobody waits for the disk.
AT_LEISURE = "SET LOCAL synchronous_commit = off"


def at_leisure() -> None:
    with connection.cursor() as cursor:
        cursor.execute(AT_LEISURE)


def stage(packet: Packet, places: Iterable[int], archives: Sequence[str]) -> None:
    """Put the rows at these places into the temporary table; `archives` are NULL and their ids, as COPY reads them."""
    lines = [
        f"{packet.images[place]}\t{archives[packet.archive_of[place]]}\t{copies.octets(packet.digest(place))}\n"
        for place in places
    ]
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        with cursor.copy("COPY staged_pair FROM STDIN") as target:
            target.write("".join(lines))


def sort_out_known(run: ImportRun) -> dict[int, str]:
    """Write the verdict of each staged row, and try its picture again if that is worth it; these verdicts by number."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, {"run": run.pk, "source": run.source})
        return dict(cursor.fetchall())


def add(run: ImportRun, images: Sequence[str], now: datetime) -> None:
    """Put new images into the corpus; each is the text of a line for COPY as far as `IMAGE` goes."""
    same = {
        "source": run.source,
        "run_id": str(run.pk),
        "generator": run.options["generator"],
        "licence": run.options["licence"],
        "created_at": now.isoformat(),
        **ARRIVED,
    }
    end = "".join(f"\t{copies.text(value)}" for value in same.values()) + "\n"
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY dataset_image ({IMAGE}, {', '.join(same)}) FROM STDIN") as target,
    ):
        target.write(end.join([*images, ""]))


def say_arguments(run: ImportRun, first: int, prompt_ids: Sequence[str]) -> None:
    """Give the images from this row on the arguments of their prompts, where those were found before."""
    with connection.cursor() as cursor:
        cursor.execute(DESCRIBED, {"prompts": f"{{{','.join(prompt_ids)}}}"})
        if described := [prompt for (prompt,) in cursor.fetchall()]:
            cursor.execute(ARGUMENTS, {"run": run.pk, "first": first, "described": described})


def add_texts(run: ImportRun, texts: Iterable[tuple[int, bytes, Texts]]) -> None:
    """Put the texts of these rows into the corpus, for prompts that have none."""
    if not (new := _new_texts(texts)):
        return
    with connection.cursor() as cursor:
        cursor.execute(TEXT_TABLES)
        copy("staged_words", ((n, digest, k, _array(w)) for n, digest, found in new for k, w in found.words.items()))
        copy("staged_caption", ((n, digest, found.caption) for n, digest, found in new if found.caption))
        copy("staged_question", (_question_row(n, digest, q) for n, digest, found in new for q in found.questions))
        cursor.execute(TEXTS, {"provenance": f"import/{run.pk}"})


def _question_row(number: int, digest: bytes, question: Question) -> tuple[Any, ...]:
    kind, position, text, options, answer = question
    return number, digest, kind, position, text, _array(options), answer


def _array(texts: Sequence[str]) -> str:
    """An array as PostgreSQL reads it; the driver's own way takes ten times as long."""
    quoted = (text.replace("\\", r"\\").replace('"', r"\"") for text in texts)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"


def _new_texts(given: Iterable[tuple[int, bytes, Texts]]) -> list[tuple[int, bytes, Texts]]:
    """These texts, but for those that an earlier row says of the same prompt."""
    said: dict[bytes, Texts] = {}
    found = []
    for number, digest, texts in given:
        if said.get(digest) != texts:
            said[digest] = texts
            found.append((number, digest, texts))
    return found


def say(run: ImportRun, packet: Packet, known: Iterable[int]) -> None:
    """Write the verdict of the rows that were refused by who read them, and of those added without all their texts."""
    passed = set(known)
    rows = [(run.pk, r.number, RowVerdict.REFUSED.value, r.reason.value, r.key, r.detail) for r in packet.refused]
    rows += [
        (run.pk, number, RowVerdict.ADDED.value, RowReason.TEXTS_SKIPPED.value, key, detail)
        for number, key, detail in packet.skipped
        if number not in passed
    ]
    if rows:
        copy(ROW, rows)


def copy(table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as target:
        for row in rows:
            target.write_row(row)
