"""What people do to a tree: each act can be done again on the tree it was done to, and undone by another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from dataset.rules.style_trees import Node, Tree, problems
from dataset.rules.style_words import LONGEST


class Act(StrEnum):
    """What can be done."""

    RENAME = "rename"
    MERGE = "merge"
    MOVE = "move"
    SPLIT = "split"
    LOCK = "lock"
    UNLOCK = "unlock"
    PLACE = "place"


class NotSound(Exception):
    """The act would leave no sound tree; the message says why."""


@dataclass(frozen=True, slots=True)
class Done:
    """The tree after an act, the act with all that it needs to be done again, and the act that undoes it."""

    tree: Tree
    arguments: dict[str, Any]
    inverse: Mapping[str, Any]


def perform(tree: Tree, act: str, arguments: Mapping[str, Any], last: int) -> Done:
    """
    Do this to a tree.

    :param last: the highest number that was ever given
    :raises NotSound: it cannot be done
    """
    try:
        done = acts[Act(act)](tree, arguments, last)
    except (KeyError, ValueError, TypeError) as error:
        raise NotSound(f"This act is not whole: {error}.") from error
    if found := next(problems(done.tree), None):
        raise NotSound(found)
    return done


def node_of(tree: Tree, number: Any) -> Node:
    found = tree.nodes.get(number)
    if found is None:
        raise NotSound(f"There is no category {number}.")
    return found


def free(tree: Tree, number: Any) -> Node:
    """A node that no lock keeps as it is."""
    node = node_of(tree, number)
    if node.number in tree.kept():
        why = "is locked" if node.locked else "stands over a locked category"
        raise NotSound(f"{node.name} {why}: unlock it first.")
    return node


def name_of(given: Any) -> str:
    name = " ".join(str(given).split())
    if not name or len(name) > LONGEST:
        raise NotSound(f"A category has a name of at most {LONGEST} characters.")
    return name


def with_nodes(tree: Tree, *nodes: Node) -> dict[int, Node]:
    return {**tree.nodes, **{node.number: node for node in nodes}}


def rename(tree: Tree, given: Mapping[str, Any], _last: int) -> Done:
    """Another name, and another definition where one is given."""
    node = free(tree, given["number"])
    new = replace(node, name=name_of(given["name"]), definition=str(given.get("definition", node.definition)).strip())
    told = {"number": node.number, "name": new.name, "definition": new.definition}
    before = {"number": node.number, "name": node.name, "definition": node.definition}
    return Done(Tree(with_nodes(tree, new), tree.members), told, {"act": Act.RENAME, **before})


def move(tree: Tree, given: Mapping[str, Any], _last: int) -> Done:
    """Another parent, or none."""
    node, parent = free(tree, given["number"]), given["parent"]
    if parent is not None:
        node_of(tree, parent)
    told = {"number": node.number, "parent": parent}
    before = {"number": node.number, "parent": node.parent}
    return Done(Tree(with_nodes(tree, replace(node, parent=parent)), tree.members), told, {"act": Act.MOVE, **before})


def merge(tree: Tree, given: Mapping[str, Any], _last: int) -> Done:
    """Categories become part of another, with their styles and with what stands under them."""
    into = node_of(tree, given["into"])
    gone = [free(tree, number) for number in dict.fromkeys(given["numbers"])]
    if not gone or any(node.number == into.number for node in gone):
        raise NotSound("Name the categories to merge, and another to merge them into.")
    numbers = {node.number for node in gone}
    if numbers & {above.number for above in tree.line(into.number)}:
        raise NotSound(f"{into.name} stands under what would become part of it.")
    parts = [part_of(tree, node) for node in gone]
    nodes = {
        node.number: replace(node, parent=into.number) if node.parent in numbers else node
        for node in tree.nodes.values()
        if node.number not in numbers
    }
    members = {style: into.number if leaf in numbers else leaf for style, leaf in tree.members.items()}
    told = {"numbers": [node.number for node in gone], "into": into.number}
    return Done(Tree(nodes, members), told, {"act": Act.SPLIT, "number": into.number, "parts": parts})


def part_of(tree: Tree, node: Node) -> dict[str, Any]:
    """A node as a part that could be taken out again."""
    return {
        "number": node.number,
        "parent": node.parent,
        "name": node.name,
        "definition": node.definition,
        "styles": sorted(style for style, leaf in tree.members.items() if leaf == node.number),
        "children": sorted(other.number for other in tree.nodes.values() if other.parent == node.number),
    }


def split(tree: Tree, given: Mapping[str, Any], last: int) -> Done:
    """
    Parts of a category become categories of their own, beside it: each with a name and the styles or children it takes.

    A part without a number gets the next one.
    """
    node = node_of(tree, given["number"])
    if node.locked:
        raise NotSound(f"{node.name} is locked: unlock it first.")
    nodes, members, parts = dict(tree.nodes), dict(tree.members), []
    for wanted in given["parts"]:
        number = wanted.get("number")
        if number is None:
            number = last = max(last, *nodes) + 1
        if number in nodes:
            raise NotSound(f"There is a category {number} already.")
        styles, children = list(wanted.get("styles", ())), list(wanted.get("children", ()))
        if any(members.get(style) != node.number for style in styles):
            raise NotSound(f"A part takes styles that {node.name} has.")
        if any(nodes[child].parent != node.number for child in children):
            raise NotSound(f"A part takes categories that stand under {node.name}.")
        part = Node(
            number,
            wanted.get("parent", node.parent),
            name_of(wanted["name"]),
            str(wanted.get("definition", "")).strip(),
        )
        nodes |= {number: part} | {child: replace(nodes[child], parent=number) for child in children}
        members |= dict.fromkeys(styles, number)
        parts.append(
            {"number": number, "parent": part.parent, "name": part.name, "definition": part.definition}
            | {"styles": styles, "children": children}
        )
    if not parts:
        raise NotSound("Name the parts.")
    undo = {"act": Act.MERGE, "numbers": [part["number"] for part in parts], "into": node.number}
    return Done(Tree(nodes, members), {"number": node.number, "parts": parts}, undo)


def place(tree: Tree, given: Mapping[str, Any], _last: int) -> Done:
    """Styles that stand together, in a leaf or in none, go to another leaf, or to none."""
    styles, into = sorted({*given["styles"]}), given["into"]
    stood = {tree.members.get(style) for style in styles}
    if len(stood) != 1:
        raise NotSound("Name styles that stand in one category, or in none.")
    [before] = stood
    if before == into:
        raise NotSound("They stand there already.")
    if into is not None:
        node_of(tree, into)
    if before is not None and tree.nodes[before].locked:
        raise NotSound(f"{tree.nodes[before].name} is locked: unlock it first.")
    members = {style: leaf for style, leaf in tree.members.items() if style not in styles}
    members |= {} if into is None else dict.fromkeys(styles, into)
    told = {"styles": styles, "into": into}
    return Done(Tree(tree.nodes, members), told, {"act": Act.PLACE, "styles": styles, "into": before})


def lock(tree: Tree, given: Mapping[str, Any], _last: int) -> Done:
    """From now on it keeps its name, its place and its styles, in the trees that are grown from this one too."""
    return locked_as(tree, given, locked=True)


def unlock(tree: Tree, given: Mapping[str, Any], _last: int) -> Done:
    return locked_as(tree, given, locked=False)


def locked_as(tree: Tree, given: Mapping[str, Any], *, locked: bool) -> Done:
    node = node_of(tree, given["number"])
    if node.locked == locked:
        raise NotSound(f"{node.name} is {'locked already' if locked else 'not locked'}.")
    told = {"number": node.number}
    undo = {"act": Act.UNLOCK if locked else Act.LOCK, **told}
    return Done(Tree(with_nodes(tree, replace(node, locked=locked)), tree.members), told, undo)


acts: Mapping[Act, Callable[[Tree, Mapping[str, Any], int], Done]] = {
    Act.RENAME: rename,
    Act.MERGE: merge,
    Act.MOVE: move,
    Act.SPLIT: split,
    Act.LOCK: lock,
    Act.UNLOCK: unlock,
    Act.PLACE: place,
}
