"""A stage of a style tree: a run over steps, made with all of its jobs."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum

from dataset.actions import machine_runs, templates
from dataset.actions.machine_runs import Means, Wanted
from dataset.choices import MachineRunState, MachineTask
from dataset.gateways import machine_jobs
from dataset.models import MachineRun, StyleStage, StyleStep, StyleTree, StyleVersion
from dataset.rules.machine_keys import step_key
from dataset.rules.style_builds import Question

OVER_CAP = "the cap of the tree bears no further stage"
LEAST_AMOUNT = Decimal("0.000001")


def begin(
    *, tree: StyleTree, task: MachineTask, cap: Decimal, now: datetime, version: StyleVersion | None = None
) -> StyleStage:
    """A stage with its run, for `fill` to give it its questions."""
    run = machine_runs.make(
        template=templates.of_styles(task=task, actor=tree.actor, now=now),
        selection=asdict(Wanted(source=tree.snapshot.source)) | {"scores": [], "tree": tree.pk},
        means=Means(tree.profile, max(cap, LEAST_AMOUNT), stronger=tree.stronger),
        actor=tree.actor,
        now=now,
    )
    number = StyleStage.objects.filter(tree=tree).count()
    return StyleStage.objects.create(tree=tree, number=number, task=task, version=version, run=run)


def fill(*, stage: StyleStage, questions: Sequence[Question], cap: Decimal, now: datetime) -> None:
    """
    Its steps and their jobs, all at once. One that nothing is left for is paused from the start; one that was paused or
    cancelled meanwhile stays so.
    """
    steps = StyleStep.objects.bulk_create(
        StyleStep(stage=stage, number=place, question=one.told, meant=one.meant) for place, one in enumerate(questions)
    )
    keys = [
        step_key(
            task=stage.task,
            tree=stage.tree_id,
            stage=stage.number,
            number=step.number,
            question=step.question,
            template=bytes(stage.run.template.sha256),
            model=stage.run.profile.model,
        )
        for step in steps
    ]
    machine_jobs.add_steps(run=stage.run_id, steps=[step.pk for step in steps], keys=keys, now=now)
    state, because = (MachineRunState.RUNNING, "") if cap > 0 else (MachineRunState.PAUSED, OVER_CAP)
    run = MachineRun.objects.filter(pk=stage.run_id)
    run.update(n_jobs=len(steps))
    run.filter(state=MachineRunState.BUILDING).update(state=state, because=because)


def left_of(tree: StyleTree) -> Decimal:
    """What its stages may still cost; assignments have a cap of their own."""
    spent = StyleStage.objects.filter(tree=tree, version__isnull=True).aggregate(n=Sum("run__budget__spent_amount"))
    return tree.cap_amount - (spent["n"] or Decimal(0))
