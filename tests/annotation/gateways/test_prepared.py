"""The hot statements are planned once a connection, not at every claim: planning costs more than they do."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from psycopg.pq import ExecStatus

from annotation.choices import PairState, Role
from annotation.gateways import answers, prepared, queue
from annotation.models import AuditEntry
from tests.annotation.tables import Table
from tests.factories import NOW

pytestmark = pytest.mark.django_db

OF_A_CYCLE = [
    queue.LOCK_MEMBERSHIPS,
    queue.CLAIM,
    queue.HELD,
    answers.LOCK_PAIR,
    answers.LOCK_SLOTS,
    answers.KEEP,
    answers.SETTLE,
]


def without_arguments(statement: str) -> str:
    return re.sub(r"%\(\w+\)s|\$\d+", "?", statement)


def test_the_statements_of_a_cycle_are_prepared_and_never_planned_for_one_time():
    Table().judge(0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, custom_plans FROM pg_prepared_statements")
        found = {without_arguments(statement): n for statement, n in cursor.fetchall()}

    assert {statement: found.get(without_arguments(statement)) for statement in OF_A_CYCLE} == dict.fromkeys(
        OF_A_CYCLE, 0
    )


def test_small_statements_are_not_compiled():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")

        assert cursor.fetchone() == ("off",)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("bigint", 2**62),
        ("smallint", -3),
        ("smallint", PairState.DESK),
        ("boolean", True),
        ("boolean", False),
        ("text", "a 'b' \\ \"c\" %s 한"),
        ("text", None),
        ("text", Role.MANAGER),
        ("uuid", UUID(int=7)),
        ("timestamptz", datetime(2026, 1, 2, 3, 4, 5, 678901, UTC)),
        ("smallint[]", [1, 2]),
        ("bigint[]", []),
        ("text[]", ['a "b"', "c,d", "{e}"]),
        ("bytea", b"\x00\xff"),
    ],
)
def test_a_value_comes_back_as_it_went(kind: str, value: Any) -> None:
    found = prepared.rows(f"SELECT %(it)s::{kind} AS it, %(it)s IS NULL AS nothing", {"it": value})

    assert found == [{"it": value, "nothing": value is None}]


def test_a_small_number_first_leaves_room_for_a_large_one() -> None:
    statement = "SELECT id FROM annotation_slot WHERE id = %(it)s OR id = ANY(%(them)s)"

    assert prepared.rows(statement, {"it": 1, "them": [1]}) == []
    assert prepared.rows(statement, {"it": 2**40, "them": [2**40]}) == []


def test_text_with_a_zero_byte_is_refused_not_cut() -> None:
    with pytest.raises(DataError, match="NUL"):
        prepared.rows("SELECT %(it)s::text", {"it": "a\0b"})


def test_what_the_database_refuses_is_djangos_error_with_its_constraint() -> None:
    with pytest.raises(IntegrityError, match="violates not-null constraint"), transaction.atomic():
        prepared.change("INSERT INTO annotation_auditentry (actor) VALUES (%(it)s)", {"it": "x"})

    with pytest.raises(DataError, match="invalid input syntax"), transaction.atomic():
        prepared.rows("SELECT %(it)s::smallint", {"it": "x"})


INSERT = """
INSERT INTO annotation_auditentry (actor, act, subject, detail, created_at) VALUES (%(it)s, '', '', '{}', %(now)s)
"""


@pytest.mark.django_db(transaction=True)
def test_the_first_statement_of_a_transaction_may_be_a_prepared_one() -> None:
    with transaction.atomic():
        assert prepared.change(INSERT, {"it": "gone", "now": NOW}) == 1
        transaction.set_rollback(True)
    prepared.change(INSERT, {"it": "stays", "now": NOW})

    assert [entry.actor for entry in AuditEntry.objects.all()] == ["stays"]


@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_is_known_as_one_and_the_next_is_prepared_anew() -> None:
    prepared.rows("SELECT 1 AS one", {})

    with pytest.raises(OperationalError):
        prepared.rows("SELECT pg_terminate_backend(pg_backend_pid())", {})

    connection.close()
    assert prepared.rows("SELECT 1 AS one", {}) == [{"one": 1}]


@pytest.mark.django_db
def test_an_error_without_a_code_is_a_broken_line_although_the_driver_still_thinks_it_whole() -> None:
    connection.ensure_connection()
    server = connection.connection.pgconn

    with pytest.raises(psycopg.OperationalError):
        prepared.checked(server, server.make_empty_result(ExecStatus.FATAL_ERROR))
