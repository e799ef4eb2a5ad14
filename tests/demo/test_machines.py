"""What the demo shows of models, where nobody gave a key."""

import pytest
from django.utils import timezone

from dataset.actions.machine_runs import build, finish
from dataset.actions.machine_windows import Outside, work
from dataset.choices import JobState, MachineRunState
from dataset.gateways.language_models import Line
from dataset.gateways.rate_limits import bucket
from dataset.models import MachineJob, MachineRun, ModelProfile, Price
from dataset.queries.golden import standing
from jdb_site.demo import machines, seeding, styles
from jdb_site.demo.knowledge import SOURCE
from jdb_site.demo.pairs import DemoPair, demo_pairs
from jdb_site.frontdoor.demos import FAULTS
from jdb_site.stand_in import StandIn

pytestmark = pytest.mark.django_db


def test_the_stand_in_answers_about_the_demos_prompts_and_some_of_it_does_not_hold(pairs: tuple[DemoPair, ...]) -> None:
    with StandIn(FAULTS, retry_seconds=0) as server:
        run = machines.be_asked(server.base_url, timezone.now())
        assert styles.grow(timezone.now()) is None
        while build(run_id=run.pk, now=timezone.now()):
            pass
        line = Line()
        outside = Outside(line, lambda one: bucket("demo", 10_000, 10_000_000), timezone.now)
        for _ in range(4):
            MachineJob.objects.update(not_before=run.created_at)
            while work(run_id=run.pk, outside=outside):
                pass
        line.close()

    assert finish(now=timezone.now()) == 1
    states = [*MachineJob.objects.values_list("state", flat=True)]
    assert {*states} == {JobState.DONE, JobState.POISON}
    assert 0 < states.count(JobState.POISON) < len(states) * machines.POISON_LIMIT
    assert MachineRun.objects.get().state == MachineRunState.DONE
    tree = styles.grow(timezone.now())
    assert tree is not None
    assert (tree.snapshot.source, tree.stages.get().run.state) == (SOURCE, MachineRunState.RUNNING)
    assert tree.stages.get().steps.count() > 1
    assert styles.grow(timezone.now()) is None


def test_the_golden_set_is_of_the_demos_own_prompts_and_is_asked_once(db: None) -> None:
    now = timezone.now()

    assert [seeding.golden_set(now), seeding.golden_set(now)] == [14, 0]
    assert {said.prompt.text for said in standing()} <= {pair.prompt for pair in demo_pairs()}
    first, again = (machines.be_asked("http://127.0.0.1:8030/v1", now) for _ in range(2))
    trial = MachineRun.objects.get(selection__among="golden")
    assert build(run_id=trial.pk, now=now) == 14
    assert (first, first.is_trial, trial.is_trial) == (again, False, True)


def test_started_again_it_is_found_where_it_is_now_and_nothing_is_asked_twice(db: None) -> None:
    first = machines.be_asked("http://127.0.0.1:8030/v1", timezone.now())
    again = machines.be_asked("http://127.0.0.1:8031/v1", timezone.now())

    assert again == first
    profile = ModelProfile.objects.get()
    assert (profile.name, profile.model, profile.base_url) == ("stand-in", "stand-in", "http://127.0.0.1:8031/v1")
    assert Price.objects.count() == 1
