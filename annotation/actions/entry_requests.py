"""Adjustments and bonuses: one name up to a set sum for each person and period, two names above."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Func, Sum

from annotation.actions import audit, ledger
from annotation.actions.pay_roles import require_others, require_payroll, require_reason
from annotation.actions.people import subject
from annotation.errors import AnnotationError
from annotation.models import Annotator, EntryRequest, LedgerEntry, PayPeriod, PayRule, User
from annotation.queries import pay_rules
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import NOTHING, Money


class NoRule(AnnotationError):
    """No version of the rule is in force on that date."""

    code = "no_pay_rule"


class DecidedBefore(AnnotationError):
    """The request was granted or refused already."""

    code = "decided_before"


class SecondNameMissing(AnnotationError):
    """Whoever asked cannot be the second name."""

    code = "second_name_missing"
    status = 403


@dataclass(frozen=True, slots=True)
class Asked:
    """An adjustment or a bonus as it is asked for, once for its key; `local_date` when it is about a day."""

    key: str
    kind: EntryKind
    annotator: Annotator
    money: Money
    reason: str
    local_date: date | None = None


@transaction.atomic
def ask(*, asked: Asked, author: User, now: datetime) -> LedgerEntry | EntryRequest:
    """
    Enter it at once, or keep it for a second name where it is above the set sum; the same for the same key.

    What the author alone entered for this person in the period counts into the sum: ten small ones are a large one.

    :raises OwnPay: it is their own
    :raises ReceiptTaken: the key was used before, for something else
    """
    require_payroll(author)
    require_others(author, [asked.annotator])
    said = require_reason(asked.reason)
    period = ledger.open_period()
    ledger.lock_payees([asked.annotator.pk])
    if (earlier := known(asked)) is not None:
        ledger.require_same(earlier, asked.kind, asked.annotator, asked.money)
        return earlier
    if needs_two(asked, period, now):
        return keep_request(asked, said, author, now)
    entry = as_entry(asked, said, author)
    made = ledger.post(entry, period=period, now=now)
    ledger.note(made, act=f"enter_{asked.kind.value}", now=now)
    return made


def known(asked: Asked) -> LedgerEntry | EntryRequest | None:
    """What this key made before."""
    entry = LedgerEntry.objects.filter(key=asked.key).first()
    return entry or EntryRequest.objects.filter(key=asked.key).first()


def needs_two(asked: Asked, period: PayPeriod, now: datetime) -> bool:
    """Whether it is above what one person may enter; in another currency than the rule's it always is."""
    rule = rule_on(now.date())
    if asked.money.currency != rule.currency:
        return True
    alone = LedgerEntry.objects.filter(
        period=period,
        annotator=asked.annotator,
        kind__in=[EntryKind.ADJUSTMENT, EntryKind.BONUS],
        approval__isnull=True,
        second__isnull=True,
    )
    before: Decimal = alone.aggregate(sum=Sum(Func(F("amount"), function="abs")))["sum"] or NOTHING
    return bool(before + abs(asked.money.amount) > rule.two_names_above)


def rule_on(day: date) -> PayRule:
    """:raises NoRule: there is none yet"""
    if (rule := pay_rules.in_force(pay_rules.versions(), day)) is None:
        raise NoRule(f"No rule of pay is in force on {day}. Publish one first.")
    return rule


def as_entry(asked: Asked, reason: str, author: User) -> ledger.Entry:
    return ledger.Entry(
        key=asked.key,
        kind=asked.kind,
        annotator=asked.annotator,
        money=asked.money,
        reason=reason,
        author=author,
        local_date=asked.local_date,
    )


def keep_request(asked: Asked, reason: str, author: User, now: datetime) -> EntryRequest:
    request = EntryRequest.objects.create(
        key=asked.key,
        kind=asked.kind,
        annotator=asked.annotator,
        local_date=asked.local_date,
        amount=asked.money.amount,
        currency=asked.money.currency,
        reason=reason,
        author=author,
        created_at=now,
    )
    note(request, act="ask_for_second_name", actor=author, now=now)
    return request


@transaction.atomic
def decide(*, request: EntryRequest, is_granted: bool, author: User, now: datetime) -> EntryRequest:
    """
    Grant what somebody else asked for, which enters it, or refuse it.

    :raises SecondNameMissing: they asked for it themselves
    :raises DecidedBefore: it was decided otherwise
    """
    require_payroll(author)
    require_others(author, [request.annotator])
    period = ledger.open_period() if is_granted else None
    ledger.lock_payees([request.annotator_id])
    held = EntryRequest.objects.select_for_update(of=("self",)).select_related("annotator", "author").get(pk=request.pk)
    if held.author_id == author.pk:
        raise SecondNameMissing("You asked for this yourself: somebody else must grant it.")
    if held.is_granted is not None:
        if held.is_granted != is_granted:
            raise DecidedBefore("This was decided already.")
        return held
    held.is_granted, held.decided_by, held.decided_at = is_granted, author, now
    held.save(update_fields=["is_granted", "decided_by", "decided_at"])
    if period is not None:
        ledger.post(granted(held), period=period, now=now)
    note(held, act="grant_entry" if is_granted else "refuse_entry", actor=author, now=now)
    return held


def granted(request: EntryRequest) -> ledger.Entry:
    return ledger.Entry(
        key=request.key,
        kind=EntryKind(request.kind),
        annotator=request.annotator,
        money=Money(request.currency, request.amount),
        reason=request.reason,
        author=request.author,
        local_date=request.local_date,
        request=request,
        second=request.decided_by,
    )


def note(request: EntryRequest, *, act: str, actor: User, now: datetime) -> None:
    detail = {"entry": request.key, "kind": request.kind, "reason": request.reason}
    audit.record(actor=actor.username, act=act, subject=subject(request.annotator.user), detail=detail, now=now)
