"""People of each role, for the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test.client import Client

from annotation.choices import Role
from annotation.models import Annotator, User
from tests.conftest import SignIn

Somebody = Callable[..., User]


def make(username: str, *roles: Role, **fields: Any) -> User:
    """An account without a password, which nobody needs here: hashing one is slow."""
    user = User.objects.create_user(username=username, roles=sorted(roles), **fields)
    if Role.ANNOTATOR in roles:
        Annotator.objects.create(user=user, languages=["en"])
    return user


@pytest.fixture
def somebody(db: None) -> Somebody:
    """`somebody("mina", Role.ANNOTATOR)`: an account."""
    return make


@pytest.fixture
def manager(db: None) -> User:
    return make("ruth", Role.MANAGER, first_name="Ruth")


@pytest.fixture
def by_manager(manager: User, signed_in: SignIn) -> Client:
    """A browser in which a manager is signed in."""
    return signed_in(manager)
