"""People as the payroll knows them: numbers, contracts, rates."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from annotation.actions import audit
from annotation.actions.pay_roles import require_others, require_payroll, require_reason
from annotation.actions.people import subject
from annotation.errors import AnnotationError
from annotation.models import Annotator, Contract, LedgerEntry, Payee, Rate, User


class NumberTaken(AnnotationError):
    """The payroll number is somebody else's."""

    code = "payroll_number_taken"


class NumberInUse(AnnotationError):
    """Pay was entered under the number: it stays, and closed periods with it."""

    code = "payroll_number_in_use"


class ContractsOverlap(AnnotationError):
    """Two contracts of one person would hold on one date."""

    code = "contracts_overlap"


@dataclass(frozen=True, slots=True)
class NewRate:
    """What a full day is worth from a date on, and why."""

    since_date: date
    day_amount: Decimal
    currency: str
    reason: str


def set_payee(*, annotator: Annotator, payroll_number: str, country: str, author: User, now: datetime) -> Payee:
    """
    Give somebody a payroll number, or another one, and the country of their reference wages.

    :raises NumberTaken: it is somebody else's
    :raises NumberInUse: pay was entered under the one that they have
    """
    require_payroll(author)
    try:
        with transaction.atomic():
            return keep_payee(annotator, payroll_number, country, author, now)
    except IntegrityError as error:
        if "payroll_number" not in str(error):
            raise
        raise NumberTaken("Somebody else has this payroll number.") from error


def keep_payee(annotator: Annotator, payroll_number: str, country: str, author: User, now: datetime) -> Payee:
    before = Payee.objects.select_for_update().filter(annotator=annotator).first()
    made = {"actor": author.username, "created_at": now}
    is_other = before is not None and before.payroll_number != payroll_number
    if is_other and LedgerEntry.objects.filter(annotator=annotator).exists():
        raise NumberInUse("Pay was entered under this person's number: it stays.")
    after, _ = Payee.objects.update_or_create(
        annotator=annotator,
        defaults={"payroll_number": payroll_number, "country": country},
        create_defaults={"payroll_number": payroll_number, "country": country, **made},
    )
    was = None if before is None else [before.payroll_number, before.country]
    detail = {"before": was, "after": [payroll_number, country]}
    audit.record(
        actor=author.username, act="set_payroll_number", subject=subject(annotator.user), detail=detail, now=now
    )
    return after


def set_contract(
    *,
    annotator: Annotator,
    starts_date: date,
    ends_date: date | None,
    author: User,
    now: datetime,
    contract: Contract | None = None,
) -> Contract:
    """
    Make a contract, or give one other dates. Days that are approved stay; days that come in are proposed anew.

    :raises ContractsOverlap: another holds on one of these dates
    """
    require_payroll(author)
    require_others(author, [annotator])
    try:
        with transaction.atomic():
            return keep_contract(contract, annotator, (starts_date, ends_date), author, now)
    except IntegrityError as error:
        if "contract_one_at_a_time" not in str(error):
            raise
        raise ContractsOverlap("Another contract of theirs holds on one of these dates.") from error


def keep_contract(
    contract: Contract | None, annotator: Annotator, dates: tuple[date, date | None], author: User, now: datetime
) -> Contract:
    made = contract or Contract(annotator=annotator, actor=author.username, created_at=now)
    before = None if contract is None else [str(contract.starts_date), str(contract.ends_date)]
    made.starts_date, made.ends_date = dates
    made.save()
    detail = {"before": before, "after": [str(one) for one in dates]}
    audit.record(actor=author.username, act="set_contract", subject=subject(annotator.user), detail=detail, now=now)
    return made


@transaction.atomic
def set_rate(*, annotator: Annotator, rate: NewRate, author: User, now: datetime) -> Rate:
    """Add to the history of somebody's rate. A date in the past brings days back that are worth more by it."""
    require_payroll(author)
    require_others(author, [annotator])
    row = Rate.objects.create(
        annotator=annotator,
        since_date=rate.since_date,
        day_amount=rate.day_amount,
        currency=rate.currency,
        reason=require_reason(rate.reason),
        actor=author.username,
        created_at=now,
    )
    detail = {"rate": row.pk, "since": str(rate.since_date), "reason": row.reason}
    audit.record(actor=author.username, act="set_rate", subject=subject(annotator.user), detail=detail, now=now)
    return row
