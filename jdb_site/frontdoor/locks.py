"""`./run lock`: the hash-locked lists and package-lock.json, without the name of any host."""

import os
from pathlib import Path

from . import nodes, packages
from .paths import FRONTEND, REQUIREMENTS, ROOT, VAR
from .steps import Steps

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
            command = nodes.npm("update" if upgrade else "install", "--package-lock-only")
            steps.program(step, command, log=LOG, env=nodes.environment(os.environ), cwd=folder)
            step.size = (folder / "package-lock.json").stat().st_size
    return 0


def lock_environment() -> dict[str, str]:
    """The environment for uv, without places beside the index: their files differ in hash, or are not for everyone."""
    beside = {"UV_INDEX", "UV_FIND_LINKS"}
    return {name: value for name, value in packages.uv_environment().items() if name not in beside}


def sources() -> dict[str, list[str]]:
    """What each list is made from. A wider list holds the narrower one, at its very versions."""
    return {
        "uv": [pin_file()],
        "app": ["pyproject.toml"],
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
