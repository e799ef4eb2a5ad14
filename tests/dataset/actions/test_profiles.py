"""Models that may be asked: named, changed as far as nothing was asked of them, given prices."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import Settings

from dataset.actions import profiles
from dataset.actions.profiles import Amounts, ProfileRefused
from dataset.models import ModelProfile, Price
from tests.factories import MachineRunFactory, ModelProfileFactory, PriceFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db

AMOUNTS = Amounts(Decimal("0.25"), Decimal(2))
SAID = {"base_url": "https://api.openai.com/v1", "model": "gpt", "transports": ["online"]}


def make(**said: Any) -> ModelProfile:
    return profiles.make(name="small", said=SAID | said, amounts=AMOUNTS, actor="ruth", now=NOW)


def test_a_model_is_named_with_its_price_from_now_on() -> None:
    made = make(extra={"temperature": None}, timeout_seconds=30)

    price = Price.objects.get()
    assert (made.name, made.extra, made.timeout_seconds, made.at_once) == ("small", {"temperature": None}, 30, 16)
    assert (price.profile, price.valid_from, price.cached_amount) == (made, NOW, Decimal("0.25"))
    with pytest.raises(ProfileRefused, match="There is a model small already"):
        make()


@pytest.mark.parametrize(
    ("said", "field", "why"),
    [
        ({"base_url": "http://169.254.169.254/"}, "base_url", "169.254.169.254 is no server that may be asked"),
        ({"secret_name": "PATH"}, "secret_name", "PATH holds no key"),
        ({"extra": {"messages": []}}, "extra", "messages: that is not to be changed"),
        ({"extra": {"max_tokens": "all"}}, "extra", "max_tokens is a number of tokens, or null"),
        ({"extra": ["temperature"]}, "extra", "are one JSON object"),
        ({"extra": {"user": "x" * 4_000}}, "extra", "4,000 characters at most"),
        ({"transports": ["pigeon"]}, "transports", "pigeon"),
        ({"transports": []}, "transports", "blank"),
        ({"timeout_seconds": 601}, "timeout_seconds", "From one second to 600"),
        ({"at_once": 0}, "at_once", "One at least"),
        ({"model": ""}, "model", "blank"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field_and_nothing_is_kept(said: dict[str, Any], field: str, why: str) -> None:
    with pytest.raises(ProfileRefused, match=why) as refused:
        make(**said)

    assert refused.value.field == field
    assert not ModelProfile.objects.exists()


def test_what_is_run_from_files_alone_has_no_server_until_it_is_reached_otherwise() -> None:
    made = make(base_url="", transports=["file"])

    assert made.server == "no server, by files alone"
    with pytest.raises(ProfileRefused, match="no address of a server") as refused:
        profiles.change(profile=made, said={"transports": ["file", "online"]})
    assert refused.value.field == "transports"
    assert profiles.change(profile=made, said={"transports": ["online"], "base_url": SAID["base_url"]})
    with pytest.raises(ProfileRefused, match="no address of a server"):
        profiles.change(profile=made, said={"base_url": ""})


@pytest.mark.parametrize("as_what", ["profile", "stronger"])
def test_once_a_run_asks_it_what_answers_depend_on_stays_and_limits_change(as_what: str) -> None:
    profile = ModelProfileFactory()
    MachineRunFactory(**{as_what: profile})

    for fixed in ({"model": "other"}, {"extra": {"seed": 1}}, {"strict_schema": False}, {"base_url": SAID["base_url"]}):
        with pytest.raises(ProfileRefused, match="make another model with another name instead"):
            profiles.change(profile=profile, said=fixed | {"at_once": 4})
    changed = profiles.change(profile=profile, said={"model": profile.model, "at_once": 4})

    assert changed == {"at_once": (16, 4)}
    assert (profile.model, profile.at_once) == ("stand-in", 4)


def test_before_that_all_of_it_changes_and_only_what_changes_is_looked_at(settings: Settings) -> None:
    settings.MODEL_HOSTS = []  # it was listed once
    profile, other = ModelProfileFactory(), ModelProfileFactory()

    profiles.change(profile=profile, said={"model": "other", "stronger": other})

    assert (profile.model, profile.stronger) == ("other", other)
    with pytest.raises(ProfileRefused, match="A model is not its own stronger one"):
        profiles.change(profile=profile, said={"stronger": profile})


def test_prices_follow_each_other_and_none_begins_in_the_past_or_twice() -> None:
    price, later = PriceFactory(), NOW + timedelta(days=30)
    given: dict[str, Any] = {"profile": price.profile, "amounts": AMOUNTS, "actor": "ruth", "now": NOW}

    made = profiles.set_price(**given, valid_from=later)

    assert [*price.profile.prices.order_by("valid_from")] == [price, made]
    with pytest.raises(ProfileRefused, match="There is a price from that moment on already"):
        profiles.set_price(**given, valid_from=later)
    with pytest.raises(ProfileRefused, match="another holds from now on, or later"):
        profiles.set_price(**given, valid_from=NOW - timedelta(days=1))
