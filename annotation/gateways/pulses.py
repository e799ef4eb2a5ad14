"""Signs of life of background processes, by the database's clock: those of the machines may differ."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from django.db import connection

BEAT = """
INSERT INTO annotation_pulse (kind, name, queues, version, n_queued, in_hand, ticks, began_at, beat_at)
VALUES (%(kind)s, %(name)s, %(queues)s, %(version)s, %(n_queued)s, %(in_hand)s::jsonb, %(ticks)s::jsonb,
        clock_timestamp(), clock_timestamp())
ON CONFLICT (kind, name) DO UPDATE
   SET queues = EXCLUDED.queues, version = EXCLUDED.version, n_queued = EXCLUDED.n_queued, in_hand = EXCLUDED.in_hand,
       ticks = EXCLUDED.ticks, beat_at = EXCLUDED.beat_at
"""
FORGET = """
DELETE FROM annotation_pulse
 WHERE beat_at < clock_timestamp() - interval '1 day' OR (kind = %(kind)s AND name = %(name)s)
"""


@dataclass(frozen=True, slots=True)
class Sign:
    """
    What a process says of itself: which queues it serves, from which build, what it has in hand.

    `n_queued` is what waits in all queues, None when the broker gives no answer. `in_hand` are tasks with when they
    were taken, `ticks` when it last rang for each; times as ISO 8601.
    """

    kind: str
    name: str
    queues: Sequence[str] = ()
    version: str = ""
    n_queued: int | None = None
    in_hand: Sequence[Mapping[str, str]] = field(default_factory=list)
    ticks: Mapping[str, str] = field(default_factory=dict)


def beat(sign: Sign) -> None:
    """Say that this process is alive."""
    json_fields = {"in_hand": json.dumps([*sign.in_hand]), "ticks": json.dumps(dict(sign.ticks))}
    with connection.cursor() as cursor:
        cursor.execute(BEAT, asdict(sign) | {"queues": list(sign.queues)} | json_fields)


def forget(*, kind: str, name: str) -> None:
    """
    The process before that had this name is gone, and those of which nothing was heard for a day are gone for good:
    containers are named anew.
    """
    with connection.cursor() as cursor:
        cursor.execute(FORGET, {"kind": kind, "name": name})
