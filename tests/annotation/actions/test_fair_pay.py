"""Beside the ledger: fair pay, who looked at whose, names that are taken away."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command

from annotation.actions import pay_periods, pay_reads, payees, pseudonyms, top_ups
from annotation.actions.pay_roles import NotPayroll
from annotation.actions.pseudonyms import StillHere
from annotation.models import AuditEntry, Contract, LedgerEntry, PayRead, User
from annotation.queries import fair_pay
from annotation.queries.payees import without_number
from tests.annotation.employer import (
    FIRST,
    LATER,
    MONDAY,
    approved,
    closed,
    day,
    hired,
    period,
    told,
    works,
)
from tests.factories import (
    AnnotatorFactory,
    ManagerFactory,
    PayrollFactory,
    ReferenceWageFactory,
)

pytestmark = pytest.mark.django_db


def test_pay_under_a_reference_wage_is_topped_up_once():
    of, annotator, payroll = period(), hired(country="KR"), PayrollFactory()
    ReferenceWageFactory(hourly_amount=Decimal("10.00"))
    works(annotator, MONDAY, 8)
    works(annotator, day(1), 2)
    approved(of, payroll)

    [one] = fair_pay.of_period(of).people
    figures = one.figures
    assert (figures.median, figures.tenth) == (Decimal("3.12"), Decimal("0.62"))
    assert (figures.unpaid_seconds, figures.n_under, figures.top_up) == (7200, 2, Decimal("50.00"))

    for _ in range(2):
        top_ups.top_up(period=of, annotators=[annotator.pk], author=payroll, now=LATER)
    entry = LedgerEntry.objects.get(kind="adjustment")
    assert (entry.amount, entry.reason) == (
        Decimal("50.00"),
        f"Brings 10.0 hours of {of.name} up to 10.00 USD an hour (a ministry, 2025-08-05).",
    )


def test_reading_the_pay_of_others_leaves_a_row_each():
    payroll, people = PayrollFactory(), [hired(), hired()]

    pay_reads.read_pay(reader=people[0].user, annotators=people[:1], what="payslip", now=LATER)
    pay_reads.read_pay(reader=payroll, annotators=people, what="payslip", now=LATER)
    for nosy in (ManagerFactory(), people[1].user):
        with pytest.raises(NotPayroll):
            pay_reads.read_pay(reader=nosy, annotators=people[:1], what="payslip", now=LATER)

    assert list(PayRead.objects.values_list("reader", "annotator")) == [(payroll.pk, one.pk) for one in people]


def test_a_name_is_taken_away_and_what_was_paid_stays():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 7)
    closed(of, payroll, to="exported")
    said = {"annotator": annotator, "reason": "asked for it", "author": payroll, "now": LATER}

    with pytest.raises(StillHere, match="ledger"):
        pseudonyms.pseudonymise(**said)
    pay_periods.pay(period=of, author=payroll, now=LATER)
    with pytest.raises(StillHere, match="contract"):
        pseudonyms.pseudonymise(**said)
    Contract.objects.update(ends_date=FIRST + timedelta(days=20))
    name = pseudonyms.pseudonymise(**said)

    user = User.objects.get(pk=annotator.user_id)
    assert (user.username, user.is_active, user.has_usable_password()) == (name, False, False)
    assert told(of.entries) == [("day_rate", "50.00"), ("payout", "-50.00")]
    call_command("rebuild_payslips")


def test_who_works_without_a_payroll_number_is_named():
    of, nobody = period(), AnnotatorFactory()
    works(nobody, MONDAY, 7)
    works(hired(), MONDAY, 7)

    assert list(without_number(of)) == [nobody]


def test_the_record_that_managers_read_tells_no_amount():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    rate = payees.NewRate(MONDAY, Decimal("61.37"), "USD", "a year here")
    payees.set_rate(annotator=annotator, rate=rate, author=payroll, now=LATER)
    works(annotator, MONDAY, 7)
    closed(of, payroll, to="paid")

    told_of = str([*AuditEntry.objects.values_list("act", "detail")])
    assert [act for act in ("set_rate", "approve_days", "step_pay_period") if act not in told_of] == []
    assert "61.37" not in told_of
