"""What people do to a tree: done, undone, done again; and the figures on trees."""

from math import log

import pytest

from dataset.rules.style_metrics import accuracy, adjusted_rand, entropy, gini, likeness, shape, v_measure
from dataset.rules.style_operations import NotSound, perform
from dataset.rules.style_trees import Node, Tree, bytes_of

NODES = {
    1: Node(1, None, "Media"),
    2: Node(2, 1, "Painting"),
    3: Node(3, 1, "Anime", locked=True),
    4: Node(4, None, "Haze"),
    5: Node(5, None, "Fog"),
}
TREE = Tree(NODES, {10: 2, 11: 2, 12: 3, 13: 4, 14: 5})


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("rename", {"number": 2, "name": "Paint", "definition": "Wet."}),
        ("merge", {"numbers": [4], "into": 5}),
        ("merge", {"numbers": [4, 5], "into": 2}),
        ("move", {"number": 4, "parent": 1}),
        ("move", {"number": 2, "parent": None}),
        ("split", {"number": 2, "parts": [{"name": "Oil", "styles": [11]}]}),
        ("lock", {"number": 2}),
        ("unlock", {"number": 3}),
        ("place", {"styles": [10, 11], "into": 4}),
        ("place", {"styles": [10], "into": None}),
        ("place", {"styles": [15, 16], "into": 5}),
    ],
)
def test_each_act_is_undone_by_its_inverse_and_done_again_the_same(act: str, arguments: dict[str, object]) -> None:
    done = perform(TREE, act, arguments, last=5)

    inverse = dict(done.inverse)
    back = perform(done.tree, inverse.pop("act"), inverse, last=6)

    assert bytes_of(done.tree) != bytes_of(TREE)
    assert bytes_of(back.tree) == bytes_of(TREE)
    assert bytes_of(perform(back.tree, act, done.arguments, last=6).tree) == bytes_of(done.tree)


@pytest.mark.parametrize(
    ("act", "arguments", "why"),
    [
        ("rename", {"number": 3, "name": "Manga"}, "Anime is locked: unlock it first."),
        ("rename", {"number": 1, "name": "Ways"}, "Media stands over a locked category: unlock it first."),
        ("rename", {"number": 4, "name": "fog"}, "There would be two categories fog at the top."),
        ("rename", {"number": 4, "name": "  "}, "A category has a name of at most 200 characters."),
        ("rename", {"number": 9, "name": "X"}, "There is no category 9."),
        ("merge", {"numbers": [3], "into": 4}, "Anime is locked: unlock it first."),
        ("merge", {"numbers": [4], "into": 4}, "Name the categories to merge, and another to merge them into."),
        ("merge", {"numbers": [4], "into": 1}, "Media has categories beneath it, and takes no styles itself."),
        ("move", {"number": 4, "parent": 5}, "Fog has categories beneath it, and takes no styles itself."),
        ("move", {"number": 4, "parent": 4}, "Haze would stand under itself."),
        ("split", {"number": 2, "parts": [{"name": "X", "styles": [12]}]}, "A part takes styles that Painting has."),
        ("split", {"number": 2, "parts": []}, "Name the parts."),
        ("place", {"styles": [12], "into": 4}, "Anime is locked: unlock it first."),
        ("place", {"styles": [10, 13], "into": 5}, "Name styles that stand in one category, or in none."),
        ("place", {"styles": [10], "into": 1}, "Media has categories beneath it, and takes no styles itself."),
        ("place", {"styles": [10], "into": 2}, "They stand there already."),
        ("lock", {"number": 3}, "Anime is locked already."),
        ("paint", {}, "This act is not whole: 'paint' is not a valid Act."),
        ("rename", {"number": 4}, "This act is not whole: 'name'."),
    ],
)
def test_what_would_leave_no_sound_tree_is_refused(act: str, arguments: dict[str, object], why: str) -> None:
    with pytest.raises(NotSound) as refusal:
        perform(TREE, act, arguments, last=5)
    assert str(refusal.value) == why


def test_sizes_are_equal_or_one_has_all() -> None:
    """By hand: for 1, 3 the sum is −1·1 + 1·3 = 2, over 2·4."""
    assert (gini([5, 5, 5]), gini([1, 3]), gini([0, 0, 0, 8]), gini([])) == (0.0, 0.25, 0.75, 0.0)


def test_two_ways_to_sort_are_compared_by_pairs() -> None:
    """By hand: cells 2,1,1 give 1 pair, A = 1+1 = 2, B = 3, E = 2·3/6 = 1: (1 − 1)/(2.5 − 1) = 0."""
    assert adjusted_rand("aabb", "xxyy") == 1.0
    assert adjusted_rand("aabb", "xxxy") == 0.0
    assert adjusted_rand("aabb", "xyxy") == pytest.approx(-0.5)  # (0 − 2/3)/(2 − 2/3)
    assert adjusted_rand("ab", "ab") == 1.0


def test_entropies_tell_what_is_pure_and_what_is_whole() -> None:
    """By hand: one cluster split in two is pure (1), and half of its entropy is explained."""
    found = v_measure("aabb", "wxyz")

    assert (found.homogeneity, found.completeness, found.v_measure) == pytest.approx((1.0, 0.5, 2 / 3))
    assert v_measure("aabb", "xxxx").v_measure == 0.0
    assert entropy([2, 2], 4) == pytest.approx(log(2))


def test_only_styles_of_both_trees_are_compared() -> None:
    found = likeness({"a": 1, "b": 1, "c": 2, "d": 2}, {"a": 7, "b": 7, "c": 8, "x": 9})

    assert (found.n, found.adjusted_rand, found.v_measure) == (3, 1.0, 1.0)


def test_a_near_miss_counts_for_the_levels_that_it_shares() -> None:
    """By hand: style 10 hits (2 of 2 nodes); 11 said to be 3 shares one of two: F1 = 2·3/(4+4)."""
    found = accuracy(TREE, {10: 2, 11: 3})

    assert (found.n, found.accuracy, found.hierarchical_f1) == (2, 0.5, 0.75)


def test_the_figures_of_a_tree() -> None:
    found = shape(TREE, [0] * 10 + [1, 1, 1, 1, 1, 5])

    assert (found.n_styles, found.n_assigned, found.coverage_by_prompts) == (16, 5, 0.5)
    assert (found.n_leaves, found.n_nodes, found.depth, found.mean_depth) == (4, 5, 2, 1.5)
    assert (found.smallest, found.median, found.largest, found.n_empty) == (1, 1, 2, 0)
