"""The table of machine jobs: made, leased, sent and given back by many processes at once, no row twice."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from dataset.gateways import hands

# Jobs of the next prompts of a selection; one that any run has already is no news, unless that was cancelled.
ADD = """
INSERT INTO dataset_machinejob (run_id, prompt_id, key, state, round, n_attempts, n_faults, failures, detail,
                                not_before, reserved_amount, reserved_in)
SELECT %(run)s, prompt, key, 'pending', 0, 0, 0, '{}', '', %(now)s, 0, '{}'
  FROM unnest(%(prompts)s::bigint[], %(keys)s::bytea[]) AS made (prompt, key)
ON CONFLICT (key) DO UPDATE SET run_id = excluded.run_id, state = 'pending', ended_at = NULL, not_before = %(now)s
  WHERE dataset_machinejob.state = 'cancelled'
"""

# The jobs of a stage of a style tree: one a step, which no other run asks.
ADD_STEPS = """
INSERT INTO dataset_machinejob (run_id, step_id, key, state, round, n_attempts, n_faults, failures, detail,
                                not_before, reserved_amount, reserved_in)
SELECT %(run)s, step, key, 'pending', 0, 0, 0, '{}', '', %(now)s, 0, '{}'
  FROM unnest(%(steps)s::bigint[], %(keys)s::bytea[]) AS made (step, key)
"""


class Lane(StrEnum):
    """Which of a run's jobs: all, or those that go one way where a run has two."""

    ALL = "TRUE"
    FRESH = "failures = '{}'"
    TO_MEND = "NOT (failures = '{}')"  # literally as in the partial index
    FIRST_PROFILE = "round < 2"
    TO_MEND_BY_FIRST = "NOT (failures = '{}') AND round < 2"
    STRONGER = "NOT (failures = '{}') AND round = 2"


CLAIM = """
UPDATE dataset_machinejob SET state = 'leased', lease_owner = %(owner)s, lease_ends_at = %(ends)s
 WHERE id IN (SELECT id FROM dataset_machinejob
               WHERE run_id = %(run)s AND state = 'pending' AND not_before <= %(now)s AND {lane}
               ORDER BY not_before, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
RETURNING id
"""
CLAIMS = {lane: CLAIM.replace("{lane}", lane) for lane in Lane}

SEND = """
UPDATE dataset_machinejob j SET state = 'sent', lease_owner = NULL, lease_ends_at = NULL, shard_id = %(shard)s,
       sent_sha256 = made.digest
  FROM unnest(%(ids)s::bigint[], %(digests)s::bytea[]) AS made (id, digest) WHERE j.id = made.id
"""

# Money is held back for leased jobs; each moved job lets go of what it held.
HOLD = """
UPDATE dataset_machinejob j SET reserved_amount = made.amount, reserved_in = %(budgets)s
  FROM unnest(%(ids)s::bigint[], %(amounts)s::numeric[]) AS made (id, amount) WHERE j.id = made.id
"""
MOVE = """
UPDATE dataset_machinejob j
   SET state = made.state, round = made.round, n_attempts = made.n_attempts, n_faults = made.n_faults,
       failures = string_to_array(made.failures, ','), detail = made.detail, not_before = made.not_before,
       ended_at = made.ended_at, lease_owner = NULL, lease_ends_at = NULL, reserved_amount = 0, reserved_in = '{}'
  FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(rounds)s::smallint[], %(n_attempts)s::smallint[],
              %(n_faults)s::smallint[], %(failures)s::text[], %(details)s::text[], %(not_before)s::timestamptz[],
              %(ended_at)s::timestamptz[])
       AS made (id, state, round, n_attempts, n_faults, failures, detail, not_before, ended_at)
 WHERE j.id = made.id
"""

# What a dead process had in hand: the money it held back comes with it. The lock of an owner is its last 31 bits.
ABANDONED = """
WITH owners AS MATERIALIZED (SELECT DISTINCT lease_owner AS id FROM dataset_machinejob WHERE state = 'leased'),
dead AS MATERIALIZED (
  SELECT id FROM owners
   WHERE pg_try_advisory_xact_lock(%(kind)s, (('x' || right(id::text, 8))::bit(32)::bigint %% 2147483648)::int)),
gone AS (
  SELECT id, reserved_amount, reserved_in FROM dataset_machinejob
   WHERE state = 'leased' AND (lease_ends_at <= %(now)s OR lease_owner IN (SELECT id FROM dead))
   LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
UPDATE dataset_machinejob j SET state = 'pending', lease_owner = NULL, lease_ends_at = NULL, reserved_amount = 0,
       reserved_in = '{}'
  FROM gone WHERE j.id = gone.id
RETURNING gone.reserved_in, gone.reserved_amount
"""

