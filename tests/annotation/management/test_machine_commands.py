"""Caps, the switch and runs at a terminal: each act stands in the record as the page's does."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from annotation.choices import Role
from annotation.models import AuditEntry
from dataset.choices import JobState, MachineRunState
from dataset.models import Budget, Halt, MachineRun
from tests.factories import MachineJobFactory, MachineRunFactory, ManagerFactory, ModelProfileFactory

pytestmark = pytest.mark.django_db


def told(*words: str) -> list[list[str]]:
    """The lines that the command printed, as words."""
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return [line.split() for line in out.getvalue().splitlines()]


def refused(*words: str) -> str:
    with pytest.raises(CommandError) as refusal:
        told(*words)
    return str(refusal.value)


def acts() -> list[tuple[str, str, str, dict[str, object]]]:
    rows = AuditEntry.objects.order_by("pk").values_list("actor", "act", "subject", "detail")
    return [(actor, act, subject, detail) for actor, act, subject, detail in rows]


def a_run(**fields: object) -> MachineRun:
    run = MachineRunFactory(profile__name="small", template__name="sort", template__version=3, **fields)
    Budget.objects.filter(pk=run.budget_id).update(spent_amount=Decimal("1.25"))
    return run


def test_caps_are_set_of_everything_of_a_day_and_of_a_run() -> None:
    run, today = a_run(), f"{timezone.now():%Y-%m-%d}"
    Budget.objects.update(key=str(run.pk))

    assert told("set_budget") == [["No", "cap", "is", "set", "but", "those", "of", "runs."]]
    assert told("set_budget", "500", "--all")[1] == ["everything", "$500.00", "$0.00", "$0.00"]
    assert told("set_budget", "20.5", "--day")[1] == ["day", today, "$20.50", "$0.00", "$0.00"]
    assert told("set_budget", "7", "--day", "2999-12-24")[1] == ["day", "2999-12-24", "$7.00", "$0.00", "$0.00"]
    assert told("set_budget", "1", "--run", str(run.pk))[1] == ["run", str(run.pk), "$1.25", "$1.25", "$0.00"]
    assert told("set_budget")[1:] == [
        ["everything", "$500.00", "$0.00", "$0.00"],
        ["day", today, "$20.50", "$0.00", "$0.00"],
    ]
    assert acts() == [
        ("command line", "set_cap", "budget all", {"before": "none", "after": "500"}),
        ("command line", "set_cap", f"budget {today}", {"before": "none", "after": "20.5"}),
        ("command line", "set_cap", "budget 2999-12-24", {"before": "none", "after": "7"}),
        ("command line", "set_cap", f"run {run.pk}", {"before": "10.000000", "after": "1.250000000000"}),
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["50"], "Say of what: --all, --day or --run N."),
        (["--all"], "Say how much, as: set_budget 50 --day"),
        (["0.005", "--all"], "A cap is $10,000,000 at most, in whole cents."),
        (["10000001", "--all"], "A cap is $10,000,000 at most, in whole cents."),
        (["5", "--day", "2020-01-01"], "2020-01-01 is over: a cap is of today or of a day to come."),
        (["5", "--run", "404"], "There is no run 404."),
        (["much", "--all"], "Error: argument cap: invalid amount value: 'much'"),
    ],
)
def test_a_cap_that_cannot_be_is_refused(words: list[str], why: str) -> None:
    assert refused("set_budget", *words) == why
    assert (Budget.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_questions_are_stopped_to_a_model_of_a_run_or_all_and_let_go_by_a_manager() -> None:
    ModelProfileFactory(name="large")
    run, ruth = a_run(), ManagerFactory(username="ruth")

    assert told("halt_models") == [["Nothing", "is", "stopped."]]
    told("halt_models", "large", "--reason", "nonsense")
    told("halt_models", "--run", str(run.pk), "--reason", "slow")
    shown = told("halt_models", "--reason", "the bill")
    of_model, of_run, of_all = Halt.objects.order_by("pk")
    assert [line[1:3] for line in shown[1:]] == [["everything", shown[1][2]], ["run", str(run.pk)], ["model", "large"]]
    assert [line[-1] for line in shown[1:]] == ["bill", "slow", "nonsense"]
    told("halt_models", "--lift", str(of_all.pk), "--manager", "ruth")

    assert {*Halt.objects.filter(lifted_at=None)} == {of_model, of_run}
    assert Halt.objects.get(pk=of_all.pk).lifted_by == ruth.username
    assert acts() == [
        ("command line", "halt_models", f"halt {of_model.pk}", {"model": "large", "reason": "nonsense"}),
        ("command line", "halt_models", f"halt {of_run.pk}", {"run": run.pk, "reason": "slow"}),
        ("command line", "halt_models", f"halt {of_all.pk}", {"model": "all", "reason": "the bill"}),
        ("ruth", "lift_halt", f"halt {of_all.pk}", {}),
    ]


def test_a_switch_without_reason_or_without_a_manager_is_refused() -> None:
    ModelProfileFactory(name="large")
    ManagerFactory(username="ruth")
    ManagerFactory(username="otto", roles=[Role.AUDITOR])
    told("halt_models", "large", "--reason", "nonsense")
    number = str(Halt.objects.get().pk)

    assert refused("halt_models", "large") == (
        'Say why, in 300 characters: halt_models --reason "answers are nonsense"'
    )
    assert (
        refused("halt_models", "larger", "--reason", "x") == "There is no model larger: set_profile larger names one."
    )
    assert refused("halt_models", "large", "--run", "1", "--reason", "x") == "Name a model or a run, not both."
    assert refused("halt_models", "large", "--lift", number) == "Stop something or lift something, not both."
    assert refused("halt_models", "--lift", "404", "--manager", "ruth") == "Nothing was stopped under number 404."
    assert refused("halt_models", "--lift", number) == (
        f"Say which manager lifts it, as: halt_models --lift {number} --manager ruth"
    )
    assert refused("halt_models", "--lift", number, "--manager", "otto") == "A manager lifts the switch."
    told("halt_models", "--lift", number, "--manager", "ruth")
    assert refused("halt_models", "--lift", number, "--manager", "ruth") == "Somebody lifted it before."


def test_what_stands_already_is_told() -> None:
    err = StringIO()
    told("halt_models", "--reason", "first")
    call_command("halt_models", "--reason", "second", stdout=StringIO(), stderr=err)

    assert err.getvalue() == f"It was stopped before, as number {Halt.objects.get().pk}.\n"


def test_runs_are_told_with_counts_and_spend_the_newest_first() -> None:
    assert told("machine_runs") == [["There", "is", "no", "run."]]
    old = a_run(state=MachineRunState.DONE, ended_at=timezone.now())
    new = MachineRunFactory(state=MachineRunState.PAUSED, because="too dear", profile__name="large")
    for state in (JobState.PENDING, JobState.DONE, JobState.HAND):
        MachineJobFactory(run=old, state=state)
    MachineJobFactory(run=old, state=JobState.POISON, failures=["W1"])

    shown = told("machine_runs")

    assert shown[0] == ["run", "state", "template", "model", "waiting", "done", "poison", "spent", "cap", "because"]
    assert shown[1][0:2] == [str(new.pk), "paused"]
    assert shown[1][3:] == ["large", "0", "0", "0", "$0.0000", "$10.00", "too", "dear"]
    assert shown[2] == [str(old.pk), "done", "sort@3", "small", "1", "2", "1", "$1.2500", "$10.00"]
    assert [line[0] for line in told("machine_runs", "--open")[1:]] == [str(new.pk)]
    assert [line[0] for line in told("machine_runs", "--most", "1")[1:]] == [str(new.pk)]
    assert refused("machine_runs", "--most", "0") == "--most is one or more."


def test_a_run_is_paused_gone_on_with_asked_anew_and_ended() -> None:
    run = a_run(state=MachineRunState.RUNNING)
    number = str(run.pk)
    MachineJobFactory(run=run, state=JobState.POISON, failures=["W1"])

    assert told("machine_runs", "--pause", number)[1][:2] == [number, "paused"]
    assert refused("machine_runs", "--pause", number) == "The run does not ask anything now."
    assert told("machine_runs", "--resume", number)[1][:2] == [number, "building"]
    assert refused("machine_runs", "--retry", number, "--code", "C1") == "There is nothing to ask anew."
    assert told("machine_runs", "--retry", number, "--code", "W1")[0] == ["Asked", "anew:", "1."]
    assert told("machine_runs", "--cancel", number)[1][:2] == [number, "cancelled"]
    assert refused("machine_runs", "--cancel", number) == "The run has ended."
    assert refused("machine_runs", "--cancel", "404") == "There is no run 404."
    assert refused("machine_runs", "--pause", number, "--code", "W1") == "--code goes with --retry."
    assert acts() == [
        ("command line", "pause_run", f"run {number}", {}),
        ("command line", "resume_run", f"run {number}", {}),
        ("command line", "retry_run", f"run {number}", {"code": "W1", "prompts": 1}),
        ("command line", "cancel_run", f"run {number}", {}),
    ]
