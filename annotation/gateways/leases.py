"""Statements that make leases longer or shorter; see gateways/queue.py for why they are prepared SQL."""

from datetime import datetime

from annotation.gateways.prepared import change, rows
from annotation.gateways.queue import SHOWN

# The leases of a pack all end with it. Whoever took pairs along keeps them, open page or not.
PARK = """
WITH mine AS MATERIALIZED (
  SELECT s.id FROM annotation_slot s
   WHERE s.annotator_id = %(annotator)s AND s.state = 1 AND s.lease_ends_at > %(ends)s
     AND (%(slots)s::bigint[] IS NULL OR s.id = ANY (%(slots)s))
     AND NOT EXISTS (SELECT 1 FROM annotation_pack k
                      WHERE k.annotator_id = %(annotator)s AND k.ends_at = s.lease_ends_at)
   ORDER BY s.id FOR NO KEY UPDATE OF s)
UPDATE annotation_slot s SET lease_ends_at = %(ends)s FROM mine WHERE s.id = mine.id
"""

# Who answers at this very moment holds the lock, and needs no longer lease.
RENEW = f"""
WITH due AS MATERIALIZED (
  SELECT s.id FROM annotation_slot s
   WHERE s.annotator_id = %(annotator)s AND s.state = 1 AND s.lease_ends_at < %(renew_before)s AND {SHOWN}
     FOR NO KEY UPDATE OF s SKIP LOCKED)
UPDATE annotation_slot s SET lease_ends_at = %(ends)s FROM due WHERE s.id = due.id
"""  # noqa: S608  all parts are constants

FIRST_END = "SELECT min(lease_ends_at) AS at FROM annotation_slot WHERE annotator_id = %(annotator)s AND state = 1"


def park(*, annotator_id: int, slots: list[int] | None, ends: datetime) -> int:
    """Let these leases of theirs end then, or all; those of packs and those that end before that stay as they are."""
    return change(PARK, {"annotator": annotator_id, "slots": slots, "ends": ends})


def renew(*, annotator_id: int, now: datetime, ends: datetime, renew_before: datetime) -> int:
    """Let their leases that end before `renew_before` end later."""
    known = {"annotator": annotator_id, "now": now}
    return change(RENEW, {**known, "ends": ends, "renew_before": renew_before})


def first_end(*, annotator_id: int) -> datetime | None:
    """When the first of their leases ends; None when they hold nothing."""
    found: datetime | None = rows(FIRST_END, {"annotator": annotator_id})[0]["at"]
    return found
