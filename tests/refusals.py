"""What the database refuses, and by which of its rules."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from psycopg import conninfo

from tests import database

NO_ROW_CHANGES = "{table} is append-only: {act} is refused; a mistake is mended by a further row"


@contextmanager
def refused_by(rule: str) -> Iterator[None]:
    """The block breaks that unique or check constraint, and PostgreSQL says so by its name."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    assert cause(refusal.value).diag.constraint_name == rule


@contextmanager
def refused_by_trigger(message: str) -> Iterator[None]:
    """The block is stopped by a trigger, which says this to whoever asks."""
    with pytest.raises((IntegrityError, psycopg.IntegrityError)) as refusal, transaction.atomic():
        yield
    found = cause(refusal.value)
    assert (found.sqlstate, found.diag.message_primary) == ("23001", message)


def cause(error: Exception) -> psycopg.Error:
    """What PostgreSQL said, with or without Django's wrapping."""
    found = error if isinstance(error, psycopg.Error) else error.__cause__
    assert isinstance(found, psycopg.Error)
    return found


def what_the_application_is_told(statement: str) -> str | None:
    """The database's words when the application's role may not do this; None when it may."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return cause(error).diag.message_primary
    return None


@contextmanager
def owner() -> Iterator[psycopg.Connection]:
    """A connection as the owner of the tables. It sees what is committed."""
    dsn = conninfo.make_conninfo(**database.dsn("DATABASE_OWNER_URL"), dbname=database.name())
    with psycopg.connect(dsn, autocommit=True) as connected:
        yield connected
