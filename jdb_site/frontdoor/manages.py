"""`./run manage` and the programs of a server: on the caller's databases, or embedded ones for as long as it takes."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from typing import NoReturn

from . import environments, lifetimes, programs
from .paths import ROOT
from .steps import Steps

OWNERS = {"migrate", "flush"}  # commands that change tables


def manage(steps: Steps, arguments: Sequence[str]) -> int:
    """Run a management command in the caller's folder, with the caller's terminal. The code to exit with."""
    command = programs.manage(*arguments)
    if production():
        become(command, environments.plain(), owner=needs_owner(arguments))
    with lifetimes.kept(steps, f"./run manage {' '.join(arguments)}".strip()) as env:
        return foreground(command, environments.as_owner(env) if needs_owner(arguments) else env)


def needs_owner(arguments: Sequence[str]) -> bool:
    """Whether the command changes tables."""
    return bool(OWNERS & {*arguments[:1]})


def production() -> bool:
    """Whether a database is named, by the environment or by .env."""
    dotenv = ROOT / ".env"
    written = dotenv.read_text().splitlines() if dotenv.is_file() else []
    return bool(os.environ.get("DATABASE_URL")) or any(line.startswith("DATABASE_URL=") for line in written)


def become(command: Sequence[str], env: Mapping[str, str], *, owner: bool = False) -> NoReturn:
    """Become the program. As owner, where the environment names the owner's database too."""
    if owner and env.get("DATABASE_OWNER_URL"):
        env = environments.as_owner(env)
    os.execvpe(command[0], [*command], env)  # noqa: S606 (signals reach the program itself)


def foreground(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Run a program on this terminal; ctrl-C is the program's to answer, other signals are passed on."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    process = subprocess.Popen([*command], env=dict(env))
    signal.signal(signal.SIGTERM, lambda number, _frame: process.send_signal(number))
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
