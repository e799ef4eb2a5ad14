"""Versions of the day rule, and the wages that pay is held against."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from annotation.actions import audit
from annotation.actions.pay_roles import require_payroll, require_reason
from annotation.models import PayRule, ReferenceWage, User
from annotation.rules.day_rules import Terms, in_words


@transaction.atomic
def publish_rule(
    *, terms: Terms, since_date: date, two_names_above: Decimal, reason: str, author: User, now: datetime
) -> PayRule:
    """
    Put a further version of the rule in force for dates from `since_date` on; its number is the next one.

    Days that were approved stay as they are, unless the new version makes them worth more: then they wait again.
    """
    require_payroll(author)
    newest = PayRule.objects.aggregate(number=Max("number"))["number"] or 0
    rule = PayRule.objects.create(
        number=newest + 1,
        since_date=since_date,
        full_minutes=terms.full_minutes,
        half_minutes=terms.half_minutes,
        full_amount=terms.full_amount,
        half_amount=terms.half_amount,
        currency=terms.currency,
        rounding=terms.rounding,
        holidays={day.isoformat(): name for day, name in sorted(terms.holidays.items())},
        holiday_class=terms.holiday_class,
        two_names_above=two_names_above,
        text=in_words(terms),
        reason=require_reason(reason),
        actor=author.username,
        created_at=now,
    )
    detail = {"since": str(since_date), "text": rule.text, "two_names_above": str(two_names_above), "reason": reason}
    audit.record(
        actor=author.username, act="publish_pay_rule", subject=f"pay rule {rule.number}", detail=detail, now=now
    )
    return rule


@transaction.atomic
def set_reference_wage(
    *,
    country: str,
    since_date: date,
    hourly_amount: Decimal,
    currency: str,
    source: str,
    source_date: date,
    author: User,
    now: datetime,
) -> ReferenceWage:
    """Say what an hour should be worth in a country from a date on, and who says so."""
    require_payroll(author)
    wage = ReferenceWage.objects.create(
        country=country,
        since_date=since_date,
        hourly_amount=hourly_amount,
        currency=currency,
        source=require_reason(source),
        source_date=source_date,
        actor=author.username,
        created_at=now,
    )
    detail = {"since": str(since_date), "hour": f"{hourly_amount:.2f} {currency}", "source": source}
    audit.record(actor=author.username, act="set_reference_wage", subject=f"country {country}", detail=detail, now=now)
    return wage
