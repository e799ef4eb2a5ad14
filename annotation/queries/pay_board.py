"""What the payroll looks at: periods with their totals, a period as a grid, people with what they are owed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from annotation.choices import ThreadKind
from annotation.models import (
    Annotator,
    AttendanceAct,
    Attendee,
    EntryRequest,
    LedgerEntry,
    LedgerLine,
    Payee,
    PayPeriod,
    PeriodStep,
    Thread,
    User,
)
from annotation.queries import ledger, pay_days
from annotation.queries.pay_days import PayDay
from annotation.rules.ledger import Account
from annotation.rules.moneys import NOTHING, Money, sums
from annotation.rules.pay_periods import MOVES, PeriodState

PERIODS_SHOWN = 52


@dataclass(frozen=True, slots=True)
class Row:
    """One person's period: a day for each date, None where nothing is known; and what was entered for them."""

    payee: Payee
    days: list[tuple[date, PayDay | None]]
    totals: dict[str, Decimal]

    @property
    def waiting(self) -> list[int]:
        """The proposals that wait for somebody's word."""
        return [day.proposal.pk for _, day in self.days if day and day.is_waiting and day.proposal]

    @property
    def worked(self) -> timedelta:
        return timedelta(seconds=sum(day.proposal.seconds for _, day in self.days if day and day.proposal))


def periods() -> list[tuple[PayPeriod, dict[str, Decimal], list[str]]]:
    """The newest first, with what their entries come to but for payouts, and where each may go."""
    found = [*PayPeriod.objects.order_by("-first_date")[:PERIODS_SHOWN]]
    rows = LedgerEntry.objects.filter(period__in=found).exclude(kind="payout")
    totals: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for period, currency, total in (
        rows.values_list("period", "currency").annotate(total=Sum("amount")).order_by("period", "currency")
    ):
        totals[period][currency] = total
    return [(one, totals[one.pk], [*MOVES[PeriodState(one.state)]]) for one in found]


def payees(*, after: str, limit: int) -> list[Payee]:
    """In the order of their numbers."""
    found = Payee.objects.filter(payroll_number__gt=after).select_related("annotator__user")
    return [*found.order_by("payroll_number")[:limit]]


def grid(period: PayPeriod, shown: list[Payee]) -> list[Row]:
    """The period of these people, date by date; four statements."""
    annotators = [one.annotator_id for one in shown]
    kept = pay_days.days(annotators, period.first_date, period.last_date)
    entered: dict[int, list[Money]] = defaultdict(list)
    rows = period.entries.filter(annotator__in=annotators).exclude(kind="payout")
    for annotator, currency, amount in rows.values_list("annotator", "currency", "amount"):
        entered[annotator].append(Money(currency, amount))
    dates = pay_days.dates(period)
    return [
        Row(one, [(day, kept.get((one.annotator_id, day))) for day in dates], sums(entered[one.annotator_id]))
        for one in shown
    ]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a whole period for somebody's word, without what is theirs: `own` days, which another approves."""

    proposals: list[int]
    n_people: int
    n_own: int
    totals: dict[str, Decimal]


