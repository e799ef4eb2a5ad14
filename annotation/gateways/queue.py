"""
The queue's hot statements, prepared (gateways/prepared.py).

State numbers are literals, since a parameter there would lose the partial indexes.
Measured shapes and what broke otherwise: docs/adr/0005-the-queue.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from annotation.gateways.prepared import change, rows
from annotation.rules.leases import AT_MOST_REOPENED, LATE_MARGIN, WINDOW

# Who may be given pairs of a batch: still a member of it, still an annotator, neither suspended nor shut out.
WORKING = """annotation_member m
  JOIN annotation_annotator a ON a.id = m.annotator_id AND a.suspended_at IS NULL
  JOIN annotation_user u ON u.id = a.user_id AND u.is_active AND 'annotator' = ANY (u.roles)"""

# The person is locked too, for sharing: whoever suspends them waits, and then finds all that they were given.
LOCK_MEMBERSHIPS = f"""
SELECT m.id, m.batch_id, m.late_cursor, m.fresh_cursor, m.sweeping, m.dry_until, m.dry_after, a.languages AS reads,
       b.gold_share, b.seed,
       (SELECT count(*) FROM annotation_member o WHERE o.batch_id = m.batch_id AND o.state = 'active') AS n_members
  FROM {WORKING}
  JOIN annotation_batch b ON b.id = m.batch_id
 WHERE m.annotator_id = %(annotator)s AND m.state = 'active' AND b.state IN ('opening', 'open')
 ORDER BY b.priority DESC, b.id
   FOR NO KEY UPDATE OF m FOR SHARE OF u, a
"""  # noqa: S608  all parts are constants

# For who has locked a pair already: never waits, so that nobody who waits for a pair can be waited for here.
LOCK_FREE_MEMBERSHIPS = LOCK_MEMBERSHIPS.replace("UPDATE OF m", "UPDATE OF m SKIP LOCKED") + " SKIP LOCKED"

# `OFFSET 0` keeps the probe a probe: without it the planner joins all that the annotator ever met.
MET = """EXISTS (SELECT 1 FROM annotation_slot mine
                  WHERE mine.pair_id = s.pair_id AND mine.annotator_id = %(annotator)s OFFSET 0)"""

# Not for who never wants to see what is sensitive, or saw enough of it today; asked only where an image is.
BEARABLE = """(i.sensitivity <> 'sensitive' OR (
  SELECT y.exposure <> 'never' AND (y.capped_until IS NULL OR y.capped_until <= %(now)s)
    FROM annotation_annotator y WHERE y.id = %(annotator)s))"""

# An image that was withdrawn or blocked is shown to nobody, and a lease on one counts for nothing while it runs out.
SHOWN = f"""EXISTS (SELECT 1 FROM annotation_batchpair p JOIN dataset_image i ON i.id = p.image_id
                    WHERE p.id = s.pair_id AND i.withdrawn_at IS NULL AND i.sensitivity <> 'blocked'
                      AND i.media_state = 'ready' AND {BEARABLE} OFFSET 0)"""  # noqa: S608  all parts are constants

# The same of a pair that is given out now: in a language that the annotator reads, or in one that is not known yet.
READABLE = """JOIN dataset_prompt w ON w.id = i.prompt_id
                      AND (w.language = '' OR w.language = ANY (%(reads)s::text[]))
                    WHERE"""
GIVABLE = SHOWN.replace("WHERE", READABLE, 1)

ELIGIBLE = f"NOT {MET} AND {GIVABLE}"

OPEN_IN_LANE = """(SELECT s.position FROM annotation_slot s
   WHERE s.batch_id = %(batch)s AND s.state = 0 AND s.lane = {lane} AND s.position > %({cursor})s
   ORDER BY s.position {order} LIMIT 1)"""


def window_end(lane: int, cursor: str) -> str:
    """Where one look ends: a window beyond the next open slot, but never beyond the last, where new ones will open."""
    first = OPEN_IN_LANE.format(lane=lane, cursor=cursor, order="ASC")
    last = OPEN_IN_LANE.format(lane=lane, cursor=cursor, order="DESC")
    return f"least({first} + {WINDOW}, {last})"


def open_ahead(lane: int, cursor: str) -> str:
    """
    As many open slots beyond the cursor as all members may hold; in order, else the whole table would be read.

    Who wants one gets one however few there are, so nothing is counted for them.
    """
    return f"""SELECT 1 FROM annotation_slot s
   WHERE s.batch_id = %(batch)s AND s.state = 0 AND s.lane = {lane} AND s.position > %({cursor})s
   ORDER BY s.position LIMIT CASE WHEN %(wanted)s > 1 THEN %(members)s::bigint * %(wanted)s::bigint ELSE 0 END"""  # noqa: S608  all parts are constants


def candidates(lane: int, cursor: str, limit: str) -> str:
    """Open slots of one lane beyond the cursor, within one window, of pairs that the annotator may be shown."""
    return f"""
  SELECT s.id, s.pair_id, s.position, s.lane FROM annotation_slot s
   WHERE s.batch_id = %(batch)s AND s.state = 0 AND s.lane = {lane}
     AND s.position > %({cursor})s AND s.position <= (SELECT {cursor}_end FROM ends)
     AND {ELIGIBLE}
   ORDER BY s.position, s.id LIMIT {limit} FOR UPDATE OF s SKIP LOCKED"""  # noqa: S608  all parts are constants


CLAIM = f"""
WITH ends AS MATERIALIZED (
  SELECT {window_end(0, "late")} AS late_end, {window_end(1, "fresh")} AS fresh_end),
