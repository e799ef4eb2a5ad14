"""Styles drawn for people to judge, and what they say of them."""

import pytest

from dataset.rules.style_judgments import NotRead, read
from dataset.rules.style_metrics import agreement
from dataset.rules.style_samples import pairs, singles
from dataset.rules.style_trees import Node, Tree
from dataset.rules.style_words import Word

WORDS = [Word(f"style {place}", False, 1, ()) for place in range(40)]
NODES = {
    1: Node(1, None, "Media"),
    2: Node(2, 1, "Painting"),
    3: Node(3, None, "Haze"),
    4: Node(4, None, "Times"),
    5: Node(5, 4, "Haze"),
}
TREE = Tree(NODES, {style: (2, 3, 5)[style % 3] for style in range(36)})


def test_half_of_the_pairs_stand_together_and_a_seed_draws_the_same_again() -> None:
    drawn = pairs(TREE, WORDS, n=10, seed=7)

    together = [TREE.members[a] == TREE.members[b] for a, b in drawn]
    assert (together.count(True), together.count(False)) == (5, 5)
    assert together not in ([True] * 5 + [False] * 5, [False] * 5 + [True] * 5)
    assert pairs(TREE, WORDS, n=10, seed=7) == drawn
    assert pairs(TREE, WORDS, n=10, seed=8) != drawn


def test_where_no_leaf_has_two_styles_all_pairs_are_of_different_ones() -> None:
    drawn = pairs(Tree(NODES, {0: 2, 1: 3}), WORDS, n=10, seed=7)

    assert {*map(frozenset, drawn)} == {frozenset({0, 1})}


def test_single_styles_are_drawn_of_all_those_without_a_leaf_too() -> None:
    assert sorted(singles(WORDS, n=100, seed=7)) == [*range(40)]
    assert len({*singles(WORDS, n=12, seed=7)}) == 12


def row(style: str, other: str = "", same: str = "", category: str = "") -> dict[str, str]:
    return {"style": style, "other": other, "same": same, "category": category}


def test_what_people_filled_in_is_read_and_the_rest_left_out() -> None:
    said = read(
        [
            row("style 0", "style 3", "Yes"),
            row("style 0", "style 1", " no "),
            row("style 4", "style 5"),
            row("style 6", category="media > painting"),
            row("style 7", category="PAINTING"),
            row("style 8"),
            row("style 8", category="Times > Haze"),
        ],
        TREE,
        WORDS,
    )

    assert said.pairs == {(0, 3): True, (0, 1): False}
    assert said.singles == {6: 2, 7: 2, 8: 5}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (row("style 99"), "line 2: the tree knows no style style 99"),
        (row("style 0", "style 1", "maybe"), "line 2: maybe is neither yes nor no"),
        (row("style 0", category="Oil"), "line 2: there is no category Oil"),
        (row("style 0", category="Haze"), "line 2: there are several categories Haze"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(given: dict[str, str], why: str) -> None:
    with pytest.raises(NotRead) as refusal:
        read([given], TREE, WORDS)
    assert str(refusal.value) == why


def test_agreement_on_pairs_is_held_against_chance() -> None:
    """By hand: 3 of 4 agree; the tree says together for 2 of 4, people for 1: e = 1/8 + 3/8, κ = (3/4 − 1/2)/(1/2)."""
    found = agreement(TREE, {(0, 3): True, (0, 6): False, (0, 1): False, (38, 39): False})

    assert (found.n, found.share, found.kappa) == (4, 0.75, 0.5)
    assert agreement(TREE, {(0, 1): False}).kappa == 1.0
    assert agreement(TREE, {}).n == 0
