"""
A management command that kills itself (-9) before one of its acts on files: `-m tests.processes.dying N FOLDER LOG …`.

Acts are what Python reports of opening, making, renaming and removing anything in FOLDER, and of unpacking what another
process handed over; each is written to LOG before it is done, and before the N-th there is no more time for anything.
With N -1 it comes to its end.
"""

import os
import signal
import sys
from typing import Any

from django.core.management import execute_from_command_line

ON_FILES = frozenset(("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"))
HANDED_OVER = "pickle.find_class"


def main() -> None:
    """Watch what the command does to files, and let it run."""
    at, folder, log = int(sys.argv[1]), sys.argv[2], os.open(sys.argv[3], os.O_WRONLY | os.O_CREAT)
    done = 0

    def seen(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        if event != HANDED_OVER and not (event in ON_FILES and os.fsdecode(_path(arguments)).startswith(folder)):
            return
        if done == at:
            os.kill(os.getpid(), signal.SIGKILL)
        done += 1
        os.write(log, f"{event}\n".encode())

    sys.addaudithook(seen)
    execute_from_command_line(["manage.py", *sys.argv[4:]])


def _path(arguments: tuple[Any, ...]) -> str | bytes:
    path = arguments[0]
    return path if isinstance(path, str | bytes) else os.fspath(path) if isinstance(path, os.PathLike) else ""


if __name__ == "__main__":
    main()
