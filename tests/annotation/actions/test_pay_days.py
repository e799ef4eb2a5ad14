"""Days of pay: proposed from facts, approved by somebody else, entered once, never lowered."""

from decimal import Decimal

import pytest

from annotation.actions import attendances, ledger, pay_days, payees
from annotation.actions.attendances import Attended, UndoneBefore
from annotation.actions.ledger import NoOpenPeriod, NotReversible
from annotation.actions.pay_days import ClassLowered, FactsChanged, NoPeriod, PeriodNotOpen
from annotation.actions.pay_roles import NotPayroll, OwnPay, ReasonMissing
from annotation.actions.payees import ContractsOverlap, NewRate, NumberInUse, NumberTaken
from annotation.errors import ReceiptTaken
from annotation.models import AuditEntry, DayApproval, DayProposal, LedgerEntry, PayPeriod
from annotation.queries import day_facts
from annotation.queries import ledger as books
from annotation.rules.day_classes import AttendanceKind, DayClass
from tests.annotation.employer import LATER, MONDAY, approved, closed, day, hired, period, proposed, told, works
from tests.conftest import Statements
from tests.factories import (
    AnnotatorFactory,
    DayProposalFactory,
    ManagerFactory,
    PayeeFactory,
    PayrollFactory,
    PayRuleFactory,
)

pytestmark = pytest.mark.django_db

UUIDS = [f"00000000-0000-4000-8000-00000000000{n}" for n in range(4)]


def attended(**said):
    told_of = {"kind": AttendanceKind.OUTAGE, "day_class": DayClass.HALF, "first_date": MONDAY, "last_date": MONDAY}
    return Attended(**{"uuid": UUIDS[0], **told_of, "reason": "The disk was full.", "evidence": "the log", **said})


def test_days_are_proposed_once_from_their_facts_and_anew_when_these_change():
    of, annotator = period(), hired()
    works(annotator, MONDAY, 4)
    works(annotator, day(1), 7)
    works(AnnotatorFactory(), MONDAY, 7)

    assert [pay_days.propose_days(period=of, now=LATER) for _ in range(2)] == [2, 0]
    works(annotator, MONDAY, 3, at=14)
    assert pay_days.propose_days(period=of, now=LATER) == 1

    rows = DayProposal.objects.order_by("local_date", "number")
    assert list(rows.values_list("local_date", "number", "day_class", "seconds")) == [
        (MONDAY, 1, "half", 14_400),
        (MONDAY, 2, "full", 25_200),
        (day(1), 1, "full", 25_200),
    ]


def test_a_day_is_proposed_when_it_is_over_everywhere():
    of, annotator = period(), hired()
    works(annotator, day(11), 7)

    assert pay_days.propose_days(period=of, now=LATER.replace(month=11, day=14, hour=11)) == 0
    assert pay_days.propose_days(period=of, now=LATER.replace(month=11, day=14, hour=12)) == 1


@pytest.mark.parametrize("n", [1, 3])
def test_facts_of_however_many_people_are_four_statements(n: int, statements: Statements) -> None:
    people = [hired() for _ in range(n)]
    for annotator in people:
        works(annotator, MONDAY, 4)

    with statements:
        known = day_facts.known([one.pk for one in people], MONDAY, MONDAY)

    assert len(statements) == 4
    assert [known.of(one.pk, MONDAY).seconds for one in people] == [14_400] * n


def test_approved_days_are_entered_once_however_often_they_are_approved():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 4)
    works(annotator, day(1), 7)
    works(annotator, day(2), 1)
    ids = [one.pk for one in proposed(of)]

    first = pay_days.approve_days(proposals=ids, author=payroll, now=LATER)
    again = pay_days.approve_days(proposals=ids, author=PayrollFactory(), now=LATER)

    assert (len(first.approvals), first.n_before, len(again.approvals), again.n_before) == (3, 0, 0, 3)
    assert told(LedgerEntry.objects) == [("day_rate", "25.00"), ("day_rate", "50.00")]
    assert books.balance(annotator) == {"USD": Decimal("75.00")}
    assert AuditEntry.objects.filter(act="approve_days").count() == 1


