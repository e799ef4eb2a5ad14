"""Style trees from end to end, through the protocol."""

import json
import os
import signal
import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db.models import Q

from dataset.actions import style_versions
from dataset.choices import JobState, MachineRunState, StyleTreeState, StyleVersionState
from dataset.models import (
    Attempt,
    MachineJob,
    MachineRun,
    StyleAssignment,
    StyleNode,
    StyleStage,
    StyleStep,
    StyleTree,
)
from dataset.queries import style_versions as versions
from dataset.rules.style_builds import build
from dataset.rules.style_trees import Tree, bytes_of
from jdb_site.stand_in.servers import StandIn
from tests.dataset.styles import STYLES, built, exported, profile, prompts, run
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


def test_the_same_snapshot_seed_and_cache_give_the_same_bytes(tmp_path: Path) -> None:
    prompts(*STYLES)
    with StandIn() as server:
        profile(server.address)
        first = built("--patch", 5)
        asked = Attempt.objects.filter(from_cache=False).count()
        other = built("--patch", 5, "--seed", 2)
    again = built("--patch", 5)  # nobody is there to be asked: all comes from the cache

    assert again.tree_id != first.tree_id
    assert exported(again, tmp_path) == exported(first, tmp_path)
    assert Attempt.objects.filter(from_cache=False, job__run__stage__tree=again.tree_id).count() == 0
    assert Attempt.objects.filter(job__run__stage__tree=first.tree_id).count() == asked > 5
    assert [*other.tree.stages.get(number=0).steps.values_list("question", flat=True)] != [
        *first.tree.stages.get(number=0).steps.values_list("question", flat=True)
    ]
    tasks = StyleStage.objects.filter(tree=first.tree).order_by("number").values_list("task", flat=True)
    assert [*tasks] == ["style_patch", "style_merge"]
    tree = versions.tree_of(first)
    assert first.metrics["coverage"] == 1.0
    names = {node.name for node in tree.leaves()}
    assert {"Painting", "Animation and comics", "Artists", "Haze"} <= names
    assert StyleNode.objects.find_problems() == ([], [], [], [], [])
    rebuilt = build(versions.setup(first.tree), versions.stages(first.tree))
    assert isinstance(rebuilt, Tree)
    assert bytes_of(rebuilt) == bytes_of(tree)


def test_what_a_person_locked_survives_the_next_tree() -> None:
    prompts(*STYLES)
    with StandIn() as server:
        profile(server.address)
        first = built("--patch", 5)
        tree = versions.tree_of(first)
        leaf = next(node for node in tree.leaves() if node.name == "Painting")
        for act, more in (("rename", {"name": "Paint"}), ("lock", {})):
            given = {"number": leaf.number, **more}
            style_versions.operate(version=first, act=act, arguments=given, actor="ruth", now=NOW)
        second = built("--patch", 4, "--seed", 3, "--based-on", first.pk)

    before, after = versions.tree_of(first), versions.tree_of(second)
    assert after.nodes[leaf.number] == before.nodes[leaf.number]
    assert after.path(leaf.number) == before.path(leaf.number) == ("Media", "Paint")
    kept = set(before.styles()[leaf.number])
    assert kept <= set(after.styles()[leaf.number])
    told = [
        style for step in StyleStep.objects.filter(stage__tree=second.tree, stage__number=0) for style in step.meant
    ]
    assert not kept & set(told)


def test_every_style_is_assigned_and_a_published_version_stays() -> None:
    prompts(*STYLES)
    with StandIn() as server:
        profile(server.address)
        version = built("--patch", 8, "--thrice-from", 3)
        told = run("assign_styles", version.pk, "--cap", "1", "--publish")

    version.refresh_from_db()
    assert told.startswith(f"Version {version.pk}, published: ")
    assert (version.state, version.assigned_at is not None) == (StyleVersionState.PUBLISHED, True)
    votes = {one.style.text: one.n_votes for one in StyleAssignment.objects.select_related("style")}
    assert votes["oil painting"] == 3
    assert votes["anime"] == 3
    assert {*votes.values()} == {3}
    assert run("assign_styles", version.pk) == told


