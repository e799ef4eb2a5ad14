"""Entries of the ledger: each made once, with its lines; nothing is ever changed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from annotation.actions import audit
from annotation.actions.pay_roles import require_others, require_payroll, require_reason
from annotation.actions.people import subject
from annotation.errors import AnnotationError, ReceiptTaken
from annotation.models import Annotator, DayApproval, EntryRequest, LedgerEntry, LedgerLine, Payee, PayPeriod, User
from annotation.rules import ledger
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money
from annotation.rules.pay_periods import PeriodState


class NoOpenPeriod(AnnotationError):
    """Entries are made in an open period, and there is none."""

    code = "no_open_period"


class NotReversible(AnnotationError):
    """The entry was reversed before, or is a reversal itself."""

    code = "not_reversible"


class NoPayrollNumber(AnnotationError):
    """Nobody is paid who has no payroll number."""

    code = "no_payroll_number"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is to be made, once for its key."""

    key: str
    kind: EntryKind
    annotator: Annotator
    money: Money
    reason: str
    author: User
    local_date: date | None = None
    approval: DayApproval | None = None
    reverses: LedgerEntry | None = None
    follows: LedgerEntry | None = None
    request: EntryRequest | None = None
    second: User | None = None


def post(entry: Entry, *, period: PayPeriod, now: datetime) -> LedgerEntry:
    """Make the entry with its lines. The caller holds the locks over the period and the person, and a transaction."""
    made = LedgerEntry.objects.create(
        key=entry.key,
        kind=entry.kind,
        annotator=entry.annotator,
        period=period,
        local_date=entry.local_date,
        amount=entry.money.amount,
        currency=entry.money.currency,
        approval=entry.approval,
        reverses=entry.reverses,
        follows=entry.follows,
        request=entry.request,
        reason=entry.reason,
        author=entry.author,
        second=entry.second,
        created_at=now,
    )
    kind = entry.kind if entry.reverses is None else EntryKind(entry.reverses.kind)
    lines = ledger.lines(kind, entry.money.amount)
    LedgerLine.objects.bulk_create(
        LedgerLine(entry=made, account=account, amount=amount, currency=entry.money.currency)
        for account, amount in lines.items()
    )
    return made


def reversal(entry: LedgerEntry, *, reason: str, author: User) -> Entry:
    """The opposite of an entry."""
    return Entry(
        key=f"reversal:{entry.pk}",
        kind=EntryKind.REVERSAL,
        annotator=entry.annotator,
        money=Money(entry.currency, -entry.amount),
        reason=reason,
        author=author,
        local_date=entry.local_date,
        approval=entry.approval,
        reverses=entry,
    )


@transaction.atomic
def reverse(*, entry: LedgerEntry, reason: str, author: User, now: datetime) -> LedgerEntry:
    """
    Take an entry back by its opposite, in the period that is open now.

    :raises NotReversible: it was reversed before, or is a reversal
    :raises OwnPay: it is their own
    """
    require_payroll(author)
    require_others(author, [entry.annotator])
    said = require_reason(reason)
    period = open_period()
    lock_payees([entry.annotator_id])
    if entry.kind == EntryKind.REVERSAL or LedgerEntry.objects.filter(reverses=entry).exists():
        raise NotReversible("This entry was reversed before, or reverses another.")
    made = post(reversal(entry, reason=said, author=author), period=period, now=now)
    note(made, act="reverse_entry", now=now)
    return made


def open_period() -> PayPeriod:
    """
    The first period that is open, locked until the transaction ends: entries go there.

    :raises NoOpenPeriod: there is none
    """
    found = PayPeriod.objects.select_for_update(no_key=True).filter(state=PeriodState.OPEN).order_by("first_date")
    if (period := found.first()) is None:
        raise NoOpenPeriod("There is no open period of pay. Open the next one first.")
    return period


def lock_payees(annotators: list[int]) -> dict[int, Payee]:
    """
    These people as payees, locked one after another: nobody else enters pay of theirs until the transaction ends.

    :raises NoPayrollNumber: one of them has none
    """
    wanted = set(annotators)
    locked = Payee.objects.select_for_update(no_key=True).filter(annotator__in=wanted).order_by("pk")
    found = {payee.annotator_id: payee for payee in locked}
    if missing := wanted - set(found):
        names = Annotator.objects.filter(pk__in=missing).values_list("user__username", flat=True)
        raise NoPayrollNumber(f"Without a payroll number: {', '.join(sorted(names))}.")
    return found


def note(entry: LedgerEntry, *, act: str, now: datetime) -> None:
    """What the record says of an entry that somebody made by hand: no amount, since managers read it."""
    detail = {
        "entry": entry.key,
        "period": entry.period.name,
        "date": None if entry.local_date is None else str(entry.local_date),
        "reason": entry.reason,
        "second": None if entry.second is None else entry.second.username,
    }
    who = subject(entry.annotator.user)
    audit.record(actor=entry.author.username, act=act, subject=who, detail=detail, now=now)


def require_same(entry: LedgerEntry | EntryRequest, kind: EntryKind, annotator: Annotator, money: Money) -> None:
    """:raises ReceiptTaken: the key was used before, for something else"""
    if (entry.kind, entry.annotator_id, entry.amount, entry.currency) != (
        kind,
        annotator.pk,
        money.amount,
        money.currency,
    ):
        raise ReceiptTaken("This key was used before, for another entry.")