# What stands in a file still; all of it, or these.
UNSENT = """
WITH gone AS (
  SELECT id, reserved_amount, reserved_in FROM dataset_machinejob
   WHERE state = 'sent' AND shard_id = %(shard)s AND (%(ids)s::bigint[] IS NULL OR id = ANY (%(ids)s)) FOR UPDATE)
UPDATE dataset_machinejob j SET state = 'pending', reserved_amount = 0, reserved_in = '{}'
  FROM gone WHERE j.id = gone.id
RETURNING gone.reserved_in, gone.reserved_amount
"""


class Moved(NamedTuple):
    """Where a job went."""

    pk: int
    state: str
    round: int
    n_attempts: int
    n_faults: int
    failures: Sequence[str]
    detail: str
    not_before: datetime
    ended_at: datetime | None


Held = list[tuple[list[int], Decimal]]  # in which budgets, and how much, job by job


def add(*, run: int, prompts: Sequence[int], keys: Sequence[bytes], now: datetime) -> int:
    """Make jobs; return how many this run has to ask now."""
    with connection.cursor() as cursor:
        cursor.execute(ADD, {"run": run, "prompts": list(prompts), "keys": list(keys), "now": now})
        return int(cursor.rowcount)


def add_steps(*, run: int, steps: Sequence[int], keys: Sequence[bytes], now: datetime) -> None:
    """Make the jobs of these steps."""
    with connection.cursor() as cursor:
        cursor.execute(ADD_STEPS, {"run": run, "steps": list(steps), "keys": list(keys), "now": now})


def claim(*, run: int, lane: Lane, owner: UUID, ends: datetime, limit: int, now: datetime) -> list[int]:
    """Lease the next jobs of a run. Who keeps them leased beyond a transaction has them in hand first: `begin`."""
    given = {"run": run, "owner": owner, "ends": ends, "limit": limit, "now": now}
    return [int(row[0]) for row in _rows(CLAIMS[lane], given)]


def send(*, shard: int, ids: Sequence[int], digests: Sequence[bytes]) -> None:
    """Put leased jobs into a file, each with the hash of its question."""
    with connection.cursor() as cursor:
        cursor.execute(SEND, {"shard": shard, "ids": list(ids), "digests": list(digests)})


def hold(*, ids: Sequence[int], amounts: Sequence[Decimal], budgets: Sequence[int]) -> None:
    """Note the money that is held back for each, in which budgets."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, {"ids": list(ids), "amounts": list(amounts), "budgets": list(budgets)})


def move(jobs: Sequence[Moved]) -> None:
    """Save where jobs went; their leases and their money are let go."""
    given: dict[str, Any] = {
        "ids": [job.pk for job in jobs],
        "states": [job.state for job in jobs],
        "rounds": [job.round for job in jobs],
        "n_attempts": [job.n_attempts for job in jobs],
        "n_faults": [job.n_faults for job in jobs],
        "failures": [",".join(job.failures) for job in jobs],
        "details": [job.detail for job in jobs],
        "not_before": [job.not_before for job in jobs],
        "ended_at": [job.ended_at for job in jobs],
    }
    with connection.cursor() as cursor:
        cursor.execute(MOVE, given)


def begin(owner: UUID) -> None:
    """What this owner leases is in hand while its session lives, or until it lets go."""
    hands.hold(hands.WINDOW, [lock_of(owner)])


def let_go(owner: UUID) -> None:
    """The owner has nothing in hand any longer."""
    hands.let_go(hands.WINDOW, [lock_of(owner)])


def lock_of(owner: UUID) -> int:
    return owner.int % 2**31


def give_back_abandoned(*, limit: int, now: datetime) -> Held:
    """Let go of jobs whose owner is gone, or whose lease is over: what each held back, in which budgets."""
    given = {"kind": hands.WINDOW, "limit": limit, "now": now}
    return [(row[0], row[1]) for row in _rows(ABANDONED, given)]


def give_back_sent(*, shard: int, ids: Sequence[int] | None = None) -> Held:
    """Let go of jobs that stand in a file: what each held back, in which budgets."""
    return [(row[0], row[1]) for row in _rows(UNSENT, {"shard": shard, "ids": None if ids is None else list(ids)})]


def _rows(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())
