"""Runs over prompts in the background: a tick finds what is to be done, workers ask."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from io import StringIO

import pytest
from celery import current_app
from django.core.management import call_command
from django.utils import timezone

from dataset import tasks
from dataset.actions import machine_runs
from dataset.choices import JobState, MachineRunState, StyleTreeState
from dataset.gateways import language_models
from dataset.models import Annotation, MachineJob, MachineRun, StyleTree
from dataset.queries import machine_runs as runs
from dataset.queries import machine_shards as shards
from jdb_site.stand_in.servers import StandIn
from tests.dataset import styles as trees
from tests.dataset import sweeps
from tests.dataset.machines import begun
from tests.factories import ImageFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once() -> Iterator[None]:
    """Messages are obeyed where they are sent; the process' line is hung up at the end."""
    before = current_app.conf.task_always_eager
    current_app.conf.task_always_eager = True
    yield
    current_app.conf.task_always_eager = before
    language_models.line_of_process().close()
    language_models._line.cache_clear()


def test_a_run_left_to_the_workers_comes_to_its_end() -> None:
    ImageFactory.create_batch(3, prompt__described_at=NOW)
    with StandIn() as server:
        given = {"base_url": server.base_url, "model": "stand-in", "input": Decimal("0.25"), "output": Decimal(2)}
        call_command("set_profile", "small", **given, stdout=StringIO())
        call_command("annotate_prompts", "small", cap=Decimal(1), in_background=True, stdout=StringIO())
        assert (MachineRun.objects.get().state, MachineJob.objects.count()) == (MachineRunState.BUILDING, 0)

        tasks.tick_machine_runs()
        tasks.tick_machine_runs()

    run = MachineRun.objects.get()
    assert (run.state, run.n_jobs, run.ended_at is not None) == (MachineRunState.DONE, 3, True)
    assert [*MachineJob.objects.values_list("state", flat=True)] == [JobState.DONE] * 3
    assert Annotation.objects.count() == 3


def test_a_sweep_left_to_the_workers_comes_to_its_end(server: StandIn) -> None:
    run = sweeps.begun(3, sweeps.profile(server))

    tasks.tick_machine_shards()
    assert sweeps.states(run) == {JobState.SENT: 3}
    tasks.tick_machine_shards()
    tasks.tick_machine_runs()

    run.refresh_from_db()
    assert (run.state, sweeps.states(run)) == (MachineRunState.DONE, {JobState.DONE: 3})
    assert shards.profiles_at_work(timezone.now()) == []


def test_a_style_tree_left_to_the_workers_is_built_and_every_style_assigned_to_it() -> None:
    trees.prompts(*trees.STYLES)
    with StandIn() as server:
        trees.profile(server.address)
        trees.run("build_style_tree", "small", "--cap", 5, "--patch", 5, "--in-background")
        tree = StyleTree.objects.get()
        ticked(lambda: StyleTree.objects.get().state == StyleTreeState.BUILT)
        version = tree.versions.get()
        told = trees.run("assign_styles", version.pk, "--cap", 5, "--in-background")
        assert told == f"Version {version.pk} is the workers'.\n"
        ticked(lambda: tree.versions.get().assigned_at is not None)

    assert [*tree.stages.order_by("number").values_list("task", "run__state")] == [
        ("style_patch", "done"),
        ("style_merge", "done"),
        ("style_assign", "done"),
    ]
    assert tree.versions.get().metrics["n_asked"] == tree.snapshot.n_styles


def ticked(is_over: Callable[[], bool]) -> None:
    """Ticks, as many as it takes; more than a few are a fault."""
    for _ in range(10):
        if is_over():
            return
        tasks.tick_machine_runs()
    raise AssertionError("The ticks come to no end.")


def test_nobody_is_rung_for_a_run_that_is_paused_or_waits() -> None:
    waiting, paused = begun(), begun()
    machine_runs.pause(run=paused, reason="lunch")

    assert runs.due(NOW) == [waiting.pk]
    MachineJob.objects.update(not_before=NOW.replace(year=2100))
    assert runs.due(NOW) == []
