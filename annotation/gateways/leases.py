"""Statements that make leases longer or shorter; see gateways/queue.py for why they are prepared SQL."""

from datetime import datetime

from annotation.gateways.prepared import change, rows
from annotation.gateways.queue import BEARABLE, SHOWN, take_back

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

# Held by people who never want to see such pictures. Who answers at this very moment holds the lock, and saw it.
UNWANTED = """
SELECT s.id FROM annotation_batchpair p
  JOIN annotation_slot s ON s.pair_id = p.id AND s.state = 1 AND s.annotator_id <> %(but)s
  JOIN annotation_annotator a ON a.id = s.annotator_id AND a.exposure = 'never'
 WHERE p.image_id = ANY (%(images)s::bigint[])
 ORDER BY s.id FOR UPDATE OF s SKIP LOCKED
"""

# Of the slots that a page has, those of pairs that the person was given and is shown no more.
GONE = f"""
SELECT s.id, i.withdrawn_at IS NOT NULL OR i.sensitivity = 'blocked' AS withdrawn
  FROM annotation_slot s
  JOIN annotation_meeting x ON x.pair_id = s.pair_id AND x.annotator_id = %(annotator)s
  JOIN annotation_batchpair p ON p.id = s.pair_id
  JOIN dataset_image i ON i.id = p.image_id
 WHERE s.id = ANY (%(slots)s::bigint[])
   AND (i.withdrawn_at IS NOT NULL OR i.sensitivity = 'blocked' OR NOT {BEARABLE})
 ORDER BY s.id
"""  # noqa: S608  all parts are constants

# Beside what a page asked: until when its person holds anything, and how much they have to read, from an index of that.
STANDING = """
SELECT (SELECT min(lease_ends_at) FROM annotation_slot WHERE annotator_id = %(annotator)s AND state = 1) AS ends,
       (SELECT count(*) FROM annotation_notice WHERE user_id = %(user)s AND read_at IS NULL) AS unread
"""


def park(*, annotator_id: int, slots: list[int] | None, ends: datetime) -> int:
    """Let these leases of theirs end then, or all; those of packs and those that end before that stay as they are."""
    return change(PARK, {"annotator": annotator_id, "slots": slots, "ends": ends})


def renew(*, annotator_id: int, now: datetime, ends: datetime, renew_before: datetime) -> int:
    """Let their leases that end before `renew_before` end later."""
    known = {"annotator": annotator_id, "now": now}
    return change(RENEW, {**known, "ends": ends, "renew_before": renew_before})


def standing(*, annotator_id: int, user_id: int) -> tuple[datetime | None, int]:
    """When the first of their leases ends, None when they hold nothing; and how many answers they have to read."""
    [found] = rows(STANDING, {"annotator": annotator_id, "user": user_id})
    return found["ends"], found["unread"]


def return_unwanted(*, image_id: int, but: int) -> list[int]:
    """
    Take the image's pairs back from all who never want to see what is sensitive, but one; return those slots.

    Waits for nobody, so it may be called with any pair locked.
    """
    slots = [row["id"] for row in rows(UNWANTED, {"images": [image_id], "but": but})]
    take_back(slots)
    return slots


def return_unwanted_of(images: list[int]) -> None:
    """The same for all of these images, from everybody."""
    take_back([row["id"] for row in rows(UNWANTED, {"images": images, "but": 0})])


def gone(*, annotator_id: int, slots: list[int], now: datetime) -> tuple[list[int], list[int]]:
    """Which of these slots are of images that were withdrawn, and which of images that this person is spared."""
    if not slots:
        return [], []
    found = rows(GONE, {"annotator": annotator_id, "slots": slots, "now": now})
    withdrawn = [row["id"] for row in found if row["withdrawn"]]
    return withdrawn, [row["id"] for row in found if not row["withdrawn"]]
