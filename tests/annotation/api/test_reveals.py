"""Looks at sensitive pictures, on the wire."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings

from annotation.models import Reveal
from tests.annotation.api.test_judgments import post
from tests.conftest import SignIn
from tests.factories import BatchPairFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(signed_in: SignIn, client: Any) -> int:
    member = MemberFactory()
    signed_in(member.annotator.user)
    BatchPairFactory(batch=member.batch, image__sensitivity="sensitive")
    [shown] = post(client, "claims", {"want": 1}).json()["pairs"]
    assert shown["image"]["sensitivity"] == "sensitive"
    return int(shown["pair"])


def test_a_look_is_counted_and_told_beside_the_most_of_a_day(pair, client, settings: Settings):
    settings.REVEALS_A_DAY = 7

    answer = post(client, "exposures", {"pair": pair, "ms": 1200})

    assert (answer.status_code, answer.json()) == (200, {"today": 1, "a_day": 7})
    assert list(Reveal.objects.values_list("pair", "ms")) == [(pair, 1200)]


@pytest.mark.parametrize(("body", "wrong"), [({"ms": -1}, "ms"), ({"ms": 86_400_001}, "ms"), ({"pair": 0}, "pair")])
def test_what_cannot_be_a_look_is_refused(pair, client, body, wrong):
    answer = post(client, "exposures", {"pair": pair, "ms": 1, **body})

    assert (answer.status_code, list(answer.json()["message"])) == (422, [wrong])
    assert not Reveal.objects.exists()
