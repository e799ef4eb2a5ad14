"""Filled databases on servers of our own, kept in var/bench/loop; each run works on a copy, so that all start alike."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg

from bench.cycles import filling, meters
from jdb_site.frontdoor import clusters, databases, environments, programs, servers
from jdb_site.frontdoor.children import Children
from jdb_site.frontdoor.paths import ROOT, VAR, DataFolder

PLACE = VAR / "bench" / "loop"
SMALL = 20_000  # pairs: one measurement empties such a batch
SETTINGS = {**clusters.LASTING, "max_connections": "100"}
COPY = "loop_run"


class Servers:
    """PostgreSQL and Valkey with the filled databases."""

    def __init__(self) -> None:
        self.folder = DataFolder(PLACE)
        self.folder.make()
        self.children = Children(self.folder)
        self.children.end_stale()
        self.servers = servers.servers(self.folder, SETTINGS, lasting=True)
        self.servers.start(self.children)
        self.servers.wait(self.children)
        secret = environments.kept_secret(PLACE)
        self.env = environments.application(self.folder, self.servers.environment(), secret)

    def pid(self, name: str) -> int:
        [child] = [child for child in self.children.running if child.spec.name == name]
        return child.process.pid

    def environment(self, name: str) -> dict[str, str]:
        """The application's environment on one of the databases."""
        roles = {"": databases.APP, "OWNER_": databases.OWNER, "ADMIN_": clusters.SUPERUSER}
        urls = {f"DATABASE_{key}URL": databases.dsn(self.servers.sockets, role, name) for key, role in roles.items()}
        return {**self.env, **urls}

    def admin(self, name: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(databases.dsn(self.servers.sockets, clusters.SUPERUSER, name), autocommit=True)

    def fill(self, n: int) -> None:
        """The database of that size, filled and with the newest tables."""
        name = f"loop_{n}"
        with self.admin() as admin:
            if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                admin.execute(f"CREATE DATABASE {name} OWNER {databases.OWNER}")
        env = self.environment(name)
        migrate(env)
        module(env, "bench.cycles.filling", str(n))

    @contextmanager
    def copy(self, n: int) -> Iterator[dict[str, str]]:
        """A copy of a filled database to work on, and the environment for it."""
        self.drop()
        with self.admin() as admin:
            admin.execute(f"CREATE DATABASE {COPY} TEMPLATE loop_{n} OWNER {databases.OWNER} STRATEGY file_copy")
        try:
            yield self.environment(COPY)
        finally:
            self.drop()

    def drop(self) -> None:
        with self.admin() as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {COPY} WITH (FORCE)")

    def empty(self, n: int) -> None:
        """A small batch as on its first day."""
        with self.admin(COPY) as admin:
            admin.execute("SET session_replication_role = replica")
            admin.execute(filling.EMPTY)
        module(self.environment(COPY), "bench.cycles.filling", str(n), quiet=True)

    def cpu(self) -> dict[str, float]:
        """Seconds of CPU that each server has used."""
        return {name: meters.cpu([self.pid(name)]) for name in ("postgres", "redis")}

    @contextmanager
    def logging(self) -> Iterator[list[str]]:
        """The statements that reach the database meanwhile, one text each."""
        log, found = self.folder.logs / "postgres.log", list[str]()
        self.set("log_statement", "all")
        began = log.stat().st_size
        try:
            yield found
        finally:
            self.set("log_statement", "none")
        with log.open("rb") as stream:
            stream.seek(began)
            text = stream.read().decode(errors="replace")
        found += re.findall(r"LOG: {2}(?:statement|execute [^:]*): ([^\n]*)", text)

    def set(self, name: str, value: str) -> None:
        with self.admin() as admin:
            admin.execute(f"ALTER SYSTEM SET {name} = '{value}'")
            admin.execute("SELECT pg_reload_conf()")


def migrate(env: Mapping[str, str]) -> None:
    subprocess.run(programs.manage("migrate", "-v0"), env=environments.as_owner(env), cwd=ROOT, check=True)


def module(env: Mapping[str, str], name: str, *arguments: str, quiet: bool = False) -> str:
    """Run one of our modules in a process of its own; return what it printed."""
    command = [sys.executable, "-P", "-m", name, *arguments]
    errors = subprocess.DEVNULL if quiet else None
    done = subprocess.run(command, env=dict(env), cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=errors)
    return done.stdout.decode()
