"""The hot statements are planned once a connection, not at every claim: planning costs more than they do."""

import re

import pytest
from django.db import connection

from annotation.gateways import answers, queue
from tests.annotation.tables import Table

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
