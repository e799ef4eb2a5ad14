"""A port on the loopback address that nobody has, held until the web server listens on it."""

import socket
from collections.abc import Iterable

HOST = "127.0.0.1"


def hold(candidates: Iterable[int]) -> socket.socket | None:
    """
    The first free port, held by a socket that does not listen; None when none is free.

    Granian shares its port with any socket of the same user that allows it, so it can listen beside this one; whoever
    looks for a free port meanwhile, another demo above all, finds it taken.
    """
    port = next((port for port in candidates if available(port)), None)
    if port is None:
        return None
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    held.bind((HOST, port))
    return held


def number(held: socket.socket) -> int:
    """The port that a socket holds."""
    return int(held.getsockname()[1])


def address(port: int) -> str:
    """Where a server on that port is found."""
    return f"http://{HOST}:{port}"


def available(port: int) -> bool:
    """Whether nobody else listens on the port or holds it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
