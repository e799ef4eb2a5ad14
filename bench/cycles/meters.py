"""What processes cost: seconds of CPU, from /proc."""

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from jdb_site.frontdoor.processes import PROC

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Times:
    """One process: its parent, its own seconds, those of children that ended and were waited for."""

    parent: int
    own: float
    ended: float


def times() -> dict[int, Times]:
    """Every process that can be read."""
    found = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                values = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            own, ended = (int(values[11]) + int(values[12])) / TICK, (int(values[13]) + int(values[14])) / TICK
            found[int(entry.name)] = Times(int(values[1]), own, ended)
    return found


def cpu(roots: Iterable[int]) -> float:
    """Seconds that these processes and all below them have used since they started."""
    table, children = times(), defaultdict(list)
    for pid, one in table.items():
        children[one.parent].append(pid)
    waiting, total = [pid for pid in roots if pid in table], 0.0
    while waiting:
        pid = waiting.pop()
        total += table[pid].own + table[pid].ended
        waiting += children[pid]
    return total
