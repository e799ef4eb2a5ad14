"""Statements over all pairs of the project, some at a time, for a guideline that changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from annotation.gateways.prepared import change, rows

BIGINT = 2**63 - 1

N_ALL = """
SELECT count(*) AS n FROM annotation_batchpair p JOIN annotation_batch b ON b.id = p.batch_id AND NOT b.as_a_whole
 WHERE p.purpose = 0 AND p.state IN (1, 2, 3, 4)
"""

# A stretch of them, in the order of their numbers: where it ends, and how many there are.
STRETCH = """
SELECT coalesce(max(id), 0) AS until, count(*) AS n FROM (
  SELECT p.id FROM annotation_batchpair p JOIN annotation_batch b ON b.id = p.batch_id AND NOT b.as_a_whole
   WHERE p.id > %(reached)s AND p.id <= %(until)s AND p.purpose = 0 AND p.state IN (1, 2, 3, 4)
   ORDER BY p.id LIMIT %(limit)s) next
"""

# Those of a stretch whose text has a piece of what is sought, all where no pattern is given. `met`: somebody was given
# it; `leased`: somebody has it now. No ruling touches what is accepted or rejected whole.
PAIRS = """
WITH sought AS MATERIALIZED (
  SELECT p.id AS pair, p.state, p.outcome, p.struck, p.m, p.s, p.locked, b.state = 'closed' AS closed, p.wanted,
         p.at_most, t.tokens, w.text, w.language
    FROM annotation_batchpair p
    JOIN annotation_batch b ON b.id = p.batch_id AND NOT b.as_a_whole
    JOIN dataset_tokenisation t ON t.id = p.tokenisation_id
    JOIN dataset_prompt w ON w.id = t.prompt_id
   WHERE p.id > %(reached)s AND p.id <= %(until)s AND p.purpose = 0 AND p.state IN (1, 2, 3, 4)
     AND (%(pattern)s::text IS NULL OR w.text ~ %(pattern)s)
   ORDER BY p.id LIMIT %(limit)s)
SELECT sought.*, held.met, held.leased
  FROM sought
  CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(s.annotator_id IS NOT NULL), false) AS met, coalesce(bool_or(s.state = 1), false) AS leased
      FROM annotation_slot s WHERE s.pair_id = sought.pair) held
 ORDER BY sought.pair
"""

KEEP = """
INSERT INTO annotation_touched (reach_id, pair_id, kind, words)
SELECT %(reach)s, pair, kind, words::smallint[]
  FROM unnest(%(pairs)s::bigint[], %(kinds)s::smallint[], %(words)s::text[]) AS made (pair, kind, words)
ON CONFLICT DO NOTHING
"""

# Pairs in work or parked; first they, then their places, as whoever answers locks them.
LOCK_FRESH = """
SELECT p.id AS pair, t.tokens, w.text, w.language
  FROM annotation_batchpair p
  JOIN dataset_tokenisation t ON t.id = p.tokenisation_id
  JOIN dataset_prompt w ON w.id = t.prompt_id
 WHERE p.id = ANY (%(pairs)s::bigint[]) AND p.state IN (1, 4)
 ORDER BY p.id FOR NO KEY UPDATE OF p
"""
LOCK_PLACES = """
SELECT id FROM annotation_slot WHERE pair_id = ANY (%(pairs)s::bigint[]) ORDER BY id FOR NO KEY UPDATE
"""
FOLLOW = """
UPDATE annotation_batchpair p SET guideline_id = %(guideline)s, locked = made.locked::jsonb
  FROM unnest(%(pairs)s::bigint[], %(locked)s::text[]) AS made (pair, locked)
 WHERE p.id = made.pair AND p.state IN (1, 4)
   AND NOT EXISTS (SELECT 1 FROM annotation_slot s WHERE s.pair_id = p.id AND s.annotator_id IS NOT NULL OFFSET 0)
"""

# Whoever was given one of these pairs.
TELL = """
INSERT INTO annotation_notice (guideline_id, user_id, created_at)
SELECT DISTINCT %(guideline)s::bigint, a.user_id, %(now)s::timestamptz
  FROM annotation_slot s JOIN annotation_annotator a ON a.id = s.annotator_id
 WHERE s.pair_id = ANY (%(pairs)s::bigint[])
 ORDER BY a.user_id
ON CONFLICT DO NOTHING
"""

CLEAR = """
DELETE FROM annotation_touched WHERE id IN (
  SELECT id FROM annotation_touched WHERE reach_id = %(reach)s ORDER BY reach_id, kind, id LIMIT %(limit)s)
"""


def n_all() -> int:
    return int(rows(N_ALL, {})[0]["n"])


def stretch(*, reached: int, limit: int, until: int = BIGINT) -> tuple[int, int]:
    """Up to which pair the next so many go that have words and are not over, and how many they are."""
    [found] = rows(STRETCH, {"reached": reached, "until": until, "limit": limit})
    return int(found["until"]), int(found["n"])


def pairs(*, reached: int, until: int, pattern: str | None, limit: int) -> list[dict[str, Any]]:
    """The next of these pairs whose text has what the pattern seeks, with what was said of them."""
    found = rows(PAIRS, {"reached": reached, "until": until, "pattern": pattern, "limit": limit})
    return [row | {"tokens": orjson.loads(row["tokens"]), "locked": orjson.loads(row["locked"])} for row in found]


def keep(*, reach_id: int, touched: Sequence[tuple[int, int, Sequence[int]]]) -> None:
    """Keep (pair, kind, words) of those that are touched."""
    if touched:
        change(
            KEEP,
            {
                "reach": reach_id,
                "pairs": [pair for pair, _, _ in touched],
                "kinds": [kind for _, kind, _ in touched],
                "words": ["{" + ",".join(map(str, words)) + "}" for _, _, words in touched],
            },
        )


def lock_fresh(*, pairs: list[int]) -> list[dict[str, Any]]:
    """These pairs with their places, locked, as far as they wait for people; with their words."""
    found = [row | {"tokens": orjson.loads(row["tokens"])} for row in rows(LOCK_FRESH, {"pairs": pairs})]
    rows(LOCK_PLACES, {"pairs": [row["pair"] for row in found]})
    return found


def follow(*, guideline_id: int, pairs: list[int], locked: list[str]) -> int:
    """Have these locked pairs judged under that guideline, unless somebody was given one meanwhile; how many."""
    return change(FOLLOW, {"guideline": guideline_id, "pairs": pairs, "locked": locked})


def tell(*, guideline_id: int, pairs: list[int], now: datetime) -> None:
    """Give whoever met one of these pairs a notice of the guideline, once."""
    change(TELL, {"guideline": guideline_id, "pairs": pairs, "now": now})


def clear(*, reach_id: int, limit: int) -> int:
    """Forget so many of the pairs; how many there were."""
    return change(CLEAR, {"reach": reach_id, "limit": limit})
