"""Versions of style trees: kept, changed by operations, published, drawn up anew."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Max, Value, When
from django.db.models.functions import Concat

from dataset.choices import PlacedBy, StyleAct, StyleTreeState, StyleVersionState
from dataset.errors import DatasetError
from dataset.gateways import style_places
from dataset.models import StyleAssignment, StyleNode, StyleOperation, StyleTree, StyleVersion
from dataset.queries import style_versions as versions
from dataset.queries import styles
from dataset.rules import style_metrics, style_operations
from dataset.rules.style_operations import NotSound
from dataset.rules.style_trees import Tree, bytes_of


class VersionFixed(DatasetError):
    """The version is not in the state that this asks for."""

    code = "style_version_fixed"


class OperationRefused(DatasetError):
    """It would leave no sound tree."""

    code = "style_operation_refused"


def first(*, tree: StyleTree, value: Tree, base: Tree, now: datetime) -> StyleVersion:
    """The first version of a tree, as its stages came to it."""
    last = max([*value.nodes, *base.nodes, 0])
    version = StyleVersion.objects.create(tree=tree, number=1, last_number=last, actor=tree.actor, created_at=now)
    nodes = save_nodes(version, value)
    kept = {style for style in value.members if base.members.get(style) == value.members[style]}
    placed = {style: nodes[leaf] for style, leaf in value.members.items()}
    style_places.begin(version=version.pk, snapshot=tree.snapshot_id, nodes=placed, kept=kept)
    tell(version)
    return version


def save_nodes(version: StyleVersion, value: Tree) -> dict[int, int]:
    """Write the categories, rows of numbers that stay keeping their key; the keys by number."""
    held = {row.number: row for row in StyleNode.objects.filter(version=version)}
    root = held.get(0) or StyleNode(version=version, number=0)
    root.path, root.depth = StyleNode._get_path("", 1, version.pk), 1  # noqa: SLF001  treebeard's own way to a path
    wanted, below = [root], value.children()
    paths: dict[int | None, str] = {None: root.path}
    root.numchild = len(below.get(None, ()))
    for depth, node in value.walk():
        step = below[node.parent].index(node) + 1
        path = paths[node.number] = StyleNode._get_path(paths[node.parent], depth + 1, step)  # noqa: SLF001
        row = held.get(node.number) or StyleNode(version=version, number=node.number)
        row.path, row.depth, row.numchild = path, depth + 1, len(below.get(node.number, ()))
        row.name, row.definition, row.locked = node.name, node.definition, node.locked
        wanted.append(row)
    rows = StyleNode.objects.filter(version=version)
    rows.update(path=Concat(Value("~"), F("path")))
    StyleNode.objects.bulk_update(
        [row for row in wanted if row.pk], ["path", "depth", "numchild", "name", "definition", "locked"]
    )
    StyleNode.objects.bulk_create([row for row in wanted if not row.pk])
    return keys_of(version)


def keys_of(version: StyleVersion) -> dict[int, int]:
    """The keys of the categories by number."""
    return dict(StyleNode.objects.filter(version=version).values_list("number", "pk"))


def tell(version: StyleVersion) -> None:
    """Keep the figures of the tree as it is now."""
    shape = style_metrics.shape(versions.tree_of(version), styles.counts(version.tree.snapshot)).as_json()
    votes = StyleAssignment.objects.filter(version=version)
    asked = votes.filter(by=PlacedBy.MODEL)
    n_asked, n_none = asked.count(), asked.filter(node__isnull=True).count()
    version.metrics = shape | {
        "n_asked": n_asked,
        "none_rate": round(n_none / n_asked, 6) if n_asked else 0.0,
        "n_tied": votes.filter(tied=True).count(),
        "n_by_person": votes.filter(by=PlacedBy.PERSON).count(),
    }
    version.save(update_fields=["metrics"])


@transaction.atomic
def operate(
    *,
    version: StyleVersion,
    act: str,
    arguments: Mapping[str, Any],
    actor: str,
    now: datetime,
    undoes: StyleOperation | None = None,
) -> StyleOperation:
    """
    Do this to a draft; who does so at the same moment waits. Styles are placed in a frozen version too: ties are left
    to people.

    :raises VersionFixed: it is no draft, or a tree is being built from it
    :raises OperationRefused: it would leave no sound tree
    """
    version = may_be_changed(version, act)
    before = versions.tree_of(version)
    if act == StyleAct.PLACE:
        be_there(version, arguments)
    try:
        done = style_operations.perform(before, act, arguments, version.last_number)
    except NotSound as error:
        raise OperationRefused(str(error)) from error
    last = StyleOperation.objects.filter(version=version).aggregate(n=Max("number"))["n"] or 0
    made = StyleOperation.objects.create(
        version=version,
        number=last + 1,
        act=act,
        arguments=done.arguments,
        inverse=dict(done.inverse),
        undoes=undoes,
        actor=actor,
        created_at=now,
    )
    write(version, before, done.tree)
    if act == StyleAct.PLACE:
        sign(version, done.arguments["styles"], None if undoes is not None else actor)
    StyleVersion.objects.filter(pk=version.pk).update(last_number=max([version.last_number, *done.tree.nodes]))
    tell(version)
    return made


def write(version: StyleVersion, before: Tree, after: Tree) -> None:
    """Bring the rows from one tree to another."""
    nodes = keys_of(version) if after.nodes == before.nodes else save_nodes(version, after)
    moved: dict[int | None, list[int]] = {}
    for style in before.members.keys() | after.members.keys():
        if before.members.get(style) != (leaf := after.members.get(style)):
            moved.setdefault(leaf, []).append(style)
    for leaf, numbers in moved.items():
        rows = StyleAssignment.objects.filter(version=version, style__number__in=numbers)
        rows.update(node_id=None if leaf is None else nodes[leaf], tied=False)
    gone = before.nodes.keys() - after.nodes.keys()
    StyleNode.objects.filter(version=version, number__in=gone)._raw_delete("default")  # noqa: SLF001  as rows alone


def be_there(version: StyleVersion, arguments: Mapping[str, Any]) -> None:
    """
    The styles that are to be placed are styles of the snapshot.

    :raises OperationRefused: some are not
    """
    if any(not 0 <= style < version.tree.snapshot.n_styles for style in arguments.get("styles", ())):
        raise OperationRefused("There is no such style.")


def sign(version: StyleVersion, numbers: list[int], actor: str | None) -> None:
    """These styles are where a person put them; with nobody named, where their votes put them, or their patch."""
    rows = StyleAssignment.objects.filter(version=version, style__number__in=numbers)
    if actor is not None:
        rows.update(by=PlacedBy.PERSON, actor=actor)
        return
    by = Case(When(n_votes__gt=0, then=Value(PlacedBy.MODEL)), default=Value(PlacedBy.PATCH))
    rows.update(by=by, actor="")
    rows.filter(node__isnull=True, n_votes__gt=0, n_votes__gte=2 * F("n_for")).update(tied=True)


def may_be_changed(version: StyleVersion, act: str) -> StyleVersion:
    """
    The version, held until the end of the transaction.

    :raises VersionFixed: it is not in a state in which that can be done to it, or a tree is being built from it
    """
    found = StyleVersion.objects.select_for_update(of=("self",)).select_related("tree__snapshot").get(pk=version.pk)
    is_assigned = found.state == StyleVersionState.FROZEN and found.assigned_at is not None
    if found.state != StyleVersionState.DRAFT and not (act == StyleAct.PLACE and is_assigned):
        raise VersionFixed(f"Version {found.number} is {StyleVersionState(found.state).name.lower()}: draw up a draft.")
    if found.followers.filter(state=StyleTreeState.BUILDING).exists():
        raise VersionFixed(f"A tree is being built from version {found.number}: it stays as it is until then.")
    return found


def undo(*, operation: StyleOperation, actor: str, now: datetime) -> StyleOperation:
    """
    Undo an operation by a further one.

    :raises OperationRefused: it was undone already, or what came after it stands in the way
    """
    if StyleOperation.objects.filter(undoes=operation).exists():
        raise OperationRefused("This was undone already.")
    inverse = dict(operation.inverse)
    act = inverse.pop("act")
    return operate(version=operation.version, act=act, arguments=inverse, actor=actor, now=now, undoes=operation)


@transaction.atomic
def publish(*, version: StyleVersion, now: datetime) -> StyleVersion:
    """
    Fix all of a version for good.

    :raises VersionFixed: styles are not assigned to it
    """
    version = locked(version, StyleVersionState.FROZEN)
    if version.assigned_at is None:
        raise VersionFixed("Styles are being assigned to this version still.")
    tell(version)
    version.sha256 = hashlib.sha256(bytes_of(versions.tree_of(version))).digest()
    version.state, version.published_at = StyleVersionState.PUBLISHED, now
    version.save(update_fields=["sha256", "state", "published_at"])
    return version


@transaction.atomic
def draw_up(*, version: StyleVersion, actor: str, now: datetime) -> StyleVersion:
    """A draft that begins as a version of the same tree is; what people decided of styles stays decided."""
    tree = StyleTree.objects.select_for_update().get(pk=version.tree_id)
    last = StyleVersion.objects.filter(tree=tree).aggregate(n=Max("number"))["n"]
    made = StyleVersion.objects.create(
        tree=tree,
        number=last + 1,
        based_on=version,
        last_number=version.last_number,
        actor=actor,
        created_at=now,
    )
    save_nodes(made, versions.tree_of(version))
    style_places.copy(version=made.pk, of=version.pk)
    tell(made)
    return made


def locked(version: StyleVersion, state: StyleVersionState) -> StyleVersion:
    """
    The version, held until the end of the transaction.

    :raises VersionFixed: it is in another state
    """
    found = StyleVersion.objects.select_for_update(of=("self",)).select_related("tree__snapshot").get(pk=version.pk)
    if found.state != state:
        raise VersionFixed(f"Version {found.number} is {StyleVersionState(found.state).name.lower()}, and no {state}.")
    return found
