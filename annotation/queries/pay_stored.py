"""What is stored of somebody's pay, for themselves."""

from django.utils.translation import gettext_lazy as _

from annotation.models import (
    Annotator,
    Attendee,
    Contract,
    DayApproval,
    DayProposal,
    EntryRequest,
    LedgerEntry,
    Payee,
    PayRead,
    Rate,
)
from annotation.queries.stored_kinds import Kind, kind
from annotation.queries.table_rows import same


def pay(annotator: Annotator) -> dict[str, Kind]:
    return agreed(annotator) | days(annotator) | money(annotator)


def agreed(annotator: Annotator) -> dict[str, Kind]:
    return {
        "payroll_number": kind(
            Payee.objects.filter(annotator=annotator),
            _("The number that the payroll knows you by."),
            same("payroll_number country created_at"),
        ),
        "contracts": kind(
            Contract.objects.filter(annotator=annotator),
            _("Dates between which your days are paid."),
            same("starts_date ends_date created_at"),
        ),
        "rates": kind(
            Rate.objects.filter(annotator=annotator),
            _("What a full day of yours is worth, and since when."),
            same("since_date day_amount currency reason created_at"),
        ),
    }


def days(annotator: Annotator) -> dict[str, Kind]:
    act = {
        name: f"act__{name}"
        for name in ["kind", "day_class", "first_date", "last_date", "reason", "evidence", "created_at"]
    }
    return {
        "attendances": kind(
            Attendee.objects.filter(annotator=annotator),
            _("What was said of your days: outages, leave, training, holidays."),
            act | {"taken_back_at": "act__undone_by__created_at"},
        ),
        "proposed_days": kind(
            DayProposal.objects.filter(annotator=annotator),
            _("What the rule proposes for each day, with the facts that it follows from."),
            {"rule": "rule__number"}
            | same("local_date number facts seconds day_class amount currency reason flags created_at"),
        ),
        "approved_days": kind(
            DayApproval.objects.filter(annotator=annotator),
            _("What was approved for each day."),
            {"approved_by": "author__username"}
            | same("local_date number proposed_class day_class amount currency reason created_at"),
        ),
    }


def money(annotator: Annotator) -> dict[str, Kind]:
    return {
        "pay": kind(
            LedgerEntry.objects.filter(annotator=annotator),
            _("Each entry of your pay."),
            {"period": "period__name", "by": "author__username", "second": "second__username"}
            | same("key kind local_date amount currency reason created_at"),
        ),
        "pay_asked_for": kind(
            EntryRequest.objects.filter(annotator=annotator),
            _("Entries of your pay that two people decide on."),
            {"by": "author__username", "decided_by": "decided_by__username"}
            | same("kind local_date amount currency reason created_at is_granted decided_at"),
        ),
        "pay_read": kind(
            PayRead.objects.filter(annotator=annotator),
            _("Who looked at your pay."),
            {"reader": "reader__username"} | same("what created_at"),
        ),
    }
