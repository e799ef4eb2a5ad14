"""Signs of life of background processes, by the database's clock: those of the machines may differ."""

from collections.abc import Sequence

from django.db import connection

BEAT = """
INSERT INTO annotation_pulse (kind, name, queues, n_queued, beat_at)
VALUES (%(kind)s, %(name)s, %(queues)s, %(n_queued)s, clock_timestamp())
ON CONFLICT (kind, name) DO UPDATE
   SET queues = EXCLUDED.queues, n_queued = EXCLUDED.n_queued, beat_at = EXCLUDED.beat_at
"""
FORGET = "DELETE FROM annotation_pulse WHERE beat_at < clock_timestamp() - interval '1 day'"


def beat(*, kind: str, name: str, queues: Sequence[str], n_queued: int | None) -> None:
    """Say that this process is alive."""
    with connection.cursor() as cursor:
        cursor.execute(BEAT, {"kind": kind, "name": name, "queues": list(queues), "n_queued": n_queued})


def forget() -> None:
    """Processes of which nothing was heard for a day are gone for good: containers are named anew."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
