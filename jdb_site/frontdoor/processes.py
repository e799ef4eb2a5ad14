"""Processes by pid and start time, so that a pid used again is never taken for the process that had it before."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
BOOT = PROC / "sys" / "kernel" / "random" / "boot_id"


@dataclass(frozen=True)
class Process:
    """One process, for all time: its pid and when it started, in the words of the system."""

    pid: int
    started: str

    def alive(self) -> bool:
        """Whether it still runs. One that ended and waits to be collected does not."""
        return started_at(self.pid) == self.started

    def session(self) -> list[int]:
        """
        The pids that still run in the session it leads (Linux), whether or not it lives itself.

        None when another process has its pid now, or the machine was started anew since.
        """
        if started_at(self.pid) not in (None, self.started) or boot() not in self.started:
            return []
        return [pid for pid, fields in running() if fields.session == self.pid]


@dataclass(frozen=True)
class Fields:
    """What /proc/PID/stat tells and we ask."""

    state: str
    session: int
    ticks: int


def of(pid: int) -> Process:
    """The process that has the pid now."""
    return Process(pid, started_at(pid) or "gone")


def boot() -> str:
    """What this start of the machine is called; empty where the system does not say."""
    return BOOT.read_text().strip() if BOOT.is_file() else ""


def started_at(pid: int) -> str | None:
    """When the process with that pid started, or None when none runs."""
    if PROC.joinpath("self", "stat").exists():
        fields = stat(pid)
        return None if fields is None or fields.state in "ZX" else f"{fields.ticks} {boot()}"
    listing = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return listing.stdout.strip() or None


def stat(pid: int) -> Fields | None:
    """The fields of a process, or None when there is none."""
    try:
        text = PROC.joinpath(str(pid), "stat").read_text(errors="replace")
    except OSError:
        return None
    values = text.rpartition(")")[2].split()
    return Fields(state=values[0], session=int(values[3]), ticks=int(values[19]))


def running() -> list[tuple[int, Fields]]:
    """Every process that runs here (Linux; elsewhere none)."""
    pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()] if PROC.is_dir() else []
    found = [(pid, stat(pid)) for pid in pids]
    return [(pid, fields) for pid, fields in found if fields is not None and fields.state not in "ZX"]


def end(process: Process, number: int, grace: float, hurry: Callable[[], bool] = lambda: False) -> None:
    """Ask a process to stop, and see to it that it does."""
    if process.alive():
        send(process.pid, number)
    see_out(process, grace, hurry)


def see_out(process: Process, grace: float, hurry: Callable[[], bool] = lambda: False) -> None:
    """Wait for a process that was asked to stop, then kill it and whatever it left in its session."""
    if not wait_for(lambda: not process.alive(), grace, hurry):
        send(process.pid, signal.SIGKILL)
    for pid in process.session():
        send(pid, signal.SIGKILL)
    wait_for(lambda: not process.alive() and not process.session(), 5)


def send(pid: int, number: int) -> None:
    """Send a signal; a process that has just gone needs none."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def wait_for(done: Callable[[], bool], seconds: float, hurry: Callable[[], bool] = lambda: False) -> bool:
    """Wait until it is done, or time is up, or there is hurry; whether it is done."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until or hurry():
            return False
        time.sleep(0.02)
    return True
