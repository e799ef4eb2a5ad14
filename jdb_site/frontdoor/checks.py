"""`./run lint` and `./run test`: every check of the project, each a stage, all of them run, a summary at the end."""

import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import browsers, clusters, environments, externals, frontends, lifetimes, nodes, programs
from .paths import FRONTEND, ROOT, VAR
from .steps import StepFailed, Steps

LOGS = VAR / "logs"
PROGRAMS = ("tests/e2e", "tests/processes", "tests/frontdoor")
CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True)
class Stage:
    """One check: a program that ends with 0 when all is well."""

    title: str
    command: Sequence[str]
    cwd: Path = ROOT


@dataclass
class Results:
    """What the stages came to, in the order they ended."""

    steps: Steps
    env: Mapping[str, str]
    lines: list[tuple[str, bool, float]] = field(default_factory=list)

    def run(self, stage: Stage) -> None:
        """Run a stage; what a failing one printed is shown whole."""
        log = LOGS / f"{stage.title.split()[0].lower()}.log"
        began = time.monotonic()
        try:
            with self.steps.step(stage.title) as step:
                self.steps.program(step, stage.command, log=log, env=self.env, cwd=stage.cwd)
        except StepFailed:
            self.steps.say(log.read_text(errors="replace"))
            self.add(stage.title, began, well=False)
        else:
            self.add(stage.title, began, well=True)

    def add(self, title: str, began: float, *, well: bool) -> None:
        """Note what a stage came to."""
        self.lines.append((title, well, time.monotonic() - began))

    def tell(self) -> int:
        """Print the summary. The code to exit with."""
        self.steps.say()
        for title, well, seconds in self.lines:
            self.steps.say(f"{'✓' if well else '✗'} {title} · {seconds:.1f} s")
        return 0 if all(well for _, well, _ in self.lines) else 1


def tool(module: str, *arguments: str) -> list[str]:
    """A Python tool of .venv."""
    return [sys.executable, "-m", module, *arguments]


def quick() -> list[Stage]:
    """What takes a second or two."""
    return [
        Stage("Lint (ruff)", tool("ruff", "check", "--output-format", "concise", ".")),
        Stage("Format (ruff)", tool("ruff", "format", "--check", "--output-format", "concise", ".")),
        Stage("Layers (import-linter)", [sys.executable, "-c", CONTRACTS]),
    ]


def types() -> Stage:
    """Types of the Python code: the longest of the checks that need no server."""
    return Stage("Types (mypy)", tool("mypy", "."))


def browser_code() -> list[Stage]:
    """The checks of frontend/."""
    return [
        Stage("Browser code: lint, types", nodes.npm("run", "--silent", "check"), FRONTEND),
        Stage("Browser code: tests (vitest)", nodes.npm("test", "--silent"), FRONTEND),
        Stage("Browser code: bytes within budget", [str(nodes.node()), "budget.ts"], FRONTEND),
    ]


def migrations() -> Stage:
    """Whether the models are what the migrations make."""
    return Stage("Migrations current", programs.manage("makemigrations", "--check", "--dry-run"))


def lint(steps: Steps, *, fix: bool) -> int:
    """All checks that need no server; with `fix`, repair first what can be repaired. The code to exit with."""
    frontends.install(steps)
    results = Results(steps, nodes.environment(environments.without_servers()))
    if fix:
        repair(steps, results.env)
    for stage in [*quick(), types(), browser_code()[0]]:
        results.run(stage)
    return results.tell()


def repair(steps: Steps, env: Mapping[str, str]) -> None:
    """Let ruff and biome change what they know how to change."""
    with steps.step("repair") as step:
        for command in (tool("ruff", "check", "--fix-only", "."), tool("ruff", "format", ".")):
            steps.program(step, command, log=LOGS / "repair.log", env=env, cwd=ROOT)
        steps.program(step, nodes.npm("run", "format"), log=LOGS / "repair.log", env=env, cwd=FRONTEND)


def test(steps: Steps, arguments: Sequence[str]) -> int:
    """All checks, or with arguments only pytest on them. The code to exit with."""
    needs = browsers.provide(steps).environment() if drives_browser(arguments) else {}
    frontends.build(steps)
    with lifetimes.thrown_away(steps, clusters.THROWN_AWAY) as env:
        results = Results(steps, nodes.environment({**env, **needs}))
        if arguments:
            run_pytest(results, "Tests (pytest)", arguments)
        else:
            everything_else(results)
            all_tests(steps, results)
    return results.tell()


def all_tests(steps: Steps, results: Results) -> None:
    """
    Whole programs and browsers, which mostly wait, on this terminal; beside them, with servers of their own, the rest.

    Where the environment names the servers there is one database for both, so one goes after the other.
    """
    if externals.named():
        run_pytest(results, "Tests (pytest)", [])
        return
    apart = [f"--ignore={folder}" for folder in PROGRAMS]
    with lifetimes.thrown_away(steps, clusters.THROWN_AWAY) as env:
        own = replace(results, env=nodes.environment(env))
        beside = threading.Thread(
            target=run_pytest, args=(own, "Tests of the parts (pytest)", apart, LOGS / "parts.log")
        )
        beside.start()
        run_pytest(results, "Tests of whole programs (pytest)", PROGRAMS)
        beside.join()


def everything_else(results: Results) -> None:
    """All stages but pytest: types beside the browser code, on two cores."""
    for stage in quick():
        results.run(stage)
    beside = threading.Thread(target=results.run, args=(types(),))
    beside.start()
    for stage in [*browser_code(), migrations()]:
        results.run(stage)
    beside.join()


def run_pytest(results: Results, title: str, arguments: Sequence[str], log: Path | None = None) -> None:
    """Pytest with its own output, on this terminal; or in a log, of which only a failure is shown."""
    began = time.monotonic()
    command, env = tool("pytest", *arguments), dict(results.env)
    with log.open("w") if log else nullcontext() as sink:
        done = subprocess.run(
            command, env=env, cwd=ROOT, check=False, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink
        )
    if log and done.returncode != 0:
        results.steps.say(log.read_text(errors="replace"))
    results.add(title, began, well=done.returncode == 0)


def drives_browser(arguments: Sequence[str]) -> bool:
    """Whether these arguments of pytest may reach a browser test: no paths, or one that holds or lies in tests/e2e."""
    paths = [ROOT / argument.split("::")[0] for argument in arguments if not argument.startswith("-")]
    paths = [path for path in paths if path.exists()]
    e2e = ROOT / "tests" / "e2e"
    return not paths or any(path == e2e or path in e2e.parents or e2e in path.parents for path in paths)
