"""What stands behind a run's figures: jobs with what came back, files, what was mended, and the run's cap."""

import json
import zlib
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import Scope
from annotation.models import AuditEntry
from dataset.models import Budget, MachineJob, MachineRun, Price
from tests.annotation.api.programs import Program
from tests.factories import (
    NOW,
    AnnotationFactory,
    AttemptFactory,
    BudgetFactory,
    MachineJobFactory,
    MachineRunFactory,
    MachineShardFactory,
    PriceFactory,
    QuestionFactory,
    ReplyFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def run() -> MachineRun:
    made: MachineRun = MachineRunFactory(state="running", n_jobs=4, budget=BudgetFactory(key="7", cap_amount=5))
    return made


def answered(text: str) -> bytes:
    return zlib.compress(json.dumps({"choices": [{"message": {"content": text}}]}).encode())


def poison(run: MachineRun, *failures: str, said: str = "") -> MachineJob:
    job: MachineJob = MachineJobFactory(
        run=run, state="poison", failures=[*failures], n_attempts=2, ended_at=NOW, prompt__text=f"of {failures}"
    )
    price = Price.objects.filter(profile=run.profile).first() or PriceFactory(profile=run.profile)
    told = {"job": job, "outcome": "invalid", "failures": [*failures], "price": price}
    AttemptFactory(number=1, cost_amount=Decimal("0.001"), **told)
    last = AttemptFactory(number=2, cost_amount=Decimal("0.002"), **told)
    if said:
        ReplyFactory(attempt=last, body=answered(said))
    return job


@pytest.mark.parametrize("n", [1, 3])
def test_jobs_take_three_queries_however_many(
    by_manager: Client, run: MachineRun, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    jobs = [poison(run, "C1", said=f"answer {k}") for k in range(n)]

    with django_assert_num_queries(3):  # the run, its jobs, their answers
        answer = by_manager.get(f"/runs/{run.pk}/jobs/?state=poison")

    shown = [(one.job, one.tried.said) for one in answer.context["samples"]]
    assert shown == [(job, f"answer {k}") for k, job in enumerate(jobs)][::-1]


def test_jobs_are_shown_by_state_and_by_code(by_manager: Client, run: MachineRun) -> None:
    waits, mute, wordy = MachineJobFactory(run=run), poison(run, "late"), poison(run, "C1", "Q1")
    poison(MachineRunFactory(), "C1")

    def shown(query: str) -> list[MachineJob]:
        return [one.job for one in by_manager.get(f"/runs/{run.pk}/jobs/{query}").context["samples"]]

    assert shown("") == [wordy, mute, waits]
    assert shown("?state=pending") == [waits]
    assert shown("?code=Q1") == [wordy]
    assert shown("?state=pending&code=Q1") == []
    assert shown(f"?before={mute.pk}") == [waits]


def test_a_job_tells_all_that_was_tried(by_manager: Client, run: MachineRun) -> None:
    job = poison(run, "C1", said="As an <b>AI</b> I cannot.")

    answer = by_manager.get(f"/runs/{run.pk}/jobs/{job.pk}/")

    tried = answer.context["attempts"]
    assert [(one.attempt.number, one.said) for one in tried] == [(1, ""), (2, "As an <b>AI</b> I cannot.")]
    assert answer.context["cost"] == Decimal("0.003")
    text = answer.content.decode()
    assert "As an &lt;b&gt;AI&lt;/b&gt; I cannot." in text
    assert f'href="/prompts/{job.prompt_id}/write/"' in text


def test_one_job_alone_is_asked_anew(by_manager: Client, run: MachineRun) -> None:
    job, other = poison(run, "C1"), poison(run, "C1")

    answer = by_manager.post(f"/runs/{run.pk}/steer/", {"act": "retry", "job": job.pk})

    assert answer.headers["Location"] == f"/runs/{run.pk}/jobs/{job.pk}/"
    assert [*MachineJob.objects.order_by("pk").values_list("pk", "state")] == [
        (job.pk, "pending"),
        (other.pk, "poison"),
    ]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.subject) == ("retry_run", f"run {run.pk}")
    assert entry.detail == {"code": "all", "prompts": 1, "job": job.pk}


def test_a_runs_page_has_two_of_each_code_and_what_the_good_answers_were_like(
    by_manager: Client, run: MachineRun
) -> None:
    known = [poison(run, "C1", said="x") for _ in range(3)]
    good = MachineJobFactory(run=run, state="done", ended_at=NOW)
    AttemptFactory(job=good, number=1, outcome="repaired", repairs=["W1", "S1"])
    said = AnnotationFactory(prompt=good.prompt, job=good, source="machine", actor="")
    for place, right in enumerate([0, 0, 1]):
        QuestionFactory(prompt=good.prompt, annotation=said, position=place, answer=right)

    context = by_manager.get(f"/runs/{run.pk}/").context

    [(code, some)] = context["samples"]
    assert (code, [one.job for one in some]) == ("C1", known[:0:-1])
    assert context["newest"].repairs == {"W1": 1, "S1": 1}
    assert context["newest"].letters == [2, 1, 0, 0]
    assert context["newest"].letters_p == pytest.approx(0.2998, abs=1e-4)


def test_the_files_of_a_run_are_told_by_state_the_newest_first(by_manager: Client) -> None:
    run = MachineRunFactory(state="running", transport="batch")
    price = PriceFactory(profile=run.profile)
    files = [MachineShardFactory(run=run, price=price, n_lines=n) for n in (3, 4)]

    page, listed = by_manager.get(f"/runs/{run.pk}/").context, by_manager.get(f"/runs/{run.pk}/files/").context

    assert [n for _, n in page["files"]] == [2]
    assert listed["files"] == files[::-1]


def test_a_manager_moves_the_cap_of_a_run(by_manager: Client, run: MachineRun) -> None:
    Budget.objects.filter(pk=run.budget_id).update(spent_amount=3)

    answer = by_manager.post(f"/runs/{run.pk}/cap/", {"cap": "2"}, follow=True)

    assert Budget.objects.get(pk=run.budget_id).cap_amount == 3
    assert "The run’s cap is $3.00 now." in answer.content.decode()
    assert AuditEntry.objects.latest("pk").detail == {"before": "5.000000", "after": "3.000000000000"}


def test_what_is_no_cap_changes_nothing(by_manager: Client, run: MachineRun) -> None:
    by_manager.post(f"/runs/{run.pk}/cap/", {"cap": "much"})

    assert Budget.objects.get(pk=run.budget_id).cap_amount == 5
    assert not AuditEntry.objects.filter(act="set_cap").exists()


def test_programs_read_jobs_attempts_and_files_and_ask_one_anew(run: MachineRun) -> None:
    job, program = poison(run, "C1", said="No."), Program(Scope.READ_MODELS, Scope.WRITE_MODELS)
    MachineShardFactory(run=run, price=Price.objects.get(), number=9, n_lines=3)

    jobs = program.get(f"runs/{run.pk}/jobs", code="C1")
    one = program.get(f"runs/{run.pk}/jobs/{job.pk}")
    files = program.get(f"runs/{run.pk}/files")
    strange = program.status(f"runs/{run.pk}/jobs?state=gone")
    again = program.post(f"runs/{run.pk}", act="retry", job=job.pk)

    assert [(row["id"], row["text"], row["failures"]) for row in jobs["jobs"]] == [
        (job.pk, job.prompt.text if job.prompt else "", ["C1"])
    ]
    assert [(row["number"], row["outcome"], row["said"]) for row in one["attempts"]] == [
        (1, "invalid", ""),
        (2, "invalid", "No."),
    ]
    assert [(row["number"], row["n_lines"]) for row in files["files"]] == [(9, 3)]
    assert strange == 422
    assert (again["states"], again["letters"], again["letters_p"]) == ({"pending": 1}, [0, 0, 0, 0], None)
