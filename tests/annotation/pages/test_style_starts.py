"""A style tree is begun from a page or by a program: the styles, what it would take, the start."""

from decimal import Decimal
from typing import Any

import pytest
from celery import current_app
from django.test.client import Client
from kombu.exceptions import OperationalError
from pytest_django import DjangoAssertNumQueries

from annotation import tasks
from annotation.choices import Scope
from annotation.models import AuditEntry
from dataset.actions.machine_questions import compose
from dataset.models import ModelProfile, StyleSnapshot, StyleStage, StyleTree
from tests.annotation.api.programs import Program
from tests.annotation.style_trees import drafted
from tests.dataset.styles import prompts
from tests.factories import ModelProfileFactory, PriceFactory, StyleFactory, StyleSnapshotFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> ModelProfile:
    """Prices of 0.25, 0.025 and 2 dollars a million."""
    made: ModelProfile = PriceFactory(profile__name="small").profile
    return made


def snapshot(n: int) -> StyleSnapshot:
    made: StyleSnapshot = StyleSnapshotFactory(n_styles=n)
    for number in range(n):
        StyleFactory(snapshot=made, number=number, text=f"style {number:03d}", n_prompts=200 if number < 4 else 1)
    return made


def post(by: Client, step: str, styles: StyleSnapshot, **said: Any) -> Any:
    form = {"snapshot": styles.pk, "profile": "small", "cap": "5", "patch": 4, "thrice_from": 100, "seed": 1}
    return by.post("/styles/new/", form | {"step": step} | said)


def test_a_tree_is_begun_by_what_the_form_said_and_stands_in_the_record(
    by_manager: Client, small: ModelProfile
) -> None:
    styles = snapshot(10)

    answer = post(by_manager, "start", styles, seed="7", least="2")

    tree = StyleTree.objects.get()
    assert answer["Location"] == f"/styles/trees/{tree.pk}/"
    assert (tree.snapshot, tree.profile, tree.seed, tree.patch_size, tree.least_members) == (styles, small, 7, 4, 2)
    assert (tree.cap_amount, tree.actor, tree.based_on, tree.extends) == (Decimal(5), "ruth", None, False)
    stage = StyleStage.objects.get()
    assert (stage.task, stage.run.state, stage.steps.count()) == ("style_patch", "running", 3)
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.subject) == ("begin_style_tree", f"style tree {tree.pk}")
    assert entry.detail == {"model": "small", "cap": "5", "styles": 10, "seed": 7}


def test_before_it_begins_a_page_says_what_each_stage_would_take_and_nothing_is_kept(
    by_manager: Client, small: ModelProfile
) -> None:
    page = post(by_manager, "look", snapshot(10))

    estimate = page.context["estimate"]
    stages = [*estimate.stages, estimate.assignments]
    assert [(one.task, one.n) for one in stages] == [
        ("style_patch", 3),
        ("style_merge", 1),
        ("style_relate", 1),
        ("style_assign", 3),
    ]
    assert all(0 < one.expected_amount < one.most_amount for one in stages)
    assert estimate.most_amount == sum(one.most_amount for one in stages[:-1])
    assert (estimate.n, StyleTree.objects.count(), AuditEntry.objects.count()) == (5, 0, 0)
    assert '<input type="hidden" name="cap" value="5">' in page.content.decode()


@pytest.mark.parametrize("n", [4, 12])
def test_an_estimate_takes_as_many_queries_for_few_styles_as_for_many(
    by_manager: Client, small: ModelProfile, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    styles = snapshot(n)
    post(by_manager, "look", styles)  # makes the templates

    with django_assert_num_queries(17):
        post(by_manager, "look", styles)


def test_what_is_held_back_for_the_first_stage_is_what_was_told(by_manager: Client, small: ModelProfile) -> None:
    styles = snapshot(10)
    told = post(by_manager, "look", styles).context["estimate"].stages[0]

    post(by_manager, "start", styles)

    run = StyleStage.objects.get().run
    asked = compose(run, [*run.jobs.values_list("pk", flat=True)], NOW)
    assert sum(one.most_amount for one in asked) == told.most_amount


def test_a_tree_begins_from_what_a_version_keeps(by_manager: Client, small: ModelProfile) -> None:
    base = drafted()

    refused = post(by_manager, "start", base.tree.snapshot, based_on=base.pk)
    post(by_manager, "start", base.tree.snapshot, based_on=base.pk, keeps="all")

    assert "Say what the tree starts from, and what of it stays; or neither." in refused.content.decode()
    tree = StyleTree.objects.latest("pk")
    assert (tree.based_on, tree.extends) == (base, True)
    assert [step.question for step in StyleStage.objects.get().steps.all()] == [{"styles": ["odd thing"]}]


def test_what_cannot_be_begun_is_said_on_the_form(by_manager: Client, small: ModelProfile) -> None:
    ModelProfileFactory(name="free")
    styles = snapshot(4)

    for step in ("look", "start"):
        said = post(by_manager, step, styles, profile="free").content.decode()
        assert "The profile free has no price" in said
    assert "A tree has a cap above nothing" in post(by_manager, "look", styles, cap="0").content.decode()
    assert StyleTree.objects.count() == 0


def rung(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What workers were told; there is no queue in these tests."""
    told: list[dict[str, str]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, kwargs: told.append(kwargs))
    return told


def test_a_queue_that_is_away_is_said(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(current_app, "send_task", away)
    prompts("anime")

    page = by_manager.post("/styles/count/", follow=True).content.decode()

    assert "The workers cannot be reached now. Try again." in page


def test_styles_are_counted_by_a_worker_and_stand_in_the_form(
    by_manager: Client, small: ModelProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = rung(monkeypatch)
    nothing = by_manager.post("/styles/count/", follow=True).content.decode()
    prompts("oil painting", "anime")

    by_manager.post("/styles/count/", {"source": ""})
    for _ in range(2):
        tasks.count_styles(**told[0])

    assert "No prompt has a word of style" in nothing
    assert told == [{"source": "", "actor": "ruth"}]
    made = StyleSnapshot.objects.get()
    assert (made.n_styles, made.actor) == (2, "ruth")
    assert "2 styles, counted" in by_manager.get("/styles/new/").content.decode()
    assert {*AuditEntry.objects.values_list("act", "subject")} == {("count_styles", f"styles {made.pk}")}


def test_programs_do_the_same(small: ModelProfile, monkeypatch: pytest.MonkeyPatch) -> None:
    told = rung(monkeypatch)
    program, styles = Program(Scope.READ_MODELS, Scope.WRITE_MODELS), snapshot(10)
    body = {"snapshot": styles.pk, "profile": "small", "cap": "5", "patch": 4}

    foretold = program.post("previews/styles", **body)
    begun = program.post("styles", **body)
    none = program.post("styles/snapshots")
    prompts("anime")
    counting = program.post("styles/snapshots")

    assert (foretold["n_questions"], [one["n_questions"] for one in foretold["stages"]]) == (5, [3, 1, 1])
    assert (begun["state"], begun["n_styles"], begun["stages"][0]["n_questions"]) == ("building", 10, 3)
    assert ((none["status"], none["code"]), counting["is_counting"]) == ((409, "no_styles"), True)
    assert told == [{"source": "", "actor": "ruth"}]
    assert [one["id"] for one in program.get("styles/snapshots")["snapshots"]] == [styles.pk]
    assert program.post("styles", **body, extends=True)["status"] == 422
    assert program.post("styles", **body | {"profile": "nobody"})["status"] == 404
