"""Versions of the day rule, which of them holds on a date, and what a day of work costs by it."""

from collections.abc import Iterable
from datetime import date

from annotation.models import PayRule
from annotation.rules.paces import ASSUMED_PRICE, DayPrice


def versions() -> list[PayRule]:
    """The newest first."""
    return [*PayRule.objects.order_by("-number")]


def in_force(rules: Iterable[PayRule], day: date) -> PayRule | None:
    """Of the versions, the newest that speaks of this date; None before the first."""
    return max((rule for rule in rules if rule.since_date <= day), key=lambda rule: rule.number, default=None)


def day_price(on: date) -> DayPrice:
    """What a full day of pay costs on that date by the rule in force; assumed before the first. One query."""
    rule = PayRule.objects.filter(since_date__lte=on).order_by("-number").first()
    return ASSUMED_PRICE if rule is None else DayPrice(rule.full_minutes, rule.full_amount, rule.currency, rule.number)
