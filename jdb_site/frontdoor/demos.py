"""`./run demo`: everything from the bare checkout to a page in the browser, and back."""

import os
import socket
import sys
import threading
import time
import urllib.request
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from . import clusters, environments, externals, frontends, logins, ports, programs, servers, stand_ins, statics
from .children import ChildDied, Children, Spec
from .deaths import Deaths
from .occupations import Occupation, Occupied, occupy
from .paths import DEMO, ROOT, VAR, DataFolder, size
from .processes import wait_for
from .steps import Step, StepFailed, Steps
from .stops import Stop, Stops

PATIENCE = 90.0
FAULTS = "refusal=0.12,wrong_body=0.12,429=0.02"  # of the stand-in, so that there is something to see to


@dataclass(frozen=True)
class Wishes:
    """What the person asked for on the command line."""

    reset: bool = False
    pairs: Path | None = None
    port: int = 8000
    browser: bool = True


@dataclass(frozen=True)
class Demo:
    """A demo under way: what its parts share."""

    wishes: Wishes
    folder: DataFolder
    steps: Steps
    children: Children
    env: Mapping[str, str]
    held: socket.socket

    @property
    def address(self) -> str:
        return ports.address(ports.number(self.held))

    def manage(self, title: str, *arguments: str, owner: bool = False) -> None:
        """Run a management command as a step, showing what it prints."""
        env = environments.as_owner(self.env) if owner else self.env
        with self.steps.step(title) as step:
            log = self.folder.logs / f"{arguments[0]}.log"
            self.steps.program(step, programs.manage(*arguments), log=log, env=env, cwd=ROOT, show=True)

    def launch(self, name: str, command: list[str], **extra: str) -> None:
        """Start one of the application's programs."""
        self.children.start(Spec(name, command, {**self.env, **extra}, cwd=ROOT))

    def launch_background(self) -> None:
        """Start the workers and their clock."""
        soon = {**programs.SOFTLY, "WORKER_STOPS_WITHIN": "5"}
        self.launch("worker", programs.worker("default", 1), **soon)
        self.launch("media", programs.worker("media,models", 2), **soon)
        self.launch("beat", programs.beat())


def run(steps: Steps, wishes: Wishes, folder: DataFolder = DEMO) -> int:
    """Run the demo until it is stopped, or one of its parts ends. The code to exit with."""
    stops = Stops()
    stops.listen()
    try:
        with occupy(folder, "demo") as occupation:
            return held(steps, wishes, folder, occupation, stops)
    except Occupied as occupied:
        where = f" at {occupied.holder.address}" if occupied.holder.address else ""
        steps.say(
            f"{occupied.holder.command} runs in this checkout already{where}; stop it first (ctrl-C in its terminal)"
        )
        return 1
    except Stop:
        return 130


def held(steps: Steps, wishes: Wishes, folder: DataFolder, occupation: Occupation, stops: Stops) -> int:
    """The demo, with the data folder to ourselves; whatever happens, nothing is left running."""
    children = Children(folder)
    code = 1
    began = time.monotonic()
    try:
        if stale := children.end_stale():
            steps.say(f"  ended what an earlier run left: {', '.join(stale)}")
        if wishes.reset:
            reset(steps, folder)
        demo = start(steps, wishes, folder, children)
        serve(demo, occupation, began)
        watch(steps, children)
    except Stop as stop:
        steps.say(f"\nstopping ({stop})")
        code = 0
    except (ChildDied, StepFailed, clusters.NoServer, externals.NotOurs, OSError) as failure:
        steps.say(f"✗ {failure}")
    finally:
        stops.close()
        steps.end_programs()
        with steps.step("stop everything") as step:
            stop_all(children, stops, step)
    return code


def stop_all(children: Children, stops: Stops, step: Step) -> None:
    """Stop all parts, telling which one is waited for."""

    def note(name: str) -> None:
        step.note = name

    children.stop(stops.hurried, note)


def reset(steps: Steps, folder: DataFolder) -> None:
    """Forget what earlier runs kept."""
    with steps.step("forget what the demo kept") as step:
        step.size = size(folder.path)
        servers.forget(folder)
        folder.make()


def start(steps: Steps, wishes: Wishes, folder: DataFolder, children: Children) -> Demo:
    """Servers first, the browser code beside them; then tables and pictures."""
    held = hold_port(steps, wishes.port)
    building = Building(steps)
    building.start()
    found = start_servers(steps, folder, children)
    env = environments.application(folder, found, environments.kept_secret(VAR), ports.address(ports.number(held)))
    demo = Demo(wishes, folder, steps, children, env, held)
    demo.manage("tables (migrate)", "migrate", "--no-input", "--verbosity", "0", "--skip-checks", owner=True)
    if wishes.pairs:
        demo.launch_background()
    demo.manage("pictures and people (seed_demo)", "seed_demo", "--skip-checks")
    if wishes.pairs:
        demo.manage(f"pairs from {wishes.pairs}", "import_pairs", str(wishes.pairs))
    building.finish()
    return demo


