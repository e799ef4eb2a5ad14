"""The processes of a crowd and its web server: started, killed at random, started again."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from bench.crowd.tabs import Plan, events
from jdb_site.frontdoor import leashes, ports, processes, programs
from jdb_site.frontdoor.paths import ROOT

PATIENCE = 60.0
CRASH_LOOP = 7.0


class Crew:
    """The client processes of a plan. A killed one is followed by another that knows what its log says."""

    def __init__(self, plan: Plan, chance: random.Random) -> None:
        self.plan, self.chance = plan, chance
        self.path = plan.write()
        self.running: dict[int, subprocess.Popen[bytes]] = {}
        self.n_killed = 0

    def start(self) -> None:
        for number in range(self.plan.n_processes):
            self.start_one(number)

    def start_one(self, number: int) -> None:
        seed = str(self.chance.getrandbits(32))
        with (self.plan.folder / f"tabs-{number}.err").open("ab") as errors:
            self.running[number] = subprocess.Popen(
                leashed([sys.executable, "-P", "-m", "bench.crowd.tabs", str(self.path), str(number), seed]),
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stderr=errors,
            )

    def kill_one(self) -> None:
        number = self.chance.randrange(self.plan.n_processes)
        self.running[number].kill()
        self.running[number].wait()
        self.n_killed += 1
        self.start_one(number)

    def finish(self) -> None:
        """Let all send what they still have, then end."""
        self.plan.stop.touch()
        for process in self.running.values():
            process.wait(timeout=120)

    def kill(self) -> None:
        for process in self.running.values():
            process.kill()
            process.wait()


def logs(plan: Plan) -> list[dict[str, object]]:
    """All that the tabs noted."""
    return [event for number in range(plan.n_processes) for event in events(plan.log(number))]


class Web:
    """Granian in a session of its own, whose workers are killed at random; it starts others in their place."""

    def __init__(self, port: int, env: Mapping[str, str], log: Path) -> None:
        self.port, self.n_killed, self.killed_at = port, 0, -CRASH_LOOP
        production = {"DEBUG": "0", "DEMO": "1", "HTTPS": "0", "ALLOWED_HOSTS": "127.0.0.1", "LOG_LEVEL": "CRITICAL"}
        ours = {"DATABASE_POOL_SIZE": str(programs.BLOCKING_THREADS), **production}
        with log.open("ab") as sink:
            self.process = subprocess.Popen(
                leashed(programs.web("127.0.0.1", port, workers=2)),
                env={**env, **ours, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "jdb_site.settings"},
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )

    def workers(self) -> list[int]:
        """The processes that granian started to serve."""
        session = processes.of(self.process.pid).session()
        return [pid for pid in session if pid != self.process.pid and is_worker(pid)]

    def answers(self) -> bool:
        """Whether it serves by now."""
        try:
            with urlopen(f"{ports.address(self.port)}/livez") as response:  # noqa: S310  loopback
                return bool(response.status == 200)
        except OSError:
            return False

    def kill_one(self, chance: random.Random) -> None:
        """Kill a worker, unless one was killed just now: granian takes two deaths within 5.5 s for a crash loop."""
        workers = self.workers()
        if workers and time.monotonic() - self.killed_at > CRASH_LOOP:
            processes.send(chance.choice(workers), signal.SIGKILL)
            self.killed_at = time.monotonic()
            self.n_killed += 1

    def stop(self) -> None:
        processes.end(processes.of(self.process.pid), signal.SIGTERM, grace=5)
        self.process.wait()


def leashed(command: list[str], number: int = signal.SIGTERM) -> list[str]:
    """The command, so that it ends by that signal when we do, however we do."""
    return [sys.executable, "-I", "-S", leashes.__file__, str(os.getpid()), str(int(number)), "-1", *command]


def is_worker(pid: int) -> bool:
    """Whether it serves; granian's helper processes are not called granian."""
    try:
        return b"granian" in (processes.PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return False


@contextmanager
def serving(env: Mapping[str, str], log: Path) -> Iterator["Web"]:
    """A web server on a port of its own, from its first answer on."""
    held = ports.hold(range(18_000, 18_100))
    if held is None:
        raise OSError("no free port between 18000 and 18100")
    with held:
        web = Web(ports.number(held), env, log)
        try:
            if not processes.wait_for(web.answers, PATIENCE):
                raise OSError(f"the web server does not answer; see {log}")
            yield web
        finally:
            web.stop()
