"""Tests of models on their page and by the API."""

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotation.models import AuditEntry
from dataset.choices import Transport
from dataset.models import ModelTest
from dataset.queries.model_tests import most_now
from tests.factories import ModelTestFactory, PriceFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db
PROBE = {
    "fault": "",
    "detail": "",
    "failures": [],
    "milliseconds": 700,
    "n_input": 900,
    "n_cached": 0,
    "n_output": 200,
    "model": "small-2026",
    "limits": {},
}


def test_a_manager_orders_a_test_once_and_sees_that_it_waits(by_manager: Client) -> None:
    profile = PriceFactory(valid_from=NOW).profile

    answer = by_manager.post(f"/models/{profile.pk}/tests/", follow=True)
    by_manager.post(f"/models/{profile.pk}/tests/")

    assert "They cost at most $" in answer.content.decode()
    assert "waits for a worker" in answer.content.decode()
    assert "Test it" not in answer.content.decode()
    assert "X-Over" not in by_manager.get(f"/models/{profile.pk}/tests/live/")
    assert ModelTest.objects.count() == 1
    [entry] = AuditEntry.objects.all()
    assert (entry.act, entry.subject) == ("test_model", f"model {profile.name}")


def test_what_it_showed_stands_on_the_page(by_manager: Client) -> None:
    test = ModelTestFactory(begun_at=NOW, ended_at=NOW, probes=[PROBE], n_input=900, n_output=200)

    page = by_manager.get(f"/models/{test.profile_id}/").content.decode()

    assert "passed" in page
    assert "It calls itself small-2026" in page
    assert "900 tokens in, 200 out" in page
    assert "X-Over" in by_manager.get(f"/models/{test.profile_id}/tests/live/")


def test_a_model_that_is_reached_by_files_has_no_button_and_says_why(by_manager: Client) -> None:
    profile = PriceFactory(valid_from=NOW, profile__transports=[Transport.FILE]).profile

    assert "Test it" not in by_manager.get(f"/models/{profile.pk}/").content.decode()
    answer = by_manager.post(f"/models/{profile.pk}/tests/", follow=True)
    assert "by files alone" in answer.content.decode()
    assert not ModelTest.objects.exists()


@pytest.mark.parametrize("n", [1, 3])
def test_its_live_part_takes_as_many_statements_however_many_tests(
    by_manager: Client, n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    price = PriceFactory()
    for _ in range(n):
        ModelTestFactory(price=price, begun_at=NOW, ended_at=NOW, probes=[PROBE])

    with django_assert_num_queries(2):  # the model, its tests
        by_manager.get(f"/models/{price.profile_id}/tests/live/")


def test_a_program_orders_one_and_reads_what_it_showed(by_manager: Client) -> None:
    profile = PriceFactory(valid_from=NOW).profile

    ordered = by_manager.post(f"/api/v1/models/{profile.pk}/tests")
    ModelTest.objects.update(begun_at=NOW, ended_at=NOW, probes=[PROBE | {"failures": ["S1"]}])
    [told] = by_manager.get(f"/api/v1/models/{profile.pk}/tests").json()["tests"]

    most = most_now(profile, timezone.now())
    assert ordered.json()["most_amount"] == str(most)
    assert (ordered.status_code, ordered.json()["tests"][0]["ended_at"]) == (202, None)
    assert (told["passed"], told["findings"][1]) == (
        False,
        {"says": "0 of 1 answers kept to the schema", "is_problem": True},
    )
