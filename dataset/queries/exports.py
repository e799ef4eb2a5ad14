"""What an export reads: one snapshot of the corpus, streamed in the order of exported ids."""

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from dataset.gateways.snapshots import READ_ONLY, Snapshot
from dataset.queries.exported import EXPORTED_ID
from dataset.rules.exports import ExportOptions

CHUNK = 2_000

CURRENT = "SELECT * FROM dataset_verdict WHERE superseded_at IS NULL"
NEWEST_OF_SOURCES = """
SELECT DISTINCT ON (image_id) * FROM dataset_verdict WHERE source = ANY(%(sources)s)
 ORDER BY image_id, precedence DESC, number DESC"""

IN_ORDER = """
SELECT v.id FROM ({verdicts}) v JOIN dataset_image i ON i.id = v.image_id ORDER BY {exported_id}"""


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


def verdict_ids(options: ExportOptions) -> "array[int]":
    """The verdicts in scope, one an image, in the order of exported ids. Needs a transaction."""
    scope = NEWEST_OF_SOURCES if options.sources else CURRENT
    sql = IN_ORDER.format(verdicts=scope, exported_id=EXPORTED_ID)
    found = array("q")
    for rows in stream(sql, {"sources": list(options.sources)}):
        found.extend(row[0] for row in rows)
    return found


def shared_snapshot() -> Snapshot:
    """The state that this transaction sees, for other processes to read it as well while the transaction lasts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        name = str(cursor.fetchone()[0])
    own = connection.connection
    return Snapshot(make_conninfo(own.info.dsn, password=own.info.password), name, own.prepare_threshold)


def own_cursor() -> psycopg.Cursor[tuple[Any, ...]]:
    """A plain cursor of this process in the same transaction."""
    connection.ensure_connection()
    return psycopg.Cursor(connection.connection)
