"""Scores by COPY: through a temporary table, where each row finds its picture."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from dataset.gateways import copies
from dataset.rules.score_rows import ScoreReason, ScoreRow

# A connection keeps it for its next chunk; each commit empties it.
TABLE = """
CREATE TEMPORARY TABLE IF NOT EXISTS staged_score (
  number bigint, public_id uuid, source_key text, value float8) ON COMMIT DELETE ROWS;
DELETE FROM staged_score;
"""

# `LATERAL (… LIMIT 1)` holds the planner to one index probe a row: nobody has counted the temporary table for it. Of
# several rows on one picture the first speaks.
ADD = f"""
WITH named AS MATERIALIZED (
  SELECT s.number, s.value, i.id FROM staged_score s
   LEFT JOIN LATERAL (
     (SELECT id FROM dataset_image WHERE s.public_id IS NOT NULL AND public_id = s.public_id LIMIT 1)
     UNION ALL
     (SELECT id FROM dataset_image WHERE s.public_id IS NULL AND source = %(source)s AND source_key = s.source_key
       LIMIT 1)) i ON true),
met AS MATERIALIZED (
  SELECT DISTINCT ON (id) id, number, value FROM named WHERE id IS NOT NULL ORDER BY id, number),
held AS MATERIALIZED (
  SELECT met.id, h.value FROM met
   CROSS JOIN LATERAL (SELECT value FROM dataset_score WHERE scorer_id = %(scorer)s AND image_id = met.id LIMIT 1) h),
added AS (
  INSERT INTO dataset_score (image_id, scorer_id, run_id, value)
  SELECT id, %(scorer)s, %(run)s, value FROM met WHERE id NOT IN (SELECT id FROM held)
  RETURNING image_id)
SELECT (SELECT count(*) FROM added), (SELECT array_agg(ARRAY[n.number::text, p.reason] ORDER BY n.number)
  FROM named n
  LEFT JOIN met ON met.id = n.id
  LEFT JOIN held ON held.id = n.id
 CROSS JOIN LATERAL (SELECT CASE WHEN n.id IS NULL THEN '{ScoreReason.UNKNOWN_PICTURE}'
    WHEN coalesce(held.value, met.value) <> n.value THEN '{ScoreReason.OTHER_SCORE}' END AS reason) p
 WHERE p.reason IS NOT NULL)
"""  # noqa: S608  constants of ours


class Added(NamedTuple):
    """How many are new, and the rows that stay out, by number with their reason."""

    n: int
    refused: list[tuple[int, ScoreReason]]


def add(*, rows: Sequence[tuple[int, ScoreRow]], source: str, scorer: int, run: int) -> Added:
    """Add the scores of pictures that this scorer has not spoken of; needs a transaction, and one at a time."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        with cursor.copy("COPY staged_score FROM STDIN") as target:
            target.write("".join(map(line, rows)))
        cursor.execute(ADD, {"source": source, "scorer": scorer, "run": run})
        n, refused = cursor.fetchone()
    return Added(n, [(int(number), ScoreReason(reason)) for number, reason in refused or []])


def line(row: tuple[int, ScoreRow]) -> str:
    number, (picture, source_key, value) = row
    return f"{number}\t{picture or copies.NULL}\t{copies.text(source_key)}\t{value!r}\n"


def put(*, values: Iterable[tuple[int, float]], scorer: int, run: int) -> int:
    """Add scores of pictures by their numbers here; those that there are stay. How many are new."""
    found = list(values)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dataset_score (image_id, scorer_id, run_id, value) "
            "SELECT image, %s, %s, value FROM unnest(%s::bigint[], %s::float8[]) AS made (image, value) "
            "ON CONFLICT DO NOTHING",
            [scorer, run, [image for image, _ in found], [value for _, value in found]],
        )
        return int(cursor.rowcount)
