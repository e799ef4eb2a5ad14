"""What the database refuses of changes of how many opinions are asked."""

from typing import Any

import pytest

from tests.factories import BatchPairFactory, OverlapChangeFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("overlapchange_one_to_five", {"wanted": 0}),
        ("overlapchange_one_to_five", {"at_most": 6}),
        ("overlapchange_one_to_five", {"wanted": 4, "at_most": 3}),
        ("overlapchange_changes_something", {"wanted_before": 3, "at_most_before": 5}),
        ("overlapchange_says_why", {"reason": ""}),
    ],
)
def test_a_change_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        OverlapChangeFactory(**row)


@pytest.mark.parametrize("row", [{"wanted": 0}, {"wanted": 4}, {"at_most": 6}])
def test_a_pair_asks_one_to_five_opinions(row: dict[str, Any]) -> None:
    with refused_by("batchpair_one_to_five"):
        BatchPairFactory(slots__n=0, **row)
