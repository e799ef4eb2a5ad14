"""The lives: who lives them, the server that they live on, and the program that lives them."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotation.models import Annotator
from bench.crowd.crews import Web
from bench.crowd.people import sessions
from jdb_site.frontdoor import nodes, ports, processes
from jdb_site.frontdoor.paths import FRONTEND

PATIENCE = 180.0
PORTS = range(18_200, 18_300)
PAIRS_A_LIFE = 14  # more than anybody judges and holds
MINE, OTHERS = "m" * 32, "o" * 32  # secrets of two people who sign in on one browser


@dataclass
class Server:
    """Granian, which dies when it is asked to and comes back on the same port."""

    env: Mapping[str, str]
    log: Path
    n_killed: int = 0
    port: int = 0
    web: Web | None = None
    held: Any = field(default=None, repr=False)

    def start(self) -> None:
        self.held = ports.hold(PORTS)
        if self.held is None:
            raise OSError(f"no free port from {PORTS.start} to {PORTS.stop}")
        self.port = ports.number(self.held)
        self.serve()

    def serve(self) -> None:
        self.web = Web(self.port, self.env, self.log)
        if not processes.wait_for(self.web.answers, PATIENCE):
            raise OSError(f"the web server does not answer; see {self.log}")

    def die(self) -> None:
        """All of its processes at once, so that none has time for anything."""
        if self.web is not None:
            processes.end(processes.of(self.web.process.pid), signal.SIGKILL, grace=0)
            self.web.process.wait()
        self.n_killed += 1

    def kill(self) -> None:
        """It dies, and is started again as by a supervisor."""
        self.die()
        self.serve()

    def stop(self) -> None:
        if self.web is not None:
            self.web.stop()
        self.held.close()


def plan(seeds: Sequence[int], staff: Sequence[Annotator], port: int, at_once: int) -> dict[str, Any]:
    """What the program is told: for each life two people, of whom the second only signs in on the same browser."""
    keys = sessions(list(staff))
    lives = []
    for place, seed in enumerate(seeds):
        people = [{"session": keys[staff[2 * place + n].pk], "csrf": (MINE, OTHERS)[n]} for n in range(2)]
        lives.append({"place": place, "seed": seed, "people": people})
    return {"base": ports.address(port), "atOnce": at_once, "lives": lives}


def cookies(base: str, session: str, place: int) -> list[dict[str, str]]:
    """What a browser of that person has."""
    return [
        {"name": "session", "value": session, "url": base},
        {"name": "csrf", "value": (MINE, OTHERS)[place], "url": base},
    ]


def live(told: Mapping[str, Any], folder: Path, server: Server) -> Iterator[dict[str, Any]]:
    """Live them all; each story as it ends. The server is killed whenever a life asks for it."""
    path = folder / "plan.json"
    path.write_text(json.dumps(told))
    command = [str(nodes.node()), "faults/run.ts", str(path)]
    with (folder / "lives.err").open("wb") as errors:
        running = subprocess.Popen(command, cwd=FRONTEND, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        yield from stories(running, server)
        if running.wait() != 0:
            raise OSError(f"the lives ended early; see {folder / 'lives.err'}")
    finally:
        running.kill()
        running.communicate()


def stories(running: "subprocess.Popen[str]", server: Server) -> Iterator[dict[str, Any]]:
    assert running.stdout is not None
    killed_at = 0.0
    for line in running.stdout:
        if line.strip() == "kill":
            if time.monotonic() - killed_at > 1:
                server.kill()
                killed_at = time.monotonic()
            continue
        yield json.loads(line)
