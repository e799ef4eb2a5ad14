"""The embedded servers, for real: made, used, killed, found again."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import redis

from jdb_site.frontdoor import clusters, databases, processes, servers, users
from jdb_site.frontdoor.children import ChildDied, Children
from jdb_site.frontdoor.paths import ROOT, DataFolder

pytestmark = pytest.mark.slow


@contextmanager
def running(
    path: Path, settings: Mapping[str, str] = clusters.THROWN_AWAY
) -> Iterator[tuple[servers.Servers, Children]]:
    folder = DataFolder(path)
    children = Children(folder)
    own = servers.servers(folder, settings, lasting=True)
    try:
        own.start(children)
        own.wait(children)
        yield own, children
    finally:
        children.stop()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "with a space"
    servers.forget(DataFolder(tmp_path / "with a space"))


def ask(dsn: str, query: str) -> object:
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


def test_the_application_may_not_make_tables_and_its_owner_may(place: Path) -> None:
    with running(place) as (own, _):
        env = own.environment()

        with psycopg.connect(env["DATABASE_OWNER_URL"]) as owner:
            owner.execute("CREATE TABLE made (a int)")
        with psycopg.connect(env["DATABASE_URL"]) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("CREATE TABLE refused (a int)")
        with psycopg.connect(env["DATABASE_URL"]) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("DROP TABLE made")


def test_the_applications_role_never_compiles_its_queries(place: Path) -> None:
    with running(place) as (own, _):
        assert ask(own.environment()["DATABASE_URL"], "SHOW jit") == "off"
        assert ask(own.environment()["DATABASE_URL"], "SHOW max_connections") == "200"


def test_nothing_listens_on_the_network(place: Path) -> None:
    with running(place) as (own, _):
        env = own.environment()

        assert ask(env["DATABASE_ADMIN_URL"], "SHOW listen_addresses") == ""
        assert redis.Redis.from_url(env["CACHE_URL"]).config_get("port") == {"port": "0"}
        assert own.sockets.stat().st_mode & 0o777 == 0o700


def test_letters_of_every_script_have_their_case(place: Path) -> None:
    with running(place) as (own, _):
        assert ask(own.environment()["DATABASE_URL"], "SELECT lower('ÄΩЖ')") == "äωж"


def test_after_kill_9_of_the_database_its_data_are_there_again(place: Path) -> None:
    with running(place, clusters.LASTING) as (own, children):
        with psycopg.connect(own.environment()["DATABASE_OWNER_URL"]) as owner:
            owner.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        postgres = next(child for child in children.running if child.spec.name == "postgres")
        os.kill(postgres.popen.pid, signal.SIGKILL)
        postgres.popen.wait()
        with pytest.raises(ChildDied, match="postgres ended with -9"):
            children.check()

    with running(place) as (own, _):
        assert ask(own.environment()["DATABASE_OWNER_URL"], "SELECT answer FROM kept") == 42


def test_the_queue_survives_a_restart(place: Path) -> None:
    with running(place) as (own, _):
        redis.Redis.from_url(own.environment()["CACHE_URL"]).rpush("queue", "doorbell")

    with running(place) as (own, _):
        assert redis.Redis.from_url(own.environment()["CACHE_URL"]).lrange("queue", 0, -1) == [b"doorbell"]


def test_a_note_of_a_killed_server_whose_pid_another_has_now_does_not_block_the_start(place: Path) -> None:
    with running(place) as (own, _):
        data = own.cluster.runner.data
        note = (data / "postmaster.pid").read_text()

    (data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *note.split("\n")[1:]]))

    with running(place) as (own, _):
        assert ask(own.environment()["DATABASE_URL"], "SELECT 1") == 1


def test_a_cluster_that_was_half_made_is_made_anew(place: Path) -> None:
    (place / "postgres" / "base").mkdir(parents=True)

    with running(place) as (own, _):
        assert ask(own.environment()["DATABASE_URL"], "SELECT 1") == 1


def test_a_long_path_gets_its_sockets_in_a_short_private_folder(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / ("long" * 30))
    folder.make()

    sockets = servers.socket_folder(folder)

    assert len(str(sockets)) < 40
    assert sockets.stat().st_mode & 0o777 == 0o700
    assert servers.socket_folder(folder) == sockets
    servers.forget(folder)
    assert not sockets.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must become another user")
def test_root_without_namespaces_runs_the_database_as_nobody_and_opens_no_folder(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(users, "NAMESPACE", ("no-such-program",))
    monkeypatch.setattr(servers, "LONGEST_SOCKET", 1_000)
    place.mkdir(mode=0o700)

    with running(place) as (own, children):
        postgres = next(child for child in children.running if child.spec.name == "postgres")
        uid = Path(f"/proc/{postgres.popen.pid}").stat().st_uid

        assert uid == own.cluster.runner.uid > 0
        assert own.cluster.runner.data.stat().st_uid == uid
        assert place not in own.cluster.runner.data.parents
        assert place not in own.sockets.parents
        assert ask(own.environment()["DATABASE_URL"], "SELECT 1") == 1
    assert place.stat().st_mode & 0o777 == 0o700


def test_programs_of_another_version_than_the_data_are_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("9\n")

    with pytest.raises(
        clusters.NoServer, match=r"made by PostgreSQL 9, which is not here any more: `./run demo --reset`"
    ):
        clusters.programs(tmp_path)


def test_the_script_for_containers_makes_the_same_roles(place: Path) -> None:
    folder = DataFolder(place)
    children = Children(folder)
    own = servers.servers(folder, clusters.THROWN_AWAY, lasting=False)
    try:
        own.start(children)
        assert processes.wait_for(own.cluster.ready, 60)
        env = {
            "PATH": f"{own.cluster.runner.programs}:{os.environ['PATH']}",
            "PGHOST": str(own.sockets),
            "POSTGRES_USER": clusters.SUPERUSER,
            "DATABASE_OWNER_PASSWORD": "owners",
            "DATABASE_APP_PASSWORD": "it's",
        }
        script = ROOT / "docker" / "postgres" / "roles.sh"
        assert subprocess.run(["sh", script], env=env, check=False).returncode == 0

        databases.prepare(own.sockets, clusters.SUPERUSER)
        admin = databases.dsn(own.sockets, clusters.SUPERUSER)
        owner = "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'strikeout'"
        assert ask(admin, owner) == "strikeout_owner"
        assert ask(databases.dsn(own.sockets, databases.APP), "SHOW jit") == "off"
    finally:
        children.stop()