def waiting(period: PayPeriod, author: User) -> Waiting:
    """Three statements, on however many pages the period is."""
    found = pay_days.waiting(period, pay_days.everybody())
    own = Annotator.objects.filter(user=author).values_list("pk", flat=True).first()
    theirs = [one for one in found if one.annotator_id != own]
    return Waiting(
        proposals=[one.pk for one in theirs],
        n_people=len({one.annotator_id for one in theirs}),
        n_own=len(found) - len(theirs),
        totals=sums(Money(one.currency, one.amount) for one in theirs),
    )


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One currency of a period: all three are the same sum, or something is wrong."""

    currency: str
    entries: Decimal
    lines: Decimal
    payslips: Decimal
    brought: Decimal
    to_pay: Decimal
    paid_out: Decimal

    @property
    def is_right(self) -> bool:
        return self.entries == self.lines == self.payslips


def reckoned(period: PayPeriod) -> list[Reckoned]:
    """What the period comes to by its entries, by the wages account, and by its payslips."""
    entries = sums(Money(*row) for row in period.entries.exclude(kind="payout").values_list("currency", "amount"))
    wages = LedgerLine.objects.filter(entry__period=period, account=Account.WAGES)
    lines = dict(wages.values_list("currency").annotate(total=Sum("amount")).order_by("currency"))
    slips = ledger.payslips(period)
    earned = sums(Money(one.currency, one.earned) for one in slips)
    brought = sums(Money(one.currency, one.brought_forward) for one in slips)
    due = sums(Money(one.currency, one.to_pay) for one in slips)
    paid = sums(Money(currency, total) for (_, currency), total in ledger.paid_out(period).items())
    return [
        Reckoned(
            currency=one,
            entries=entries.get(one, NOTHING),
            lines=lines.get(one, NOTHING),
            payslips=earned.get(one, NOTHING),
            brought=brought.get(one, NOTHING),
            to_pay=due.get(one, NOTHING),
            paid_out=paid.get(one, NOTHING),
        )
        for one in sorted({*entries, *earned, *paid})
    ]


def steps(period: PayPeriod) -> QuerySet[PeriodStep]:
    return period.steps.select_related("author").order_by("number")


def balances(annotators: list[int]) -> dict[int, dict[str, Decimal]]:
    """What each of these people is owed now, by currency."""
    lines = LedgerLine.objects.filter(entry__annotator__in=annotators, account=Account.PAYABLE)
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    rows = lines.values_list("entry__annotator", "currency").annotate(total=Sum("amount"))
    for annotator, currency, total in rows.order_by("entry__annotator", "currency"):
        found[annotator][currency] = -total
    return found


def requests() -> list[EntryRequest]:
    """What waits for a second name, the oldest first."""
    found = EntryRequest.objects.filter(is_granted__isnull=True).select_related("annotator__user", "author")
    return [*found.order_by("pk")]


def disputes() -> list[tuple[Thread, int]]:
    """Days that somebody disputes and nobody answered yet, the first due first, with whose they are."""
    found = Thread.objects.filter(kind=ThreadKind.PAY, answered_at__isnull=True).select_related("asked_by__annotator")
    return [(one, one.asked_by.annotator.pk) for one in found.order_by("due_at", "uuid")]


def without_number() -> QuerySet[Annotator]:
    """Who annotates and has no payroll number."""
    here = Q(user__is_active=True, payee__isnull=True)
    return Annotator.objects.filter(here).select_related("user").order_by("user__username")


def people() -> list[Annotator]:
    """Of whom days can be said something: everybody who is here."""
    return [*Annotator.objects.filter(user__is_active=True).select_related("user").order_by("user__username")]


def attendances(*, annotator: int | None = None, group: str = "", on: date | None = None) -> QuerySet[AttendanceAct]:
    """
    The newest first, each with those whom it names and how it was taken back; of one person, of whoever is in a group
    now, of a date, where these are said.
    """
    found = AttendanceAct.objects.filter(undoes__isnull=True).select_related("author", "undone_by__author")
    named = Attendee.objects.filter(act=OuterRef("pk"))
    if annotator is not None:
        found = found.filter(Exists(named.filter(annotator=annotator)))
    if group:
        found = found.filter(Exists(named.filter(annotator__groups__group__name=group)))
    if on is not None:
        found = found.filter(first_date__lte=on, last_date__gte=on)
    return found.prefetch_related("attendees__annotator__user").order_by("-pk")


def entries_of(annotator: Annotator, limit: int, before: int | None) -> list[LedgerEntry]:
    """The newest first."""
    found = LedgerEntry.objects.filter(annotator=annotator).select_related("author", "second", "period", "reversed_by")
    found = found if before is None else found.filter(pk__lt=before)
    return [*found.order_by("-pk")[:limit]]
