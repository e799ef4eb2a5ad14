"""
How the hot statements reach the database.

Django binds parameters on the client and never prepares; planned once a connection, a statement costs it half. The
driver's own prepared path costs the client twice as much as this: it takes each text apart anew, and makes a statement
for each size of number. Here the server infers all types, from columns and casts.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.abc import PyFormat
from psycopg.adapt import Transformer
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

Row = dict[str, Any]
Text = Callable[[Any], bytes]

NAME = re.compile(r"%\((\w+)\)s")
FINE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)


@cache
def server_text(statement: str) -> tuple[bytes, tuple[str, ...]]:
    """The statement with numbers for names, and the names in that order."""
    names = tuple(dict.fromkeys(NAME.findall(statement)))
    return NAME.sub(lambda found: f"${names.index(found[1]) + 1}", statement).encode(), names


class Prepared:
    """A statement that a connection has prepared."""

    __slots__ = ("columns", "name", "names")

    def __init__(self, name: bytes, names: tuple[str, ...]) -> None:
        self.name, self.names = name, names
        self.columns: list[str] | None = None


class Line:
    """One connection with what it has prepared. One thread uses it at a time, as Django has it."""

    def __init__(self, own: "psycopg.Connection[Any]") -> None:
        self.server, self.transformer = own.pgconn, Transformer(own)
        self.prepared: dict[str, Prepared] = {}

    def execute(self, statement: str, arguments: Mapping[str, Any], *, autocommit: bool) -> tuple[Prepared, PGresult]:
        if not autocommit and self.server.transaction_status == TransactionStatus.IDLE:
            checked(self.server, self.server.exec_(b"BEGIN"))
        found = self.prepared.get(statement) or self.prepare(statement)
        values = [self.text(arguments[name]) for name in found.names]
        result = self.server.exec_prepared(found.name, values)  # type: ignore[arg-type]  # its types forget NULL
        return found, checked(self.server, result)

    def prepare(self, statement: str) -> Prepared:
        text, names = server_text(statement)
        made = Prepared(b"hot_%d" % len(self.prepared), names)
        checked(self.server, self.server.prepare(made.name, text))
        self.prepared[statement] = made
        return made

    def text(self, value: Any) -> bytes | None:
        """A value as PostgreSQL reads it."""
        if value is None:
            return None
        if known := TEXTS.get(type(value)):
            return known(value)
        if type(value) is list and all(type(item) is int for item in value):
            return b"{%s}" % ",".join(map(str, value)).encode()
        return bytes(self.transformer.get_dumper(value, PyFormat.TEXT).dump(value) or b"")

    def rows(self, found: Prepared, result: PGresult) -> list[Row]:
        columns = found.columns
        if columns is None:
            columns = found.columns = [(result.fname(number) or b"").decode() for number in range(result.nfields)]
        self.transformer.set_pgresult(result)
        return self.transformer.load_rows(0, result.ntuples, lambda values: dict(zip(columns, values, strict=True)))


def text_of(value: str) -> bytes:
    if "\0" in value:
        raise psycopg.DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return value.encode()


TEXTS: dict[type, Text] = {
    int: lambda value: b"%d" % value,
    bool: lambda value: b"t" if value else b"f",
    str: text_of,
    datetime: lambda value: value.isoformat().encode(),
    UUID: lambda value: value.hex.encode(),
}
LINE = "strikeout_line"  # kept on the driver's connection, whose end it shares


def checked(server: PGconn, result: PGresult) -> PGresult:
    """The result, unless it is an error. One without a code is none of the server's: the line to it broke."""
    if result.status in FINE:
        return result
    if server.status != ConnStatus.OK or result.error_field(DiagnosticField.SQLSTATE) is None:
        raise psycopg.OperationalError(server.get_error_message("utf-8"))
    raise psycopg.errors.error_from_result(result, encoding="utf-8")


def execute(statement: str, arguments: Mapping[str, Any]) -> tuple[Line, Prepared, PGresult]:
    """Run a statement on Django's connection, prepared, its arguments bound by the server."""
    django = connections[DEFAULT_DB_ALIAS]
    if django.connection is None:
        django.ensure_connection()
    with django.wrap_database_errors:
        own = django.connection
        line = getattr(own, LINE, None)
        if line is None:
            line = Line(own)
            setattr(own, LINE, line)
        return line, *line.execute(statement, arguments, autocommit=own.autocommit)


def rows(statement: str, arguments: Mapping[str, Any]) -> list[Row]:
    """The statement's rows by name; JSON is text in them, as Django has it."""
    line, found, result = execute(statement, arguments)
    return line.rows(found, result)


def change(statement: str, arguments: Mapping[str, Any]) -> int:
    """How many rows the statement changed."""
    return execute(statement, arguments)[2].command_tuples or 0
