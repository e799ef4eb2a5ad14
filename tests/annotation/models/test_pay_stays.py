"""Tables of pay whose rows change in their way: nothing of them is ever removed, and what was said in them stays."""

from datetime import date
from decimal import Decimal

import pytest

from annotation.models import Contract, EntryRequest, Payee
from tests.factories import (
    NOW,
    AnnotatorFactory,
    ContractFactory,
    EntryRequestFactory,
    LedgerEntryFactory,
    PayeeFactory,
    PayPeriodFactory,
    PayrollFactory,
)
from tests.refusals import owner, refused_by_trigger, what_the_application_is_told

pytestmark = pytest.mark.django_db

KEPT = ["annotation_payperiod", "annotation_payee", "annotation_contract", "annotation_entryrequest"]


@pytest.mark.parametrize("act", ["DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", KEPT)
def test_what_changes_in_its_way_is_never_removed_by_the_application(table, act):
    assert what_the_application_is_told(act.format(table)) == f"permission denied for table {table}"


def test_what_was_asked_for_stays_and_is_decided_once():
    request, by = EntryRequestFactory(), PayrollFactory()
    asked = EntryRequest.objects.filter(pk=request.pk)
    stays = "what was asked for stays, and is decided once"

    for change in ({"amount": Decimal("1.00")}, {"annotator": AnnotatorFactory()}, {"author": by}, {"key": "other"}):
        with refused_by_trigger(stays):
            asked.update(**change)
    asked.update(is_granted=False, decided_by=by, decided_at=NOW)
    with refused_by_trigger(stays):
        asked.update(is_granted=True)


def test_a_number_under_which_pay_was_entered_stays_and_a_contract_with_whose_it_is():
    payee, contract = PayeeFactory(), ContractFactory()
    Payee.objects.filter(pk=payee.pk).update(payroll_number="B-1")
    LedgerEntryFactory(annotator=payee.annotator)

    with refused_by_trigger("a payroll number under which pay was entered stays"):
        Payee.objects.filter(pk=payee.pk).update(payroll_number="B-2")
    with refused_by_trigger("a payroll number under which pay was entered stays"):
        Payee.objects.filter(pk=payee.pk).update(annotator=AnnotatorFactory())
    with refused_by_trigger("a contract stays with whose it is"):
        Contract.objects.filter(pk=contract.pk).update(annotator=AnnotatorFactory())
    Contract.objects.filter(pk=contract.pk).update(ends_date=date(2026, 12, 31))


@pytest.mark.django_db(transaction=True)
def test_the_owner_removes_nothing_of_pay_either():
    for make in (PayPeriodFactory, PayeeFactory, ContractFactory, EntryRequestFactory):
        make()

    with owner() as connected:
        for table in KEPT:
            with refused_by_trigger(f"{table} is never removed: DELETE is refused"):
                connected.execute(f"DELETE FROM {table}")  # noqa: S608  named above
            with refused_by_trigger(f"{table} is never removed: TRUNCATE is refused"):
                connected.execute(f"TRUNCATE {table} CASCADE")
