"""Periods of pay, step by step: open, submitted, approved, closed, exported, paid."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from annotation.actions import audit, ledger
from annotation.actions.ledger import Entry
from annotation.actions.pay_roles import OwnPay, require_payroll, require_reason
from annotation.errors import AnnotationError
from annotation.models import LedgerEntry, Payee, PayPeriod, PeriodStep, User
from annotation.queries import ledger as books
from annotation.queries import pay_days
from annotation.rules import payslips
from annotation.rules.ledger import EntryKind, paid_out_reason
from annotation.rules.moneys import Money, sums
from annotation.rules.pay_exports import written
from annotation.rules.pay_periods import MOVES, NOT_CLOSED, PeriodState, is_over


class PeriodsOverlap(AnnotationError):
    """Another period has one of these dates, or this name."""

    code = "periods_overlap"


class NotNow(AnnotationError):
    """The period is not where this step begins."""

    code = "not_now"


class DaysWaiting(AnnotationError):
    """Days of the period are not over, or nobody approved them yet."""

    code = "days_waiting"


class EarlierPeriod(AnnotationError):
    """Periods go one after another."""

    code = "earlier_period"


def open_period(*, name: str, first_date: date, last_date: date, author: User, now: datetime) -> PayPeriod:
    """
    Begin a period of these dates, both with it.

    :raises PeriodsOverlap: another has one of these dates, or this name
    """
    require_payroll(author)
    try:
        with transaction.atomic():
            made = PayPeriod.objects.create(name=name, first_date=first_date, last_date=last_date, created_at=now)
            keep_step(made, PeriodState.OPEN, author, now, detail={"dates": [str(first_date), str(last_date)]})
    except IntegrityError as error:
        if "payperiod" not in str(error):
            raise
        raise PeriodsOverlap("Another period has one of these dates, or this name.") from error
    return made


@transaction.atomic
def submit(*, period: PayPeriod, author: User, now: datetime) -> PayPeriod:
    """
    Hand the period in: all its days are over, and somebody approved each.

    :raises DaysWaiting: some are not
    """
    held = begin(period, PeriodState.SUBMITTED, author)
    if not is_over(held.last_date, now):
        raise DaysWaiting("The last day of this period is not over everywhere yet.")
    everybody = list(Payee.objects.values_list("annotator", flat=True))
    if waiting := pay_days.waiting(held, everybody):
        raise DaysWaiting(f"{len(waiting)} days wait for somebody's approval.")
    return step(held, PeriodState.SUBMITTED, author, now, detail=totals(held))


@transaction.atomic
def approve(*, period: PayPeriod, author: User, now: datetime) -> PayPeriod:
    """
    Approve what the period comes to.

    :raises OwnPay: they are paid in it
    """
    held = begin(period, PeriodState.APPROVED, author)
    require_unpaid(held, author)
    return step(held, PeriodState.APPROVED, author, now, detail=totals(held))


@transaction.atomic
def send_back(*, period: PayPeriod, reason: str, author: User, now: datetime) -> PayPeriod:
    """Open a period again that is not closed yet, with a reason."""
    held = begin(period, PeriodState.OPEN, author)
    return step(held, PeriodState.OPEN, author, now, reason=require_reason(reason))


@transaction.atomic
def close(*, period: PayPeriod, author: User, now: datetime) -> PayPeriod:
    """
    Close the period for good; the step keeps the digest of all its payslips.

    :raises EarlierPeriod: one before it is not closed
    :raises OwnPay: they are paid in it
    """
    held = begin(period, PeriodState.CLOSED, author)
    require_unpaid(held, author)
    if PayPeriod.objects.filter(first_date__lt=held.first_date, state__in=NOT_CLOSED).exists():
        raise EarlierPeriod("Close the periods before this one first.")
    slips = books.payslips(held)
    detail = totals(held) | {"payslips": len(slips), "digest": payslips.digest(slips)}
    return step(held, PeriodState.CLOSED, author, now, detail=detail)


@transaction.atomic
def export(*, period: PayPeriod, author: User, now: datetime) -> PayPeriod:
    """
    Say what is to be paid out, for the payroll's own program; the step keeps the file's digest. The file is
    `pay_exports.written`, the same bytes each time.

    :raises EarlierPeriod: one before it is not paid, so that nothing is brought forward twice
    """
    held = begin(period, PeriodState.EXPORTED, author)
    before = PayPeriod.objects.filter(first_date__lt=held.first_date)
    if before.exclude(state=PeriodState.PAID).exists():
        raise EarlierPeriod("Pay out the periods before this one first.")
    file = written(held.name, books.payslips(held))
    detail = {"rows": file.n_rows, "totals": texts(file.totals), "sha256": file.sha256}
    return step(held, PeriodState.EXPORTED, author, now, detail=detail)


@transaction.atomic
def pay(*, period: PayPeriod, author: User, now: datetime) -> PayPeriod:
    """
    Enter that all was paid out that the file named.

    :raises OwnPay: they are paid in it
    """
    held = begin(period, PeriodState.PAID, author)
    require_unpaid(held, author)
    payees = {payee.payroll_number: payee for payee in Payee.objects.select_related("annotator")}
    due = [slip for slip in books.payslips(held) if slip.to_pay]
    ledger.lock_payees([payees[slip.payroll_number].annotator_id for slip in due])
    for slip in due:
        entry = Entry(
            key=f"payout:{held.name}:{slip.payroll_number}:{slip.currency}",
            kind=EntryKind.PAYOUT,
            annotator=payees[slip.payroll_number].annotator,
            money=Money(slip.currency, -slip.to_pay),
            reason=paid_out_reason(held.name),
            author=author,
        )
        ledger.post(entry, period=held, now=now)
    paid = sums(Money(slip.currency, slip.to_pay) for slip in due)
    return step(held, PeriodState.PAID, author, now, detail={"payouts": len(due), "totals": texts(paid)})


def begin(period: PayPeriod, to: PeriodState, author: User) -> PayPeriod:
    """The period, locked, where it may go there."""
    require_payroll(author)
    held = PayPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    if to not in MOVES[PeriodState(held.state)]:
        raise NotNow(f"{held.name} is {held.state}, so it does not become {to}.")
    return held


def require_unpaid(period: PayPeriod, author: User) -> None:
    if LedgerEntry.objects.filter(period=period, annotator__user=author).exists():
        raise OwnPay("You are paid in this period: somebody else must do this.")


def step(period: PayPeriod, to: PeriodState, author: User, now: datetime, **said: Any) -> PayPeriod:
    """The period, that one step further; `reason` and `detail` are of the step."""
    period.state = to
    period.save(update_fields=["state"])
    keep_step(period, to, author, now, **said)
    return period


def keep_step(period: PayPeriod, to: PeriodState, author: User, now: datetime, **said: Any) -> None:
    number = period.steps.count() + 1
    PeriodStep.objects.create(period=period, number=number, state=to, author=author, created_at=now, **said)
    # What it came to is kept with the step alone: managers read the record.
    told = {"state": to.value, "reason": said.get("reason", "")}
    audit.record(actor=author.username, act="step_pay_period", subject=f"period {period.name}", detail=told, now=now)


def totals(period: PayPeriod) -> dict[str, Any]:
    """What its entries come to."""
    rows = period.entries.values_list("currency", "amount")
    found = sums(Money(currency, amount) for currency, amount in rows)
    return {"entries": len(rows), "totals": texts(found)}


def texts(found: dict[str, Any]) -> dict[str, str]:
    return {currency: f"{amount:.2f}" for currency, amount in found.items()}
