"""Counting pairs and judgments, for the tallies that pages read: over many rows, so never while somebody waits."""

from datetime import datetime
from typing import Any

from django.db import connection

from annotation.choices import Lane, PairState, Purpose, SlotState

# Pairs in work that wait for an opinion beyond those wanted of every pair: the ones before differ. Two partial indexes
# lead to them: what opens late waits in the late lane, and what is held is little.
DIFFERING = f"""
SELECT s.pair_id FROM annotation_slot s JOIN annotation_batchpair d ON d.id = s.pair_id AND s.ordinal > d.wanted
 WHERE s.batch_id = b.id AND s.state = {SlotState.OPEN.value} AND s.lane = {Lane.LATE.value}
UNION
SELECT s.pair_id FROM annotation_slot s JOIN annotation_batchpair d ON d.id = s.pair_id AND s.ordinal > d.wanted
 WHERE s.batch_id = b.id AND s.state = {SlotState.LEASED.value}"""  # noqa: S608  constants

PAIRS = f"""
SELECT p.state, count(*) AS n, count(*) FILTER (WHERE p.n_counted > p.wanted) AS n_more,
       coalesce(sum(greatest(p.wanted - p.n_counted, 0)), 0) AS n_missing
  FROM annotation_batchpair p
 WHERE p.batch_id = %(batch)s AND p.purpose = {Purpose.WORK.value} AND p.state <> {PairState.REPLACED.value}
 GROUP BY p.state"""  # noqa: S608  constants

CONTESTED = f"""
SELECT count(*) FROM annotation_batch b JOIN annotation_batchpair p ON p.batch_id = b.id
 WHERE b.id = %(batch)s AND p.purpose = {Purpose.WORK.value} AND p.state = {PairState.OPEN.value}
   AND p.id IN ({DIFFERING})"""  # noqa: S608  constants

# Judgments are numbered in the order in which they are made, but for some milliseconds: those of before the last
# minute are all there.
SETTLED = """
SELECT coalesce(max(id), %(after)s) FROM annotation_judgment WHERE id > %(after)s AND created_at < %(before)s"""

JUDGED = """
WITH counted AS (
  SELECT p.batch_id, j.annotator_id, count(*) AS n_judgments, count(*) FILTER (WHERE j.revision = 1) AS n_judged,
         count(*) FILTER (WHERE j.id <= %(settled)s) AS n_judgments_kept,
         count(*) FILTER (WHERE j.id <= %(settled)s AND j.revision = 1) AS n_judged_kept
    FROM annotation_judgment j JOIN annotation_batchpair p ON p.id = j.pair_id
   WHERE j.id > %(after)s GROUP BY p.batch_id, j.annotator_id)
INSERT INTO annotation_worktally AS t
       (batch_id, annotator_id, n_judgments, n_judged, n_judgments_kept, n_judged_kept)
SELECT batch_id, annotator_id, n_judgments, n_judged, n_judgments_kept, n_judged_kept FROM counted
ON CONFLICT (batch_id, annotator_id) DO UPDATE SET
       n_judgments = t.n_judgments_kept + EXCLUDED.n_judgments, n_judged = t.n_judged_kept + EXCLUDED.n_judged,
       n_judgments_kept = t.n_judgments_kept + EXCLUDED.n_judgments_kept,
       n_judged_kept = t.n_judged_kept + EXCLUDED.n_judged_kept"""

# The first judgments of each import, up to some thirty; each judgment is looked at once.
FIRST = """
INSERT INTO annotation_runtally AS t (run_id, n_judgments, n_words, n_struck)
SELECT i.run_id, count(*), sum(j.n_words),
       sum(CASE WHEN j.outcome = 'mismatch' THEN j.n_words ELSE cardinality(j.canonical) END)
  FROM annotation_judgment j JOIN annotation_batchpair p ON p.id = j.pair_id JOIN dataset_image i ON i.id = p.image_id
 WHERE j.id > %(after)s AND j.id <= %(settled)s AND j.revision = 1 AND j.outcome IN ('judged', 'mismatch')
 GROUP BY i.run_id
ON CONFLICT (run_id) DO UPDATE SET n_judgments = t.n_judgments + EXCLUDED.n_judgments,
       n_words = t.n_words + EXCLUDED.n_words, n_struck = t.n_struck + EXCLUDED.n_struck
 WHERE t.n_judgments < 30"""

# Person by person, since that is how judgments can be found by their time.
SINCE = """
SELECT coalesce(sum(j.n), 0) FROM annotation_annotator a CROSS JOIN LATERAL (
  SELECT count(*) AS n FROM annotation_judgment
   WHERE annotator_id = a.id AND created_at >= %(since)s AND revision = 1) j"""
WEEK = """
SELECT coalesce(sum(h.n), 0), count(DISTINCT h.hour) FROM annotation_annotator a CROSS JOIN LATERAL (
  SELECT date_trunc('hour', created_at) AS hour, count(*) AS n FROM annotation_judgment
   WHERE annotator_id = a.id AND created_at >= %(since)s AND revision = 1 GROUP BY 1) h"""
WORKED = """
SELECT coalesce(extract(epoch FROM sum(i.length)), 0)::bigint FROM annotation_annotator a CROSS JOIN LATERAL (
  SELECT sum(upper(span) - lower(span)) AS length FROM annotation_activeinterval
   WHERE annotator_id = a.id AND local_date >= %(day)s AND lower(span) >= %(since)s) i"""


def pairs(*, batch_id: int) -> list[tuple[int, int, int, int]]:
    """State, pairs in it, those that took more opinions than wanted, opinions that they lack to the number wanted."""
    return [tuple(row) for row in fetched(PAIRS, batch=batch_id)]


def n_contested(*, batch_id: int) -> int:
    """Pairs in work on which the opinions differ."""
    return int(fetched(CONTESTED, batch=batch_id)[0][0])


def count_judgments(*, after: int, before: datetime) -> int:
    """Bring the tallies of work up to now; return the judgment up to which, from `after` on, all count for good."""
    settled = int(fetched(SETTLED, after=after, before=before)[0][0])
    with connection.cursor() as cursor:
        cursor.execute(JUDGED, {"after": after, "settled": settled})
        cursor.execute(FIRST, {"after": after, "settled": settled})
    return settled


def n_judged_since(*, since: datetime) -> int:
    """Pairs judged by anybody, each judgment once."""
    return int(fetched(SINCE, since=since)[0][0])


def week(*, since: datetime) -> tuple[int, int, int]:
    """Pairs judged since then, the hours of the clock in which that was, and the seconds that people worked."""
    n_judged, n_hours = fetched(WEEK, since=since)[0]
    return int(n_judged), int(n_hours), int(fetched(WORKED, since=since, day=since.date())[0][0])


def fetched(statement: str, **arguments: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return [*cursor.fetchall()]
