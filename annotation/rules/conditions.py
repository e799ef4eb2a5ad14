"""When a part of the site is not well, and what to do then: plain thresholds and sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

LOW_SHARE, LOW_BYTES, PLENTY_BYTES = 0.10, 1_000_000_000, 20_000_000_000
MANY = 1_000  # messages; ticks that nobody took expire, so that only a worker that hangs lets so many wait
GRACE = timedelta(seconds=30)
MEANWHILE = {
    "broker": "Nothing is asked of workers meanwhile; what waits stands in PostgreSQL and goes on afterwards.",
    "cache": "Models are not asked meanwhile, and each web process counts guesses at passwords by itself.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and what to do."""

    what: str
    remedy: str


def is_low(*, n_free: int, n_bytes: int) -> bool:
    """Whether a disk is nearly full: under a tenth is free, unless that is plenty; under a gigabyte in any case."""
    return n_free < LOW_BYTES or n_free < min(LOW_SHARE * n_bytes, PLENTY_BYTES)


def is_late(*, every: timedelta, rang_at: datetime | None, began_at: datetime | None, now: datetime) -> bool:
    """Whether the clock should have rung since; one that has just begun has time for its first ring."""
    last = rang_at or began_at
    return last is not None and now - last > 3 * every + GRACE


def of_queue(queue: str) -> Problem:
    """Nobody serves it."""
    waits = {
        "default": "No verdict is published and no batch opens until one does.",
        "media": "Pictures, imports and exports wait.",
        "models": "Runs that ask models wait.",
    }
    start = f"`docker compose up --detach {'worker' if queue == 'default' else queue}` or `./run worker`"
    return Problem(f"No worker serves the queue {queue}. {waits.get(queue, '')}".strip(), f"Start one: {start}.")


CLOCK = Problem(
    "The clock (Celery beat) is not alive. Workers are asked for nothing, so nothing goes on in the background.",
    "Start it: `docker compose up --detach beat` or `./run beat`.",
)


def of_redis(roles: Sequence[str], trouble: str) -> Problem:
    """One server, with all that it is."""
    meanwhile = " ".join(MEANWHILE[role] for role in roles)
    start = "`docker compose up --detach redis`, or see to the network between"
    return Problem(f"Redis ({' and '.join(roles)}) {trouble}. {meanwhile}", f"Start it: {start}.")


def of_memory(policy: str) -> Problem:
    return Problem(
        f"Redis (broker) throws keys away when it is full ({policy}): messages would be gone without a word.",
        "Set its maxmemory-policy to noeviction.",
    )


def of_disk(name: str, n_free: int) -> Problem:
    return Problem(
        f"The disk of {name} has {n_free / 1e9:,.1f} GB left.", "Make room, or move the folder by its setting."
    )


def of_queued(n: int) -> Problem:
    return Problem(f"{n:,} messages wait: workers do not keep up, or hang.", "See what they have in hand; start more.")


def of_tick(name: str, every: timedelta) -> Problem:
    return Problem(
        f"The clock did not ring for {name} in time; it does every {every.total_seconds():,.0f} s.",
        "See its log; it cannot reach Redis, or it hangs.",
    )


def of_build(name: str, version: str) -> Problem:
    return Problem(f"{name} runs another build ({version}) than this server.", "Start it anew.")