held AS MATERIALIZED (
  SELECT count(*) AS n FROM annotation_slot s JOIN annotation_batch b ON b.id = s.batch_id
   WHERE s.annotator_id = %(annotator)s AND s.state = 1 AND b.state IN ('opening', 'open') AND {SHOWN}),
ahead AS MATERIALIZED (
  SELECT (SELECT count(*) FROM ({open_ahead(1, "fresh")}) f) + (SELECT count(*) FROM ({open_ahead(0, "late")}) l) AS n),
room AS MATERIALIZED (
  SELECT greatest(0, least(%(wanted)s, greatest(1, ahead.n / %(members)s)) - held.n) AS n FROM held, ahead),
late AS MATERIALIZED ({candidates(0, "late", "(SELECT 2 * n FROM room)")}),
fresh AS MATERIALIZED ({candidates(1, "fresh", "(SELECT greatest(0, 2 * n - (SELECT count(*) FROM late)) FROM room)")}),
pick AS MATERIALIZED (
  SELECT * FROM (SELECT DISTINCT ON (pair_id) * FROM (TABLE late UNION ALL TABLE fresh) u
                  ORDER BY pair_id, lane, position, id) one
   ORDER BY lane, position LIMIT (SELECT n FROM room)),
moved AS (
  UPDATE annotation_member SET
    sweeping = sweeping AND NOT EXISTS (TABLE pick),
    late_cursor = greatest(late_cursor, CASE
      WHEN EXISTS (TABLE late) THEN (SELECT max(position) FROM pick WHERE lane = 0)
      WHEN sweeping OR (SELECT n FROM room) = 0 THEN late_cursor
      ELSE (SELECT late_end FROM ends) END),
    fresh_cursor = greatest(fresh_cursor, CASE
      WHEN EXISTS (TABLE fresh) THEN (SELECT max(position) FROM pick WHERE lane = 1)
      WHEN sweeping OR EXISTS (TABLE late) OR (SELECT n FROM room) = 0 THEN fresh_cursor
      ELSE (SELECT fresh_end FROM ends) END)
  WHERE id = %(member)s),
met AS (
  INSERT INTO annotation_meeting (pair_id, annotator_id, created_at)
  SELECT pair_id, %(annotator)s, %(now)s FROM pick ON CONFLICT DO NOTHING),
