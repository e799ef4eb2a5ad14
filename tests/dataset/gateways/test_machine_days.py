"""Days of runs are added up by the database."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from dataset.gateways import machine_days
from dataset.models import MachineDay
from tests.factories import MachineRunFactory

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
NEXT = datetime(2026, 11, 23, 0, 1, tzinfo=UTC)


def test_what_a_run_comes_to_is_added_up_by_day() -> None:
    run = MachineRunFactory()

    machine_days.add(run=run.pk, spent=Decimal("0.1"), n_done=3, n_poison=1, now=LATE)
    machine_days.add(run=run.pk, spent=Decimal("0.02"), n_done=2, now=LATE)
    machine_days.add(run=run.pk, spent=Decimal(1), now=NEXT)
    machine_days.add(run=run.pk, spent=Decimal(0), now=datetime(2026, 11, 24, tzinfo=UTC))

    rows = MachineDay.objects.order_by("date").values_list("date__day", "spent_amount", "n_done", "n_poison")
    assert [*rows] == [(22, Decimal("0.12"), 5, 1), (23, Decimal(1), 0, 0)]
