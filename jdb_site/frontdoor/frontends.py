"""The browser code: its packages and its build, each done again only when what it is made from has changed."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from . import nodes
from .paths import FRONTEND, VAR, size
from .steps import Step, Steps

NOT_SOURCES = {"node_modules", "dist", "coverage"}
INSTALLED = FRONTEND / "node_modules" / ".installed"
BUILT = FRONTEND / "dist" / ".built"


def install(steps: Steps) -> None:
    """Bring frontend/node_modules to what package-lock.json says."""
    wanted = digest([FRONTEND / "package.json", FRONTEND / "package-lock.json"])
    if same(INSTALLED, wanted):
        return
    with steps.step("browser packages (npm)") as step:
        run(steps, step, nodes.npm("ci"), "npm")
        step.size = size(INSTALLED.parent)
        INSTALLED.write_text(wanted)


def build(steps: Steps) -> None:
    """Build frontend/dist from its sources."""
    install(steps)
    wanted = digest(sources())
    if same(BUILT, wanted):
        return
    with steps.step("browser code (vite)") as step:
        run(steps, step, nodes.npm("exec", "--offline", "--", "vite", "build"), "vite")
        step.size = size(BUILT.parent)
        BUILT.write_text(wanted)


def run(steps: Steps, step: Step, command: list[str], log: str) -> None:
    """Run a node program in frontend/."""
    env = nodes.environment(os.environ)
    steps.program(step, command, log=VAR / "logs" / f"{log}.log", env=env, cwd=FRONTEND)


def sources() -> list[Path]:
    """What the build is made from."""
    found: list[Path] = []
    for folder, inner, names in os.walk(FRONTEND):
        inner[:] = [name for name in inner if name not in NOT_SOURCES]
        found += [Path(folder, name) for name in names]
    return sorted(found)


def digest(paths: Iterable[Path]) -> str:
    """One value for names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.name}\n{path.stat().st_size}\n".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def same(stamp: Path, value: str) -> bool:
    """Whether the stamp holds the value."""
    return stamp.is_file() and stamp.read_text() == value
