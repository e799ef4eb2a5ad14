"""Servers that keep settled pairs from run to run, and a command watched on them."""

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.arrivals.commands import Spent, cpu_of_family, family, peak_mb
from bench.crowd.crews import leashed
from jdb_site.frontdoor import clusters, environments, servers
from jdb_site.frontdoor.children import Children
from jdb_site.frontdoor.paths import ROOT, DataFolder

SETTINGS = {**clusters.LASTING, "max_connections": "50", "max_wal_size": "8GB"}


@contextmanager
def opened(folder: DataFolder) -> Iterator[dict[str, str]]:
    """The servers of that folder, ended at the end; the environment of the product on them."""
    folder.make()
    children = Children(folder)
    children.end_stale()
    own = servers.servers(folder, SETTINGS, lasting=True)
    try:
        own.start(children)
        own.wait(children)
        yield {**environments.development(folder, own.environment()), "DEBUG": "0", "DEMO": "1"}
    finally:
        children.stop()


def watched(command: Sequence[str], env: Mapping[str, str], data: Path, log: Path) -> Spent:
    """
    Run a command to its end on the server of that data folder.

    Its peak is the sum of the peaks of its processes, which is no less than it was. Of PostgreSQL, what its processes
    worked meanwhile.

    :raises RuntimeError: it did not end well
    """
    postmaster = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    server, began, peaks, cpu = cpu_of_family(postmaster), time.perf_counter(), dict[int, float](), 0.0
    with log.open("wb") as said:
        process = subprocess.Popen(leashed(list(command)), cwd=ROOT, env=dict(env), stdout=said, stderr=said)
        while process.poll() is None:
            peaks |= {pid: peak for pid in family(process.pid) if (peak := peak_mb(pid))}
            cpu = max(cpu, cpu_of_family(process.pid))
            time.sleep(0.05)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"it ended with {process.returncode}; {log} says why")
    return Spent(seconds, cpu, cpu_of_family(postmaster) - server, sum(peaks.values()))
