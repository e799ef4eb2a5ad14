"""Payslips made anew from the facts that were kept and the version of the rule, without asking the ledger for sums."""

from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from annotation.models import LedgerEntry, PayPeriod
from annotation.queries import ledger
from annotation.rules.day_classes import DayClass
from annotation.rules.day_facts import from_json
from annotation.rules.day_rules import propose, why_entered, worth
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import NOTHING, Money
from annotation.rules.payslips import Payslip

CLOSING = "digest"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A period's payslips as the ledger has them and as its facts have them; `sealed` is the digest of its closing."""

    period: PayPeriod
    stand: list[Payslip]
    rebuilt: list[Payslip]
    sealed: str | None

    @property
    def different(self) -> list[Payslip]:
        """Payslips of the ledger that the facts do not give."""
        again = set(self.rebuilt)
        return [slip for slip in self.stand if slip not in again]


class Rebuilding:
    """Entries made anew one after another, in the order in which they were made."""

    def __init__(self) -> None:
        self.made: dict[int, LedgerEntry] = {}
        self.by_day: dict[tuple[int, date], Decimal] = defaultdict(lambda: NOTHING)
        self.balances: dict[tuple[int, str], Decimal] = defaultdict(lambda: NOTHING)

    def entry(self, entry: LedgerEntry) -> LedgerEntry:
        made = copy(entry)
        money, made.reason = self.told(entry)
        made.amount, made.currency = money.amount, money.currency
        self.made[entry.pk] = made
        if entry.approval_id is not None and entry.local_date is not None:
            self.by_day[entry.annotator_id, entry.local_date] += made.amount
        return made

    def told(self, entry: LedgerEntry) -> tuple[Money, str]:
        """What the entry comes to, and why: a day by its facts, a reversal by what it reverses, else what was said."""
        if entry.reverses_id is not None:
            reversed_one = self.made[entry.reverses_id]
            return Money(reversed_one.currency, -reversed_one.amount), entry.reason
        if entry.approval is None:
            return Money(entry.currency, entry.amount), entry.reason
        money, reason = self.by_facts(entry)
        if entry.kind == EntryKind.ADJUSTMENT and entry.local_date is not None:
            before = self.by_day[entry.annotator_id, entry.local_date]
            money = Money(money.currency, money.amount - before)
        return money, reason

    def by_facts(self, entry: LedgerEntry) -> tuple[Money, str]:
        """The day's class by its facts and the rule, or the higher one that somebody gave with a reason."""
        word = entry.approval
        assert word is not None  # noqa: S101  the caller looked
        facts, terms = from_json(word.proposal.facts), word.proposal.rule.terms
        proposed = propose(facts, terms)
        day_class = DayClass(word.day_class) if word.reason else proposed.day_class
        late = late_for(entry)
        return worth(day_class, facts, terms), why_entered(proposed.reason, word.reason, late)


def late_for(entry: LedgerEntry) -> str:
    """The name of the period that was closed before the entry's facts came."""
    if entry.kind != EntryKind.ADJUSTMENT:
        return ""
    own = PayPeriod.objects.get(first_date__lte=entry.local_date, last_date__gte=entry.local_date)
    return own.name


def all_periods() -> Iterator[Rebuilt]:
    """Every period in its order; what is brought forward follows from the rebuilt ones before."""
    rebuilding = Rebuilding()
    for period in PayPeriod.objects.order_by("first_date"):
        stand = ledger.payslips(period)
        made = [rebuilding.entry(entry) for entry in ledger.entries(period)]
        before = {key: owed for key, owed in rebuilding.balances.items() if owed}
        rebuilt = ledger.of_entries(period, made, before)
        for entry in made:
            rebuilding.balances[entry.annotator_id, entry.currency] += entry.amount
        closing = period.steps.filter(detail__has_key=CLOSING).order_by("-number").first()
        yield Rebuilt(period, stand, rebuilt, None if closing is None else closing.detail[CLOSING])
