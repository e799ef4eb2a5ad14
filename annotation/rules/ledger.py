"""Double entry: each entry of pay is lines on three accounts that come to nothing together."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum


class EntryKind(StrEnum):
    DAY_RATE = "day_rate"
    ADJUSTMENT = "adjustment"
    REVERSAL = "reversal"
    BONUS = "bonus"
    PAYOUT = "payout"


class Account(StrEnum):
    """What work has cost; what is owed to the person (a debt is negative); what was paid out."""

    WAGES = "wages"
    PAYABLE = "payable"
    CASH = "cash"


# What the ledger says by itself; pages say it in the reader's language.
APPROVED_ANEW = "The day was approved anew."


def paid_out_reason(period: str) -> str:
    return f"Paid out for {period}."


def lines(kind: EntryKind, amount: Decimal) -> dict[Account, Decimal]:
    """
    The lines of an entry. `amount` is what it adds to what the person is owed: a payout's is negative.

    :param kind: of a reversal, the kind of what it reverses
    """
    against = Account.CASH if kind == EntryKind.PAYOUT else Account.WAGES
    return {against: amount, Account.PAYABLE: -amount}


def owed(payables: Iterable[Decimal]) -> Decimal:
    """The balance of a person: what is owed to them, of their lines on the payable account."""
    return -sum(payables, Decimal("0.00"))