def test_only_the_payroll_approves_and_nobody_their_own_day():
    of, annotator = period(), hired(annotator__user__roles=["annotator", "payroll"])
    works(annotator, MONDAY, 7)
    [one] = proposed(of)

    refusals = {annotator.user: OwnPay, ManagerFactory(): NotPayroll, AnnotatorFactory().user: NotPayroll}
    for who, refusal in refusals.items():
        with pytest.raises(refusal):
            pay_days.approve_days(proposals=[one.pk], author=who, now=LATER)
        with pytest.raises(refusal):
            pay_days.approve_day(proposal=one, day_class=DayClass.FULL, reason="so", author=who, now=LATER)
    assert (DayApproval.objects.count(), LedgerEntry.objects.count()) == (0, 0)


def test_what_was_looked_at_is_what_is_approved():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 4)
    [old] = proposed(of)
    works(annotator, MONDAY, 3, at=14)
    [new] = proposed(of)

    assert pay_days.approve_days(proposals=[old.pk], author=payroll, now=LATER).changed == [old]
    with pytest.raises(FactsChanged):
        pay_days.approve_day(proposal=old, day_class=DayClass.FULL, reason="seen", author=payroll, now=LATER)
    assert len(pay_days.approve_days(proposals=[new.pk], author=payroll, now=LATER).approvals) == 1


def test_later_facts_in_an_open_period_reverse_the_day_rate_and_enter_another():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 4)
    approved(of, payroll)
    works(annotator, MONDAY, 3, at=14)
    approved(of, payroll)

    assert told(LedgerEntry.objects) == [("day_rate", "25.00"), ("reversal", "-25.00"), ("day_rate", "50.00")]
    assert books.balance(annotator) == {"USD": Decimal("50.00")}


def test_a_day_can_be_approved_for_more_with_a_reason_and_never_for_less():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 6.25)
    [one] = proposed(of)
    said = {"proposal": one, "author": payroll, "now": LATER}

    with pytest.raises(ClassLowered):
        pay_days.approve_day(day_class=DayClass.NONE, reason="slow", **said)
    with pytest.raises(ReasonMissing):
        pay_days.approve_day(day_class=DayClass.FULL, reason=" ", **said)
    pay_days.approve_day(day_class=DayClass.FULL, reason="The clock stopped while she read.", **said)

    entry = LedgerEntry.objects.get()
    assert (entry.amount, entry.reason) == (Decimal("50.00"), f"{one.reason} The clock stopped while she read.")
    with pytest.raises(ClassLowered):
        pay_days.approve_day(day_class=DayClass.HALF, reason="less", **said)


def test_facts_after_closing_become_an_adjustment_in_the_open_period():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 4)
    closed(of, payroll)
    works(annotator, MONDAY, 3, at=14)
    works(annotator, day(3), 4)

    with pytest.raises(NoOpenPeriod):
        approved(of, payroll)
    following = period(name="next", first_date=day(13), last_date=day(26))
    approved(of, payroll)

    assert told(of.entries) == [("day_rate", "25.00")]
    assert told(following.entries) == [("adjustment", "25.00"), ("adjustment", "25.00")]
    came = f"Came after {of.name} was closed. 7 h 00 min at work: a full day"
    assert [entry.reason.startswith(came) for entry in following.entries.order_by("pk")] == [True, False]
    assert proposed(of) == []


def test_a_period_that_was_submitted_takes_no_more_days_until_it_is_sent_back():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 4)
    [one] = proposed(of)
    PayPeriod.objects.update(state="submitted")

    with pytest.raises(PeriodNotOpen):
        pay_days.approve_days(proposals=[one.pk], author=payroll, now=LATER)
    outside = DayProposalFactory(annotator=hired(), local_date=day(60))
    with pytest.raises(NoPeriod):
        pay_days.approve_days(proposals=[outside.pk], author=payroll, now=LATER)


