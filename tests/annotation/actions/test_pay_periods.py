"""Periods: step by step, by somebody who is not paid in them; closed for good, exported, paid out, rebuilt."""

import contextlib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from annotation.actions import entry_requests, ledger, pay_days, pay_periods, retention
from annotation.actions.entry_requests import Asked, DecidedBefore, SecondNameMissing
from annotation.actions.pay_periods import DaysWaiting, EarlierPeriod, NotNow, PeriodsOverlap
from annotation.actions.pay_roles import NotPayroll, OwnPay
from annotation.errors import ReceiptTaken
from annotation.models import EntryRequest, LedgerEntry, PayPeriod, PeriodStep, User
from annotation.queries import ledger as books
from annotation.rules.day_classes import DayClass
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money
from annotation.rules.pay_exports import read, written
from tests.annotation.employer import (
    LAST,
    LATER,
    MONDAY,
    approved,
    closed,
    day,
    hired,
    period,
    proposed,
    told,
    works,
)
from tests.factories import (
    HeartbeatFactory,
    ManagerFactory,
    PayrollFactory,
    WorkSessionFactory,
)

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """Takes back all that was done in a block."""


def asked(annotator, amount="30.00", **said):
    told_of = {"key": "k", "kind": EntryKind.ADJUSTMENT, "reason": "a wrong clock"}
    told_of |= {"money": Money("USD", Decimal(amount))}
    return Asked(**{**told_of, "annotator": annotator, **said})


def test_a_period_goes_from_open_to_paid_and_each_step_says_by_whom_and_what_it_came_to():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 7)
    works(annotator, day(1), 4)

    paid = closed(of, payroll, to="paid")

    steps = [(one.state, one.author) for one in of.steps.order_by("number")]
    assert steps[1:] == [(state, payroll) for state in ("submitted", "approved", "closed", "exported", "paid")]
    assert of.steps.get(state="closed").detail["totals"] == {"USD": "75.00"}
    assert told(of.entries) == [("day_rate", "50.00"), ("day_rate", "25.00"), ("payout", "-75.00")]
    assert (paid.state, books.balance(annotator)) == ("paid", {"USD": Decimal("0.00")})


def test_nobody_takes_a_period_on_in_which_they_are_paid_or_without_the_role():
    of, annotator = period(), hired(annotator__user__roles=["annotator", "payroll"])
    works(annotator, MONDAY, 7)
    closed(of, PayrollFactory(), to="submitted")

    with pytest.raises(OwnPay):
        pay_periods.approve(period=of, author=annotator.user, now=LATER)
    with pytest.raises(NotPayroll):
        pay_periods.approve(period=of, author=ManagerFactory(), now=LATER)
    with pytest.raises(NotNow):
        pay_periods.close(period=of, author=PayrollFactory(), now=LATER)


def test_a_period_is_submitted_when_each_day_was_approved_and_can_be_sent_back():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 7)
    proposed(of)
    said = {"period": of, "author": payroll}

    with pytest.raises(DaysWaiting, match="not over"):
        pay_periods.submit(now=LATER - timedelta(days=20), **said)
    with pytest.raises(DaysWaiting, match="1 days wait"):
        pay_periods.submit(now=LATER, **said)
    approved(of, payroll)
    pay_periods.submit(now=LATER, **said)
    back = pay_periods.send_back(reason="one is missing", now=LATER, **said)

    assert (back.state, PeriodStep.objects.latest("number").reason) == ("open", "one is missing")


def test_periods_do_not_overlap_and_go_in_their_order():
    payroll, first = PayrollFactory(), period()
    said = {"author": payroll, "now": LATER}
    with pytest.raises(PeriodsOverlap):
        pay_periods.open_period(name="again", first_date=LAST, last_date=LAST + timedelta(days=13), **said)
    second = pay_periods.open_period(name="next", first_date=date(2026, 11, 15), last_date=date(2026, 11, 28), **said)

    with pytest.raises(EarlierPeriod):
        closed(second, payroll)
    closed(first, payroll)
    with pytest.raises(EarlierPeriod):
        closed(pay_periods.send_back(period=second, reason="again", **said), payroll, to="exported")


def test_what_was_paid_too_much_is_taken_from_the_next_period():
    first, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 7)
    closed(first, payroll, to="paid")
    second = period(name="next", first_date=day(13), last_date=day(26))
    ledger.reverse(entry=first.entries.get(kind="day_rate"), reason="not her", author=payroll, now=LATER)

    [slip] = books.payslips(second)
    assert (slip.balance, slip.to_pay) == (Decimal("-50.00"), Decimal("0.00"))

    closed(second, payroll, to="paid")
    third = period(name="last", first_date=day(27), last_date=day(28))
    assert [slip.brought_forward for slip in books.payslips(third)] == [Decimal("-50.00")]


