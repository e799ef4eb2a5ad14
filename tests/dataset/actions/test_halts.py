"""The switch: it stops a run, the questions to a model, or everything, until it is lifted."""

from typing import Any

import pytest

from dataset.actions import halts
from dataset.choices import JobRound, JobState
from dataset.models import MachineJob
from tests.dataset.lines import good
from tests.dataset.machines import begun, profile, worked
from tests.factories import HaltFactory, MachineRunFactory, ModelProfileFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("of", ["all", "profile", "run"])
def test_a_switch_keeps_a_run_from_asking_until_it_is_lifted(of: str) -> None:
    run = begun()
    named: dict[str, dict[str, Any]] = {"all": {}, "profile": {"profile": run.profile}, "run": {"run": run}}
    halt = halts.halt(**named[of], reason="the bill", actor="ruth", now=NOW)
    again = halts.halt(**named[of], reason="again", actor="otto", now=NOW)

    before = worked(run, good).bodies
    assert halts.lift(halt=halt, actor="ruth", now=NOW)

    assert (before, again, again.reason) == ([], halt, "the bill")
    assert not halts.lift(halt=halt, actor="otto", now=NOW)
    assert len(worked(run, good).bodies) == 1


@pytest.mark.parametrize(("stopped", "asked"), [("profile", "stronger"), ("stronger", "profile")])
def test_of_two_models_the_one_that_is_stopped_is_not_asked_and_the_other_is(stopped: str, asked: str) -> None:
    run = begun(2, stronger=profile(profile__base_url="http://127.0.0.1:8/v1"))
    MachineJob.objects.filter(pk=min(run.jobs.values_list("pk", flat=True))).update(
        round=JobRound.STRONGER, failures=["S1"]
    )
    HaltFactory(scope="profile", profile=getattr(run, stopped))

    line = worked(run, good)

    assert [server.base_url for server in line.servers] == [getattr(run, asked).base_url]
    assert MachineJob.objects.filter(state=JobState.PENDING).count() == 1


def test_a_run_both_of_whose_models_are_stopped_asks_nothing() -> None:
    run = begun(stronger=profile())
    for one in (run.profile, run.stronger):
        HaltFactory(scope="profile", profile=one)

    assert worked(run, good).bodies == []


def test_a_switch_of_another_run_or_model_changes_nothing() -> None:
    run = begun()
    HaltFactory(scope="profile", profile=ModelProfileFactory())
    HaltFactory(scope="run", run=MachineRunFactory(template__name="other"))

    assert len(worked(run, good).bodies) == 1