def test_a_reversed_day_waits_for_nobody_and_can_be_approved_once_more_with_a_reason():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    works(annotator, MONDAY, 7)
    [one] = proposed(of)
    approved(of, payroll)
    entry = LedgerEntry.objects.get()

    with pytest.raises(ReasonMissing):
        ledger.reverse(entry=entry, reason="", author=payroll, now=LATER)
    undone = ledger.reverse(entry=entry, reason="Somebody else sat there.", author=payroll, now=LATER)
    for again in (entry, undone):
        with pytest.raises(NotReversible):
            ledger.reverse(entry=again, reason="once more", author=payroll, now=LATER)
    assert (proposed(of), books.balance(annotator)) == ([], {"USD": Decimal("0.00")})

    pay_days.approve_day(proposal=one, day_class=DayClass.FULL, reason="It was her.", author=payroll, now=LATER)
    assert books.balance(annotator) == {"USD": Decimal("50.00")}


def test_an_act_of_attendance_is_a_fact_of_each_whom_it_names_until_it_is_taken_back():
    of, people, manager = period(), [hired(), hired()], ManagerFactory()
    works(people[0], MONDAY, 4)

    act = attendances.record(attended=attended(), annotators=people, author=manager, now=LATER)
    assert attendances.record(attended=attended(), annotators=people, author=manager, now=LATER) == act
    with pytest.raises(ReceiptTaken):
        attendances.record(attended=attended(reason="other"), annotators=people, author=manager, now=LATER)
    assert [one.day_class for one in proposed(of)] == ["full", "half"]

    attendances.undo(act=act, uuid=UUIDS[1], reason="the other site", author=manager, now=LATER)
    assert [one.day_class for one in proposed(of)] == ["half", "none"]
    with pytest.raises(UndoneBefore):
        attendances.undo(act=act, uuid=UUIDS[2], reason="again", author=manager, now=LATER)


def test_nobody_attends_by_their_own_word():
    manager = hired(annotator__user__roles=["annotator", "manager"])

    with pytest.raises(OwnPay):
        attendances.record(attended=attended(), annotators=[manager, hired()], author=manager.user, now=LATER)
    with pytest.raises(NotPayroll):
        attendances.record(attended=attended(), annotators=[manager], author=AnnotatorFactory().user, now=LATER)


def test_a_rate_holds_from_its_date_and_a_later_rule_brings_days_back_that_are_worth_more():
    of, annotator, payroll = period(), hired(), PayrollFactory()
    rate = NewRate(day(1), Decimal("60.00"), "USD", "a year here")
    payees.set_rate(annotator=annotator, rate=rate, author=payroll, now=LATER)
    for n in range(3):
        works(annotator, day(n), 7)
    approved(of, payroll)
    assert [amount for _, amount in told(of.entries)] == ["50.00", "60.00", "60.00"]

    PayRuleFactory(number=2, since_date=MONDAY, full_amount=Decimal("55.00"))
    assert [(one.local_date, one.amount) for one in proposed(of)] == [(MONDAY, Decimal("55.00"))]


def test_payroll_numbers_and_contracts_are_of_one_person_and_one_time():
    annotator, other = hired(payroll_number="A-1"), PayeeFactory(payroll_number="A-2").annotator
    payroll = PayrollFactory()
    said = {"country": "KR", "author": payroll, "now": LATER}

    with pytest.raises(NumberTaken):
        payees.set_payee(annotator=other, payroll_number="A-1", **said)
    assert payees.set_payee(annotator=other, payroll_number="A-3", **said).payroll_number == "A-3"
    with pytest.raises(ContractsOverlap):
        payees.set_contract(annotator=annotator, starts_date=MONDAY, ends_date=None, author=payroll, now=LATER)

    of = period()
    works(annotator, MONDAY, 7)
    approved(of, payroll)
    with pytest.raises(NumberInUse):
        payees.set_payee(annotator=annotator, payroll_number="A-9", **said)
