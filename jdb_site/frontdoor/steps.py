"""
What the front door is doing, as lines: each step begins, is never silent for long, and ends with its time and size.

Standard library only and imported before any package is installed.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from .paths import tail

PATIENCE = 3.0  # seconds of silence before a step says that it goes on


class StepFailed(Exception):
    """A program of a step ended with an error; its last output says why."""


@dataclass
class Step:
    """One step under way. `note` is what it last did; `size` the bytes it made, told at its end."""

    title: str
    note: str = ""
    size: int | None = None
    spoke_at: float = 0.0
    ended: threading.Event = field(default_factory=threading.Event)


class Steps:
    """The lines of one run. Safe to use from several threads."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._lock = threading.Lock()
        self._programs: set[subprocess.Popen[str]] = set()
        self._ending = False

    def say(self, text: str = "") -> None:
        """Print a line at once. When nobody reads any more (a closed pipe or terminal), the work goes on unheard."""
        with self._lock, suppress(BrokenPipeError):
            self._stream.write(f"{text}\n")
            self._stream.flush()

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Tell of a step: begun, going on, ended with time and size, or failed."""
        began = self._clock()
        step = Step(title, spoke_at=began)
        self.say(f"  {title} …")
        threading.Thread(target=self._tick, args=(step, began), daemon=True).start()
        outcome = "✗ "
        try:
            yield step
            outcome = "✓ "
        finally:
            step.ended.set()
            if outcome == "✓ " or not self._ending:
                self.say(outcome + ended_line(title, self._clock() - began, step.size))

    def _tick(self, step: Step, began: float) -> None:
        while not step.ended.wait(0.5):
            now = self._clock()
            if now - step.spoke_at >= PATIENCE:
                step.spoke_at = now
                self.say(f"    … {step.title}, {now - began:.0f} s{': ' + step.note if step.note else ''}")

    def program(
        self,
        step: Step,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        show: bool = False,
    ) -> None:
        """
        Run a program to its end with its output in a log; `show` prints its lines as well.

        :raises StepFailed: it ended with an error
        """
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w") as sink, self._started(command, env, cwd) as process:
            for line in process.stdout or ():
                sink.write(line)
                sink.flush()
                self._heard(step, line.rstrip(), show=show)
            code = process.wait()
        if code != 0:
            raise StepFailed(f"{step.title}: {Path(command[0]).name} ended with {code}\n{indent(tail(log))}")

    def _heard(self, step: Step, line: str, *, show: bool) -> None:
        if show and line:
            step.spoke_at = self._clock()
            self.say(f"    {line}")
        elif line.strip():
            step.note = line.strip()[:100]

    @contextmanager
    def _started(
        self, command: Sequence[str], env: Mapping[str, str] | None, cwd: Path | None
    ) -> Iterator[subprocess.Popen[str]]:
        """A program in a session of its own, so that ctrl-C reaches it only through us."""
        process = subprocess.Popen(
            [*command],
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self._programs.add(process)
        try:
            yield process
        finally:
            end_group(process)
            self._programs.discard(process)
            if process.stdout is not None:
                process.stdout.close()

    def end_programs(self) -> None:
        """End what other threads still run; that they fail is no news then."""
        self._ending = True
        for process in [*self._programs]:
            end_group(process)


def end_group(process: subprocess.Popen[str]) -> None:
    """End a program and its children, if it still runs."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def ended_line(title: str, seconds: float, size: int | None) -> str:
    """`packages · 12.3 s · 402.1 MB`."""
    parts = [title, f"{seconds:.1f} s"]
    if size is not None:
        parts.append(f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.1f} kB")
    return " · ".join(parts)


def indent(text: str) -> str:
    """The text, each line set in."""
    return "\n".join(f"    {line}" for line in text.splitlines())
