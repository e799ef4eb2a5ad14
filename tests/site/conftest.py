"""The world of these tests: one for all tests of a module, and undone after it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.site.world import World


@pytest.fixture(scope="module")
def peopled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """For tests that undo what their requests do."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(peopled: World) -> World:
    """With its pictures in the storage of this very test."""
    peopled.put_pictures()
    return peopled
