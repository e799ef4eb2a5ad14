"""
Pairs whose work is not done, and what each waits for.

Only purpose `work`, and only the newest round of a pair: a replaced one waits for nothing.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from annotation.choices import PairState, Purpose
from annotation.rules.waiting import WaitsFor
from dataset.queries import score_sql
from dataset.queries.exported import EXPORTED_ID
from dataset.queries.exports import stream
from dataset.rules.exports import Pending
from dataset.rules.score_limits import Limit

BY_SCORE = "''::text"  # where an export has thresholds, why they leave the pair out

# Withdrawal reaches the pairs by a tick; until then, and for blocked pictures, the image's own row decides.
UNRESOLVED = f"""
SELECT p.id, {EXPORTED_ID} AS x_id, i.source_key, b.name, p.state, p.round, p.n_counted, p.desk_reason, p.desk_words,
       CASE p.state WHEN {PairState.PREPARING.value} THEN '{WaitsFor.PREPARATION}'
                    WHEN {PairState.OPEN.value} THEN '{WaitsFor.OPINIONS}'
                    WHEN {PairState.DESK.value} THEN '{WaitsFor.DESK}'
                    WHEN {PairState.SETTLED.value} THEN '{WaitsFor.PUBLISHING}'
                    WHEN {PairState.SET_ASIDE.value} THEN '{WaitsFor.MANAGER}' ELSE '' END AS waits_for,
       CASE WHEN p.state = {PairState.WITHDRAWN.value} OR i.withdrawn_at IS NOT NULL THEN 'withdrawn'
            WHEN i.sensitivity = 'blocked' THEN 'blocked' ELSE {BY_SCORE} END AS excluded
  FROM annotation_batchpair p
  JOIN annotation_batch b ON b.id = p.batch_id
  JOIN dataset_image i ON i.id = p.image_id
 WHERE p.purpose = {Purpose.WORK.value} AND p.state <> {PairState.REPLACED.value}
   AND NOT (p.state = {PairState.SETTLED.value} AND p.published_at IS NOT NULL)
   AND (cardinality(%(batches)s::text[]) = 0 OR b.name = ANY(%(batches)s))"""  # noqa: S608  all parts are constants

LINES = f"""
SELECT u.x_id::text, u.name, u.waits_for, u.excluded,
       jsonb_build_object('source_key', u.source_key, 'round', u.round, 'judged', u.n_counted, 'open', s.n_open,
                          'leased', s.n_leased, 'desk_reason', u.desk_reason, 'desk_words', u.desk_words)
  FROM ({UNRESOLVED}) u,
       LATERAL (SELECT count(*) FILTER (WHERE state = 0) AS n_open, count(*) FILTER (WHERE state = 1) AS n_leased
                  FROM annotation_slot WHERE pair_id = u.id AND ordinal IS NOT NULL) s"""  # noqa: S608  constants

IN_ORDER = f'{LINES} ORDER BY u.x_id, u.name COLLATE "C"'
FIRST = f'{LINES} WHERE u.excluded = \'\' ORDER BY u.waits_for COLLATE "C", u.x_id, u.name COLLATE "C" LIMIT %(limit)s'
CAUSES = f"SELECT waits_for, count(*) FROM ({UNRESOLVED}) u WHERE excluded = '' GROUP BY 1 ORDER BY 1"  # noqa: S608

# What a majority can be taken of: pairs still open or at the desk. One set aside stays with whoever set it aside.
WITH_AN_OPINION = f"""
SELECT id FROM ({UNRESOLVED}) u
 WHERE excluded = '' AND n_counted > 0 AND state IN ({PairState.OPEN.value}, {PairState.DESK.value})
 ORDER BY id"""  # noqa: S608  constants


Limits = Sequence[Limit]


def within(statement: str, limits: Limits) -> str:
    """The statement for an export with these thresholds: what they leave out waits for nothing."""
    return statement.replace(BY_SCORE, score_sql.refusal_sql(limits)) if limits else statement


def asked(batches: Sequence[str], limits: Limits) -> dict[str, Any]:
    return {"batches": list(batches), **score_sql.refusal_parameters(limits)}


def pending(batches: Sequence[str], limits: Limits = ()) -> Iterator[Pending]:
    """Every pair without a settled verdict in these batches (none: in all), by exported id. Needs a transaction."""
    for rows in stream(within(IN_ORDER, limits), asked(batches, limits)):
        yield from map(_pending, rows)


def first(batches: Sequence[str], limit: int, limits: Limits = ()) -> list[Pending]:
    """Some of the pairs that wait, by what they wait for."""
    return [_pending(row) for row in _fetch(within(FIRST, limits), asked(batches, limits) | {"limit": limit})]


def causes(batches: Sequence[str], limits: Limits = ()) -> dict[WaitsFor, int]:
    """How many pairs wait, by what they wait for."""
    return {WaitsFor(cause): n for cause, n in _fetch(within(CAUSES, limits), asked(batches, limits))}


def with_an_opinion(batches: Sequence[str], limits: Limits = ()) -> list[int]:
    """The ids of the pairs that a present majority can settle."""
    return [row[0] for row in _fetch(within(WITH_AN_OPINION, limits), asked(batches, limits))]


def _pending(row: tuple[Any, ...]) -> Pending:
    x_id, batch, waits_for, excluded, line = row
    return Pending(x_id, batch, waits_for, excluded, json.loads(line))


def _fetch(sql: str, parameters: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
