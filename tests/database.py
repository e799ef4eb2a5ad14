"""The test database: made and migrated by the owner, used by the application's role, emptied by the superuser."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import environ
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import errors, sql

NAME = "test_strikeout"
# What migrations put there stays: the seeded guideline, and Django's own lists.
KEPT = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "annotation_guidelineversion",
    "annotation_ruling",
}


def dsn(variable: str) -> dict[str, Any]:
    """Connection arguments of the DSN in that environment variable."""
    config = environ.Env().db_url(variable)
    found = {"user": config["USER"], "password": config["PASSWORD"], "host": config["HOST"], "port": config["PORT"]}
    found |= {key: value for key, value in config.get("OPTIONS", {}).items() if key in {"host", "port"}}
    return {key: str(value) for key, value in found.items() if value}


@contextmanager
def superuser(database: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(**dsn("DATABASE_ADMIN_URL"), dbname=database, autocommit=True) as admin:
        yield admin


def name() -> str:
    """One database per test process."""
    return f"{NAME}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def make() -> None:
    """Create the test database, migrate it as its owner, then go on as the application."""
    owner = dsn("DATABASE_OWNER_URL")["user"]
    with superuser("postgres") as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name())))
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name()), sql.Identifier(owner)))
    application = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict |= {"NAME": name(), "USER": owner}
    settings.DATABASES["default"]["NAME"] = name()
    call_command("migrate", verbosity=0)
    connection.close()
    connection.settings_dict["USER"] = application


def drop() -> None:
    connection.close()
    with superuser("postgres") as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name())))


def number_from(first: int) -> None:
    """Let every sequence go on from there, so that what is made next has the same ids each time."""
    with superuser(name()) as admin:
        sequences = "SELECT setval(c.oid, %s, false) FROM pg_class c WHERE c.relkind = 'S'"
        admin.execute(sequences, [first])


def empty() -> None:
    """Empty every table but the kept ones; the application itself could not, since some are append-only."""
    with superuser(name()) as admin:
        tables = [row[0] for row in admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        emptied = sql.SQL(", ").join(sql.Identifier(table) for table in sorted(set(tables) - KEPT))
        admin.execute("SET session_replication_role = replica")
        admin.execute("SET lock_timeout = '1s'")
        truncate(admin, sql.SQL("TRUNCATE {} RESTART IDENTITY").format(emptied))
        admin.execute("DELETE FROM annotation_ruling WHERE guideline_id > 1")
        admin.execute("DELETE FROM annotation_guidelineversion WHERE id > 1")


def truncate(admin: psycopg.Connection, statement: sql.Composed) -> None:
    """Again until it goes through: what a page sent as it was left may still be under way."""
    for _ in range(60):
        try:
            admin.execute(statement)
        except (errors.LockNotAvailable, errors.DeadlockDetected):
            continue
        return
    pytest.fail("somebody holds the tables of the test database")
