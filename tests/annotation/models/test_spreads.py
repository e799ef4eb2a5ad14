"""What the database refuses of counts by kind, and of sieves."""

from typing import Any

import pytest

from tests.factories import BatchSpreadFactory, SieveFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "row"), [("batchspread_counts_something", {"n_pairs": 0}), ("batchspread_state_known", {"state": 9})]
)
def test_a_count_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        BatchSpreadFactory(**row)


def test_a_kind_is_counted_once() -> None:
    kept = BatchSpreadFactory()

    with refused_by("batchspread_once"):
        BatchSpreadFactory(batch=kept.batch)


@pytest.mark.parametrize(("rule", "row"), [("sieve_act_known", {"act": "burn"}), ("sieve_says_why", {"reason": ""})])
def test_a_sieve_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        SieveFactory(**row)
