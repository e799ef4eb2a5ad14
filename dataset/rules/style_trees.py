"""A tree of categories of styles as a value: nodes by number, each style in one leaf or in none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dataset.rules.machine_keys import canonical
from dataset.rules.style_words import fold

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Node:
    """A category. Its number stays with it from version to version; where it stands is told by its parent."""

    number: int
    parent: int | None
    name: str
    definition: str = ""
    locked: bool = False


@dataclass(frozen=True)
class Tree:
    """Nodes by number, and the leaf of each style that has one, by the style's index in its snapshot."""

    nodes: Mapping[int, Node] = field(default_factory=dict)
    members: Mapping[int, int] = field(default_factory=dict)

    def children(self) -> dict[int | None, list[Node]]:
        """The nodes under each node, by name."""
        found: dict[int | None, list[Node]] = {}
        for node in sorted(self.nodes.values(), key=lambda one: (fold(one.name).text, one.name, one.number)):
            found.setdefault(node.parent, []).append(node)
        return found

    def walk(self) -> Iterator[tuple[int, Node]]:
        """Every node with its depth, from 1, in the order of reading."""
        below = self.children()
        stack = [(1, node) for node in reversed(below.get(None, []))]
        while stack:
            depth, node = stack.pop()
            yield depth, node
            stack += [(depth + 1, child) for child in reversed(below.get(node.number, []))]

    def leaves(self) -> list[Node]:
        """Categories without others beneath, in the order of reading."""
        inner = {node.parent for node in self.nodes.values()}
        return [node for _, node in self.walk() if node.number not in inner]

    def line(self, number: int) -> list[Node]:
        """A node and all above it, the topmost first."""
        found: list[Node] = []
        at: int | None = number
        while at is not None and len(found) <= len(self.nodes):
            found.append(self.nodes[at])
            at = self.nodes[at].parent
        return found[::-1]

    def path(self, number: int) -> tuple[str, ...]:
        return tuple(node.name for node in self.line(number))

    def styles(self) -> dict[int, list[int]]:
        """The styles of each leaf that has any, by index."""
        found: dict[int, list[int]] = {}
        for style in sorted(self.members):
            found.setdefault(self.members[style], []).append(style)
        return found

    def kept(self) -> set[int]:
        """The numbers that a lock keeps as they are: locked nodes and all that they stand under."""
        return {above.number for node in self.nodes.values() if node.locked for above in self.line(node.number)}

    def as_json(self) -> dict[str, Any]:
        """The tree with plain parents, in the order of reading."""
        styles = self.styles()
        return {
            "nodes": [
                {
                    "number": node.number,
                    "parent": node.parent,
                    "name": node.name,
                    "definition": node.definition,
                    "locked": node.locked,
                    "styles": styles.get(node.number, []),
                }
                for _, node in self.walk()
            ]
        }


def bytes_of(tree: Tree) -> bytes:
    """The one text of a tree: two are the same tree when these are the same."""
    return canonical(tree.as_json())


def problems(tree: Tree) -> Iterator[str]:
    """What is wrong with a tree, in sentences; nothing when it is sound."""
    inner = {node.parent for node in tree.nodes.values()}
    for node in tree.nodes.values():
        if node.parent is not None and node.parent not in tree.nodes:
            yield f"{node.name} stands under a category that is not there."
            return
        line = tree.line(node.number)
        if line[0].parent is not None or len(line) > len(tree.nodes):
            yield f"{node.name} would stand under itself."
            return
        if len(line) > DEEPEST:
            yield f"{node.name} would stand {len(line)} levels deep; {DEEPEST} are the most."
    for under, names in twice(tree):
        yield f"There would be two categories {names} {under}."
    for number in sorted({*tree.members.values()} & inner):
        yield f"{tree.nodes[number].name} has categories beneath it, and takes no styles itself."


def twice(tree: Tree) -> Iterable[tuple[str, str]]:
    """Names that stand twice under one node."""
    for parent, nodes in tree.children().items():
        met: set[str] = set()
        for node in nodes:
            if node.name.casefold() in met:
                yield "at the top" if parent is None else f"under {tree.nodes[parent].name}", node.name
            met.add(node.name.casefold())
