"""What pay came to by the hour, of people under a reference wage."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from annotation.models import DayApproval, EntryRequest, LedgerEntry, Payee, PayPeriod, ReferenceWage
from annotation.rules.fair_pay import Fairness, Reference, WorkedDay, fairness
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import NOTHING

Earned = dict[tuple[int, date], Decimal]


@dataclass(frozen=True, slots=True)
class PersonFairness:
    """
    One person's period in one currency; `reference` is None where nobody set one for their country.

    `key` is that of the top-up, which is asked for once.
    """

    payee: Payee
    period: PayPeriod
    currency: str
    reference: Reference | None
    figures: Fairness
    is_topped_up: bool

    @property
    def key(self) -> str:
        return top_up_key(self.period, self.payee, self.currency)


@dataclass(frozen=True, slots=True)
class PeriodFairness:
    """Everybody's period: each person, and all days together by currency."""

    people: list[PersonFairness]
    together: dict[str, Fairness]


def of_period(period: PayPeriod, annotators: Collection[int] | None = None) -> PeriodFairness:
    """Effective hourly pay of the period's approved days, in six statements."""
    approvals = newest_approvals(period, annotators)
    earned = earned_by_day(period)
    days: dict[tuple[int, str], list[WorkedDay]] = defaultdict(list)
    for one in approvals:
        amount = earned.get((one.annotator_id, one.local_date), NOTHING)
        days[one.annotator_id, one.currency].append(WorkedDay(one.local_date, one.proposal.seconds, amount))
    payees = {payee.annotator_id: payee for payee in Payee.objects.select_related("annotator__user")}
    wages = [*ReferenceWage.objects.filter(since_date__lte=period.last_date).order_by("since_date", "pk")]
    asked, people = asked_for(period), []
    for (annotator, currency), own in sorted(days.items()):
        payee = payees[annotator]
        reference = reference_of(wages, payee.country, currency)
        is_asked = top_up_key(period, payee, currency) in asked
        people.append(PersonFairness(payee, period, currency, reference, fairness(own, reference), is_asked))
    return PeriodFairness(people, together(days))


def top_up_key(period: PayPeriod, payee: Payee, currency: str) -> str:
    return f"top_up:{period.name}:{payee.payroll_number}:{currency}"


def asked_for(period: PayPeriod) -> set[str]:
    """Keys of the period's top-ups that were entered, or wait for a second name, or were refused."""
    begins = {"key__startswith": f"top_up:{period.name}:"}
    entered = LedgerEntry.objects.filter(**begins).values_list("key", flat=True)
    return {*entered, *EntryRequest.objects.filter(**begins).values_list("key", flat=True)}


def together(days: dict[tuple[int, str], list[WorkedDay]]) -> dict[str, Fairness]:
    """All days of a currency, against no reference: countries differ."""
    by_currency: dict[str, list[WorkedDay]] = defaultdict(list)
    for (_, currency), own in days.items():
        by_currency[currency] += own
    return {currency: fairness(own, None) for currency, own in sorted(by_currency.items())}


def newest_approvals(period: PayPeriod, annotators: Collection[int] | None) -> list[DayApproval]:
    found = DayApproval.objects.filter(local_date__range=(period.first_date, period.last_date))
    if annotators is not None:
        found = found.filter(annotator__in=annotators)
    newest = found.order_by("annotator", "local_date", "-number").distinct("annotator", "local_date")
    return list(newest.select_related("proposal"))


def earned_by_day(period: PayPeriod) -> Earned:
    """What was entered for each date of the period, whenever it was; bonuses and payouts are for no time."""
    rows = LedgerEntry.objects.filter(local_date__range=(period.first_date, period.last_date))
    found: Earned = defaultdict(lambda: NOTHING)
    for annotator, day, amount in rows.exclude(kind=EntryKind.BONUS).values_list("annotator", "local_date", "amount"):
        if day is not None:
            found[annotator, day] += amount
    return found


def reference_of(wages: Collection[ReferenceWage], country: str, currency: str) -> Reference | None:
    """The newest wage of the country in this currency: nothing is compared across currencies."""
    fitting = [wage for wage in wages if (wage.country, wage.currency) == (country, currency)]
    if not fitting:
        return None
    newest = fitting[-1]
    return Reference(newest.hourly_amount, newest.currency, newest.source, newest.source_date)