due AS MATERIALIZED (
  SELECT s.id FROM annotation_slot s
   WHERE s.annotator_id = %(annotator)s AND s.state = 1 AND s.lease_ends_at < %(renew_before)s AND {SHOWN}
     FOR NO KEY UPDATE OF s SKIP LOCKED),
renewed AS (
  UPDATE annotation_slot s SET lease_ends_at = %(ends)s FROM due WHERE s.id = due.id),
taken AS (
  UPDATE annotation_slot s SET state = 1, annotator_id = %(annotator)s, lease_ends_at = %(ends)s
    FROM pick WHERE s.id = pick.id RETURNING s.id)
SELECT (SELECT n FROM room) AS room, (SELECT count(*) FROM taken) AS n_taken, (SELECT n FROM held) AS n_held
"""  # noqa: S608  all parts are constants

HELD = f"""
SELECT s.id AS slot, s.pair_id AS pair, s.lease_ends_at, s.batch_id, b.name AS batch_name, p.n_words, p.locked,
       t.tokens, t.tokens_hash, w.text AS prompt, w.language,
       i.public_id AS image, i.width, i.height, i.thumbhash, i.sensitivity, i.sha256
  FROM annotation_slot s
  JOIN annotation_batch b ON b.id = s.batch_id AND b.state IN ('opening', 'open')
  JOIN annotation_batchpair p ON p.id = s.pair_id
  JOIN dataset_tokenisation t ON t.id = p.tokenisation_id
  JOIN dataset_prompt w ON w.id = t.prompt_id
  JOIN dataset_image i ON i.id = p.image_id
 WHERE s.annotator_id = %(annotator)s AND s.state = 1
   AND i.withdrawn_at IS NULL AND i.sensitivity <> 'blocked' AND i.media_state = 'ready' AND {BEARABLE}
 ORDER BY s.lane, s.position, s.id LIMIT %(wanted)s
"""  # noqa: S608  all parts are constants

EXAMINE = f"""
SELECT {window_end(0, "late")} AS late_end, {window_end(1, "fresh")} AS fresh_end,
  EXISTS (SELECT 1 FROM annotation_slot s WHERE s.batch_id = %(batch)s AND s.state = 0 AND s.lane = 0
     AND s.position > %(late)s AND s.position <= {window_end(0, "late")} AND {ELIGIBLE})
  OR EXISTS (SELECT 1 FROM annotation_slot s WHERE s.batch_id = %(batch)s AND s.state = 0 AND s.lane = 1
     AND s.position > %(fresh)s AND s.position <= {window_end(1, "fresh")} AND {ELIGIBLE}) AS eligible
"""  # noqa: S608  all parts are constants

OPENED_LATE = f"""
SELECT EXISTS (SELECT 1 FROM annotation_slot s WHERE s.batch_id = %(batch)s AND s.state = 0 AND s.lane = 0
  AND s.position > %(dry_after)s - {LATE_MARGIN} AND {ELIGIBLE})
"""  # noqa: S608  all parts are constants

EXPIRED = f"""
SELECT id FROM annotation_slot
 WHERE state = 1 AND lease_ends_at <= %(now)s AND (%(batch)s::bigint IS NULL OR batch_id = %(batch)s)
 ORDER BY lease_ends_at LIMIT {AT_MOST_REOPENED} FOR UPDATE SKIP LOCKED
"""  # noqa: S608  all parts are constants

MINE = """
SELECT id FROM annotation_slot
 WHERE annotator_id = %(annotator)s AND state = 1 AND (%(slots)s::bigint[] IS NULL OR id = ANY (%(slots)s))
 ORDER BY id FOR UPDATE
