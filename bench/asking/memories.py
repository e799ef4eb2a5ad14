"""What processes hold of memory, from /proc, at points of a run."""

import os
from collections.abc import Iterable

from bench.asking.crews import Crew
from bench.cycles import meters
from jdb_site.frontdoor.processes import PROC

PAGE = os.sysconf("SC_PAGE_SIZE")
PRIVATE = "RssAnon:"  # of PostgreSQL: without the buffers that all its processes share


def of(crew: Crew, postgres: int) -> dict[str, float]:
    """Megabytes: the largest process of the workers of models and of the clock's; all of PostgreSQL's together."""
    pids = crew.pids()
    clock = pids.pop("clock")
    below = [pid for pid, one in meters.times().items() if one.parent == postgres]
    return {
        "workers_mb": largest(pid for found in pids.values() for pid in found),
        "clock_mb": largest(clock),
        "postgres_mb": sum(private(pid) for pid in [postgres, *below]) / 1e6,
    }


def largest(pids: Iterable[int]) -> float:
    return max((resident(pid) for pid in pids), default=0) / 1e6


def resident(pid: int) -> int:
    try:
        return int((PROC / str(pid) / "statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0


def private(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith(PRIVATE))
