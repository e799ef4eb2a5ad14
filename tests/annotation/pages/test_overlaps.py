"""Asking more or fewer opinions from a page."""

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.actions import tallies
from annotation.models import OverlapChange
from tests.factories import NOW, BatchPairFactory, MemberFactory, OverlapChangeFactory

pytestmark = pytest.mark.django_db


def test_what_a_change_brings_is_shown_before_it_is_ordered_with_a_reason(by_manager: Client) -> None:
    batch = BatchPairFactory().batch
    MemberFactory.create_batch(3, batch=batch)
    tallies.count_batch(batch=batch, now=NOW)
    address = f"/batches/{batch.name}/overlap/"

    shown = by_manager.get(address, {"wanted": 3, "at_most": 3})
    found = shown.context["preview"]
    unsaid = by_manager.post(address, {"wanted": 3, "at_most": 3, "reason": ""})
    by_manager.post(address, {"wanted": 3, "at_most": 3, "reason": "many differ"})

    assert (found.n_changing, found.n_before, found.n_after, found.is_least) == (1, 2, 3, False)
    assert "order" not in unsaid.context["form"].errors
    assert unsaid.context["order"].errors == {"reason": ["This field is required."]}
    order = OverlapChange.objects.get()
    assert (order.wanted, order.at_most, order.reason, order.actor) == (3, 3, "many differ", "ruth")


def test_a_change_that_is_refused_says_why(by_manager: Client) -> None:
    batch = BatchPairFactory().batch

    page = by_manager.post(f"/batches/{batch.name}/overlap/", {"wanted": 3, "at_most": 3, "reason": "haste"})

    said = "3 opinions a pair need at least 3 members; there are 0."
    assert page.context["order"].non_field_errors() == [said]


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_five_queries_however_many_changes(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    batch = BatchPairFactory().batch
    OverlapChangeFactory.create_batch(n, batch=batch)
    tallies.count_batch(batch=batch, now=NOW)

    with django_assert_num_queries(5):
        page = by_manager.get(f"/batches/{batch.name}/overlap/", {"wanted": 3, "at_most": 3})

    assert len(page.context["changes"]) == n
