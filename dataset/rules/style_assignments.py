"""Every style to a leaf of a frozen tree: twelve candidates each, lists of fifty, three votes for frequent ones."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dataset.rules.style_merges import BETWEEN, top
from dataset.rules.style_trees import Tree
from dataset.rules.style_words import Word
from dataset.rules.trigrams import Index

CANDIDATES = 12
STYLES = 50  # in one question
VOTES = 3
NONE = -1


@dataclass(frozen=True, slots=True)
class Ballot:
    """A style with its candidates in the order of one vote; the candidates are numbers of leaves."""

    style: int
    candidates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a style belongs: a leaf, or None for none of them; `tied` where the votes give no majority."""

    leaf: int | None
    n_votes: int
    n_for: int
    tied: bool = False


def candidates(tree: Tree, words: Sequence[Word], styles: Iterable[int]) -> dict[int, list[int]]:
    """
    The leaves that each style may belong to: the one it was put into, then the likest by name or frequent styles.

    Where fewer are like it, the largest leaves fill up.
    """
    its = tree.styles()
    leaves = [leaf.number for leaf in tree.leaves()]
    names = [(leaf, tree.nodes[leaf].name) for leaf in leaves]
    names += [(leaf, words[style].text) for leaf in leaves for style in top(its.get(leaf, ()), words)]
    index = Index(names)
    largest = sorted(leaves, key=lambda leaf: (-len(its.get(leaf, ())), leaf))[: CANDIDATES + 1]
    found = {}
    for style in styles:
        own = [tree.members[style]] if style in tree.members else []
        near = [leaf for leaf, _ in index.nearest(words[style].text, CANDIDATES)]
        found[style] = [*dict.fromkeys([*own, *near, *largest])][:CANDIDATES]
    return found


def ballots(near: Mapping[int, Sequence[int]], *, seed: int, vote: int) -> list[Ballot]:
    """The candidates of each style, shuffled for this vote: by the seed alone, so that it comes out the same again."""

    def place(style: int, leaf: int) -> bytes:
        return hashlib.sha256(f"{seed}\0{vote}\0{style}\0{leaf}".encode()).digest()

    return [Ballot(style, tuple(sorted(leaves, key=lambda leaf: place(style, leaf)))) for style, leaves in near.items()]


def question(asked: Iterable[Ballot], tree: Tree, words: Sequence[Word]) -> dict[str, Any]:
    """What a model is told of a list of styles."""
    return {
        "styles": [
            {
                "style": words[one.style].text,
                "candidates": [BETWEEN.join(tree.path(leaf)) for leaf in one.candidates],
            }
            for one in asked
        ]
    }


def votes(asked: Sequence[Ballot], answer: Mapping[str, Any]) -> dict[int, int]:
    """The leaf that an answer chose for each style, or NONE."""
    pairs = zip(asked, answer["choices"], strict=True)
    return {one.style: NONE if choice == NONE else one.candidates[choice] for one, choice in pairs}


def decide(cast: Sequence[int]) -> Verdict:
    """More than half of the votes decide; one vote alone does too. Else it is a tie, which people decide."""
    ranked = Counter(cast).most_common()
    leaf, n = ranked[0]
    if 2 * n <= len(cast):
        return Verdict(None, len(cast), n, tied=True)
    return Verdict(None if leaf == NONE else leaf, len(cast), n)