def test_faults_leave_a_whole_tree_and_money_is_counted_to_the_token() -> None:
    prompts(*STYLES)
    faults = "429=0.1,wrong_body=0.1,refusal=0.05,fenced=0.1"
    with StandIn(faults, seed=3, retry_seconds=0.1) as server:
        profile(server.address)
        version = built("--patch", 4)
        ledger = server.ledger()

    assert {*MachineJob.objects.values_list("state", flat=True)} <= {JobState.DONE, JobState.POISON}
    assert {*MachineRun.objects.values_list("state", flat=True)} == {MachineRunState.DONE}
    counted = sum(one.n_input for one in Attempt.objects.all())
    assert counted == ledger["models"]["stand-in"]["prompt_tokens"]
    assert version.tree.state == StyleTreeState.BUILT


def test_a_cap_pauses_and_a_further_one_goes_on() -> None:
    prompts(*STYLES)
    with StandIn() as server:
        profile(server.address)
        with pytest.raises(CommandError, match=r"Paused: a budget bears no further question\. Go on: build_style_tree"):
            run("build_style_tree", "small", "--cap", "0.001")
        tree = StyleTree.objects.get()
        told = run("build_style_tree", "--tree", tree.pk, "--cap", "5")

    assert told.startswith(f"Tree {tree.pk}, version ")
    tree.refresh_from_db()
    assert (tree.state, tree.cap_amount) == (StyleTreeState.BUILT, Decimal(5))


def test_stopped_by_hand_it_lets_go_of_what_it_had_and_goes_on_to_the_same_tree(tmp_path: Path) -> None:
    prompts(*STYLES)
    with StandIn("slow", slow_seconds=60) as server:
        profile(server.address)
        threading.Thread(target=ctrl_c, args=[server], daemon=True).start()
        with pytest.raises(CommandError, match=r"^Stopped\. Go on: build_style_tree --tree \d+$") as stopped:
            built("--patch", 5)
        tree = StyleTree.objects.get()
        held = MachineJob.objects.filter(Q(lease_owner__isnull=False) | Q(reserved_amount__gt=0))
        assert (stopped.value.returncode, held.count(), tree.state) == (130, 0, StyleTreeState.BUILDING)
        server.mode("ok")
        run("build_style_tree", "--tree", tree.pk)
        whole = built("--patch", 5)

    went_on = tree.versions.get()
    assert exported(went_on, tmp_path) == exported(whole, tmp_path)
    assert not Attempt.objects.filter(from_cache=False, job__run__stage__tree=whole.tree_id).exists()


def ctrl_c(server: StandIn) -> None:
    """Once questions are on their way."""
    while not server.ledger()["requests"].get("chat"):
        time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGINT)


def test_an_export_has_plain_parents_and_a_card(tmp_path: Path) -> None:
    prompts("oil painting", "anime")
    with StandIn() as server:
        profile(server.address)
        version = built()

    told = json.loads(exported(version, tmp_path))

    assert [(node["number"], node["parent"], node["name"], node["styles"]) for node in told["nodes"]] == [
        (1, None, "Media", []),
        (2, 1, "Animation and comics", [{"style": "anime", "prompts": 4}]),
        (3, 1, "Painting", [{"style": "oil painting", "prompts": 4}]),
    ]
    assert (told["card"]["n_leaves"], told["card"]["coverage"], told["card"]["model"]) == (2, 1.0, "stand-in")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["small", "--cap", "1"], "There is no model small"),
        (["small"], "Name a model and a cap, as: build_style_tree small --cap 5"),
        (["--tree", "7"], "There is no tree 7."),
    ],
)
def test_what_cannot_be_built_is_said(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run("build_style_tree", *arguments)


def test_a_corpus_without_styles_is_said() -> None:
    profile("http://127.0.0.1:9")

    with pytest.raises(CommandError, match="No prompt has a word of style"):
        run("build_style_tree", "small", "--cap", "1")
