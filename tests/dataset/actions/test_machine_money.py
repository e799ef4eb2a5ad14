"""What runs over prompts cost, and what stops them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from dataset.actions import budgets, halts, machine_runs, templates
from dataset.actions.machine_questions import compose
from dataset.actions.machine_runs import Means, RunRefused, Wanted
from dataset.actions.machine_windows import OVER_BUDGET
from dataset.choices import BudgetScope, JobState, MachineRunState, MachineTask
from dataset.gateways import hands
from dataset.gateways.language_models import Answered, Missed
from dataset.gateways.machine_jobs import lock_of
from dataset.models import Attempt, Budget, Halt, MachineJob
from dataset.rules.retries import LONGEST_WAIT, Fault
from tests import database
from tests.dataset.lines import chat, good
from tests.dataset.machines import COST, NOTHING, begun, missed, money, worked
from tests.factories import BudgetFactory, ModelProfileFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fault", [Fault.QUOTA, Fault.DENIED])
def test_an_account_that_is_used_up_stops_all_questions_to_it(fault: Fault) -> None:
    run = begun()

    worked(run, missed(fault))

    halt = Halt.objects.get()
    assert (halt.profile, halt.actor) == (run.profile, f"run {run.pk}")
    assert worked(run, good, later=int(LONGEST_WAIT)).bodies == []
    assert halts.lift(halt=halt, actor="ruth", now=NOW)
    assert len(worked(run, good, later=int(LONGEST_WAIT)).bodies) == 1


def test_a_cap_is_never_passed_and_a_raised_one_goes_on() -> None:
    run = begun(3)
    ids = [*MachineJob.objects.values_list("pk", flat=True)]
    most = max(one.most_amount for one in compose(run, ids, NOW))
    budgets.set_cap(scope=BudgetScope.RUN, key=str(run.pk), cap=most + COST / 2)

    for _ in range(3):
        worked(run, good)

    assert money(run) == (NOTHING, COST)
    assert (run.state, run.because) == (MachineRunState.PAUSED, OVER_BUDGET)
    budgets.set_cap(scope=BudgetScope.RUN, key=str(run.pk), cap=Decimal(1))
    assert machine_runs.resume(run=run)
    worked(run, good)
    assert money(run) == (NOTHING, 3 * COST)


def test_what_passed_a_cap_is_told_and_makes_no_room_for_more() -> None:
    budget = BudgetFactory(cap_amount=Decimal(10), spent_amount=Decimal(5), reserved_amount=Decimal(5))

    budgets.settle(budgets=[budget.pk], reserved=Decimal(3), spent=Decimal(4))
    budget.refresh_from_db()
    assert budget.overrun_amount == 1

    budgets.settle(budgets=[budget.pk], reserved=Decimal(2), spent=Decimal("0.5"))
    budget.refresh_from_db()
    assert (budget.spent_amount, budget.overrun_amount) == (Decimal("9.5"), NOTHING)
    assert not budgets.reserve(budgets=[budget.pk], amount=Decimal("0.6"))
    assert budgets.reserve(budgets=[budget.pk], amount=Decimal("0.5"))


def test_the_budget_of_the_day_holds_for_all_runs() -> None:
    budgets.set_cap(scope=BudgetScope.DAY, key=f"{NOW:%Y-%m-%d}", cap=Decimal(0))
    run = begun()

    worked(run, good)

    assert (run.state, run.because) == (MachineRunState.PAUSED, OVER_BUDGET)
    assert not Attempt.objects.exists()


def test_a_run_with_too_much_poison_pauses() -> None:
    run = begun(60)

    for _ in range(2):
        worked(run, lambda _: chat("no JSON"), size=60)

    assert (run.state, run.because) == (
        MachineRunState.PAUSED,
        "100% of the last 60 prompts got no valid answer",
    )


def test_what_a_dead_process_had_in_hand_is_asked_again_and_its_money_is_free() -> None:
    run = begun()

    class Died(Exception):
        pass

    def die(_: Any) -> Answered | Missed:
        raise Died

    with pytest.raises(Died):
        worked(run, die)
    assert (MachineJob.objects.get().state, money(run)) == (JobState.PENDING, (NOTHING, NOTHING))


@pytest.mark.parametrize(("owners", "seconds"), [(0, -1), (1, 0)])
def test_who_is_gone_or_past_the_lease_has_job_and_money_in_hand_no_longer(owners: int, seconds: int) -> None:
    run, owner = begun(), UUID("00000000-0000-0000-0000-000000000001")
    Budget.objects.filter(pk=run.budget_id).update(reserved_amount=Decimal("0.01"))
    MachineJob.objects.update(
        state=JobState.LEASED,
        lease_owner=owner,
        lease_ends_at=NOW,
        reserved_amount=Decimal("0.01"),
        reserved_in=[run.budget_id],
    )

    with database.superuser(database.name()) as other:
        if owners:
            other.execute("SELECT pg_advisory_lock(%s, %s)", [hands.WINDOW, lock_of(owner)])
            assert machine_runs.give_back_abandoned(now=NOW - timedelta(seconds=1)) == 0
        assert machine_runs.give_back_abandoned(now=NOW + timedelta(seconds=seconds)) == 1
    assert (MachineJob.objects.get().state, money(run)) == (JobState.PENDING, (NOTHING, NOTHING))


def test_a_profile_without_a_price_is_not_asked() -> None:
    template = templates.in_force(task=MachineTask.ANNOTATE, actor="ruth", now=NOW)
    means = Means(ModelProfileFactory(name="dear"), Decimal(1))

    with pytest.raises(RunRefused, match="The profile dear has no price"):
        machine_runs.start(template=template, wanted=Wanted(), means=means, actor="ruth", now=NOW)
