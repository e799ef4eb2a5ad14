"""Statements that give gold beside work, as prepared SQL; see gateways/queue.py for why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from annotation.gateways.prepared import change, rows

# Gold that is still in use, readable, of a picture that this person never met, at work or in a test, nor will meet in
# the batch. It lies beside one of the pairs that they hold.
GIVE = """
WITH drawn AS MATERIALIZED (
  SELECT p.id FROM annotation_batchpair p
    JOIN dataset_image i ON i.id = p.image_id AND i.withdrawn_at IS NULL AND i.media_state = 'ready'
     AND i.sensitivity NOT IN ('sensitive', 'blocked')
    JOIN dataset_prompt w ON w.id = i.prompt_id AND (w.language = '' OR w.language = ANY (%(reads)s::text[]))
   WHERE p.batch_id = %(batch)s AND p.state = 7
     AND EXISTS (SELECT 1 FROM annotation_gold g WHERE g.image_id = p.image_id AND g.in_use
                    AND g.tokenisation_id = p.tokenisation_id AND NOT EXISTS (
                  SELECT 1 FROM annotation_gold n WHERE n.image_id = g.image_id AND n.number > g.number))
     AND NOT EXISTS (SELECT 1 FROM annotation_batchpair y JOIN annotation_meeting x ON x.pair_id = y.id
                      WHERE y.image_id = p.image_id AND x.annotator_id = %(annotator)s)
     AND NOT EXISTS (SELECT 1 FROM annotation_qualificationitem q
                      WHERE q.image_id = p.image_id AND q.annotator_id = %(annotator)s)
     AND NOT EXISTS (SELECT 1 FROM annotation_batchpair z
                      WHERE z.batch_id = p.batch_id AND z.image_id = p.image_id AND z.purpose = 0)
   ORDER BY md5(p.id || ':' || %(annotator)s::bigint) LIMIT %(n)s::bigint),
beside AS MATERIALIZED (
  SELECT s.lane, s.position FROM annotation_slot s
   WHERE s.annotator_id = %(annotator)s AND s.state = 1 AND s.batch_id = %(batch)s
   ORDER BY md5(s.id || ':' || %(annotator)s::bigint) LIMIT 1),
met AS (
  INSERT INTO annotation_meeting (pair_id, annotator_id, created_at)
  SELECT id, %(annotator)s, %(now)s::timestamptz FROM drawn CROSS JOIN beside)
INSERT INTO annotation_slot
       (batch_id, pair_id, ordinal, state, annotator_id, lane, position, lease_ends_at, skip_reason)
SELECT %(batch)s, drawn.id, 0, 1, %(annotator)s, beside.lane, beside.position, %(ends)s::timestamptz, ''
  FROM drawn CROSS JOIN beside
"""

KEY = """
SELECT g.id, g.struck, g.locked
  FROM annotation_batchpair p
  JOIN annotation_gold g ON g.image_id = p.image_id AND g.tokenisation_id = p.tokenisation_id
 WHERE p.id = %(pair)s ORDER BY g.number DESC LIMIT 1
"""


def give(*, annotator_id: int, place: Mapping[str, Any], n: int, now: datetime, ends: datetime) -> int:
    """Lease up to `n` gold pairs of the batch to its member, beside what they hold of it; how many."""
    known = {"annotator": annotator_id, "batch": place["batch_id"], "reads": place["reads"]}
    return change(GIVE, {**known, "n": n, "now": now, "ends": ends})


def key(*, pair_id: int) -> dict[str, Any]:
    """What is known of a gold pair, in its newest version: its id, the words struck, those that are locked."""
    found = rows(KEY, {"pair": pair_id})[0]
    return found | {"locked": {int(word) for word in orjson.loads(found["locked"])}}
