"""Style trees, read and changed by programs."""

from typing import Any

import pytest

from annotation.choices import Scope
from annotation.models import AuditEntry
from dataset.queries import style_versions as versions
from dataset.rules.style_trees import bytes_of
from tests.annotation.api.programs import Program
from tests.annotation.style_trees import drafted
from tests.factories import MachineJobFactory, StyleStageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return Program(Scope.READ_MODELS, Scope.WRITE_MODELS)


def test_trees_are_told_with_stages_and_versions(program: Program) -> None:
    version = drafted()
    StyleStageFactory(tree=version.tree, run=MachineJobFactory(run__state="running").run)

    [told] = program.get("styles")["trees"]

    assert told == {
        key: value for key, value in program.get(f"styles/trees/{version.tree_id}").items() if key != "status"
    }
    assert (told["id"], told["n_styles"], [one["id"] for one in told["versions"]]) == (version.tree_id, 6, [version.pk])
    [stage] = told["stages"]
    assert (stage["task"], stage["state"], stage["n_questions"], stage["n_over"]) == ("style_patch", "running", 1, 0)
    assert told["versions"][0]["metrics"]["n_leaves"] == 3


def test_a_tree_is_steered(program: Program) -> None:
    stage = StyleStageFactory(run=MachineJobFactory(run__state="running").run)
    address = f"styles/trees/{stage.tree_id}"

    seen = [program.post(address, act=act)["state"] for act in ("pause", "resume", "cancel")]
    again = program.post(address, act="cancel")

    assert seen == ["paused", "building", "cancelled"]
    assert (again["status"], again["code"]) == (409, "run_not_in_that_state")


def test_a_version_is_changed_and_its_operations_can_be_sent_again_to_another(program: Program) -> None:
    first, second = drafted(), drafted()
    acts: list[dict[str, Any]] = [
        {"act": "rename", "arguments": {"number": 2, "name": "Paint"}},
        {"act": "split", "arguments": {"number": 3, "parts": [{"name": "Manga", "styles": [3]}]}},
        {"act": "merge", "arguments": {"numbers": [5], "into": 3}},
        {"act": "place", "arguments": {"styles": [5], "into": 4}},
        {"act": "move", "arguments": {"number": 4, "parent": 1}},
        {"act": "lock", "arguments": {"number": 4}},
        {"act": "undo", "arguments": {"number": 6}},
    ]

    told = [program.post(f"styles/{first.pk}", **act) for act in acts][-1]
    for one in told["operations"]:
        program.post(f"styles/{second.pk}", act=one["act"], arguments=one["arguments"])

    categories = {row["name"]: (row["number"], row["parent"], row["n_styles"]) for row in told["categories"]}
    assert categories == {"Media": (1, None, 6), "Comics": (3, 1, 2), "Paint": (2, 1, 2), "Weather": (4, 1, 2)}
    assert (told["n_without"], [one["undoes"] for one in told["operations"]]) == (0, [None] * 6 + [6])
    assert bytes_of(versions.tree_of(first)) == bytes_of(versions.tree_of(second))
    assert AuditEntry.objects.filter(act="change_styles").count() == 14


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"act": "rename", "arguments": {"number": 9, "name": "X"}}, 409, "style_operation_refused"),
        ({"act": "rename"}, 409, "style_operation_refused"),
        ({"act": "place", "arguments": {"styles": [99], "into": 4}}, 409, "style_operation_refused"),
        ({"act": "split", "arguments": {"number": 2, "parts": ["X"]}}, 422, "malformed"),
        ({"act": "publish"}, 409, "style_version_fixed"),
        ({"act": "assign"}, 422, "malformed"),
        ({"act": "undo", "arguments": {"number": 1}}, 404, "not_found"),
        ({"act": "undo"}, 404, "not_found"),
    ],
)
def test_what_cannot_be_done_is_refused(program: Program, body: dict[str, Any], status: int, code: str) -> None:
    answer = program.post(f"styles/{drafted().pk}", **body)

    assert (answer["status"], answer["code"]) == (status, code)


def test_a_draft_is_drawn_up(program: Program) -> None:
    version = drafted()

    told = program.post(f"styles/{version.pk}", act="draw_up")

    assert (told["version"]["based_on"], told["version"]["state"], told["n_without"]) == (version.pk, "draft", 1)


def test_styles_of_a_category_come_page_by_page(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.api.styles.PAGE", 1)
    version = drafted()

    first = program.get(f"styles/{version.pk}/categories/2")
    second = program.get(f"styles/{version.pk}/categories/2", **{"from": first["next"]})

    assert [row["text"] for page in (first, second) for row in page["styles"]] == ["oil painting", "watercolor"]
    assert second["next"] is None
    assert [row["text"] for row in program.get(f"styles/{version.pk}/categories/0")["styles"]] == ["odd thing"]
    assert program.get(f"styles/{version.pk}/tree.json")["unassigned"] == ["odd thing"]
