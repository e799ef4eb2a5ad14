"""Long work takes turns and rests while people work, and only then."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from dataset.actions import exports
from dataset.gateways import rests
from dataset.rules.rests import WEB

pytestmark = pytest.mark.django_db(transaction=True)

Line = psycopg.Connection[Any]


def line(name: str) -> Line:
    connection.ensure_connection()
    own = connection.connection.info
    return psycopg.connect(own.dsn, password=own.password, application_name=name, autocommit=True)


@pytest.fixture
def page() -> Iterator[Line]:
    """A connection of the web server."""
    with line(WEB) as found:
        yield found


def turn_is_free() -> bool:
    with line("other work") as other:
        found = other.execute("SELECT pg_try_advisory_lock(hashtextextended('dataset.turn', 0))").fetchone()
        return bool(found and found[0])


def test_where_nobody_works_nobody_waits_for_a_turn_and_there_is_no_rest() -> None:
    rested: list[float] = []

    with rests.turn(rested.append):
        free = turn_is_free()

    assert free
    assert rested == []


def test_where_people_work_one_has_the_turn_and_nobody_has_it_in_the_rest_that_follows(page: Line) -> None:
    page.execute("SELECT 2")
    free: list[bool] = []

    with rests.turn(lambda _seconds: free.append(turn_is_free())):
        free.append(turn_is_free())

    assert free == [False, False]  # at work, and in the rest
    assert turn_is_free()


def test_to_ask_whether_the_database_is_there_is_not_to_work(page: Line) -> None:
    page.execute("SELECT 1")

    assert not rests.people_at_work()


def test_what_failed_is_undone_and_leaves_the_turn_to_others(page: Line) -> None:
    page.execute("SELECT 2")

    with pytest.raises(ZeroDivisionError), rests.turn():
        1 / 0  # noqa: B018

    assert turn_is_free()


def test_where_people_work_an_export_has_one_process(page: Line) -> None:
    page.execute("SELECT 2")

    assert exports.n_processes() == 1