def test_above_a_set_sum_in_a_period_there_are_two_names():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    said = {"author": payroll, "now": LATER}
    for n in range(3):
        entry = entry_requests.ask(asked=asked(annotator, key=f"k{n}"), **said)
        assert isinstance(entry, LedgerEntry)

    request = entry_requests.ask(asked=asked(annotator, "-30.00", key="k3"), **said)
    assert isinstance(request, EntryRequest)
    assert entry_requests.ask(asked=asked(annotator, "-30.00", key="k3"), **said) == request
    with pytest.raises(ReceiptTaken):
        entry_requests.ask(asked=asked(annotator, "31.00", key="k3"), **said)
    with pytest.raises(SecondNameMissing):
        entry_requests.decide(request=request, is_granted=True, **said)

    second = PayrollFactory()
    for _ in range(2):
        entry_requests.decide(request=request, is_granted=True, author=second, now=LATER)
    with pytest.raises(DecidedBefore):
        entry_requests.decide(request=request, is_granted=False, author=second, now=LATER)
    made = LedgerEntry.objects.get(key="k3")
    assert (made.author, made.second, made.amount) == (payroll, second, Decimal("-30.00"))
    assert books.balance(annotator) == {"USD": Decimal("60.00")}
    assert of.entries.count() == 4
    call_command("verify_ledger")


def test_another_currency_needs_two_names_and_is_never_added_to_the_first():
    period()
    annotator, payroll = hired(), PayrollFactory()
    request = entry_requests.ask(asked=asked(annotator, money=Money("EUR", Decimal("5.00"))), author=payroll, now=LATER)
    entry_requests.decide(request=request, is_granted=True, author=PayrollFactory(), now=LATER)
    entry_requests.ask(asked=asked(annotator, key="usd"), author=payroll, now=LATER)

    assert books.balance(annotator) == {"EUR": Decimal("5.00"), "USD": Decimal("30.00")}


def test_the_file_of_what_is_to_be_paid_comes_back_as_it_was_written():
    of, annotator, payroll = period(), hired(payroll_number="A-7"), PayrollFactory()
    works(annotator, MONDAY, 7)
    closed(of, payroll, to="approved")
    pay_periods.send_back(period=of, reason="one more", author=payroll, now=LATER)
    said = "=HYPERLINK(1)"
    entry_requests.ask(asked=asked(annotator, "-25.00", reason=said), author=payroll, now=LATER)
    closed(of, payroll, to="exported")

    file = written(of.name, books.payslips(of))
    rows = read(file.text)

    assert ",-25.00,adjustment,,,,'=HYPERLINK(1),," in file.text
    assert [(row.record, row.money.amount, row.reason) for row in rows[1:]] == [
        ("line", Decimal("-25.00"), said),
        ("pay", Decimal("25.00"), ""),
    ]
    assert of.steps.get(state="exported").detail == {"rows": 3, "totals": {"USD": "25.00"}, "sha256": file.sha256}


def project(payroll: User) -> None:
    """Weeks of three people: work, later facts, a raise, a reversal, a second name, three periods."""
    first, people = period(), [hired(payroll_number=f"N-{n}") for n in range(3)]
    for n, annotator in enumerate(people):
        for on in range(5):
            works(annotator, day(on), 2 + n * 2)
    [one, *_] = proposed(first)
    pay_days.approve_day(proposal=one, day_class=DayClass.HALF, reason="The clock stopped.", author=payroll, now=LATER)
    closed(first, payroll, to="paid")
    second = period(name="second", first_date=day(13), last_date=day(26))
    works(people[1], day(2), 4, at=14)
    approved(first, payroll)
    works(people[2], day(14), 7)
    approved(second, payroll)
    rate = first.entries.filter(kind="day_rate").latest("pk")
    ledger.reverse(entry=rate, reason="not her", author=payroll, now=LATER)
    entry_requests.ask(asked=asked(people[0], "300.00"), author=payroll, now=LATER)
    entry_requests.decide(request=EntryRequest.objects.get(), is_granted=True, author=PayrollFactory(), now=LATER)
    closed(second, payroll)
    period(name="third", first_date=day(27), last_date=day(40))


def test_every_payslip_is_rebuilt_from_its_facts_and_the_ledger_holds(capsys):
    project(PayrollFactory())

    call_command("verify_ledger")
    call_command("rebuild_payslips")

    told_of = capsys.readouterr().out
    assert "payslips of 3 periods rebuilt from their facts: each is the same to the cent." in told_of


def test_replaying_the_project_from_its_facts_gives_the_same_payslips():
    replays = []
    for _ in range(2):
        with contextlib.suppress(Undone), transaction.atomic():
            project(PayrollFactory())
            replays.append([books.payslips(of) for of in PayPeriod.objects.order_by("first_date")])
            raise Undone

    assert [len(slips) for slips in replays[0]] == [3, 3, 3]
    assert replays[0] == replays[1]


def test_what_was_bent_past_the_database_is_found(capsys):
    of, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 7)
    closed(of, payroll)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM annotation_activeinterval")

    with pytest.raises(CommandError, match="1 problems"):
        call_command("verify_ledger")
    assert "less time stands than the day was approved by" in capsys.readouterr().out


def test_heartbeats_stay_until_the_periods_of_their_page_are_closed():
    seen = LATER.replace(month=11, day=3)
    page = WorkSessionFactory(annotator=hired(), opened_at=seen, seen_at=seen)
    HeartbeatFactory(session=page, written_at=seen, received_at=seen)
    of, late = period(), LATER + timedelta(days=400)

    assert retention.expire_heartbeats(now=late) == 0
    closed(of, PayrollFactory())
    assert list(retention.retention.expiring(now=late)) == [page]
