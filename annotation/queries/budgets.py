"""What batches cost: days of pay, shared out by the time that answers of each batch took on them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from annotation.gateways.budgets import time_by_batch
from annotation.models import Batch, LedgerEntry, Payee, PayPeriod
from annotation.queries import pay_days
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import NOTHING, shared


@dataclass(slots=True)
class Budget:
    """
    Of a period and a currency: `spent` is entered in the ledger, `committed` proposed and not approved yet. `batch` is
    None for what went to none: training, leave, bonuses. `people` are those whose pay it is.
    """

    batch: Batch | None
    currency: str
    spent: Decimal = NOTHING
    committed: Decimal = NOTHING
    people: set[int] = field(default_factory=set)


def of_period(period: PayPeriod) -> list[Budget]:
    """What the period's dates cost, by batch, in the order of their names; the parts come to the whole to the cent."""
    times = time_by_batch(period.first_date, period.last_date)
    parts: dict[tuple[int | None, str], list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
    people: dict[tuple[int | None, str], set[int]] = defaultdict(set)
    for place, told in enumerate((spent(period), committed(period))):
        for annotator, day, currency, amount in told:
            by_batch = times.get((annotator, day), {}) if day is not None else {}
            weights: dict[int | None, int] = dict(by_batch.items()) or {None: 1}
            for batch, part in shared(amount, weights).items():
                parts[batch, currency][place] += part
                people[batch, currency].add(annotator)
    batches = Batch.objects.in_bulk([batch for batch, _ in parts if batch is not None])
    found = [
        Budget(None if batch is None else batches[batch], currency, both[0], both[1], people[batch, currency])
        for (batch, currency), both in parts.items()
    ]
    return sorted(found, key=lambda one: ("" if one.batch is None else one.batch.name, one.currency))


Told = Iterator[tuple[int, date | None, str, Decimal]]


def spent(period: PayPeriod) -> Told:
    """What was entered for dates of the period, whenever it was, and what was entered in it for no date."""
    within = {"local_date__range": (period.first_date, period.last_date)}
    entries = LedgerEntry.objects.exclude(kind=EntryKind.PAYOUT).exclude(reverses__kind=EntryKind.PAYOUT)
    dated, undated = entries.filter(**within), entries.filter(period=period, local_date__isnull=True)
    yield from (dated | undated).order_by("pk").values_list("annotator", "local_date", "currency", "amount")


def committed(period: PayPeriod) -> Told:
    """What days that wait for approval would add."""
    everybody = list(Payee.objects.values_list("annotator", flat=True))
    found = pay_days.days(everybody, period.first_date, period.last_date)
    for (annotator, on), day in found.items():
        if day.is_waiting and day.proposal is not None:
            yield annotator, on, day.proposal.currency, day.proposal.amount - day.paid
