"""The pages of what batches cost: of one for managers, of a period for the payroll."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import Role
from annotation.models import Batch, PayRead
from tests.annotation.employer import MONDAY, approved, closed, hired, period, works
from tests.annotation.pages.conftest import Somebody
from tests.annotation.queries.test_batch_costs import work_on
from tests.conftest import SignIn
from tests.factories import BatchFactory, BatchTallyFactory, PaceFactory, PayrollFactory

pytestmark = pytest.mark.django_db


def batch_of(n: int, **fields: object) -> Batch:
    """A batch that so many people worked on for a day; a day is closed."""
    of = period()
    batch: Batch = BatchFactory(created_at=datetime(2026, 11, 1, tzinfo=UTC), **fields)
    work_on(batch, n)
    closed(of, PayrollFactory())
    return batch


def test_a_manager_reads_what_a_batch_cost_and_what_is_to_come(signed_in: SignIn, somebody: Somebody) -> None:
    batch = batch_of(3, name="pilot")
    BatchTallyFactory(batch=batch, n_open=10, n_missing=20)
    PaceFactory(n_week=100, n_week_hours=10, week_seconds=360_000)

    page = signed_in(somebody("ruth", Role.MANAGER)).get("/batches/pilot/cost/").content.decode()

    assert "<dd>150.00 USD</dd>" in page
    # 25 opinions of an hour each, by days of six hours and a half
    assert "<dd>200.00 USD</dd>" in page
    assert "25 opinions, 4 person-days" in page


@pytest.mark.parametrize("role", [Role.MANAGER, Role.AUDITOR])
def test_of_a_batch_of_one_person_nobody_but_the_payroll_reads_what_it_cost(
    signed_in: SignIn, somebody: Somebody, role: Role
) -> None:
    batch_of(1, name="alone")

    page = signed_in(somebody("ruth", role)).get("/batches/alone/cost/").content.decode()

    assert "not told" in page
    assert "Left out so far: 1." in page
    assert "50.00" not in page.split("<main", 1)[1].replace("50.00 USD, for each 6 h 30 min of paid time", "")


def test_the_payroll_reads_it_to_the_cent_and_leaves_a_trace_where_it_is_of_few(signed_in: SignIn) -> None:
    batch_of(1, name="alone")
    payroll = PayrollFactory()

    answer = signed_in(payroll).get("/pay/budgets/?period=first")

    [(row, _)] = answer.context["rows"]
    assert (row.batch.name, row.spent, row.committed, len(row.people)) == ("alone", Decimal(50), Decimal(0), 1)
    assert "All, USD" in answer.content.decode()
    assert PayRead.objects.filter(reader=payroll, what="budgets of first").count() == 1


@pytest.mark.parametrize("n", [1, 3])
def test_the_budgets_take_as_many_queries_for_many_batches_as_for_one(
    signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    of = period()
    for _ in range(n):
        work_on(BatchFactory(created_at=datetime(2026, 11, 1, tzinfo=UTC)), 3)
    works(hired(), MONDAY, 4)
    approved(of, PayrollFactory())
    office: Client = signed_in(PayrollFactory())

    # Periods; entries, people with numbers; proposals, approvals, entries; batches; few, their trace;
    # rule, pace, tallies.
    with django_assert_num_queries(12):
        answer = office.get("/pay/budgets/")

    assert len(answer.context["rows"]) == n + 1
