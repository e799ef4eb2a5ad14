"""What managers read of a batch's cost, and that it never tells what one person is paid."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from annotation.models import Annotator, Batch
from annotation.queries import batch_costs
from annotation.queries.batch_costs import BatchCost, Cost, may_be_told
from tests.annotation.employer import MONDAY, approved, closed, day, hired, period, proposed, works
from tests.factories import BatchFactory, JudgmentFactory, MemberFactory, PayrollFactory, RateFactory

TODAY = date(2026, 11, 20)


def work_on(batch: Batch, n: int, days: Sequence[date] = (MONDAY,)) -> list[Annotator]:
    """So many people who judged a pair of the batch on each of these full days."""
    people = [hired() for _ in range(n)]
    for annotator in people:
        MemberFactory(batch=batch, annotator=annotator)
        for on in days:
            at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
            JudgmentFactory(slot__pair__batch=batch, annotator=annotator, active_ms=1000, created_at=at)
            works(annotator, on, 7)
    return people


@pytest.mark.django_db
def test_a_closed_period_is_spent_as_it_was_entered_and_an_open_one_is_committed_at_the_rules_amounts():
    batch = BatchFactory(created_at=datetime(2026, 11, 1, tzinfo=UTC))
    first = period()
    people = work_on(batch, 3, (MONDAY,))
    RateFactory(annotator=people[0], since_date=MONDAY, day_amount=Decimal("80.00"))
    open_one = batch_costs.of_batch(batch, TODAY)

    approved(first, PayrollFactory())
    committed = batch_costs.of_batch(batch, TODAY)
    closed(first, PayrollFactory())

    assert open_one == BatchCost([], 0)
    assert committed == BatchCost([Cost("USD", Decimal("0.00"), Decimal("150.00"))], 0)
    assert batch_costs.of_batch(batch, TODAY) == BatchCost([Cost("USD", Decimal("180.00"), Decimal("0.00"))], 0)


@pytest.mark.django_db
@pytest.mark.parametrize("n", [1, 2])
def test_of_fewer_than_three_people_no_sum_is_told(n: int):
    batch = BatchFactory(created_at=datetime(2026, 11, 1, tzinfo=UTC))
    of = period()
    work_on(batch, n)
    proposed(of)
    assert batch_costs.of_batch(batch, TODAY) == BatchCost([], 1)

    closed(of, PayrollFactory())

    assert batch_costs.of_batch(batch, TODAY) == BatchCost([], 1)


@pytest.mark.django_db
def test_a_day_goes_to_each_batch_by_the_time_of_its_answers():
    batch, other = (BatchFactory(created_at=datetime(2026, 11, 1, tzinfo=UTC)) for _ in "ab")
    of = period()
    at = datetime(2026, 11, 2, 13, tzinfo=UTC)
    for annotator in work_on(batch, 3):
        JudgmentFactory(slot__pair__batch=other, annotator=annotator, active_ms=3000, created_at=at)
    closed(of, PayrollFactory())

    [cost] = batch_costs.of_batch(batch, TODAY).costs

    assert cost.spent == Decimal("37.50")


@pytest.mark.django_db
def test_it_takes_as_many_statements_for_many_days_as_for_one(django_assert_num_queries):
    batch = BatchFactory(created_at=datetime(2026, 11, 1, tzinfo=UTC))
    work_on(batch, 3, (MONDAY, day(1), day(2)))
    proposed(period())

    # Members, entries, open periods; proposals, approvals, entries of days.
    with django_assert_num_queries(6):
        batch_costs.of_batch(batch, TODAY)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([], False),
        ([50, 50], False),
        ([50, 50, 50], True),
        ([80, 10, 10], True),
        ([81, 10, 9], False),
        ([-50, 50, 50], False),
        ([0, 0, 0], True),
    ],
)
def test_a_sum_is_told_of_three_people_of_whom_none_had_most_of_it(parts: list[int], *, told: bool):
    assert may_be_told([Decimal(part) for part in parts]) is told
