"""Models that may be asked, on their pages."""

from datetime import timedelta

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories import ModelProfileFactory, PriceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_two_queries_however_many_models(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    made = PriceFactory.create_batch(n)

    with django_assert_num_queries(2):  # the prices in force, the models
        answer = by_manager.get("/models/")

    assert {one.price for one in answer.context["profiles"]} == {*made}


def test_each_is_shown_with_the_price_in_force_and_whether_its_key_is_there(
    by_manager: Client, settings: Settings
) -> None:
    settings.MODEL_SECRETS = {"OPENAI_API_KEY": "sk-never-shown"}
    small = ModelProfileFactory(name="a", secret_name="OPENAI_API_KEY")
    other = ModelProfileFactory(name="b", secret_name="OTHER_KEY")
    local = ModelProfileFactory(name="c")
    now = timezone.now()
    PriceFactory(profile=small, valid_from=now - timedelta(days=9), input_amount=1)
    in_force = PriceFactory(profile=small, valid_from=now - timedelta(days=1), input_amount=2)
    PriceFactory(profile=small, valid_from=now + timedelta(days=1), input_amount=3)

    answer = by_manager.get("/models/")

    assert [(one.profile, one.price, one.has_key) for one in answer.context["profiles"]] == [
        (small, in_force, True),
        (other, None, False),
        (local, None, None),
    ]
    assert "sk-never-shown" not in answer.content.decode()
