"""A tree grown from categories: locked nodes first, small leaves given up, numbers in the order of reading."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dataset.rules.style_merges import BETWEEN, Category, key
from dataset.rules.style_trees import DEEPEST, Node, Tree
from dataset.rules.style_words import LONGEST

LEAST = 20  # styles that a leaf has, in a large tree
A_LEAF_EACH = 3_000  # styles of a snapshot for each style that a leaf must have, so that small trees have leaves too


def least(n_styles: int) -> int:
    """How many styles a leaf must have: 20, and fewer where there are fewer than 60,000 in all."""
    return max(1, min(LEAST, n_styles // A_LEAF_EACH))


def grow(categories: Sequence[Category], base: Tree, least_members: int) -> Tree:
    """
    The tree of these categories over what locks keep of an earlier one.

    A leaf with too few styles goes: with all others under its parent, where they are all too small, so that the parent
    takes their styles; else alone, and its styles are left to be assigned. What is locked stays as it is.
    """
    kept = {number: base.nodes[number] for number in base.kept()}
    whole = Tree(kept, {style: leaf for style, leaf in base.members.items() if leaf in kept and kept[leaf].locked})
    tree = planted(whole, categories)
    return numbered(thinned(tree, least_members), base)


def planted(tree: Tree, categories: Iterable[Category]) -> Tree:
    """The categories as nodes, with those above them; new ones have negative numbers."""
    nodes, members = dict(tree.nodes), dict(tree.members)
    at = {key(tree.path(number)): number for number in nodes}
    put: dict[int, tuple[int, ...]] = {}
    for one in categories:
        path = one.path if len(one.path) < DEEPEST else (*one.path[: DEEPEST - 2], one.path[-1])
        number = one.locked
        if number is None:
            number = node_at(path, nodes, at)
            if one.definition and not nodes[number].definition:
                nodes[number] = replace(nodes[number], definition=one.definition)
        put[number] = (*put.get(number, ()), *one.members)
    inner = {node.parent for node in nodes.values()}
    for number, styles in put.items():
        leaf = number
        if number in inner:
            rest = f"{nodes[number].name}, other"
            leaf = node_at((*(node.name for node in Tree(nodes).line(number)), rest), nodes, at)
        members |= {style: leaf for style in styles if style not in members}
    return Tree(nodes, members)


def node_at(path: tuple[str, ...], nodes: dict[int, Node], at: dict[tuple[str, ...], int]) -> int:
    """The node of a path, made with all above it where it is not there."""
    if (found := at.get(key(path))) is not None:
        return found
    parent = node_at(path[:-1], nodes, at) if len(path) > 1 else None
    number = -len(at) - 1
    nodes[number] = Node(number, parent, path[-1].replace(BETWEEN, " ")[:LONGEST])
    at[key(path)] = number
    return number


def thinned(tree: Tree, least_members: int) -> Tree:
    """The tree without leaves that are too small, but for those at the top and those that a lock keeps."""
    kept, styles = tree.kept(), tree.styles()
    nodes, members = dict(tree.nodes), dict(tree.members)
    for depth in range(DEEPEST, 1, -1):
        below = Tree(nodes).children()
        for parent in [node for level, node in Tree(nodes).walk() if level == depth - 1]:
            its = below.get(parent.number, [])
            small = [
                node
                for node in its
                if node.number not in kept | below.keys() and len(styles.get(node.number, ())) < least_members
            ]
            gone = [style for node in small for style in styles.pop(node.number, [])]
            for node in small:
                del nodes[node.number]
            if its and len(small) == len(its):
                members |= dict.fromkeys(gone, parent.number)
                styles[parent.number] = gone
            else:
                for style in gone:
                    del members[style]
    return Tree(nodes, members)


def numbered(tree: Tree, base: Tree) -> Tree:
    """New nodes get the numbers after all that were ever given, in the order of reading."""
    last = max([*base.nodes, 0])
    new = [node.number for _, node in tree.walk() if node.number < 0]
    numbers = {old: last + place for place, old in enumerate(new, 1)}

    def named(number: int) -> int:
        return numbers.get(number, number)

    nodes = {
        named(node.number): replace(
            node, number=named(node.number), parent=None if node.parent is None else named(node.parent)
        )
        for node in tree.nodes.values()
    }
    return Tree(nodes, {style: named(leaf) for style, leaf in tree.members.items()})
