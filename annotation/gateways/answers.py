"""The hot statements of an answer, as prepared SQL; see gateways/queue.py for why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from annotation.gateways.prepared import change, rows
from annotation.gateways.queue import WORKING, with_words

# The lock is a statement of its own, the first: what comes after sees all that was committed before it was granted.
LOCK_PAIR = """
SELECT p.id, p.batch_id, p.image_id, p.state, p.n_words, p.locked, p.purpose, p.flagged,
       p.desk_words, p.desk_reason, p.struck AS desk_struck, t.tokens, t.tokens_hash, w.text AS prompt, w.language,
       coalesce(p.guideline_id, b.guideline_id) AS guideline_id, p.wanted, p.at_most, b.split_to_desk,
       EXISTS (SELECT 1 FROM annotation_meeting x WHERE x.pair_id = p.id AND x.annotator_id = %(annotator)s) AS met,
       e.id AS earlier, e.annotator_id AS earlier_annotator, e.body_hash AS earlier_hash, e.receipt AS earlier_receipt,
       e.revision AS earlier_revision, e.canonical AS earlier_struck, e.pair_id AS earlier_pair
  FROM annotation_batchpair p
  JOIN annotation_batch b ON b.id = p.batch_id
  JOIN dataset_tokenisation t ON t.id = p.tokenisation_id
  JOIN dataset_prompt w ON w.id = t.prompt_id
  LEFT JOIN annotation_judgment e ON e.submission_uuid = %(uuid)s
 WHERE p.id = %(pair)s
   FOR NO KEY UPDATE OF p
"""

# `OFFSET 0` keeps the judgments a probe: without it, statistics from before the day's work make a scan of them all.
LOCK_SLOTS = """
SELECT s.id, s.ordinal, s.state, s.annotator_id, s.judgment_id,
       j.outcome, j.canonical, j.unsure, j.asked,
       CASE WHEN s.annotator_id = %(annotator)s
         THEN (SELECT max(revision) FROM annotation_judgment r WHERE r.slot_id = s.id) END AS revision
  FROM annotation_slot s
  LEFT JOIN LATERAL (
    SELECT * FROM annotation_judgment k WHERE k.id = s.judgment_id OFFSET 0) j ON true
 WHERE s.pair_id = %(pair)s
 ORDER BY s.id
   FOR NO KEY UPDATE OF s
"""

KEEP = """
WITH kept AS (
  INSERT INTO annotation_judgment (slot_id, revision, pair_id, annotator_id, guideline_id, submission_uuid, body_hash,
    outcome, n_words, struck, canonical, canonical_version, unsure, asked, tokens_hash, active_ms, receipt, created_at)
  VALUES (%(slot)s, %(revision)s, %(pair)s, %(annotator)s, %(guideline)s, %(uuid)s, %(body_hash)s,
    %(outcome)s, %(n_words)s, %(struck)s::smallint[], %(canonical)s::smallint[], %(canonical_version)s,
    %(unsure)s::smallint[], NULL, %(tokens_hash)s, %(active_ms)s, %(receipt)s, %(now)s)
  RETURNING id),
trail AS (
  INSERT INTO annotation_trail (uuid, slot_id, told, created_at)
  SELECT %(uuid)s, %(slot)s, %(trail)s::jsonb, %(now)s WHERE %(trail)s::jsonb IS NOT NULL
  ON CONFLICT DO NOTHING)
UPDATE annotation_slot s SET
    state = %(state)s, ordinal = %(ordinal)s, annotator_id = %(annotator)s, lease_ends_at = NULL, skip_reason = '',
    judgment_id = CASE WHEN %(counts)s THEN kept.id ELSE s.judgment_id END
  FROM kept WHERE s.id = %(slot)s
RETURNING kept.id
"""

NEW_SLOT = """
INSERT INTO annotation_slot (batch_id, pair_id, ordinal, state, annotator_id, lane, position, skip_reason)
VALUES (%(batch)s, %(pair)s, NULL, 5, %(annotator)s, 0, nextval('annotation_slot_late_position'), '')
RETURNING id
"""

EARLIER = """
SELECT id AS earlier, annotator_id AS earlier_annotator, body_hash AS earlier_hash, receipt AS earlier_receipt,
       revision AS earlier_revision, canonical AS earlier_struck, pair_id AS earlier_pair
  FROM annotation_judgment WHERE submission_uuid = %(uuid)s
