"""Two versions of style trees side by side."""

import pytest

from dataset.rules.style_differences import Changed, Side, difference
from dataset.rules.style_operations import perform
from dataset.rules.style_trees import Node, Tree
from dataset.rules.style_words import Word

WORDS = [Word(text, False, n, ()) for text, n in (("oil", 9), ("anime", 5), ("fog", 7), ("odd", 1))]
NODES = {
    1: Node(1, None, "Media"),
    2: Node(2, 1, "Painting"),
    3: Node(3, 1, "Comics"),
    4: Node(4, None, "Weather"),
}
TREE = Tree(NODES, {0: 2, 1: 3, 2: 4})
BEFORE = Side(TREE, WORDS)


@pytest.mark.parametrize("by_number", [True, False])
def test_what_is_the_same_differs_in_nothing(*, by_number: bool) -> None:
    found = difference(BEFORE, BEFORE, by_number=by_number)

    assert (found.new, found.gone, found.changed, found.styles) == ([], [], [], [])
    assert (found.likeness.n, found.likeness.adjusted_rand) == (3, 1.0)


def test_by_numbers_a_new_name_is_one_change_and_its_styles_stay() -> None:
    after = perform(TREE, "rename", {"number": 2, "name": "Paint"}, 4).tree
    after = perform(after, "move", {"number": 4, "parent": 1}, 4).tree
    after = perform(after, "split", {"number": 3, "parts": [{"name": "Anime", "styles": [1]}]}, 4).tree
    after = perform(after, "place", {"styles": [3], "into": 4}, 5).tree

    found = difference(BEFORE, Side(after, WORDS), by_number=True)

    assert (found.new, found.gone) == ([("Media", "Anime")], [])
    assert found.changed == [
        Changed("Paint", ("Media", "Painting"), ("Media", "Paint")),
        Changed("Weather", ("Weather",), ("Media", "Weather")),
    ]
    assert found.styles == [
        Changed("anime", ("Media", "Comics"), ("Media", "Anime")),
        Changed("odd", (), ("Media", "Weather")),
    ]


def test_by_names_numbers_mean_nothing_and_styles_of_one_side_are_left_out() -> None:
    nodes = {7: Node(7, None, "media"), 8: Node(8, 7, "Paintings"), 9: Node(9, 7, "Manga")}
    words = [Word("anime", False, 5, ()), Word("new", False, 9, ()), Word("oil", False, 9, ())]

    found = difference(BEFORE, Side(Tree(nodes, {0: 9, 1: 9, 2: 8}), words), by_number=False)

    assert found.new == [("media", "Manga")]
    assert found.gone == [("Media", "Comics"), ("Weather",)]
    assert found.changed == []
    assert found.styles == [Changed("anime", ("Media", "Comics"), ("media", "Manga"))]
