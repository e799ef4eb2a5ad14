"""What the database refuses of tests of models."""

from typing import Any

import pytest

from tests.factories import ModelTestFactory
from tests.factories.dataset import NOW
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("modeltest_ended_holds_nothing_back", {"begun_at": NOW, "ended_at": NOW, "reserved_amount": 1}),
        ("modeltest_ended_holds_nothing_back", {"ended_at": NOW}),
        ("modeltest_says_nothing_before_its_end", {"problem": "nobody knows"}),
        ("modeltest_says_nothing_before_its_end", {"cost_amount": 1}),
        ("modeltest_is_not_negative", {"reserved_amount": -1}),
    ],
)
def test_a_row_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        ModelTestFactory(**row)


def test_one_stands_at_a_time() -> None:
    price = ModelTestFactory(begun_at=NOW, ended_at=NOW).price
    ModelTestFactory(price=price)

    with refused_by("modeltest_one_at_a_time"):
        ModelTestFactory(price=price)
