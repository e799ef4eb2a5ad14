"""Statements that move leases from one person to another; see gateways/queue.py for why they are prepared SQL."""

from datetime import datetime

from annotation.gateways.prepared import change, rows
from annotation.gateways.queue import ELIGIBLE

# Those of the giver's leases that a claim might give to the taker.
FIT = f"""
SELECT s.id FROM annotation_slot s
 WHERE s.annotator_id = %(giver)s AND s.state = 1 AND s.id = ANY (%(slots)s::bigint[]) AND {ELIGIBLE}
 ORDER BY s.id FOR UPDATE OF s
"""  # noqa: S608  all parts are constants

MOVE = """
WITH met AS (
  INSERT INTO annotation_meeting (pair_id, annotator_id, created_at)
  SELECT pair_id, %(annotator)s, %(now)s FROM annotation_slot WHERE id = ANY (%(slots)s::bigint[])
  ON CONFLICT DO NOTHING)
UPDATE annotation_slot SET annotator_id = %(annotator)s, lease_ends_at = %(ends)s
 WHERE id = ANY (%(slots)s::bigint[])
"""


def hand_over(
    *, giver_id: int, annotator_id: int, slots: list[int], reads: list[str], now: datetime, ends: datetime
) -> int:
    """Let this annotator hold those of the giver's leases that they may be given; how many."""
    known = {"annotator": annotator_id, "now": now}
    found = rows(FIT, {**known, "giver": giver_id, "slots": slots, "reads": reads})
    fit = [row["id"] for row in found]
    return change(MOVE, {**known, "slots": fit, "ends": ends}) if fit else 0
