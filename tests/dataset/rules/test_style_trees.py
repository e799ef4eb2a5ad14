"""Style words, patches, merges and growth, as values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.rules import style_merges, style_relations, style_snapshots, style_words
from dataset.rules.answers import Checked, Said
from dataset.rules.style_answers import Listed, Relation, check
from dataset.rules.style_assignments import NONE, Verdict, ballots, candidates, decide
from dataset.rules.style_growth import grow, least
from dataset.rules.style_merges import Category
from dataset.rules.style_relations import Groups, Related
from dataset.rules.style_trees import Node, Tree, bytes_of, problems
from dataset.rules.style_words import Folded, Word, canonical, count, fold
from dataset.rules.trigrams import Index, similarity


def words(*texts: str, n: int = 1) -> list[Word]:
    return [Word(text, False, n, ()) for text in texts]


@pytest.mark.parametrize(
    ("raw", "text", "wrapped"),
    [
        (" Oil  Painting, ", "oil painting", False),
        ("（ＡＮＩＭＥ）", "anime", False),
        ("by Greg Rutkowski", "greg rutkowski", True),
        ("in the style of Ukiyo-e", "ukiyo-e", True),
        ("art by WLOP", "wlop", True),
        ("style of", "style of", False),
        ("byzantine", "byzantine", False),
        ("…", "", False),
        ("수채화", "수채화", False),
    ],
)
def test_a_word_has_one_form(raw: str, text: str, *, wrapped: bool) -> None:
    assert fold(raw) == Folded(text, wrapped=wrapped)


def test_a_plural_is_its_singular_only_where_that_was_met() -> None:
    forms = canonical(["oil painting", "oil paintings", "lens", "!!"])

    assert {raw: one.text for raw, one in forms.items()} == {
        "oil painting": "oil painting",
        "oil paintings": "oil painting",
        "lens": "lens",
    }


def test_a_style_counts_once_a_prompt_and_an_artist_is_mostly_wrapped() -> None:
    prompts = [["by Monet", "monet"], ["Monet"], ["oil paintings", "oil painting"], ["oil painting"]]
    forms = canonical([word for prompt in prompts for word in prompt])

    assert count(prompts, forms) == [
        Word("monet", True, 2, ("Monet", "by Monet", "monet")),
        Word("oil painting", False, 2, ("oil painting", "oil paintings")),
    ]


def test_frequent_bands_come_first_and_the_seed_alone_decides_within_one() -> None:
    styles = [Word(f"s{n}", False, 10 ** (n % 3), ()) for n in range(30)]

    order = style_snapshots.ordered(styles, 1)

    assert [len(str(styles[at].n_prompts)) for at in order] == [3] * 10 + [2] * 10 + [1] * 10
    assert order == style_snapshots.ordered(styles, 1) != style_snapshots.ordered(styles, 2)
    assert [len(one) for one in style_snapshots.patches(order, 8)] == [8, 8, 8, 6]


@pytest.mark.parametrize(
    ("left", "right", "likeness"),
    [("word", "two words", 4 / 11), ("cat", "cat", 1.0), ("cat", "dog", 0.0), ("", "cat", 0.0)],
)
def test_trigrams_are_those_of_the_database(left: str, right: str, likeness: float) -> None:
    """The first is the example of pg_trgm's documentation: similarity('word', 'two words') = 0.36363637."""
    assert similarity(left, right) == pytest.approx(likeness)


def test_the_nearest_are_told_by_key_with_their_likeness() -> None:
    index = Index([(7, "oil painting"), (3, "painting"), (7, "gouache")])

    assert [key for key, _ in index.nearest("paintings", 5)] == [3, 7]
    assert index.nearest("gouache", 1) == [(7, 1.0)]


def checked(task: str, value: dict[str, Any], question: dict[str, Any]) -> Checked:
    return check(Checked(Said(value=value)), Listed(task, question))


def test_an_index_that_is_named_twice_or_not_there_is_dropped_and_one_left_out_is_told() -> None:
    answer = {"categories": [{"path": [" Media "], "definition": "", "members": [0, 1, 1, 9]}]}

    found = checked("style_patch", answer, {"styles": ["a", "b", "c"]})

    assert (found.failures, [code.value for code in found.repairs]) == ([], ["L1", "L2"])
    assert found.said.value == {"categories": [{"path": ["Media"], "definition": "", "members": [0, 1]}]}
    assert style_merges.missing(found.said.value, [5, 6, 7]) == [7]


def test_an_answer_on_less_than_half_of_the_list_is_asked_again() -> None:
    answer = {"categories": [{"path": ["Media"], "definition": "", "members": [0]}]}

    assert [code.value for code in checked("style_patch", answer, {"styles": ["a", "b", "c"]}).failures] == ["L2"]
    assert [one.value for one in checked("style_relate", {"answers": []}, {"pairs": [{}]}).failures] == ["L2"]
    choices = checked("style_assign", {"choices": [5]}, {"styles": [{"candidates": ["a"]}]})
    assert (choices.said.value, choices.failures) == ({"choices": [-1]}, [])


