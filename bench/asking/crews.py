"""The workers that ask models, with the clock that rings for them: started, killed at random, started again."""

import os
import random
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.crowd.crews import leashed
from jdb_site.frontdoor import processes, programs
from jdb_site.frontdoor.paths import ROOT


class Crew:
    """A worker with the clock in it, and `n` workers of the queue of models, each in a session of its own."""

    def __init__(self, n: int, env: Mapping[str, str], folder: Path, *, concurrency: int = 2) -> None:
        self.env = {**env, **programs.SOFTLY, "PYTHONPATH": str(ROOT), "LOG_LEVEL": "WARNING"}
        self.folder = folder
        clock = ["--beat", "--schedule", str(folder / "schedule")]
        self.commands = {"clock": [*programs.worker("default", 1), *clock]}
        for number in range(n):
            name = ["--hostname", f"models-{number}@%h"]
            self.commands[f"models-{number}"] = [*programs.worker("models", concurrency), *name]
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.n_killed = 0

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as sink:
            self.running[name] = subprocess.Popen(
                leashed(self.commands[name], signal.SIGKILL),
                env=self.env,
                cwd=ROOT,
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )

    def kill_one(self, chance: random.Random) -> None:
        """Kill a worker of models with all its processes, so that none has time for anything, and start another."""
        self.kill(chance.choice([name for name in self.running if name != "clock"]))

    def kill(self, name: str) -> None:
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()
        self.n_killed += 1
        self.start(name)

    def pids(self) -> dict[str, list[int]]:
        """The processes of each worker."""
        return {name: list(processes.of(it.pid).session()) for name, it in self.running.items()}

    def stop(self) -> None:
        """Nothing waits for them: the rows say what is to be done."""
        for one in self.running.values():
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()

    def told(self) -> str:
        """The end of what each of them said."""
        return "\n".join(f"{path.name}: {path.read_text()[-1500:]}" for path in sorted(self.folder.glob("*.log")))


@contextmanager
def at_work(n: int, env: Mapping[str, str], folder: Path, *, concurrency: int = 2) -> Iterator[Crew]:
    """A crew, from its start to its end."""
    folder.mkdir(parents=True, exist_ok=True)
    crew = Crew(n, env, folder, concurrency=concurrency)
    try:
        for name in crew.commands:
            crew.start(name)
        yield crew
    finally:
        crew.stop()
