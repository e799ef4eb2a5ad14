"""PostgreSQL and Valkey together: started beside each other, waited for, told to the application by its environment."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import brokers, clusters, databases
from .children import Children
from .clusters import NoServer
from .paths import DataFolder
from .processes import wait_for

LONGEST_SOCKET = 100  # bytes: the shortest limit of the systems we run on is 103
PATIENCE = 60.0


@dataclass(frozen=True)
class Servers:
    """Both servers of one data folder."""

    folder: DataFolder
    cluster: clusters.Cluster
    lasting: bool

    @property
    def sockets(self) -> Path:
        return self.cluster.sockets

    def start(self, children: Children) -> None:
        """Start both; `wait` tells when they answer."""
        self.cluster.make()
        self.cluster.start(children)
        brokers.start(children, self.folder, self.sockets, lasting=self.lasting)

    def wait(self, children: Children) -> None:
        """
        Wait until both answer, then make roles and database.

        :raises ChildDied: one of them ended
        :raises NoServer: one of them does not answer in time
        """

        def ready() -> bool:
            children.check()
            return self.cluster.ready() and brokers.ready(self.sockets)

        if not wait_for(ready, PATIENCE):
            raise NoServer(f"the database does not answer after {PATIENCE:.0f} s\n{self.cluster.why()}")
        databases.prepare(self.sockets, clusters.SUPERUSER)

    def environment(self) -> dict[str, str]:
        """Where the application finds them."""
        redis = f"redis+socket://{self.sockets}/redis.sock"
        return {
            "DATABASE_URL": databases.dsn(self.sockets, databases.APP),
            "DATABASE_OWNER_URL": databases.dsn(self.sockets, databases.OWNER),
            "DATABASE_ADMIN_URL": databases.dsn(self.sockets, clusters.SUPERUSER),
            "REDIS_URL": f"{redis}?virtual_host=0",
            "CACHE_URL": f"unix://{self.sockets}/redis.sock?db=1",
            "EMBEDDED": "1",
        }


def servers(folder: DataFolder, settings: Mapping[str, str], *, lasting: bool) -> Servers:
    """The servers of a data folder, not started."""
    folder.make()
    runner = clusters.runner_of(folder)
    sockets = socket_folder(folder, others=runner.uid >= 0)
    return Servers(folder, clusters.Cluster(folder, runner, sockets, settings), lasting)


def socket_folder(folder: DataFolder, *, others: bool = False) -> Path:
    """
    Where the sockets lie: in the data folder, or in a short private one, noted, where that path is too long.

    :param others: another user makes them, who may not enter the data folder
    """
    inside = folder.path / "sockets"
    if not others and len(str(inside / f".s.PGSQL.{clusters.PORT}.lock").encode()) <= LONGEST_SOCKET:
        return inside
    note = folder.path / "sockets-folder"
    if note.is_file() and (noted := Path(note.read_text())).is_dir():
        return noted
    fresh = Path(tempfile.mkdtemp(prefix="strikeout-", dir="/tmp"))  # fresh; for its short name
    note.write_text(str(fresh))
    return fresh


def forget(folder: DataFolder) -> None:
    """Remove all that a data folder keeps, and the folders elsewhere that it names."""
    for note in ("sockets-folder", "public-folder"):
        if (folder.path / note).is_file():
            shutil.rmtree((folder.path / note).read_text(), ignore_errors=True)
    shutil.rmtree(folder.path, ignore_errors=True)
