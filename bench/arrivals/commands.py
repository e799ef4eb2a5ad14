"""The import as a process of its own: watched to its end, or killed in the middle."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.arrivals.places import Place
from bench.crowd.crews import leashed
from jdb_site.frontdoor import processes, programs
from jdb_site.frontdoor.paths import ROOT

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """What a run took: wall clock, CPU of its own processes and of PostgreSQL in seconds, and its peak of memory."""

    seconds: float
    client_cpu: float
    server_cpu: float
    peak_mb: float


def start(found: Place, folder: Path, *options: str) -> "subprocess.Popen[bytes]":
    """`manage import_pairs` of a folder, at the head of a process group, ended with this process."""
    command = programs.manage("import_pairs", str(folder), "--source", "bench", *options)
    env: Mapping[str, str] = {**found.env, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        leashed(command),
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def watched(found: Place, folder: Path, *options: str) -> Spent:
    """Run it to its end. Its peak is the sum of the peaks of its processes, which is no less than it was."""
    peaks: dict[int, float] = {}
    server, before, began = postmaster(found), os.times(), time.perf_counter()
    server_before = cpu_of_family(server)
    process = start(found, folder, *options)
    while process.poll() is None:
        peaks |= {pid: peak for pid in family(process.pid) if (peak := peak_mb(pid))}
        time.sleep(0.05)
    seconds, after = time.perf_counter() - began, os.times()
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}")
    client = sum(after[2:4]) - sum(before[2:4])
    return Spent(seconds, client, cpu_of_family(server) - server_before, sum(peaks.values()))


def killed(found: Place, folder: Path, at: list[int], chance: random.Random, *options: str) -> list[int]:
    """Kill it at so many rows, a moment later; then let it come to its end. The cursors that it was killed at."""
    seen = []
    for rows in at:
        process = start(found, folder, *options)
        while found.cursor() < rows and process.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.random() / 10)
        if process.poll() is not None:
            raise RuntimeError(f"the import ended with {process.returncode} before it was killed at {rows:,}")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        while found.is_held():
            time.sleep(0.01)
        seen.append(found.cursor())
    watched(found, folder, *options)
    return seen


def postmaster(found: Place) -> int | None:
    """The pid of PostgreSQL, where it is on this machine and lets us see it."""
    with found.admin() as admin:
        [(folder,)] = admin.execute("SHOW data_directory")
    note = Path(str(folder)) / "postmaster.pid"
    return int(note.read_text().split("\n", 1)[0]) if os.access(note, os.R_OK) else None


def cpu_of_family(pid: int | None) -> float:
    """Seconds that a process, its children and those that it has seen out have worked."""
    if pid is None:
        return float("nan")
    return sum(sum(times(child)[: 4 if child == pid else 2]) for child in family(pid)) / TICKS


def times(pid: int) -> list[int]:
    """utime, stime, cutime and cstime of /proc/PID/stat."""
    try:
        text = (processes.PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return [0, 0, 0, 0]
    return [int(value) for value in text.rpartition(")")[2].split()[11:15]]


def family(pid: int) -> list[int]:
    """A process and all that came from it."""
    try:
        children = [text for task in (processes.PROC / str(pid) / "task").iterdir() if (text := _children(task))]
    except OSError:
        return []
    return [pid, *(one for text in children for child in text.split() for one in family(int(child)))]


def _children(task: Path) -> str:
    """The processes that one thread has started."""
    try:
        return (task / "children").read_text()
    except OSError:
        return ""


def peak_mb(pid: int) -> float:
    try:
        status = (processes.PROC / str(pid) / "status").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
