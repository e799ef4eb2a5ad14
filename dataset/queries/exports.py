"""What an export reads: one snapshot of the corpus, streamed in the order of exported ids."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from dataset.gateways.snapshots import READ_ONLY, Snapshot
from dataset.queries.exported import scope
from dataset.rules.exports import ExportOptions

CHUNK = 2_000


@contextmanager
def snapshot() -> Iterator[None]:
    """One read-only transaction that sees one state of all rows; must be the outermost."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute(READ_ONLY)
        yield


def stream(sql: str, parameters: dict[str, Any]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query through a cursor on the server, in chunks: memory stays flat. Needs a transaction."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def n_verdicts(options: ExportOptions) -> int:
    """How many verdicts are in scope."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({scope(options)}) v", {"sources": list(options.sources)})  # noqa: S608
        return int(cursor.fetchone()[0])


def shared_snapshot() -> Snapshot:
    """The state that this transaction sees, for other processes to read it as well while the transaction lasts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        name = str(cursor.fetchone()[0])
    own = connection.connection
    return Snapshot(make_conninfo(own.info.dsn, password=own.info.password), name, own.prepare_threshold)
