"""What the database refuses of tests of models."""

from datetime import datetime
from typing import Any

import pytest

from dataset.models import ModelTest
from tests.factories import ModelTestFactory
from tests.factories.dataset import NOW
from tests.refusals import NO_ROW_CHANGES, refused_by, refused_by_trigger

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


@pytest.mark.parametrize(
    ("ended", "row"),
    [(NOW, {"probes": []}), (NOW, {"ended_at": None}), (None, {"actor": "omar"}), (None, {"model": "x"})],
)
def test_what_it_showed_and_of_whom_stays(ended: datetime | None, row: dict[str, Any]) -> None:
    test = ModelTestFactory(begun_at=NOW, ended_at=ended)

    with refused_by_trigger(NO_ROW_CHANGES.format(table="dataset_modeltest", act="UPDATE")):
        ModelTest.objects.filter(pk=test.pk).update(**row)


def test_it_is_kept() -> None:
    test = ModelTestFactory()

    with refused_by_trigger(NO_ROW_CHANGES.format(table="dataset_modeltest", act="DELETE")):
        test.delete()