"""

KEEP_TRAIL = """
INSERT INTO annotation_trail (uuid, slot_id, told, created_at)
VALUES (%(uuid)s, %(slot)s, %(trail)s::jsonb, %(now)s) ON CONFLICT DO NOTHING
"""

# The language in which a pair is written; empty while it is not known, which everybody may be asked.
LANGUAGE = """(
       SELECT l.language FROM annotation_batchpair y JOIN dataset_image z ON z.id = y.image_id
         JOIN dataset_prompt l ON l.id = z.prompt_id WHERE y.id = {pair})"""

# Whether anybody is left who may still take a place of the pair.
ASKABLE = f"""EXISTS (
  SELECT 1 FROM {WORKING}
   WHERE m.batch_id = {{batch}} AND m.state = 'active' AND NOT EXISTS (
     SELECT 1 FROM annotation_slot x WHERE x.pair_id = {{pair}} AND x.annotator_id = m.annotator_id OFFSET 0)
     AND {LANGUAGE} = ANY (array_append(a.languages::text[], ''))
     AND (a.exposure <> 'never' OR NOT EXISTS (
       SELECT 1 FROM annotation_batchpair y JOIN dataset_image z ON z.id = y.image_id
        WHERE y.id = {{pair}} AND z.sensitivity = 'sensitive' OFFSET 0)))"""  # noqa: S608  all parts are constants

# Further slots open only then.
SETTLE = f"""
WITH askable AS MATERIALIZED (
  SELECT NOT %(close)s AND {ASKABLE.format(batch="%(batch)s", pair="%(pair)s")} AS yes),
opened AS (
  INSERT INTO annotation_slot (batch_id, pair_id, ordinal, state, lane, position, skip_reason)
  SELECT %(batch)s, %(pair)s, o, 0, 0, nextval('annotation_slot_late_position'), ''
    FROM unnest(%(open_ordinals)s::smallint[]) o, askable WHERE askable.yes),
closed AS (
  UPDATE annotation_slot SET state = 5, ordinal = NULL WHERE pair_id = %(pair)s AND state = 0 AND %(close)s),
summed AS (
  UPDATE annotation_batchpair SET
    n_counted = %(n_counted)s, m = %(m)s::smallint[], s = %(s)s::smallint[],
    sum_judgments = %(sum_judgments)s, sum_judged = %(sum_judged)s, sum_share = %(sum_share)s,
    sum_paired = %(sum_paired)s, sum_opinions = %(sum_opinions)s, sum_strikes = %(sum_strikes)s,
    sum_struck_agreed = %(sum_struck_agreed)s, sum_struck_possible = %(sum_struck_possible)s,
    sum_kept_possible = %(sum_kept_possible)s, sum_differing = %(sum_differing)s,
    sum_disagreement = %(sum_disagreement)s,
    state = %(state)s, desk_reason = %(desk_reason)s, desk_words = %(desk_words)s::smallint[],
    settled_how = %(settled_how)s, outcome = %(outcome)s, struck = %(struck)s::smallint[],
    word_sources = %(word_sources)s::smallint[], settled_at = %(settled_at)s
  WHERE id = %(pair)s)
SELECT yes FROM askable
"""  # noqa: S608  all parts are constants

# Pairs whose open slots nobody may take any more: all have met the pair, left, or are suspended. Those that nobody
# ever met, since nobody reads them or wants to see them, wait for who does: the batch's page says so.
UNREACHABLE = f"""
SELECT DISTINCT s.pair_id
  FROM annotation_slot s
 WHERE s.batch_id = %(batch)s AND s.state = 0
   AND EXISTS (SELECT 1 FROM annotation_slot t WHERE t.pair_id = s.pair_id AND t.annotator_id IS NOT NULL OFFSET 0)
   AND NOT {ASKABLE.format(batch="%(batch)s", pair="s.pair_id")}
   AND NOT EXISTS (SELECT 1 FROM annotation_slot h WHERE h.pair_id = s.pair_id AND h.state = 1)
 ORDER BY s.pair_id LIMIT %(limit)s
"""  # noqa: S608  all parts are constants

# The same among pairs that somebody skipped, or whose judgment does not count; few, found by an index of their own.
UNREACHABLE_PASSED = f"""
SELECT DISTINCT d.pair_id
  FROM annotation_slot d
 WHERE d.batch_id = %(batch)s AND d.state IN (3, 4, 6)
   AND EXISTS (SELECT 1 FROM annotation_slot s WHERE s.pair_id = d.pair_id AND s.state = 0 OFFSET 0)
   AND NOT {ASKABLE.format(batch="%(batch)s", pair="d.pair_id")}
   AND NOT EXISTS (SELECT 1 FROM annotation_slot h WHERE h.pair_id = d.pair_id AND h.state = 1 OFFSET 0)
 ORDER BY d.pair_id LIMIT %(limit)s
