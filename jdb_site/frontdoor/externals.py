"""Servers that the caller's environment names. They come before our own."""

import os
from collections.abc import Mapping

import psycopg
from psycopg import sql

MARK = "strikeout demo"
WHICH = """
SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()
"""
NAMES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_ADMIN_URL", "REDIS_URL", "CACHE_URL")


class NotOurs(Exception):
    """The database holds something that no demo made."""


def named() -> dict[str, str]:
    """The servers that are named, and EMBEDDED off when the database is among them."""
    found = {name: os.environ[name] for name in NAMES if os.environ.get(name)}
    if "DATABASE_URL" in found:
        found.setdefault("DATABASE_OWNER_URL", found["DATABASE_URL"])
        found["EMBEDDED"] = "0"
    return found


def claim(env: Mapping[str, str]) -> None:
    """
    Mark a named database as a demo's; an empty one may become one.

    The demo signs people in without a password, so it must never serve what real people made.

    :raises NotOurs: it holds tables and no such mark
    """
    with psycopg.connect(env["DATABASE_OWNER_URL"], autocommit=True) as connection:
        name, mark = connection.execute(WHICH).fetchone() or ("", "")
        used = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone()
        if used and mark != MARK:
            raise NotOurs(
                f"the database {name} of DATABASE_URL holds tables that no demo made; the demo wants an empty one"
            )
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), MARK))
