"""Style trees are built stage by stage: each a run, which waits for the one before it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from dataset.actions import budgets, machine_runs, style_assigning, style_stages, style_versions
from dataset.actions.machine_runs import Means, RunRefused
from dataset.choices import BudgetScope, MachineRunState, MachineTask, StyleTreeState
from dataset.models import ModelProfile, StyleSnapshot, StyleStage, StyleTree, StyleVersion
from dataset.models.machine_runs import OPEN
from dataset.queries import style_versions as versions
from dataset.rules import style_growth
from dataset.rules.style_builds import Next, build
from dataset.rules.style_snapshots import PATCH


@dataclass(frozen=True, slots=True)
class Wish:
    """How a tree is to be built; `least` is how many styles a leaf has, by default as many as fit the snapshot."""

    seed: int = 1
    patch: int = PATCH
    least: int | None = None
    thrice_from: int = 100
    based_on: StyleVersion | None = None
    extends: bool = False


@transaction.atomic
def start(
    *,
    snapshot: StyleSnapshot,
    profile: ModelProfile,
    cap: Decimal,
    wish: Wish,
    actor: str,
    now: datetime,
    stronger: ModelProfile | None = None,
) -> StyleTree:
    """
    Begin a tree, with its first stage.

    :raises RunRefused: it cannot be asked of that profile
    """
    tree = sown(snapshot=snapshot, profile=profile, cap=cap, wish=wish, actor=actor, now=now, stronger=stronger)
    tree.save()
    go_on(tree=tree, now=now)
    return tree


def sown(
    *,
    snapshot: StyleSnapshot,
    profile: ModelProfile,
    cap: Decimal,
    wish: Wish,
    actor: str,
    now: datetime,
    stronger: ModelProfile | None = None,
) -> StyleTree:
    """
    A tree as it would be begun, not kept yet.

    :raises RunRefused: it cannot be so
    """
    if cap <= 0 or wish.patch < 2:
        raise RunRefused("A tree has a cap above nothing, and patches of two styles or more.")
    machine_runs.check_means(Means(profile, cap, stronger=stronger), now)
    return StyleTree(
        snapshot=snapshot,
        seed=wish.seed,
        patch_size=wish.patch,
        least_members=style_growth.least(snapshot.n_styles) if wish.least is None else wish.least,
        thrice_from=wish.thrice_from,
        profile=profile,
        stronger=stronger,
        based_on=wish.based_on,
        extends=wish.extends,
        cap_amount=cap,
        actor=actor,
        created_at=now,
    )


@transaction.atomic
def go_on(*, tree: StyleTree, now: datetime, waits: bool = True) -> bool:
    """
    Begin the next stage, or keep the tree that all stages came to; False while one is being asked, and at the end.

    Safe to run twice or side by side: the tree is locked, and what comes next is told by what was answered.

    :param waits: for whoever goes on with it already; else that is left to them
    """
    free = StyleTree.objects.select_for_update(skip_locked=not waits).filter(pk=tree.pk).first()
    if free is None:
        return False
    tree = free
    last = StyleStage.objects.filter(tree=tree).select_related("run", "version").order_by("-number").first()
    if last is not None and last.version is not None:
        return style_assigning.go_on(stage=last, version=last.version, now=now)
    if tree.state != StyleTreeState.BUILDING or (last is not None and last.run.state in OPEN):
        return False
    if last is not None and last.run.state == MachineRunState.CANCELLED:
        StyleTree.objects.filter(pk=tree.pk).update(state=StyleTreeState.CANCELLED)
        return False
    setup = versions.setup(tree)
    found = build(setup, versions.stages(tree))
    if isinstance(found, Next):
        left = style_stages.left_of(tree)
        stage = style_stages.begin(tree=tree, task=MachineTask(found.task), cap=left, now=now)
        style_stages.fill(stage=stage, questions=found.questions, cap=left, now=now)
    else:
        style_versions.first(tree=tree, value=found, base=setup.base, now=now)
        StyleTree.objects.filter(pk=tree.pk).update(state=StyleTreeState.BUILT)
    return True


@transaction.atomic
def resume(*, tree: StyleTree, cap: Decimal | None = None) -> None:
    """Go on where it was paused, with another cap where one is given: of the tree, or of its assignments."""
    last = StyleStage.objects.filter(tree=tree).select_related("run__budget", "run__template").latest("number")
    if cap is not None and last.version_id is None:
        StyleTree.objects.filter(pk=tree.pk).update(cap_amount=cap)
        tree.cap_amount = cap
        cap = style_stages.left_of(tree) + last.run.budget.spent_amount
    if cap is not None:
        budgets.set_cap(scope=BudgetScope.RUN, key=str(last.run_id), cap=max(cap, style_stages.LEAST_AMOUNT))
    machine_runs.resume(run=last.run)


def due() -> list[StyleTree]:
    """Trees of which a stage has ended, so that something comes next."""
    going = StyleTree.objects.filter(state=StyleTreeState.BUILDING)
    assigned = StyleTree.objects.filter(versions__stages__isnull=False, versions__assigned_at__isnull=True)
    return [*(going | assigned).distinct().select_related("snapshot", "profile", "stronger").order_by("pk")]
