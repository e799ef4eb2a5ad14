"""What stops a sweep: a person, the money, the server, or a question that is another by now."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from dataset.actions import budgets, halts, machine_runs, machine_shards
from dataset.actions.machine_windows import OVER_BUDGET, server_of
from dataset.choices import BudgetScope, JobState, MachineRunState, ShardState, Transport
from dataset.gateways.batch_servers import BatchServer
from dataset.models import Attempt, Halt, MachineJob, MachineRun, MachineShard, ModelProfile
from dataset.queries import machine_runs as runs
from jdb_site.stand_in import StandIn
from tests.dataset.sweeps import begun, billed, built, few, fresh, ids, look, profile, shards, spent, states

pytestmark = pytest.mark.django_db

HOUR, NOTHING = timedelta(hours=1), Decimal(0)


def midway(server: StandIn, run: MachineRun) -> None:
    """Until the server works on the batch."""
    server.mode("slow_steps")
    look(run)
    look(run)
    assert shards(run, "state", "told") == [(ShardState.POLLING, "in_progress")]


def test_a_cancelled_run_cancels_its_batch_and_keeps_what_was_done(server: StandIn) -> None:
    run = begun(4, profile(server))
    midway(server, run)

    machine_runs.cancel(run=run, reason="another template", now=timezone.now())
    look(run)
    look(run)
    assert machine_runs.sweep_cancelled(now=timezone.now()) == 2

    assert shards(run, "state", "told", "n_answered", "n_returned") == [(ShardState.RECONCILED, "cancelled", 2, 2)]
    assert states(run) == {JobState.DONE: 2, JobState.CANCELLED: 2}
    budget = fresh(run).budget
    assert (budget.reserved_amount, budget.spent_amount) == (NOTHING, billed(server.ledger()["models"]["stand-in"]))
    assert Attempt.objects.count() == 2


@pytest.mark.parametrize("of", ["profile", "run"])
def test_the_switch_cancels_batches_and_once_it_is_lifted_the_rest_goes_out(server: StandIn, of: str) -> None:
    run = begun(4, profile(server))
    midway(server, run)

    named: dict[str, dict[str, Any]] = {"profile": {"profile": run.profile}, "run": {"run": run}}
    halt = halts.halt(**named[of], reason="the bill", actor="ruth", now=timezone.now())
    look(run)
    look(run)
    assert states(run) == {JobState.DONE: 2, JobState.PENDING: 2}
    look(run)
    assert len(shards(run, "pk")) == 1

    halts.lift(halt=halt, actor="ruth", now=timezone.now())
    server.mode("ok")
    look(run)
    look(run)
    assert states(run) == {JobState.DONE: 4}
    assert server.ledger()["custom_ids"] == dict.fromkeys(ids(run), 1)


@pytest.mark.parametrize("state", [ShardState.FILLING, ShardState.BUILT, ShardState.UPLOADED])
def test_a_file_that_was_not_ordered_is_dropped_with_its_run(server: StandIn, state: ShardState) -> None:
    run = begun(2, profile(server))
    server.mode("500", on=["files"] if state == ShardState.BUILT else ["batches"])
    assert "500" in look(run)
    server.mode("ok")
    MachineShard.objects.update(state=state)

    machine_runs.cancel(run=run, reason="another template", now=timezone.now())
    look(run)

    assert shards(run, "state", "n_returned") == [(ShardState.CANCELLED, 2)]
    assert states(run) == {JobState.PENDING: 2}
    assert fresh(run).budget.reserved_amount == NOTHING
    assert server.ledger()["custom_ids"] == {}


def test_a_paused_run_sends_nothing_more_and_takes_in_what_comes(server: StandIn) -> None:
    run = begun(4, profile(server))
    look(run, limits=few(2), go_on=iter([True] * 3 + [False] * 9).__next__)
    n_sent = states(run)[JobState.SENT]

    machine_runs.pause(run=run, reason="lunch")
    look(run)
    look(run)

    assert states(run) == {JobState.DONE: n_sent, JobState.PENDING: 4 - n_sent}


def test_a_cap_is_never_passed_and_the_run_waits_for_its_own_money_first(server: StandIn) -> None:
    run = begun(4, profile(server))
    look(run)
    most = max(MachineJob.objects.values_list("reserved_amount", flat=True))
    machine_runs.cancel(run=run, reason="counted", now=timezone.now())
    look(run)
    machine_runs.sweep_cancelled(now=timezone.now())
    cap = Decimal("2.5") * most
    again = begun(4, run.profile, cap=cap)

    for _ in range(3):
        look(again)
        budget = fresh(again).budget
        assert budget.reserved_amount + budget.spent_amount <= cap
    assert fresh(again).state == MachineRunState.RUNNING
    assert shards(again, "n_lines")[0] == 2
    assert fresh(again).budget.spent_amount == spent(again)


def test_a_run_that_can_pay_for_nothing_pauses(server: StandIn) -> None:
    run = begun(2, profile(server), cap=Decimal("0.000001"))

    look(run)

    assert (fresh(run).state, fresh(run).because, shards(run, "pk")) == (MachineRunState.PAUSED, OVER_BUDGET, [])
    budgets.set_cap(scope=BudgetScope.RUN, key=str(run.pk), cap=Decimal(1))
    machine_runs.resume(run=run)
    built(run)
    look(run)
    assert states(run) == {JobState.SENT: 2}


def test_a_server_that_is_away_is_asked_again_at_the_next_look(server: StandIn) -> None:
    run = begun(2, profile(server))
    server.mode("500", on=["files"])
    assert "500" in look(run)
    assert shards(run, "state") == [ShardState.BUILT]

    server.mode("500", on=["batches"])
    assert "500" in look(run)
    assert shards(run, "state") == [ShardState.UPLOADED]

    server.mode("ok")
    look(run)
    look(run)
    assert states(run) == {JobState.DONE: 2}


def test_a_key_that_is_refused_stops_all_questions_to_the_profile(server: StandIn) -> None:
    run = begun(1, profile(server))
    server.mode("401", on=["files"])

    look(run)

    assert Halt.objects.get().profile == run.profile


def test_a_file_that_the_server_never_takes_ends_and_its_run_waits_for_a_person(server: StandIn) -> None:
    run = begun(2, profile(server))
    server.mode("400", on=["files"])

    look(run)

    assert shards(run, "state") == [ShardState.FAILED]
    assert (fresh(run).state, fresh(run).because.startswith("file 1 was refused: Error code: 400")) == (
        MachineRunState.PAUSED,
        True,
    )
    assert (states(run), fresh(run).budget.reserved_amount) == ({JobState.PENDING: 2}, NOTHING)


def test_a_batch_of_another_model_is_poison_line_by_line(server: StandIn) -> None:
    run = begun(2, profile(server, model="nobody"))

    look(run)
    look(run)

    assert states(run) == {JobState.POISON: 2}
    assert [*MachineJob.objects.values_list("failures", flat=True)] == [["malformed"]] * 2


def test_what_is_wrong_is_mended_online_where_the_models_are_reached_so(server: StandIn) -> None:
    both = profile(server, Transport.BATCH, Transport.ONLINE)
    server.mode("no_json")
    run = begun(2, both)
    look(run)
    look(run)

    assert states(run) == {JobState.PENDING: 2}
    assert runs.due(timezone.now()) == [run.pk]
    look(run)
    assert shards(run, "state") == [ShardState.RECONCILED]
    ModelProfile.objects.update(transports=[Transport.BATCH])
    assert runs.due(timezone.now()) == []


def test_what_is_wrong_goes_out_in_the_next_file_where_there_is_no_other_way(server: StandIn) -> None:
    server.mode("no_json")
    run = begun(2, profile(server), stronger=profile(server, model="stand-in-strong"))
    look(run)
    look(run)
    assert [*MachineJob.objects.values_list("state", "round")] == [(JobState.SENT, 1)] * 2
    look(run)
    look(run)
    assert [*MachineJob.objects.values_list("state", "round")] == [(JobState.PENDING, 2)] * 2

    server.mode("ok")
    stronger = MachineRun(pk=run.pk, profile=run.stronger)
    look(stronger)
    look(stronger)

    assert states(run) == {JobState.DONE: 2}
    assert shards(run, "number", "profile__model") == [(1, "stand-in"), (2, "stand-in"), (3, "stand-in-strong")]
    assert {*Attempt.objects.values_list("round", "outcome")} == {(0, "invalid"), (1, "invalid"), (2, "good")}


def test_a_question_that_is_another_by_now_goes_back_before_it_is_sent(server: StandIn) -> None:
    run = begun(2, profile(server))
    server.mode("500", on=["files"])
    look(run)
    machine_shards.clear(run.shards.get())
    ModelProfile.objects.update(extra={"seed": 7})
    server.mode("ok")

    look(run)
    look(run)

    assert shards(run, "state", "n_lines") == [(ShardState.CANCELLED, 0), (ShardState.RECONCILED, 2)]
    assert states(run) == {JobState.DONE: 2}
    assert fresh(run).budget.spent_amount == spent(run)


def test_a_batch_that_the_server_forgot_ends_and_its_run_waits_for_a_person(server: StandIn) -> None:
    run = begun(2, profile(server))
    look(run)
    server.reset()

    look(run)

    assert shards(run, "state") == [ShardState.FAILED]
    assert "No batch found" in fresh(run).because
    assert (states(run), fresh(run).budget.reserved_amount) == ({JobState.PENDING: 2}, NOTHING)


def test_answers_that_are_gone_before_they_were_fetched_are_paid_for_and_asked_again(server: StandIn) -> None:
    run = begun(2, profile(server))
    look(run)

    class Forgetful(BatchServer):
        def download(self, file_id: str, path: Path) -> None:
            self.delete(file_id)
            super().download(file_id, path)

    look(run, server_of=lambda one: Forgetful(server_of(one)))

    assert shards(run, "state", "n_answered", "n_missing") == [(ShardState.RECONCILED, 0, 2)]
    told = billed(server.ledger()["models"]["stand-in"])
    assert (shards(run, "lost_amount"), fresh(run).budget.spent_amount) == ([told], told)
    assert states(run) == {JobState.PENDING: 2}


def test_a_connection_that_is_cut_at_any_word_is_taken_up_again(server: StandIn) -> None:
    run = begun(2, profile(server))
    steps = [("files", ShardState.BUILT), ("batches", ShardState.UPLOADED)]
    for place, state in steps:
        server.mode("cut", on=[place])
        assert look(run) != ""
        assert shards(run, "state") == [state]
    server.mode("ok")
    look(run)
    server.mode("cut", on=["files"])
    assert look(run) != ""
    assert shards(run, "state") == [ShardState.POLLING]
    server.mode("ok")
    look(run)

    assert (shards(run, "state"), states(run)) == ([ShardState.RECONCILED], {JobState.DONE: 2})
    assert server.ledger()["custom_ids"] == dict.fromkeys(ids(run), 1)
