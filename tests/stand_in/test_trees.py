"""The tasks on styles, asked by the SDK; every index and every id once, whatever is asked."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openai import OpenAI

from jdb_site.stand_in import answers
from tests.stand_in.asking import task

NAMES = st.lists(
    st.sampled_from(["oil painting", "anime style", "xyz", "blue xyz", "monet", ""]) | st.text(max_size=12)
)


def test_styles_fall_into_categories_of_two_levels(client: OpenAI) -> None:
    styles = ["oil painting", "anime style", "watercolor", "greg rutkowski", "blue haze", "green haze", "frobnication"]

    found = task(client, "style_patch", {"styles": styles})

    assert [(row["path"], row["members"]) for row in found["categories"]] == [
        (["Artists", "Artists"], [3]),
        (["Media", "Animation and comics"], [1]),
        (["Media", "Painting"], [0, 2]),
        (["Other styles", "Haze"], [4, 5]),
        (["Other styles", "Various"], [6]),
    ]
    assert found["categories"][2]["definition"] == "Styles of the kind painting, among media."


def test_categories_of_one_name_are_merged_under_their_parent(client: OpenAI) -> None:
    categories = [
        {"id": 7, "name": "Media > Painting", "definition": "Paint.", "members": ["oil painting"]},
        {"id": 3, "name": "paintings", "definition": "Painted.", "members": []},
        {"id": 5, "name": "Frobs", "definition": "Frobs.", "members": []},
        {"id": 7, "name": "again", "definition": "", "members": []},
    ]

    assert task(client, "style_merge", {"categories": categories})["groups"] == [
        {"name": "Painting", "parent": "Media", "definition": "Paint.", "ids": [7, 3]},
        {"name": "Frobs", "parent": "Other styles", "definition": "Frobs.", "ids": [5]},
    ]


def test_two_styles_are_the_same_or_one_within_the_other_or_different(client: OpenAI) -> None:
    pairs = [
        {"a": "Oil-painting", "b": "oil paintings"},
        {"a": "painting", "b": "oil painting"},
        {"a": "oil painting", "b": "the painting"},
        {"a": "anime", "b": "oil painting"},
        {"a": "", "b": "anime"},
    ]

    assert task(client, "style_relate", {"pairs": pairs}) == {
        "answers": ["same", "parent", "child", "different", "different"]
    }


def test_a_style_is_assigned_to_the_candidate_that_fits_best_or_to_none(client: OpenAI) -> None:
    styles = [
        {"style": "Chinese ink painting", "candidates": ["Photography", "Painting", "Ink painting"]},
        {"style": "watercolor", "candidates": ["Photography", "Painting"]},
        {"style": "frobnication", "candidates": ["Photography", "Painting"]},
        {"style": "anime", "candidates": []},
    ]

    assert task(client, "style_assign", {"styles": styles}) == {"choices": [2, 1, -1, -1]}


def by_rule(name: str, question: dict[str, Any]) -> dict[str, Any]:
    """The answer without a server."""
    return answers.answer(name, question, "1") or {}


@given(styles=NAMES)
def test_every_index_is_in_exactly_one_category(styles: list[str]) -> None:
    found = by_rule("style_patch", {"styles": styles})["categories"]

    assert sorted(index for row in found for index in row["members"]) == [*range(len(styles))]
    assert len({tuple(row["path"]) for row in found}) == len(found)
    assert {len(row["path"]) for row in found} <= {2}


@given(names=NAMES, numbers=st.lists(st.integers(0, 20), max_size=30))
def test_every_id_is_in_exactly_one_group(names: list[str], numbers: list[int]) -> None:
    categories = [{"id": number, "name": name} for number, name in zip(numbers, names, strict=False)]

    found = by_rule("style_merge", {"categories": categories})["groups"]

    assert Counter(number for row in found for number in row["ids"]) == Counter({row["id"] for row in categories})
    assert all(row["name"] and row["parent"] for row in found)


@given(rows=st.lists(st.tuples(st.text(max_size=9), st.lists(st.text(max_size=9), max_size=4))))
def test_every_style_gets_a_candidate_or_none(rows: list[tuple[str, list[str]]]) -> None:
    styles = [{"style": style, "candidates": candidates} for style, candidates in rows]

    found = by_rule("style_assign", {"styles": styles})["choices"]

    assert len(found) == len(rows)
    assert all(-1 <= choice < len(row["candidates"]) for choice, row in zip(found, styles, strict=True))