def test_eight_lists_are_joined_at_a_time_and_one_alone_stays() -> None:
    level = [[Category((f"c{n}",), "", (n,))] for n in range(353)]
    sizes = []
    while len(level) > 1:
        sizes.append(len(level))
        level = [style_merges.joined(chunk, None) for chunk in style_merges.chunks(level)]

    assert sizes == [353, 45, 6]
    assert len(level[0]) == 353


def test_groups_join_under_the_parent_that_one_of_them_had() -> None:
    lists = [
        [Category(("Media", "Painting"), "Paint.", (1, 2))],
        [Category(("Arts", "Media", "Paintings"), "", (3,)), Category(("Haze",), "", (4,))],
    ]
    answer = {"groups": [{"name": "Painting", "parent": "Media", "definition": "", "ids": [0, 1]}]}

    assert style_merges.joined(lists, answer) == [
        Category(("Media", "Painting"), "Paint.", (1, 2, 3)),
        Category(("Haze",), "", (4,)),
    ]


def test_what_must_stay_apart_is_never_united_by_a_third() -> None:
    groups = Groups(3, {(0, 2)})

    assert (groups.unite(0, 1), groups.unite(1, 2)) == (True, False)
    assert groups.find(2) == 2


def test_two_locked_categories_stay_two_and_a_new_one_joins_the_locked() -> None:
    categories = [Category(("A",), "", (1,), 5), Category(("B",), "", (2,), 6), Category(("C",), "", (3,))]
    same = [Related(pair, Relation.SAME) for pair in [(0, 2), (1, 2), (0, 1)]]

    assert style_relations.consolidated(categories, same) == [
        Category(("A",), "", (1, 3), 5),
        Category(("B",), "", (2,), 6),
    ]


def test_a_kind_comes_under_what_it_is_a_kind_of_with_all_beneath_it() -> None:
    paths = [("Painting",), ("Oil",), ("Oil", "Dutch")]
    categories = [Category(path, "", (place,)) for place, path in enumerate(paths)]

    found = style_relations.consolidated(
        categories, [Related((0, 1), Relation.PARENT), Related((1, 0), Relation.PARENT)]
    )

    assert [one.path for one in found] == [("Painting",), ("Painting", "Oil"), ("Painting", "Oil", "Dutch")]


def test_small_leaves_go_and_a_parent_of_small_ones_alone_takes_their_styles() -> None:
    categories = [
        Category(("Media", "Painting"), "", (1, 2, 3)),
        Category(("Media", "Rare"), "", (4,)),
        Category(("Mood", "Calm"), "", (5,)),
        Category(("Mood", "Loud"), "", (6,)),
    ]

    tree = grow(categories, Tree(), 2)

    assert [(depth, node.name) for depth, node in tree.walk()] == [(1, "Media"), (2, "Painting"), (1, "Mood")]
    assert tree.styles() == {2: [1, 2, 3], 3: [5, 6]}
    assert (least(70_521), least(9_000), least(100)) == (20, 3, 1)


def test_a_category_with_others_beneath_gives_its_styles_to_a_leaf() -> None:
    tree = grow([Category(("Paint",), "", (1,)), Category(("Paint", "Oil"), "", (2,))], Tree(), 1)

    assert {tree.path(leaf): its for leaf, its in tree.styles().items()} == {
        ("Paint", "Oil"): [2],
        ("Paint", "Paint, other"): [1],
    }


PATHS = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3), max_size=12)


@given(paths=PATHS, smallest=st.integers(1, 3))
def test_every_tree_that_grows_is_sound_and_grows_the_same_again(paths: list[list[str]], smallest: int) -> None:
    categories = [Category(tuple(path), "", (place,)) for place, path in enumerate(paths)]

    tree = grow(style_merges.united(categories), Tree(), smallest)

    assert [*problems(tree)] == []
    assert bytes_of(tree) == bytes_of(grow(style_merges.united(categories), Tree(), smallest))


def test_candidates_are_the_own_leaf_then_the_likest_and_votes_shuffle_them() -> None:
    nodes = {n: Node(n, None, name) for n, name in enumerate(["Painting", "Anime", "Bokeh"], 1)}
    tree = Tree(nodes, {0: 2})

    near = candidates(tree, words("oil painting"), [0])

    assert near == {0: [2, 1, 3]}
    assert len({ballots(near, seed=1, vote=vote)[0].candidates for vote in range(6)}) > 1
    assert ballots(near, seed=1, vote=0) == ballots(near, seed=1, vote=0)


@pytest.mark.parametrize(
    ("cast", "verdict"),
    [
        ([4], Verdict(4, 1, 1)),
        ([4, 5, 4], Verdict(4, 3, 2)),
        ([NONE, NONE, 4], Verdict(None, 3, 2)),
        ([4, 5, NONE], Verdict(None, 3, 1, tied=True)),
    ],
)
def test_more_than_half_of_the_votes_decide(cast: list[int], verdict: Verdict) -> None:
    assert decide(cast) == verdict


def test_words_of_a_style_are_counted_by_their_one_form() -> None:
    assert style_words.singular("stories") == "story"
    assert style_words.singular("brushes") == "brush"
