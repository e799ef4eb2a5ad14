"""A payslip: what somebody's period comes to, line by line, each with its why. A plain value that can be rebuilt."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import NOTHING, Money


@dataclass(frozen=True, slots=True)
class PayslipLine:
    """`local_date`, `day_class`, `seconds` at work and the number of the `rule` are there when it is about a day."""

    kind: EntryKind
    local_date: date | None
    money: Money
    reason: str
    day_class: str | None = None
    seconds: int | None = None
    rule: int | None = None


@dataclass(frozen=True, slots=True)
class Payslip:
    """Of one person, one period and one currency. What was owed before, or paid too much, is brought forward."""

    payroll_number: str
    period: str
    first_date: date
    last_date: date
    currency: str
    brought_forward: Decimal
    lines: tuple[PayslipLine, ...]

    @property
    def earned(self) -> Decimal:
        return sum((line.money.amount for line in self.lines), NOTHING)

    @property
    def balance(self) -> Decimal:
        return self.brought_forward + self.earned

    @property
    def to_pay(self) -> Decimal:
        """What is paid out; what was paid too much before is taken from later periods, never asked back."""
        return max(NOTHING, self.balance)

    def by_kind(self, kind: EntryKind) -> Decimal:
        return sum((line.money.amount for line in self.lines if line.kind == kind), NOTHING)


def digest(payslips: Iterable[Payslip]) -> str:
    """SHA-256 of all that these payslips tell, in hex: alike to the cent, or not."""
    told = hashlib.sha256()
    for slip in payslips:
        told.update(repr(parts(slip)).encode())
    return told.hexdigest()


def parts(slip: Payslip) -> tuple[object, ...]:
    """The payslip as texts and nothing else."""
    lines = [
        (line.kind.value, str(line.local_date), str(line.money), line.reason, line.day_class, line.seconds, line.rule)
        for line in slip.lines
    ]
    head = (slip.payroll_number, slip.period, str(slip.first_date), str(slip.last_date), slip.currency)
    return (*head, f"{slip.brought_forward:.2f}", lines)
