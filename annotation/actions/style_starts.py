"""Style trees, begun by managers who saw what they would take; and the styles that they are built from."""

from datetime import datetime

from django.db import transaction

from annotation.actions import audit
from annotation.gateways import doorbells
from dataset.actions import style_snapshots, style_trees, templates
from dataset.actions.machine_runs import Means
from dataset.actions.style_snapshots import NoStyles
from dataset.actions.style_trees import Wish
from dataset.choices import MachineTask
from dataset.models import StyleSnapshot, StyleTree
from dataset.queries import style_estimates, styles
from dataset.queries.style_estimates import TreeEstimate


def have_counted(*, source: str, actor: str) -> None:
    """
    Have a worker count the styles that prompts have now.

    :raises NoStyles: there are none
    :raises WorkersAway: no worker can be told
    """
    if not styles.are_there(source):
        raise NoStyles("No prompt has a word of style: a run of a model finds them.")
    doorbells.count_styles(source=source, actor=actor)


@transaction.atomic
def count(*, source: str, actor: str, now: datetime) -> StyleSnapshot:
    """
    Freeze the styles that prompts have now, for trees to be built from.

    :raises NoStyles: there are none
    """
    snapshot = style_snapshots.take(source=source, actor=actor, now=now)
    detail = {"source": source, "styles": snapshot.n_styles}
    audit.record(actor=actor, act="count_styles", subject=f"styles {snapshot.pk}", detail=detail, now=now)
    return snapshot


def estimate(*, means: Means, snapshot: StyleSnapshot, wish: Wish, actor: str, now: datetime) -> TreeEstimate:
    """
    What a tree would take; it is not begun.

    :raises RunRefused: it could not be begun so
    """
    tree = style_trees.sown(
        snapshot=snapshot,
        profile=means.profile,
        stronger=means.stronger,
        cap=means.cap,
        wish=wish,
        actor=actor,
        now=now,
    )
    asked = {task: templates.of_styles(task=task, actor=actor, now=now) for task in MachineTask if task.is_of_styles}
    return style_estimates.estimate(tree, asked, now)


@transaction.atomic
def begin(*, means: Means, snapshot: StyleSnapshot, wish: Wish, actor: str, now: datetime) -> StyleTree:
    """
    Have models build a tree.

    :raises RunRefused: it cannot be asked of that profile
    """
    tree = style_trees.start(
        snapshot=snapshot,
        profile=means.profile,
        stronger=means.stronger,
        cap=means.cap,
        wish=wish,
        actor=actor,
        now=now,
    )
    detail = {"model": means.profile.name, "cap": str(means.cap), "styles": snapshot.n_styles, "seed": wish.seed}
    audit.record(actor=actor, act="begin_style_tree", subject=f"style tree {tree.pk}", detail=detail, now=now)
    return tree
