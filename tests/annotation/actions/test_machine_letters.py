"""The part of the daily mail on models: for managers, on days with work or while something stands."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.core import mail

from annotation.actions import digests, machine_notices
from dataset.choices import JobState, MachineRunState
from dataset.models import Budget
from tests.factories import (
    NOW,
    AnnotatorFactory,
    BudgetFactory,
    HaltFactory,
    MachineDayFactory,
    MachineEventFactory,
    MachineJobFactory,
    MachineRunFactory,
    ManagerFactory,
    ModelProfileFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_daily_mail_tells_managers_what_models_did_once_a_day() -> None:
    ManagerFactory(email="ruth@example.org")
    AnnotatorFactory(user__email="mina@example.org")
    run = MachineRunFactory(state=MachineRunState.RUNNING)
    Budget.objects.filter(pk=run.budget.pk).update(spent_amount=3)
    MachineJobFactory.create_batch(2, run=run, state=JobState.DONE, ended_at=NOW)
    MachineJobFactory.create_batch(4, run=run)
    other = MachineRunFactory(state=MachineRunState.PAUSED, because="12% of the last 500 prompts got no valid answer")
    MachineDayFactory(run=run, date=(NOW - DAY).date(), spent_amount=1, n_done=1)
    MachineDayFactory(run=run, date=NOW.date(), spent_amount=Decimal("1.5"), n_done=1)
    MachineDayFactory(run=other, date=NOW.date(), spent_amount=Decimal("0.5"), n_done=3, n_poison=1)
    MachineDayFactory(date=(NOW - 2 * DAY).date(), spent_amount=7)
    HaltFactory(scope="profile", profile=ModelProfileFactory(name="small"), reason="the key is refused")
    BudgetFactory(scope="all", key="", cap_amount=100, spent_amount=10)
    MachineEventFactory(kind="ended", says="Run 1 ended: 2 done, 0 poison, $1.50 of $10.00 spent")
    machine_notices.tell(now=NOW)

    assert [digests.send_due(now=NOW), digests.send_due(now=NOW + timedelta(hours=1))] == [1, 0]

    [letter] = mail.outbox
    yesterday, today = (NOW - DAY).date(), NOW.date()
    assert (letter.subject, letter.to) == (f"Strikeout: Models spent $1.00 on {yesterday} (UTC)", ["ruth@example.org"])
    assert str(letter.body).splitlines()[:11] == [
        f"Models spent $1.00 on {yesterday} (UTC)",
        f"- run {run.pk}: $1.00, 1 done, 0% poison",
        f"Models spent $2.00 on {today} (UTC)",
        f"- run {run.pk}: $1.50, 1 done, 0% poison",
        f"- run {other.pk}: $0.5000, 3 done, 25% poison",
        f"Run {run.pk} comes to about $9.00 in all at the present cost of a prompt; its cap is $10.00",
        "Run 1 ended: 2 done, 0 poison, $1.50 of $10.00 spent",
        f"Run {other.pk} is paused: 12% of the last 500 prompts got no valid answer",
        "Questions to small are stopped: the key is refused",
        "Cap of everything: $10.00 of $100.00 spent",
        f"{settings.SITE_URL}/runs/",
    ]


def test_what_ended_stands_in_one_mail_and_a_day_without_machine_work_has_none() -> None:
    ManagerFactory(email="ruth@example.org")
    BudgetFactory(scope="all", key="", cap_amount=100, spent_amount=10)
    assert digests.send_due(now=NOW) == 0

    MachineEventFactory(kind="ended", says="Run 1 ended: 2 done, 0 poison, $1.50 of $10.00 spent")
    machine_notices.tell(now=NOW)

    assert [digests.send_due(now=NOW + DAY), digests.send_due(now=NOW + 2 * DAY)] == [1, 0]
    assert mail.outbox[0].subject == "Strikeout: Run 1 ended: 2 done, 0 poison, $1.50 of $10.00 spent"
