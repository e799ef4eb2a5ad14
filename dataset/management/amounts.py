"""Amounts of money as options of commands."""

from decimal import Decimal, InvalidOperation


def amount(text: str) -> Decimal:
    """An amount of money, as 0.25."""
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not found.is_finite() or found < 0:
        raise ValueError(text)
    return found
