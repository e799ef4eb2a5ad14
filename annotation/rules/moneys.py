"""Sums of money: Decimals of two places with a currency, rounded by a rule that is named; never floats."""

import decimal
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import TypeVar

Key = TypeVar("Key")

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


class Rounding(StrEnum):
    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


MODES = {Rounding.HALF_UP: decimal.ROUND_HALF_UP, Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN}


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of a currency (ISO 4217)."""

    currency: str
    amount: Decimal

    def __str__(self) -> str:
        return f"{self.amount:.2f} {self.currency}"


def rounded(amount: Decimal, rounding: Rounding) -> Decimal:
    """To the cent."""
    return amount.quantize(CENT, MODES[rounding])


def sums(moneys: Iterable[Money]) -> dict[str, Decimal]:
    """What they come to, for each currency; nothing is ever added across currencies."""
    found: dict[str, Decimal] = {}
    for money in moneys:
        found[money.currency] = found.get(money.currency, NOTHING) + money.amount
    return dict(sorted(found.items()))


def shared(amount: Decimal, weights: dict[Key, int]) -> dict[Key, Decimal]:
    """
    The amount in parts by these weights, to the cent, by largest remainder: the parts come to the whole exactly.

    :param weights: none below nothing, and not all of them nothing
    """
    cents, total = int(amount / CENT), sum(weights.values())
    exact = {key: Fraction(cents * weight, total) for key, weight in weights.items()}
    parts = {key: floor(part) for key, part in exact.items()}
    left = cents - sum(parts.values())
    for key in sorted(exact, key=lambda one: (parts[one] - exact[one], str(one)))[:left]:
        parts[key] += 1
    return {key: part * CENT for key, part in parts.items()}
