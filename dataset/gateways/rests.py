"""
Long work gives way to people who wait for a page.

Most of it is PostgreSQL's, which knows no rank of connections. So while people work, one piece of long work goes on at
a time, whoever does it, and each is followed by a rest of all. Where nobody works, it goes at full speed.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from dataset.rules.rests import WEB, rest_after

# A page asked the database something within the last seconds. `readyz`, which asks whether it is there, does not count.
AT_WORK = """EXISTS (
  SELECT 1 FROM pg_stat_activity
   WHERE datname = current_database() AND application_name = %s AND query <> 'SELECT 1'
     AND query_start > clock_timestamp() - interval '3 seconds')"""
TURN = "SELECT pg_advisory_xact_lock(hashtextextended('dataset.turn', 0))"


def people_at_work() -> bool:
    """Whether pages were asked for a moment ago; a transaction sees what it saw when it first asked."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {AT_WORK}", [WEB])
        return bool(cursor.fetchone()[0])


@contextmanager
def turn(sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """
    A transaction that is one piece of long work.

    It waits for its turn before it locks anything, so that nobody who waits for a turn is waited for. The rest is had
    in turn too: all long work together has its share of the time, not each.
    """
    with transaction.atomic():
        people = taken(f"{TURN} WHERE {AT_WORK}", WEB)
        began = time.monotonic()
        yield
    if people:
        took = time.monotonic() - began
        with transaction.atomic():
            taken(TURN)
            sleep(rest_after(took))


def taken(statement: str, *arguments: str) -> bool:
    """Take the turn until the transaction ends; False when the statement found no need to."""
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchone() is not None
