"""What the database keeps of tokens."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import NOW, ApiTokenFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("apitoken_scopes_known", {"scopes": ["read:minds"]}),
        ("apitoken_scopes_known", {"scopes": []}),
        ("apitoken_ends_after_it_began", {"expires_at": NOW}),
        ("apitoken_revoked_by_somebody", {"revoked_at": NOW + timedelta(days=1)}),
        ("apitoken_revoked_by_somebody", {"revoked_by": "ruth"}),
    ],
)
def test_a_token_opens_something_until_it_ends(rule: str, wrong: dict[str, Any]) -> None:
    with refused_by(rule):
        ApiTokenFactory(**wrong)


def test_no_two_tokens_are_alike() -> None:
    ApiTokenFactory(token="strikeout_same")

    with refused_by("annotation_apitoken_token_hash_key"):
        ApiTokenFactory(token="strikeout_same")