def start_servers(steps: Steps, folder: DataFolder, children: Children) -> dict[str, str]:
    """Start our own servers, unless the environment names others; where the application finds them."""
    named = externals.named()
    if {"DATABASE_URL", "REDIS_URL"} <= {*named}:
        externals.claim(named)
        return named
    with steps.step("PostgreSQL and Valkey") as step:
        own = servers.servers(folder, clusters.LASTING, lasting=True)
        own.start(children)
        own.wait(children)
        step.size = size(own.cluster.runner.data)
    return {**own.environment(), **named}


class Building(threading.Thread):
    """The build of the browser code and the static files, beside the servers."""

    def __init__(self, steps: Steps) -> None:
        super().__init__(daemon=True)
        self._steps = steps
        self._failure: Exception | None = None

    def run(self) -> None:
        """Build, keeping a failure for `finish`."""
        try:
            frontends.build(self._steps)
            statics.collect(self._steps)
        except (StepFailed, OSError) as failure:
            self._failure = failure

    def finish(self) -> None:
        """
        Wait for the build.

        :raises StepFailed: it failed
        """
        self.join()
        if self._failure is not None:
            raise self._failure


def serve(demo: Demo, occupation: Occupation, began: float) -> None:
    """Start the web server and wait for its first answer; then worker and clock, which no first page needs."""
    with demo.steps.step("web server"):
        command = programs.web(ports.HOST, ports.number(demo.held), patience="3s")
        demo.launch("web", command, DATABASE_POOL_SIZE=str(programs.BLOCKING_THREADS))
        if not wait_for(lambda: answers(demo.children, f"{demo.address}/livez"), PATIENCE):
            raise StepFailed(f"the web server does not answer at {demo.address}; see {demo.folder.logs / 'web.log'}")
    occupation.serves_at(demo.address)
    if not demo.wishes.pairs:
        demo.launch_background()
    tell(demo, time.monotonic() - began)
    if not has_key(demo.env):
        address = stand_ins.start(demo.children, demo.env, mode=FAULTS)
        demo.manage("a stand-in for models (no key is set)", "ask_stand_in", address, "--skip-checks")


def has_key(env: Mapping[str, str]) -> bool:
    """Whether the environment holds a key of a server whose models may be asked."""
    return any(env.get(name.strip()) for name in env.get("MODEL_SECRET_NAMES", "OPENAI_API_KEY").split(","))


def hold_port(steps: Steps, wanted: int) -> socket.socket:
    """
    Hold the wanted port, or the next that is free.

    :raises StepFailed: none of the next hundred is
    """
    held = ports.hold(range(wanted, wanted + 100))
    if held is None:
        raise StepFailed(f"no free port from {wanted} to {wanted + 99}; name another with --port")
    if ports.number(held) != wanted:
        steps.say(f"  port {wanted} is taken, so the demo uses {ports.number(held)}")
    return held


def answers(children: Children, url: str) -> bool:
    """Whether the page answers with 200; raises when a part of the demo has ended meanwhile."""
    children.check()
    with suppress(OSError), urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 (our own address)
        return bool(response.status == 200)
    return False


def tell(demo: Demo, seconds: float) -> None:
    """Print what the person needs now."""
    lines = ["", f"Strikeout runs at {demo.address}/  (ready after {seconds:.0f} s)", ""]
    lines += [f"    {line}" for line in logins.table(demo.folder.logins)]
    lines += [
        "",
        f"  data and logs: {demo.folder.path}",
        "  ctrl-C stops everything; the next run finds its data again",
        "",
    ]
    demo.steps.say("\n".join(lines))
    if demo.wishes.browser and can_show():
        webbrowser.open(demo.address)


def can_show() -> bool:
    """Whether a person sits before a screen here."""
    screen = sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return screen and sys.stdout.isatty()


def watch(steps: Steps, children: Children) -> None:
    """
    Start anew whatever dies, until we are asked to stop.

    :raises ChildDied: a part has died again and again
    """
    deaths = Deaths()
    while True:
        for child in children.dead():
            if deaths.too_many(child.spec.name, time.monotonic()):
                child.check()
            steps.say(f"  {child.spec.name} ended with {child.popen.returncode}; it is started again")
            children.start_again(child)
        time.sleep(0.3)
