"""Styles for people to judge, so that a tree can be held against them: drawn by a seed, without what the tree says."""

import hashlib
from collections.abc import Iterable, Sequence

from dataset.rules.style_trees import Tree
from dataset.rules.style_words import Word

Pair = tuple[int, int]


def shuffled(styles: Iterable[int], words: Sequence[Word], seed: int) -> list[int]:
    """These styles in an order that only the seed decides."""
    return sorted(styles, key=lambda style: place(style, words, seed))


def place(style: int, words: Sequence[Word], seed: int) -> bytes:
    return hashlib.sha256(f"{seed}\0{words[style].text}".encode()).digest()


def pairs(tree: Tree, words: Sequence[Word], *, n: int, seed: int) -> list[Pair]:
    """
    So many pairs, half of them from one leaf each, where the tree has as many: others would hardly ever belong
    together. Each style is in one pair of each half at most.
    """
    order = shuffled(tree.members, words, seed)
    alone: dict[int, int] = {}
    together: list[Pair] = []
    for style in order:
        leaf = tree.members[style]
        if (other := alone.pop(leaf, None)) is None:
            alone[leaf] = style
        else:
            together.append((other, style))
    halves = zip(order[::2], order[1::2], strict=False)
    apart = [(a, b) for a, b in halves if tree.members[a] != tree.members[b]]
    first = together[: n // 2]
    drawn = [*first, *apart[: n - len(first)]]
    return sorted(drawn, key=lambda pair: place(pair[0], words, seed + 1))


def singles(words: Sequence[Word], *, n: int, seed: int) -> list[int]:
    """So many styles, whether the tree has a leaf for them or not."""
    return shuffled(range(len(words)), words, seed)[:n]
