"""A small employer: people under contract, a rule, a period, and days of work."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from annotation.actions import pay_days, pay_periods
from annotation.actions.pay_days import Approved
from annotation.models import Annotator, DayProposal, PayPeriod, User
from annotation.queries import pay_days as days
from tests.factories import ActiveIntervalFactory, ContractFactory, PayeeFactory, PayrollFactory, PayRuleFactory

MONDAY = date(2026, 11, 2)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 14)
LATER = datetime(2026, 12, 1, tzinfo=UTC)


def day(n: int) -> date:
    return MONDAY + timedelta(days=n)


def hired(**fields: Any) -> Annotator:
    """Somebody with a payroll number and a contract."""
    annotator: Annotator = PayeeFactory(**fields).annotator
    ContractFactory(annotator=annotator)
    return annotator


def period(**fields: Any) -> PayPeriod:
    """An open period with its first step, and a rule in force."""
    if not PayRuleFactory._meta.model.objects.exists():
        PayRuleFactory(number=1)
    said = {"name": "first", "first_date": FIRST, "last_date": LAST, **fields}
    return pay_periods.open_period(**said, author=PayrollFactory(), now=LATER)


def works(annotator: Annotator, on: date, hours: float, *, at: int = 8) -> None:
    began = datetime(on.year, on.month, on.day, at, tzinfo=UTC)
    ended = began + timedelta(hours=hours)
    ActiveIntervalFactory(annotator=annotator, span=(began, ended), local_date=on, zone="UTC")


def proposed(of: PayPeriod) -> list[DayProposal]:
    """What waits in the period, after it was reckoned anew."""
    pay_days.propose_days(period=of, now=LATER)
    everybody = list(Annotator.objects.values_list("pk", flat=True))
    return days.waiting(of, everybody)


def approved(of: PayPeriod, author: User) -> Approved:
    return pay_days.approve_days(proposals=[one.pk for one in proposed(of)], author=author, now=LATER)


def closed(of: PayPeriod, author: User, *, to: str = "closed") -> PayPeriod:
    """The period, approved and taken on step by step."""
    approved(of, author)
    steps = {"submitted": pay_periods.submit, "approved": pay_periods.approve, "closed": pay_periods.close}
    steps |= {"exported": pay_periods.export, "paid": pay_periods.pay}
    for state, step in steps.items():
        of = step(period=of, author=author, now=LATER)
        if state == to:
            break
    return of


def told(entries: Any) -> list[tuple[str, str]]:
    return [(entry.kind, f"{entry.amount:.2f}") for entry in entries.order_by("pk")]
