"""Style trees on pages: the list, one that is built, a version to read through."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.models import AuditEntry
from annotation.pages.style_plots import long_tail
from dataset.choices import MachineRunState
from dataset.models import Budget, StyleTree
from tests.annotation.style_trees import assigned, drafted
from tests.factories import (
    BudgetFactory,
    MachineJobFactory,
    MachineRunFactory,
    StyleStageFactory,
    StyleTreeFactory,
    StyleVersionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> StyleTree:
    """Patches are over for 2 dollars; of three merges one is, for half a dollar."""
    made: StyleTree = StyleTreeFactory(cap_amount=5)
    for number, (states, spent) in enumerate(((("done", "poison"), "2"), (("done", "pending", "pending"), "0.5"))):
        state = MachineRunState.RUNNING if number else MachineRunState.DONE
        ended = None if number else made.created_at
        run = MachineRunFactory(
            state=state, ended_at=ended, budget=BudgetFactory(key=f"stage {number}", spent_amount=Decimal(spent))
        )
        Budget.objects.filter(pk=run.budget_id).update(key=str(run.pk))
        StyleStageFactory(tree=made, number=number, task=("style_patch", "style_merge")[number], run=run)
        for one in states:
            why = ["W1"] if one == "poison" else []
            MachineJobFactory(run=run, state=one, failures=why, ended_at=None if one == "pending" else made.created_at)
    return made


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_five_queries_however_many_trees(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    made = [StyleStageFactory(tree=StyleVersionFactory().tree).tree for _ in range(n)]

    with django_assert_num_queries(5):  # trees, their versions, their stages; questions; switches that stand
        answer = by_manager.get("/styles/")

    assert [one.tree for one in answer.context["trees"]] == made[::-1]


def test_a_tree_tells_how_far_each_stage_is(
    by_manager: Client, tree: StyleTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        answer = by_manager.get(f"/styles/trees/{tree.pk}/")

    building = answer.context["building"]
    assert (building.state, building.spent_amount) == ("building", Decimal("2.5"))
    assert [(one.n_over, one.n, one.n_poison) for one in building.stages] == [(2, 2, 1), (1, 3, 0)]
    assert building.current == building.stages[1]
    assert "data-live=" in answer.content.decode()


def test_a_poll_when_nothing_changed_is_answered_304_and_a_tree_that_is_built_has_its_page_loaded_anew(
    by_manager: Client, tree: StyleTree
) -> None:
    first = by_manager.get(f"/styles/trees/{tree.pk}/live/")
    again = by_manager.get(f"/styles/trees/{tree.pk}/live/", headers={"if-none-match": first["ETag"]})
    over: Any = by_manager.get(f"/styles/trees/{drafted().tree_id}/live/")

    assert (first.status_code, again.status_code) == (200, 304)
    assert "X-Over" not in first
    assert over["X-Over"] == "1"


def steered(by: Client, tree: StyleTree, **said: str) -> str:
    by.post(f"/styles/trees/{tree.pk}/steer/", said)
    tree.refresh_from_db()
    return tree.stages.get(number=1).run.state


def test_a_manager_pauses_a_tree_goes_on_with_another_cap_and_ends_it(by_manager: Client, tree: StyleTree) -> None:
    seen = [steered(by_manager, tree, act="pause"), steered(by_manager, tree, act="resume", cap="9")]
    seen.append(steered(by_manager, tree, act="cancel"))

    assert seen == ["paused", "building", "cancelled"]
    assert (tree.state, tree.cap_amount) == ("cancelled", Decimal(9))
    assert tree.stages.get(number=1).run.budget.cap_amount == Decimal(7)
    acts = AuditEntry.objects.order_by("pk").values_list("act", "subject", "detail")
    subject = f"style tree {tree.pk}"
    assert [*acts] == [
        ("pause_style_tree", subject, {}),
        ("resume_style_tree", subject, {"cap": "9"}),
        ("cancel_style_tree", subject, {}),
    ]
    assert steered(by_manager, tree, act="pause") == "cancelled"
    assert AuditEntry.objects.count() == 3


@pytest.mark.parametrize("copies", [1, 3])
def test_a_version_takes_as_many_queries_for_few_styles_as_for_many(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, copies: int
) -> None:
    version = drafted(
        [f"{word} {copy}" if copy else word for copy in range(copies) for word in ("a", "b", "c", "d", "e")]
    )

    with django_assert_num_queries(4):  # the version; its categories, their counts; what was done to it
        answer = by_manager.get(f"/styles/{version.pk}/")

    shelf = answer.context["shelf"]
    assert [(one.node.name, one.n_styles) for one in shelf.top] == [("Media", 4), ("Weather", 1)]
    assert [(one.node.name, one.n_own) for one in shelf.top[0].beneath] == [("Comics", 2), ("Painting", 2)]
    assert shelf.n_without == 5 * (copies - 1)


def test_styles_and_categories_are_found_by_words(by_manager: Client) -> None:
    version = drafted()

    found = by_manager.get(f"/styles/{version.pk}/", {"words": "  PAINT "})
    nothing = by_manager.get(f"/styles/{version.pk}/", {"words": "fox"}).content.decode()

    hits = [(one.style.text, [above.node.name for above in line]) for one, line in found.context["hits"]]
    assert hits == [("oil painting", ["Media", "Painting"])]
    assert [one.node.name for one in found.context["categories"]] == ["Painting"]
    assert "Nothing has “<bdi>fox</bdi>” in it." in nothing


@pytest.mark.parametrize(("copies", "queries"), [(1, 4), (3, 4)])
def test_a_category_shows_its_styles_frequent_ones_first(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, copies: int, queries: int
) -> None:
    version = drafted(["oil painting", "watercolor", "anime", "manga", "haze", *(f"odd {n}" for n in range(copies))])

    with django_assert_num_queries(queries):  # the version; categories, counts; styles
        page = by_manager.get(f"/styles/{version.pk}/categories/2/")
    without = by_manager.get(f"/styles/{version.pk}/categories/0/")

    assert [one.style.text for one in page.context["styles"]] == ["oil painting", "watercolor"]
    assert [one.node.name for one in page.context["line"]] == ["Media"]
    assert len(without.context["styles"]) == copies
    assert by_manager.get(f"/styles/{version.pk}/categories/9/").status_code == 404


def test_many_styles_come_page_by_page(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.pages.styles.STYLES", 1)
    address = f"/styles/{drafted().pk}/categories/2/"

    first, second = by_manager.get(address), by_manager.get(address, {"from": "1"})

    assert [one.style.text for one in first.context["styles"]] == ["oil painting"]
    assert first.context["next"] == 1
    assert [one.style.text for one in second.context["styles"]] == ["watercolor"]
    assert second.context["next"] is None


def test_a_version_is_taken_along_as_the_command_writes_it(by_manager: Client) -> None:
    version = drafted()

    answer = by_manager.get(f"/styles/{version.pk}/tree.json")

    assert answer["Content-Disposition"] == f'attachment; filename="style-tree-{version.pk}.json"'
    told = json.loads(answer.content)
    assert [(node["number"], node["parent"], len(node["styles"])) for node in told["nodes"]] == [
        (1, None, 0),
        (3, 1, 2),
        (2, 1, 2),
        (4, None, 1),
    ]
    assert (told["unassigned"], told["card"]["state"]) == (["odd thing"], "draft")


def test_what_a_page_offers_goes_by_the_state_of_the_version(by_manager: Client) -> None:
    version = drafted()
    draft = by_manager.get(f"/styles/{version.pk}/").content.decode()
    frozen = by_manager.get(f"/styles/{assigned(version).pk}/").content.decode()

    assert ("Freeze it and assign every style" in draft, "Publish it for good" in draft) == (True, False)
    assert ("Freeze it and assign every style" in frozen, "Publish it for good" in frozen) == (False, True)
    assert ">1 tie<" in frozen


def test_the_long_tail_stands_on_powers_of_ten() -> None:
    plot = long_tail([("few", 1), ("none", 0), ("many", 1000), ("some", 10)], of="styles")

    assert plot is not None
    assert [bar.text for bar in plot.bars] == ["1. many: 1,000", "2. some: 10", "3. few: 1"]
    assert [tick.text for tick in plot.y_ticks] == ["1", "10", "100", "1,000"]
    assert [bar.y for bar in plot.bars] == [plot.y_ticks[3].y, plot.y_ticks[1].y, plot.y_ticks[0].y]
    assert plot.label == ("Styles of 3 categories, the largest first: from 1,000 (many) over 10 in the middle to 1.")
    assert long_tail([("none", 0)], of="styles") is None
