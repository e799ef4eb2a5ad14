"""How a tree comes about: what is asked next, or the tree, by nothing but what was asked and answered so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dataset.rules import style_merges, style_relations, style_snapshots
from dataset.rules.style_answers import StyleTask
from dataset.rules.style_growth import grow
from dataset.rules.style_merges import Category, Level
from dataset.rules.style_trees import Tree
from dataset.rules.style_words import Word


@dataclass(frozen=True, slots=True)
class Setup:
    """What a tree is built from: the styles of its snapshot, and an earlier tree in their indexes."""

    words: Sequence[Word]
    seed: int
    patch_size: int
    least_members: int
    base: Tree = field(default_factory=Tree)
    extends: bool = False

    @property
    def held(self) -> Tree:
        """The earlier tree as far as it is started from: by its locks, or the whole of it."""
        if not self.extends:
            return self.base
        nodes = {number: replace(node, locked=True) for number, node in self.base.nodes.items()}
        return Tree(nodes, self.base.members)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a stage that is over: what its indexes mean, and the answer that holds, if there is one."""

    meant: Sequence[Any]
    answer: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Stage:
    task: str
    asked: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Question:
    """What a model is to be told, and what the indexes in it mean."""

    told: dict[str, Any]
    meant: list[Any]


@dataclass(frozen=True, slots=True)
class Next:
    """The stage that comes next."""

    task: StyleTask
    questions: list[Question]


def build(setup: Setup, stages: Sequence[Stage]) -> Next | Tree:
    """What comes next after these stages; the tree, once nothing is left to ask."""
    left = iter(stages)
    begun = patched(setup, left)
    if isinstance(begun, Next):
        return begun
    level, chunks = begun, style_merges.chunks(begun)
    while any(len(chunk) > 1 for chunk in chunks):
        if (stage := next(left, None)) is None:
            told = [style_merges.question(chunk, setup.words) for chunk in chunks if len(chunk) > 1]
            return Next(StyleTask.MERGE, [Question(one, []) for one in told])
        answers = iter(stage.asked)
        level = [style_merges.joined(chunk, next(answers).answer) if len(chunk) > 1 else chunk[0] for chunk in chunks]
        chunks = style_merges.chunks(level)
    categories = [*kept(setup.held), *style_merges.united(style_merges.flat(level))]
    pairs = style_relations.candidates(categories, setup.words)
    stage = next(left, None)
    if pairs and stage is None:
        lists = [pairs[at : at + style_relations.PAIRS] for at in range(0, len(pairs), style_relations.PAIRS)]
        asked = [Question(style_relations.question(one, categories), [list(pair) for pair in one]) for one in lists]
        return Next(StyleTask.RELATE, asked)
    relations = [
        relation
        for one in (stage.asked if stage is not None else ())
        for relation in style_relations.related([(a, b) for a, b in one.meant], one.answer)
    ]
    tree = grow(style_relations.consolidated(categories, relations), setup.held, setup.least_members)
    locked = {number for number, node in setup.base.nodes.items() if node.locked}
    return Tree({number: replace(node, locked=number in locked) for number, node in tree.nodes.items()}, tree.members)


def patched(setup: Setup, stages: Iterator[Stage]) -> Level | Next:
    """The categories of each patch, those of what was left out among them; or the patches to ask about."""
    held = setup.held
    taken = {style for style, leaf in held.members.items() if held.nodes[leaf].locked}
    free = [style for style in style_snapshots.ordered(setup.words, setup.seed) if style not in taken]
    if not free:
        return []
    first = next(stages, None)
    if first is None:
        return patches(setup, free)
    left_out = [
        style
        for one in first.asked
        for style in (style_merges.missing(one.answer, one.meant) if one.answer is not None else one.meant)
    ]
    asked = [*first.asked]
    if left_out:
        again = next(stages, None)
        if again is None:
            return patches(setup, left_out)
        asked += again.asked
    return [style_merges.of_patch(one.answer, one.meant) for one in asked if one.answer is not None]


def patches(setup: Setup, styles: Sequence[int]) -> Next:
    lists = style_snapshots.patches(styles, setup.patch_size)
    return Next(
        StyleTask.PATCH,
        [Question({"styles": [setup.words[style].text for style in one]}, one) for one in lists],
    )


def kept(base: Tree) -> list[Category]:
    """The locked leaves of an earlier tree, as categories."""
    its = base.styles()
    return [
        Category(base.path(leaf.number), leaf.definition, tuple(its.get(leaf.number, ())), leaf.number)
        for leaf in base.leaves()
        if leaf.locked
    ]
