from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from annotation.actions.tokens import token_hash
from annotation.models import ApiToken
from tests.factories.annotation import UserFactory
from tests.factories.dataset import NOW


class ApiTokenFactory(DjangoModelFactory[ApiToken]):
    """`ApiTokenFactory(token="strikeout_abcd")` has the hash of that."""

    class Params:
        token = factory.Sequence(lambda n: f"strikeout_{n}")

    owner = factory.SubFactory(UserFactory, roles=["manager"])
    name = factory.Sequence(lambda n: f"token {n}")
    token_hash = factory.LazyAttribute(lambda row: token_hash(row.token))
    hint = factory.LazyAttribute(lambda row: row.token[:14])
    scopes = factory.LazyFunction(lambda: ["read:batches"])
    created_at = NOW
    expires_at = factory.LazyAttribute(lambda row: row.created_at + timedelta(days=30))

    class Meta:
        model = ApiToken
