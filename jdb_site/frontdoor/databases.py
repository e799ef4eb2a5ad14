"""
The roles and the database that the application expects, made in a cluster by its superuser.

`strikeout_owner` migrates and owns the tables; `strikeout_app` serves, and can do what the migrations grant it.
docker/postgres/roles.sh does the same for containers.
"""

from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

OWNER = "strikeout_owner"
APP = "strikeout_app"
NAME = "strikeout"

ROLES = (
    f"CREATE ROLE {APP} LOGIN",
    f"CREATE ROLE {OWNER} LOGIN CREATEDB",
    # The planner's cost for a claim switches compilation on: hundreds of milliseconds for one of a millisecond.
    f"ALTER ROLE {APP} SET jit = off",
)


def dsn(sockets: Path, role: str, name: str = NAME) -> str:
    """The address of a database on a unix socket; libpq and django-environ both read this form."""
    return f"postgres://{role}@/{name}?host={quote(str(sockets), safe='/')}"


def prepare(sockets: Path, superuser: str) -> None:
    """Make the roles and the database unless they are there."""
    with psycopg.connect(dsn(sockets, superuser, "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone() is None:
            with connection.transaction():
                for statement in ROLES:
                    connection.execute(statement)
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone() is None:
            create = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(NAME), sql.Identifier(OWNER))
            connection.execute(create)
