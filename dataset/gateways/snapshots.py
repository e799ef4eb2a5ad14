"""One state of the database, read by several processes at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

# The whole result is wanted, not its first rows; a long reading must outlive the limits that protect the web server.
# Reads are left to the system, which reads ahead: handing them to PostgreSQL's own workers cost a third more CPU.
LIMITS = """
SET LOCAL cursor_tuple_fraction = 1;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL jit = off;
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL work_mem = '64MB';
SET LOCAL hash_mem_multiplier = 4;
SET LOCAL effective_io_concurrency = 0;
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
"""
READ_ONLY = f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;{LIMITS}"


class Snapshot(NamedTuple):
    """The state that a transaction sees which is open elsewhere; `dsn` holds the password."""

    dsn: str
    name: str
    prepare_threshold: int | None


@contextmanager
def reading(snapshot: Snapshot) -> Iterator[psycopg.Cursor[tuple[Any, ...]]]:
    """A cursor on that state, of a connection of its own."""
    with (
        psycopg.connect(snapshot.dsn, prepare_threshold=snapshot.prepare_threshold) as own,
        own.cursor() as cursor,
    ):
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot.name)))
        cursor.execute(LIMITS)
        yield cursor
