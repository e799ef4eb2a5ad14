"""Columns of money: an exact number of two places, and the currency beside it."""

from typing import Any

from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.expressions import Combinable


def amount(**options: Any) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(max_digits=12, decimal_places=2, **options)


def currency() -> "models.CharField[str, str]":
    return models.CharField(max_length=3)


def is_currency(name: str = "currency") -> Q:
    """Three capital letters, as ISO 4217 has them."""
    return Q(**{f"{name}__regex": "^[A-Z]{3}$"})


def dates(first: str, last: str) -> Func:
    """All dates from one to the other, both with it; null has no end."""
    return Func(first, last, Value("[]"), function="daterange", output_field=DateRangeField())


def whose(person: str | Combinable) -> Func:
    """A range of one number stands for the person: excluding overlaps needs no extension of the database then."""
    return Func(person, person, Value("[]"), function="int8range", output_field=BigIntegerRangeField())
