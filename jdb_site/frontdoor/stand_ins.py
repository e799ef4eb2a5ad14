"""The stand-in for OpenAI's server, as a child beside the application: for whoever has no key."""

import socket
from collections.abc import Mapping
from contextlib import suppress

from . import ports, programs
from .children import ChildDied, Children, Spec
from .processes import wait_for

PORT = 8030
PATIENCE = 60.0


def start(children: Children, env: Mapping[str, str], wanted: int = PORT, mode: str = "ok") -> str:
    """
    Start it on the first free port from the wanted one on, and wait until it listens. What a client takes as base_url.

    It keeps that port when it is started again; files and batches are gone then, like all that it keeps.

    :raises ChildDied: it ended, or does not listen in time
    """
    port = next((port for port in range(wanted, wanted + 100) if ports.available(port)), wanted)
    child = children.start(Spec("stand-in", programs.stand_in(port, mode), env))

    def ready() -> bool:
        child.check()
        return listens(port)

    if not wait_for(ready, PATIENCE):
        raise ChildDied(f"the stand-in does not listen on port {port} after {PATIENCE:.0f} s; see {child.log}")
    return f"{ports.address(port)}/v1"


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    with suppress(OSError), socket.create_connection((ports.HOST, port), timeout=1):
        return True
    return False
