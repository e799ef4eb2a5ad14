"""Runs of models on pages: the list, one with its live counts."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotation.models import AuditEntry
from dataset.models import MachineRun
from tests.factories import BudgetFactory, MachineJobFactory, MachineRunFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def run() -> MachineRun:
    """Ten jobs for 3 dollars so far: two done of late and one long ago, one poison by two codes, six wait."""
    now = timezone.now()
    made: MachineRun = MachineRunFactory(
        state="running",
        created_at=now - timedelta(hours=1),
        n_jobs=10,
        budget=BudgetFactory(cap_amount=5, reserved_amount=Decimal("0.5"), spent_amount=3),
    )
    for ago in (5, 10, 600):
        MachineJobFactory(run=made, state="done", ended_at=now - timedelta(seconds=ago))
    MachineJobFactory(run=made, state="poison", failures=["W1", "refused"], ended_at=now - timedelta(seconds=700))
    MachineJobFactory.create_batch(6, run=made)
    return made


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_two_queries_however_many_runs(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    runs = MachineRunFactory.create_batch(n)

    with django_assert_num_queries(2):  # the runs, switches that stand
        answer = by_manager.get("/runs/")

    assert answer.context["runs"] == runs[::-1]


def test_a_run_tells_how_far_it_is_how_fast_and_what_the_whole_comes_to(
    by_manager: Client, run: MachineRun, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # the run; what is read now;
    # its late jobs, states, codes, its budget; switches; what was mended, letters; samples, their answers
    with django_assert_num_queries(11):
        answer = by_manager.get(f"/runs/{run.pk}/")

    progress = answer.context["progress"]
    assert (progress.n_left, progress.n_asked, progress.pace.n) == (6, 4, 2)
    assert progress.time_left == timedelta(seconds=180)
    assert (progress.cost_forecast, progress.passes_its_cap) == (Decimal("7.5"), True)
    assert answer.context["states"] == [("waits", 6), ("Done", 3), ("no valid answer", 1)]
    assert sorted(answer.context["poison"]) == [("W1", 1), ("refused", 1)]
    assert "over its cap" in answer.content.decode()


def test_many_who_look_at_a_run_have_it_counted_once(
    by_manager: Client, run: MachineRun, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by_manager.get(f"/runs/{run.pk}/")

    with django_assert_num_queries(2):  # the run, switches that stand
        answer = by_manager.get(f"/runs/{run.pk}/live/")

    assert answer.context["progress"].n_left == 6


def test_a_poll_when_nothing_changed_is_answered_304(by_manager: Client, run: MachineRun) -> None:
    first = by_manager.get(f"/runs/{run.pk}/live/")
    again = by_manager.get(f"/runs/{run.pk}/live/", headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_run_that_ended_has_its_page_loaded_anew(by_manager: Client) -> None:
    over = MachineRunFactory(state="done", ended_at=timezone.now())

    live: Any = by_manager.get(f"/runs/{over.pk}/live/")
    page = by_manager.get(f"/runs/{over.pk}/").content.decode()

    assert live["X-Over"] == "1"
    assert "data-live=" not in page


def steer(by: Client, run: MachineRun, **said: str) -> MachineRun:
    by.post(f"/runs/{run.pk}/steer/", said)
    run.refresh_from_db()
    return run


def test_a_manager_pauses_a_run_goes_on_with_it_and_ends_it_and_each_act_is_recorded(
    by_manager: Client, run: MachineRun
) -> None:
    seen = [(steer(by_manager, run, act=act).state, run.because) for act in ("pause", "pause", "resume", "cancel")]

    assert seen == [
        ("paused", "ruth paused it"),
        ("paused", "ruth paused it"),
        ("building", ""),
        ("cancelled", "ruth cancelled it"),
    ]
    entries = AuditEntry.objects.order_by("pk").values_list("actor", "act", "subject")
    acts = ("pause_run", "resume_run", "cancel_run")
    assert [*entries] == [("ruth", act, f"run {run.pk}") for act in acts]
    assert run.jobs.filter(state="cancelled").count() == 6


def test_what_got_no_valid_answer_is_asked_anew_by_code_and_a_run_that_ended_goes_on(by_manager: Client) -> None:
    now = timezone.now()
    over = MachineRunFactory(state="done", ended_at=now)
    for failures in (["W1"], ["C1", "W1"], ["refused"]):
        MachineJobFactory(run=over, state="poison", round=2, n_faults=3, failures=failures, ended_at=now)

    steer(by_manager, over, act="retry", code="W1")

    assert (over.state, over.ended_at) == ("running", None)
    jobs = over.jobs.order_by("pk").values_list("state", "round", "n_faults", "failures", "ended_at")
    asked: tuple[Any, ...] = ("pending", 0, 0, [], None)
    assert [*jobs] == [asked, asked, ("poison", 2, 3, ["refused"], now)]
    assert AuditEntry.objects.get().detail == {"code": "W1", "prompts": 2}


def test_a_run_that_was_cancelled_is_not_asked_anew(by_manager: Client) -> None:
    now = timezone.now()
    over = MachineRunFactory(state="cancelled", ended_at=now)
    MachineJobFactory(run=over, state="poison", failures=["W1"], ended_at=now)

    assert steer(by_manager, over, act="retry").state == "cancelled"
    assert (over.jobs.get().state, AuditEntry.objects.count()) == ("poison", 0)
