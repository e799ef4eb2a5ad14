"""`./run lock`: the hash-locked lists and package-lock.json, without the name of any host."""

import os
import shutil
import tempfile
from pathlib import Path

from . import nodes, packages
from .paths import FRONTEND, REQUIREMENTS, ROOT, VAR
from .steps import Step, Steps

LOG = VAR / "lock.log"
UV_PIN = "uv==0.13.9"  # installed into .venv before everything else


def write(steps: Steps, *, upgrade: bool) -> int:
    """Write all locks anew from pyproject.toml and package.json; versions stay unless `upgrade` or they must move."""
    REQUIREMENTS.mkdir(exist_ok=True)
    for name, arguments in sources().items():
        with steps.step(f"requirements/{name}.txt") as step:
            command = [*compile_command(name, upgrade=upgrade), *arguments]
            steps.program(step, command, log=LOG, env=lock_environment(), cwd=ROOT)
            step.size = (REQUIREMENTS / f"{name}.txt").stat().st_size
    for folder in (FRONTEND, REQUIREMENTS / "chromium"):
        with steps.step(f"{folder.relative_to(ROOT)}/package-lock.json") as step:
            lock_node(steps, step, folder, upgrade=upgrade)
            step.size = (folder / "package-lock.json").stat().st_size
    return 0


def lock_node(steps: Steps, step: Step, folder: Path, *, upgrade: bool) -> None:
    """
    Write a package-lock.json in a folder of its own, and check that `npm ci` takes it.

    Beside a node_modules, npm leaves out what is for other platforms, and `npm ci` refuses the lock there.
    """
    with tempfile.TemporaryDirectory() as name:
        names = ["package.json", ".npmrc", *([] if upgrade else ["package-lock.json"])]
        for found in (folder / wanted for wanted in names if (folder / wanted).is_file()):
            shutil.copy(found, name)
        for command in (nodes.npm("install", "--package-lock-only"), nodes.npm("ci", "--dry-run")):
            steps.program(step, command, log=LOG, env=nodes.environment(os.environ), cwd=Path(name))
        shutil.copy(Path(name) / "package-lock.json", folder)


def lock_environment() -> dict[str, str]:
    """The environment for uv, without places beside the index: their files differ in hash, or are not for everyone."""
    beside = {"UV_INDEX", "UV_FIND_LINKS"}
    return {name: value for name, value in packages.uv_environment().items() if name not in beside}


def sources() -> dict[str, list[str]]:
    """What each list is made from. A wider list holds the narrower one, at its very versions."""
    return {
        "uv": [pin_file()],
        "app": ["pyproject.toml"],
        "scorers": ["pyproject.toml", "--extra", "scorers", "--constraint", "requirements/app.txt"],
        "demo": ["pyproject.toml", "--group", "demo", "--constraint", "requirements/app.txt"],
        "test": ["pyproject.toml", "--group", "demo", "--group", "test", "--constraint", "requirements/demo.txt"],
    }


def pin_file() -> str:
    """A requirements file that names uv alone."""
    path = VAR / "uv.in"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{UV_PIN}\n")
    return str(path)


def compile_command(name: str, *, upgrade: bool) -> list[str]:
    """The uv command that writes one list: for every platform, with hashes, without an index line."""
    output = str(Path("requirements") / f"{name}.txt")
    flags = ["--universal", "--generate-hashes", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    header = ["--custom-compile-command", "./run lock"]
    command = [*packages.uv("pip", "compile"), "--python-version", "3.11", *flags, *header, "--output-file", output]
    return [*command, *(["--upgrade"] if upgrade else [])]
