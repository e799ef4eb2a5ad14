"""Style trees, begun and steered by managers, and what people do to their versions. Each act stands in the record."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from annotation.actions import audit
from annotation.actions.machine_steering import NotInThatState
from dataset.actions import machine_runs, style_assigning, style_trees, style_versions
from dataset.choices import MachineRunState
from dataset.models import (
    MachineRun,
    StyleNode,
    StyleOperation,
    StyleStage,
    StyleTree,
    StyleVersion,
)

DEFINITION = 2_000  # characters of what is said of a category
OF_TREE = ("pause", "resume", "cancel")
OF_VERSION = ("assign", "publish", "draw_up")


@transaction.atomic
def pause(*, tree: StyleTree, actor: str, now: datetime) -> None:
    """
    Ask nothing more for now.

    :raises NotInThatState: nothing is asked
    """
    if not machine_runs.pause(run=asked(tree), reason=f"{actor} paused it"):
        raise NotInThatState("Nothing is being asked for this tree.")
    note("pause_style_tree", tree, actor, now)


@transaction.atomic
def resume(*, tree: StyleTree, cap: Decimal | None, actor: str, now: datetime) -> None:
    """
    Go on where it was, under another cap where one is given.

    :raises NotInThatState: it is not paused
    """
    if asked(tree).state != MachineRunState.PAUSED:
        raise NotInThatState("The tree is not paused.")
    style_trees.resume(tree=tree, cap=cap)
    note("resume_style_tree", tree, actor, now, **({} if cap is None else {"cap": str(cap)}))


@transaction.atomic
def cancel(*, tree: StyleTree, actor: str, now: datetime) -> None:
    """
    End what is being asked: the building, or the assigning of styles.

    :raises NotInThatState: nothing is asked
    """
    if not machine_runs.cancel(run=asked(tree), reason=f"{actor} cancelled it", now=now):
        raise NotInThatState("Nothing is being asked for this tree.")
    style_trees.go_on(tree=tree, now=now)
    note("cancel_style_tree", tree, actor, now)


def asked(tree: StyleTree) -> MachineRun:
    """The run of its last stage."""
    stage = StyleStage.objects.filter(tree=tree).select_related("run").order_by("-number").first()
    if stage is None:
        raise NotInThatState("Nothing was asked for this tree.")
    run: MachineRun = stage.run
    return run


@transaction.atomic
def operate(
    *, version: StyleVersion, act: str, arguments: Mapping[str, Any], actor: str, now: datetime
) -> StyleOperation:
    """
    Do this to a version.

    :raises VersionFixed: it is no draft; styles are placed in one that waits to be published too
    :raises OperationRefused: it would leave no sound tree
    """
    made = style_versions.operate(version=version, act=act, arguments=arguments, actor=actor, now=now)
    record(made, actor, now)
    return made


@transaction.atomic
def undo(*, operation: StyleOperation, actor: str, now: datetime) -> StyleOperation:
    """
    Undo an operation by a further one.

    :raises OperationRefused: it was undone already, or what came after it stands in the way
    """
    made = style_versions.undo(operation=operation, actor=actor, now=now)
    record(made, actor, now, undoes=operation.number)
    return made


@transaction.atomic
def assign(*, version: StyleVersion, cap: Decimal, actor: str, now: datetime) -> None:
    """
    Freeze a draft, and have models assign every style to it.

    :raises VersionFixed: it is no draft
    :raises RunRefused: it cannot be asked of the tree's profile
    """
    style_assigning.start(version=version, cap=cap, now=now)
    of_version("assign_styles", version, actor, now, cap=str(cap))


@transaction.atomic
def publish(*, version: StyleVersion, actor: str, now: datetime) -> None:
    """
    Fix all of a version for good.

    :raises VersionFixed: styles are not assigned to it
    """
    made = style_versions.publish(version=version, now=now)
    of_version("publish_styles", version, actor, now, sha256=bytes(made.sha256 or b"").hex())


@transaction.atomic
def draw_up(*, version: StyleVersion, actor: str, now: datetime) -> StyleVersion:
    """A draft that begins as this version is."""
    made = style_versions.draw_up(version=version, actor=actor, now=now)
    of_version("draw_up_styles", made, actor, now, based_on=version.pk)
    return made


def record(made: StyleOperation, actor: str, now: datetime, **detail: int) -> None:
    """An operation's own row has all that it needs to be done again; the record says what it was, and of which."""
    given = made.arguments
    number = given.get("number", given.get("into"))
    name = StyleNode.objects.filter(version=made.version_id, number=number or 0).values_list("name", flat=True).first()
    said = {"operation": made.number, "did": made.act} | ({"category": name} if name else {}) | detail
    if "styles" in given:
        said["styles"] = len(given["styles"])
    of_version("change_styles", made.version, actor, now, **said)


def of_version(act: str, version: StyleVersion, actor: str, now: datetime, **detail: Any) -> None:
    audit.record(actor=actor, act=act, subject=f"style version {version.pk}", detail=detail, now=now)


def note(act: str, tree: StyleTree, actor: str, now: datetime, **detail: Any) -> None:
    audit.record(actor=actor, act=act, subject=f"style tree {tree.pk}", detail=detail, now=now)
