from pathlib import Path

import environ
import psycopg
import pytest

from jdb_site.frontdoor import environments, externals
from jdb_site.frontdoor.databases import dsn
from jdb_site.frontdoor.paths import DataFolder


def test_the_key_of_a_checkout_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    key = environments.kept_secret(tmp_path)

    assert len(key) >= 50
    assert environments.kept_secret(tmp_path) == key
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_owner_takes_the_place_of_the_application_where_one_is_named() -> None:
    both = {"DATABASE_URL": "postgres://app@/x", "DATABASE_OWNER_URL": "postgres://owner@/x"}

    assert environments.as_owner(both)["DATABASE_URL"] == "postgres://owner@/x"
    assert environments.as_owner({"DATABASE_URL": "postgres://one@/x"})["DATABASE_URL"] == "postgres://one@/x"


def test_the_demo_never_writes_to_a_bucket_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDIA_BUCKET", "production")

    env = environments.application(DataFolder(tmp_path), {}, "key")

    assert (env["MEDIA_BUCKET"], env["MEDIA_ROOT"]) == ("", str(tmp_path / "media"))
    assert (env["DEMO"], env["DEBUG"], env["SECRET_KEY"]) == ("1", "0", "key")


def test_servers_of_the_callers_environment_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in externals.NAMES:
        monkeypatch.delenv(name, raising=False)
    assert externals.named() == {}

    monkeypatch.setenv("DATABASE_URL", "postgres://me@elsewhere/x")

    assert externals.named() == {
        "DATABASE_URL": "postgres://me@elsewhere/x",
        "DATABASE_OWNER_URL": "postgres://me@elsewhere/x",
        "EMBEDDED": "0",
    }


def test_the_address_of_a_database_in_a_folder_with_a_space_is_read_back_whole() -> None:
    address = dsn(Path("/srv/with a space/sockets"), "strikeout_app")

    assert environ.Env.db_url_config(address)["OPTIONS"] == {"host": "/srv/with a space/sockets"}
    assert psycopg.conninfo.conninfo_to_dict(address) == {
        "user": "strikeout_app",
        "dbname": "strikeout",
        "host": "/srv/with a space/sockets",
    }
