"""Versions of the day rule, and which of them holds on a date."""

from collections.abc import Iterable
from datetime import date

from annotation.models import PayRule


def versions() -> list[PayRule]:
    """The newest first."""
    return [*PayRule.objects.order_by("-number")]


def in_force(rules: Iterable[PayRule], day: date) -> PayRule | None:
    """Of the versions, the newest that speaks of this date; None before the first."""
    return max((rule for rule in rules if rule.since_date <= day), key=lambda rule: rule.number, default=None)
