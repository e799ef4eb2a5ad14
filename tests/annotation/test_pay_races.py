"""Approvals that meet: however many people approve a day at the same moment, it is paid once."""

from decimal import Decimal

import pytest

from annotation.actions import pay_days
from annotation.models import DayApproval, LedgerEntry
from annotation.queries import ledger
from tests.annotation.employer import LATER, MONDAY, day, hired, period, proposed, works
from tests.annotation.test_collisions import Aside, in_the_way
from tests.factories import PayrollFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_days_that_three_approve_at_once_are_paid_once():
    of, annotator = period(), hired()
    for n in range(3):
        works(annotator, day(n), 7)
    ids = [one.pk for one in proposed(of)]

    with in_the_way() as other:
        other.execute("SELECT 1 FROM annotation_payee FOR UPDATE")
        said = {"proposals": ids, "now": LATER}
        acts = [Aside(pay_days.approve_days, author=PayrollFactory(), **said) for _ in range(3)]

    assert [act.outcome() for act in acts] == [None] * 3
    assert (DayApproval.objects.count(), LedgerEntry.objects.count()) == (3, 3)
    assert ledger.balance(annotator) == {"USD": Decimal("150.00")}
    assert LedgerEntry.objects.filter(local_date=MONDAY).count() == 1
