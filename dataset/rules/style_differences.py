"""Two versions of style trees side by side: categories new, gone, renamed or moved, and styles that stand elsewhere."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from dataset.rules.style_merges import key
from dataset.rules.style_metrics import Likeness, likeness
from dataset.rules.style_trees import Node, Tree
from dataset.rules.style_words import Word

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A version with the styles of its snapshot."""

    tree: Tree
    words: Sequence[Word]

    def leaves(self) -> dict[str, int]:
        """The leaf of each style that has one, by text."""
        return {self.words[style].text: leaf for style, leaf in self.tree.members.items()}

    def path(self, number: int | None) -> Path:
        return () if number is None else self.tree.path(number)


@dataclass(frozen=True, slots=True)
class Changed:
    """A category, or a style by its text, with where it stood and stands; an empty path is nowhere."""

    name: str
    before: Path
    after: Path


@dataclass(frozen=True, slots=True)
class Difference:
    """What leads from one version to another; styles that prompts say most come first."""

    likeness: Likeness
    new: list[Path]
    gone: list[Path]
    changed: list[Changed]
    styles: list[Changed]


def difference(before: Side, after: Side, *, by_number: bool) -> Difference:
    """
    Hold two versions against each other, over the styles of both.

    :param by_number: numbers mean the same categories in both, as in versions of one tree; else names with all above do
    """
    old, new = known(before.tree, by_number=by_number), known(after.tree, by_number=by_number)
    left, right = before.leaves(), after.leaves()
    both = {number: other for what, number in old.items() if (other := new.get(what)) is not None}
    changed = [
        Changed(after.tree.nodes[other].name, before.path(number), after.path(other))
        for number, other in both.items()
        if is_changed(before.tree.nodes[number], after.tree.nodes[other], both)
    ]
    known_before = {word.text for word in before.words}
    shared = [word for word in after.words if word.text in known_before]
    shared.sort(key=lambda word: (-word.n_prompts, word.text))
    return Difference(
        likeness(left, right),
        sorted(after.path(number) for what, number in new.items() if what not in old),
        sorted(before.path(number) for what, number in old.items() if what not in new),
        sorted(changed, key=lambda one: one.after),
        [
            Changed(word.text, before.path(left.get(word.text)), after.path(right.get(word.text)))
            for word in shared
            if goes_to(left.get(word.text), both) != right.get(word.text)
        ],
    )


def known(tree: Tree, *, by_number: bool) -> Mapping[Hashable, int]:
    """The number of each category by what it is known by in both versions."""
    return {number if by_number else key(tree.path(number)): number for number in tree.nodes}


def goes_to(number: int | None, both: Mapping[int, int]) -> int | None:
    """What a category of the one is in the other; -1 where it is gone."""
    return None if number is None else both.get(number, -1)


def is_changed(before: Node, after: Node, both: Mapping[int, int]) -> bool:
    """Whether a category has another name, or stands under another."""
    return key([before.name]) != key([after.name]) or goes_to(before.parent, both) != after.parent
