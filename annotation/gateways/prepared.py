"""
How the hot statements reach the database.

Django binds parameters on the client and never prepares; planned once a connection, a statement costs it half.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection
from psycopg.rows import dict_row

Row = dict[str, Any]


def execute(statement: str, arguments: Mapping[str, Any]) -> psycopg.Cursor[Row]:
    """Run a statement on Django's connection, prepared, its arguments bound by the server."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        return psycopg.Cursor(connection.connection, row_factory=dict_row).execute(statement, arguments, prepare=True)


def rows(statement: str, arguments: Mapping[str, Any]) -> list[Row]:
    """The statement's rows by name; JSON is text in them, as Django has it."""
    return execute(statement, arguments).fetchall()


def change(statement: str, arguments: Mapping[str, Any]) -> int:
    """How many rows the statement changed."""
    return execute(statement, arguments).rowcount
