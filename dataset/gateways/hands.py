"""
Who has what in hand: an advisory lock of the database session that works on it, gone with that session however it ends.

The lease in the row says the same for as long as the machine cannot be asked; here is whether its holder still lives.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

# The first half of the lock's key; the second is the row's own, as far as it fits.
IMAGE, ARCHIVE, PROFILE, WINDOW = 11, 12, 13, 14
LOCK = "SELECT count(pg_try_advisory_lock(%s, (id %% 2147483648)::int)) FROM unnest(%s::bigint[]) AS id"
TRY = "SELECT pg_try_advisory_lock(%s, (%s::bigint %% 2147483648)::int)"
UNLOCK = "SELECT count(pg_advisory_unlock(%s, (id %% 2147483648)::int)) FROM unnest(%s::bigint[]) AS id"
ABANDONED_IMAGES = """
WITH held AS MATERIALIZED (
  SELECT id FROM dataset_image
   WHERE media_state = 'waiting' AND media_lease_ends_at IS NOT NULL AND media_lease_ends_at > %s)
UPDATE dataset_image SET media_lease_ends_at = NULL
 WHERE id IN (SELECT id FROM held WHERE pg_try_advisory_xact_lock(%s, (id %% 2147483648)::int))
"""
ABANDONED_ARCHIVES = """
WITH held AS MATERIALIZED (SELECT id FROM dataset_archive WHERE state = 'waiting' AND lease_ends_at > %s)
UPDATE dataset_archive SET lease_ends_at = NULL
 WHERE id IN (SELECT id FROM held WHERE pg_try_advisory_xact_lock(%s, (id %% 2147483648)::int))
"""


def hold(kind: int, ids: Sequence[int]) -> None:
    """Have these in hand for as long as this session lives, or until they are let go."""
    _each(LOCK, kind, ids)


def let_go(kind: int, ids: Sequence[int]) -> None:
    """Have them in hand no longer."""
    _each(UNLOCK, kind, ids)


@contextmanager
def alone(kind: int, pk: int) -> Iterator[bool]:
    """Have this in hand, unless another session has: then the block is told so."""
    with connection.cursor() as cursor:
        cursor.execute(TRY, [kind, pk])
        held = cursor.fetchone() == (True,)
    try:
        yield held
    finally:
        if held:
            let_go(kind, [pk])


def _each(statement: str, kind: int, ids: Sequence[int]) -> None:
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(statement, [kind, list(ids)])


def free_abandoned(now: datetime) -> int:
    """End the leases whose holders are gone; how many."""
    with connection.cursor() as cursor:
        cursor.execute(ABANDONED_IMAGES, [now, IMAGE])
        n_images = int(cursor.rowcount)
        cursor.execute(ABANDONED_ARCHIVES, [now, ARCHIVE])
        return n_images + int(cursor.rowcount)
