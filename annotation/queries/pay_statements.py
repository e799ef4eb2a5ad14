"""Somebody's period on paper: every entry of it, what was owed before and after, and what waits."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from annotation.models import Annotator, LedgerEntry, Payee, PayPeriod, PayRule
from annotation.queries import day_facts, ledger, my_pay, pay_rules
from annotation.queries.my_pay import Line
from annotation.rules.day_classes import DayClass
from annotation.rules.day_rules import worth
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import NOTHING, Money, sums


@dataclass(frozen=True, slots=True)
class RuleOfMine:
    """A version of the rule, with what days of theirs are worth by it at the end of the period."""

    rule: PayRule
    full: Money
    half: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """One currency of a period: `closing` is `brought` and `earned` without what was `paid_out`."""

    currency: str
    brought: Decimal
    earned: Decimal
    paid_out: Decimal

    @property
    def closing(self) -> Decimal:
        return self.brought + self.earned - self.paid_out


@dataclass(frozen=True, slots=True)
class Statement:
    """`waiting` are days that are no part of the totals yet; `rules` those by which any of the days were reckoned."""

    annotator: Annotator
    payroll_number: str
    period: PayPeriod
    entries: list[LedgerEntry]
    totals: list[Totals]
    waiting: list[Line]
    rules: list[RuleOfMine]


def statement(annotator: Annotator, period: PayPeriod) -> Statement:
    """The period by its entries alone, in as many statements however many there are."""
    found = my_pay.of_period(annotator, period)
    entered = [*ledger.entries(period).select_related("period", "approval__proposal__rule").filter(annotator=annotator)]
    waiting = [line for line in found.lines if line.is_provisional or line.day.is_waiting]
    number = Payee.objects.filter(annotator=annotator).values_list("payroll_number", flat=True).first()
    return Statement(
        annotator=annotator,
        payroll_number=number or "",
        period=period,
        entries=sorted((one for one in entered if one.kind != EntryKind.PAYOUT), key=by_date),
        totals=totals(entered, found.brought),
        waiting=waiting,
        rules=rules_of(annotator, period, {number_of(one) for one in entered}),
    )


def by_date(entry: LedgerEntry) -> date:
    """As the lines of payslips are ordered."""
    return entry.local_date or date.max


def totals(entered: list[LedgerEntry], brought: dict[str, Decimal]) -> list[Totals]:
    earned = sums(Money(one.currency, one.amount) for one in entered if one.kind != EntryKind.PAYOUT)
    paid = sums(Money(one.currency, -one.amount) for one in entered if one.kind == EntryKind.PAYOUT)
    return [
        Totals(one, brought.get(one, NOTHING), earned.get(one, NOTHING), paid.get(one, NOTHING))
        for one in sorted({*brought, *earned, *paid})
    ]


def number_of(entry: LedgerEntry) -> int | None:
    return None if entry.approval is None else entry.approval.proposal.rule.number


def rules_of(annotator: Annotator, period: PayPeriod, numbers: set[int | None]) -> list[RuleOfMine]:
    """These versions, and the one that holds when the period ends."""
    versions = pay_rules.versions()
    last = pay_rules.in_force(versions, period.last_date)
    known = day_facts.known([annotator.pk], period.last_date, period.last_date)
    facts = known.of(annotator.pk, period.last_date)
    return [
        RuleOfMine(one, worth(DayClass.FULL, facts, one.terms), worth(DayClass.HALF, facts, one.terms))
        for one in reversed(versions)
        if one == last or one.number in numbers
    ]
