"""What batches cost: a day is shared out by the time that answers of each took, and the parts come to the whole."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.queries import budgets
from annotation.rules.moneys import shared
from tests.annotation.employer import MONDAY, approved, day, hired, period, proposed, works
from tests.factories import BatchFactory, JudgmentFactory, LedgerEntryFactory, PayrollFactory

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_a_day_is_shared_out_by_the_time_of_its_answers_and_what_went_to_no_batch_stands_apart():
    of, annotator = period(), hired()
    for name, ms in (("apples", 2000), ("pears", 1000)):
        batch = BatchFactory(name=name)
        JudgmentFactory(slot__pair__batch=batch, annotator=annotator, active_ms=ms, created_at=NOON)
    works(annotator, MONDAY, 7)
    approved(of, PayrollFactory())
    works(annotator, day(1), 4)
    proposed(of)
    LedgerEntryFactory(period=of, annotator=annotator)

    found = [(one.batch and one.batch.name, one.spent, one.committed) for one in budgets.of_period(of)]

    assert found == [
        (None, Decimal("10.00"), Decimal("25.00")),
        ("apples", Decimal("33.33"), Decimal("0.00")),
        ("pears", Decimal("16.67"), Decimal("0.00")),
    ]


@given(st.integers(-99_999, 99_999), st.dictionaries(st.integers(0, 9), st.integers(1, 10_000), min_size=1))
def test_parts_come_to_the_whole_to_the_cent(cents, weights):
    amount = Decimal(cents) / 100

    parts = shared(amount, weights)

    assert sum(parts.values()) == amount
    for key, part in parts.items():
        assert abs(part - amount * weights[key] / sum(weights.values())) < Decimal("0.01")