"""  # noqa: S608  all parts are constants

# In each language of the batch, as it was last counted, who may be given pairs, and who any of them.
N_WORKING = f"""
SELECT k.language, count(a.id) AS n, count(a.id) FILTER (WHERE a.exposure <> 'never') AS n_for_all
  FROM (SELECT DISTINCT language FROM annotation_batchspread WHERE batch_id = %(batch)s) k
  LEFT JOIN ({WORKING}) ON m.batch_id = %(batch)s AND m.state = 'active'
    AND k.language = ANY (array_append(a.languages::text[], ''))
 GROUP BY k.language
"""  # noqa: S608  all parts are constants

CLOSE_SLOT = """
UPDATE annotation_slot SET state = 5, ordinal = NULL, lease_ends_at = NULL WHERE id = %(slot)s
"""

# Both ways leave the judgment where it is.
SET_ASIDE = """
UPDATE annotation_slot SET state = 6, ordinal = NULL WHERE id = %(slot)s
"""

BRING_BACK = """
UPDATE annotation_slot
   SET state = CASE WHEN %(ordinal)s::smallint IS NULL THEN 3 ELSE 2 END, ordinal = %(ordinal)s::smallint
 WHERE id = %(slot)s AND state = 6
"""

PROMOTE = """
UPDATE annotation_slot SET state = 2, ordinal = %(ordinal)s WHERE id = %(slot)s AND state = 3
"""


def lock_pair(*, pair_id: int, annotator_id: int = 0, uuid: UUID | None = None) -> dict[str, Any] | None:
    """
    The pair with its tokens and its batch's policy, locked; None when there is none.

    With it, as `earlier…`, comes what was kept before under `uuid`, by anybody for any pair.
    """
    found = rows(LOCK_PAIR, {"pair": pair_id, "annotator": annotator_id, "uuid": uuid})
    return with_words(found[0]) if found else None


def lock_slots(*, pair_id: int, annotator_id: int = 0) -> list[dict[str, Any]]:
    """All slots of the pair with their current judgments, locked."""
    return rows(LOCK_SLOTS, {"pair": pair_id, "annotator": annotator_id})


def earlier(*, uuid: UUID) -> dict[str, Any] | None:
    """What was kept before under this UUID, by anybody, as `earlier…`."""
    found = rows(EARLIER, {"uuid": uuid})
    return found[0] if found else None


def keep(arguments: Mapping[str, Any]) -> int:
    """Insert the judgment and put the slot into its new state; return the judgment's id."""
    return int(rows(KEEP, arguments)[0]["id"])


def keep_trail(*, uuid: UUID, slot_id: int, trail: str, now: datetime) -> None:
    """The trail of an act that keeps no judgment."""
    change(KEEP_TRAIL, {"uuid": uuid, "slot": slot_id, "trail": trail, "now": now})


def new_slot(*, batch_id: int, pair_id: int, annotator_id: int) -> int:
    """A closed slot of this annotator's, to hold an answer that came without one."""
    return int(rows(NEW_SLOT, {"batch": batch_id, "pair": pair_id, "annotator": annotator_id})[0]["id"])


def settle(arguments: Mapping[str, Any]) -> bool:
    """Write sums and state, open further slots; return whether more was asked and anybody is left to ask."""
    return bool(rows(SETTLE, arguments)[0]["yes"])


def n_working(*, batch_id: int) -> list[tuple[int, int]]:
    """By language of the batch's prompts: how many may be given such pairs, and how many of them any such pair."""
    return [(row["n"], row["n_for_all"]) for row in rows(N_WORKING, {"batch": batch_id})]


def unreachable(*, batch_id: int, limit: int, passed: bool) -> list[int]:
    """Pairs with open slots that nobody can take any more, held by nobody; `passed` looks only at those passed on."""
    statement = UNREACHABLE_PASSED if passed else UNREACHABLE
    return [row["pair_id"] for row in rows(statement, {"batch": batch_id, "limit": limit})]


def close_slot(*, slot_id: int) -> None:
    change(CLOSE_SLOT, {"slot": slot_id})


def set_aside(*, slot_id: int) -> None:
    """Its judgment counts no more."""
    change(SET_ASIDE, {"slot": slot_id})


def bring_back(*, slot_id: int, ordinal: int | None) -> None:
    """Its judgment counts again, in the place of that ordinal; without one it is surplus."""
    change(BRING_BACK, {"slot": slot_id, "ordinal": ordinal})


def promote(*, slot_id: int, ordinal: int) -> None:
    change(PROMOTE, {"slot": slot_id, "ordinal": ordinal})
