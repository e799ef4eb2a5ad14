"""What the ledger says: balances, and what a period comes to for each person."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from annotation.models import Annotator, LedgerEntry, LedgerLine, Payee, PayPeriod
from annotation.rules.ledger import Account, EntryKind
from annotation.rules.moneys import NOTHING, Money
from annotation.rules.payslips import Payslip, PayslipLine


def balance(annotator: Annotator) -> dict[str, Decimal]:
    """What is owed to them now, by currency."""
    lines = LedgerLine.objects.filter(entry__annotator=annotator, account=Account.PAYABLE)
    found = lines.values_list("currency").annotate(total=Sum("amount")).order_by("currency")
    return {currency: -total for currency, total in found}


def entries(period: PayPeriod) -> QuerySet[LedgerEntry]:
    """The period's entries in their order, with what each line of a payslip tells."""
    return period.entries.select_related("approval__proposal__rule").order_by("pk")


def brought_forward(period: PayPeriod, annotators: Collection[int] | None = None) -> dict[tuple[int, str], Decimal]:
    """What was owed, or paid too much, before the period, by person and currency; nothing is left out."""
    before = LedgerEntry.objects.filter(period__first_date__lt=period.first_date)
    if annotators is not None:
        before = before.filter(annotator__in=annotators)
    sums = before.values_list("annotator", "currency").annotate(total=Sum("amount")).order_by("annotator", "currency")
    return {(annotator, currency): total for annotator, currency, total in sums if total}


def payslips(period: PayPeriod, annotators: Collection[int] | None = None) -> list[Payslip]:
    """Everybody's payslips of the period, one for each currency, in the order of payroll numbers; three statements."""
    kept = entries(period) if annotators is None else entries(period).filter(annotator__in=annotators)
    return of_entries(period, kept, brought_forward(period, annotators))


def of_entries(
    period: PayPeriod, kept: Collection[LedgerEntry] | QuerySet[LedgerEntry], before: dict[tuple[int, str], Decimal]
) -> list[Payslip]:
    numbers = dict(Payee.objects.values_list("annotator", "payroll_number"))
    lines: dict[tuple[int, str], list[PayslipLine]] = {key: [] for key in before}
    for entry in kept:
        if entry.kind != EntryKind.PAYOUT:
            lines.setdefault((entry.annotator_id, entry.currency), []).append(line(entry))
    found = [
        Payslip(
            payroll_number=numbers[annotator],
            period=period.name,
            first_date=period.first_date,
            last_date=period.last_date,
            currency=currency,
            brought_forward=before.get((annotator, currency), NOTHING),
            lines=tuple(sorted(own, key=by_date)),
        )
        for (annotator, currency), own in lines.items()
    ]
    return sorted(found, key=lambda slip: (slip.payroll_number, slip.currency))


def by_date(line: PayslipLine) -> date:
    """Days in their order, whoever approved which of them first; what is about no day comes last."""
    return line.local_date or date.max


def line(entry: LedgerEntry) -> PayslipLine:
    """A line as a payslip tells it: a day with its class, its time and the version of the rule."""
    word = entry.approval
    return PayslipLine(
        kind=EntryKind(entry.kind),
        local_date=entry.local_date,
        money=Money(entry.currency, entry.amount),
        reason=entry.reason,
        day_class=None if word is None else word.day_class,
        seconds=None if word is None else word.proposal.seconds,
        rule=None if word is None else word.proposal.rule.number,
    )


def paid_out(period: PayPeriod) -> dict[tuple[int, str], Decimal]:
    """What was paid out for the period, by person and currency."""
    rows = period.entries.filter(Q(kind=EntryKind.PAYOUT)).values_list("annotator", "currency", "amount")
    return {(annotator, currency): -amount for annotator, currency, amount in rows}