"""

# A statement of its own, after the slots are locked: it sees whether an answer settled the pair before that.
TAKE_BACK = """
UPDATE annotation_slot s
   SET state = CASE p.state WHEN 1 THEN 0 ELSE 5 END, ordinal = CASE p.state WHEN 1 THEN s.ordinal END,
       annotator_id = NULL, lease_ends_at = NULL, lane = 0, position = nextval('annotation_slot_late_position')
  FROM annotation_batchpair p
 WHERE s.id = ANY (%(slots)s::bigint[]) AND p.id = s.pair_id
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one claim statement did: how many pairs there was room for, were taken, were held before."""

    room: int
    n_taken: int
    n_held: int


@dataclass(frozen=True, slots=True)
class Examined:
    """One look at the queue beyond the cursors, past all locks. An end is None where its lane has nothing more."""

    late_end: int | None
    fresh_end: int | None
    eligible: bool


def lock_memberships(*, annotator_id: int, wait: bool = True) -> list[dict[str, Any]]:
    """The annotator's places in the queues of running batches, locked: two tabs of one person go one after another."""
    return rows(LOCK_MEMBERSHIPS if wait else LOCK_FREE_MEMBERSHIPS, {"annotator": annotator_id})


def take(
    *, annotator_id: int, place: Mapping[str, Any], wanted: int, now: datetime, ends: datetime, renew_before: datetime
) -> Taken:
    """Lease up to `wanted` pairs in all from one batch, no two slots of one pair, and move the cursors."""
    found = rows(
        CLAIM,
        {
            "annotator": annotator_id,
            "batch": place["batch_id"],
            "member": place["id"],
            "members": place["n_members"],
            "reads": place["reads"],
            "late": place["late_cursor"],
            "fresh": place["fresh_cursor"],
            "wanted": wanted,
            "now": now,
            "ends": ends,
            "renew_before": renew_before,
        },
    )
    return Taken(**found[0])


def held(*, annotator_id: int, wanted: int, now: datetime) -> list[dict[str, Any]]:
    """What the annotator holds, with all that a screen needs."""
    return [with_words(row) for row in rows(HELD, {"annotator": annotator_id, "wanted": wanted, "now": now})]


def with_words(row: dict[str, Any]) -> dict[str, Any]:
    """A pair's row with its JSON read: tokens, and what a guideline locks."""
    return row | {"tokens": orjson.loads(row["tokens"]), "locked": orjson.loads(row["locked"])}


def examine(*, annotator_id: int, place: Mapping[str, Any], now: datetime) -> Examined:
    arguments = {
        "annotator": annotator_id,
        "batch": place["batch_id"],
        "late": place["late_cursor"],
        "fresh": place["fresh_cursor"],
        "reads": place["reads"],
        "now": now,
    }
    return Examined(**rows(EXAMINE, arguments)[0])


def opened_late(*, annotator_id: int, place: Mapping[str, Any], now: datetime) -> bool:
    """Whether a slot that the annotator may take opened late since the place was dry."""
    place_at = {"batch": place["batch_id"], "dry_after": place["dry_after"], "reads": place["reads"]}
    return bool(rows(OPENED_LATE, {"annotator": annotator_id, "now": now, **place_at})[0]["exists"])


def reopen_expired(*, now: datetime, batch_id: int | None = None) -> int:
    """Open expired leases again, a bounded number; whoever is faster, this or a submit, wins."""
    return take_back([row["id"] for row in rows(EXPIRED, {"now": now, "batch": batch_id})])


def give_back(*, annotator_id: int, slots: list[int] | None = None) -> int:
    """Open the annotator's leases again: all, or the slots named."""
    return take_back([row["id"] for row in rows(MINE, {"annotator": annotator_id, "slots": slots})])


def take_back(slots: list[int]) -> int:
    """Open these locked leases again; where the pair is asked of nobody any more, close them."""
    return change(TAKE_BACK, {"slots": slots}) if slots else 0


def late_position() -> int:
    """The last position given out in the late lane."""
    return int(rows("SELECT last_value FROM annotation_slot_late_position", {})[0]["last_value"])
