"""Embedded servers for the length of one command, or those of the demo that runs already."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from . import clusters, environments, externals, servers
from .children import Children
from .occupations import Occupied, occupy
from .paths import DEMO, VAR, DataFolder
from .processes import wait_for
from .steps import Steps

PATIENCE = 60.0


@contextmanager
def kept(steps: Steps, command: str) -> Iterator[dict[str, str]]:
    """The demo's data: beside the running demo, or with servers of our own until the block ends. Its environment."""
    try:
        with occupy(DEMO, command), running(steps, DEMO, clusters.LASTING, lasting=True) as found:
            yield environments.application(DEMO, found, environments.kept_secret(VAR))
    except Occupied as occupied:
        if occupied.holder.command != "demo":
            raise
        found = of_running_demo()
        yield environments.application(DEMO, found, environments.kept_secret(VAR), occupied.holder.address)


@contextmanager
def thrown_away(steps: Steps, settings: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Servers with an empty database in a temporary folder. Their environment."""
    place = tempfile.TemporaryDirectory(prefix="strikeout-")
    with place as name:
        folder = DataFolder(Path(name))
        with running(steps, folder, settings, lasting=False) as found:
            yield environments.development(folder, found)
        servers.forget(folder)
        folder.make()


@contextmanager
def running(
    steps: Steps, folder: DataFolder, settings: Mapping[str, str], *, lasting: bool
) -> Iterator[dict[str, str]]:
    """Start the servers of a folder, and stop them at the end; servers that the environment names come first."""
    named = externals.named()
    if {"DATABASE_URL", "REDIS_URL"} <= {*named}:
        yield named
        return
    children = Children(folder)
    children.end_stale()
    own = servers.servers(folder, settings, lasting=lasting)
    try:
        with steps.step("PostgreSQL and Valkey"):
            own.start(children)
            own.wait(children)
        yield {**own.environment(), **named}
    finally:
        children.stop()


def of_running_demo() -> dict[str, str]:
    """
    Where the servers of the running demo are found.

    :raises NoServer: it is not ready in time
    """
    own = servers.servers(DEMO, clusters.LASTING, lasting=True)
    if not wait_for(own.cluster.ready, PATIENCE):
        raise clusters.NoServer("a demo runs in this checkout, but its database does not answer")
    return {**own.environment(), **externals.named()}
