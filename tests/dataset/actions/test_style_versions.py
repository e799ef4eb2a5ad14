"""Versions of style trees: changed, taken back, drawn up anew, assigned to by models and people."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from dataset.actions import machine_runs, style_assigning, style_trees, style_versions
from dataset.actions.style_versions import OperationRefused, VersionFixed
from dataset.choices import JobState, MachineRunState, MachineTask, PlacedBy, StyleTreeState, StyleVersionState
from dataset.models import MachineRun, StyleAssignment, StyleNode, StyleOperation, StyleVersion
from dataset.queries import style_versions as versions
from dataset.rules.style_operations import perform
from dataset.rules.style_trees import Node, bytes_of
from tests.dataset.styles import drafted
from tests.factories import (
    MachineJobFactory,
    MachineRunFactory,
    PriceFactory,
    StyleStageFactory,
    StyleStepFactory,
    StyleTreeFactory,
    TemplateFactory,
)
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db

NODES = {
    1: Node(1, None, "Media"),
    2: Node(2, 1, "Painting"),
    3: Node(3, 1, "Anime"),
    4: Node(4, None, "Haze"),
    5: Node(5, None, "Fog"),
}
TEXTS = ("oil", "gouache", "anime", "blue haze", "grey fog", "bokeh")
MEMBERS = {0: 2, 1: 2, 2: 3, 3: 4, 4: 5}
ACTS = (
    ("rename", {"number": 2, "name": "Paint", "definition": "Wet."}),
    ("merge", {"numbers": [4], "into": 5}),
    ("split", {"number": 2, "parts": [{"name": "Oil", "styles": [0]}]}),
    ("move", {"number": 5, "parent": 1}),
    ("lock", {"number": 3}),
)


@pytest.fixture
def version() -> StyleVersion:
    return drafted(*TEXTS, nodes=NODES, members=MEMBERS)


def edited(version: StyleVersion) -> list[StyleOperation]:
    return [
        style_versions.operate(version=version, act=act, arguments=arguments, actor="ruth", now=NOW)
        for act, arguments in ACTS
    ]


def value(version: StyleVersion) -> bytes:
    return bytes_of(versions.tree_of(version))


def test_operations_undone_from_the_last_bring_the_tree_back(version: StyleVersion) -> None:
    before = value(version)
    made = edited(version)
    seen = [StyleOperation.objects.count()]

    for one in reversed(made):
        undo = style_versions.undo(operation=one, actor="omar", now=NOW)
        seen.append(undo.number)
        assert (undo.undoes, undo.actor) == (one, "omar")

    assert value(version) == before
    assert seen == [5, 6, 7, 8, 9, 10]
    assert StyleNode.objects.find_problems() == ([], [], [], [], [])
    with pytest.raises(OperationRefused, match="This was undone already"):
        style_versions.undo(operation=made[0], actor="omar", now=NOW)


def test_what_stands_in_the_way_of_undoing_is_said_and_nothing_changes(version: StyleVersion) -> None:
    made = edited(version)
    before = value(version)

    style_versions.operate(version=version, act="lock", arguments={"number": 2}, actor="ruth", now=NOW)
    with pytest.raises(OperationRefused, match="Paint is locked: unlock it first"):
        style_versions.undo(operation=made[0], actor="omar", now=NOW)

    style_versions.undo(operation=StyleOperation.objects.latest("number"), actor="omar", now=NOW)
    assert value(version) == before


def test_the_rows_of_operations_lead_from_the_first_tree_to_the_last(version: StyleVersion) -> None:
    tree, last = versions.tree_of(version), version.last_number
    made = edited(version)
    style_versions.undo(operation=made[1], actor="omar", now=NOW)

    for act, arguments in StyleOperation.objects.order_by("number").values_list("act", "arguments"):
        tree = perform(tree, act, arguments, last).tree
        last = max([last, *tree.nodes])

    version.refresh_from_db()
    assert bytes_of(tree) == value(version)
    assert last == version.last_number == 6


def test_a_draft_is_drawn_up_as_a_version_is_and_the_two_go_their_own_ways(version: StyleVersion) -> None:
    edited(version)
    before = value(version)

    made = style_versions.draw_up(version=version, actor="omar", now=NOW)

    assert (made.number, made.based_on, made.state, made.actor) == (2, version, StyleVersionState.DRAFT, "omar")
    assert value(made) == before
    assert not made.operations.exists()
    style_versions.operate(
        version=made,
        act="split",
        arguments={"number": 5, "parts": [{"name": "Mist", "styles": [3]}]},
        actor="omar",
        now=NOW,
    )
    assert value(version) == before
    assert versions.tree_of(made).nodes[7].name == "Mist"
    assert StyleNode.objects.find_problems() == ([], [], [], [], [])


def test_what_a_person_decided_of_a_style_stays_decided_in_later_drafts(version: StyleVersion) -> None:
    leaf = StyleNode.objects.get(version=version, number=4)
    its = StyleAssignment.objects.filter(version=version, style__text="bokeh")
    its.update(node=leaf, by=PlacedBy.PERSON, actor="ruth", n_votes=3)

    again = style_versions.draw_up(version=version, actor="omar", now=NOW)

    kept = StyleAssignment.objects.get(version=again, by=PlacedBy.PERSON)
    assert (kept.style.text, kept.actor, kept.node.number if kept.node else None) == ("bokeh", "ruth", 4)
    assert again.metrics["n_by_person"] == 1


def test_a_version_that_a_tree_is_being_built_from_stays_as_it_is(version: StyleVersion) -> None:
    tree = StyleTreeFactory(based_on=version)

    with pytest.raises(VersionFixed, match="A tree is being built from version 1"):
        edited(version)

    tree.state = StyleTreeState.BUILT
    tree.save()
    assert len(edited(version)) == 5


def test_assigning_is_begun_at_once_and_asked_as_the_tree_goes_on(version: StyleVersion) -> None:
    PriceFactory(profile=version.tree.profile)

    stage = style_assigning.start(version=version, cap=Decimal(1), now=timezone.now())

    assert (stage.run.state, stage.steps.count()) == (MachineRunState.BUILDING, 0)
    assert machine_runs.build(run_id=stage.run_id, now=NOW) == 0
    assert machine_runs.pause(run=stage.run, reason="ruth paused it")
    assert not style_trees.go_on(tree=version.tree, now=NOW)
    assert machine_runs.resume(run=stage.run)
    assert style_trees.due() == [version.tree]
    assert style_trees.go_on(tree=version.tree, now=NOW)
    assert not style_trees.go_on(tree=version.tree, now=NOW)
    stage.run.refresh_from_db()
    assert (stage.run.state, stage.run.n_jobs, stage.steps.count()) == (MachineRunState.RUNNING, 1, 1)
    assert stage.run.jobs.filter(state=JobState.PENDING).count() == 1


def test_assigning_that_was_cancelled_begins_anew(version: StyleVersion) -> None:
    PriceFactory(profile=version.tree.profile)
    first = style_assigning.start(version=version, cap=Decimal(1), now=timezone.now())
    with pytest.raises(VersionFixed, match="Version 1 is frozen, and no draft"):
        style_assigning.start(version=version, cap=Decimal(1), now=timezone.now())
    machine_runs.cancel(run=first.run, reason="ruth cancelled it", now=NOW)
    assert not style_trees.go_on(tree=version.tree, now=NOW)

    second = style_assigning.start(version=version, cap=Decimal(2), now=timezone.now())

    assert second.number == first.number + 1
    assert style_trees.go_on(tree=version.tree, now=NOW)
    assert second.steps.count() == 1


@pytest.mark.parametrize("stop", [machine_runs.pause, partial(machine_runs.cancel, now=NOW)])
def test_what_is_stopped_while_its_questions_are_made_stays_so(
    version: StyleVersion, stop: Callable[..., bool]
) -> None:
    PriceFactory(profile=version.tree.profile)
    stage = style_assigning.start(version=version, cap=Decimal(1), now=timezone.now())
    assert stop(run=stage.run, reason="ruth stopped it")
    stage.run.refresh_from_db()
    before = stage.run.state

    style_assigning.ask(stage=stage, version=version, now=NOW)

    stage.run.refresh_from_db()
    assert (stage.run.state, stage.run.because, stage.run.n_jobs) == (before, "ruth stopped it", 1)


def test_styles_are_assigned_to_one_version_of_a_tree_at_a_time(version: StyleVersion) -> None:
    PriceFactory(profile=version.tree.profile)
    other = style_versions.draw_up(version=version, actor="ruth", now=NOW)
    first = style_assigning.start(version=version, cap=Decimal(1), now=timezone.now())

    with pytest.raises(VersionFixed, match="Styles are being assigned to another version of this tree"):
        style_assigning.start(version=other, cap=Decimal(1), now=timezone.now())

    machine_runs.cancel(run=first.run, reason="ruth cancelled it", now=NOW)
    assert style_assigning.start(version=other, cap=Decimal(1), now=timezone.now()).version == other


def stage(number: int, state: str) -> MachineRun:
    ended = NOW if state == MachineRunState.DONE else None
    run = MachineRunFactory(
        state=state, n_jobs=1, ended_at=ended, template=TemplateFactory(task=MachineTask.STYLE_PATCH)
    )
    at = StyleStageFactory(number=number, run=run)
    MachineJobFactory(
        run=run, prompt=None, step=StyleStepFactory(stage=at), state="poison", failures=["missing"], ended_at=NOW
    )
    return run


def test_a_stage_is_asked_anew_until_the_next_was_built_upon_it() -> None:
    run = stage(0, MachineRunState.DONE)
    assert machine_runs.retry(run=run, now=NOW) == 1
    run.jobs.update(state="poison", failures=["missing"], ended_at=NOW)

    StyleStageFactory(tree=run.stage.tree, number=1)

    assert machine_runs.retry(run=run, now=NOW) == 0


def test_a_paused_stage_goes_on_without_being_given_the_jobs_of_prompts() -> None:
    run = stage(0, MachineRunState.PAUSED)

    assert machine_runs.resume(run=run)

    run.refresh_from_db()
    assert run.state == MachineRunState.RUNNING


@pytest.mark.django_db(transaction=True)
def test_a_tick_leaves_a_tree_to_whoever_goes_on_with_it() -> None:
    tree = StyleTreeFactory()
    found = []

    def elsewhere() -> None:
        try:
            found.append(style_trees.go_on(tree=tree, now=NOW, waits=False))
        finally:
            connection.close()

    with transaction.atomic():
        type(tree).objects.select_for_update().get(pk=tree.pk)
        other = Thread(target=elsewhere)
        other.start()
        other.join()

    assert found == [False]
    assert not tree.stages.exists()
