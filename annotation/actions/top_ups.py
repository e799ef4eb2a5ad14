"""What brings people's pay up to the reference wage, entered as adjustments."""

from datetime import datetime

from annotation.actions import entry_requests
from annotation.actions.entry_requests import Asked
from annotation.models import EntryRequest, LedgerEntry, PayPeriod, User
from annotation.queries import fair_pay
from annotation.queries.fair_pay import PersonFairness
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money


def top_up(
    *, period: PayPeriod, annotators: list[int], author: User, now: datetime
) -> list[LedgerEntry | EntryRequest]:
    """
    Ask for what is wanting of these people, once for each person and period; two names above the set sum.

    :raises OwnPay: one of them is the author
    """
    found = fair_pay.of_period(period, annotators).people
    due = [one for one in found if one.figures.top_up and not one.is_topped_up]
    return [entry_requests.ask(asked=proposed(one), author=author, now=now) for one in due]


def proposed(one: PersonFairness) -> Asked:
    """The top-up as an adjustment; its reason names the wage and who says so."""
    reference = one.reference
    assert reference is not None  # noqa: S101  without one nothing is wanting
    hours = one.figures.seconds / 3600
    wage = f"{reference.hourly_amount:.2f} {reference.currency} an hour ({reference.source}, {reference.source_date})"
    return Asked(
        key=one.key,
        kind=EntryKind.ADJUSTMENT,
        annotator=one.payee.annotator,
        money=Money(one.currency, one.figures.top_up),
        reason=f"Brings {hours:.1f} hours of {one.period.name} up to {wage}.",
    )
