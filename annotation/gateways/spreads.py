"""Statements over the kinds of a batch's pairs: language of the prompt, sensitive or not."""

from datetime import datetime
from typing import Any

from annotation.gateways.prepared import change, rows

KINDS = """
SELECT w.language, i.sensitivity = 'sensitive' AS sensitive, p.state, count(*) AS n_pairs
  FROM annotation_batchpair p
  JOIN dataset_image i ON i.id = p.image_id
  JOIN dataset_prompt w ON w.id = i.prompt_id
 WHERE p.batch_id = %(batch)s AND p.purpose = 0 AND p.state <> 6
 GROUP BY 1, 2, 3
"""

RECOUNT = f"""
WITH kept AS (
  INSERT INTO annotation_batchspread (batch_id, language, sensitive, state, n_pairs)
  SELECT %(batch)s, k.language, k.sensitive, k.state, k.n_pairs FROM ({KINDS}) k)
UPDATE annotation_batch SET spread_at = %(now)s WHERE id = %(batch)s
"""  # noqa: S608  all parts are constants

# Pairs of one kind beyond the last one looked at, that nobody ever was given.
UNMET = """
SELECT p.id FROM annotation_batchpair p
  JOIN dataset_image i ON i.id = p.image_id AND (i.sensitivity = 'sensitive') = %(sensitive)s::boolean
  JOIN dataset_prompt w ON w.id = i.prompt_id AND w.language = %(language)s
 WHERE p.batch_id = %(batch)s AND p.purpose = 0 AND p.state = ANY (%(states)s::smallint[]) AND p.id > %(reached)s
   AND NOT EXISTS (SELECT 1 FROM annotation_slot s WHERE s.pair_id = p.id AND s.annotator_id IS NOT NULL OFFSET 0)
 ORDER BY p.id LIMIT %(limit)s FOR NO KEY UPDATE OF p
"""

CLOSE_OPEN = """
WITH closed AS (
  UPDATE annotation_slot SET state = 5, ordinal = NULL WHERE pair_id = ANY (%(pairs)s::bigint[]) AND state = 0)
UPDATE annotation_batchpair SET state = %(state)s WHERE id = ANY (%(pairs)s::bigint[])
"""


def kinds(*, batch_id: int) -> list[dict[str, Any]]:
    """Pairs of the batch by language, sensitive or not, and state; those of rounds that were replaced are left out."""
    return rows(KINDS, {"batch": batch_id})


def recount(*, batch_id: int, now: datetime) -> None:
    """Keep those counts. The caller has emptied what was kept before, in the same transaction."""
    change(RECOUNT, {"batch": batch_id, "now": now})


def unmet(*, batch_id: int, language: str, sensitive: bool, states: list[int], reached: int, limit: int) -> list[int]:
    """The next pairs of this kind, in these states, that nobody met; locked."""
    kind = {"batch": batch_id, "language": language, "sensitive": sensitive}
    return [row["id"] for row in rows(UNMET, {**kind, "states": states, "reached": reached, "limit": limit})]


def close_open(*, pairs: list[int], state: int) -> int:
    """Put these locked pairs into this state, and close what of their places waits."""
    return change(CLOSE_OPEN, {"pairs": pairs, "state": state})
