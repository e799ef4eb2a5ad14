"""Windows of questions: what is asked, what is kept of it, and where each job goes."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from dataset.actions import machine_runs
from dataset.actions.machine_runs import Means, Wanted
from dataset.choices import JobState, MachineRunState
from dataset.models import Annotation, Attempt, CurrentAnnotation, MachineDay, MachineJob, Prompt
from dataset.rules.retries import Fault
from tests.dataset.lines import SAID, chat, good
from tests.dataset.machines import COST, NOTHING, begun, missed, money, profile, worked
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


def test_a_prompt_is_asked_about_once_and_its_answer_holds() -> None:
    run = begun()

    line = worked(run, good)

    [job] = MachineJob.objects.all()
    assert (job.state, job.n_attempts, job.ended_at, job.lease_owner) == (JobState.DONE, 1, NOW, None)
    [attempt] = Attempt.objects.all()
    assert (attempt.outcome, attempt.request_id, attempt.fingerprint, attempt.milliseconds) == (
        "good",
        "r1",
        "test",
        12,
    )
    assert (attempt.n_input, attempt.n_cached, attempt.n_output, attempt.cost_amount) == (100, 40, 10, COST)
    current = CurrentAnnotation.objects.get(prompt=job.prompt_id)
    said = Annotation.objects.get()
    assert (current.words, current.caption, current.questions) == (said, said, said)
    assert {one.kind: one.words for one in said.words.all()} == SAID["words"]
    assert said.captions.get().text == SAID["caption"]
    [question] = said.questions.all()
    assert (question.text, question.options[question.answer]) == ("What lies there?", "a red apple")
    assert money(run) == (NOTHING, COST)
    [body] = line.bodies
    assert body["messages"][0]["content"].startswith("Task: annotate\n")
    assert json.loads(body["messages"][1]["content"]) == {"prompt": Prompt.objects.get().text}
    assert worked(run, good).bodies == []


@pytest.mark.parametrize("n", [1, 3])
def test_a_window_takes_as_many_statements_however_many_are_asked(
    n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    run = begun(n)

    with django_assert_num_queries(42):
        worked(run, good)

    assert MachineJob.objects.filter(state=JobState.DONE).count() == n


def test_what_another_run_asked_is_not_asked_again() -> None:
    run = begun(2)
    worked(run, good)
    means = Means(run.profile, Decimal(1))

    again = machine_runs.start(template=run.template, wanted=Wanted(), means=means, actor="ruth", now=NOW)
    while machine_runs.build(run_id=again.pk, now=NOW):
        pass

    again.refresh_from_db()
    assert (again.n_jobs, again.n_known, again.state) == (0, 2, MachineRunState.RUNNING)
    assert machine_runs.finish(now=NOW) == 2


def test_a_cancelled_job_is_taken_over_by_the_next_run() -> None:
    run = begun(2)
    assert machine_runs.cancel(run=run, reason="another template", now=NOW)

    again = machine_runs.start(
        template=run.template, wanted=Wanted(most=1), means=Means(run.profile, Decimal(1)), actor="ruth", now=NOW
    )
    while machine_runs.build(run_id=again.pk, now=NOW):
        pass

    again.refresh_from_db()
    assert (again.n_jobs, again.n_known) == (1, 0)
    assert [*MachineJob.objects.order_by("pk").values_list("run", "state")] == [
        (again.pk, JobState.PENDING),
        (run.pk, JobState.CANCELLED),
    ]


def test_an_answer_that_breaks_rules_is_asked_for_again_with_their_codes() -> None:
    run = begun()
    bad = json.dumps(SAID | {"caption": "Two. Sentences are here."})

    first = worked(run, lambda _: chat(bad))
    second = worked(run, good)

    assert "failed" not in json.loads(first.bodies[0]["messages"][1]["content"])
    told = json.loads(second.bodies[0]["messages"][1]["content"])
    assert (told["failed"], told["previous"]) == (["C1"], bad)
    assert [*Attempt.objects.order_by("number").values_list("round", "outcome", "failures")] == [
        (0, "invalid", ["C1"]),
        (1, "good", []),
    ]
    assert MachineJob.objects.get().state == JobState.DONE
    assert money(run) == (NOTHING, 2 * COST)


def test_the_third_answer_is_the_stronger_profiles_and_then_it_is_poison() -> None:
    stronger = profile(profile__model="stronger")
    run = begun(stronger=stronger)

    bodies = [worked(run, lambda _: chat("no JSON")).bodies[0] for _ in range(3)]

    assert [body["model"] for body in bodies] == ["stand-in", "stand-in", "stronger"]
    job = MachineJob.objects.get()
    assert (job.state, job.failures, job.ended_at) == (JobState.POISON, ["S1"], NOW)
    assert not Annotation.objects.exists()


def test_a_cut_answer_may_be_twice_as_long_once() -> None:
    run = begun()

    first, second = (worked(run, lambda _: chat('{"words', "length")).bodies[0] for _ in range(2))

    assert (first["max_completion_tokens"], second["max_completion_tokens"]) == (1_600, 3_200)
    job = MachineJob.objects.get()
    assert (job.state, job.failures) == (JobState.POISON, ["length"])


def test_who_refuses_twice_is_asked_no_more() -> None:
    run = begun()

    for _ in range(2):
        worked(run, lambda _: chat(None))

    job = MachineJob.objects.get()
    assert (job.state, job.failures, job.n_attempts) == (JobState.POISON, ["refused"], 2)


def test_a_busy_server_is_asked_again_when_it_says_so() -> None:
    run = begun()

    worked(run, missed(Fault.RATE, wait=7.0))

    job = MachineJob.objects.get()
    assert (job.state, job.not_before, job.n_attempts, job.n_faults) == (
        JobState.PENDING,
        NOW + timedelta(seconds=7),
        1,
        1,
    )
    assert money(run) == (NOTHING, NOTHING)
    assert worked(run, good, later=6).bodies == []
    assert len(worked(run, good, later=7).bodies) == 1
    assert MachineJob.objects.get().n_faults == 0


def test_a_server_that_fails_six_times_is_given_up() -> None:
    run = begun()

    for hours in range(6):
        worked(run, missed(Fault.SERVER), later=3600 * hours)

    job = MachineJob.objects.get()
    assert (job.state, job.failures, job.detail, job.n_attempts) == (
        JobState.POISON,
        ["server"],
        "as the server said",
        6,
    )


def test_a_question_that_did_not_leave_is_no_attempt() -> None:
    run = begun()

    worked(run, missed(Fault.RATE, wait=3.0, asked=False))

    job = MachineJob.objects.get()
    assert (job.state, job.n_attempts, job.not_before) == (JobState.PENDING, 0, NOW + timedelta(seconds=3))
    assert not Attempt.objects.exists()
    assert money(run) == (NOTHING, NOTHING)


def test_the_day_of_a_run_is_what_its_attempts_come_to() -> None:
    run = begun(3)

    worked(run, good)

    day = MachineDay.objects.get(run=run)
    assert (day.date, day.spent_amount, day.n_done, day.n_poison) == (NOW.date(), 3 * COST, 3, 0)
