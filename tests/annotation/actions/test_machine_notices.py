"""Managers are told what machine work did by itself: each thing once, to each of them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from annotation import tasks
from annotation.actions import machine_notices, machine_steering
from annotation.models import Notice
from dataset.actions import budgets, halts, machine_runs
from dataset.choices import BudgetScope, JobState, MachineRunState, MachineTask
from dataset.models import Budget, Halt, MachineEvent, MachineRun
from tests.factories import (
    NOW,
    AnnotatorFactory,
    BudgetFactory,
    MachineEventFactory,
    MachineJobFactory,
    MachineRunFactory,
    ManagerFactory,
    ModelProfileFactory,
    TemplateFactory,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def a_run(**fields: Any) -> MachineRun:
    """One that runs, with ten dollars to spend."""
    run: MachineRun = MachineRunFactory(state=MachineRunState.RUNNING, **fields)
    return run


def spend(budget: Budget, amount: int) -> list[str]:
    """So much more is spent; what is told of that."""
    budgets.settle(budgets=[budget.pk], reserved=Decimal(0), spent=Decimal(amount))
    before = {*MachineEvent.objects.values_list("pk", flat=True)}
    machine_notices.tell(now=NOW)
    return [*MachineEvent.objects.exclude(pk__in=before).order_by("pk").values_list("says", flat=True)]


def letters() -> list[tuple[str, list[str]]]:
    return [(str(one.subject), one.to) for one in mail.outbox]


def test_a_run_that_paused_itself_is_told_to_each_active_manager_once() -> None:
    ruth, _mute, _gone, _mina = (
        ManagerFactory(email="ruth@example.org"),
        ManagerFactory(email=""),
        ManagerFactory(email="gone@example.org", is_active=False),
        AnnotatorFactory(user__email="mina@example.org"),
    )
    run = a_run()

    machine_runs.pause_by_itself(run=run, reason="12% of the last 500 prompts got no valid answer", now=NOW)
    machine_runs.pause_by_itself(run=run, reason="it is paused already", now=NOW + MINUTE)

    assert [machine_notices.tell(now=NOW), machine_notices.tell(now=NOW)] == [1, 0]
    assert [machine_notices.send_due(now=NOW), machine_notices.send_due(now=NOW)] == [1, 0]
    says = f"Run {run.pk} paused itself: 12% of the last 500 prompts got no valid answer"
    assert letters() == [(f"Strikeout: {says}", ["ruth@example.org"])]
    assert mail.outbox[0].body.splitlines()[0] == says
    assert mail.outbox[0].body.splitlines()[1].endswith(f"/runs/{run.pk}/")
    assert [*Notice.objects.order_by("user").values_list("user", "mailed_at")] == [(ruth.pk, NOW), (_mute.pk, None)]


def test_one_that_goes_on_and_pauses_itself_again_is_told_again() -> None:
    run = a_run()
    for minute in range(2):
        machine_runs.pause_by_itself(run=run, reason="too much poison", now=NOW + minute * MINUTE)
        machine_runs.resume(run=run)

    assert machine_notices.tell(now=NOW) == 2


def test_what_people_do_is_not_told() -> None:
    ManagerFactory()
    run, profile = a_run(), ModelProfileFactory()

    machine_steering.pause(run=run, actor="ruth", now=NOW)
    machine_steering.halt(profile=profile, reason="the bill looks wrong", actor="run 7", now=NOW)
    halts.halt_by_itself(profile=profile, reason="the key is refused", actor="run 7", now=NOW)  # stands already

    assert machine_notices.tell(now=NOW) == 0


def test_a_switch_that_machine_work_threw_is_told_once_for_each_time() -> None:
    ManagerFactory(email="ruth@example.org")
    profile = ModelProfileFactory(name="small")

    for minute in range(2):
        halts.halt_by_itself(profile=profile, reason="the key is refused", actor="run 7", now=NOW + minute * MINUTE)
    assert machine_notices.tell(now=NOW) == 1
    halts.lift(halt=Halt.objects.get(), actor="ruth", now=NOW)
    halts.halt_by_itself(profile=profile, reason="the key is refused", actor="run 7", now=NOW)

    assert machine_notices.tell(now=NOW) == 1
    assert machine_notices.send_due(now=NOW) == 2
    assert letters() == [("Strikeout: Questions to small are stopped: the key is refused", ["ruth@example.org"])] * 2


def test_four_fifths_of_a_cap_and_all_of_it_are_told_of_each_once() -> None:
    budget = BudgetFactory(scope=BudgetScope.ALL, key="", cap_amount=100)

    assert spend(budget, 79) == []
    assert spend(budget, 2) == ["80 % of the cap of everything is spent: $81.00 of $100.00"]
    assert spend(budget, 1) == []
    assert spend(budget, 19) == ["All of the cap of everything is spent: $101.00 of $100.00"]
    assert spend(budget, 1) == []


def test_a_cap_that_is_raised_and_reached_again_is_told_again() -> None:
    budget = BudgetFactory(scope=BudgetScope.DAY, key=f"{NOW:%Y-%m-%d}", cap_amount=100)

    assert spend(budget, 100) == [f"All of the cap of {NOW:%Y-%m-%d} is spent: $100.00 of $100.00"]
    budgets.set_cap(scope=BudgetScope.DAY, key=budget.key, cap=Decimal(200))
    assert spend(budget, 50) == []
    assert spend(budget, 10) == [f"80 % of the cap of {NOW:%Y-%m-%d} is spent: $160.00 of $200.00"]
    budgets.set_cap(scope=BudgetScope.DAY, key=budget.key, cap=Decimal(300))
    budgets.set_cap(scope=BudgetScope.DAY, key=budget.key, cap=Decimal(200))
    assert spend(budget, 1) == []  # the amount that was told of stands again


def test_the_cap_of_a_run_is_told_with_its_run_and_of_what_is_long_over_nobody_hears() -> None:
    run = a_run()
    long_over = MachineRunFactory(state=MachineRunState.DONE, ended_at=NOW - timedelta(days=2))
    Budget.objects.filter(pk=long_over.budget.pk).update(spent_amount=9)

    assert spend(run.budget, 8) == [f"80 % of the cap of run {run.pk} is spent: $8.00 of $10.00"]
    assert MachineEvent.objects.get().run == run


def test_a_run_that_ended_is_told_where_managers_look_and_by_no_mail_of_its_own() -> None:
    ManagerFactory(email="ruth@example.org")
    run = a_run()
    MachineJobFactory.create_batch(2, run=run, state=JobState.DONE, ended_at=NOW)
    MachineJobFactory(run=run, state=JobState.POISON, failures=["W1"], ended_at=NOW)
    a_run(template=TemplateFactory(task=MachineTask.STYLE_PATCH))
    Budget.objects.filter(pk=run.budget.pk).update(spent_amount=Decimal("1.5"))

    assert [machine_runs.finish(now=NOW), machine_runs.finish(now=NOW)] == [2, 0]
    assert [machine_notices.tell(now=NOW), machine_notices.send_due(now=NOW)] == [1, 0]
    assert MachineEvent.objects.get().says == f"Run {run.pk} ended: 2 done, 1 poison, $1.50 of $10.00 spent"


@pytest.mark.django_db(transaction=True)
def test_ticks_at_the_same_time_tell_and_send_once() -> None:
    ManagerFactory(email="ruth@example.org")
    MachineEventFactory()
    BudgetFactory(scope=BudgetScope.ALL, key="", cap_amount=10, spent_amount=9)

    def tick(_: int) -> tuple[int, int]:
        try:
            return machine_notices.tell(now=NOW), machine_notices.send_due(now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = [*pool.map(tick, range(4))]
    machine_notices.send_due(now=NOW)

    assert sum(told for told, _ in done) == 2
    assert Notice.objects.count() == 2
    assert len(letters()) == 2


def test_without_a_mail_server_it_is_told_where_managers_look(settings: Any) -> None:
    ManagerFactory(email="ruth@example.org")
    MachineEventFactory()

    tasks.tick_machine_notices()

    assert (Notice.objects.count(), letters()) == (1, [])
