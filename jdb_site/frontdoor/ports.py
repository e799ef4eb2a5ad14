"""A port on the loopback address that nobody has."""

import socket
from collections.abc import Iterable

HOST = "127.0.0.1"


def free(candidates: Iterable[int]) -> int | None:
    """The first port that can be listened on, or None."""
    return next((port for port in candidates if available(port)), None)


def address(port: int) -> str:
    """Where a server on that port is found."""
    return f"http://{HOST}:{port}"


def available(port: int) -> bool:
    """Whether the port can be listened on now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
