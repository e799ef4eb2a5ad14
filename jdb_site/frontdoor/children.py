"""The long-running programs that one front door owns: started on a leash, recorded, stopped in order."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import leashes, processes
from .paths import DataFolder, tail
from .processes import Process
from .steps import indent

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOP_ORDER = (("web", "worker", "media", "beat"), ("redis", "stand-in"), ("postgres",))  # together within a tier


class ChildDied(Exception):
    """A program that should run on has ended; its last output says why."""


@dataclass(frozen=True)
class Spec:
    """How to start one program and how to ask it to stop."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    cwd: Path = Path("/")
    stop_signal: int = signal.SIGTERM
    grace: float = 15.0
    uid: int = -1


@dataclass
class Child:
    """One program that was started."""

    spec: Spec
    popen: subprocess.Popen[bytes]
    process: Process
    log: Path

    def check(self) -> None:
        """
        Look whether it still runs.

        :raises ChildDied: it does not
        """
        if (code := self.popen.poll()) is not None:
            raise ChildDied(f"{self.spec.name} ended with {code}; the end of {self.log}:\n{indent(tail(self.log))}")


class Children:
    """All programs of one data folder. Their record outlives us, so that the next run can end what we could not."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self.running: list[Child] = []

    def start(self, spec: Spec) -> Child:
        """
        Start a program in its own session, its output in its own log; return without waiting for it.

        From the main thread alone: the leash holds to the thread that starts. No signal comes between start and record.
        """
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        try:
            child = self._start(spec)
            self.running.append(child)
            self._record()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return child

    def _start(self, spec: Spec) -> Child:
        log = self._folder.logs / f"{spec.name}.log"
        wishes = [str(os.getpid()), str(int(spec.stop_signal)), str(spec.uid)]
        leash = [sys.executable, "-I", "-S", leashes.__file__, *wishes]
        with log.open("ab") as sink:
            popen = subprocess.Popen(
                [*leash, *spec.command],
                env=dict(spec.env),
                cwd=spec.cwd,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return Child(spec, popen, processes.of(popen.pid), log)

    def check(self) -> None:
        """
        Look whether all still run.

        :raises ChildDied: one does not
        """
        for child in self.running:
            child.check()

    def dead(self) -> list[Child]:
        """Those that have ended."""
        return [child for child in self.running if child.popen.poll() is not None]

    def start_again(self, child: Child) -> Child:
        """Start a program anew that has ended, once nothing that it left in its session runs any more."""
        processes.see_out(child.process, 0)
        child.popen.wait()
        self.running.remove(child)
        return self.start(child.spec)

    def stop(self, hurry: Callable[[], bool] = lambda: False, note: Callable[[str], None] = lambda name: None) -> None:
        """Stop all, those that need others first; kill what does not stop in time, or all at once when in a hurry."""
        for tier in STOP_ORDER:
            members = [child for name in tier for child in self.running if child.spec.name == name]
            for child in members:
                if child.process.alive():
                    processes.send(child.process.pid, child.spec.stop_signal)
            for child in members:
                note(child.spec.name)
                processes.see_out(child.process, child.spec.grace, hurry)
                child.popen.wait()
        self.running.clear()
        self._record()

    def end_stale(self) -> list[str]:
        """End what a killed run left behind, and say the names of what was found."""
        found: list[str] = []
        for name, process, number in self._recorded():
            if process.alive() or process.session():
                found.append(name)
                processes.end(process, number, grace=10)
        self._record()
        return found

    def _record(self) -> None:
        rows = [[c.spec.name, c.process.pid, c.process.started, int(c.spec.stop_signal)] for c in self.running]
        fresh = self._folder.records.with_suffix(".new")
        fresh.write_text(json.dumps(rows))
        fresh.replace(self._folder.records)

    def _recorded(self) -> list[tuple[str, Process, int]]:
        if not self._folder.records.is_file():
            return []
        rows = json.loads(self._folder.records.read_text())
        order = [name for tier in STOP_ORDER for name in tier]
        rows.sort(key=lambda row: order.index(row[0]))
        return [(name, Process(pid, started), number) for name, pid, started, number in rows]
