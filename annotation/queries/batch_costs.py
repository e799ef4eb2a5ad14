"""
What a batch cost so far, for whoever may not see what people are paid.

Periods count once they are closed, all entries of one together, so that nobody reads somebody's day off a sum that
grew; before, days count at the rule's own amounts, which everybody knows. A period in which fewer than three people
worked on the batch, or one of them most of it, is left out and said.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from annotation.gateways.budgets import time_by_batch
from annotation.models import Batch, LedgerEntry, Member, PayPeriod, PayRule
from annotation.queries import pay_days
from annotation.rules.day_classes import DayClass
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import NOTHING, shared
from annotation.rules.pay_periods import NOT_CLOSED

ENOUGH_PEOPLE = 3
# Of a period's sum nobody's part is more than this, or the sum would tell what they are paid.
MOST_OF_IT = Decimal("0.8")
DAY = timedelta(days=1)
# Whose, when, in which period, and how much of which currency.
Told = Iterator[tuple[int, date, int, str, Decimal]]


@dataclass(slots=True)
class Cost:
    """In a currency: `spent` in periods that are closed, `committed` by the days of those that are not."""

    currency: str
    spent: Decimal = NOTHING
    committed: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class BatchCost:
    """By currency. `n_withheld` sums of a period are left out, since they would tell what somebody is paid."""

    costs: list[Cost]
    n_withheld: int


def of_batch(batch: Batch, today: date) -> BatchCost:
    """The parts of its people's days that went to it, by the time of their answers; seven statements."""
    annotators = list(Member.objects.filter(batch=batch).values_list("annotator", flat=True))
    first, last = batch.created_at.date() - DAY, today + DAY
    times = time_by_batch(first, last, annotators)
    found: dict[str, Cost] = {}
    n_withheld = 0
    for name, told in (("spent", spent(annotators, first, last)), ("committed", committed(annotators, first, last))):
        for currency, parts in by_period(batch, told, times):
            if may_be_told(parts):
                cost = found.setdefault(currency, Cost(currency))
                setattr(cost, name, getattr(cost, name) + sum(parts, NOTHING))
            else:
                n_withheld += 1
    return BatchCost([found[currency] for currency in sorted(found)], n_withheld)


def by_period(
    batch: Batch, told: Told, times: dict[tuple[int, date], dict[int, int]]
) -> Iterator[tuple[str, list[Decimal]]]:
    """Of each period and currency what the days of each of its people gave to the batch."""
    parts: dict[tuple[int, str], dict[int, Decimal]] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    for annotator, on, period, currency, amount in told:
        weights = times.get((annotator, on), {})
        if batch.pk in weights:
            parts[period, currency][annotator] += shared(amount, weights)[batch.pk]
    for (_, currency), by_person in sorted(parts.items()):
        yield currency, list(by_person.values())


def may_be_told(parts: Collection[Decimal]) -> bool:
    """Whether the sum of these people's parts tells of nobody in particular."""
    total = sum(parts, NOTHING)
    return len(parts) >= ENOUGH_PEOPLE and max(parts) <= MOST_OF_IT * total


def spent(annotators: Collection[int], first: date, last: date) -> Told:
    """What was entered for these dates in periods that are closed."""
    entries = LedgerEntry.objects.exclude(kind=EntryKind.PAYOUT).exclude(period__state__in=NOT_CLOSED)
    within = entries.filter(annotator__in=annotators, local_date__range=(first, last)).order_by("pk")
    rows = within.values_list("annotator", "local_date", "period", "currency", "amount")
    return ((whose, on, period, currency, amount) for whose, on, period, currency, amount in rows if on is not None)


def committed(annotators: Collection[int], first: date, last: date) -> Told:
    """What days of periods that are not closed come to by the rule, as approved, else as proposed."""
    periods = [*PayPeriod.objects.filter(state__in=NOT_CLOSED, first_date__lte=last, last_date__gte=first)]
    found = pay_days.days(annotators, first, last) if periods else {}
    for (annotator, on), day in found.items():
        period = next((one for one in periods if one.first_date <= on <= one.last_date), None)
        if period is None or day.proposal is None:
            continue
        said = day.approval or day.proposal
        rule = day.proposal.rule
        yield annotator, on, period.pk, rule.currency, by_the_rule(rule, DayClass(said.day_class))


def by_the_rule(rule: PayRule, day_class: DayClass) -> Decimal:
    amounts: dict[DayClass, Decimal] = {DayClass.FULL: rule.full_amount, DayClass.HALF: rule.half_amount}
    return amounts.get(day_class, NOTHING)
