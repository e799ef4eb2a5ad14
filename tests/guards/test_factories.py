"""Every model has a factory, and what a factory makes is valid."""

import inspect
from typing import Any

import pytest
from django.db import connection
from factory.django import DjangoModelFactory

from tests import factories
from tests.guards.sources import models

FACTORIES: list[Any] = [
    found
    for _, found in inspect.getmembers(factories, inspect.isclass)
    if issubclass(found, DjangoModelFactory) and found is not DjangoModelFactory
]


def test_every_model_has_a_factory() -> None:
    assert {model.__name__ for model in models()} - {made._meta.model.__name__ for made in FACTORIES} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("made", FACTORIES, ids=lambda made: made.__name__)
def test_a_factory_makes_a_valid_row(made: Any) -> None:
    row = made()

    row.refresh_from_db()
    row.validate_constraints()
    connection.check_constraints()
    assert list(made._meta.model.objects.filter(pk=row.pk)) == [row]
