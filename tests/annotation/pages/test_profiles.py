"""Models that may be asked, on their pages."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from annotation.models import AuditEntry
from dataset.models import ModelProfile, Price
from tests.factories import MachineRunFactory, ModelProfileFactory, PriceFactory

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


FORM = {
    "name": "small",
    "model": "gpt",
    "base_url": "https://api.openai.com/v1",
    "secret_name": "",
    "transports": ["online", "batch"],
    "strict_schema": "on",
    "requests_per_minute": "500",
    "tokens_per_minute": "200000",
    "at_once": "16",
    "timeout_seconds": "120",
    "enqueued_tokens": "2000000",
    "stronger": "",
    "extra": '{"temperature": null}',
    "input": "0.25",
    "output": "2",
    "cached": "",
    "batch_factor": "0.5",
}


def test_a_manager_names_a_model_with_its_price_and_the_act_is_recorded(by_manager: Client) -> None:
    assert by_manager.get("/models/make/").status_code == 200

    answer = by_manager.post("/models/make/", FORM)

    profile, price, entry = ModelProfile.objects.get(), Price.objects.get(), AuditEntry.objects.get()
    assert answer.headers["location"] == f"/models/{profile.pk}/"
    assert (profile.name, profile.extra, profile.transports, profile.actor) == (
        "small",
        {"temperature": None},
        ["online", "batch"],
        "ruth",
    )
    assert (price.cached_amount, price.batch_factor) == (Decimal("0.25"), Decimal("0.5"))
    assert (entry.act, entry.subject, entry.detail["server"]) == ("make_model", "model small", FORM["base_url"])


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"base_url": "http://10.0.0.7/v1"}, "base_url", "10.0.0.7 is no server that may be asked."),
        ({"name": "Not A Name"}, "name", "valid"),
        ({"extra": "{"}, "extra", "Enter a valid JSON."),
        ({"extra": '{"stream": true}'}, "extra", "stream: that is not to be changed"),
        ({"secret_name": "PATH"}, "secret_name", "valid choice"),
        ({"transports": []}, "transports", "required"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    by_manager: Client, changed: dict[str, Any], field: str, why: str
) -> None:
    answer = by_manager.post("/models/make/", FORM | changed)

    assert [*answer.context["form"].errors] == [field]
    assert why in answer.context["form"].errors[field][0]
    assert not ModelProfile.objects.exists()


def test_limits_change_on_its_page_and_what_runs_asked_stays(by_manager: Client) -> None:
    run = MachineRunFactory(profile=ModelProfileFactory(name="small", model="gpt"))

    answer = by_manager.post(f"/models/{run.profile_id}/", FORM | {"at_once": "4", "model": "other", "extra": "{}"})

    run.profile.refresh_from_db()
    assert (answer.status_code, run.profile.at_once, run.profile.model) == (302, 4, "gpt")
    assert AuditEntry.objects.get().detail["at_once"] == "16 → 4"
    assert "another model has another name" in by_manager.get(f"/models/{run.profile_id}/").content.decode()


def test_a_further_price_is_added_and_one_of_the_past_is_not(by_manager: Client) -> None:
    price = PriceFactory()
    page = f"/models/{price.profile_id}/prices/"

    by_manager.post(page, {"input": "1", "output": "4", "valid_from": "2100-01-01T00:00"})
    answer = by_manager.post(page, {"input": "1", "output": "4", "valid_from": "2001-01-01T00:00"})

    assert [one.output_amount for one in price.profile.prices.order_by("valid_from")] == [2, 4]
    assert [*answer.context["price"].errors] == ["valid_from"]
    assert AuditEntry.objects.get().detail["from"] == "2100-01-01T00:00:00+00:00"


@pytest.mark.parametrize("n", [1, 3])
def test_a_models_page_takes_as_many_queries_however_many_prices(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    price = PriceFactory()
    for days in range(1, n):
        PriceFactory(profile=price.profile, valid_from=price.valid_from + timedelta(days=days))

    with django_assert_num_queries(7):  # the model, was it asked, prices, template, tests, switches, other models
        answer = by_manager.get(f"/models/{price.profile_id}/")

    assert len(answer.context["prices"]) == n


def test_a_program_names_changes_and_prices_a_model(by_manager: Client) -> None:
    body = {"name": "small", "model": "gpt", "base_url": FORM["base_url"], "price": {"input": "0.25", "output": "2"}}
    made = by_manager.post("/api/v1/models", body, content_type="application/json")
    page = f"/api/v1/models/{made.json()['model']['id']}"

    changed = by_manager.post(page, {"at_once": 4, "extra": {"seed": 1}}, content_type="application/json").json()
    price = {"input": "1", "output": "4", "valid_from": "2100-01-01T00:00:00Z"}
    priced = by_manager.post(f"{page}/prices", price, content_type="application/json").json()
    inside = by_manager.post(page, {"base_url": "http://10.0.0.7/"}, content_type="application/json")

    assert (made.status_code, made.json()["model"]["price"]["output"], made.json()["model"]["has_key"]) == (
        201,
        "2.000000",
        None,
    )
    assert (changed["model"]["at_once"], changed["model"]["extra"]) == (4, {"seed": 1})
    assert [one["output"] for one in priced["prices"]] == ["4.000000", "2.000000"]
    assert (inside.status_code, inside.json()["code"]) == (409, "profile_refused")
    assert [one["name"] for one in by_manager.get("/api/v1/models").json()["models"]] == ["small"]
