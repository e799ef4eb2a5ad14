"""What the database refuses of pay: to pay a day twice, to pay oneself, to leave a sum that does not balance."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models.deletion import ProtectedError

from annotation.models import EntryRequest, LedgerEntry, PayPeriod
from tests.factories import (
    NOW,
    AnnotatorFactory,
    AttendanceActFactory,
    AttendeeFactory,
    ContractFactory,
    DayApprovalFactory,
    DayProposalFactory,
    EntryRequestFactory,
    LedgerEntryFactory,
    LedgerLineFactory,
    PayeeFactory,
    PayPeriodFactory,
    PayReadFactory,
    PayrollFactory,
    PayRuleFactory,
    PeriodStepFactory,
    RateFactory,
    ReferenceWageFactory,
)
from tests.refusals import refused_by, refused_by_trigger

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 2)
NEXT = DAY + timedelta(days=1)


def day_rate(approval=None, **fields):
    word = approval or DayApprovalFactory()
    said = {"annotator": word.annotator, "local_date": word.local_date, "amount": word.amount}
    return LedgerEntryFactory(kind="day_rate", approval=word, **{**said, **fields})


def reversal(entry, **fields):
    said = {"annotator": entry.annotator, "local_date": entry.local_date, "approval": entry.approval}
    return LedgerEntryFactory(**{"kind": "reversal", "reverses": entry, "amount": -entry.amount, **said, **fields})


@pytest.mark.parametrize(
    ("rule", "make", "fields"),
    [
        ("payee_number_is_plain", PayeeFactory, {"payroll_number": "=1+1"}),
        ("payee_country_is_a_code", PayeeFactory, {"country": "kr"}),
        ("contract_ends_after_it_starts", ContractFactory, {"ends_date": date(2025, 12, 31)}),
        ("rate_is_something", RateFactory, {"day_amount": Decimal("0.00")}),
        ("rate_currency_is_a_code", RateFactory, {"currency": "usd"}),
        ("rate_says_why", RateFactory, {"reason": ""}),
        ("payrule_half_before_full", PayRuleFactory, {"half_minutes": 390}),
        ("payrule_half_is_no_more", PayRuleFactory, {"half_amount": Decimal("50.01")}),
        ("payrule_limit_is_a_sum", PayRuleFactory, {"two_names_above": Decimal("-1.00")}),
        ("payrule_currency_is_a_code", PayRuleFactory, {"currency": "$"}),
        ("payrule_rounding_known", PayRuleFactory, {"rounding": "down"}),
        ("payrule_holiday_class_known", PayRuleFactory, {"holiday_class": "best"}),
        ("payrule_says_what_it_is", PayRuleFactory, {"text": ""}),
        ("referencewage_country_is_a_code", ReferenceWageFactory, {"country": ""}),
        ("referencewage_is_something", ReferenceWageFactory, {"hourly_amount": Decimal("0.00")}),
        ("referencewage_currency_is_a_code", ReferenceWageFactory, {"currency": ""}),
        ("referencewage_has_a_source", ReferenceWageFactory, {"source": ""}),
        ("attendanceact_kind_known", AttendanceActFactory, {"kind": "party"}),
        ("attendanceact_class_known", AttendanceActFactory, {"day_class": "none"}),
        ("attendanceact_first_to_last", AttendanceActFactory, {"last_date": date(2026, 11, 1)}),
        ("attendanceact_is_shown", AttendanceActFactory, {"evidence": ""}),
        ("payperiod_state_known", PayPeriodFactory, {"state": "lost"}),
        ("payperiod_first_to_last", PayPeriodFactory, {"last_date": date(2026, 10, 31)}),
        ("periodstep_state_known", PeriodStepFactory, {"state": "lost"}),
        ("periodstep_back_says_why", PeriodStepFactory, {"number": 2, "state": "open"}),
        ("dayproposal_class_known", DayProposalFactory, {"day_class": "most"}),
        ("dayproposal_amount_of_its_class", DayProposalFactory, {"day_class": "none"}),
        ("dayproposal_currency_is_a_code", DayProposalFactory, {"currency": "US"}),
        ("dayproposal_digest_whole", DayProposalFactory, {"facts_digest": "ab"}),
        ("dayproposal_says_why", DayProposalFactory, {"reason": ""}),
        ("dayproposal_flags_known", DayProposalFactory, {"flags": ["lazy"]}),
        ("dayapproval_never_lower", DayApprovalFactory, {"day_class": "half", "amount": Decimal("25.00")}),
        ("dayapproval_class_known", DayApprovalFactory, {"day_class": "best"}),
        ("dayapproval_amount_of_its_class", DayApprovalFactory, {"amount": Decimal("0.00")}),
        ("dayapproval_currency_is_a_code", DayApprovalFactory, {"currency": ""}),
        ("entryrequest_kind_known", EntryRequestFactory, {"kind": "payout"}),
        ("entryrequest_amount_of_its_kind", EntryRequestFactory, {"amount": Decimal("-1.00")}),
        ("entryrequest_currency_is_a_code", EntryRequestFactory, {"currency": ""}),
        ("entryrequest_says_why", EntryRequestFactory, {"reason": ""}),
        ("entryrequest_decided_by_a_second", EntryRequestFactory, {"is_granted": True}),
        ("ledgerentry_kind_known", LedgerEntryFactory, {"kind": "gift", "lines": False}),
        ("ledgerentry_amount_of_its_kind", LedgerEntryFactory, {"amount": Decimal("-1.00"), "lines": False}),
        ("ledgerentry_currency_is_a_code", LedgerEntryFactory, {"currency": "usd", "lines": False}),
        ("ledgerentry_says_why", LedgerEntryFactory, {"reason": "", "lines": False}),
        ("ledgerentry_reversal_of_something", LedgerEntryFactory, {"kind": "reversal", "lines": False}),
        ("ledgerline_account_known", LedgerLineFactory, {"account": "gifts"}),
        ("ledgerline_is_something", LedgerLineFactory, {"amount": Decimal("0.00")}),
        ("ledgerline_currency_is_a_code", LedgerLineFactory, {"currency": "usd"}),
        ("payread_of_something", PayReadFactory, {"what": ""}),
    ],
)
def test_a_row_of_pay_is_of_its_kind(rule, make, fields):
    with refused_by(rule):
        make(**fields)


def test_what_there_is_once_is_there_once():
    payee, contract, act = PayeeFactory(), ContractFactory(), AttendeeFactory()
    proposal, step = DayProposalFactory(), PeriodStepFactory()
    approval, rule, period = DayApprovalFactory(proposal=proposal), PayRuleFactory(), step.period

    with refused_by("annotation_payee_payroll_number_key"):
        PayeeFactory(payroll_number=payee.payroll_number)
    with refused_by("annotation_payee_annotator_id_key"):
        PayeeFactory(annotator=payee.annotator)
    with refused_by("contract_one_at_a_time"):
        ContractFactory(annotator=contract.annotator, starts_date=NEXT, ends_date=NEXT)
    with refused_by("annotation_payrule_number_key"):
        PayRuleFactory(number=rule.number)
    with refused_by("annotation_attendanceact_uuid_key"):
        AttendanceActFactory(uuid=act.act.uuid)
    with refused_by("attendee_once"):
        AttendeeFactory(act=act.act, annotator=act.annotator)
    with refused_by("dayproposal_once"):
        DayProposalFactory(annotator=proposal.annotator)
    with refused_by("dayapproval_once"):
        DayApprovalFactory(proposal=proposal, number=approval.number)
    with refused_by("payperiod_one_at_a_time"):
        PayPeriodFactory(first_date=period.last_date, last_date=NEXT + timedelta(days=40))
    with refused_by("annotation_payperiod_name_key"):
        PayPeriodFactory(name=period.name, first_date=date(2027, 1, 1), last_date=date(2027, 1, 2))
    with refused_by("periodstep_once"):
        PeriodStepFactory(period=period)


def test_an_act_is_taken_back_once():
    act = AttendanceActFactory()
    AttendanceActFactory(undoes=act)

    with refused_by("annotation_attendanceact_undoes_id_key"):
        AttendanceActFactory(undoes=act)


def test_a_request_becomes_one_entry_by_two_people():
    request = EntryRequestFactory()

    with refused_by("annotation_entryrequest_key_key"):
        EntryRequestFactory(key=request.key)
    with refused_by("entryrequest_decided_by_a_second"):
        EntryRequest.objects.update(is_granted=True, decided_at=NOW, decided_by=request.author)
    entry = LedgerEntryFactory(request=request)
    with refused_by("annotation_ledgerentry_request_id_key"):
        LedgerEntryFactory(request=request)
    with refused_by("ledgerentry_two_are_two"):
        LedgerEntryFactory(author=entry.author, second=entry.author)
    with refused_by("annotation_ledgerentry_key_key"):
        LedgerEntryFactory(key=entry.key)


def test_a_day_is_paid_once_until_its_rate_is_reversed():
    rate = day_rate()
    approval = DayApprovalFactory(proposal=rate.approval.proposal, number=2)

    with refused_by("ledgerentry_one_day_rate"):
        day_rate(approval)
    undone = reversal(rate)
    with refused_by("annotation_ledgerentry_reverses_id_key"):
        reversal(rate)
    with refused_by("ledgerentry_one_day_rate"):
        day_rate(approval)
    day_rate(approval, follows=undone)

    with refused_by("annotation_ledgerentry_follows_id_key"):
        day_rate(approval, follows=undone)
    assert [entry.amount for entry in LedgerEntry.objects.order_by("pk")] == [
        Decimal("50.00"),
        Decimal("-50.00"),
        Decimal("50.00"),
    ]


def test_a_day_rate_is_what_was_approved_and_follows_a_reversal_of_the_same_day():
    rate, other = day_rate(), day_rate()

    with refused_by("ledgerentry_day_rate_was_approved"):
        LedgerEntryFactory(kind="day_rate", local_date=DAY)
    with refused_by("ledgerentry_day_rate_follows"):
        LedgerEntryFactory(follows=reversal(rate), annotator=rate.annotator, local_date=rate.local_date)
    with refused_by_trigger("a day rate is what was approved"):
        day_rate(DayApprovalFactory(), amount=Decimal("51.00"))
    with refused_by_trigger("a further day rate follows the reversal of the one before"):
        day_rate(DayApprovalFactory(), follows=reversal(other))
    with refused_by_trigger("a reversal is the opposite of what it reverses"):
        reversal(other, amount=Decimal("-49.00"))


def test_nobody_enters_or_approves_their_own_pay():
    annotator = AnnotatorFactory()

    with refused_by_trigger("nobody enters their own pay"):
        LedgerEntryFactory(annotator=annotator, author=annotator.user)
    with refused_by_trigger("nobody enters their own pay"):
        LedgerEntryFactory(annotator=annotator, second=annotator.user)
    with refused_by_trigger("nobody approves their own day"):
        DayApprovalFactory(proposal=DayProposalFactory(annotator=annotator), author=annotator.user)
    with refused_by_trigger("an approval is of its proposal"):
        DayApprovalFactory(local_date=NEXT)


def test_an_entry_has_its_lines_and_they_come_to_nothing():
    entry = LedgerEntryFactory(lines=False)
    with refused_by_trigger(f"ledger entry {entry.key} does not balance"):
        connection.check_constraints()

    LedgerLineFactory(entry=entry, against=False)
    with refused_by_trigger(f"ledger entry {entry.key} does not balance"):
        connection.check_constraints()

    LedgerLineFactory(entry=entry, account="wages", amount=Decimal("10.00"), against=False)
    connection.check_constraints()
    with refused_by("ledgerline_once"):
        LedgerLineFactory(entry=entry, against=False)
    with refused_by_trigger(f"ledger entry {entry.key} does not balance"):
        LedgerLineFactory(entry=entry, account="cash", amount=Decimal("0.01"), against=False)
        connection.check_constraints()


@pytest.mark.parametrize("state", ["submitted", "approved", "closed", "exported", "paid"])
def test_only_an_open_period_takes_entries_and_only_an_exported_one_payouts(state):
    period = PayPeriodFactory()
    said = {"period": period, "kind": "payout", "amount": Decimal("-10.00")}
    with refused_by_trigger("no payout is entered into a period that is open"):
        LedgerEntryFactory(**said)

    for step in ("submitted", "approved", "closed", "exported", "paid"):
        PayPeriod.objects.update(state=step)
        if step == state:
            break
    with refused_by_trigger(f"no bonus is entered into a period that is {state}"):
        LedgerEntryFactory(period=period)
    if state == "exported":
        LedgerEntryFactory(**said)


@pytest.mark.parametrize("state", ["approved", "closed", "exported", "paid"])
def test_a_period_takes_no_step_that_is_not_its_next(state):
    PayPeriodFactory()

    with refused_by_trigger(f"a period that is open does not become {state}"):
        PayPeriod.objects.update(state=state)


def test_the_dates_of_a_period_stay_and_a_closed_one_stays_closed():
    PayPeriodFactory()
    with refused_by_trigger("a period that is open does not become open"):
        PayPeriod.objects.update(last_date=date(2026, 11, 30))

    for step in ("submitted", "approved", "closed"):
        PayPeriod.objects.update(state=step)
    with refused_by_trigger("a period that is closed does not become open"):
        PayPeriod.objects.update(state="open")


def test_people_of_the_ledger_are_never_deleted():
    entry = LedgerEntryFactory()

    for row in (entry.annotator, entry.annotator.user, entry.author, entry.period):
        with pytest.raises(ProtectedError):
            row.delete()
    assert PayrollFactory._meta.model.objects.filter(pk=entry.author_id).exists()


def test_the_past_is_edited_by_no_way_of_the_orm():
    entry = LedgerEntryFactory()
    ways = [
        lambda: LedgerEntry.objects.update(amount=Decimal("99.00")),
        entry.save,
        lambda: LedgerEntry.objects.bulk_update([entry], ["amount"]),
        lambda: LedgerEntry.objects.filter(pk=entry.pk)._raw_delete("default"),
        lambda: entry.lines.update(amount=Decimal("99.00")),
        lambda: entry.lines.all().delete(),
    ]

    for way in ways:
        refused = pytest.raises(ProgrammingError, match="permission denied for table annotation_ledger")
        with refused, transaction.atomic():
            way()
    assert LedgerEntry.objects.get().amount == Decimal("10.00")
