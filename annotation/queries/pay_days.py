"""Days of pay: what is proposed, what was approved, what was entered for them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from annotation.models import DayApproval, DayProposal, LedgerEntry, Payee, PayPeriod
from annotation.queries.day_facts import Day
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import NOTHING


@dataclass
class PayDay:
    """A date of somebody: the newest proposal and the newest approval, None while there is none, and its entries."""

    proposal: DayProposal | None = None
    approval: DayApproval | None = None
    entries: list[LedgerEntry] = field(default_factory=list)

    @property
    def paid(self) -> Decimal:
        return sum((entry.amount for entry in self.entries), NOTHING)

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is to look at it: nobody did, or later facts come to more than what was approved."""
        if self.proposal is None:
            return False
        return self.approval is None or self.proposal.amount > max(self.approval.amount, self.paid)

    @property
    def day_rate(self) -> LedgerEntry | None:
        """The day rate that stands."""
        undone = {entry.reverses_id for entry in self.entries}
        rates = (entry for entry in self.entries if entry.kind == EntryKind.DAY_RATE)
        return next((entry for entry in rates if entry.pk not in undone), None)

    @property
    def last_reversal(self) -> LedgerEntry | None:
        """The reversal of the newest day rate, which a further one would follow."""
        rates = {entry.pk for entry in self.entries if entry.kind == EntryKind.DAY_RATE}
        return next((entry for entry in reversed(self.entries) if entry.reverses_id in rates), None)


def newest_proposals(annotators: Collection[int], first: date, last: date) -> QuerySet[DayProposal]:
    """Of each date of these people, what is proposed now."""
    found = DayProposal.objects.filter(annotator__in=annotators, local_date__range=(first, last))
    return found.order_by("local_date", "annotator", "-number").distinct("local_date", "annotator")


def days(annotators: Collection[int], first: date, last: date) -> dict[Day, PayDay]:
    """Each of their dates between the two of which something is proposed, in three statements."""
    found: dict[Day, PayDay] = defaultdict(PayDay)
    within = {"annotator__in": annotators, "local_date__range": (first, last)}
    for proposal in newest_proposals(annotators, first, last).select_related("rule"):
        found[proposal.annotator_id, proposal.local_date].proposal = proposal
    for approval in DayApproval.objects.filter(**within).select_related("author").order_by("number"):
        found[approval.annotator_id, approval.local_date].approval = approval
    for entry in LedgerEntry.objects.filter(**within, approval__isnull=False).order_by("pk"):
        if entry.local_date is not None:
            found[entry.annotator_id, entry.local_date].entries.append(entry)
    return dict(found)


def everybody() -> list[int]:
    """All who are paid here."""
    return [*Payee.objects.order_by("pk").values_list("annotator", flat=True)]


def waiting(period: PayPeriod, annotators: Collection[int]) -> list[DayProposal]:
    """What is proposed for the period's dates and waits for somebody's word."""
    found = days(annotators, period.first_date, period.last_date)
    return proposals(day for _, day in sorted(found.items()) if day.is_waiting)


def proposals(found: Iterable[PayDay]) -> list[DayProposal]:
    return [day.proposal for day in found if day.proposal is not None]


def dates(period: PayPeriod) -> list[date]:
    """All dates of the period, both ends with it."""
    n = (period.last_date - period.first_date).days + 1
    return [period.first_date + timedelta(days=day) for day in range(n)]
