"""The commands of `./run`, from words to calls."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from . import catalogs, checks, clusters, demos, environments, lifetimes, locks, looks, manages, programs, stand_ins
from .brokers import NoBroker
from .children import ChildDied
from .occupations import Occupied
from .paths import ROOT
from .steps import StepFailed, Steps

EXPECTED = (StepFailed, ChildDied, clusters.NoServer, NoBroker, FileNotFoundError)


def main(arguments: Sequence[str]) -> int:
    """Run one command. The code to exit with."""
    command, rest = arguments[0], list(arguments[1:])
    steps = Steps(sys.stdout if command in {"demo", "test", "look", "lint", "lock"} else sys.stderr)
    try:
        catalogs.compile_all()
        return COMMANDS[command](steps, rest)
    except Occupied as occupied:
        steps.say(f"{occupied.holder.command} uses the demo's data now; wait for it, or stop it")
    except EXPECTED as failure:
        steps.say(f"✗ {failure}")
    except KeyboardInterrupt:
        steps.say("stopped")
        return 130
    return 1


def demo(steps: Steps, arguments: list[str]) -> int:
    """`./run demo`."""
    parser = argparse.ArgumentParser(prog="./run demo", allow_abbrev=False)
    parser.add_argument("--reset", action="store_true", help="forget what the demo kept and start anew")
    parser.add_argument("--pairs", type=folder, metavar="DIR", help="bring in a folder of pairs of your own as well")
    parser.add_argument("--port", type=int, default=8000, help="begin looking for a free port here (8000)")
    parser.add_argument("--no-browser", action="store_false", dest="browser", help="do not open the browser")
    found = parser.parse_args(arguments)
    return demos.run(steps, demos.Wishes(found.reset, found.pairs, found.port, found.browser))


def folder(text: str) -> Path:
    """A folder or file that is there, by its full path."""
    path = Path(text).resolve()
    if not path.exists():
        raise argparse.ArgumentTypeError(f"there is no {text}")
    return path


def test(steps: Steps, arguments: list[str]) -> int:
    """`./run test`."""
    return checks.test(steps, arguments)


def look(steps: Steps, arguments: list[str]) -> int:
    """`./run look`."""
    return looks.record(steps, arguments)


def lint(steps: Steps, arguments: list[str]) -> int:
    """`./run lint`."""
    parser = argparse.ArgumentParser(prog="./run lint", allow_abbrev=False)
    parser.add_argument("--fix", action="store_true", help="repair what can be repaired")
    return checks.lint(steps, fix=parser.parse_args(arguments).fix)


def lock(steps: Steps, arguments: list[str]) -> int:
    """`./run lock`."""
    parser = argparse.ArgumentParser(prog="./run lock", allow_abbrev=False)
    parser.add_argument("--upgrade", action="store_true", help="take newer versions")
    return locks.write(steps, upgrade=parser.parse_args(arguments).upgrade)


def serve(_steps: Steps, arguments: list[str]) -> int:
    """`./run serve`: granian; HOST, PORT and WEB_WORKERS are read from the environment."""
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    command = programs.web(host, port, int(os.environ.get("WEB_WORKERS", "2")))
    pool = {"DATABASE_POOL_SIZE": str(programs.BLOCKING_THREADS)}
    return manages.become([*command[:-1], *arguments, command[-1]], {**pool, **environments.plain()})


def worker(_steps: Steps, arguments: list[str]) -> int:
    """`./run worker`."""
    return manages.become([*programs.worker(), *arguments], {**environments.plain(), **programs.SOFTLY})


def beat(_steps: Steps, arguments: list[str]) -> int:
    """`./run beat`."""
    return manages.become([*programs.beat(), *arguments], environments.plain())


def stand_in(_steps: Steps, arguments: list[str]) -> int:
    """`./run stand-in`: on loopback, until it is stopped."""
    parser = argparse.ArgumentParser(prog="./run stand-in", allow_abbrev=False)
    parser.add_argument(
        "--port", type=int, default=stand_ins.PORT, help="the port to listen on, 0 for a free one (8030)"
    )
    parser.add_argument("--mode", default="ok", help="ok, one fault, or several with shares: 429=0.05,500=0.03 (ok)")
    parser.add_argument("--seed", type=int, default=0, help="what answers and faults are drawn by (0)")
    found = parser.parse_args(arguments)
    return manages.become(programs.stand_in(found.port, found.mode, found.seed), environments.plain())


def beside(steps: Steps, arguments: list[str]) -> int:
    """`./run with`: a command beside embedded servers whose data are thrown away."""
    with lifetimes.thrown_away(steps, clusters.THROWN_AWAY) as env:
        return manages.foreground(arguments, env)


def bench(steps: Steps, arguments: list[str]) -> int:
    """`./run bench`: one of bench/, beside servers that keep their promises to the disk."""
    known = sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py"))
    if not arguments or arguments[0] not in known:
        steps.say(f"benchmarks: {', '.join(known) or 'none'}")
        return 0 if not arguments else 2
    with lifetimes.thrown_away(steps, clusters.LASTING) as env:
        command = [sys.executable, "-P", "-m", f"bench.{arguments[0]}", *arguments[1:]]
        return manages.foreground(command, {**env, "DEBUG": "0", "DEMO": "1"})


COMMANDS: dict[str, Callable[[Steps, list[str]], int]] = {
    "demo": demo,
    "test": test,
    "manage": manages.manage,
    "serve": serve,
    "worker": worker,
    "beat": beat,
    "stand-in": stand_in,
    "look": look,
    "lint": lint,
    "lock": lock,
    "with": beside,
    "bench": bench,
}
